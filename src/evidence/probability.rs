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
    let titles = log_odds.rows().max(log_odds.columns());
    probabilities_among(titles, log_odds, calibration)
}

/// The same where only the candidates of a longer list are at hand.
#[must_use]
pub(crate) fn probabilities_among(
    titles: usize,
    log_odds: &SparseMatrix,
    calibration: &Calibration,
) -> SparseMatrix {
    let (rows, columns) = (log_odds.rows(), log_odds.columns());
    let cells = contested(log_odds).into_iter().map(|(row, column, contested)| {
        let logit = calibration.logit(contested, titles);
        (row, column, (1.0 / (1.0 + (-logit).exp())) as f32)
    });
    SparseMatrix::from_cells(rows, columns, cells.collect())
}

/// Rounds of competition: what a title's rivals are worth depends on how well they are wanted
/// elsewhere.
const ROUNDS: usize = 20;

/// The log-odds of each cell after competition in its row and its column: the fixed point of
/// dividing rows and columns by their sums in turn (Sinkhorn & Knopp 1967), "none" included.
pub(crate) fn contested(log_odds: &SparseMatrix) -> Vec<(Row, Column, f64)> {
    let cells: Vec<(usize, usize, f64)> = log_odds
        .cells()
        .map(|(row, column, score)| (row.0, column.0, f64::from(score).clamp(-MOST, MOST)))
        .collect();
    let mut rows = vec![0.0f64; log_odds.rows()];
    let mut columns = vec![0.0f64; log_odds.columns()];
    for _ in 0..ROUNDS {
        let by_row = cells.iter().map(|&(r, c, s)| (r, s - columns[c]));
        rows = log_sums(by_row, log_odds.rows());
        let by_column = cells.iter().map(|&(r, c, s)| (c, s - rows[r]));
        columns = log_sums(by_column, log_odds.columns());
    }
    let own = |&(row, column, score): &(usize, usize, f64)| {
        let share = (score - rows[row] - columns[column]).min(-1e-12);
        // The logit of the share, without loss near 1.
        (Row(row), Column(column), share - (-share.exp_m1()).ln())
    };
    cells.iter().map(own).collect()
}

/// For each line the logarithm of 1 and the sum of the exponentials of its numbers.
fn log_sums(numbers: impl Iterator<Item = (usize, f64)> + Clone, lines: usize) -> Vec<f64> {
    let mut greatest = vec![0.0f64; lines];
    for (line, number) in numbers.clone() {
        greatest[line] = greatest[line].max(number);
    }
    let mut sums: Vec<f64> = greatest.iter().map(|g| (-g).exp()).collect();
    for (line, number) in numbers {
        sums[line] += (number - greatest[line]).exp();
    }
    sums.iter().zip(greatest).map(|(sum, greatest)| sum.ln() + greatest).collect()
}

/// Log-odds beyond this, either way, are taken as this.
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
        assert!(alone > 0.7 && alone > in_row && in_row > in_both, "{alone} {in_row} {in_both}");
    }

    #[test]
    fn stays_within_bounds() {
        for p in of(1, 3, &[(0, 0, 800.0), (0, 1, -800.0), (0, 2, 800.0)]) {
            assert!((0.0..=1.0).contains(&p), "{p}");
        }
    }
}
