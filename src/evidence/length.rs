//! Length: a title and its counterpart say about as much.
//!
//! The logarithm of the ratio of lengths is taken as normal, as in Gale & Church, *A Program for
//! Aligning Sentences in Bilingual Corpora*, 1993, with lengths in words of either language.

use super::weights::{LENGTH_SPREAD, LENGTH_SPREAD_BY_CHANCE};
use crate::segment::Title;
use crate::title::{CHARACTERS_PER_WORD, Language, TokenKind, is_han};

/// Length of a title in English words.
pub(super) fn length(title: &Title) -> f32 {
    let words = title.tokens.iter().filter(|t| t.kind != TokenKind::Punctuation);
    match title.language {
        Language::English => words.filter(|t| t.kind != TokenKind::Possessive).count() as f32,
        Language::Chinese => words.map(|t| chinese_length(title.normal_form(t))).sum(),
    }
}

fn chinese_length(word: &str) -> f32 {
    match word.chars().filter(|&c| is_han(c)).count() {
        0 => 1.0,
        characters => characters as f32 / CHARACTERS_PER_WORD,
    }
}

/// Log-odds that titles of these lengths are a pair; between the logarithm of the two spreads'
/// ratio (equal lengths) and a floor.
pub(super) fn log_odds(english: f32, chinese: f32) -> f32 {
    const FLOOR: f32 = -6.0;
    let ratio = ((chinese + 1.0) / (english + 1.0)).ln();
    let precision = |spread: f32| 1.0 / (spread * spread);
    let slope = (precision(LENGTH_SPREAD) - precision(LENGTH_SPREAD_BY_CHANCE)) / 2.0;
    ((LENGTH_SPREAD_BY_CHANCE / LENGTH_SPREAD).ln() - slope * ratio * ratio).max(FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lengths_speak_for_a_pair_and_unequal_ones_against() {
        assert!(log_odds(8.0, 8.0) > 0.0);
        assert!(log_odds(8.0, 9.0) > log_odds(8.0, 14.0));
        assert!(log_odds(2.0, 20.0) < 0.0);
        assert!(log_odds(0.0, 0.0).is_finite());
    }

    #[test]
    fn lengths_are_in_english_words() {
        let segmenter = crate::segment::Segmenter::builtin();
        let of = |language, title| length(&segmenter.segment(language, title));
        assert_eq!(of(Language::English, "Nokia's phones, again!"), 3.0);
        let chinese = of(Language::Chinese, "华为，Nokia");
        assert!((chinese - (1.0 + 2.0 / 1.9)).abs() < 1e-4, "{chinese}");
        // ln 2, and ln 2 less six squares of ln 2.
        assert!((log_odds(1.0, 1.0) - std::f32::consts::LN_2).abs() < 1e-3);
        assert!((log_odds(0.0, 1.0) + 2.1896).abs() < 1e-3);
        assert_eq!(log_odds(0.0, 99.0), -6.0);
    }
}
