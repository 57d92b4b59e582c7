//! The translation table: how often a word stands for another, learnt from pairs of titles.

use super::file::Reader;
#[cfg(any(test, feature = "train"))]
use super::file::put_varint;
use crate::error::Result;

/// Probabilities are stored as powers of the square root of two, down to this one.
#[cfg(any(test, feature = "train"))]
const CODES: u8 = 16;

/// A link of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Translation {
    /// Probability of the Chinese word where the English one stands.
    pub(crate) forward: f32,
    /// Probability of the English word where the Chinese one stands.
    pub(crate) backward: f32,
}

impl Translation {
    /// The geometric mean of both.
    pub(crate) fn strength(self) -> f32 {
        (self.forward * self.backward).sqrt()
    }
}

/// Links by English entry. Forms of one word share the links of their head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    heads: Vec<u32>,
    /// Where the links of each entry end.
    ends: Vec<u32>,
    chinese: Vec<u32>,
    codes: Vec<u8>,
}

impl Table {
    /// The entry whose links a word has.
    pub(crate) fn head(&self, id: u32) -> u32 {
        self.heads[id as usize]
    }

    /// The link between two heads, if there is one.
    pub(crate) fn get(&self, english: u32, chinese: u32) -> Option<Translation> {
        let at = english as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] } as usize;
        let list = &self.chinese[start..self.ends[at] as usize];
        let found = list.binary_search(&chinese).ok()?;
        Some(decode(self.codes[start + found]))
    }

    /// All links, by English and Chinese head.
    #[cfg(feature = "train")]
    pub(crate) fn links(&self) -> impl Iterator<Item = (u32, u32, Translation)> {
        let english = (0..self.heads.len() as u32).flat_map(|english| {
            let start = if english == 0 { 0 } else { self.ends[english as usize - 1] };
            (start..self.ends[english as usize]).map(move |at| (english, at as usize))
        });
        english.map(|(english, at)| (english, self.chinese[at], decode(self.codes[at])))
    }

    pub(crate) fn read(mut reader: Reader, entries: usize) -> Result<Self> {
        let mut out = Self::default();
        for id in 0..entries as u32 {
            // Zigzag: forms of a word are neighbours in the order of bytes.
            let delta = reader.varint()?;
            let head = id.wrapping_add((delta >> 1) ^ (delta & 1).wrapping_neg());
            if head as usize >= entries {
                return Err(reader.wrong("a word has the links of no entry"));
            }
            out.heads.push(head);
        }
        for _ in 0..entries {
            let mut last = 0u32;
            for at in 0..reader.varint()? {
                let step = reader.varint()?;
                let next = last.checked_add(step).filter(|&n| (n as usize) < entries);
                let next = next.filter(|_| at == 0 || step > 0);
                last = next.ok_or_else(|| reader.wrong("a link leads to no entry"))?;
                out.chinese.push(last);
                out.codes.push(reader.u8()?);
            }
            out.ends.push(out.chinese.len() as u32);
        }
        reader.end()?;
        Ok(out)
    }
}

fn decode(code: u8) -> Translation {
    let probability = |code: u8| (-0.5 * f32::from(code)).exp2();
    Translation { forward: probability(code & 15), backward: probability(code >> 4) }
}

/// The table as bytes: the head of each entry, then its links by Chinese entry.
#[cfg(any(test, feature = "train"))]
pub(crate) fn encode(heads: &[u32], links: &[(u32, u32, Translation)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (id, &head) in (0u32..).zip(heads) {
        let delta = head.wrapping_sub(id) as i32;
        put_varint(((delta << 1) ^ (delta >> 31)) as u32, &mut out);
    }
    let mut links = links.to_vec();
    links.sort_by_key(|link| (link.0, link.1));
    let mut rest = links.as_slice();
    for id in 0..heads.len() as u32 {
        let own = rest.partition_point(|link| link.0 == id);
        put_varint(own as u32, &mut out);
        let mut last = 0;
        for &(_, chinese, link) in &rest[..own] {
            put_varint(chinese - last, &mut out);
            last = chinese;
            let code = |p: f32| (-2.0 * p.log2()).round().clamp(0.0, f32::from(CODES - 1)) as u8;
            out.push(code(link.forward) | code(link.backward) << 4);
        }
        rest = &rest[own..];
    }
    out
}
