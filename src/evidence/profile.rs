//! A title made ready for comparison.

use std::hash::{BuildHasher, Hash};

use rustc_hash::FxBuildHasher;

use super::meaning::Meaning;
use super::side::{MOST_SHARERS, MOST_SOUNDING};
use super::{Rarity, length, number, sound, verbatim};
use crate::model::Model;
use crate::segment::Title;
use crate::title::Span;

/// Of what must be compared one by one (names, numbers) so many of a title are: headlines have
/// fewer, and a text of any length costs no more than its length.
pub(super) const MOST_COMPARED: usize = 64;

/// A title made ready for comparison: what each signal needs of it, found once.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) words: Vec<Mark>,
    pub(super) numbers: Vec<number::Number>,
    pub(super) names: sound::Names,
    pub(super) length: f32,
    pub(super) meaning: Meaning,
}

impl Profile {
    /// The profile of a segmented title.
    #[must_use]
    pub fn of(title: &Title, model: &Model) -> Self {
        Self {
            meaning: Meaning::of(title, model),
            words: verbatim::words(title),
            numbers: number::numbers(title),
            names: sound::Names::of(title),
            length: length::length(title),
        }
    }

    /// Of what it may share, the rarest in a list.
    pub(crate) fn rarest(&self, rarity: &Rarity, most: usize) -> impl Iterator<Item = u64> {
        let mut keys: Vec<(u32, u64)> = self
            .keys()
            .map(|(key, most)| (rarity.count(key), most, key))
            .filter(|&(count, most, _)| count <= most)
            .map(|(count, _, key)| (count, key.0))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().take(most).map(|(_, key)| key)
    }

    /// The vector of the title, as it is weighed so far.
    pub(crate) fn vector(&self) -> &[f32] {
        &self.meaning.vector
    }

    /// Weighs its words by how rare they are in a list of titles, too.
    pub(crate) fn reweigh(&mut self, rarity: &Rarity, model: &Model) {
        self.meaning.reweigh(rarity, model);
    }

    /// Whether the title has no words: there is nothing to pair it by.
    pub(super) fn is_blank(&self) -> bool {
        self.length == 0.0
    }

    /// What is counted to know how rare it is in a list.
    pub(super) fn counted(&self) -> impl Iterator<Item = Key> {
        self.keys().map(|(key, _)| key).chain(self.meaning.senses.iter().map(|s| s.key))
    }

    /// Everything by which a counterpart can be found, and in how many titles at most it must
    /// stand for that.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Key, u32)> {
        let words = self.words.iter().map(|m| m.key);
        let numbers = self.numbers.iter().map(|n| n.loose);
        let written = words.chain(numbers).map(|key| (key, MOST_SHARERS));
        written.chain(self.names.keys().map(|key| (key, MOST_SOUNDING)))
    }
}

/// A word of a title and the key it is compared by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) key: Key,
    pub(super) span: Span,
}

/// What two titles may share, hashed: equal things have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(pub(super) u64);

impl Key {
    pub(super) fn of(thing: impl Hash) -> Self {
        Self(FxBuildHasher.hash_one(thing))
    }
}

/// What is written with keys is of use with the model that made it, and where words are hashed alike.
pub(crate) fn fingerprint(model: &Model) -> u64 {
    model.fingerprint() ^ Key::of("bititle").0
}
