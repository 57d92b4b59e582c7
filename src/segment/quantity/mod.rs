//! Numbers and dates as exact values with a kind of unit, the same for both languages.
//!
//! `30 million`, `三千万` and `3000万` are one value; so are `Oct 2011` and `2011年10月`. What is
//! vague (`dozens`, `十几`), part of a name (`5G`, `三星`, `百度`) or a version (`1.2.3`) is none.

mod chinese;
mod date;
mod english;
mod ratio;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::title::Span;
pub use chinese::chinese;
pub use date::Date;
pub use english::english;
pub use ratio::Ratio;

/// A number or date found in a text.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// Where it stands, its unit with it.
    pub span: Span,
    /// Its value.
    pub value: Value,
}

/// The value of a quantity.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// A number with its unit.
    Number {
        /// The exact number, scales multiplied out.
        value: Ratio,
        /// What it counts.
        unit: Unit,
    },
    /// A date or a part of one.
    Date(Date),
}

/// What a number counts.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Things, or nothing that is said.
    Count,
    /// Hundredths, percentage points among them.
    Percent,
    /// A place in an order: `third`, `第三`.
    Ordinal,
    /// A factor: `three times`, `3倍`.
    Times,
    /// Money of a currency.
    Money(Currency),
}

/// A currency that headlines name.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// US dollar, and a dollar without a country.
    Dollar,
    /// Chinese yuan, renminbi.
    Yuan,
    /// Euro.
    Euro,
    /// Pound sterling.
    Pound,
    /// Japanese yen.
    Yen,
    /// South Korean won.
    Won,
    /// Hong Kong dollar.
    HongKongDollar,
    /// New Taiwan dollar.
    TaiwanDollar,
    /// Indian rupee.
    Rupee,
    /// Russian rouble.
    Rouble,
}

/// Signs before an amount, longest first: (sign, currency).
const SIGNS: [(&str, Currency); 9] = [
    ("HK$", Currency::HongKongDollar),
    ("NT$", Currency::TaiwanDollar),
    ("US$", Currency::Dollar),
    ("$", Currency::Dollar),
    ("€", Currency::Euro),
    ("£", Currency::Pound),
    ("¥", Currency::Yuan),
    ("₩", Currency::Won),
    ("₹", Currency::Rupee),
];

/// A currency sign at the start of a text, and its length.
fn sign(text: &str) -> Option<(Currency, usize)> {
    let begins = |s: &str| text.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s));
    SIGNS.iter().find(|(s, _)| begins(s)).map(|&(s, currency)| (currency, s.len()))
}

fn number(span: Span, value: Ratio, unit: Unit) -> Quantity {
    Quantity { span, value: Value::Number { value, unit } }
}

/// A bare number: a year where it can be one.
fn bare(span: Span, value: Ratio) -> Quantity {
    match value.integer().and_then(date::year) {
        Some(year) => Quantity { span, value: Value::Date(Date::of_year(year)) },
        None => number(span, value, Unit::Count),
    }
}

/// The value of digits that are glued to a name: the 14.04 of `Ubuntu14.04` is that of `Ubuntu 14.04`.
/// `None` for what is more or less than one number.
pub(crate) fn glued(digits: &str) -> Option<Value> {
    let found = literal(digits).ok().filter(|found| found.len == digits.len())?;
    Some(bare(Span::default(), found.value).value)
}

/// Digits as they are written: `1,234.5`.
struct Literal {
    value: Ratio,
    /// Bytes of it.
    len: usize,
    /// Four digits and nothing else, as years have.
    is_year_like: bool,
}

/// The digits at the start of a text. `None` for versions (`1.2.3`) and for more digits than a
/// value holds; `len` of what to pass over is given then.
fn literal(text: &str) -> Result<Literal, usize> {
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut len = 0;
    let (mut dots, mut commas) = (0, 0);
    while is_digit(len)
        || (len > 0 && matches!(bytes.get(len), Some(b'.' | b',')) && is_digit(len + 1))
    {
        dots += usize::from(bytes[len] == b'.');
        commas += usize::from(bytes[len] == b',');
        len += 1;
    }
    let written = &text[..len];
    let value = if dots > 1 { None } else { Ratio::from_decimal(written) };
    let is_year_like = len == 4 && dots + commas == 0;
    value.map(|value| Literal { value, len, is_year_like }).ok_or(len)
}
