//! Unit vectors in four bits a number: 64 bytes where 128 numbers take 512.

use super::top::Top;
use crate::model::vectors::{LEVELS, encode};

/// The two levels of each code.
const PAIRS: [[f32; 2]; 256] = {
    let mut pairs = [[0.0; 2]; 256];
    let mut code = 0;
    while code < 256 {
        pairs[code] = [LEVELS[code & 15], LEVELS[code >> 4]];
        code += 1;
    }
    pairs
};

/// Vectors of length 1 or 0, packed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packed {
    dims: usize,
    /// `dims / 2` bytes each; all 0 for a vector of length 0, which no other packs to.
    codes: Vec<u8>,
}

impl Packed {
    /// None yet, of so many numbers each, an even number.
    pub(crate) fn new(dims: usize) -> Self {
        debug_assert!(dims.is_multiple_of(2));
        Self { dims, codes: Vec::new() }
    }

    /// Of vectors of any length, brought to length 1.
    pub(crate) fn of<'v>(dims: usize, vectors: impl Iterator<Item = &'v [f32]>) -> Self {
        let mut out = Self::new(dims);
        vectors.for_each(|vector| out.push(vector));
        out
    }

    /// Vectors as they were written; `None` if the bytes are no whole number of them.
    pub(crate) fn from_codes(dims: usize, codes: Vec<u8>) -> Option<Self> {
        (dims > 0 && codes.len().is_multiple_of(dims / 2)).then_some(Self { dims, codes })
    }

    pub(crate) fn codes(&self) -> &[u8] {
        &self.codes
    }

    pub(crate) fn dims(&self) -> usize {
        self.dims
    }

    pub(crate) fn len(&self) -> usize {
        self.codes.len().checked_div(self.dims / 2).unwrap_or(0)
    }

    /// Adds one at the end.
    pub(crate) fn push(&mut self, vector: &[f32]) {
        debug_assert_eq!(vector.len(), self.dims);
        if vector.iter().all(|&v| v == 0.0) {
            self.codes.resize(self.codes.len() + self.dims / 2, 0);
        } else {
            encode(vector, &mut self.codes);
        }
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.codes.append(&mut other.codes);
    }

    pub(crate) fn is_zero(&self, at: usize) -> bool {
        is_zero(self.row(at))
    }

    fn row(&self, at: usize) -> &[u8] {
        &self.codes[at * self.dims / 2..][..self.dims / 2]
    }

    /// Writes one: numbers of which the squares add up to 1, or zeros.
    pub(crate) fn write(&self, at: usize, out: &mut [f32]) {
        unpack(self.row(at), out);
    }

    /// Makes one a vector of length 0.
    pub(crate) fn clear(&mut self, at: usize) {
        self.codes[at * self.dims / 2..][..self.dims / 2].fill(0);
    }

    /// Of some of them, those with the greatest dot products with a vector, best first: without
    /// unpacking, in whole numbers.
    pub(crate) fn nearest_to_one(
        &self,
        vector: &[f32],
        which: impl Iterator<Item = u32>,
        count: usize,
    ) -> Vec<u32> {
        let greatest = vector.iter().fold(f32::MIN_POSITIVE, |most, v| most.max(v.abs()));
        let whole = |v: f32| (v / greatest * 127.0).round() as i16;
        let low: Vec<i16> = vector.iter().step_by(2).map(|&v| whole(v)).collect();
        let high: Vec<i16> = vector.iter().skip(1).step_by(2).map(|&v| whole(v)).collect();
        // A code stands for twice itself less 15.
        let shift = 15 * low.iter().chain(&high).map(|&v| i32::from(v)).sum::<i32>();
        let mut top = Top::new(count);
        for at in which.filter(|&at| !self.is_zero(at as usize)) {
            let row = self.row(at as usize);
            let lows = row.iter().zip(&low).map(|(&c, &v)| i32::from(c & 15) * i32::from(v));
            let highs = row.iter().zip(&high).map(|(&c, &v)| i32::from(c >> 4) * i32::from(v));
            let sum = 2 * (lows.sum::<i32>() + highs.sum::<i32>()) - shift;
            top.offer(sum as f32, at);
        }
        top.into_sorted().into_iter().map(|(_, at)| at).collect()
    }

    /// Some of them, row by row.
    pub(crate) fn rows(&self, which: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
        let mut out = vec![0.0; which.len() * self.dims];
        // Gathered first: they lie far apart, and no read has to wait for another.
        let mut codes = Vec::with_capacity(which.len() * self.dims / 2);
        which.for_each(|at| codes.extend_from_slice(self.row(at)));
        let rows = codes.chunks_exact((self.dims / 2).max(1));
        rows.zip(out.chunks_exact_mut(self.dims.max(1))).for_each(|(row, out)| unpack(row, out));
        out
    }
}

fn is_zero(row: &[u8]) -> bool {
    row.iter().all(|&code| code == 0)
}

/// Writes the unit vector of some codes.
fn unpack(row: &[u8], out: &mut [f32]) {
    if is_zero(row) {
        return out.fill(0.0);
    }
    for (pair, &code) in out.chunks_exact_mut(2).zip(row) {
        pair.copy_from_slice(&PAIRS[usize::from(code)]);
    }
    let square = |code: u8| (2 * i32::from(code) - 15).pow(2);
    let squares: i32 = row.iter().map(|&c| square(c & 15) + square(c >> 4)).sum();
    let scale = 1.0 / (squares as f32).sqrt();
    out.iter_mut().for_each(|v| *v *= scale);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_stays_near() {
        let vector: Vec<f32> = (0..128).map(|i| (i as f32 * 0.7).sin() / 8.0).collect();
        let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        let mut packed = Packed::new(128);
        packed.push(&vector);
        packed.push(&[0.0; 128]);
        let mut back = vec![1.0; 128];
        packed.write(0, &mut back);
        let cosine = vector.iter().zip(&back).map(|(a, b)| a * b).sum::<f32>() / length;
        assert!(cosine > 0.98, "{cosine}");
        packed.write(1, &mut back);
        assert!(packed.is_zero(1) && back.iter().all(|&v| v == 0.0));
        assert_eq!((packed.len(), packed.codes().len()), (2, 128));
        assert!(Packed::from_codes(128, vec![0; 65]).is_none());
    }
}
