//! What the signals say on a pair, as numbers that the calibration weighs.

use super::meaning::{Best, Meaning};
use super::{Profile, Rarity, Signal, length, number, translation, verbatim};
use crate::model::Model;

/// How many there are.
pub(crate) const FEATURES: usize = 20;

/// The place of the one for numbers.
#[cfg(feature = "train")]
pub(crate) const NUMBERS: usize = 1;

/// Which signal each belongs to.
pub(super) const SIGNALS: [Signal; FEATURES] = [
    Signal::Verbatim,
    Signal::Number,
    Signal::Sound,
    Signal::Length,
    Signal::Vector,
    Signal::Vector,
    Signal::Translation,
    Signal::Translation,
    Signal::Translation,
    Signal::Match,
    Signal::Match,
    Signal::Match,
    Signal::Match,
    Signal::Match,
    Signal::Match,
    Signal::Verbatim,
    Signal::Match,
    Signal::Match,
    Signal::Match,
    Signal::Match,
];

/// The features of a pair.
pub(crate) fn features(
    model: &Model,
    english: &Profile,
    chinese: &Profile,
    rarity: &Rarity,
) -> [f32; FEATURES] {
    let sum = |against: f32, hits: &mut dyn Iterator<Item = super::Hit>| {
        against + hits.map(|hit| hit.log_odds).sum::<f32>()
    };
    let rarest = verbatim::hits(&english.words, &chinese.words, rarity)
        .map(|hit| hit.log_odds)
        .fold(0.0, f32::max);
    let (e, z) = (&english.meaning, &chinese.meaning);
    let cosine: f32 = e.vector.iter().zip(&z.vector).map(|(a, b)| a * b).sum();
    let rich = richness(e, z);
    let (rows, columns) = (e.senses.len(), z.senses.len());
    let linked = Best::of(rows, columns, translation::cells(e, z, &model.table));
    let [e_linked, z_linked] = linked.means(e, z, 0.0);
    let matched = Best::of(rows, columns, e.cosines(z));
    let [e_matched, z_matched] = matched.means(e, z, 0.0);
    let above = |floor| matched.means(e, z, floor).iter().sum::<f32>();
    let both_above = |floor| matched.means(e, z, floor).into_iter().fold(1.0, f32::min);
    let [e_missing, z_missing] = matched.missing(e, z);
    [
        sum(
            verbatim::against(&chinese.words),
            &mut verbatim::hits(&english.words, &chinese.words, rarity),
        ),
        sum(
            number::against(&english.numbers) + number::against(&chinese.numbers),
            &mut number::hits(&english.numbers, &chinese.numbers, rarity),
        ),
        sum(0.0, &mut english.names.hits(&chinese.names, rarity)),
        length::log_odds(english.length, chinese.length),
        cosine,
        cosine * rich,
        e_linked + z_linked,
        e_linked.min(z_linked),
        (e_linked + z_linked) * rich,
        e_matched + z_matched,
        above(0.3),
        above(0.5),
        above(0.7),
        e_matched.min(z_matched),
        above(0.3) * rich,
        rarest,
        both_above(0.3),
        both_above(0.5),
        e_missing - USUALLY_MISSING,
        z_missing - USUALLY_MISSING,
    ]
}

/// What is missing in titles at random, so that the feature is around 0.
const USUALLY_MISSING: f32 = 2.5;

/// How much there is to compare, around 0: the same cosine proves more on long titles.
pub(super) fn richness(english: &Meaning, chinese: &Meaning) -> f32 {
    let words = english.senses.len().min(chinese.senses.len());
    (1.0 + words as f32).ln() - 2.0
}
