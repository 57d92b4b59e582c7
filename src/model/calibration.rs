//! What the evidence is worth: fitted on pairs that the rest of the model has not seen.

use super::file::Reader;
use crate::error::{Error, Result};

/// What the evidence on a pair is told in: one number each, each with a weight.
///
/// The order is that of the weights in model files: a new one goes to the end, and older models are silent
/// on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// Latin words copied into the Chinese title, and those missing there.
    Copied,
    /// Numbers and dates equal in value, and those missing.
    Numbers,
    /// Names that sound alike.
    Sounds,
    /// Lengths that fit.
    Lengths,
    /// The cosine of the titles' vectors.
    Cosine,
    /// The same, by how much there is to compare.
    CosineRich,
    /// What the table links, from both sides: the mean of each word's best.
    Linked,
    /// The lesser side of it.
    LinkedLesser,
    /// By how much there is to compare.
    LinkedRich,
    /// The mean of each word's best cosine, from both sides.
    Matched,
    /// The same as far as cosines are above the low floor.
    MatchedLow,
    /// Above the middle floor.
    MatchedMiddle,
    /// Above the high floor.
    MatchedHigh,
    /// The lesser side of [`Feature::Matched`].
    MatchedLesser,
    /// [`Feature::MatchedLow`] by how much there is to compare.
    MatchedRich,
    /// The rarest copied word alone.
    RarestCopied,
    /// The lesser side of [`Feature::MatchedLow`].
    MatchedLowLesser,
    /// The lesser side of [`Feature::MatchedMiddle`].
    MatchedMiddleLesser,
    /// The weight of English words without a match.
    MissingEnglish,
    /// The weight of Chinese words without a match.
    MissingChinese,
    /// The weight of English words with a match.
    FoundEnglish,
    /// The weight of Chinese words with a match.
    FoundChinese,
    /// The match that weighs most, alone.
    Heaviest,
}

/// How many there are.
pub(crate) const FEATURES: usize = Feature::Heaviest as usize + 1;

/// Titles of the largest pools that calibrations are fitted on: more count as so many, since what
/// the curve would say of them is a guess.
const MOST_TITLES: usize = 3000;

/// Weights of the evidence, and the way from its sum to a probability.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calibration {
    /// Natural log-odds that one of each [`Feature`] adds, by its place.
    pub(crate) weights: [f32; FEATURES],
    /// Log-odds of a pair with no evidence.
    pub(crate) prior: f32,
    /// How much the log-odds after competition count.
    pub(crate) slope: f32,
    /// What is added to them.
    pub(crate) offset: f32,
    /// What is added for each e-fold of the candidates.
    pub(crate) crowd: f32,
    /// The probability from which a pair is rather kept than left.
    pub(crate) threshold: f32,
}

impl Default for Calibration {
    /// A rough guess, for a model that nothing was held out for.
    fn default() -> Self {
        Self {
            weights: guessed_weights(),
            prior: -9.0,
            slope: 1.0,
            offset: 0.0,
            crowd: 0.0,
            threshold: 0.5,
        }
    }
}

/// A feature that is not named here is silent.
fn guessed_weights() -> [f32; FEATURES] {
    let mut out = [0.0; FEATURES];
    for (feature, weight) in [
        (Feature::Numbers, 0.4),
        (Feature::Sounds, 1.0),
        (Feature::Lengths, 0.5),
        (Feature::Cosine, 8.0),
        (Feature::CosineRich, 1.0),
        (Feature::Linked, 1.0),
        (Feature::LinkedLesser, 1.0),
        (Feature::LinkedRich, 0.5),
        (Feature::Matched, 3.0),
        (Feature::MatchedLow, 3.0),
        (Feature::MatchedMiddle, 3.0),
        (Feature::MatchedHigh, 1.0),
        (Feature::MatchedLesser, 5.0),
        (Feature::MatchedRich, 1.0),
    ] {
        out[feature as usize] = weight;
    }
    out
}

impl Calibration {
    /// Features that came after the model have no weight in it: they are silent.
    pub(crate) fn read(mut reader: Reader) -> Result<Self> {
        let count = usize::from(reader.u16()?);
        if count > FEATURES {
            let what = format!("the model weighs {count} features, this crate knows {FEATURES}");
            return Err(Error::invalid(what).in_field("CALB"));
        }
        let mut weights = [0.0; FEATURES];
        for weight in &mut weights[..count] {
            *weight = reader.f32()?;
        }
        let [prior, slope, offset, crowd, threshold] =
            [reader.f32()?, reader.f32()?, reader.f32()?, reader.f32()?, reader.f32()?];
        reader.end()?;
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::invalid("the threshold is no probability").in_field("CALB"));
        }
        Ok(Self { weights, prior, slope, offset, crowd, threshold })
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = (FEATURES as u16).to_le_bytes().to_vec();
        let rest = [self.prior, self.slope, self.offset, self.crowd, self.threshold];
        for number in self.weights.iter().chain(&rest) {
            out.extend(number.to_le_bytes());
        }
        out
    }

    /// The sum of the evidence: natural log-odds.
    pub(crate) fn log_odds(&self, features: &[f32; FEATURES]) -> f32 {
        self.prior + self.weights.iter().zip(features).map(|(w, f)| w * f).sum::<f32>()
    }

    /// The log-odds that a pair is right, from those after competition among so many titles.
    pub(crate) fn logit(&self, contested: f64, titles: usize) -> f64 {
        let [slope, offset, crowd] = [self.slope, self.offset, self.crowd].map(f64::from);
        slope * contested + offset + crowd * (titles.clamp(1, MOST_TITLES) as f64).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::file;

    fn read(bytes: Vec<u8>) -> Result<Calibration> {
        Calibration::read(Reader::new(file::MODEL, "CALB", bytes.into()))
    }

    #[test]
    fn features_that_came_later_are_silent() {
        let calibration = Calibration { slope: 0.75, ..Calibration::default() };
        let whole = calibration.encode();
        assert_eq!(read(whole.clone()).unwrap(), calibration);
        // One weight less.
        let last = 2 + 4 * (FEATURES - 1);
        let mut older = whole.clone();
        older.drain(last..last + 4);
        older[..2].copy_from_slice(&(FEATURES as u16 - 1).to_le_bytes());
        let found = read(older).unwrap();
        assert_eq!((found.weights[FEATURES - 1], found.slope), (0.0, 0.75));
        assert_eq!(found.weights[..FEATURES - 1], calibration.weights[..FEATURES - 1]);
        let mut newer = whole;
        newer[..2].copy_from_slice(&(FEATURES as u16 + 1).to_le_bytes());
        assert!(read(newer).unwrap_err().to_string().contains("features"));
    }
}
