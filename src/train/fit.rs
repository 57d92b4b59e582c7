//! The calibration: weights of the evidence and the way to a probability, fitted on pools drawn
//! from pairs that vectors and table have not seen.
//!
//! First a conditional logit ([`logit`]). Then a logistic curve leads the shares to how often they are
//! right (Platt 1999).

use super::logit::{self, Choice, PARAMETERS};
use super::platt::platt;
use super::pools::{Drawn, HeldOut, LEAST_POOL};
use super::random::Random;
use crate::evidence::probabilities;
use crate::model::{Calibration, FEATURES, Feature, Model};
use crate::pair::{Method, pair};

/// Fits a calibration.
pub(crate) fn fit(
    held_out: &HeldOut,
    model: &Model,
    random: &mut Random,
    progress: &mut dyn FnMut(&str),
) -> Calibration {
    let mut calibration = model.calibration.clone();
    let pools = held_out.pools(model, random);
    let loss = weigh(&pools, &mut calibration);
    progress(&format!("weights {:.3?} prior {:.3}", calibration.weights, calibration.prior));
    progress(&format!("loss of choices {loss:.4}"));
    let pools = held_out.pools(model, random);
    platt(&pools, &mut calibration);
    calibration.threshold = threshold(&pools, &calibration);
    progress(&format!(
        "slope {:.3} offset {:.3} crowd {:.3} threshold {:.3}",
        calibration.slope, calibration.offset, calibration.crowd, calibration.threshold
    ));
    calibration
}

/// The least weight of numbers, which are log-odds already: training pairs seldom differ in a number
/// alone, headlines of a list do.
const LEAST_FOR_NUMBERS: f64 = 0.4;

/// Fits weights and prior; gives the mean loss of a choice.
fn weigh(pools: &[Drawn], calibration: &mut Calibration) -> f64 {
    let mut start = [0.0f64; PARAMETERS];
    for (value, &weight) in start.iter_mut().zip(&calibration.weights) {
        *value = f64::from(weight);
    }
    start[FEATURES] = f64::from(calibration.prior);
    let choices: Vec<Choice<'_>> = pools.iter().flat_map(Drawn::choices).collect();
    let (fitted, loss) =
        logit::fit(&choices, start, (Feature::Numbers as usize, LEAST_FOR_NUMBERS));
    for (weight, value) in calibration.weights.iter_mut().zip(fitted) {
        *weight = value as f32;
    }
    calibration.prior = fitted[FEATURES] as f32;
    loss
}

/// The threshold with the greatest F1 over the larger pools: half that F1 (Lipton, Elkan &
/// Naryanaswamy 2014), which is steadier than the place of the maximum.
fn threshold(pools: &[Drawn], calibration: &Calibration) -> f32 {
    let mut found: Vec<(f32, bool)> = Vec::new();
    let mut wanted = 0usize;
    for pool in pools.iter().filter(|pool| pool.rows >= LEAST_POOL) {
        wanted += pool.of_row.iter().flatten().count();
        let probable = probabilities(&pool.scores(calibration), calibration);
        let pairs = pair(&probable, Method::Optimal).pairs;
        found.extend(pairs.iter().map(|m| (m.score, pool.of_row[m.row.0] == Some(m.column.0))));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = 0usize;
    let f1 = |(taken, &(_, is_right)): (usize, &(f32, bool))| {
        right += usize::from(is_right);
        2.0 * right as f64 / (taken + 1 + wanted) as f64
    };
    let best = found.iter().enumerate().map(f1).fold(0.0, f64::max);
    (best / 2.0) as f32
}
