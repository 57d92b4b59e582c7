//! The heaviest chain of cells in which rows and columns both go forward.
//!
//! The dynamic programme of sequence alignment (Needleman & Wunsch 1970) over the cells alone:
//! the best chain that ends in a cell extends the best one in the columns before it, which a
//! Fenwick tree of maxima finds in logarithmic time (Fenwick 1994).

use super::{Match, gains};
use crate::matrix::Scores;

pub(super) fn pair(scores: &impl Scores) -> Vec<Match> {
    let cells = gains(scores);
    let mut chains: Vec<Chain> = Vec::with_capacity(cells.len());
    let mut best = PrefixBest::new(scores.columns());
    for row in cells.chunk_by(|a, b| a.row == b.row) {
        // Two cells of one row exclude each other: look up all before adding any.
        let first = chains.len();
        for cell in row {
            let before = best.before(cell.column.0);
            let total = before.map_or(0.0, |at| chains[at].total) + f64::from(cell.score);
            chains.push(Chain { total, before });
        }
        for (offset, cell) in row.iter().enumerate() {
            best.add(cell.column.0, chains[first + offset].total, first + offset);
        }
    }
    unwind(&cells, &chains, best.before(scores.columns()))
}

/// The best chain that ends in a cell.
struct Chain {
    total: f64,
    /// The cell before.
    before: Option<usize>,
}

fn unwind(cells: &[Match], chains: &[Chain], mut at: Option<usize>) -> Vec<Match> {
    let mut pairs = Vec::new();
    while let Some(cell) = at {
        pairs.push(cells[cell]);
        at = chains[cell].before;
    }
    pairs.reverse();
    pairs
}

/// The best chain in each prefix of the columns: its total and its last cell.
struct PrefixBest {
    tree: Vec<Option<(f64, usize)>>,
}

impl PrefixBest {
    fn new(columns: usize) -> Self {
        Self { tree: vec![None; columns + 1] }
    }

    /// The best chain that ends before a column.
    fn before(&self, column: usize) -> Option<usize> {
        let mut at = column;
        let mut best: Option<(f64, usize)> = None;
        while at > 0 {
            best = better(best, self.tree[at]);
            at &= at - 1;
        }
        best.map(|(_, cell)| cell)
    }

    fn add(&mut self, column: usize, total: f64, cell: usize) {
        let mut at = column + 1;
        while at < self.tree.len() {
            self.tree[at] = better(self.tree[at], Some((total, cell)));
            at += at & at.wrapping_neg();
        }
    }
}

/// The heavier of two chains; of equal ones that which ends first.
fn better(a: Option<(f64, usize)>, b: Option<(f64, usize)>) -> Option<(f64, usize)> {
    match (a, b) {
        (Some(a), Some(b)) if b.0 > a.0 || (b.0 == a.0 && b.1 < a.1) => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_chain_is_better_and_of_equal_ones_the_first() {
        let [early, late, heavy] = [(1.0, 2), (1.0, 3), (1.5, 9)].map(Some);
        assert_eq!((better(early, late), better(late, early)), (early, early));
        assert_eq!((better(early, heavy), better(heavy, early)), (heavy, heavy));
        assert_eq!((better(None, late), better(late, None)), (late, late));
    }
}
