//! What one Latin word looks like: found once a line, used by every cut.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// Words that hold a title together and that names lack.
const FUNCTION_WORDS: [&str; 64] = [
    "a", "about", "after", "against", "all", "an", "and", "are", "as", "at", "be", "before", "but",
    "by", "can", "could", "do", "does", "for", "from", "has", "have", "he", "her", "his", "in",
    "into", "is", "it", "its", "may", "more", "my", "no", "not", "of", "off", "on", "or", "our",
    "out", "over", "she", "should", "than", "that", "the", "their", "they", "this", "to", "up",
    "was", "we", "were", "when", "while", "who", "will", "with", "without", "would", "you", "your",
];

/// Words that a title likes to begin with.
#[rustfmt::skip]
const OPENING_WORDS: [&str; 20] = [
    "a", "an", "best", "building", "can", "getting", "how", "install", "introducing", "is", "new",
    "the", "top", "understanding", "use", "using", "what", "where", "why", "writing",
];

/// Endings of ordinary words that names seldom have.
const INFLECTIONS: [&str; 10] = ["ing", "ed", "es", "ly", "tion", "ers", "ment", "ts", "ns", "rs"];

/// A Latin word of a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// Equal for words that differ in case or by a possessive alone.
    key: u64,
    /// The same for the first parts of a compound (`N-Queens` → `N`, `Queens`).
    parts: [u64; 3],
    pub(super) is_function: bool,
    pub(super) opens_titles: bool,
    pub(super) is_low: bool,
    pub(super) is_capital: bool,
    pub(super) is_digits: bool,
    pub(super) starts_with_digit: bool,
    /// All its letters are capitals.
    pub(super) is_upper: bool,
    /// It has the shape of a name: `DNS`, `PyGame`, `5.0`.
    pub(super) is_marked_name: bool,
    /// It has an ending of ordinary words: `-ing`, `-ed`, `-s`.
    pub(super) is_inflected: bool,
}

impl Word {
    pub(super) fn of(word: &str) -> Self {
        let is_one_of = |list: &[&str]| list.iter().any(|w| w.eq_ignore_ascii_case(word));
        let first = word.chars().next().unwrap_or(' ');
        let mut parts = [0; 3];
        if word.contains('-') {
            word.split('-').zip(&mut parts).for_each(|(part, key)| *key = self::key(part));
        }
        Self {
            key: key(word),
            parts,
            is_function: is_one_of(&FUNCTION_WORDS),
            opens_titles: is_one_of(&OPENING_WORDS),
            is_low: first.is_lowercase(),
            is_capital: !first.is_lowercase(),
            is_digits: word.bytes().all(|b| b.is_ascii_digit()),
            starts_with_digit: first.is_ascii_digit(),
            is_upper: !word.contains(char::is_lowercase),
            is_marked_name: first.is_ascii_digit() || word.split('-').any(has_inner_capital),
            is_inflected: word.len() > 4 && INFLECTIONS.iter().any(|e| ends_with(word, e)),
        }
    }

    /// Whether it stands among others, alone or in a compound.
    pub(super) fn is_among(&self, others: &[Self]) -> bool {
        others.iter().any(|other| other.key == self.key || other.parts.contains(&self.key))
    }
}

fn has_inner_capital(part: &str) -> bool {
    part.chars().skip(1).any(char::is_uppercase)
}

fn ends_with(word: &str, ending: &str) -> bool {
    let tail = word.len().checked_sub(ending.len()).and_then(|at| word.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

/// Never 0, which stands for no part.
fn key(word: &str) -> u64 {
    let stem = word.trim_end_matches("'s").trim_end_matches("’s");
    let hash = match stem.is_ascii() && stem.len() <= 32 {
        true => {
            let mut lower = [0u8; 32];
            lower[..stem.len()].copy_from_slice(stem.as_bytes());
            lower.make_ascii_lowercase();
            FxBuildHasher.hash_one(&lower[..stem.len()])
        }
        false => FxBuildHasher.hash_one(stem.to_lowercase().as_bytes()),
    };
    hash | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_again() {
        let among = |word: &str, others: &[&str]| {
            let others: Vec<Word> = others.iter().map(|w| Word::of(w)).collect();
            Word::of(word).is_among(&others)
        };
        assert!(among("linux", &["The", "Linux"]));
        assert!(among("Torvalds", &["Torvalds’s"]));
        assert!(among("N", &["N-Queens"]));
        assert!(!among("Lin", &["Linux"]));
    }

    #[test]
    fn shapes() {
        assert!(Word::of("PyGame").is_marked_name && !Word::of("N-Queens").is_marked_name);
        assert!(Word::of("Introducing").is_inflected && Word::of("how").opens_titles);
    }
}
