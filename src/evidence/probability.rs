//! From log-odds to probabilities, by competition. Numbers only.
//!
//! Bayes' rule with one-to-one pairing: a title has a counterpart with a given prior, each title
//! of the other list is equally likely to be it, and the evidence multiplies the odds. A pair
//! competes with all others in its row and in its column, so two candidates with the same
//! evidence get the same, low probability. Titles on which there is no evidence at all stand
//! for the odds that evidence has by chance, which are 1 on average.

use super::weights::HAVE_COUNTERPART;
use crate::matrix::{Column, Row, Scores, SparseMatrix};

/// Turns log-odds into probabilities, cell by cell.
///
/// Cells that do not exist stay so. Time and memory are linear in the cells.
#[must_use]
pub(crate) fn probabilities(log_odds: &SparseMatrix) -> SparseMatrix {
    let (rows, columns) = (log_odds.rows(), log_odds.columns());
    let mut row_mass = vec![Mass::default(); rows];
    let mut column_mass = vec![Mass::default(); columns];
    for (row, column, score) in log_odds.cells() {
        let odds = f64::from(score).exp();
        row_mass[row.0].add(odds);
        column_mass[column.0].add(odds);
    }
    let posterior = |(row, column, score): (Row, Column, f32)| {
        let odds = f64::from(score).exp();
        let by_row = row_mass[row.0].share(odds, columns);
        let by_column = column_mass[column.0].share(odds, rows);
        // Both hold together: the rivals of the row and those of the column add up.
        let probability = 1.0 / (1.0 / by_row + 1.0 / by_column - 1.0);
        (row, column, probability as f32)
    };
    SparseMatrix::from_cells(rows, columns, log_odds.cells().map(posterior).collect())
}

/// The odds of all candidates of one title.
#[derive(Debug, Clone, Copy, Default)]
struct Mass {
    odds: f64,
    candidates: usize,
}

impl Mass {
    fn add(&mut self, odds: f64) {
        self.odds += odds;
        self.candidates += 1;
    }

    /// Share of one candidate among `pool` and the case that there is no counterpart.
    fn share(&self, odds: f64, pool: usize) -> f64 {
        let prior = f64::from(HAVE_COUNTERPART);
        let each = prior / pool.max(1) as f64;
        let silent = pool.saturating_sub(self.candidates) as f64;
        odds * each / ((self.odds + silent) * each + (1.0 - prior))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: usize, columns: usize, cells: &[(usize, usize, f32)]) -> Vec<f32> {
        let cells = cells.iter().map(|&(r, c, s)| (Row(r), Column(c), s)).collect();
        let odds = SparseMatrix::from_cells(rows, columns, cells);
        probabilities(&odds).cells().map(|(_, _, p)| p).collect()
    }

    #[test]
    fn equal_evidence_shares_the_probability() {
        let two = of(2, 2, &[(0, 0, 5.0), (0, 1, 5.0), (1, 0, 5.0), (1, 1, 5.0)]);
        assert!(two.iter().all(|&p| (p - two[0]).abs() < 1e-6 && p < 0.5), "{two:?}");
    }

    #[test]
    fn a_larger_pool_asks_for_more_evidence() {
        assert!(of(10, 10, &[(0, 0, 4.0)])[0] > of(10_000, 10_000, &[(0, 0, 4.0)])[0]);
        assert!(of(1, 1, &[(0, 0, 3.0)])[0] > 0.9);
    }

    #[test]
    fn stays_within_bounds() {
        for p in of(1, 2, &[(0, 0, 80.0), (0, 1, -80.0)]) {
            assert!((0.0..=1.0).contains(&p), "{p}");
        }
    }
}
