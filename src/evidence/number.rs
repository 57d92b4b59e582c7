//! Numbers and dates compared as values: 三千万 is `30 million`.

use super::weights::{OTHER_UNIT, number_missing, number_shared};
use super::{Hit, Key, MOST_COMPARED, Rarity, verbatim};
use crate::segment::Title;
use crate::segment::quantity::{self, Date, Quantity, Unit, Value};
use crate::title::{Span, TokenKind};

/// A number or date that can be found on the other side.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// Its value and kind.
    pub(super) exact: Key,
    /// Its value alone; of a date, its year or else its month.
    pub(super) loose: Key,
    pub(super) span: Span,
}

/// The numbers and dates of a title, those that are glued to a name too, each value once.
pub(super) fn numbers(title: &Title) -> Vec<Number> {
    let of = |q: Quantity| Number { exact: Key::of(q.value), loose: loose(&q.value), span: q.span };
    let found = title.quantities().into_iter().chain(versions(title));
    let mut out: Vec<Number> = found.take(MOST_COMPARED).map(of).collect();
    out.sort_by_key(|n| n.exact);
    out.dedup_by_key(|n| n.exact);
    out
}

/// The versions of names: `RTX3080`, `Ubuntu14.04`.
fn versions(title: &Title) -> impl Iterator<Item = Quantity> {
    title.tokens.iter().filter(|token| token.kind == TokenKind::Word).filter_map(|token| {
        let digits = verbatim::version(title.normal_form(token))?;
        let place = Span::new(token.normal.end - digits.len(), token.normal.end);
        Some(Quantity { span: title.text.original_span(place), value: quantity::glued(digits)? })
    })
}

fn loose(value: &Value) -> Key {
    match value {
        // A quarter or an ordinal is another number than a count.
        Value::Number { unit: Unit::Ordinal, .. } => Key::of(value),
        Value::Number { value, .. } => Key::of(value),
        Value::Date(Date { year: Some(year), .. }) => Key::of(("year", year)),
        Value::Date(Date { month: Some(month), .. }) => Key::of(("month", month)),
        Value::Date(_) => Key::of(value),
    }
}

/// What the numbers of one title say against any pair, before one is found in the other.
pub(super) fn against(numbers: &[Number]) -> f32 {
    numbers.len() as f32 * number_missing()
}

/// The numbers that both titles have: exactly, or in value alone.
pub(super) fn hits(
    english: &[Number],
    chinese: &[Number],
    rarity: &Rarity,
) -> impl Iterator<Item = Hit> {
    chinese.iter().filter_map(|z| {
        let exact = english.binary_search_by_key(&z.exact, |e| e.exact).ok();
        let found = exact.or_else(|| english.iter().position(|e| e.loose == z.loose))?;
        let worth = if exact.is_some() { 1.0 } else { OTHER_UNIT };
        let shared = number_shared(rarity.frequency(z.loose));
        let log_odds = worth * (shared - 2.0 * number_missing());
        Some(Hit { english: english[found].span, chinese: z.span, log_odds })
    })
}
