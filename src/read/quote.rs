//! Input in messages.

/// So many characters of it are shown: they tell where it is, and the message stays a line.
const MOST_SHOWN: usize = 80;

/// The start of a text, for a message; `…` stands for the rest.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
