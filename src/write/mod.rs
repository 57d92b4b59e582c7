//! Pairs to what people want back: tables, translation memories, a page to look at.
//!
//! Each writer takes a [`Paired`] and writes its rows in one order: by the English list, then the
//! Chinese titles without counterpart. What is unpaired is never left out.

#[cfg(feature = "table")]
mod csv;
#[cfg(feature = "json")]
mod json;
mod pharaoh;
mod tsv;
mod whole;

use crate::aligner::{TitlePair, TitlePairing};
use crate::item::Item;
#[cfg(feature = "table")]
pub use csv::csv;
#[cfg(feature = "json")]
pub use json::json_lines;
pub use pharaoh::pharaoh;
pub use tsv::tsv;
pub use whole::write_whole;

/// Two lists and how they were paired: what is written.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// The English list.
    pub english: &'a [Item],
    /// The Chinese list.
    pub chinese: &'a [Item],
    /// Pairs and unpaired titles, by position in the lists.
    pub pairing: &'a TitlePairing,
}

/// One row of what is written: a pair, or a title alone.
#[derive(Debug, Clone, Copy)]
pub struct PairedRow<'a> {
    /// The English title and its position.
    pub english: Option<(usize, &'a Item)>,
    /// The Chinese title and its position.
    pub chinese: Option<(usize, &'a Item)>,
    /// What is known of the pair, where it is one.
    pub pair: Option<&'a TitlePair>,
}

/// How much of a pair is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Titles and probability.
    #[default]
    Pairs,
    /// The evidence in words, too.
    Evidence,
}

impl<'a> Paired<'a> {
    /// All rows: pairs and lone English titles by English position, then lone Chinese titles.
    #[must_use]
    pub fn rows(&self) -> Vec<PairedRow<'a>> {
        let english = |at: usize| self.english.get(at).map(|item| (at, item));
        let chinese = |at: usize| self.chinese.get(at).map(|item| (at, item));
        let pairs = self.pairing.pairs.iter().map(|pair| PairedRow {
            english: english(pair.english.0),
            chinese: chinese(pair.chinese.0),
            pair: Some(pair),
        });
        let alone = |at| PairedRow { english: english(at), chinese: None, pair: None };
        let mut rows: Vec<PairedRow<'a>> =
            pairs.chain(self.pairing.unpaired_english.iter().map(|at| alone(at.0))).collect();
        rows.sort_by_key(|row| row.english.map(|(at, _)| at));
        let alone = |at| PairedRow { english: None, chinese: chinese(at), pair: None };
        rows.extend(self.pairing.unpaired_chinese.iter().map(|at| alone(at.0)));
        rows
    }
}

impl PairedRow<'_> {
    /// The evidence in words; nothing for a title alone.
    fn evidence(&self) -> String {
        match (self.pair, self.english, self.chinese) {
            (Some(pair), Some((_, english)), Some((_, chinese))) => {
                pair.evidence.in_words(&english.title, &chinese.title)
            }
            _ => String::new(),
        }
    }
}
