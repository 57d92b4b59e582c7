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

/// The sum of the evidence on a pair: natural log-odds, without telling what speaks for it.
pub(crate) fn log_odds(
    model: &Model,
    english: &Profile,
    chinese: &Profile,
    rarity: &Rarity,
) -> f32 {
    model.calibration.log_odds(&features(model, english, chinese, rarity))
}

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
    let mut rarest = 0.0f32;
    let mut copied = verbatim::hits(&english.words, &chinese.words, rarity)
        .inspect(|hit| rarest = rarest.max(hit.log_odds));
    let verbatim = sum(verbatim::against(&chinese.words), &mut copied);
    drop(copied);
    let (e, z) = (&english.meaning, &chinese.meaning);
    let cosine: f32 = e.vector.iter().zip(&z.vector).map(|(a, b)| a * b).sum();
    let rich = richness(e, z);
    let (rows, columns) = (e.senses.len(), z.senses.len());
    let linked = Best::of(rows, columns, translation::cells(e, z, &model.table));
    let [e_linked, z_linked] = linked.means(e, z, 0.0);
    let matched = Best::of(rows, columns, e.cosines(z));
    let above = |floor| matched.means(e, z, floor);
    let [above_0, above_3, above_5, above_7] = [0.0, 0.3, 0.5, 0.7].map(above);
    let of_both = |[e, z]: [f32; 2]| e + z;
    let lesser = |[e, z]: [f32; 2]| e.min(z);
    let [e_missing, z_missing] = matched.missing(e, z);
    [
        verbatim,
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
        of_both(above_0),
        of_both(above_3),
        of_both(above_5),
        of_both(above_7),
        lesser(above_0),
        of_both(above_3) * rich,
        rarest,
        lesser(above_3),
        lesser(above_5),
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
