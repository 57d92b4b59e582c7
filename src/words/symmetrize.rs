//! Links from both directions made one.
//!
//! Intersection, union and growing are those of Och & Ney, *A Systematic Comparison of Various
//! Statistical Alignment Models*, 2003, and of Koehn, Och & Marcu, *Statistical Phrase-Based
//! Translation*, 2003.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Link;
use crate::matrix::{Column, Row, Scores, SparseMatrix};

/// How the links of both directions become one set.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symmetrization {
    /// Only links that both directions have: sure, and few.
    Intersection,
    /// Links that either direction has: many, and less sure.
    Union,
    /// The intersection, grown by neighbouring links of the union whose row or column is free.
    GrowDiag,
    /// The same, and then links of the union whose row and column are both free.
    #[default]
    GrowDiagFinalAnd,
}

type Cell = (Row, Column);

pub(super) fn symmetrize(scores: &SparseMatrix, how: Symmetrization, threshold: f32) -> Vec<Link> {
    let forward = best_of_rows(scores, threshold);
    let flipped = best_of_rows(&scores.transposed(), threshold);
    let backward: BTreeSet<Cell> =
        flipped.into_iter().map(|(r, c)| (Row(c.0), Column(r.0))).collect();
    let both: BTreeSet<Cell> = forward.intersection(&backward).copied().collect();
    let either: BTreeSet<Cell> = forward.union(&backward).copied().collect();
    let chosen = match how {
        Symmetrization::Intersection => both,
        Symmetrization::Union => either,
        Symmetrization::GrowDiag => grow(both, &either).cells,
        Symmetrization::GrowDiagFinalAnd => finish(grow(both, &either), &either),
    };
    let linked = scores.cells().filter(|&(row, column, _)| chosen.contains(&(row, column)));
    linked
        .map(|(row, column, score)| Link { row, column, probability: score.clamp(0.0, 1.0) })
        .collect()
}

/// The best cells of each row; several where they are equal, as the words of `30 million` are.
fn best_of_rows(scores: &SparseMatrix, threshold: f32) -> BTreeSet<Cell> {
    let mut links = BTreeSet::new();
    for row in (0..scores.rows()).map(Row) {
        let good = || scores.gains(row).filter(|&(_, score)| score >= threshold);
        let best = good().map(|(_, score)| score).fold(0.0, f32::max);
        links.extend(good().filter(|&(_, score)| score == best).map(|(column, _)| (row, column)));
    }
    links
}

/// Links and the rows and columns that have one.
struct Grown {
    cells: BTreeSet<Cell>,
    rows: BTreeSet<Row>,
    columns: BTreeSet<Column>,
}

impl Grown {
    fn add(&mut self, (row, column): Cell) {
        self.cells.insert((row, column));
        self.rows.insert(row);
        self.columns.insert(column);
    }
}

fn grow(both: BTreeSet<Cell>, either: &BTreeSet<Cell>) -> Grown {
    let mut grown =
        Grown { cells: BTreeSet::new(), rows: BTreeSet::new(), columns: BTreeSet::new() };
    let mut open: Vec<Cell> = both.iter().rev().copied().collect();
    both.into_iter().for_each(|cell| grown.add(cell));
    while let Some(cell) = open.pop() {
        for near in neighbours(cell) {
            let fresh = !grown.rows.contains(&near.0) || !grown.columns.contains(&near.1);
            if fresh && either.contains(&near) {
                grown.add(near);
                open.push(near);
            }
        }
    }
    grown
}

/// The eight cells around one.
fn neighbours((row, column): Cell) -> impl Iterator<Item = Cell> {
    let around = |at: usize| at.saturating_sub(1)..=at + 1;
    around(row.0).flat_map(move |r| around(column.0).map(move |c| (Row(r), Column(c))))
}

fn finish(mut grown: Grown, either: &BTreeSet<Cell>) -> BTreeSet<Cell> {
    for &cell in either {
        if !grown.rows.contains(&cell.0) && !grown.columns.contains(&cell.1) {
            grown.add(cell);
        }
    }
    grown.cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_links_what_it_should() {
        // Row 1 and column 1 prefer each other; row 0 prefers column 1; row 3 stands alone.
        let cells = [(0, 1, 0.6), (1, 1, 0.9), (3, 3, 0.8), (2, 3, 0.2)];
        let cells = cells.map(|(r, c, s)| (Row(r), Column(c), s)).to_vec();
        let scores = SparseMatrix::from_cells(4, 4, cells);
        let count = |how| symmetrize(&scores, how, 0.5).len();
        assert_eq!(count(Symmetrization::Intersection), 2);
        assert_eq!(count(Symmetrization::Union), 3);
        assert_eq!(count(Symmetrization::GrowDiag), 3, "row 0 was free");
        assert_eq!(count(Symmetrization::GrowDiagFinalAnd), 3);
    }

    #[test]
    fn swapping_sides_swaps_links() {
        let cells =
            vec![(Row(0), Column(2), 0.7), (Row(1), Column(2), 0.6), (Row(1), Column(0), 0.9)];
        let scores = SparseMatrix::from_cells(2, 3, cells);
        let one = symmetrize(&scores, Symmetrization::Union, 0.5);
        let other = symmetrize(&scores.transposed(), Symmetrization::Union, 0.5);
        let mut flipped: Vec<_> = other.iter().map(|l| (l.column.0, l.row.0)).collect();
        flipped.sort_unstable();
        assert_eq!(flipped, one.iter().map(|l| (l.row.0, l.column.0)).collect::<Vec<_>>());
    }
}
