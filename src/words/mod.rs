//! Scores between tokens to links. Numbers only: no text, no model.

mod posterior;
mod symmetrize;

use serde::{Deserialize, Serialize};

use crate::matrix::{Column, Row, SparseMatrix};
pub use posterior::posterior;
pub use symmetrize::Symmetrization;

/// A link between two tokens.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Token on the first side.
    pub row: Row,
    /// Token on the second side.
    pub column: Column,
    /// How sure it is, 0 to 1: the score of the cell.
    pub probability: f32,
}

/// Links tokens both ways and symmetrises. Scores are probabilities; cells below `threshold`
/// are never linked. Links come by row and column; a token may have several or none. Time and
/// memory are linear in the cells.
///
/// ```
/// use bititle::matrix::{Column, Row, SparseMatrix};
/// use bititle::words::{link, Symmetrization};
///
/// let cells = vec![(Row(0), Column(0), 0.9), (Row(0), Column(1), 0.6), (Row(1), Column(1), 0.7)];
/// let scores = SparseMatrix::from_cells(2, 2, cells);
/// let links = link(&scores, Symmetrization::Intersection, 0.5);
/// assert_eq!(links.len(), 2);
/// ```
#[must_use]
pub fn link(scores: &SparseMatrix, how: Symmetrization, threshold: f32) -> Vec<Link> {
    symmetrize::symmetrize(scores, how, threshold)
}
