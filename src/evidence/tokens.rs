//! What speaks for a link between two tokens of a pair.

use rustc_hash::FxHashMap;

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
/// So many equal signs of the other title are looked at: with all, a title of signs would cost the
/// square of its length.
const MOST_SIGNS: usize = 8;

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
    cells.extend(equal_signs(english, chinese));
    SparseMatrix::from_cells(e_tokens.len(), z_tokens.len(), cells)
}

/// Equal punctuation: each sign of the English title and those like it in the Chinese one, of many
/// the nearest to its place.
fn equal_signs<'a>(
    english: &'a Title,
    chinese: &'a Title,
) -> impl Iterator<Item = (Row, Column, f32)> {
    let mut columns: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (column, token) in chinese.tokens.iter().enumerate() {
        columns.entry(sign(chinese, token)).or_default().push(column);
    }
    let (rows, width) = (english.tokens.len(), chinese.tokens.len());
    let signs = english.tokens.iter().enumerate();
    let signs = signs.filter(|(_, token)| token.kind == TokenKind::Punctuation);
    signs.flat_map(move |(row, token)| {
        let equal = columns.get(sign(english, token)).map_or(&[][..], Vec::as_slice);
        let place = (row * width).div_ceil(rows);
        let end = equal.partition_point(|&column| column < place) + MOST_SIGNS / 2;
        let end = end.clamp(MOST_SIGNS.min(equal.len()), equal.len());
        let near = &equal[end.saturating_sub(MOST_SIGNS)..end];
        near.iter().map(|&column| (Row(row), Column(column), PUNCTUATION)).collect::<Vec<_>>()
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;
    use crate::title::Language;

    #[test]
    fn of_many_equal_signs_the_nearest_are_compared() {
        let segmenter = Segmenter::builtin();
        let english = segmenter.segment(Language::English, &"(".repeat(500));
        for many in [1, 3, 400, 900] {
            let chinese = segmenter.segment(Language::Chinese, &"(".repeat(many));
            let cells: Vec<_> = equal_signs(&english, &chinese).collect();
            assert_eq!(cells.len(), 500 * many.min(MOST_SIGNS), "not all against all");
            for (row, column, _) in cells {
                let place = (row.0 * many) as f32 / 500.0;
                assert!((column.0 as f32 - place).abs() <= MOST_SIGNS as f32, "{row:?} {column:?}");
            }
        }
    }
}
