//! Titles from a reader, one a line.

use std::io::BufRead;

use crate::error::{Error, Result};
use crate::item::Item;

/// The lines of a reader as text.
///
/// Lines end at `\n` or `\r\n`, which are taken off, as is a byte order mark at the start. Bytes
/// that are not UTF-8 (lone surrogates among them) are replaced by U+FFFD, so that no line is
/// lost and line numbers stay true. Memory: one line at a time.
///
/// ```
/// use bititle::read::Lines;
/// let lines: Result<Vec<String>, _> = Lines::new(&b"\xEF\xBB\xBFone\r\ntwo \xFF\n\nfour"[..]).collect();
/// assert_eq!(lines?, ["one", "two \u{FFFD}", "", "four"]);
/// # Ok::<(), bititle::Error>(())
/// ```
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    /// Reads from the start of `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0 }
    }

    fn read(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = self.reader.read_until(b'\n', &mut line)?;
        Ok((read > 0).then_some(line))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        self.number += 1;
        match self.read() {
            Ok(line) => line.map(|line| Ok(text(&line, self.number == 1))),
            Err(error) => Some(Err(Error::io(error).at_line(self.number))),
        }
    }
}

fn text(line: &[u8], first: bool) -> String {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = if first { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
    String::from_utf8_lossy(line).into_owned()
}

/// The lines of a text, each an item: blank ones too, so that positions are line numbers. Lines end
/// at `\n` or `\r\n`; a lone `\r` is white space within a line.
///
/// ```
/// let items = bititle::read::lines("Rain again\r\n\nFerry fares rise\n");
/// assert_eq!(items.len(), 3);
/// assert_eq!((items[2].title.as_str(), items[2].line), ("Ferry fares rise", 3));
/// ```
#[must_use]
pub fn lines(text: &str) -> Vec<Item> {
    let numbered = text.lines().zip(1..);
    numbered.map(|(title, line)| Item { line, ..Item::from(title) }).collect()
}

/// All of a reader as one text, with the same care as [`Lines`].
///
/// # Errors
/// A read that failed, with its line.
pub fn page(reader: impl BufRead) -> Result<String> {
    let lines: Result<Vec<String>> = Lines::new(reader).collect();
    lines.map(|lines| lines.join("\n"))
}
