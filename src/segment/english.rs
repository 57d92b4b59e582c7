//! English titles: Unicode word bounds, then what titles keep whole is joined again.

use std::iter::Peekable;

use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

use super::{cut, kind_of};
use crate::title::{Span, Token, TokenKind};

/// A word bound piece: start and text.
type Piece<'a> = (usize, &'a str);

/// Tokens of an NFKC text; white space is left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    // The word bounds of ASCII text are found some four times faster.
    match text.is_ascii() {
        true => join(text, AsciiPieces::new(text)),
        false => join(text, text.split_word_bound_indices()),
    }
}

/// The word bounds of an ASCII text: its words, and what lies between byte by byte.
struct AsciiPieces<'a> {
    text: &'a str,
    at: usize,
    words: Peekable<UnicodeWordIndices<'a>>,
}

impl<'a> AsciiPieces<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, words: text.unicode_word_indices().peekable() }
    }
}

impl<'a> Iterator for AsciiPieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let start = self.at;
        let piece = match self.words.next_if(|&(at, _)| at == start) {
            Some((_, word)) => word,
            None => self.text.get(start..start + 1)?,
        };
        self.at += piece.len();
        Some((start, piece))
    }
}

/// Joins what titles keep whole.
fn join<'a>(text: &str, pieces: impl Iterator<Item = Piece<'a>>) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let mut pieces = pieces.peekable();
    let mut joined: Option<Span> = None;
    while let Some(piece) = pieces.next() {
        let next = pieces.peek().copied();
        let span = match joined.take() {
            Some(open) => Span::new(open.start, piece.0 + piece.1.len()),
            None => Span::new(piece.0, piece.0 + piece.1.len()),
        };
        // Most words are followed by a space.
        let next = next.filter(|next| next.1 != " " && piece.1 != " ");
        if next.is_some_and(|next| stay_together(text, span, piece, next)) {
            joined = Some(span);
        } else {
            push(&mut out, text, span);
        }
    }
    out
}

/// Whether `next` belongs to the token whose last piece is `last`.
fn stay_together(text: &str, token: Span, last: Piece<'_>, next: Piece<'_>) -> bool {
    let after = text[next.0 + next.1.len()..].chars().next();
    let opens_word = after.is_some_and(char::is_alphanumeric);
    let (word, ends_word) = (last.1, ends_alphanumeric(last.1));
    match next.1 {
        // COVID-19, e-commerce; but 2011-2012 is two numbers.
        "-" => ends_word && opens_word && !(is_digits(word) && after.is_some_and(is_digit)),
        // AT&T, R&D.
        "&" => ends_word && opens_word && word.len() <= 3,
        // U.S., Inc. has none: only single letters with dots between them.
        "." => ends_word && is_initials(&text[token.range()]),
        // C++, C#, Disney+.
        "+" | "#" => (ends_word || word == "+") && (!opens_word) && !is_digits(word),
        "%" => ends_word && word.ends_with(is_digit),
        // US$30.
        "$" => ends_word && word.len() <= 2 && after.is_some_and(is_digit),
        _ => joins_before_word(text, token, last, next),
    }
}

/// Whether a sign goes on into the word after it.
fn joins_before_word(text: &str, token: Span, last: Piece<'_>, next: Piece<'_>) -> bool {
    let starts_alphanumeric = next.1.starts_with(char::is_alphanumeric);
    match last.1 {
        "-" | "&" => token.len() > last.1.len() && starts_alphanumeric,
        "$" | "€" | "£" | "¥" => next.1.starts_with(is_digit),
        // .NET at the start of a word.
        "." => {
            token.len() == 1
                && next.1.starts_with(|c: char| c.is_ascii_uppercase())
                && !text[..token.start].ends_with(|c: char| c.is_alphanumeric() || c == '.')
        }
        _ => false,
    }
}

fn push(out: &mut Vec<Token>, text: &str, span: Span) {
    let word = span.of(text);
    if word.trim().is_empty() {
        return;
    }
    match possessive(word) {
        Some(at) => {
            let middle = span.start + at;
            out.push(cut(Span::new(span.start, middle), kind_of(&word[..at])));
            out.push(cut(Span::new(middle, span.end), TokenKind::Possessive));
        }
        None => out.push(cut(span, kind_of(word))),
    }
}

/// Where the `'s` of a word begins.
fn possessive(word: &str) -> Option<usize> {
    let at = word.len().checked_sub(2)?;
    let is_possessive = at > 0 && matches!(word.as_bytes()[at..], [b'\'', b's' | b'S']);
    is_possessive.then_some(at)
}

/// `U.S`, `e.g`: single letters with dots between them.
fn is_initials(token: &str) -> bool {
    let bytes = token.as_bytes();
    bytes.len() >= 3
        && bytes.iter().enumerate().all(|(i, b)| match i % 2 {
            0 => b.is_ascii_alphabetic(),
            _ => *b == b'.',
        })
}

fn ends_alphanumeric(piece: &str) -> bool {
    piece.ends_with(char::is_alphanumeric)
}

fn is_digits(piece: &str) -> bool {
    piece.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The words between the hyphens of a compound.
pub(super) fn parts(word: &str) -> Vec<Span> {
    if !word.contains('-') {
        return Vec::new();
    }
    let mut at = 0;
    let pieces = word.split('-').map(|part| {
        let span = Span::new(at, at + part.len());
        at = span.end + 1;
        span
    });
    pieces.filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: &str) -> String {
        let words: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
        words.join(" ")
    }

    #[test]
    fn titles_keep_their_own_tokens_whole() {
        for (text, expected) in [
            ("U.S. Push, U.K. pull.", "U.S. Push , U.K. pull ."),
            ("AT&T and R&D: S&P 500", "AT&T and R&D : S&P 500"),
            ("COVID-19 e-commerce 5G", "COVID-19 e-commerce 5G"),
            ("C++ vs C# vs .NET vs Node.js", "C++ vs C# vs .NET vs Node.js"),
            ("China's users' can't", "China 's users ' can't"),
            ("$1.5bn, US$30 million, 3.5%", "$1.5bn , US$30 million , 3.5%"),
            ("1,000.50 2011-2012", "1,000.50 2011 - 2012"),
            ("State-of-the-art (again)", "State-of-the-art ( again )"),
            ("Disney+ 1+1", "Disney+ 1 + 1"),
            ("end. Next", "end . Next"),
            ("- dash", "- dash"),
            ("", ""),
        ] {
            assert_eq!(spaced(text), expected, "{text:?}");
        }
    }

    #[test]
    fn compounds_have_parts() {
        let word = "state-of-the-art";
        let found: Vec<&str> = parts(word).iter().map(|p| p.of(word)).collect();
        assert_eq!(found, ["state", "of", "the", "art"]);
        assert!(parts("plain").is_empty());
    }
}
