//! Scores of token pairs to probabilities: each token has one counterpart on the other side or
//! none. Numbers only.

use crate::matrix::{Column, Row, Scores, SparseMatrix};

/// How much less likely a link is with each step away from the diagonal, as a share of the
/// length: what Dyer, Chahuneau & Smith (*A Simple, Fast, and Effective Reparameterization of
/// IBM Model 2*, 2013) start from.
const TENSION: f32 = 4.0;

/// Probabilities of links from their natural log-odds against no link at all.
///
/// A token competes with all others of its side for each of the other; the result is the
/// geometric mean of both directions. A cell that is not a number is no link. Time and memory are
/// linear in the cells.
#[must_use]
pub fn posterior(log_odds: &SparseMatrix) -> SparseMatrix {
    let (rows, columns) = (log_odds.rows(), log_odds.columns());
    let odds = |(row, column, score): (Row, Column, f32)| {
        let place = |at: usize, of: usize| (at as f32 + 0.5) / of as f32;
        let away = (place(row.0, rows) - place(column.0, columns)).abs();
        (row, column, (score.clamp(-30.0, 30.0) - TENSION * away).exp())
    };
    let numbers = log_odds.cells().filter(|cell| !cell.2.is_nan());
    let cells: Vec<(Row, Column, f32)> = numbers.map(odds).collect();
    let (mut by_row, mut by_column) = (vec![1.0f32; rows], vec![1.0f32; columns]);
    for &(row, column, odds) in &cells {
        by_row[row.0] += odds;
        by_column[column.0] += odds;
    }
    let probability = |(row, column, odds): (Row, Column, f32)| {
        (row, column, odds / (by_row[row.0] * by_column[column.0]).sqrt())
    };
    SparseMatrix::from_cells(rows, columns, cells.into_iter().map(probability).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivals_share_and_the_nearer_one_wins() {
        let cells =
            vec![(Row(0), Column(0), 3.0), (Row(2), Column(0), 3.0), (Row(1), Column(1), 3.0)];
        let found = posterior(&SparseMatrix::from_cells(3, 3, cells));
        let of = |r, c| found.row(Row(r)).find(|x| x.0 == Column(c)).map_or(0.0, |x| x.1);
        assert!(of(0, 0) > of(2, 0) && of(1, 1) > of(0, 0), "{found:?}");
        assert!(found.cells().all(|(_, _, p)| (0.0..=1.0).contains(&p)));
    }

    #[test]
    fn what_is_no_number_or_without_end_harms_no_other() {
        let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 2.0];
        let cells = odd.iter().enumerate().map(|(at, &score)| (Row(at % 2), Column(at / 2), score));
        let found = posterior(&SparseMatrix::from_cells(2, 2, cells.collect()));
        assert_eq!(found.cells().count(), 3);
        assert!(found.cells().all(|(_, _, p)| (0.0..=1.0).contains(&p)), "{found:?}");
    }
}
