//! The nearest vectors: by comparing all with all, or the few cells where they are likely to be.
//! Numbers only.

mod cells;
mod packed;
mod top;

use ndarray::{ArrayView2, Axis};

use crate::parallel;
pub(crate) use cells::{Cells, NONE};
pub(crate) use packed::Packed;
use top::Top;

/// Vectors that are compared at a time.
const BLOCK: usize = 256;

/// Up to so many are compared with all; beyond, with those of the nearest cells.
pub(crate) const MOST_EXACT: usize = 16_384;

/// Vectors among which the nearest are found.
#[derive(Debug)]
pub(crate) struct Nearest<'a> {
    among: &'a Packed,
    way: Way<'a>,
}

#[derive(Debug)]
enum Way<'a> {
    /// All of them, unpacked.
    Exact(Vec<f32>),
    Cells(&'a Cells),
}

/// A vector and one that is near to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Near {
    /// Position of the one that asked.
    pub(crate) from: u32,
    /// Position of the one that was found.
    pub(crate) to: u32,
    /// Their dot product.
    pub(crate) score: f32,
}

impl<'a> Nearest<'a> {
    /// By comparing with all: time is the product of both counts, memory 4 bytes a number.
    pub(crate) fn exact(among: &'a Packed) -> Self {
        Self { among, way: Way::Exact(among.rows(0..among.len())) }
    }

    /// By the cells of the same vectors: time grows as the number of queries times its square
    /// root, and some of the nearest are missed.
    pub(crate) fn by_cells(among: &'a Packed, cells: &'a Cells) -> Self {
        Self { among, way: Way::Cells(cells) }
    }

    /// For some vectors the `count` others with the greatest dot products, best first. Vectors of length 0 have none and are none.
    pub(crate) fn of(&self, from: &Packed, which: &[u32], count: usize) -> Vec<Near> {
        let dims = self.among.dims();
        if self.among.len() == 0 || dims == 0 || from.dims() != dims {
            return Vec::new();
        }
        let found = match &self.way {
            Way::Exact(among) => parallel::map_chunks(which, BLOCK, |which| {
                let tops = all(&from.rows(positions(which)), among, dims, count);
                self.pairs(from, which, tops)
            }),
            Way::Cells(cells) => parallel::map_chunks(which, cells::block(which.len()), |which| {
                let tops = cells.nearest(&from.rows(positions(which)), self.among, count);
                self.pairs(from, which, tops)
            }),
        };
        found.concat()
    }

    fn pairs(&self, from: &Packed, which: &[u32], tops: Vec<Top>) -> Vec<Near> {
        let known = which.iter().zip(tops).filter(|&(&at, _)| !from.is_zero(at as usize));
        let pairs = known.flat_map(|(&at, top)| {
            let found = top.into_sorted().into_iter();
            found.map(move |(score, to)| Near { from: at, to, score })
        });
        pairs.filter(|near| !self.among.is_zero(near.to as usize)).collect()
    }
}

fn positions(which: &[u32]) -> impl ExactSizeIterator<Item = usize> {
    which.iter().map(|&at| at as usize)
}

/// Like [`Nearest::exact`] and [`Nearest::of`], for vectors that are not packed, row by row.
#[cfg(feature = "train")]
pub(crate) fn nearest_rows(
    from: &[f32],
    among: &[f32],
    dims: usize,
    count: usize,
) -> Vec<(usize, usize)> {
    let tops = parallel::map_chunks(from, BLOCK * dims, |from| all(from, among, dims, count));
    let numbered = tops.into_iter().flatten().enumerate();
    let pairs = |(at, top): (usize, Top)| {
        top.into_sorted().into_iter().map(move |(_, other)| (at, other as usize))
    };
    numbered.flat_map(pairs).collect()
}

/// The nearest of all to each of some vectors.
fn all(from: &[f32], among: &[f32], dims: usize, count: usize) -> Vec<Top> {
    let mut tops = vec![Top::new(count); from.len() / dims];
    // Blocks that stay in the processor's cache.
    for (number, block) in among.chunks(1024 * dims).enumerate() {
        let scores = view(from, dims).dot(&view(block, dims).t());
        for (line, top) in scores.axis_iter(Axis(0)).zip(&mut tops) {
            let numbers = (number * 1024) as u32..;
            top.offer_all(line.iter(), numbers);
        }
    }
    tops
}

/// Vectors as the rows of a matrix.
fn view(vectors: &[f32], dims: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((vectors.len() / dims, dims), vectors).expect("whole vectors")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vectors::LEVELS;

    /// Vectors around some centres, the same each time.
    pub(super) fn vectors(count: usize, centres: usize, dims: usize) -> Packed {
        let mut state = 7u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            LEVELS[(state >> 28) as usize]
        };
        let centre: Vec<Vec<f32>> =
            (0..centres).map(|_| (0..dims).map(|_| random()).collect()).collect();
        let mut out = Packed::new(dims);
        for at in 0..count {
            let vector: Vec<f32> =
                centre[at % centres].iter().map(|c| 2.0 * c + random()).collect();
            let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
            out.push(&vector.iter().map(|v| v / length).collect::<Vec<f32>>());
        }
        out
    }

    #[test]
    fn finds_the_greatest_products() {
        let mut packed = vectors(40, 8, 16);
        packed.push(&[0.0; 16]);
        let all: Vec<u32> = (0..41).collect();
        let found = Nearest::exact(&packed).of(&packed, &all, 3);
        assert_eq!(found.len(), 40 * 3, "nothing is near to zero");
        let rows = packed.rows(0..41);
        let product = |a: u32, b: u32| {
            let row = |at: u32| &rows[at as usize * 16..][..16];
            row(a).iter().zip(row(b)).map(|(a, b)| a * b).sum::<f32>()
        };
        for near in found.chunks(3) {
            let from = near[0].from;
            assert_eq!(near[0].to, from, "nearest is itself");
            let nearer = (0..40).filter(|&o| product(from, o) > product(from, near[2].to) + 1e-6);
            assert!(nearer.count() <= 2);
        }
        assert!(Nearest::exact(&Packed::new(16)).of(&packed, &all, 3).is_empty());
        assert!(Nearest::exact(&packed).of(&packed, &[], 3).is_empty());
    }

    #[test]
    fn cells_find_most_of_what_all_have() {
        let packed = vectors(6000, 300, 32);
        let cells = Cells::build(&packed);
        let some: Vec<u32> = (0..500).collect();
        let exact = Nearest::exact(&packed).of(&packed, &some, 10);
        let found = Nearest::by_cells(&packed, &cells).of(&packed, &some, 10);
        let pair = |near: &Near| (near.from, near.to);
        let found: std::collections::HashSet<_> = found.iter().map(pair).collect();
        let kept = exact.iter().filter(|near| found.contains(&pair(near))).count();
        assert!(kept * 100 >= exact.len() * 90, "{kept} of {}", exact.len());
    }
}
