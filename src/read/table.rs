//! Titles of tables with named columns.

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::columns::Columns;
use super::date::date;
use super::place::Lines;
use super::quote::shortened;
use crate::error::{Error, Result};
use crate::item::Item;
use crate::title::Language;

/// The rows of a table separated by commas (RFC 4180), by the names in its first row.
///
/// Each row is an item, those with an empty title too; a line break within a title becomes a
/// space. Rows end at `\n` or `\r\n`; a lone `\r` is white space, as in [`lines`](super::lines()).
///
/// # Errors
/// With the line: no column of the title's name, a row with more or fewer fields than the first, a
/// quote that is never closed, a date that cannot be read.
///
/// ```
/// let table = "Date,Title\n2026-11-23,\"Ferry fares rise, again\"\n";
/// let items = bititle::read::csv(table, &Default::default())?;
/// assert_eq!(items[0].title, "Ferry fares rise, again");
/// assert_eq!(items[0].date.map(|date| date.0), Some(1_795_392_000));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn csv(text: &str, columns: &Columns) -> Result<Vec<Item>> {
    if let Some(position) = open_quote(text) {
        let line = Lines::new(text).of(position);
        return Err(Error::invalid("a quote opens here and never closes").at_line(line));
    }
    rows(text, columns, ReaderBuilder::new().flexible(true))
}

/// The rows of a table separated by tabs, as [`csv()`]. Quotes mean themselves.
///
/// # Errors
/// As those of [`csv()`], but for quotes.
pub fn tsv(text: &str, columns: &Columns) -> Result<Vec<Item>> {
    rows(text, columns, ReaderBuilder::new().delimiter(b'\t').quoting(false).flexible(true))
}

fn rows(text: &str, columns: &Columns, builder: &mut ReaderBuilder) -> Result<Vec<Item>> {
    // A CR alone ends no row, as it ends no line of a list.
    let mut reader = builder.terminator(Terminator::Any(b'\n')).from_reader(text.as_bytes());
    let invalid = |e: csv::Error| Error::invalid(shortened(&e.to_string()));
    let header = reader.headers().map_err(invalid)?.clone();
    if header.iter().all(|name| name.trim().is_empty()) {
        return Err(Error::invalid("expected the names of columns, found nothing").at_line(1));
    }
    let places = Places::of(&header, columns)?;
    let mut lines = Lines::new(text);
    let mut items = Vec::new();
    for record in reader.records() {
        let record = record.map_err(invalid)?;
        let start = record.position().map_or(0, |p| p.byte() as usize);
        // A record begins at the end of the line before.
        let blank = text[start..].find(|c| c != '\r' && c != '\n').unwrap_or(0);
        let line = lines.of(start + blank);
        if &record == ["\r"].as_slice() && !text[start..].trim_start_matches('\n').starts_with('"')
        {
            continue;
        }
        if record.len() != header.len() {
            let (found, expected) = (record.len(), header.len());
            let what = format!("expected {expected} fields as in the first row, found {found}");
            return Err(Error::invalid(what).at_line(line));
        }
        items.push(places.item(&record, line)?);
    }
    Ok(items)
}

/// Where the columns stand.
struct Places {
    title: usize,
    date: Option<usize>,
    date_name: String,
    link: Option<usize>,
    language: Option<usize>,
}

impl Places {
    fn of(header: &StringRecord, columns: &Columns) -> Result<Self> {
        let place = |name: &str| {
            let name = name.to_lowercase();
            header.iter().position(|column| column.trim().to_lowercase() == name)
        };
        let title = place(&columns.title).ok_or_else(|| {
            let names = header.iter().map(str::trim_end).collect::<Vec<_>>().join(", ");
            let what = format!("no column {:?}, only {}", columns.title, shortened(&names));
            Error::invalid(what).at_line(1)
        })?;
        Ok(Self {
            title,
            date: place(&columns.date),
            date_name: columns.date.clone(),
            link: place(&columns.link),
            language: place(&columns.language),
        })
    }

    /// The title without the CR of its line's end.
    fn title<'a>(&self, record: &'a StringRecord) -> &'a str {
        let title = record.get(self.title).unwrap_or_default();
        let is_last = self.title + 1 == record.len();
        title.strip_suffix('\r').filter(|_| is_last).unwrap_or(title)
    }

    fn item(&self, record: &StringRecord, line: usize) -> Result<Item> {
        let filled = |at: usize| record.get(at).map(str::trim).filter(|field| !field.is_empty());
        let date = match self.date.and_then(filled) {
            None => None,
            Some(text) => Some(date(text).ok_or_else(|| {
                let what =
                    format!("expected a date such as 2026-11-23, found {:?}", shortened(text));
                Error::invalid(what).at_line(line).in_field(&self.date_name)
            })?),
        };
        Ok(Item {
            title: self.title(record).replace(['\r', '\n'], " "),
            language: self.language.and_then(filled).and_then(Language::from_tag),
            date,
            link: self.link.and_then(filled).map(str::to_owned),
            line,
        })
    }
}

/// Where a quote opens that never closes: the rest of the table would be one field.
fn open_quote(text: &str) -> Option<usize> {
    let mut open = None;
    let mut before = b'\n';
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match (open, byte) {
            (None, b'"') if matches!(before, b',' | b'\n') => open = Some(at),
            (Some(_), b'"') => match bytes.next_if(|&(_, next)| next == b'"') {
                Some(_) => {}
                None => open = None,
            },
            _ => {}
        }
        before = byte;
    }
    open
}
