//! The curve from log-odds after competition to how often pairs are right: a logistic one (Platt 1999), by
//! Newton's method.

use super::pools::{Drawn, LEAST_POOL};
use crate::evidence::contested;
use crate::model::Calibration;

/// Pairs that are less likely say nothing of where probabilities matter, and are many.
const LEAST_LOGIT: f64 = -5.0;

/// Steps; some ten are enough.
const STEPS: usize = 30;

/// Keeps a step finite where all samples are alike.
const RIDGE: f64 = 1e-3;

/// Fits slope, offset and crowd on the log loss of cells.
pub(super) fn platt(pools: &[Drawn], calibration: &mut Calibration) {
    let mut samples: Vec<([f64; 3], f64)> = Vec::new();
    for pool in pools.iter().filter(|p| p.rows >= LEAST_POOL) {
        let titles = (pool.rows.max(pool.columns)).max(1) as f64;
        for (row, column, logit) in contested(&pool.scores(calibration)) {
            let right = pool.of_row[row.0] == Some(column.0);
            if logit > LEAST_LOGIT || right {
                samples.push(([logit, 1.0, titles.ln()], f64::from(u8::from(right))));
            }
        }
    }
    let mut at = [1.0f64, 0.0, 0.0];
    for _ in 0..STEPS {
        let mut slope = [0.0; 3];
        let mut curve = [[0.0; 3]; 3];
        for (x, y) in &samples {
            let p = 1.0 / (1.0 + (-(0..3).map(|k| at[k] * x[k]).sum::<f64>()).exp());
            for i in 0..3 {
                slope[i] += (p - y) * x[i];
                for j in 0..3 {
                    curve[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        for (k, line) in curve.iter_mut().enumerate() {
            line[k] += RIDGE;
        }
        let step = solve(curve, slope);
        at.iter_mut().zip(step).for_each(|(a, s)| *a -= s.clamp(-1.0, 1.0));
    }
    [calibration.slope, calibration.offset, calibration.crowd] = at.map(|v| v as f32);
}

/// Solves three linear equations by elimination; the matrix is positive definite.
fn solve(mut a: [[f64; 3]; 3], mut b: [f64; 3]) -> [f64; 3] {
    for i in 0..3 {
        for j in i + 1..3 {
            let factor = a[j][i] / a[i][i];
            let pivot = a[i];
            a[j].iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
            b[j] -= factor * b[i];
        }
    }
    let mut x = [0.0; 3];
    for i in (0..3).rev() {
        let known: f64 = (i + 1..3).map(|k| a[i][k] * x[k]).sum();
        x[i] = (b[i] - known) / a[i][i];
    }
    x
}
