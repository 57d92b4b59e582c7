//! A translation table by expectation maximisation: IBM Model 1 (Brown et al. 1993) with an
//! empty word, in both directions, with a prior that keeps rare words in place. Numbers only.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Lists;

/// Rounds of expectation maximisation.
const ROUNDS: usize = 5;
/// How many sightings the prior counts for.
const PRIOR: f32 = 1.0;
/// Share of words that have no counterpart, at the start.
const EMPTY: f32 = 0.2;

/// Word pairs that are looked at, at most: some 24 bytes each.
const MOST_CELLS: usize = 60_000_000;

/// A cell of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub(crate) english: u32,
    pub(crate) chinese: u32,
    /// Probability of the Chinese word where the English one stands.
    pub(crate) forward: f32,
    /// Probability of the English word where the Chinese one stands.
    pub(crate) backward: f32,
    /// In how many pairs they meet by the table's own account.
    pub(crate) count: f32,
}

/// Pairs as the table sees them: the cell of each English word with each Chinese one.
struct Grid {
    /// Where each pair's cells begin; English word by English word.
    starts: Vec<usize>,
    widths: Vec<u32>,
    cells: Vec<u32>,
}

/// Learns from pairs of titles; `like` is how alike two words are, from -1 to 1.
pub(crate) fn table(
    english: &Lists,
    chinese: &Lists,
    pairs: &[[u32; 2]],
    like: impl Fn(u32, u32) -> f32 + Sync,
) -> Vec<Cell> {
    let key = |e: u32, z: u32| u64::from(e) << 32 | u64::from(z);
    let keys_of = |&[e, z]: &[u32; 2]| {
        let (e, z) = (english.get(e as usize), chinese.get(z as usize));
        e.iter().flat_map(move |&e| z.iter().map(move |&z| key(e, z)))
    };
    // The pairs come in random order: what is left out beyond the most is a random part.
    let mut cells = 0;
    let within = pairs.iter().take_while(|&&[e, z]| {
        cells += english.get(e as usize).len() * chinese.get(z as usize).len();
        cells <= MOST_CELLS
    });
    let pairs = &pairs[..within.count()];
    let mut keys: Vec<u64> = pairs.iter().flat_map(&keys_of).collect();
    keys.par_sort_unstable();
    keys.dedup();
    let places: FxHashMap<u64, u32> = keys.iter().copied().zip(0u32..).collect();
    let mut grid = Grid { starts: vec![0], widths: Vec::new(), cells: Vec::new() };
    for pair in pairs {
        grid.cells.extend(keys_of(pair).map(|key| places[&key]));
        grid.starts.push(grid.cells.len());
        grid.widths.push(chinese.get(pair[1] as usize).len() as u32);
    }
    drop(places);
    let sides: Vec<(u32, u32)> = keys.iter().map(|&k| ((k >> 32) as u32, k as u32)).collect();
    drop(keys);
    let start: Vec<f32> = sides.par_iter().map(|&(e, z)| (8.0 * like(e, z)).exp()).collect();
    let most = 1 + sides.iter().map(|&(e, z)| e.max(z)).max().unwrap_or(0) as usize;
    let (mut forward, mut backward) = (Vec::new(), Vec::new());
    let mut counts = Vec::new();
    for (turned, out) in [(false, &mut forward), (true, &mut backward)] {
        let given: Vec<u32> = sides.iter().map(|&(e, z)| if turned { z } else { e }).collect();
        let prior = normalised(&start, &given, most, 0.0, None);
        let mut table = prior.clone();
        for _ in 0..ROUNDS {
            counts = expect(&grid, &table, turned);
            table = normalised(&counts, &given, most, PRIOR, Some(&prior));
        }
        *out = table;
    }
    let cells = sides.iter().zip(forward.iter().zip(&backward)).zip(&counts);
    cells
        .map(|((&(english, chinese), (&forward, &backward)), &count)| Cell {
            english,
            chinese,
            forward,
            backward,
            count,
        })
        .collect()
}

/// Divides each number by the sum of those with the same given word.
fn normalised(
    counts: &[f32],
    given: &[u32],
    most: usize,
    weight: f32,
    prior: Option<&[f32]>,
) -> Vec<f32> {
    let mut sums = vec![0.0f64; most];
    for (&count, &word) in counts.iter().zip(given) {
        sums[word as usize] += f64::from(count);
    }
    let share = |(at, (&count, &word)): (usize, (&f32, &u32))| {
        let sum = sums[word as usize] as f32 + weight;
        (count + weight * prior.map_or(0.0, |p| p[at])) / sum.max(1e-12)
    };
    counts.iter().zip(given).enumerate().map(share).collect()
}

/// Parts of the pairs that are counted apart: the same on all machines, so that sums are.
const BLOCKS: usize = 4;

/// How often each cell is a link, by the table at hand.
fn expect(grid: &Grid, table: &[f32], turned: bool) -> Vec<f32> {
    let pairs = grid.widths.len();
    let block = pairs.div_ceil(BLOCKS).max(1);
    let blocks: Vec<std::ops::Range<usize>> =
        (0..pairs).step_by(block).map(|s| s..(s + block).min(pairs)).collect();
    let parts: Vec<Vec<f32>> = blocks
        .into_par_iter()
        .map(|block| {
            let mut counts = vec![0.0f32; table.len()];
            for pair in block {
                let cells = &grid.cells[grid.starts[pair]..grid.starts[pair + 1]];
                let width = grid.widths[pair] as usize;
                if cells.is_empty() {
                    continue;
                }
                // A line is a word to be explained by those of the other side.
                let height = cells.len() / width;
                let (lines, length) = if turned { (height, width) } else { (width, height) };
                let empty = EMPTY / length as f32;
                for line in 0..lines {
                    let at = |k: usize| if turned { line * width + k } else { k * width + line };
                    let sum: f32 = (0..length).map(|k| table[cells[at(k)] as usize]).sum();
                    // An empty word gives any word with a small probability.
                    let scale = 1.0 / (sum + empty * 0.01);
                    for k in 0..length {
                        let cell = cells[at(k)] as usize;
                        counts[cell] += table[cell] * scale;
                    }
                }
            }
            counts
        })
        .collect();
    let mut parts = parts.into_iter();
    let mut sum = parts.next().unwrap_or_default();
    for part in parts {
        sum.iter_mut().zip(part).for_each(|(s, p)| *s += p);
    }
    sum
}
