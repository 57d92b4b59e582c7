//! Titles to the entries that a model knows: words, and the parts of words it does not know.

use rust_stemmers::{Algorithm, Stemmer};

use super::vocabulary::Vocabulary;
use crate::segment::Title;
use crate::title::{Span, TokenKind, is_han};

/// What marks a stem among the entries, so that it is no word.
pub(crate) const STEM_MARK: char = '~';

/// The longest Chinese word that is looked up, in characters.
pub(crate) const LONGEST_WORD: usize = 8;

/// An entry in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its number in the vocabulary; `None` for a word in Latin letters that is not there, nor
    /// any part of it.
    pub(crate) id: Option<u32>,
    /// Position of its token in the title.
    pub(crate) token: u32,
    /// Where it stands in the normalised text of the title.
    pub(crate) normal: Span,
}

/// The units of a title in text order. A word that is no entry gives those of its parts that
/// are: Chinese the longest words from the left and single characters, English the halves of a
/// compound, else its stem. A word in Latin letters with no known part is a unit without entry:
/// nothing is known of it but that it is itself.
pub(crate) fn units(title: &Title, vocabulary: &Vocabulary) -> Vec<Unit> {
    let mut out = Vec::with_capacity(title.tokens.len());
    for (token, found) in (0u32..).zip(&title.tokens) {
        if !matches!(found.kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        let form = title.normal_form(found);
        let known = out.len();
        parts(form, vocabulary, |part, id| {
            out.push(Unit { id: Some(id), token, normal: part.shifted(found.normal.start) });
        });
        if out.len() == known && !form.contains(is_han) {
            out.push(Unit { id: None, token, normal: found.normal });
        }
    }
    out
}

/// The entry of a word, or those of its parts, with their places in the word.
pub(crate) fn parts(word: &str, vocabulary: &Vocabulary, mut found: impl FnMut(Span, u32)) {
    if let Some(id) = vocabulary.id(word) {
        return found(Span::new(0, word.len()), id);
    }
    if word.contains(is_han) {
        return han_parts(word, |part| vocabulary.id(part), found);
    }
    let halves = || halves(word).filter(|half| half.len() < word.len());
    if halves().next().is_none() {
        if let Some(id) = vocabulary.id(&stem(word)) {
            found(Span::new(0, word.len()), id);
        }
        return;
    }
    for half in halves() {
        let form = half.of(word);
        if let Some(id) = vocabulary.id(form).or_else(|| vocabulary.id(&stem(form))) {
            found(half, id);
        }
    }
}

/// The longest entries from the left; what is none is stepped over.
pub(crate) fn han_parts(
    word: &str,
    entry: impl Fn(&str) -> Option<u32>,
    mut found: impl FnMut(Span, u32),
) {
    let mut start = 0;
    while start < word.len() {
        let rest = &word[start..];
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_WORD);
        let mut next = None;
        let mut best = None;
        for end in ends {
            next = next.or(Some(end));
            if let Some(id) = entry(&rest[..end]) {
                best = Some((end, id));
            }
        }
        if let Some((end, id)) = best {
            found(Span::new(start, start + end), id);
            next = Some(end);
        }
        start += next.unwrap_or(rest.len());
    }
}

/// The stretches of letters and of digits of a compound: `ubuntu14.04` is `ubuntu` and `14.04`;
/// digits that few letters lead are no version (`mp3`).
pub(crate) fn halves(word: &str) -> impl Iterator<Item = Span> {
    let bytes = word.as_bytes();
    let is_digit = move |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut chars = word.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let (mut end, mut letters) = (start + first.len_utf8(), usize::from(first.is_alphabetic()));
        while let Some((at, c)) = chars.next_if(|&(at, c)| {
            let version = c.is_ascii_digit() && letters >= LETTERS_BEFORE_VERSION;
            let decimal = c == '.' && is_digit(at.wrapping_sub(1)) && is_digit(at + 1);
            (c.is_alphanumeric() && !version) || decimal
        }) {
            letters = if c.is_alphabetic() { letters + 1 } else { 0 };
            end = at + c.len_utf8();
        }
        Some(Span::new(start, end))
    })
}

/// So many letters before digits are a name with its version.
pub(crate) const LETTERS_BEFORE_VERSION: usize = 3;

/// No word that has a stem is longer, in bytes; the rules take the square of a word's length.
const LONGEST_STEMMED: usize = 64;

/// The entry of a word's stem, by the Snowball rules for English.
pub(crate) fn stem(word: &str) -> String {
    let mut stem = String::from(STEM_MARK);
    match word.len() {
        0..=LONGEST_STEMMED => stem.push_str(&Stemmer::create(Algorithm::English).stem(word)),
        _ => stem.push_str(word),
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_stems_unless_they_are_longer_than_any() {
        assert_eq!((stem("phones"), stem("selling")), ("~phone".to_owned(), "~sell".to_owned()));
        let long = "y".repeat(LONGEST_STEMMED) + "ings";
        assert_eq!(stem(&long), format!("~{long}"));
    }
}
