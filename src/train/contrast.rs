//! Vectors by contrast: a title's vector is to be nearer to its counterpart's than to those of
//! the other titles of a batch, in both directions (the loss of CLIP, Radford et al. 2021).
//! Numbers only.

use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

use super::corpus::Lists;
use super::random::Random;

/// How much the cosine counts in the softmax.
const SHARPNESS: f32 = 20.0;

/// What may be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) rate: f32,
    /// Share of the units of a title that a pass leaves out.
    pub(crate) dropout: f32,
    /// Share of words that do without their own vector in a batch.
    pub(crate) own_dropout: f32,
}

/// Vectors and weights of features, with the state of row-wise Adagrad (Duchi et al. 2011).
#[derive(Debug, Clone)]
pub(crate) struct Contrast {
    pub(crate) dims: usize,
    pub(crate) vectors: Vec<f32>,
    /// Natural logarithms.
    pub(crate) weights: Vec<f32>,
    vector_state: Vec<f32>,
    weight_state: Vec<f32>,
}

/// The units of one side of a batch.
#[derive(Debug, Default)]
struct Side {
    /// Positions in the batch's list of entries.
    titles: Lists,
    /// By title.
    sums: Array2<f32>,
    lengths: Vec<f32>,
}

impl Contrast {
    pub(crate) fn new(dims: usize, vectors: Vec<f32>, weights: Vec<f32>) -> Self {
        let rows = weights.len();
        Self {
            dims,
            vectors,
            weights,
            vector_state: vec![0.0; rows],
            weight_state: vec![0.0; rows],
        }
    }

    /// The vector of an entry: the weighted sum of its features.
    pub(crate) fn compose(&self, features: &[u32], out: &mut [f32]) {
        out.fill(0.0);
        for &feature in features {
            let weight = self.weights[feature as usize].exp();
            let row = &self.vectors[feature as usize * self.dims..][..self.dims];
            for (sum, value) in out.iter_mut().zip(row) {
                *sum += weight * value;
            }
        }
    }

    /// One step on a batch of pairs; gives its loss. Pairs of one group are no rivals.
    pub(crate) fn step(
        &mut self,
        english: &[&[u32]],
        chinese: &[&[u32]],
        groups: &[u32],
        features: &Lists,
        settings: Settings,
        random: &mut Random,
    ) -> f32 {
        let dims = self.dims;
        let mut entries: Vec<u32> = Vec::new();
        let mut slots = vec![u32::MAX; features.len()];
        let mut side = |titles: &[&[u32]]| {
            let mut out = Side::default();
            for title in titles {
                let mut kept: Vec<u32> = Vec::with_capacity(title.len());
                for &unit in *title {
                    if random.unit() < settings.dropout {
                        continue;
                    }
                    let slot = &mut slots[unit as usize];
                    if *slot == u32::MAX {
                        *slot = entries.len() as u32;
                        entries.push(unit);
                    }
                    kept.push(*slot);
                }
                out.titles.push(kept);
            }
            out
        };
        let mut sides = [side(english), side(chinese)];
        // A word must do without its own vector now and then, so that its parts learn to stand in.
        let features: Vec<&[u32]> = entries
            .iter()
            .map(|&entry| {
                let own = features.get(entry as usize);
                let drops = own.len() > 1 && random.unit() < settings.own_dropout;
                if drops { &own[1..] } else { own }
            })
            .collect();
        // Composed vectors of all entries of the batch, and their lengths.
        let mut composed = vec![0.0f32; entries.len() * dims];
        let this = &*self;
        composed
            .par_chunks_mut(dims)
            .zip(&features)
            .for_each(|(out, features)| this.compose(features, out));
        for side in &mut sides {
            side.sum(&composed, dims);
        }
        let [e, z] = &sides;
        let (loss, grad_e, grad_z) = contrast(&e.sums, &z.sums, groups);
        let mut gradient = vec![0.0f32; composed.len()];
        for (side, grad) in [(e, grad_e), (z, grad_z)] {
            side.spread(&grad, &mut gradient, entries.len(), dims);
        }
        self.apply(&features, &gradient, settings.rate);
        loss
    }

    /// Leads the gradients of composed vectors to the features.
    fn apply(&mut self, features: &[&[u32]], gradient: &[f32], rate: f32) {
        let dims = self.dims;
        // Which entries of the batch each feature is in.
        let mut uses: Vec<(u32, u32)> = Vec::new();
        for (slot, features) in (0u32..).zip(features) {
            uses.extend(features.iter().map(|&feature| (feature, slot)));
        }
        uses.par_sort_unstable();
        let groups: Vec<&[(u32, u32)]> = uses.chunk_by(|a, b| a.0 == b.0).collect();
        let changes: Vec<(Vec<f32>, f32)> = groups
            .par_iter()
            .map(|group| {
                let mut sum = vec![0.0f32; dims];
                for &(_, slot) in *group {
                    let row = &gradient[slot as usize * dims..][..dims];
                    for (s, g) in sum.iter_mut().zip(row) {
                        *s += g;
                    }
                }
                let feature = group[0].0 as usize;
                let weight = self.weights[feature].exp();
                let vector = &self.vectors[feature * dims..][..dims];
                let slope = weight * dot(&sum, vector);
                sum.iter_mut().for_each(|s| *s *= weight);
                (sum, slope)
            })
            .collect();
        for (group, (change, slope)) in groups.iter().zip(changes) {
            let feature = group[0].0 as usize;
            let mean = dot(&change, &change) / dims as f32;
            let state = &mut self.vector_state[feature];
            *state += mean;
            let step = rate / (state.sqrt() + 1e-8);
            for (v, c) in self.vectors[feature * dims..][..dims].iter_mut().zip(&change) {
                *v -= step * c;
            }
            let state = &mut self.weight_state[feature];
            *state += slope * slope;
            self.weights[feature] -= rate * slope / (state.sqrt() + 1e-8);
        }
    }
}

impl Side {
    fn sum(&mut self, composed: &[f32], dims: usize) {
        let rows = self.titles.len();
        let mut sums = vec![0.0f32; rows * dims];
        let lengths = sums
            .par_chunks_mut(dims)
            .enumerate()
            .map(|(row, sum)| {
                for &slot in self.titles.get(row) {
                    for (s, c) in sum.iter_mut().zip(&composed[slot as usize * dims..][..dims]) {
                        *s += c;
                    }
                }
                let length = dot(sum, sum).sqrt().max(1e-12);
                sum.iter_mut().for_each(|s| *s /= length);
                length
            })
            .collect();
        self.lengths = lengths;
        self.sums = Array2::from_shape_vec((rows, dims), sums).expect("rows times dims");
    }

    /// Leads the gradients of titles to those of composed vectors.
    fn spread(&self, grad: &Array2<f32>, gradient: &mut [f32], entries: usize, dims: usize) {
        let mut inner = grad.clone();
        for ((mut row, unit), &length) in
            inner.axis_iter_mut(Axis(0)).zip(self.sums.axis_iter(Axis(0))).zip(&self.lengths)
        {
            let along = row.dot(&unit);
            row.scaled_add(-along, &unit);
            row /= length;
        }
        let mut uses: Vec<Vec<u32>> = vec![Vec::new(); entries];
        for title in 0..self.titles.len() {
            for &slot in self.titles.get(title) {
                uses[slot as usize].push(title as u32);
            }
        }
        let inner = inner.as_slice().expect("standard layout");
        gradient.par_chunks_mut(dims).zip(&uses).for_each(|(out, titles)| {
            for &title in titles {
                for (o, g) in out.iter_mut().zip(&inner[title as usize * dims..][..dims]) {
                    *o += g;
                }
            }
        });
    }
}

/// Softmax over the batch in both directions. Gives the mean loss and the gradients of both
/// sides' unit vectors.
fn contrast(e: &Array2<f32>, z: &Array2<f32>, groups: &[u32]) -> (f32, Array2<f32>, Array2<f32>) {
    let n = e.nrows();
    let mut scores = product(e.view(), z.t());
    let mut loss = 0.0f64;
    let diagonal: Vec<f32> = (0..n).map(|i| scores[[i, i]]).collect();
    for (i, j) in others_of_group(groups) {
        scores[[i, j]] = f32::NEG_INFINITY;
    }
    let rows = scores.as_slice_mut().expect("standard layout");
    let row_sums: Vec<f32> = rows
        .par_chunks_mut(n)
        .map(|row| {
            row.iter_mut().for_each(|s| *s = (SHARPNESS * (*s - 1.0)).exp());
            row.iter().sum()
        })
        .collect();
    let column_sums: Vec<f32> = scores.sum_axis(Axis(0)).to_vec();
    for i in 0..n {
        let own = SHARPNESS * (diagonal[i] - 1.0);
        loss += f64::from(row_sums[i].ln() + column_sums[i].ln() - 2.0 * own);
    }
    let scale = SHARPNESS / (2 * n) as f32;
    let rows = scores.as_slice_mut().expect("standard layout");
    rows.par_chunks_mut(n).enumerate().for_each(|(i, row)| {
        let by_row = 1.0 / row_sums[i];
        for (s, total) in row.iter_mut().zip(&column_sums) {
            *s *= scale * (by_row + 1.0 / total);
        }
        row[i] -= 2.0 * scale;
    });
    let grad_e = product(scores.view(), z.view());
    let grad_z = product(scores.t(), e.view());
    ((loss / (2 * n) as f64) as f32, grad_e, grad_z)
}

/// Pairs of places that have the same group, but for a place with itself.
fn others_of_group(groups: &[u32]) -> Vec<(usize, usize)> {
    let mut places: Vec<(u32, usize)> = groups.iter().copied().zip(0..).collect();
    places.sort_unstable();
    let same = places.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    let all =
        same.flat_map(|same| same.iter().flat_map(move |a| same.iter().map(move |b| (a.1, b.1))));
    all.filter(|(i, j)| i != j).collect()
}

/// Rows of a matrix that one core takes at a time: the same on all machines, so that sums are.
const BLOCK: usize = 256;

/// A matrix product on all cores: blocks of rows, each by one core.
fn product(a: ArrayView2<f32>, b: ArrayView2<f32>) -> Array2<f32> {
    let rows: Vec<_> = a.axis_chunks_iter(Axis(0), BLOCK).collect();
    let blocks: Vec<Array2<f32>> = rows.par_iter().map(|rows| rows.dot(&b)).collect();
    let views: Vec<_> = blocks.iter().map(|b| b.view()).collect();
    ndarray::concatenate(Axis(0), &views).expect("blocks of one width")
}

/// The dot product, in eight lanes so that it is fast.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_one_group_are_no_rivals() {
        let rows = |rows: [[f32; 2]; 3]| Array2::from_shape_vec((3, 2), rows.concat()).unwrap();
        let (e, z) = (rows([[1.0, 0.0]; 3]), rows([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]));
        // All English titles are alike, so what differs is how many rivals each has; the third is wrong by 20.
        let loss = |groups: &[u32]| contrast(&e, &z, groups).0;
        let close = |a: f32, b: f32| (a - b).abs() < 1e-3;
        let (ln2, ln3) = (2f32.ln(), 3f32.ln());
        assert!(close(loss(&[7, 8, 9]), (3.0 * ln2 + 3.0 * ln3 + 20.0) / 6.0));
        assert!(close(loss(&[7, 7, 9]), (3.0 * ln2 + ln3 + 20.0) / 6.0));
    }

    #[test]
    fn others_of_a_group_are_all_pairs_of_it() {
        let mut found = others_of_group(&[4, 2, 4, 3, 4]);
        found.sort_unstable();
        assert_eq!(found, [(0, 2), (0, 4), (2, 0), (2, 4), (4, 0), (4, 2)]);
        assert!(others_of_group(&[1, 2, 3]).is_empty());
    }
}
