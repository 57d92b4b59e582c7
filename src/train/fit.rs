//! The calibration: weights of the evidence and the way to a probability, fitted on pools drawn
//! from pairs that vectors and table have not seen.
//!
//! First a conditional logit (McFadden 1974): of a title's candidates, or none, the counterpart is
//! to have the greatest share. Then a logistic curve leads the shares to how often they are right
//! (Platt 1999).

use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::corpus::Row as Pair;
use super::random::Random;
use crate::evidence::{
    FEATURES, NUMBERS, Pool, Profile, Side, Source, Ways, contested, probabilities,
};
use crate::matrix::{Column, Row, SparseMatrix};
use crate::model::{Calibration, Model};
use crate::pair::{Method, pair};
use crate::progress::Watch;
use crate::segment::Segmenter;
use crate::title::Language;

/// Titles in the pools that are drawn; the calibration must hold for few and for many.
const POOL_SIZES: [usize; 6] = [6, 25, 100, 400, 1500, 3000];
/// Pairs in all pools of one size.
const PAIRS_PER_SIZE: usize = 9000;
/// Share of pairs of a pool that lose a side, 0 to this.
const MOST_UNPAIRED: f32 = 0.5;
/// Words of the titles that are fitted on; longer and shorter texts are no headlines, nor are
/// those that end as sentences do.
const WORDS: RangeInclusive<usize> = 4..=20;
/// See [`WORDS`].
const SENTENCE_ENDS: [char; 7] = ['.', ';', ':', '。', '；', '：', ','];

/// The profiles of held-out pairs, by file, each file as often as it was given.
pub(crate) struct HeldOut {
    files: Vec<Vec<[Profile; 2]>>,
    /// Positions in `files`.
    drawn_from: Vec<usize>,
}

/// A pool with what is known of its cells.
struct Drawn {
    rows: usize,
    columns: usize,
    cells: Vec<(Row, Column)>,
    features: Vec<[f32; FEATURES]>,
    /// The right column of each row, and the right row of each column.
    of_row: Vec<Option<usize>>,
    of_column: Vec<Option<usize>>,
}

impl HeldOut {
    pub(crate) fn new(files: &[(usize, Vec<Pair>)], model: &Model) -> Self {
        let segmenter = Segmenter::builtin();
        let profile = |language, text: &str| {
            let title = segmenter.segment(language, text);
            let is_title =
                WORDS.contains(&title.words().count()) && !text.trim_end().ends_with(SENTENCE_ENDS);
            is_title.then(|| Profile::of(&title, model))
        };
        let both = |row: &Pair| {
            let english = profile(Language::English, &row.english)?;
            Some([english, profile(Language::Chinese, &row.chinese)?])
        };
        let mut out = Self { files: Vec::new(), drawn_from: Vec::new() };
        for (times, rows) in files {
            let pairs: Vec<_> = rows.par_iter().filter_map(both).collect();
            if pairs.len() >= 20 {
                out.drawn_from.extend(std::iter::repeat_n(out.files.len(), *times));
                out.files.push(pairs);
            }
        }
        out
    }

    /// Whether there is enough to fit on.
    pub(crate) fn is_enough(&self) -> bool {
        self.files.iter().map(Vec::len).sum::<usize>() >= 200
    }

    /// Pools of all sizes: of one file or of several.
    fn pools(&self, model: &Model, random: &mut Random) -> Vec<Drawn> {
        let mut out = Vec::new();
        for size in POOL_SIZES {
            for _ in 0..PAIRS_PER_SIZE.div_ceil(size) {
                let mut from = self.drawn_from.clone();
                random.shuffle(&mut from);
                // Of one file, of a few or of all: lists have one subject or many.
                let files = (from.len() as f32).powf(random.unit());
                let rest = from.split_off(files.ceil() as usize);
                let pairs = self.pairs(&[from, rest], size, random);
                out.push(draw(&pairs, model, random));
            }
        }
        out
    }

    /// So many pairs, each once: of the first files as long as they last, then of the next.
    fn pairs(&self, from: &[Vec<usize>], size: usize, random: &mut Random) -> Vec<&[Profile; 2]> {
        let mut orders: Vec<Vec<&[Profile; 2]>> =
            self.files.iter().map(|file| file.iter().collect()).collect();
        orders.iter_mut().for_each(|order| random.shuffle(order));
        let mut out = Vec::new();
        for from in from {
            loop {
                let before = out.len();
                out.extend(from.iter().filter_map(|&at| orders[at].pop()));
                if out.len() == before || out.len() >= size {
                    break;
                }
            }
        }
        out.truncate(size);
        out
    }
}

fn draw(pairs: &[&[Profile; 2]], model: &Model, random: &mut Random) -> Drawn {
    let unpaired = random.unit() * MOST_UNPAIRED;
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    let (mut of_row, mut of_column) = (Vec::new(), Vec::new());
    for [e, z] in pairs {
        let lone = random.unit() < unpaired;
        let keeps_english = !lone || random.unit() < 0.5;
        let keeps_chinese = !lone || !keeps_english;
        if keeps_english {
            of_row.push(keeps_chinese.then_some(chinese.len()));
            english.push(e.clone());
        }
        if keeps_chinese {
            of_column.push(keeps_english.then(|| english.len() - 1));
            chinese.push(z.clone());
        }
    }
    let side = |profiles| Side::new(Source::Held(profiles), model, &mut Watch::none());
    let (rows, columns) = (english.len(), chinese.len());
    let (english, chinese) = (side(english), side(chinese));
    let (english, chinese) = (english.expect("nobody cancels"), chinese.expect("nobody cancels"));
    let found = Pool::new(model, Language::English, english, chinese, Ways::Both).features();
    let cells = found.iter().map(|&(row, column, _)| (row, column)).collect();
    let features = found.iter().map(|&(_, _, features)| features).collect();
    Drawn { rows, columns, cells, features, of_row, of_column }
}

impl Drawn {
    fn scores(&self, calibration: &Calibration) -> SparseMatrix {
        let score = |((row, column), f): (&(Row, Column), &[f32; FEATURES])| {
            (*row, *column, calibration.log_odds(f))
        };
        let cells = self.cells.iter().zip(&self.features).map(score).collect();
        SparseMatrix::from_cells(self.rows, self.columns, cells)
    }

    /// The choices of its titles: candidates, and which is right, if any.
    fn choices(&self) -> Vec<(Vec<u32>, Option<u32>)> {
        let mut rows = vec![Vec::new(); self.rows];
        let mut columns = vec![Vec::new(); self.columns];
        for (at, (row, column)) in (0u32..).zip(&self.cells) {
            rows[row.0].push(at);
            columns[column.0].push(at);
        }
        let right_of = |list: &Vec<u32>, right: &dyn Fn(usize) -> bool| {
            list.iter().copied().find(|&at| right(at as usize))
        };
        let rows = rows.into_iter().zip(&self.of_row).map(|(list, &wanted)| {
            let right = right_of(&list, &|at| Some(self.cells[at].1.0) == wanted);
            (list, right, wanted.is_some())
        });
        let columns = columns.into_iter().zip(&self.of_column).map(|(list, &wanted)| {
            let right = right_of(&list, &|at| Some(self.cells[at].0.0) == wanted);
            (list, right, wanted.is_some())
        });
        // A title whose counterpart is no candidate teaches nothing.
        rows.chain(columns)
            .filter(|(_, right, wanted)| right.is_some() == *wanted)
            .map(|(list, right, _)| (list, right))
            .collect()
    }
}

/// Fits a calibration.
pub(crate) fn fit(
    held_out: &HeldOut,
    model: &Model,
    random: &mut Random,
    progress: &mut dyn FnMut(&str),
) -> Calibration {
    let mut calibration = model.calibration.clone();
    let pools = held_out.pools(model, random);
    let loss = weigh(&pools, &mut calibration);
    progress(&format!("weights {:.3?} prior {:.3}", calibration.weights, calibration.prior));
    progress(&format!("loss of choices {loss:.4}"));
    let pools = held_out.pools(model, random);
    platt(&pools, &mut calibration);
    calibration.threshold = threshold(&pools, &calibration);
    progress(&format!(
        "slope {:.3} offset {:.3} crowd {:.3} threshold {:.3}",
        calibration.slope, calibration.offset, calibration.crowd, calibration.threshold
    ));
    calibration
}

/// How strongly weights are held to the start.
const RIDGE: f64 = 1e-5;
/// The least weight of numbers, which are log-odds already: training pairs seldom differ in a number
/// alone, headlines of a list do.
const LEAST_FOR_NUMBERS: f64 = 0.4;
/// Steps of gradient descent.
const STEPS: usize = 600;

/// Fits weights and prior; gives the mean loss of a choice.
fn weigh(pools: &[Drawn], calibration: &mut Calibration) -> f64 {
    const SIZE: usize = FEATURES + 1;
    let choices: Vec<(usize, Vec<u32>, Option<u32>)> = pools
        .iter()
        .enumerate()
        .flat_map(|(p, pool)| pool.choices().into_iter().map(move |(l, r)| (p, l, r)))
        .collect();
    let mut at = [0.0f64; SIZE];
    for (value, &weight) in at.iter_mut().zip(&calibration.weights) {
        *value = f64::from(weight);
    }
    at[FEATURES] = f64::from(calibration.prior);
    let start = at;
    let (mut mean, mut square) = ([0.0f64; SIZE], [0.0f64; SIZE]);
    let mut last = 0.0;
    for step in 1..=STEPS {
        let blocks: Vec<([f64; SIZE], f64)> = choices
            .par_chunks(2000)
            .map(|block| {
                let mut slope = [0.0f64; SIZE];
                let mut loss = 0.0;
                let mut scores: Vec<f64> = Vec::new();
                for (pool, list, right) in block {
                    let features = &pools[*pool].features;
                    scores.clear();
                    scores.extend(list.iter().map(|&c| {
                        let f = &features[c as usize];
                        at[FEATURES] + at.iter().zip(f).map(|(w, &x)| w * f64::from(x)).sum::<f64>()
                    }));
                    let top = scores.iter().copied().fold(0.0, f64::max);
                    let total = (-top).exp() + scores.iter().map(|s| (s - top).exp()).sum::<f64>();
                    let own = right.map_or(0.0, |right| {
                        scores[list.iter().position(|&c| c == right).unwrap_or_default()]
                    });
                    loss += top + total.ln() - own;
                    for (&c, score) in list.iter().zip(&scores) {
                        let miss =
                            (score - top).exp() / total - f64::from(u8::from(Some(c) == *right));
                        if miss.abs() < 1e-7 {
                            continue;
                        }
                        for (s, &x) in slope.iter_mut().zip(&features[c as usize]) {
                            *s += miss * f64::from(x);
                        }
                        slope[FEATURES] += miss;
                    }
                }
                (slope, loss)
            })
            .collect();
        let mut slope = [0.0f64; SIZE];
        last = 0.0;
        for (part, loss) in blocks {
            slope.iter_mut().zip(part).for_each(|(s, p)| *s += p);
            last += loss;
        }
        let count = choices.len().max(1) as f64;
        last /= count;
        // Adam (Kingma & Ba 2015).
        let rate = 0.1 * (1.0 - step as f64 / (STEPS as f64 + 1.0));
        for k in 0..SIZE {
            let g = slope[k] / count + RIDGE * (at[k] - start[k]);
            mean[k] = 0.9 * mean[k] + 0.1 * g;
            square[k] = 0.99 * square[k] + 0.01 * g * g;
            let (m, v) = (
                mean[k] / (1.0 - 0.9f64.powi(step as i32)),
                square[k] / (1.0 - 0.99f64.powi(step as i32)),
            );
            at[k] -= rate * m / (v.sqrt() + 1e-9);
        }
        at[NUMBERS] = at[NUMBERS].max(LEAST_FOR_NUMBERS);
    }
    for (weight, value) in calibration.weights.iter_mut().zip(at) {
        *weight = value as f32;
    }
    calibration.prior = at[FEATURES] as f32;
    last
}

/// Fits slope, offset and crowd by Newton's method on the log loss of cells.
fn platt(pools: &[Drawn], calibration: &mut Calibration) {
    let mut samples: Vec<([f64; 3], f64)> = Vec::new();
    for pool in pools.iter().filter(|p| p.rows >= LEAST_POOL) {
        let titles = (pool.rows.max(pool.columns)).max(1) as f64;
        for (row, column, logit) in contested(&pool.scores(calibration)) {
            let right = pool.of_row[row.0] == Some(column.0);
            if logit > -5.0 || right {
                samples.push(([logit, 1.0, titles.ln()], f64::from(u8::from(right))));
            }
        }
    }
    let mut at = [1.0f64, 0.0, 0.0];
    for _ in 0..30 {
        let mut slope = [0.0; 3];
        let mut curve = [[0.0; 3]; 3];
        for (x, y) in &samples {
            let p = 1.0 / (1.0 + (-(0..3).map(|k| at[k] * x[k]).sum::<f64>()).exp());
            for i in 0..3 {
                slope[i] += (p - y) * x[i];
                for j in 0..3 {
                    curve[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        for (k, line) in curve.iter_mut().enumerate() {
            line[k] += 1e-3;
        }
        let step = solve(curve, slope);
        at.iter_mut().zip(step).for_each(|(a, s)| *a -= s.clamp(-1.0, 1.0));
    }
    [calibration.slope, calibration.offset, calibration.crowd] = at.map(|v| v as f32);
}

/// Solves three linear equations by elimination; the matrix is positive definite.
fn solve(mut a: [[f64; 3]; 3], mut b: [f64; 3]) -> [f64; 3] {
    for i in 0..3 {
        for j in i + 1..3 {
            let factor = a[j][i] / a[i][i];
            let pivot = a[i];
            a[j].iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
            b[j] -= factor * b[i];
        }
    }
    let mut x = [0.0; 3];
    for i in (0..3).rev() {
        let known: f64 = (i + 1..3).map(|k| a[i][k] * x[k]).sum();
        x[i] = (b[i] - known) / a[i][i];
    }
    x
}

/// Pools of fewer titles have hardly a wrong pair to learn the curve from.
const LEAST_POOL: usize = 80;

/// The threshold with the greatest F1 over the larger pools: half that F1 (Lipton, Elkan &
/// Naryanaswamy 2014), which is steadier than the place of the maximum.
fn threshold(pools: &[Drawn], calibration: &Calibration) -> f32 {
    let mut found: Vec<(f32, bool)> = Vec::new();
    let mut wanted = 0usize;
    for pool in pools.iter().filter(|pool| pool.rows >= LEAST_POOL) {
        wanted += pool.of_row.iter().flatten().count();
        let probable = probabilities(&pool.scores(calibration), calibration);
        let pairs = pair(&probable, Method::Optimal).pairs;
        found.extend(pairs.iter().map(|m| (m.score, pool.of_row[m.row.0] == Some(m.column.0))));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = 0usize;
    let f1 = |(taken, &(_, is_right)): (usize, &(f32, bool))| {
        right += usize::from(is_right);
        2.0 * right as f64 / (taken + 1 + wanted) as f64
    };
    let best = found.iter().enumerate().map(f1).fold(0.0, f64::max);
    (best / 2.0) as f32
}
