//! What the evidence is worth: fitted on pairs that the rest of the model has not seen.

use super::file::Reader;
use crate::error::{Error, Result};
use crate::evidence::FEATURES;

/// Titles of the largest pools that calibrations are fitted on: more count as so many, since what
/// the curve would say of them is a guess.
const MOST_TITLES: usize = 3000;

/// Weights of the evidence, and the way from its sum to a probability.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calibration {
    /// Natural log-odds that one of each feature adds.
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
            weights: [
                0.0, 0.4, 1.0, 0.5, 8.0, 1.0, 1.0, 1.0, 0.5, 3.0, 3.0, 3.0, 1.0, 5.0, 1.0, 0.0,
                0.0, 0.0, 0.0, 0.0,
            ],
            prior: -9.0,
            slope: 1.0,
            offset: 0.0,
            crowd: 0.0,
            threshold: 0.5,
        }
    }
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
