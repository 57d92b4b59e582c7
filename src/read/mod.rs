//! Titles from what people have: lists, pages, feeds, tables.
//!
//! Bytes become text by `decode` (feature `encodings`), text becomes [`Item`](crate::Item)s by
//! the reader of its [`Format`]. Each reader but that of lists is behind a feature of its own.

mod columns;
#[cfg(any(feature = "feed", feature = "table", feature = "json"))]
mod date;
#[cfg(feature = "encodings")]
mod declared;
#[cfg(feature = "encodings")]
mod encoding;
#[cfg(feature = "feed")]
mod feed;
mod format;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "json")]
mod json;
mod lines;
#[cfg(feature = "markdown")]
mod markdown;
#[cfg(feature = "feed")]
mod markup;
#[cfg(any(feature = "html", feature = "markdown"))]
mod outline;
#[cfg(any(feature = "feed", feature = "html", feature = "markdown", feature = "table"))]
mod place;
#[cfg(any(feature = "feed", feature = "table", feature = "json"))]
mod quote;
#[cfg(feature = "table")]
mod table;
#[cfg(any(feature = "encodings", feature = "html"))]
mod tags;
#[cfg(feature = "html")]
mod tree;

pub use columns::Columns;
#[cfg(feature = "encodings")]
pub use encoding::{Encoding, decode};
#[cfg(feature = "feed")]
pub use feed::feed;
pub use format::Format;
#[cfg(feature = "html")]
pub use html::html;
#[cfg(feature = "json")]
pub use json::json_lines;
pub use lines::{Lines, lines, page};
#[cfg(feature = "markdown")]
pub use markdown::markdown;
#[cfg(feature = "table")]
pub use table::{csv, tsv};
