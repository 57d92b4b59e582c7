//! An index as bytes: the sections of a file as a model has them.
//!
//! `HEAD` fingerprint of the model (64 bits), language (8), numbers in a vector (16), titles (32).
//! `TEXT` for each title its length in bytes and 1 (a varint; 0 for one that was removed), its
//! text. `CODE` the packed vectors. `CELL` how many (32), centres (packed), for each title
//! its cell and 1, 0 for none. `RARE` titles counted (32), what was counted of them: key
//! (64), titles (a varint). `KEYS` by rising key, what leads to titles: the key less the one
//! before, the title (varints).

use std::borrow::Cow;

use super::TitleIndex;
use crate::aligner::Aligner;
use crate::error::{Error, Result};
use crate::evidence::{Known, Rarity, Sharers, Singles, fingerprint};
use crate::model::file::{INDEX, Reader, close, open, put_varint};
use crate::nearest::{Cells, NONE, Packed};
use crate::title::Language;

pub(super) fn encode(index: &TitleIndex) -> Result<Vec<u8>> {
    let Known { rarity, vectors, sharers, cells } = &index.known;
    let count = u32::try_from(index.titles.len());
    let count = count.map_err(|_| Error::invalid("the index has more titles than fit a file"))?;
    let mut head = fingerprint(index.aligner.maker()).to_le_bytes().to_vec();
    head.push(u8::from(index.language == Language::Chinese));
    head.extend((vectors.dims() as u16).to_le_bytes());
    head.extend(count.to_le_bytes());
    let mut text = Vec::new();
    for title in &index.titles {
        put_varint(title.as_ref().map_or(0, |t| t.len() as u32 + 1), &mut text);
        text.extend(title.as_deref().unwrap_or("").as_bytes());
    }
    let mut cell = Vec::new();
    if let Some(cells) = cells {
        cell.extend((cells.len() as u32).to_le_bytes());
        cell.extend(cells.centres().codes());
        for of in cells.of_each(index.titles.len()) {
            put_varint(of.wrapping_add(1), &mut cell);
        }
    }
    let (titles, counts) = rarity.counts(Singles::Kept);
    let mut rare = (titles as u32).to_le_bytes().to_vec();
    for (key, count) in counts {
        rare.extend(key.to_le_bytes());
        put_varint(count, &mut rare);
    }
    let mut keys = Vec::new();
    let mut last = 0;
    for &(key, title) in &sharers.0 {
        put_varint(key - last, &mut keys);
        put_varint(title, &mut keys);
        last = key;
    }
    let codes = vectors.codes().to_vec();
    let sections = [
        ("HEAD", head),
        ("TEXT", text),
        ("CODE", codes),
        ("CELL", cell),
        ("RARE", rare),
        ("KEYS", keys),
    ];
    close(INDEX, &sections)
}

pub(super) fn decode(aligner: &Aligner, bytes: Vec<u8>) -> Result<TitleIndex> {
    let (mut reader, _) = open(INDEX, Cow::Owned(bytes))?;
    let mut head = reader.section("HEAD")?;
    if head.u64()? != fingerprint(aligner.maker()) {
        return Err(Error::invalid("the index was made by another model or version"));
    }
    let language = match head.u8()? {
        0 => Language::English,
        1 => Language::Chinese,
        _ => return Err(head.wrong("its language is unknown")),
    };
    let dims = usize::from(head.u16()?);
    let count = head.u32()? as usize;
    head.end()?;
    if dims != aligner.model().dims() {
        return Err(head.wrong("its vectors are not those of the model"));
    }
    let titles = texts(reader.section("TEXT")?, count)?;
    let mut codes = reader.section("CODE")?;
    let packed = codes.slice(codes.left())?.to_vec();
    let vectors = Packed::from_codes(dims, packed).filter(|vectors| vectors.len() == count);
    let vectors = vectors.ok_or_else(|| codes.wrong("not every title has a vector"))?;
    let cells = cells(reader.section("CELL")?, dims, count)?;
    let rarity = rarity(reader.section("RARE")?)?;
    let sharers = sharers(reader.section("KEYS")?, count)?;
    reader.end()?;
    let known = Known { rarity, vectors, sharers, cells };
    Ok(TitleIndex { aligner: aligner.clone(), language, titles, known })
}

fn texts(mut reader: Reader, count: usize) -> Result<Vec<Option<String>>> {
    let mut out = Vec::new();
    for _ in 0..count {
        out.push(match reader.varint()? {
            0 => None,
            length => {
                let text = std::str::from_utf8(reader.slice(length as usize - 1)?);
                let text = text.map(str::to_owned);
                Some(text.map_err(|_| reader.wrong("a title is no text"))?)
            }
        });
    }
    reader.end()?;
    Ok(out)
}

fn cells(mut reader: Reader, dims: usize, count: usize) -> Result<Option<Cells>> {
    if reader.left() == 0 {
        return Ok(None);
    }
    let cells = reader.u32()? as usize;
    let codes = reader.slice(cells.saturating_mul(dims / 2))?.to_vec();
    let centres = Packed::from_codes(dims, codes).filter(|centres| centres.len() > 0);
    let centres = centres.ok_or_else(|| reader.wrong("there are no cells"))?;
    let of: Vec<u32> = (0..count)
        .map(|_| Ok(reader.varint()?.checked_sub(1).unwrap_or(NONE)))
        .collect::<Result<_>>()?;
    reader.end()?;
    let cells = Cells::from_parts(centres, &of);
    cells.map(Some).ok_or_else(|| reader.wrong("a title is in no cell"))
}

fn rarity(mut reader: Reader) -> Result<Rarity> {
    let titles = reader.u32()? as usize;
    let mut counts = Vec::new();
    while reader.left() > 0 {
        counts.push((reader.u64()?, reader.varint()?));
    }
    Ok(Rarity::from_counts(titles, counts.into_iter()))
}

fn sharers(mut reader: Reader, count: usize) -> Result<Sharers> {
    let mut out = Vec::new();
    let mut last = 0u32;
    while reader.left() > 0 {
        let key = last.checked_add(reader.varint()?);
        let title = reader.varint()?;
        let key = key.filter(|_| (title as usize) < count);
        last = key.ok_or_else(|| reader.wrong("a key leads to no title"))?;
        out.push((last, title));
    }
    Ok(Sharers(out))
}
