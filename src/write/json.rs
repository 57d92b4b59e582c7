//! Rows as JSON objects.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{Paired, Placed, Unit};
use crate::error::{Error, Result};
use crate::item::Item;

/// Writes an object a line: `english_line`, `chinese_line` (from 0), `english`, `chinese`,
/// `probability`, `evidence` with spans into the titles, and the dates (RFC 3339) and links that are
/// known as `english_date`, `chinese_date`, `english_link`, `chinese_link`. A title alone has no
/// fields of the other.
///
/// # Errors
/// Writing fails, or a pair is not of the lists.
///
/// ```
/// use bititle::{Aligner, Item, write};
/// let chinese = [Item::from("百度上市")];
/// let pairing = Aligner::builtin().pair(&[] as &[Item], &chinese);
/// let mut out = Vec::new();
/// let paired = write::Paired { english: &[], chinese: &chinese, pairing: &pairing };
/// write::json_lines(&mut out, &paired)?;
/// assert_eq!(String::from_utf8_lossy(&out), "{\"chinese\":\"百度上市\",\"chinese_line\":0}\n");
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn json_lines(out: &mut dyn Write, paired: &Paired<'_>) -> Result<()> {
    for unit in paired.units()? {
        writeln!(out, "{}", Value::Object(object(&unit))).map_err(Error::io)?;
    }
    Ok(())
}

fn object(unit: &Unit<'_>) -> Map<String, Value> {
    let mut object = Map::new();
    let (english, chinese) = unit.titles();
    for (name, place) in [("english", english), ("chinese", chinese)] {
        let Some(Placed { position, item: Item { title, date, link, .. } }) = place else {
            continue;
        };
        let mut put = |end: &str, value: Value| object.insert(format!("{name}{end}"), value);
        put("", json!(title));
        put("_line", json!(position));
        if let Some(date) = date {
            put("_date", json!(date.to_string()));
        }
        if let Some(link) = link {
            put("_link", json!(link));
        }
    }
    if let Some(pair) = unit.pair() {
        object.insert("probability".into(), json!(pair.probability));
        object.insert("evidence".into(), json!(pair.evidence));
    }
    object
}
