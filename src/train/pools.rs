//! Held-out pairs to pools of titles, as lists have them: of all sizes, some titles without
//! counterpart.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::corpus::Group;
use super::logit::Choice;
use super::random::Random;
use crate::evidence::{Pool, Profile, Side, Source, Ways};
use crate::matrix::{Column, Row, SparseMatrix};
use crate::model::{Calibration, FEATURES, Model};
use crate::progress::unwatched;
use crate::segment::Segmenter;
use crate::title::Language;

/// Titles in the pools that are drawn; the calibration must hold for few and for many.
const POOL_SIZES: [usize; 6] = [6, 25, 100, 400, 1500, 3000];
/// Pairs in all pools of one size.
const PAIRS_PER_SIZE: usize = 9000;
/// And each at most so often: more rounds over a few pairs tell nothing new.
const MOST_ROUNDS: usize = 5;
/// Fewer pairs do not tell what evidence is worth.
const LEAST_PAIRS: usize = 200;
/// Pools of fewer titles have hardly a wrong pair to learn the curve from.
pub(super) const LEAST_POOL: usize = 80;
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
pub(super) struct Drawn {
    pub(super) rows: usize,
    pub(super) columns: usize,
    cells: Vec<(Row, Column)>,
    features: Vec<[f32; FEATURES]>,
    /// The right column of each row, and the right row of each column.
    pub(super) of_row: Vec<Option<usize>>,
    of_column: Vec<Option<usize>>,
}

impl HeldOut {
    pub(crate) fn new(files: &[(usize, Vec<Group>)], model: &Model) -> Self {
        let segmenter = Segmenter::builtin();
        let profile = |language, text: &str| {
            let title = segmenter.segment(language, text);
            let is_title =
                WORDS.contains(&title.words().count()) && !text.trim_end().ends_with(SENTENCE_ENDS);
            is_title.then(|| Profile::of(&title, model))
        };
        // Of each group one pair: its titles are no rivals of each other.
        let both = |(at, group): (usize, &Group)| {
            let english = &group.english[at % group.english.len()];
            let chinese = &group.chinese[at / group.english.len() % group.chinese.len()];
            Some([profile(Language::English, english)?, profile(Language::Chinese, chinese)?])
        };
        let mut out = Self { files: Vec::new(), drawn_from: Vec::new() };
        for (times, groups) in files {
            let pairs: Vec<_> = groups.par_iter().enumerate().filter_map(both).collect();
            if pairs.len() >= 20 {
                out.drawn_from.extend(std::iter::repeat_n(out.files.len(), *times));
                out.files.push(pairs);
            }
        }
        out
    }

    fn len(&self) -> usize {
        self.files.iter().map(Vec::len).sum()
    }

    /// Whether there is enough to fit on.
    pub(crate) fn is_enough(&self) -> bool {
        self.len() >= LEAST_PAIRS
    }

    /// Pools of all sizes: of one file or of several.
    pub(super) fn pools(&self, model: &Model, random: &mut Random) -> Vec<Drawn> {
        let mut out = Vec::new();
        let drawn = PAIRS_PER_SIZE.min(MOST_ROUNDS * self.len());
        for size in POOL_SIZES {
            for _ in 0..drawn.div_ceil(size) {
                let mut from = self.drawn_from.clone();
                random.shuffle(&mut from);
                // Of one file, of a few or of all: lists have one subject or many.
                let files = (from.len() as f32).powf(random.unit());
                let rest = from.split_off(files.ceil() as usize);
                let pairs = self.pairs(&[from, rest], size, random);
                out.push(draw(&pairs, model, random));
            }
            if size >= self.len() {
                break;
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
    let side = |profiles| unwatched(|watch| Side::new(Source::Held(profiles), model, watch));
    let (rows, columns) = (english.len(), chinese.len());
    let (english, chinese) = (side(english), side(chinese));
    let found = Pool::new(model, Language::English, english, chinese, Ways::Both).features();
    let cells = found.iter().map(|&(row, column, _)| (row, column)).collect();
    let features = found.iter().map(|&(_, _, features)| features).collect();
    Drawn { rows, columns, cells, features, of_row, of_column }
}

impl Drawn {
    pub(super) fn scores(&self, calibration: &Calibration) -> SparseMatrix {
        let score = |((row, column), f): (&(Row, Column), &[f32; FEATURES])| {
            (*row, *column, calibration.log_odds(f))
        };
        let cells = self.cells.iter().zip(&self.features).map(score).collect();
        SparseMatrix::from_cells(self.rows, self.columns, cells)
    }

    /// The choices of its titles.
    pub(super) fn choices(&self) -> Vec<Choice<'_>> {
        let mut rows = vec![Vec::new(); self.rows];
        let mut columns = vec![Vec::new(); self.columns];
        for (at, (row, column)) in (0u32..).zip(&self.cells) {
            rows[row.0].push(at);
            columns[column.0].push(at);
        }
        let row_of = |at: u32| self.cells[at as usize].0.0;
        let column_of = |at: u32| self.cells[at as usize].1.0;
        let of_rows = rows.into_iter().zip(&self.of_row);
        let of_rows = of_rows.filter_map(|(cells, &wanted)| self.choice(cells, wanted, column_of));
        let of_columns = columns.into_iter().zip(&self.of_column);
        let of_columns =
            of_columns.filter_map(|(cells, &wanted)| self.choice(cells, wanted, row_of));
        of_rows.chain(of_columns).collect()
    }

    /// The choice of a title among cells; none where its counterpart is no candidate, which teaches
    /// nothing.
    fn choice(
        &self,
        candidates: Vec<u32>,
        wanted: Option<usize>,
        other: impl Fn(u32) -> usize,
    ) -> Option<Choice<'_>> {
        let right = candidates.iter().copied().find(|&at| Some(other(at)) == wanted);
        let features = &self.features;
        (right.is_some() == wanted.is_some()).then_some(Choice { features, candidates, right })
    }
}
