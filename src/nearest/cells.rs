//! Vectors in cells around centres, so that a search looks into the nearest few cells alone
//! (inverted file: Jégou, Douze & Schmid 2011, without their compression).

use ndarray::Axis;

use super::top::Top;
use super::{MOST_EXACT, Packed, all, view};
use crate::parallel;

/// Queries that are answered together: enough that each cell is asked by many at once, and enough
/// blocks that all cores have one.
pub(super) fn block(queries: usize) -> usize {
    (queries / 8).clamp(512, 16_384)
}

/// Vectors in a cell, on average.
const PER_CELL: usize = 256;

/// More centres than this are found through cells of their own.
const MOST_CENTRES: usize = 512;

/// Centres in one of these, on average.
const CENTRES_PER_CELL: usize = 64;

/// Vectors that each centre is made from, at most.
const SAMPLES: usize = 48;

/// Rounds of k-means.
const ROUNDS: usize = 5;

/// Cells that are searched: so many, and this share of all.
const LEAST_PROBES: usize = 24;
/// See [`LEAST_PROBES`].
const PROBES_SHARE: usize = 512;

/// Cells of some vectors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    centres: Packed,
    /// Cells of the centres, where those are many.
    of_centres: Option<Box<Cells>>,
    /// The vectors of each cell, by position.
    members: Vec<Vec<u32>>,
}

impl Cells {
    /// Divides vectors into cells by spherical k-means (Dhillon & Modha 2001) on a sample; the same
    /// for the same vectors.
    pub(crate) fn build(vectors: &Packed) -> Self {
        Self::with_size(vectors, PER_CELL)
    }

    fn with_size(vectors: &Packed, per_cell: usize) -> Self {
        let mut out = Self::empty(vectors, vectors.len() / per_cell);
        out.extend(vectors, 0);
        out
    }

    /// So many cells, or one, for vectors like these; nothing is in them yet.
    pub(crate) fn empty(vectors: &Packed, cells: usize) -> Self {
        let (count, cells) = (vectors.len(), cells.max(1));
        let step = (count / (cells * SAMPLES)).max(1);
        let sample: Vec<usize> =
            (0..count).step_by(step).filter(|&at| !vectors.is_zero(at)).collect();
        let rows = vectors.rows(sample.iter().copied());
        let stride = (sample.len() / cells).max(1);
        let first = rows.chunks_exact(vectors.dims()).step_by(stride).take(cells);
        let mut out = Self::around(Packed::of(vectors.dims(), first));
        for _ in 0..ROUNDS {
            out = Self::around(out.moved_centres(&rows));
        }
        out
    }

    /// Empty cells around centres.
    pub(crate) fn around(centres: Packed) -> Self {
        let many = centres.len() > MOST_CENTRES;
        let of_centres = many.then(|| Box::new(Self::with_size(&centres, CENTRES_PER_CELL)));
        Self { members: vec![Vec::new(); centres.len()], centres, of_centres }
    }

    /// Cells as they were written: centres, and the cell of each vector; `None` if they do not fit.
    pub(crate) fn from_parts(centres: Packed, of: &[u32]) -> Option<Self> {
        let mut out = Self::around(centres);
        for (at, &cell) in (0u32..).zip(of).filter(|&(_, &cell)| cell != NONE) {
            out.members.get_mut(cell as usize)?.push(at);
        }
        Some(out)
    }

    pub(crate) fn len(&self) -> usize {
        self.centres.len()
    }

    pub(crate) fn centres(&self) -> &Packed {
        &self.centres
    }

    /// The cell of each of so many vectors, [`NONE`] for those of length 0.
    pub(crate) fn of_each(&self, count: usize) -> Vec<u32> {
        let mut out = vec![NONE; count];
        for (cell, members) in (0u32..).zip(&self.members) {
            members.iter().for_each(|&at| out[at as usize] = cell);
        }
        out
    }

    /// The vectors cell by cell, then those of length 0 of so many.
    pub(crate) fn order(&self, count: usize) -> Vec<u32> {
        let none = (0u32..).zip(self.of_each(count)).filter(|&(_, cell)| cell == NONE);
        let none: Vec<u32> = none.map(|(at, _)| at).collect();
        self.members.iter().flatten().copied().chain(none).collect()
    }

    /// Puts the vectors from a position on into their cells.
    pub(crate) fn extend(&mut self, vectors: &Packed, start: usize) {
        let fresh: Vec<usize> = (start..vectors.len()).filter(|&at| !vectors.is_zero(at)).collect();
        let found = parallel::map_chunks(&fresh, 1024, |which| {
            self.nearest_centre(&vectors.rows(which.iter().copied()))
        });
        for (at, cell) in fresh.into_iter().zip(found.into_iter().flatten()) {
            self.members[cell as usize].push(at as u32);
        }
    }

    /// The centres that are nearest to each vector.
    fn nearest_centres(&self, vectors: &[f32], count: usize) -> Vec<Top> {
        match &self.of_centres {
            Some(cells) => cells.nearest(vectors, &self.centres, count),
            None => {
                let centres = self.centres.rows(0..self.len());
                all(vectors, &centres, self.centres.dims(), count)
            }
        }
    }

    /// The cells whose centres are nearest to a vector, nearest first; none for one of length 0.
    pub(crate) fn nearest_cells(&self, vector: &[f32], count: usize) -> Vec<u32> {
        if vector.iter().all(|&v| v == 0.0) {
            return Vec::new();
        }
        match &self.of_centres {
            Some(cells) => cells.nearest_to_one(vector, &self.centres, count),
            None => self.centres.nearest_to_one(vector, 0..self.len() as u32, count),
        }
    }

    fn nearest_centre(&self, vectors: &[f32]) -> Vec<u32> {
        let tops = self.nearest_centres(vectors, 1).into_iter();
        tops.map(|top| top.into_sorted().first().map_or(0, |best| best.1)).collect()
    }

    /// A round of k-means: where the centres go.
    fn moved_centres(&self, rows: &[f32]) -> Packed {
        let dims = self.centres.dims();
        let found = parallel::map_chunks(rows, 1024 * dims, |rows| self.nearest_centre(rows));
        let mut sums = vec![0.0f32; self.len() * dims];
        for (row, cell) in rows.chunks_exact(dims).zip(found.into_iter().flatten()) {
            let sum = &mut sums[cell as usize * dims..][..dims];
            sum.iter_mut().zip(row).for_each(|(s, v)| *s += v);
        }
        for (at, sum) in sums.chunks_exact_mut(dims).enumerate() {
            // A centre that nothing is near to stays.
            if sum.iter().all(|&v| v == 0.0) {
                self.centres.write(at, sum);
            }
        }
        Packed::of(dims, sums.chunks_exact(dims))
    }

    /// Takes a vector out of its cell.
    pub(crate) fn remove(&mut self, at: u32) {
        self.members.iter_mut().for_each(|members| members.retain(|&other| other != at));
    }

    /// The vectors of a cell that are searched: of many that are alike (a list may repeat one title)
    /// only as many as would be compared without cells.
    fn searched(&self, cell: u32) -> &[u32] {
        let members = &self.members[cell as usize];
        &members[..members.len().min(MOST_EXACT)]
    }

    fn probes(&self) -> usize {
        (LEAST_PROBES + self.len() / PROBES_SHARE).min(self.len())
    }

    /// The nearest to one query; see [`Packed::nearest_to_one`].
    pub(crate) fn nearest_to_one(&self, query: &[f32], among: &Packed, count: usize) -> Vec<u32> {
        let cells = self.nearest_cells(query, self.probes());
        let members = cells.iter().flat_map(|&cell| self.searched(cell));
        among.nearest_to_one(query, members.copied(), count)
    }

    /// The nearest of the vectors in the cells to each query, as far as its cells have them.
    pub(super) fn nearest(&self, queries: &[f32], among: &Packed, count: usize) -> Vec<Top> {
        let dims = among.dims();
        let mut tops = vec![Top::new(count); queries.len() / dims];
        let probes = self.probes();
        let mut asked: Vec<(u32, u32)> = Vec::with_capacity(tops.len() * probes);
        for (number, block) in queries.chunks(1024 * dims).enumerate() {
            let cells = self.nearest_centres(block, probes);
            for (query, top) in (number as u32 * 1024..).zip(cells) {
                asked.extend(top.into_sorted().into_iter().map(|(_, cell)| (cell, query)));
            }
        }
        asked.sort_unstable();
        for same in asked.chunk_by(|a, b| a.0 == b.0) {
            let mut own = Vec::with_capacity(same.len() * dims);
            for &(_, query) in same {
                own.extend(&queries[query as usize * dims..][..dims]);
            }
            for members in self.searched(same[0].0).chunks(4 * PER_CELL) {
                let rows = among.rows(members.iter().map(|&at| at as usize));
                let scores = view(&own, dims).dot(&view(&rows, dims).t());
                for (line, &(_, query)) in scores.axis_iter(Axis(0)).zip(same) {
                    tops[query as usize].offer_all(line.iter(), members.iter().copied());
                }
            }
        }
        tops
    }
}

/// No cell.
pub(crate) const NONE: u32 = u32::MAX;
