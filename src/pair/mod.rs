//! Scores to pairs, one to one. Numbers only: no text, no model.
//!
//! # Which one should you use?
//!
//! - [`Method::Optimal`], the default: the pairing with the greatest sum of scores. It gives up
//!   a good pair where that makes two others possible.
//! - [`Method::Greedy`]: again and again the best pair that is left. A little faster, and no
//!   pair depends on far-away ones.
//! - [`Method::Ordered`]: both lists tell the same story in the same order, with gaps. Use it
//!   only where that is so: it will not cross.
//!
//! All three leave out what finds no partner, take matrices of any shape, dense or sparse, and
//! break ties by the lower row, then the lower column.

mod greedy;
mod optimal;
mod ordered;

use serde::{Deserialize, Serialize};

use crate::matrix::{Column, Row, Scores};

/// How to choose among all one-to-one pairings.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The greatest sum of scores.
    #[default]
    Optimal,
    /// The best pair left, again and again.
    Greedy,
    /// The greatest sum of scores without crossing.
    Ordered,
}

impl Method {
    /// All methods, the default first.
    pub const ALL: [Self; 3] = [Self::Optimal, Self::Greedy, Self::Ordered];

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Greedy => "greedy",
            Self::Ordered => "ordered",
        }
    }

    /// The method of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// A row and a column that belong together.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Its row.
    pub row: Row,
    /// Its column.
    pub column: Column,
    /// The score of their cell.
    pub score: f32,
}

/// A one-to-one pairing; every row and column is in it once, paired or not.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pairing {
    /// The pairs, by row.
    pub pairs: Vec<Match>,
    /// Rows without a partner, ascending.
    pub unpaired_rows: Vec<Row>,
    /// Columns without a partner, ascending.
    pub unpaired_columns: Vec<Column>,
}

impl Pairing {
    /// Sum of the scores of its pairs.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.pairs.iter().map(|pair| f64::from(pair.score)).sum()
    }

    fn of(scores: &impl Scores, mut pairs: Vec<Match>) -> Self {
        pairs.sort_by_key(|pair| pair.row);
        let mut row_free = vec![true; scores.rows()];
        let mut column_free = vec![true; scores.columns()];
        for pair in &pairs {
            row_free[pair.row.0] = false;
            column_free[pair.column.0] = false;
        }
        let free = |flags: Vec<bool>| (0..flags.len()).filter(move |&i| flags[i]);
        Self {
            pairs,
            unpaired_rows: free(row_free).map(Row).collect(),
            unpaired_columns: free(column_free).map(Column).collect(),
        }
    }
}

/// Pairs rows with columns.
///
/// Memory is linear in rows, columns and cells that can be pairs. Time: `Greedy` and `Ordered`
/// O(cells · log cells); `Optimal` O(rows · cells · log cells) at worst, and near linear where
/// most rows have one good cell.
///
/// ```
/// use bititle::matrix::{Column, DenseMatrix, Row};
/// use bititle::pair::{pair, Method};
///
/// let scores = DenseMatrix::new(2, 3, vec![0.9, 0.8, 0.0, 0.8, 0.1, 0.0]).unwrap();
/// let columns = |m| pair(&scores, m).pairs.iter().map(|p| p.column.0).collect::<Vec<_>>();
/// assert_eq!(columns(Method::Optimal), [1, 0]); // 0.8 + 0.8
/// assert_eq!(columns(Method::Greedy), [0, 1]); // 0.9 + 0.1
/// assert_eq!(pair(&scores, Method::Optimal).unpaired_columns, [Column(2)]);
/// ```
#[must_use]
pub fn pair(scores: &impl Scores, method: Method) -> Pairing {
    let pairs = match method {
        Method::Optimal => optimal::pair(scores),
        Method::Greedy => greedy::pair(scores),
        Method::Ordered => ordered::pair(scores),
    };
    Pairing::of(scores, pairs)
}

/// All cells that can be pairs, by row and column.
fn gains(scores: &impl Scores) -> Vec<Match> {
    let row = |row| scores.gains(row).map(move |(column, score)| Match { row, column, score });
    (0..scores.rows()).map(Row).flat_map(row).collect()
}
