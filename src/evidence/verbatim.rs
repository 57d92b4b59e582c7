//! Words copied verbatim: a Latin word in the Chinese title that the English one has too.

use super::weights::{word_missing, word_shared};
use super::{Hit, Key, Mark, Rarity};
use crate::model::units::LETTERS_BEFORE_VERSION;
use crate::segment::Title;
use crate::title::{Language, TokenKind};

/// The Latin words of a title, each once, by key. The parts of an English compound stand beside
/// it, so that `Linux-based` meets `Linux`.
pub(super) fn words(title: &Title) -> Vec<Mark> {
    let mut out = Vec::new();
    for token in title.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
        let form = title.normal_form(token);
        if !form.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
            continue;
        }
        out.push(Mark { key: Key::of(stem(form)), span: token.span });
        if title.language == Language::English && form.contains('-') {
            let parts = form.split('-').filter(|part| part.len() > 1);
            out.extend(parts.map(|part| Mark { key: Key::of(stem(part)), span: token.span }));
        }
    }
    out.sort_by_key(|mark| mark.key);
    out.dedup_by_key(|mark| mark.key);
    out
}

/// The version that is glued to a name: the 14.04 of `ubuntu14.04`.
pub(super) fn version(word: &str) -> Option<&str> {
    let at = word.bytes().position(|b| !b.is_ascii_alphabetic())?;
    let is_version = at >= LETTERS_BEFORE_VERSION && word.as_bytes()[at].is_ascii_digit();
    is_version.then(|| &word[at..])
}

/// A word without the `s` of its plural (short words and `-ss` have none) and without its version,
/// which is compared as a number.
fn stem(word: &str) -> &str {
    let word = &word[..word.len() - version(word).map_or(0, str::len)];
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'i']) => stem,
        _ => word,
    }
}

/// What the Latin words of a Chinese title say against any pair, before one is found.
pub(super) fn against(chinese: &[Mark]) -> f32 {
    chinese.len() as f32 * word_missing()
}

/// The words that both titles have. What a shared word adds is its own evidence, and the
/// evidence against taken back.
pub(super) fn hits(
    english: &[Mark],
    chinese: &[Mark],
    rarity: &Rarity,
) -> impl Iterator<Item = Hit> {
    chinese.iter().filter_map(|z| {
        let at = english.binary_search_by_key(&z.key, |e| e.key).ok()?;
        let log_odds = word_shared(rarity.frequency(z.key)) - word_missing();
        Some(Hit { english: english[at].span, chinese: z.span, log_odds })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_and_singular_are_one() {
        for (a, b) in [("gpus", "gpu"), ("containers", "container"), ("ubuntu14.04", "ubuntu")] {
            assert_eq!(stem(a), stem(b));
        }
        for word in ["ios", "css", "windows", "linux", "status"] {
            assert!(stem(word).len() + 1 >= word.len());
        }
        assert_eq!(stem("css"), "css");
        assert_eq!(stem("ios"), "ios");
    }
}
