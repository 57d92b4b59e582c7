//! Two lists of titles to a sparse matrix of log-odds, without weighing all against all.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Evidence, FEATURES, Key, Profile, Rarity, compare, features};
use crate::matrix::{Column, Row, SparseMatrix};
use crate::model::Model;
use crate::nearest::nearest;

/// Up to so many pairs all are weighed; beyond, those whose vectors are near, and those that
/// share a word, number or name.
const WEIGH_ALL: usize = 4096;

/// So many nearest vectors of each title are weighed, seen from either side.
const NEAREST: usize = 24;

/// What more titles than this have does not propose a pair (it still counts for one that
/// something else proposed): it says little, and would cost the square of its count.
const MOST_SHARERS: usize = 50;

/// Two lists of titles, the Chinese findable by what they share with the English.
#[derive(Debug)]
pub(crate) struct Pool<'a> {
    model: &'a Model,
    english: &'a [Profile],
    chinese: &'a [Profile],
    rarity: Rarity,
    sharers: FxHashMap<Key, Vec<u32>>,
}

impl<'a> Pool<'a> {
    /// Memory: about 16 bytes for each word, number and sound of each title.
    ///
    /// The profiles are made to weigh their words by how rare they are in their own list.
    pub(crate) fn new(
        model: &'a Model,
        english: &'a mut [Profile],
        chinese: &'a mut [Profile],
    ) -> Self {
        let rarity = Rarity::of(chinese);
        let english_rarity = Rarity::of(english);
        english.par_iter_mut().for_each(|p| p.meaning.reweigh(&english_rarity, model));
        chinese.par_iter_mut().for_each(|p| p.meaning.reweigh(&rarity, model));
        let mut sharers: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (at, profile) in (0u32..).zip(&*chinese) {
            for key in profile.keys() {
                let list = sharers.entry(key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        sharers.retain(|_, list| list.len() <= MOST_SHARERS);
        Self { model, english, chinese, rarity, sharers }
    }

    /// The pairs worth weighing: a row an English title, a column a Chinese one.
    pub(crate) fn candidates(&self) -> Vec<(Row, Column)> {
        let english = self.english;
        let (rows, columns) = (english.len(), self.chinese.len());
        let mut out = Vec::new();
        if rows * columns <= WEIGH_ALL {
            out.extend((0..rows).flat_map(|r| (0..columns).map(move |c| (Row(r), Column(c)))));
        } else {
            let vector = |p: &'a Profile| p.meaning.vector.as_slice();
            let chinese: Vec<&[f32]> = self.chinese.iter().map(vector).collect();
            let english_vectors: Vec<&[f32]> =
                english.iter().map(|p| p.meaning.vector.as_slice()).collect();
            let from_rows = nearest(&english_vectors, &chinese, NEAREST);
            out.extend(from_rows.into_iter().map(|(r, c)| (Row(r), Column(c))));
            let from_columns = nearest(&chinese, &english_vectors, NEAREST);
            out.extend(from_columns.into_iter().map(|(c, r)| (Row(r), Column(c))));
            for (row, profile) in english.iter().enumerate() {
                let sharers = profile.keys().filter_map(|key| self.sharers.get(&key)).flatten();
                out.extend(sharers.map(|&at| (Row(row), Column(at as usize))));
            }
            out.par_sort_unstable();
            out.dedup();
        }
        out.retain(|(r, c)| !english[r.0].is_blank() && !self.chinese[c.0].is_blank());
        out
    }

    /// The features of one pair.
    pub(crate) fn features(&self, (row, column): (Row, Column)) -> [f32; FEATURES] {
        features(self.model, &self.english[row.0], &self.chinese[column.0], &self.rarity)
    }

    /// Log-odds of the pairs worth weighing.
    pub(crate) fn log_odds(&self) -> SparseMatrix {
        let weighed = |cell: (Row, Column)| {
            (cell.0, cell.1, self.model.calibration.log_odds(&self.features(cell)))
        };
        let cells = self.candidates().into_par_iter().map(weighed).collect();
        SparseMatrix::from_cells(self.english.len(), self.chinese.len(), cells)
    }

    /// All that is known on one pair.
    pub(crate) fn evidence(&self, row: Row, column: Column) -> Evidence {
        compare(self.model, &self.english[row.0], &self.chinese[column.0], &self.rarity)
    }
}
