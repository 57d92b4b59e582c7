//! What the signals say on a pair, as numbers that the calibration weighs.

use super::meaning::{Best, Meaning};
use super::{Hit, Profile, Rarity, Signal, length, number, translation, verbatim};
use crate::model::{FEATURES, Feature, Model};

/// All features with the signals that they belong to, in their order.
pub(super) const SIGNALS: [(Feature, Signal); FEATURES] = [
    (Feature::Copied, Signal::Verbatim),
    (Feature::Numbers, Signal::Number),
    (Feature::Sounds, Signal::Sound),
    (Feature::Lengths, Signal::Length),
    (Feature::Cosine, Signal::Vector),
    (Feature::CosineRich, Signal::Vector),
    (Feature::Linked, Signal::Translation),
    (Feature::LinkedLesser, Signal::Translation),
    (Feature::LinkedRich, Signal::Translation),
    (Feature::Matched, Signal::Match),
    (Feature::MatchedLow, Signal::Match),
    (Feature::MatchedMiddle, Signal::Match),
    (Feature::MatchedHigh, Signal::Match),
    (Feature::MatchedLesser, Signal::Match),
    (Feature::MatchedRich, Signal::Match),
    (Feature::RarestCopied, Signal::Verbatim),
    (Feature::MatchedLowLesser, Signal::Match),
    (Feature::MatchedMiddleLesser, Signal::Match),
    (Feature::MissingEnglish, Signal::Match),
    (Feature::MissingChinese, Signal::Match),
    (Feature::FoundEnglish, Signal::Match),
    (Feature::FoundChinese, Signal::Match),
    (Feature::Heaviest, Signal::Match),
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

/// The features of a pair, each at the place of its [`Feature`].
pub(crate) fn features(
    model: &Model,
    english: &Profile,
    chinese: &Profile,
    rarity: &Rarity,
) -> [f32; FEATURES] {
    let mut out = Features([0.0; FEATURES]);
    written(&mut out, english, chinese, rarity);
    out.set(Feature::Lengths, length::log_odds(english.length, chinese.length));
    let (e, z) = (&english.meaning, &chinese.meaning);
    let rich = richness(e, z);
    let cosine: f32 = e.vector.iter().zip(&z.vector).map(|(a, b)| a * b).sum();
    out.set(Feature::Cosine, cosine);
    out.set(Feature::CosineRich, cosine * rich);
    let linked = Best::of(e, z, translation::cells(e, z, &model.table)).means(e, z, 0.0);
    out.set(Feature::Linked, of_both(linked));
    out.set(Feature::LinkedLesser, lesser(linked));
    out.set(Feature::LinkedRich, of_both(linked) * rich);
    matched(&mut out, e, z, rich);
    out.0
}

/// Numbers at the places of their features.
struct Features([f32; FEATURES]);

impl Features {
    fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }
}

/// What is written or spoken alike: words, numbers, names.
fn written(out: &mut Features, english: &Profile, chinese: &Profile, rarity: &Rarity) {
    let sum = |hits: &mut dyn Iterator<Item = Hit>| hits.map(|hit| hit.log_odds).sum::<f32>();
    let mut rarest = 0.0f32;
    let mut copied = verbatim::hits(&english.words, &chinese.words, rarity)
        .inspect(|hit| rarest = rarest.max(hit.log_odds));
    out.set(Feature::Copied, verbatim::against(&chinese.words) + sum(&mut copied));
    drop(copied);
    out.set(Feature::RarestCopied, rarest);
    let missing = number::against(&english.numbers) + number::against(&chinese.numbers);
    let mut numbers = number::hits(&english.numbers, &chinese.numbers, rarity);
    out.set(Feature::Numbers, missing + sum(&mut numbers));
    out.set(Feature::Sounds, sum(&mut english.names.hits(&chinese.names, rarity)));
}

/// Floors under cosines, so that the few that are near and the many that are somewhat like each
/// other are weighed apart.
const LOW: f32 = 0.3;
/// See [`LOW`].
const MIDDLE: f32 = 0.5;
/// See [`LOW`].
const HIGH: f32 = 0.7;

/// How well words match by their vectors.
fn matched(out: &mut Features, e: &Meaning, z: &Meaning, rich: f32) {
    let best = Best::of(e, z, e.cosines(z));
    let [all, low, middle, high] = [0.0, LOW, MIDDLE, HIGH].map(|floor| best.means(e, z, floor));
    out.set(Feature::Matched, of_both(all));
    out.set(Feature::MatchedLow, of_both(low));
    out.set(Feature::MatchedMiddle, of_both(middle));
    out.set(Feature::MatchedHigh, of_both(high));
    out.set(Feature::MatchedLesser, lesser(all));
    out.set(Feature::MatchedLowLesser, lesser(low));
    out.set(Feature::MatchedMiddleLesser, lesser(middle));
    out.set(Feature::MatchedRich, of_both(low) * rich);
    let [e_missing, z_missing] = best.missing(e, z);
    out.set(Feature::MissingEnglish, e_missing - USUALLY_MISSING);
    out.set(Feature::MissingChinese, z_missing - USUALLY_MISSING);
    let [e_found, z_found] = best.found(e, z, LOW);
    out.set(Feature::FoundEnglish, e_found);
    out.set(Feature::FoundChinese, z_found);
    out.set(Feature::Heaviest, best.heaviest(e, z, LOW));
}

fn of_both([english, chinese]: [f32; 2]) -> f32 {
    english + chinese
}

fn lesser([english, chinese]: [f32; 2]) -> f32 {
    english.min(chinese)
}

/// What is missing in titles at random, so that the feature is around 0.
const USUALLY_MISSING: f32 = 2.5;

/// The same for how much there is to compare.
const USUALLY_RICH: f32 = 2.0;

/// How much there is to compare, around 0: the same cosine proves more on long titles.
pub(super) fn richness(english: &Meaning, chinese: &Meaning) -> f32 {
    let words = english.units().min(chinese.units());
    (1.0 + words as f32).ln() - USUALLY_RICH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_stand_at_the_places_of_their_features() {
        for (at, (feature, _)) in SIGNALS.iter().enumerate() {
            assert_eq!(*feature as usize, at);
        }
    }
}
