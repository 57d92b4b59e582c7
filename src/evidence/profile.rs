//! A title made ready for comparison.

use std::hash::{BuildHasher, Hash};

use rustc_hash::FxBuildHasher;

use super::meaning::Meaning;
use super::{Rarity, length, number, sound, verbatim};
use crate::model::Model;
use crate::segment::{Segmenter, Title};
use crate::title::{Language, Span};

/// Of what must be compared one by one (names, numbers) so many of a title are: headlines have
/// fewer, and a text of any length costs no more than its length.
pub(super) const MOST_COMPARED: usize = 64;

/// What more titles than this have does not propose a pair (it still counts for one that
/// something else proposed): it says little, and would cost the square of its count.
pub(super) const MOST_SHARERS: u32 = 50;

/// The same for sounds, of which more are alike by chance.
const MOST_SOUNDING: u32 = 12;

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

    /// The first four bytes of the hash.
    pub(super) fn short(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// What titles are read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) segmenter: &'a Segmenter,
    pub(crate) model: &'a Model,
}

impl Maker<'_> {
    /// The profile of one title.
    pub(crate) fn profile(&self, language: Language, title: &str) -> Profile {
        Profile::of(&self.segmenter.segment(language, title), self.model)
    }
}

/// Titles with one of each thing that has a key.
const PROBES: [(Language, &str); 2] = [
    (
        Language::English,
        "Nokia's Linux-based GPUs: Qwxzor, Zorin17.3, 3.5%, $20, the 2nd of 4 in May 2011",
    ),
    (
        Language::Chinese,
        "诺基亚的Linux显卡GPU：Qwxzor、Zorin17.3，百分之三点五，25亿美元，第二季度，2011年5月",
    ),
];

/// What is written with keys is of use with the model that made it, and where all that makes keys (words,
/// stems, values, sounds, hashes) does so in the same way: the keys of two titles tell.
pub(crate) fn fingerprint(maker: Maker<'_>) -> u64 {
    let profiles = PROBES.map(|(language, title)| maker.profile(language, title));
    let keys = profiles.iter().flat_map(Profile::counted);
    keys.fold(maker.model.fingerprint(), |sum, key| Key::of((sum, key)).0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Lab;
    use super::*;
    use crate::model::FEATURES;

    #[test]
    fn the_probes_have_keys_of_each_kind() {
        let maker = Maker { segmenter: &Segmenter::builtin(), model: Model::builtin() };
        for (language, title) in PROBES {
            let profile = maker.profile(language, title);
            let counts = [profile.words.len(), profile.numbers.len(), profile.names.keys().count()];
            assert!(counts.iter().all(|&count| count > 0), "{title}: {counts:?}");
            assert!(profile.numbers.len() >= 5 && profile.meaning.senses.len() > 8);
            assert!(
                profile.meaning.senses.iter().any(|sense| sense.head.is_none()),
                "an unknown word"
            );
            let version = Key::of(crate::segment::quantity::glued("17.3").unwrap());
            assert!(profile.numbers.iter().any(|number| number.exact == version), "a version");
        }
    }

    #[test]
    fn a_fingerprint_tells_of_the_model_and_of_the_keys() {
        let (segmenter, model) = (&Segmenter::builtin(), Model::builtin());
        let of = |model| fingerprint(Maker { segmenter, model });
        assert_eq!(of(model), of(model));
        assert!(of(model) != model.fingerprint(), "the keys count");
        let other = Lab::new([0.0; FEATURES]);
        assert!(of(&other.model) != of(model), "the model counts");
    }
}
