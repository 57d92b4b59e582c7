//! Bytes of an encoding that nobody told, as UTF-8 while they come.

use std::ffi::OsString;
use std::io::{self, BufRead, Cursor, Read};

use bititle::read::decode;

use super::warn;

/// A reader that passes ASCII on, which is the same in all encodings but UTF-16, till the first
/// other bytes come. If those are UTF-8 all is passed on, else all that is left is read and decoded.
pub struct Judged {
    path: OsString,
    reader: Box<dyn BufRead>,
    /// What was judged and nobody has read yet.
    ready: Cursor<Vec<u8>>,
    is_known: bool,
    /// Line ends in what was ASCII.
    lines: usize,
}

impl Judged {
    pub fn new(path: OsString, reader: Box<dyn BufRead>) -> Self {
        Self { path, reader, ready: Cursor::default(), is_known: false, lines: 0 }
    }

    fn judge(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        loop {
            let is_end = more(&mut self.reader, &mut bytes)? == 0;
            match Seen::of(&bytes) {
                Seen::Part if !is_end => continue,
                Seen::Ascii => self.lines += bytes.iter().filter(|&&b| b == b'\n').count(),
                Seen::Utf8 => self.is_known = true,
                Seen::Part | Seen::Other => {
                    self.reader.read_to_end(&mut bytes)?;
                    self.is_known = true;
                    bytes = replaced(&self.path, &bytes, self.lines).into_bytes();
                }
            }
            self.ready = Cursor::new(bytes);
            return Ok(());
        }
    }

    fn is_read(&self) -> bool {
        self.ready.position() as usize == self.ready.get_ref().len()
    }
}

impl Read for Judged {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Judged {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_read() && !self.is_known {
            self.judge()?;
        }
        match self.is_read() && self.is_known {
            true => self.reader.fill_buf(),
            false => self.ready.fill_buf(),
        }
    }

    fn consume(&mut self, read: usize) {
        match self.is_read() {
            true => self.reader.consume(read),
            false => self.ready.consume(read),
        }
    }
}

/// Appends what a reader has at hand; 0 at its end.
fn more(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let new = loop {
        match reader.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            new => break new?,
        }
    };
    bytes.extend_from_slice(new);
    let read = new.len();
    reader.consume(read);
    Ok(read)
}

/// What bytes look like.
enum Seen {
    Ascii,
    /// ASCII and the begin of a character.
    Part,
    /// Perhaps cut within a character, not the first.
    Utf8,
    Other,
}

impl Seen {
    fn of(bytes: &[u8]) -> Self {
        // UTF-16 has zeros.
        if bytes.contains(&0) {
            return Self::Other;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => Self::Ascii,
            Ok(_) => Self::Utf8,
            Err(e) if e.error_len().is_some() => Self::Other,
            Err(e) if bytes[..e.valid_up_to()].is_ascii() => Self::Part,
            Err(_) => Self::Utf8,
        }
    }
}

/// The text of bytes that follow so many lines, with U+FFFD and a warning for what is not of its
/// encoding: there is a line for each line.
pub fn replaced(path: &OsString, bytes: &[u8], lines: usize) -> String {
    decode(bytes, None).unwrap_or_else(|error| {
        // With the lines before it the error names the right one.
        let whole = [&vec![b'\n'; lines], bytes].concat();
        warn(decode(&whole, None).err().unwrap_or(error).in_file(path));
        lossy(bytes)
    })
}

fn lossy(bytes: &[u8]) -> String {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        // UTF-16 without a mark that lost half a character at its end.
        [rest @ .., _] if rest.contains(&0) => match decode(rest, None) {
            Ok(text) => text + "\u{FFFD}",
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        },
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf_16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2);
    let half = if units.remainder().is_empty() { "" } else { "\u{FFFD}" };
    let units: Vec<u16> = units.map(|unit| order([unit[0], unit[1]])).collect();
    String::from_utf16_lossy(&units) + half
}
