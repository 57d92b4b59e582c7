//! Scores between two lists, dense and sparse. Numbers only: no text, no model.

use serde::{Deserialize, Serialize};

/// Position on the first side of a matrix.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Row(pub usize);

/// Position on the second side of a matrix.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Column(pub usize);

/// A matrix that algorithms read row by row.
///
/// A score is what a pair gains over leaving both unpaired. A cell that does not exist, that is
/// not finite, or that is not above 0 can never be a pair.
///
/// The matrices of this room have it, and no others can: their cells are in range.
pub trait Scores: sealed::Sealed {
    /// Number of rows.
    fn rows(&self) -> usize;

    /// Number of columns.
    fn columns(&self) -> usize;

    /// The cells of a row that exist, by column; none for a row out of range.
    fn row(&self, row: Row) -> impl Iterator<Item = (Column, f32)>;

    /// The cells of a row that can be pairs.
    fn gains(&self, row: Row) -> impl Iterator<Item = (Column, f32)> {
        self.row(row).filter(|&(_, score)| score.is_finite() && score > 0.0)
    }
}

/// Rows and columns that no cells vouch for are at most so many, so that a line of text cannot ask for
/// all memory.
const MOST_PLACES: usize = 1 << 24;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::DenseMatrix {}
    impl Sealed for super::SparseMatrix {}
}

/// A matrix with every cell: 4 bytes a cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "DenseCells")]
pub struct DenseMatrix {
    rows: usize,
    columns: usize,
    cells: Vec<f32>,
}

/// What is read before its shape is checked.
#[derive(Deserialize)]
struct DenseCells {
    rows: usize,
    columns: usize,
    cells: Vec<f32>,
}

impl TryFrom<DenseCells> for DenseMatrix {
    type Error = &'static str;

    fn try_from(read: DenseCells) -> Result<Self, Self::Error> {
        Self::new(read.rows, read.columns, read.cells).ok_or("cells are not rows times columns")
    }
}

impl DenseMatrix {
    /// A matrix of the given cells, row by row; `None` unless there are `rows` × `columns`, or where
    /// one side is empty and the other has more than 2²⁴ places.
    ///
    /// ```
    /// use bititle::matrix::{Column, DenseMatrix, Row, Scores};
    /// let matrix = DenseMatrix::new(1, 2, vec![0.5, -1.0]).unwrap();
    /// assert_eq!(matrix.gains(Row(0)).collect::<Vec<_>>(), [(Column(0), 0.5)]);
    /// assert_eq!(DenseMatrix::new(2, 2, vec![0.5]), None);
    /// ```
    #[must_use]
    pub fn new(rows: usize, columns: usize, cells: Vec<f32>) -> Option<Self> {
        let fits = rows.checked_mul(columns) == Some(cells.len());
        (fits && rows.max(columns) <= MOST_PLACES.max(cells.len())).then_some(Self {
            rows,
            columns,
            cells,
        })
    }
}

impl Scores for DenseMatrix {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn row(&self, row: Row) -> impl Iterator<Item = (Column, f32)> {
        let start = row.0.saturating_mul(self.columns);
        let cells = self.cells.get(start..start.saturating_add(self.columns)).unwrap_or(&[]);
        cells.iter().enumerate().map(|(column, &score)| (Column(column), score))
    }
}

/// A matrix with only the cells that were given: 16 bytes a cell and 8 a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "SparseCells", try_from = "SparseCells")]
pub struct SparseMatrix {
    columns: usize,
    /// Where each row's cells begin, and one end.
    starts: Vec<usize>,
    cells: Vec<(Column, f32)>,
}

impl Default for SparseMatrix {
    fn default() -> Self {
        Self::from_cells(0, 0, Vec::new())
    }
}

/// The matrix as it is written and read.
#[derive(Serialize, Deserialize)]
struct SparseCells {
    rows: usize,
    columns: usize,
    cells: Vec<(Row, Column, f32)>,
}

impl From<SparseMatrix> for SparseCells {
    fn from(matrix: SparseMatrix) -> Self {
        let cells = matrix.cells().collect();
        Self { rows: matrix.rows(), columns: matrix.columns, cells }
    }
}

impl TryFrom<SparseCells> for SparseMatrix {
    type Error = &'static str;

    fn try_from(read: SparseCells) -> Result<Self, Self::Error> {
        if read.rows.max(read.columns) > MOST_PLACES {
            return Err("more rows or columns than lists of titles have");
        }
        Ok(Self::from_cells(read.rows, read.columns, read.cells))
    }
}

impl SparseMatrix {
    /// A matrix of the given cells in any order. Of several for one place the greatest counts;
    /// cells out of range are left out. Takes 8 bytes a row, so that `rows` must be a number that
    /// memory can hold.
    ///
    /// ```
    /// use bititle::matrix::{Column, Row, Scores, SparseMatrix};
    /// let cells = vec![(Row(1), Column(0), 0.2), (Row(1), Column(0), 0.9), (Row(7), Column(0), 1.0)];
    /// let matrix = SparseMatrix::from_cells(2, 1, cells);
    /// assert_eq!(matrix.cells().collect::<Vec<_>>(), [(Row(1), Column(0), 0.9)]);
    /// ```
    #[must_use]
    pub fn from_cells(rows: usize, columns: usize, mut cells: Vec<(Row, Column, f32)>) -> Self {
        cells.retain(|&(row, column, _)| row.0 < rows && column.0 < columns);
        cells.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        cells.dedup_by_key(|cell| (cell.0, cell.1));
        let mut starts = vec![0; rows + 1];
        for (row, _, _) in &cells {
            starts[row.0 + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let cells = cells.into_iter().map(|(_, column, score)| (column, score)).collect();
        Self { columns, starts, cells }
    }

    /// All cells, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = (Row, Column, f32)> {
        let row = |r| self.row(Row(r)).map(move |(column, score)| (Row(r), column, score));
        (0..self.rows()).flat_map(row)
    }

    /// The same with the sides changed.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let flipped =
            self.cells().map(|(row, column, score)| (Row(column.0), Column(row.0), score));
        Self::from_cells(self.columns, self.rows(), flipped.collect())
    }
}

impl Scores for SparseMatrix {
    fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn row(&self, row: Row) -> impl Iterator<Item = (Column, f32)> {
        let bounds = self.starts.get(row.0).zip(self.starts.get(row.0.saturating_add(1)));
        let cells = bounds.and_then(|(&start, &end)| self.cells.get(start..end)).unwrap_or(&[]);
        cells.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparse_cells_come_sorted_and_once() {
        let cells = vec![
            (Row(1), Column(0), 1.0),
            (Row(0), Column(2), 3.0),
            (Row(1), Column(0), 2.0),
            (Row(9), Column(0), 9.0),
        ];
        let matrix = SparseMatrix::from_cells(2, 3, cells);
        let all: Vec<_> = matrix.cells().collect();
        assert_eq!(all, [(Row(0), Column(2), 3.0), (Row(1), Column(0), 2.0)]);
        assert_eq!(matrix.transposed().transposed(), matrix);
        assert_eq!(matrix.row(Row(7)).count(), 0);
        assert_eq!(matrix.row(Row(usize::MAX)).count(), 0);
        assert_eq!(SparseMatrix::default(), SparseMatrix::from_cells(0, 0, Vec::new()));
    }

    #[test]
    fn dense_matrices_need_their_cells() {
        assert!(DenseMatrix::new(2, 2, vec![0.0; 3]).is_none());
        assert!(DenseMatrix::new(usize::MAX, 2, vec![]).is_none());
        assert!(DenseMatrix::new(usize::MAX, 0, vec![]).is_none());
        assert!(DenseMatrix::new(0, usize::MAX, vec![]).is_none());
        assert!(DenseMatrix::new(0, 9, vec![]).is_some());
        let matrix = DenseMatrix::new(2, 2, vec![1.0, f32::NAN, -1.0, f32::INFINITY]);
        let matrix = matrix.expect("four cells for two by two");
        assert_eq!(matrix.row(Row(0)).count(), 2);
        assert_eq!(matrix.gains(Row(0)).count() + matrix.gains(Row(1)).count(), 1);
    }

    #[test]
    fn shapes_that_lie_are_refused() {
        let read = |text: &str| serde_json::from_str::<SparseMatrix>(text);
        let written = r#"{"rows":2,"columns":3,"cells":[[1,2,0.5],[7,0,1.0]]}"#;
        assert_eq!(read(written).unwrap().cells().count(), 1);
        for shape in
            [r#""rows":18446744073709551615,"columns":1"#, r#""rows":1,"columns":16777217"#]
        {
            assert!(read(&format!("{{{shape},\"cells\":[]}}")).is_err(), "{shape}");
        }
        assert!(
            serde_json::from_str::<DenseMatrix>(r#"{"rows":2,"columns":2,"cells":[1]}"#).is_err()
        );
    }
}
