//! Dates and parts of dates.

use serde::{Deserialize, Serialize};

/// A date as far as it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// 1900 to 2099.
    pub year: Option<u16>,
    /// 1 to 4.
    pub quarter: Option<u8>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl Date {
    pub(super) fn of_year(year: u16) -> Self {
        Self { year: Some(year), ..Self::default() }
    }
}

/// The number as a year that headlines speak of.
pub(super) fn year(number: u64) -> Option<u16> {
    u16::try_from(number).ok().filter(|y| (1900..2100).contains(y))
}

pub(super) fn month(number: u64) -> Option<u8> {
    u8::try_from(number).ok().filter(|m| (1..=12).contains(m))
}

pub(super) fn day(number: u64) -> Option<u8> {
    u8::try_from(number).ok().filter(|d| (1..=31).contains(d))
}

pub(super) fn quarter(number: u64) -> Option<u8> {
    u8::try_from(number).ok().filter(|q| (1..=4).contains(q))
}

/// `2011-10-03`, `2011/10/3`, `2011.10.03` at the start of a text, and its length.
pub(super) fn numeric(text: &str) -> Option<(Date, usize)> {
    const LONGEST: usize = "2011-10-03".len();
    let head = text.as_bytes();
    let end =
        head.iter().take(LONGEST + 1).take_while(|b| b.is_ascii_digit() || is_joint(**b)).count();
    let written = text.get(..end).filter(|w| w.len() <= LONGEST)?;
    let joint = written.as_bytes().get(4).copied().filter(|&b| is_joint(b))?;
    let mut parts = written.split(char::from(joint)).map(|p| p.parse::<u64>().ok());
    let mut next = || parts.next().flatten();
    let date = Date {
        year: Some(year(next()?)?),
        month: Some(month(next()?)?),
        day: Some(day(next()?)?),
        quarter: None,
    };
    parts.next().is_none().then_some((date, end))
}

fn is_joint(byte: u8) -> bool {
    matches!(byte, b'-' | b'/' | b'.')
}
