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

/// RFC 3339 in UTC. Years that it cannot hold have a sign: `-0044`, `+12026`.
///
/// ```
/// # use bititle::Timestamp;
/// assert_eq!(Timestamp(1_795_444_885).to_string(), "2026-11-23T14:41:25Z");
/// ```
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let sign = match year {
            ..0 => "-",
            0..=9999 => "",
            _ => "+",
        };
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let year = year.unsigned_abs();
        write!(f, "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant, `civil_from_days`): years
/// begin in March, so that the leap day comes last, and repeat every 146,097 days.
fn civil(days: i64) -> (i64, i64, i64) {
    let since = days + 719_468;
    let (era, day) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let written = [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
            (253_402_300_800, "+10000-01-01T00:00:00Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (-62_167_219_201, "-0001-12-31T23:59:59Z"),
            (i64::MAX, "+292277026596-12-04T15:30:07Z"),
            (i64::MIN, "-292277022657-01-27T08:29:52Z"),
        ];
        for (seconds, expected) in written {
            assert_eq!(Timestamp(seconds).to_string(), expected);
        }
    }
}
