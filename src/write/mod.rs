//! Pairs to what people want back: tables, translation memories, a page to look at.
//!
//! Each writer takes a [`Paired`] and writes its [`Unit`]s in one order: by the English list, then
//! the Chinese titles without counterpart. What is unpaired is never left out. [`pharaoh`] alone
//! takes word links.

#[cfg(feature = "table")]
mod csv;
mod html;
#[cfg(feature = "json")]
mod json;
mod page;
mod pharaoh;
#[cfg(feature = "xml")]
mod tmx;
mod tsv;
mod units;
mod whole;
#[cfg(feature = "xml")]
mod xliff;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "table")]
pub use csv::csv;
pub use html::html;
#[cfg(feature = "json")]
pub use json::json_lines;
pub use pharaoh::pharaoh;
#[cfg(feature = "xml")]
pub use tmx::tmx;
pub use tsv::{Detail, tsv};
pub use units::{Paired, Placed, Unit};
pub use whole::write_whole;
#[cfg(feature = "xml")]
pub use xliff::xliff;
