//! Pairs to what people want back: tables, translation memories, a page to look at.

#[cfg(feature = "xml")]
mod tmx;
#[cfg(feature = "xml")]
mod units;
mod whole;
#[cfg(feature = "xml")]
mod xliff;
#[cfg(feature = "xml")]
mod xml;

use crate::aligner::TitlePairing;
use crate::item::Item;
#[cfg(feature = "xml")]
pub use tmx::tmx;
pub use whole::write_whole;
#[cfg(feature = "xml")]
pub use xliff::xliff;

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
