//! A title with what its source says of it.

use serde::{Deserialize, Serialize};

use crate::title::Language;

/// A title with what its source says of it.
///
/// ```
/// use bititle::Item;
/// let item = Item::from("Ferry Fares Rise Again");
/// assert_eq!((item.as_ref(), item.date), ("Ferry Fares Rise Again", None));
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Item {
    /// The title, on one line.
    pub title: String,
    /// Its language, where the source names one of the two.
    pub language: Option<Language>,
    /// When it was published.
    pub date: Option<Timestamp>,
    /// Where it leads: an address as the source has it.
    pub link: Option<String>,
    /// The line of the source that it begins on, from 1; 0 if it has none.
    pub line: usize,
}

impl AsRef<str> for Item {
    fn as_ref(&self) -> &str {
        &self.title
    }
}

impl From<&str> for Item {
    fn from(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }
}

impl From<String> for Item {
    fn from(title: String) -> Self {
        Self { title, ..Self::default() }
    }
}

/// A moment: seconds since 1970-01-01 00:00 UTC (Unix time).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);
