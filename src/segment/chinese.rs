//! Chinese titles by jieba.

use jieba_rs::Jieba;

use super::{cut, kind_of};
use crate::title::{Span, Token, TokenKind};

/// Tokens of a simplified text; white space is left out.
pub(super) fn tokens(jieba: &Jieba, text: &str) -> Vec<Token> {
    let words = jieba.cut(text, true);
    let mut out: Vec<Token> = Vec::with_capacity(words.len());
    for word in words {
        let mut start = word.byte_start;
        if let Some(last) = out.last_mut().filter(|last| takes_scale(last, start, text)) {
            start += scale_len(word.word);
            last.normal.end = start;
            last.span = last.normal;
        }
        match out.last_mut().filter(|last| is_dot_before(last, start, word.word, text)) {
            Some(dot) => *dot = cut(Span::new(dot.normal.start, word.byte_end), TokenKind::Word),
            None => push(&mut out, start, &text[start..word.byte_end]),
        }
    }
    out
}

/// Whether a dot begins the word that follows at `start`, as in English titles: .NET, 用.NET.
fn is_dot_before(last: &Token, start: usize, word: &str, text: &str) -> bool {
    last.normal.end == start
        && last.normal.of(text) == "."
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && !text[..last.normal.start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
}

fn push(out: &mut Vec<Token>, start: usize, word: &str) {
    let is_blank = |word: &str| word.starts_with(char::is_whitespace) && word.trim().is_empty();
    if !word.is_empty() && !is_blank(word) {
        out.push(cut(Span::new(start, start + word.len()), kind_of(word)));
    }
}

/// Whether digits take the scale of the word that follows at `start`: 25亿, 1500万. The
/// dictionary has 亿股 and 万亿美元 as words. A year takes none: 2023万科.
fn takes_scale(last: &Token, start: usize, text: &str) -> bool {
    last.kind == TokenKind::Number && last.normal.end == start && !is_year(last.normal.of(text))
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Bytes of the powers of ten that a word begins with; those below 万 seldom follow digits.
fn scale_len(word: &str) -> usize {
    word.chars().take_while(|c| matches!(c, '万' | '亿' | '兆')).map(char::len_utf8).sum()
}

/// Dictionary words of two or more characters inside a word, by position.
pub(super) fn parts(jieba: &Jieba, word: &str) -> Vec<Span> {
    jieba
        .cut_for_search(word, true)
        .into_iter()
        .filter(|t| t.word.len() < word.len() && t.end - t.start > 1)
        .map(|t| Span::new(t.byte_start, t.byte_end))
        .collect()
}
