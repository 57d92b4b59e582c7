//! Signs that turn the direction of writing, so that a text is shown as what it is not.
//!
//! The examples take this file in too: what a page must not show a terminal must not either.

/// Whether a sign turns what follows or surrounds it.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
