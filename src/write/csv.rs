//! Tables for spreadsheets.

use std::io::Write;

use super::{Detail, Paired, Placed, Unit};
use crate::error::{Error, Result};
use crate::item::Item;

const HEADER: [&str; 9] = [
    "english_line",
    "chinese_line",
    "probability",
    "english",
    "chinese",
    "english_date",
    "chinese_date",
    "english_link",
    "chinese_link",
];

/// Writes a table (RFC 4180) with a header: the fields of [`tsv()`](super::tsv), then
/// `english_date, chinese_date` (RFC 3339), `english_link, chinese_link`, and `evidence` if asked
/// for. Titles are written as they are.
///
/// # Errors
/// Writing fails, or a pair is not of the lists.
///
/// ```
/// use bititle::{Aligner, Item, write};
/// let english = [Item::from("Rain, again")];
/// let pairing = Aligner::builtin().pair(&english, &[] as &[Item]);
/// let mut out = Vec::new();
/// let paired = write::Paired { english: &english, chinese: &[], pairing: &pairing };
/// write::csv(&mut out, &paired, write::Detail::Pairs)?;
/// assert!(out.ends_with(b"\n0,,,\"Rain, again\",,,,,\n"));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn csv(out: &mut dyn Write, paired: &Paired<'_>, detail: Detail) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let evidence = (detail == Detail::Evidence).then_some("evidence");
    let failed = |e: csv::Error| match e.into_kind() {
        csv::ErrorKind::Io(error) => Error::io(error),
        other => Error::invalid(format!("{other:?}")),
    };
    table.write_record(HEADER.into_iter().chain(evidence)).map_err(failed)?;
    for unit in paired.units()? {
        let fields = fields(&unit);
        let evidence = evidence.map(|_| unit.evidence());
        table.write_record(fields.into_iter().chain(evidence)).map_err(failed)?;
    }
    table.flush().map_err(Error::io)
}

fn fields(unit: &Unit<'_>) -> [String; 9] {
    let line = |place: Option<Placed<'_>>| place.map(|p| p.position.to_string());
    let of = |place: Option<Placed<'_>>, get: fn(&Item) -> Option<String>| {
        place.and_then(|p| get(p.item))
    };
    let title = |item: &Item| Some(item.title.clone());
    let date = |item: &Item| item.date.map(|date| date.to_string());
    let link = |item: &Item| item.link.clone();
    let (english, chinese) = unit.titles();
    [
        line(english),
        line(chinese),
        unit.pair().map(|pair| format!("{:.4}", pair.probability)),
        of(english, title),
        of(chinese, title),
        of(english, date),
        of(chinese, date),
        of(english, link),
        of(chinese, link),
    ]
    .map(Option::unwrap_or_default)
}
