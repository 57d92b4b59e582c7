//! Rows of fields between tabs.

use std::io::Write;

use super::{Paired, Placed};
use crate::error::{Error, Result};

/// How much of a pair is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Titles and probability.
    #[default]
    Pairs,
    /// The evidence in words, too.
    Evidence,
}

/// Writes tab-separated rows `english_line, chinese_line, probability, english, chinese`, with
/// `evidence` if asked for; no header.
///
/// Lines count from 0. A title alone has the other fields empty. Tabs and line breaks within a
/// title become spaces; probabilities have four digits.
///
/// # Errors
/// Writing fails, or a pair is not of the lists.
///
/// ```
/// use bititle::{Aligner, Item, write};
/// let (english, chinese) = ([Item::from("Baidu IPO"), Item::from("Rain")], [Item::from("百度上市")]);
/// let pairing = Aligner::builtin().pair(&english, &chinese);
/// let paired = write::Paired { english: &english, chinese: &chinese, pairing: &pairing };
/// let mut out = Vec::new();
/// write::tsv(&mut out, &paired, write::Detail::Pairs)?;
/// assert!(String::from_utf8_lossy(&out).ends_with("\tBaidu IPO\t百度上市\n1\t\t\tRain\t\n"));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn tsv(out: &mut dyn Write, paired: &Paired<'_>, detail: Detail) -> Result<()> {
    for unit in paired.units()? {
        let line = |place: Option<Placed<'_>>| place.map(|p| p.position.to_string());
        let title = |place: Option<Placed<'_>>| place.map(|p| field(&p.item.title));
        let (english, chinese) = unit.titles();
        let probability = unit.pair().map(|pair| format!("{:.4}", pair.probability));
        let mut fields =
            vec![line(english), line(chinese), probability, title(english), title(chinese)];
        if detail == Detail::Evidence {
            fields.push(Some(field(&unit.evidence())));
        }
        let fields: Vec<String> = fields.into_iter().map(Option::unwrap_or_default).collect();
        writeln!(out, "{}", fields.join("\t")).map_err(Error::io)?;
    }
    Ok(())
}

/// A text as a field of a tab-separated line.
fn field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
