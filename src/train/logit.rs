//! A conditional logit (McFadden 1974): of a title's candidates, or none, which has score 0, the
//! counterpart is to have the greatest share. Numbers only.

use rayon::prelude::*;

use crate::model::FEATURES;

/// A weight for each feature, and the score without evidence.
pub(super) const PARAMETERS: usize = FEATURES + 1;

/// How strongly weights are held to the start.
const RIDGE: f64 = 1e-5;
/// Steps of gradient descent.
const STEPS: usize = 600;
/// Choices that one core takes at a time.
const BLOCK: usize = 2000;

/// The candidates of a title.
pub(super) struct Choice<'a> {
    /// What is known of all cells of its pool.
    pub(super) features: &'a [[f32; FEATURES]],
    /// Positions among them.
    pub(super) candidates: Vec<u32>,
    /// The one that is right, if any is.
    pub(super) right: Option<u32>,
}

/// The parameters that make the right choices likely, and the mean loss of a choice; the parameter of
/// `least` stays above a number.
pub(super) fn fit(
    choices: &[Choice<'_>],
    start: [f64; PARAMETERS],
    least: (usize, f64),
) -> ([f64; PARAMETERS], f64) {
    let mut at = start;
    let mut adam = Adam::default();
    let mut mean_loss = 0.0;
    let count = choices.len().max(1) as f64;
    for step in 1..=STEPS {
        let (mut slope, loss) = slope(choices, &at);
        mean_loss = loss / count;
        for (k, s) in slope.iter_mut().enumerate() {
            *s = *s / count + RIDGE * (at[k] - start[k]);
        }
        adam.step(step, &slope, &mut at);
        at[least.0] = at[least.0].max(least.1);
    }
    (at, mean_loss)
}

/// The slope of the loss and the loss of all choices.
fn slope(choices: &[Choice<'_>], at: &[f64; PARAMETERS]) -> ([f64; PARAMETERS], f64) {
    let of_block = |block: &[Choice<'_>]| {
        let mut slope = [0.0f64; PARAMETERS];
        let mut scores = Vec::new();
        let losses = block.iter().map(|choice| choice.add_slope(at, &mut scores, &mut slope));
        let loss = losses.fold(0.0, |sum, loss| sum + loss);
        (slope, loss)
    };
    // Added in order, so that any number of cores gives the same.
    let blocks: Vec<_> = choices.par_chunks(BLOCK).map(of_block).collect();
    let mut slope = [0.0f64; PARAMETERS];
    let mut total = 0.0;
    for (part, loss) in blocks {
        slope.iter_mut().zip(part).for_each(|(s, p)| *s += p);
        total += loss;
    }
    (slope, total)
}

impl Choice<'_> {
    /// Adds its slope to that of others and gives its loss; `scores` is room to work in.
    fn add_slope(
        &self,
        at: &[f64; PARAMETERS],
        scores: &mut Vec<f64>,
        slope: &mut [f64; PARAMETERS],
    ) -> f64 {
        scores.clear();
        scores.extend(self.candidates.iter().map(|&c| {
            let f = &self.features[c as usize];
            at[FEATURES] + at.iter().zip(f).map(|(w, &x)| w * f64::from(x)).sum::<f64>()
        }));
        let top = scores.iter().copied().fold(0.0, f64::max);
        let total = (-top).exp() + scores.iter().map(|s| (s - top).exp()).sum::<f64>();
        let mut own = 0.0;
        for (&c, &score) in self.candidates.iter().zip(&*scores) {
            let is_right = Some(c) == self.right;
            if is_right {
                own = score;
            }
            let miss = (score - top).exp() / total - f64::from(u8::from(is_right));
            if miss.abs() < 1e-7 {
                continue;
            }
            for (s, &x) in slope.iter_mut().zip(&self.features[c as usize]) {
                *s += miss * f64::from(x);
            }
            slope[FEATURES] += miss;
        }
        top + total.ln() - own
    }
}

/// Adam (Kingma & Ba 2015).
#[derive(Default)]
struct Adam {
    mean: [f64; PARAMETERS],
    square: [f64; PARAMETERS],
}

impl Adam {
    fn step(&mut self, step: usize, slope: &[f64; PARAMETERS], at: &mut [f64; PARAMETERS]) {
        let rate = 0.1 * (1.0 - step as f64 / (STEPS as f64 + 1.0));
        let power = step as i32;
        for (k, &g) in slope.iter().enumerate() {
            self.mean[k] = 0.9 * self.mean[k] + 0.1 * g;
            self.square[k] = 0.99 * self.square[k] + 0.01 * g * g;
            let mean = self.mean[k] / (1.0 - 0.9f64.powi(power));
            let square = self.square[k] / (1.0 - 0.99f64.powi(power));
            at[k] -= rate * mean / (square.sqrt() + 1e-9);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_right_from_wrong_gains_weight() {
        let mut features = [[0.0f32; FEATURES]; 4];
        (features[0][2], features[1][3], features[2][2], features[3][3]) = (1.0, 1.0, 2.0, 1.0);
        let choice = |candidates: &[u32], right| Choice {
            features: &features,
            candidates: candidates.to_vec(),
            right,
        };
        let choices = [choice(&[0, 1], Some(0)), choice(&[3, 2], Some(2)), choice(&[1], None)];
        let (at, loss) = fit(&choices, [0.0; PARAMETERS], (1, 0.25));
        assert!(at[2] > 1.0 && at[3] < 0.0, "{at:?}");
        assert_eq!(at[1], 0.25, "held above its least");
        assert!(loss < 0.5, "{loss}");
        assert_eq!(at[7], 0.0, "nothing is learnt of what is never there");
    }
}
