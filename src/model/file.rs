//! A model or an index as bytes: a header, then sections.
//!
//! All numbers are little-endian. The header is `bititle model` or `bititle index`, a zero byte, the version
//! (16 bits), the length of what follows (64 bits) and its CRC-32. A section is a name of four
//! letters, a length (32 bits) and so many bytes. Nothing is allocated for a length that the
//! bytes at hand do not cover; entries of a model that share their beginnings become up to 255 times as
//! long as what was read.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// What a file holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    name: &'static str,
    /// The version that this crate writes and reads.
    version: u16,
}

/// A model.
pub(crate) const MODEL: Kind = Kind { name: "model", version: 1 };
/// An index.
pub(crate) const INDEX: Kind = Kind { name: "index", version: 1 };

impl Kind {
    fn magic(self) -> [u8; 14] {
        let mut out = *b"bititle      \0";
        out[8..13].copy_from_slice(self.name.as_bytes());
        out
    }
}

const HEADER: usize = 14 + 2 + 8 + 4;

/// Bytes that are read from the front.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    bytes: Cow<'static, [u8]>,
    at: usize,
    kind: Kind,
    name: &'static str,
}

/// Greater numbers mean nothing in a model, and sums of them would not be finite.
const MOST: f32 = 1e6;

impl Reader {
    pub(crate) fn new(kind: Kind, name: &'static str, bytes: Cow<'static, [u8]>) -> Self {
        Self { bytes, at: 0, kind, name }
    }

    fn short(&self) -> Error {
        Error::invalid(format!("the {} ends too early", self.kind.name)).in_field(self.name)
    }

    /// What is wrong with this section.
    pub(crate) fn wrong(&self, what: &str) -> Error {
        Error::invalid(format!("the {} is damaged: {what}", self.kind.name)).in_field(self.name)
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

    pub(crate) fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(crate) fn f32(&mut self) -> Result<f32> {
        let number = f32::from_le_bytes(self.array()?);
        match number.abs() <= MOST {
            true => Ok(number),
            false => Err(self.wrong("a number is not finite or too great")),
        }
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
        Ok(Self::new(self.kind, name, self.keep(length)?))
    }

    pub(crate) fn end(&self) -> Result<()> {
        if self.left() == 0 { Ok(()) } else { Err(self.wrong("it goes on after its end")) }
    }
}

/// Checks the header and gives what follows it, and what tells it from others: the checksum and the
/// length.
pub(crate) fn open(kind: Kind, bytes: Cow<'static, [u8]>) -> Result<(Reader, u64)> {
    let mut reader = Reader::new(kind, "header", bytes);
    let name = kind.name;
    let magic = kind.magic();
    if reader.slice(magic.len().min(reader.left()))? != magic {
        return Err(Error::invalid(format!("this is not a bititle {name}")));
    }
    let version = reader.u16()?;
    if version != kind.version {
        let own = kind.version;
        let what = format!("the {name} has version {version}, this crate reads version {own}");
        return Err(Error::invalid(what));
    }
    let length = reader.u64()?;
    let sum = reader.u32()?;
    if length != reader.left() as u64 {
        let left = reader.left();
        let what = format!("the {name} should have {length} more bytes, found {left}");
        return Err(Error::invalid(what));
    }
    if crc32fast::hash(&reader.bytes[HEADER..]) != sum {
        return Err(Error::invalid(format!("the {name} is damaged: its checksum does not fit")));
    }
    reader.name = "sections";
    Ok((reader, u64::from(sum) << 32 | (length & 0xFFFF_FFFF)))
}

/// Puts the header before sections.
///
/// # Errors
/// A section is longer than four bytes can tell.
pub(crate) fn close(kind: Kind, sections: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut out = vec![0; HEADER];
    for (name, bytes) in sections {
        debug_assert_eq!(name.len(), 4);
        let length = u32::try_from(bytes.len());
        let too_long =
            |_| Error::invalid(format!("the {} is too large", kind.name)).in_field(*name);
        out.extend(name.as_bytes());
        out.extend(length.map_err(too_long)?.to_le_bytes());
        out.extend(bytes);
    }
    let body = &out[HEADER..];
    let (length, sum) = (body.len() as u64, crc32fast::hash(body));
    let header =
        [&kind.magic()[..], &kind.version.to_le_bytes(), &length.to_le_bytes(), &sum.to_le_bytes()];
    out[..HEADER].copy_from_slice(&header.concat());
    Ok(out)
}

/// Writes what [`Reader::varint`] reads.
pub(crate) fn put_varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
