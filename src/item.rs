//! A title with what its source says of it.

use std::fmt;

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

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC: `2026-11-23T14:41:00Z`. Years that do not fit in four digits have a sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        match year {
            0..=9999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+05}")?,
        }
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
    }
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_dates() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_795_444_860, "2026-11-23T14:41:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (-62_167_219_201, "-0001-12-31T23:59:59Z"),
            (253_402_300_800, "+10000-01-01T00:00:00Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), written);
        }
        for seconds in [i64::MIN, i64::MAX] {
            assert!(Timestamp(seconds).to_string().ends_with('Z'));
        }
    }
}
