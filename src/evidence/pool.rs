//! Two lists of titles to a sparse matrix of log-odds, without comparing all with all.

use rustc_hash::FxHashMap;

use super::probability::LogOdds;
use super::{Key, Profile, Rarity, log_odds};
use crate::matrix::{Column, Row, SparseMatrix};

/// Up to so many pairs all are compared; beyond, only titles that share a word, number or name.
const COMPARE_ALL: usize = 4096;

/// What more titles than this have does not propose a pair (it still counts for one that
/// something else proposed): it says little, and would cost the square of its count.
const MOST_SHARERS: usize = 2000;

/// The Chinese titles of a list, findable by what they share with an English one.
#[derive(Debug)]
pub(crate) struct Pool<'a> {
    chinese: &'a [Profile],
    rarity: Rarity,
    sharers: FxHashMap<Key, Vec<u32>>,
}

impl<'a> Pool<'a> {
    /// Memory: about 16 bytes for each word, number and sound of each title.
    pub(crate) fn new(chinese: &'a [Profile]) -> Self {
        let mut sharers: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (at, profile) in (0u32..).zip(chinese) {
            for key in profile.keys() {
                let list = sharers.entry(key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        sharers.retain(|_, list| list.len() <= MOST_SHARERS);
        Self { chinese, rarity: Rarity::of(chinese), sharers }
    }

    /// How rare things are among its titles.
    pub(crate) fn rarity(&self) -> &Rarity {
        &self.rarity
    }

    /// Log-odds of the pairs worth comparing: a row an English title, a column a Chinese one.
    pub(crate) fn log_odds(&self, english: &[Profile]) -> LogOdds {
        let all = english.len() * self.chinese.len() <= COMPARE_ALL;
        let mut cells = Vec::new();
        let mut candidates = Vec::new();
        for (row, profile) in english.iter().enumerate() {
            candidates.clear();
            if all && !profile.is_blank() {
                let all = (0u32..).zip(self.chinese).filter(|(_, chinese)| !chinese.is_blank());
                candidates.extend(all.map(|(at, _)| at));
            } else {
                self.propose(profile, &mut candidates);
            }
            for &at in &candidates {
                let score = log_odds(profile, &self.chinese[at as usize], &self.rarity);
                cells.push((Row(row), Column(at as usize), score));
            }
        }
        LogOdds {
            cells: SparseMatrix::from_cells(english.len(), self.chinese.len(), cells),
            silent_rows: english.iter().map(Profile::silence).collect(),
            silent_columns: self.chinese.iter().map(Profile::silence).collect(),
        }
    }

    fn propose(&self, english: &Profile, candidates: &mut Vec<u32>) {
        for key in english.keys() {
            candidates.extend(self.sharers.get(&key).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
    }
}
