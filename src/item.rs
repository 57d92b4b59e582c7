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
///
/// Shown as RFC 3339 has it, in UTC. That has four digits for a year; others get a sign and as
/// many digits as they need, as in ISO 8601.
///
/// ```
/// use bititle::Timestamp;
/// assert_eq!(Timestamp(1_795_444_885).to_string(), "2026-11-23T14:41:25Z");
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        match year {
            0..=9999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+05}")?,
        }
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Year, month and day of the Gregorian calendar, from days since 1970-01-01.
///
/// Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*, 2013: years begin in March, so
/// that the leap day is the last, and repeat after 400 years. Any `i64` of seconds is in range.
fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + 400 * era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_as_dates() {
        for (seconds, shown) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
            (253_402_300_800, "+10000-01-01T00:00:00Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (-62_167_219_201, "-0001-12-31T23:59:59Z"),
            (i64::MAX, "+292277026596-12-04T15:30:07Z"),
            (i64::MIN, "-292277022657-01-27T08:29:52Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), shown);
        }
    }
}
