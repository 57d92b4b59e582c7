//! From log-odds to probabilities, by competition. Numbers only.
//!
//! A title's counterpart is one of its candidates or none of them, which has log-odds 0: the
//! shares are those of a softmax. A pair competes with all others in its row and in its column,
//! so two candidates with the same evidence get the same, low probability; one without rivals
//! has its evidence alone. The calibration then leads the shares to what they turned out to be
//! worth.

use crate::matrix::{Column, Row, Scores, SparseMatrix};
use crate::model::Calibration;

/// Turns log-odds into probabilities, cell by cell.
///
/// Cells that do not exist stay so. Time and memory are linear in the cells.
#[must_use]
pub(crate) fn probabilities(log_odds: &SparseMatrix, calibration: &Calibration) -> SparseMatrix {
    let (rows, columns) = (log_odds.rows(), log_odds.columns());
    let cells = contested(log_odds).into_iter().map(|(row, column, contested)| {
        let logit = calibration.logit(contested, rows.max(columns));
        (row, column, (1.0 / (1.0 + (-logit).exp())) as f32)
    });
    SparseMatrix::from_cells(rows, columns, cells.collect())
}

/// The log-odds of each cell after competition in its row and its column.
pub(crate) fn contested(log_odds: &SparseMatrix) -> Vec<(Row, Column, f64)> {
    let mut row_mass = vec![Mass::default(); log_odds.rows()];
    let mut column_mass = vec![Mass::default(); log_odds.columns()];
    for (row, column, score) in log_odds.cells() {
        row_mass[row.0].add(f64::from(score));
        column_mass[column.0].add(f64::from(score));
    }
    let contested = |(row, column, score): (Row, Column, f32)| {
        let score = f64::from(score);
        // Both hold together: the rivals of the row and those of the column add up.
        let rivals = row_mass[row.0].without(score) + column_mass[column.0].without(score) + 1.0;
        (row, column, score - rivals.ln())
    };
    log_odds.cells().map(contested).collect()
}

/// The odds of all candidates of one title, the greatest apart so that it can be taken out
/// without loss.
#[derive(Debug, Clone, Copy, Default)]
struct Mass {
    greatest: f64,
    others: f64,
}

impl Mass {
    fn add(&mut self, log_odds: f64) {
        let odds = log_odds.min(MOST).exp();
        self.others += odds.min(self.greatest);
        self.greatest = self.greatest.max(odds);
    }

    /// The odds of all but one.
    fn without(&self, log_odds: f64) -> f64 {
        let odds = log_odds.min(MOST).exp();
        if odds >= self.greatest {
            self.others
        } else {
            self.greatest + (self.others - odds).max(0.0)
        }
    }
}

/// Log-odds above this are taken as this, so that their odds can be added.
const MOST: f64 = 300.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: usize, columns: usize, cells: &[(usize, usize, f32)]) -> Vec<f32> {
        let cells = cells.iter().map(|&(r, c, s)| (Row(r), Column(c), s)).collect();
        let cells = SparseMatrix::from_cells(rows, columns, cells);
        let found = probabilities(&cells, &Calibration::default());
        found.cells().map(|(_, _, p)| p).collect()
    }

    #[test]
    fn equal_evidence_shares_the_probability() {
        let two = of(2, 2, &[(0, 0, 5.0), (0, 1, 5.0), (1, 0, 5.0), (1, 1, 5.0)]);
        assert!(two.iter().all(|&p| (p - two[0]).abs() < 1e-6 && p < 0.5), "{two:?}");
    }

    #[test]
    fn rivals_weigh() {
        let alone = of(2, 2, &[(0, 0, 3.0)])[0];
        let in_row = of(2, 2, &[(0, 0, 3.0), (0, 1, 2.0)])[0];
        let in_both = of(2, 2, &[(0, 0, 3.0), (0, 1, 2.0), (1, 0, 2.0)])[0];
        assert!(alone > 0.9 && alone > in_row && in_row > in_both, "{alone} {in_row} {in_both}");
    }

    #[test]
    fn stays_within_bounds() {
        for p in of(1, 3, &[(0, 0, 800.0), (0, 1, -800.0), (0, 2, 800.0)]) {
            assert!((0.0..=1.0).contains(&p), "{p}");
        }
    }
}
