//! Pairs to what people want back: tables, translation memories, a page to look at.

mod html;
mod page;
mod whole;

use crate::aligner::TitlePairing;
use crate::item::Item;
pub use html::html;
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
