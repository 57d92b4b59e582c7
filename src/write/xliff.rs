//! Files for translators: XLIFF 2.1.

use std::io::Write;

use super::Paired;
use super::units::{Placed, Unit};
use super::xml::Document;
use crate::error::Result;

/// Writes a file for translators: [XLIFF 2.1], core alone, from English (`en`) to Chinese (`zh`).
///
/// One `unit` with one `segment` a pair, in the order of the English list, `state` `translated`.
/// An English title without a counterpart is in its place and has no `target`; a Chinese one is at
/// the end with an empty `source` and its `target`; the `state` of both is `initial`. What is known
/// of them is in notes: the category `probability`, or `pairing` with the word `unpaired`, is of the
/// unit; `position` (in its list, from 0), `date` (RFC 3339, UTC) and `link` apply to one side.
///
/// Memory: beside the lists, some ten bytes a pair.
///
/// A title is kept to the last space (`xml:space="preserve"`). Characters that XML 1.0 cannot hold
/// (controls other than tab, line feed and carriage return; U+FFFE, U+FFFF) become U+FFFD. A file
/// without units must have a group, so two empty lists give an empty one.
///
/// [XLIFF 2.1]: https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html
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
/// write::xliff(&mut out, &write::Paired { english: &english, chinese: &chinese, pairing })?;
/// assert!(String::from_utf8_lossy(&out).contains("<target>百度上市</target>"));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn xliff(out: &mut dyn Write, paired: &Paired<'_>) -> Result<()> {
    let mut units = (1usize..).zip(paired.units()?).peekable();
    let mut document = Document::begin(out)?;
    let root = [
        ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
        ("version", "2.1"),
        ("srcLang", "en"),
        ("trgLang", "zh"),
    ];
    document.open("xliff", &root)?;
    document.open("file", &[("id", "titles"), ("xml:space", "preserve")])?;
    if units.peek().is_none() {
        document.empty("group", &[("id", "none")])?;
    }
    for (number, unit) in units {
        write_unit(&mut document, number, &unit)?;
    }
    document.close("file")?;
    document.close("xliff")?;
    document.finish()
}

fn write_unit(document: &mut Document<'_>, number: usize, unit: &Unit<'_>) -> Result<()> {
    document.open("unit", &[("id", &number.to_string())])?;
    document.open("notes", &[])?;
    match unit {
        Unit::Pair { english, chinese, pair } => {
            note(document, "probability", &pair.probability.to_string())?;
            notes(document, "source", english)?;
            notes(document, "target", chinese)?;
        }
        Unit::English(english) => {
            note(document, "pairing", "unpaired")?;
            notes(document, "source", english)?;
        }
        Unit::Chinese(chinese) => {
            note(document, "pairing", "unpaired")?;
            notes(document, "target", chinese)?;
        }
    }
    document.close("notes")?;
    segment(document, unit)?;
    document.close("unit")
}

fn note(document: &mut Document<'_>, category: &str, text: &str) -> Result<()> {
    document.text("note", &[("category", category)], text)
}

fn notes(document: &mut Document<'_>, side: &str, placed: &Placed<'_>) -> Result<()> {
    let Placed { position, item } = placed;
    let mut note = |category, text: &str| {
        document.text("note", &[("appliesTo", side), ("category", category)], text)
    };
    note("position", &position.to_string())?;
    if let Some(date) = item.date {
        note("date", &date.to_string())?;
    }
    match &item.link {
        Some(link) => note("link", link),
        None => Ok(()),
    }
}

fn segment(document: &mut Document<'_>, unit: &Unit<'_>) -> Result<()> {
    let (state, source, target) = match unit {
        Unit::Pair { english, chinese, .. } => ("translated", Some(english), Some(chinese)),
        Unit::English(english) => ("initial", Some(english), None),
        Unit::Chinese(chinese) => ("initial", None, Some(chinese)),
    };
    document.open("segment", &[("state", state)])?;
    match source {
        Some(placed) => document.text("source", &[], &placed.item.title)?,
        None => document.empty("source", &[])?,
    }
    if let Some(placed) = target {
        document.text("target", &[], &placed.item.title)?;
    }
    document.close("segment")
}
