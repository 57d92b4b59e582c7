//! How rare what titles share is in the list at hand.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::weights::{PRIOR_FREQUENCY, PRIOR_TITLES};
use super::{Key, Profile};

/// How often things stand in the titles at hand: a rare word proves more than a common one.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    titles: usize,
    counts: Arc<FxHashMap<Key, u32>>,
}

/// What becomes of that which one title alone has, when counts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Singles {
    Kept,
    Left,
}

impl Rarity {
    /// Counts over the titles of one language; which one hardly matters, as long as names and
    /// numbers are as frequent in both.
    #[must_use]
    pub fn of(titles: &[Profile]) -> Self {
        let mut counts: FxHashMap<Key, u32> = FxHashMap::default();
        let mut of_title = Vec::new();
        for title in titles {
            // A title has a thing once, however often it says it.
            of_title.extend(title.counted());
            of_title.sort_unstable();
            of_title.dedup();
            for key in of_title.drain(..) {
                *counts.entry(key).or_default() += 1;
            }
        }
        Self { titles: titles.len(), counts: Arc::new(counts) }
    }

    /// Counts as they were written: titles, and what so many of them have.
    pub(crate) fn from_counts(titles: usize, counts: impl Iterator<Item = (u64, u32)>) -> Self {
        let counts = counts.map(|(key, count)| (Key(key), count)).collect();
        Self { titles, counts: Arc::new(counts) }
    }

    /// The titles, and by key how many of them have it, but for what one alone has if so told.
    pub(crate) fn counts(&self, singles: Singles) -> (usize, Vec<(u64, u32)>) {
        let least = if singles == Singles::Kept { 1 } else { 2 };
        let kept = self.counts.iter().filter(|&(_, &count)| count >= least);
        let mut counts: Vec<(u64, u32)> = kept.map(|(key, &count)| (key.0, count)).collect();
        counts.sort_unstable();
        (self.titles, counts)
    }

    /// Forgets what one title alone has: as rare as what none has.
    pub(crate) fn forget_single(&mut self) {
        let counts = Arc::make_mut(&mut self.counts);
        counts.retain(|_, count| *count > 1);
        counts.shrink_to_fit();
    }

    /// Adds counts over other titles of the list.
    pub(super) fn add(&mut self, other: &Self) {
        self.titles += other.titles;
        let counts = Arc::make_mut(&mut self.counts);
        for (&key, count) in &*other.counts {
            *counts.entry(key).or_default() += count;
        }
    }

    /// Titles that have it.
    pub(super) fn count(&self, key: Key) -> u32 {
        self.counts.get(&key).copied().unwrap_or(0)
    }

    /// Share of titles that have it, above 0, leaning on a prior where few titles were seen.
    pub(super) fn frequency(&self, key: Key) -> f32 {
        (self.count(key) as f32 + PRIOR_TITLES * PRIOR_FREQUENCY)
            / (self.titles as f32 + PRIOR_TITLES)
    }
}
