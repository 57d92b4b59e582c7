//! From log-odds to probabilities, by competition. Numbers only.
//!
//! Bayes' rule with one-to-one pairing: a title has a counterpart with a given prior, each title
//! of the other list is equally likely to be it, and the evidence multiplies the odds. A pair
//! competes with all others in its row and in its column, so two candidates with the same
//! evidence get the same, low probability. Titles that share nothing compete too, with the odds
//! that their silence gives them.

use super::weights::HAVE_COUNTERPART;
use crate::matrix::{Column, Row, Scores, SparseMatrix};

/// The log-odds of two lists.
#[derive(Debug)]
pub(crate) struct LogOdds {
    /// Log-odds of the pairs that share something.
    pub(crate) cells: SparseMatrix,
    /// The log-odds of any other pair are those of its row and of its column together.
    pub(crate) silent_rows: Vec<f32>,
    /// See `silent_rows`.
    pub(crate) silent_columns: Vec<f32>,
}

/// Turns log-odds into probabilities, cell by cell.
///
/// Cells that do not exist stay so. Time and memory are linear in the cells.
#[must_use]
pub(crate) fn probabilities(log_odds: &LogOdds) -> SparseMatrix {
    let cells = &log_odds.cells;
    let (rows, columns) = (cells.rows(), cells.columns());
    let mut row_mass = masses(&log_odds.silent_rows, &log_odds.silent_columns);
    let mut column_mass = masses(&log_odds.silent_columns, &log_odds.silent_rows);
    for (row, column, score) in cells.cells() {
        let odds = f64::from(score).exp();
        row_mass[row.0].add(odds, log_odds.silent_columns[column.0]);
        column_mass[column.0].add(odds, log_odds.silent_rows[row.0]);
    }
    let posterior = |(row, column, score): (Row, Column, f32)| {
        let odds = f64::from(score).exp();
        let by_row = row_mass[row.0].share(odds, columns);
        let by_column = column_mass[column.0].share(odds, rows);
        // Both hold together: the rivals of the row and those of the column add up.
        let probability = 1.0 / (1.0 / by_row + 1.0 / by_column - 1.0);
        (row, column, probability as f32)
    };
    SparseMatrix::from_cells(rows, columns, cells.cells().map(posterior).collect())
}

/// The masses of one side before any candidate is known: all of the other side is silent.
fn masses(side: &[f32], other: &[f32]) -> Vec<Mass> {
    let silent: f64 = other.iter().map(|&s| f64::from(s).exp()).sum();
    let mass = |&own: &f32| Mass { odds: 0.0, own: f64::from(own).exp(), silent };
    side.iter().map(mass).collect()
}

/// The odds of all candidates of one title.
#[derive(Debug, Clone, Copy)]
struct Mass {
    odds: f64,
    /// What its own silence multiplies the odds of silent candidates by.
    own: f64,
    /// Sum over the candidates that share nothing with it.
    silent: f64,
}

impl Mass {
    fn add(&mut self, odds: f64, silence: f32) {
        self.odds += odds;
        self.silent -= f64::from(silence).exp();
    }

    /// Share of one candidate among `pool` and the case that there is no counterpart.
    fn share(&self, odds: f64, pool: usize) -> f64 {
        let prior = f64::from(HAVE_COUNTERPART);
        let each = prior / pool.max(1) as f64;
        let silent = self.own * self.silent.max(0.0);
        odds * each / ((self.odds + silent) * each + (1.0 - prior))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: usize, columns: usize, cells: &[(usize, usize, f32)]) -> Vec<f32> {
        let cells = cells.iter().map(|&(r, c, s)| (Row(r), Column(c), s)).collect();
        let cells = SparseMatrix::from_cells(rows, columns, cells);
        let (silent_rows, silent_columns) = (vec![0.0; rows], vec![0.0; columns]);
        let odds = LogOdds { cells, silent_rows, silent_columns };
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
    fn rivals_that_should_have_spoken_weigh_less() {
        let of = |silence: f32| {
            let cells = SparseMatrix::from_cells(1, 9, vec![(Row(0), Column(0), 3.0)]);
            let odds = LogOdds { cells, silent_rows: vec![0.0], silent_columns: vec![silence; 9] };
            probabilities(&odds).row(Row(0)).map(|(_, p)| p).sum::<f32>()
        };
        assert!(of(-2.0) > of(0.0));
    }

    #[test]
    fn stays_within_bounds() {
        for p in of(1, 2, &[(0, 0, 80.0), (0, 1, -80.0)]) {
            assert!((0.0..=1.0).contains(&p), "{p}");
        }
    }
}
