//! Rows of fields between tabs.

use std::io::Write;

use super::{Detail, Paired};
use crate::error::{Error, Result};
use crate::item::Item;

/// Writes tab-separated rows `english_line, chinese_line, probability, english, chinese`, with
/// `evidence` if asked for; no header.
///
/// Lines count from 0. A title alone has the other fields empty. Tabs and line breaks within a
/// title become spaces; probabilities have four digits.
///
/// # Errors
/// Writing fails.
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
    for row in paired.rows() {
        type Place<'a> = Option<(usize, &'a Item)>;
        let line = |place: Place<'_>| place.map_or(String::new(), |(at, _)| at.to_string());
        let title = |place: Place<'_>| place.map_or(String::new(), |(_, item)| field(&item.title));
        let probability = row.pair.map_or(String::new(), |pair| format!("{:.4}", pair.probability));
        let (english, chinese) = (row.english, row.chinese);
        let mut fields =
            vec![line(english), line(chinese), probability, title(english), title(chinese)];
        if detail == Detail::Evidence {
            fields.push(field(&row.evidence()));
        }
        writeln!(out, "{}", fields.join("\t")).map_err(Error::io)?;
    }
    Ok(())
}

/// A text as a field of a tab-separated line.
fn field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
