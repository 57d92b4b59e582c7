//! Translation memories: TMX 1.4b.

use std::io::Write;

use super::Paired;
use super::units::{Placed, Unit};
use super::xml::Document;
use crate::error::Result;
use crate::item::Timestamp;

/// Writes a translation memory: [TMX 1.4b], English (`en`) and Chinese (`zh`).
///
/// One `tu` a pair, in the order of the English list. A title without a counterpart is a `tu` of
/// its own with one `tuv`, English ones in their place, Chinese ones at the end. What is known of
/// them is in `prop` elements: `x-probability`, or `x-pairing` with the word `unpaired`, of the
/// unit; `x-position` (in its list, from 0), `x-date` (RFC 3339, UTC) and `x-link` of each title.
/// The date is the title's `creationdate` too where its year has four digits.
///
/// Memory: beside the lists, some ten bytes a pair.
///
/// A title is kept to the last space, since a `seg` keeps white space (its DTD has no
/// `xml:space`). Characters that XML 1.0 cannot hold (controls other than tab, line feed and
/// carriage return; U+FFFE, U+FFFF) become U+FFFD. The document names `tmx14.dtd`, as the
/// specification's own sample does, and is valid by it.
///
/// [TMX 1.4b]: https://www.gala-global.org/tmx-14b
///
/// # Errors
/// A pair has a position that its list does not have, before anything is written; or writing
/// fails.
///
/// ```
/// use bititle::{Aligner, Item, write};
///
/// let (english, chinese) = ([Item::from("Baidu IPO")], [Item::from("百度上市")]);
/// let pairing = &Aligner::builtin().pair(&english, &chinese);
/// let mut out = Vec::new();
/// write::tmx(&mut out, &write::Paired { english: &english, chinese: &chinese, pairing })?;
/// assert!(String::from_utf8_lossy(&out).contains("<seg>百度上市</seg>"));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn tmx(out: &mut dyn Write, paired: &Paired<'_>) -> Result<()> {
    let units = paired.units()?;
    let mut document = Document::begin(out)?;
    document.doctype("tmx SYSTEM \"tmx14.dtd\"")?;
    document.open("tmx", &[("version", "1.4")])?;
    header(&mut document)?;
    document.open("body", &[])?;
    for (number, unit) in (1usize..).zip(units) {
        write_unit(&mut document, number, &unit)?;
    }
    document.close("body")?;
    document.close("tmx")?;
    document.finish()
}

fn header(document: &mut Document<'_>) -> Result<()> {
    let attributes = [
        ("creationtool", "bititle"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "bititle"),
        ("adminlang", "en"),
        ("srclang", "en"),
        ("datatype", "plaintext"),
    ];
    document.empty("header", &attributes)
}

fn write_unit(document: &mut Document<'_>, number: usize, unit: &Unit<'_>) -> Result<()> {
    let number = number.to_string();
    let id = ("tuid", number.as_str());
    match unit {
        // The header's source language is not among its variants, so it names its own.
        Unit::Chinese(_) => document.open("tu", &[id, ("srclang", "zh")])?,
        Unit::English(_) | Unit::Pair { .. } => document.open("tu", &[id])?,
    }
    match unit {
        Unit::Pair { english, chinese, pair } => {
            prop(document, "x-probability", &pair.probability.to_string())?;
            variant(document, "en", english)?;
            variant(document, "zh", chinese)?;
        }
        Unit::English(english) => {
            prop(document, "x-pairing", "unpaired")?;
            variant(document, "en", english)?;
        }
        Unit::Chinese(chinese) => {
            prop(document, "x-pairing", "unpaired")?;
            variant(document, "zh", chinese)?;
        }
    }
    document.close("tu")
}

fn variant(document: &mut Document<'_>, language: &str, placed: &Placed<'_>) -> Result<()> {
    let Placed { position, item } = placed;
    let language = ("xml:lang", language);
    match item.date.and_then(compact) {
        Some(date) => document.open("tuv", &[language, ("creationdate", &date)])?,
        None => document.open("tuv", &[language])?,
    }
    prop(document, "x-position", &position.to_string())?;
    if let Some(date) = item.date {
        prop(document, "x-date", &date.to_string())?;
    }
    if let Some(link) = &item.link {
        prop(document, "x-link", link)?;
    }
    document.text("seg", &[], &item.title)?;
    document.close("tuv")
}

fn prop(document: &mut Document<'_>, kind: &str, value: &str) -> Result<()> {
    document.text("prop", &[("type", kind)], value)
}

/// The form of dates in attributes, `YYYYMMDDThhmmssZ`: four digits a year, no more.
fn compact(date: Timestamp) -> Option<String> {
    let date = date.to_string();
    (date.len() == "YYYY-MM-DDThh:mm:ssZ".len()).then(|| date.replace(['-', ':'], ""))
}
