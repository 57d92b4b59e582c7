//! What speaks for a link between two tokens of a pair.

use super::{Hit, Profile, Rarity, number, translation, verbatim};
use crate::matrix::{Column, Row, SparseMatrix};
use crate::model::Model;
use crate::segment::Title;
use crate::title::{Span, Token, TokenKind};

/// A cosine that two tokens of a pair have by chance, and what each above it adds in log-odds.
const CHANCE: f32 = 0.35;
/// See [`CHANCE`].
const PER_COSINE: f32 = 9.0;
/// Log-odds that a link of the table adds, at most.
const TABLE: f32 = 3.0;
/// Log-odds of equal punctuation.
const PUNCTUATION: f32 = 3.0;

/// Natural log-odds of links between the tokens of a pair, against none.
pub(crate) fn token_log_odds(model: &Model, english: &Title, chinese: &Title) -> SparseMatrix {
    let (e, z) = (Profile::of(english, model), Profile::of(chinese, model));
    let (e_tokens, z_tokens) = (&english.tokens, &chinese.tokens);
    let mut cells = Vec::new();
    let mut link = |english_span: Span, chinese_span: Span, log_odds: f32| {
        for row in covered(e_tokens, english_span) {
            for column in covered(z_tokens, chinese_span) {
                cells.push((Row(row), Column(column), log_odds));
            }
        }
    };
    let mut scores = vec![0.0f32; e.meaning.senses.len() * z.meaning.senses.len()];
    let width = z.meaning.senses.len();
    for cell in e.meaning.cosines(&z.meaning) {
        scores[cell.row * width + cell.column] += PER_COSINE * (cell.score - CHANCE);
    }
    for cell in translation::cells(&e.meaning, &z.meaning, &model.table) {
        scores[cell.row * width + cell.column] += TABLE * cell.score;
    }
    for (at, &score) in scores.iter().enumerate() {
        let (row, column) = (at / width, at % width);
        link(e.meaning.senses[row].span, z.meaning.senses[column].span, score);
    }
    let rarity = Rarity::default();
    let hits = verbatim::hits(&e.words, &z.words, &rarity)
        .chain(number::hits(&e.numbers, &z.numbers, &rarity))
        .chain(e.names.hits(&z.names, &rarity));
    let words = e_tokens.len().max(z_tokens.len()).max(1) as f32;
    for Hit { english, chinese, log_odds } in hits {
        // A name may stand anywhere in the other title.
        link(english, chinese, log_odds - words.ln());
    }
    for (row, e) in e_tokens.iter().enumerate().filter(|t| t.1.kind == TokenKind::Punctuation) {
        for (column, z) in z_tokens.iter().enumerate() {
            if sign(english, e) == sign(chinese, z) {
                cells.push((Row(row), Column(column), PUNCTUATION));
            }
        }
    }
    SparseMatrix::from_cells(e_tokens.len(), z_tokens.len(), cells)
}

/// A sign of punctuation as English writes it.
fn sign<'a>(title: &'a Title, token: &Token) -> &'a str {
    match title.normal_form(token) {
        "。" | "｡" => ".",
        "、" => ",",
        "“" | "”" | "《" | "》" | "「" | "」" | "``" | "''" => "\"",
        other => other,
    }
}

/// The tokens that a span touches.
fn covered(tokens: &[Token], span: Span) -> std::ops::Range<usize> {
    let start = tokens.partition_point(|t| t.span.end <= span.start);
    let end = tokens.partition_point(|t| t.span.start < span.end);
    start..end.max(start)
}
