//! Exact numbers.

use serde::{Deserialize, Serialize};

/// An exact number of 0 or more: a ratio in lowest terms. What does not fit has no value, so
/// sums are never rounded.
///
/// ```
/// use bititle::segment::quantity::Ratio;
/// assert_eq!(Ratio::new(6, 4), Ratio::new(3, 2));
/// assert_eq!(Ratio::new(1, 0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Read")]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

/// What is read before it is brought to lowest terms.
#[derive(Deserialize)]
struct Read {
    numerator: u64,
    denominator: u64,
}

impl TryFrom<Read> for Ratio {
    type Error = &'static str;

    fn try_from(read: Read) -> Result<Self, Self::Error> {
        Self::new(read.numerator, read.denominator).ok_or("a denominator is 0")
    }
}

impl Ratio {
    /// `numerator` / `denominator`; `None` where the latter is 0.
    #[must_use]
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let divisor = greatest_common_divisor(numerator, denominator);
        (denominator > 0)
            .then(|| Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Its numerator in lowest terms.
    #[must_use]
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// Its denominator in lowest terms.
    #[must_use]
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// The number as a whole one, where it is one.
    #[must_use]
    pub fn integer(self) -> Option<u64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    pub(super) fn whole(value: u64) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    pub(super) fn times(self, factor: u64) -> Option<Self> {
        let shared = greatest_common_divisor(factor, self.denominator);
        Self::new(self.numerator.checked_mul(factor / shared)?, self.denominator / shared)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Digits with thousands commas and one decimal point.
    pub(super) fn from_decimal(written: &str) -> Option<Self> {
        let (mut numerator, mut denominator) = (0u64, 1u64);
        let mut after_point = false;
        for byte in written.bytes() {
            match byte {
                b'.' => after_point = true,
                b',' => {}
                digit => {
                    let digit = u64::from(digit.wrapping_sub(b'0'));
                    numerator = numerator.checked_mul(10)?.checked_add(digit)?;
                    denominator = denominator.checked_mul(if after_point { 10 } else { 1 })?;
                }
            }
        }
        (!written.is_empty()).then(|| Self::new(numerator, denominator)).flatten()
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_in_lowest_terms() {
        let read = |text: &str| serde_json::from_str::<Ratio>(text);
        assert_eq!(read(r#"{"numerator":6,"denominator":4}"#).unwrap(), Ratio::new(3, 2).unwrap());
        assert!(read(r#"{"numerator":1,"denominator":0}"#).is_err());
    }

    #[test]
    fn sums_are_exact_or_none() {
        let decimal = |s| Ratio::from_decimal(s);
        assert_eq!(decimal("1.50"), Ratio::new(3, 2));
        assert_eq!(decimal("1,000.5"), Ratio::new(2001, 2));
        assert_eq!(decimal("99999999999999999999"), None);
        assert_eq!(decimal(""), None);
        let third = Ratio::new(1, 3).unwrap();
        assert_eq!(third.plus(third).and_then(|r| r.times(3)), Some(Ratio::whole(2)));
        assert_eq!(Ratio::whole(u64::MAX).times(2), None);
    }
}
