//! Titles of JSON lines.

use serde_json::{Map, Value};

use super::columns::Columns;
use super::date::date;
use super::quote::shortened;
use crate::error::{Error, Result};
use crate::item::{Item, Timestamp};
use crate::title::Language;

/// The objects of a text, one a line, by the names of their fields; blank lines are passed over.
///
/// A date is a text or a number of seconds since 1970 (Unix time). Other fields are left alone, `null` counts as
/// absent. Each object is an item, with an empty title where it has none: [`write::json_lines`](crate::write::json_lines())
/// writes such for titles without a counterpart. A line break within a title becomes a space.
///
/// # Errors
/// With the line and field: a line that is no JSON object, a title that is no text or absent in all lines, a
/// date that cannot be read, a link or language that is no text.
///
/// ```
/// let text = r#"{"title": "Ferry fares rise", "date": "2026-11-23", "id": 7}"#;
/// let items = bititle::read::json_lines(text, &Default::default())?;
/// assert_eq!(items[0].title, "Ferry fares rise");
/// assert!(bititle::read::json_lines("{}", &Default::default()).is_err());
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn json_lines(text: &str, columns: &Columns) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let mut is_named = false;
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let object: Map<String, Value> = serde_json::from_str(line)
            .map_err(|e| Error::invalid(format!("expected a JSON object: {}", plain(&e))))
            .map_err(|e| e.at_line(number))?;
        is_named |= object.get(&columns.title).is_some_and(|title| !title.is_null());
        let item = item(&object, columns).map_err(|e| e.at_line(number))?;
        items.push(Item { line: number, ..item });
    }
    match items.first() {
        Some(first) if !is_named => {
            let missing = Error::invalid("is missing in all lines").in_field(&columns.title);
            Err(missing.at_line(first.line))
        }
        _ => Ok(items),
    }
}

/// What is wrong, without the line 1 that each line is to the parser.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    format!("{} at column {}", shortened(&message[..end]), error.column())
}

fn item(object: &Map<String, Value>, columns: &Columns) -> Result<Item> {
    let title = text(object, &columns.title)?.unwrap_or_default();
    Ok(Item {
        title: title.replace(['\r', '\n'], " "),
        language: text(object, &columns.language)?.and_then(Language::from_tag),
        date: moment(object, &columns.date)?,
        link: text(object, &columns.link)?.map(str::to_owned),
        line: 0,
    })
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => {
            Err(Error::invalid(format!("expected a text, found {}", quoted(other))).in_field(name))
        }
    }
}

fn quoted(value: &Value) -> String {
    shortened(&value.to_string())
}

fn moment(object: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>> {
    let found = match object.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(seconds)) => seconds.as_i64().map(Timestamp),
        Some(Value::String(text)) => date(text),
        Some(_) => None,
    };
    let what = || format!("expected a date such as 2026-11-23, found {}", quoted(&object[name]));
    found.map(Some).ok_or_else(|| Error::invalid(what()).in_field(name))
}
