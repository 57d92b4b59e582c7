//! A model as bytes: a header, then sections.
//!
//! All numbers are little-endian. The header is `bititle model`, a zero byte, the version
//! (16 bits), the length of what follows (64 bits) and its CRC-32. A section is a name of four
//! letters, a length (32 bits) and so many bytes. Nothing is allocated for a length that the
//! bytes at hand do not cover.

use std::borrow::Cow;

use crate::error::{Error, Result};

const MAGIC: &[u8; 14] = b"bititle model\0";
/// The version that this crate writes and reads.
const VERSION: u16 = 1;
const HEADER: usize = MAGIC.len() + 2 + 8 + 4;

/// Bytes that are read from the front.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    bytes: Cow<'static, [u8]>,
    at: usize,
    name: &'static str,
}

impl Reader {
    pub(crate) fn new(name: &'static str, bytes: Cow<'static, [u8]>) -> Self {
        Self { bytes, at: 0, name }
    }

    fn short(&self) -> Error {
        Error::invalid("the model ends too early").in_field(self.name)
    }

    /// What is wrong with this section.
    pub(crate) fn wrong(&self, what: &str) -> Error {
        Error::invalid(format!("the model is damaged: {what}")).in_field(self.name)
    }

    pub(crate) fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    fn advance(&mut self, count: usize) -> Result<std::ops::Range<usize>> {
        if count > self.left() {
            return Err(self.short());
        }
        self.at += count;
        Ok(self.at - count..self.at)
    }

    pub(crate) fn slice(&mut self, count: usize) -> Result<&[u8]> {
        let range = self.advance(count)?;
        Ok(&self.bytes[range])
    }

    /// Bytes without a copy where they live as long as the program.
    pub(crate) fn keep(&mut self, count: usize) -> Result<Cow<'static, [u8]>> {
        let range = self.advance(count)?;
        Ok(match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
        })
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        Ok(self.slice(N)?.try_into().expect("as many as asked for"))
    }

    pub(crate) fn u8(&mut self) -> Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    pub(crate) fn u16(&mut self) -> Result<u16> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub(crate) fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(crate) fn f32(&mut self) -> Result<f32> {
        let number = f32::from_le_bytes(self.array()?);
        if number.is_finite() { Ok(number) } else { Err(self.wrong("a number is not finite")) }
    }

    /// A number in seven bits a byte, the lowest first (LEB128).
    pub(crate) fn varint(&mut self) -> Result<u32> {
        let mut out = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            out |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return u32::try_from(out).map_err(|_| self.wrong("a number is too great"));
            }
        }
        Err(self.wrong("a number is too long"))
    }

    /// The section of this name, which must come next.
    pub(crate) fn section(&mut self, name: &'static str) -> Result<Self> {
        let found = self.array::<4>()?;
        if found != name.as_bytes() {
            return Err(self.wrong(&format!("expected the section {name}")));
        }
        let length = self.u32()? as usize;
        Ok(Self::new(name, self.keep(length)?))
    }

    pub(crate) fn end(&self) -> Result<()> {
        if self.left() == 0 { Ok(()) } else { Err(self.wrong("it goes on after its end")) }
    }
}

/// Checks the header and gives what follows it.
pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Result<Reader> {
    let mut reader = Reader::new("header", bytes);
    let magic = reader.slice(MAGIC.len().min(reader.left()))?;
    if magic != MAGIC {
        return Err(Error::invalid("this is not a bititle model"));
    }
    let version = reader.u16()?;
    if version != VERSION {
        let what = format!("the model has version {version}, this crate reads version {VERSION}");
        return Err(Error::invalid(what));
    }
    let length = u64::from_le_bytes(reader.array()?);
    let sum = reader.u32()?;
    if length != reader.left() as u64 {
        let what = format!("the model should have {length} more bytes, found {}", reader.left());
        return Err(Error::invalid(what));
    }
    if crc32fast::hash(&reader.bytes[HEADER..]) != sum {
        return Err(Error::invalid("the model is damaged: its checksum does not fit"));
    }
    reader.name = "sections";
    Ok(reader)
}

/// Puts the header before sections.
#[cfg(any(test, feature = "train"))]
pub(crate) fn close(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in sections {
        debug_assert_eq!(name.len(), 4);
        body.extend(name.as_bytes());
        body.extend((bytes.len() as u32).to_le_bytes());
        body.extend(bytes);
    }
    let mut out = Vec::with_capacity(HEADER + body.len());
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend((body.len() as u64).to_le_bytes());
    out.extend(crc32fast::hash(&body).to_le_bytes());
    out.extend(body);
    out
}

/// Writes what [`Reader::varint`] reads.
#[cfg(any(test, feature = "train"))]
pub(crate) fn put_varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
