//! The best pair left, again and again: the same as repeating all mutual best pairs.

use super::{Match, gains};
use crate::matrix::Scores;

pub(super) fn pair(scores: &impl Scores) -> Vec<Match> {
    let mut cells = gains(scores);
    cells.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then((a.row, a.column).cmp(&(b.row, b.column)))
    });
    let mut row_free = vec![true; scores.rows()];
    let mut column_free = vec![true; scores.columns()];
    cells.retain(|cell| {
        let free = row_free[cell.row.0] && column_free[cell.column.0];
        if free {
            row_free[cell.row.0] = false;
            column_free[cell.column.0] = false;
        }
        free
    });
    cells
}
