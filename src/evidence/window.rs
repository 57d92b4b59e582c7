//! Which rows and columns are near enough in time to be paired: numbers only.

/// Moments of rows and columns, and how far apart they may be. What has no moment may be paired with
/// everything.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    rows: Moments,
    columns: Moments,
    width: u64,
}

impl Window {
    /// `width` is in the unit of the moments; two so far apart may still be paired.
    pub(crate) fn new(rows: Vec<Option<i64>>, columns: Vec<Option<i64>>, width: u64) -> Self {
        Self { rows: Moments::new(rows), columns: Moments::new(columns), width }
    }

    /// The same seen from the columns.
    pub(super) fn transposed(&self) -> Self {
        Self { rows: self.columns.clone(), columns: self.rows.clone(), width: self.width }
    }

    /// Whether a row and a column may be paired.
    pub(super) fn allows(&self, row: u32, column: u32) -> bool {
        match (self.rows.of[row as usize], self.columns.of[column as usize]) {
            (Some(a), Some(b)) => a.abs_diff(b) <= self.width,
            _ => true,
        }
    }

    /// The columns that a row may be paired with.
    pub(super) fn columns_of(&self, row: u32) -> impl Iterator<Item = u32> {
        let (dated, undated) = match self.rows.of[row as usize] {
            Some(moment) => (self.columns.within(moment, self.width), &*self.columns.undated),
            None => (&*self.columns.sorted, &*self.columns.undated),
        };
        dated.iter().map(|&(_, at)| at).chain(undated.iter().copied())
    }

    /// How many pairs it allows.
    pub(super) fn pairs(&self) -> usize {
        let rows = 0..self.rows.of.len() as u32;
        let dated = rows.map(|row| match self.rows.of[row as usize] {
            Some(moment) => self.columns.within(moment, self.width).len(),
            None => self.columns.sorted.len(),
        });
        dated.sum::<usize>() + self.rows.of.len() * self.columns.undated.len()
    }
}

#[derive(Debug, Clone)]
struct Moments {
    of: Vec<Option<i64>>,
    sorted: Vec<(i64, u32)>,
    undated: Vec<u32>,
}

impl Moments {
    fn new(of: Vec<Option<i64>>) -> Self {
        let (mut sorted, mut undated) = (Vec::new(), Vec::new());
        for (at, moment) in (0u32..).zip(&of) {
            match moment {
                Some(moment) => sorted.push((*moment, at)),
                None => undated.push(at),
            }
        }
        sorted.sort_unstable();
        Self { of, sorted, undated }
    }

    /// Those at most `width` from a moment.
    fn within(&self, moment: i64, width: u64) -> &[(i64, u32)] {
        let first = moment.saturating_sub_unsigned(width);
        let last = moment.saturating_add_unsigned(width);
        let start = self.sorted.partition_point(|&(other, _)| other < first);
        let end = self.sorted.partition_point(|&(other, _)| other <= last);
        &self.sorted[start..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_listed_and_counted() {
        let rows = vec![Some(0), None, Some(10), Some(i64::MIN)];
        let columns = vec![Some(4), Some(5), None, Some(16), Some(i64::MAX), Some(15)];
        let window = Window::new(rows, columns, 5);
        let mut count = 0;
        for row in 0..4 {
            let mut listed: Vec<u32> = window.columns_of(row).collect();
            listed.sort_unstable();
            let allowed: Vec<u32> = (0..6).filter(|&column| window.allows(row, column)).collect();
            assert_eq!(listed, allowed, "row {row}");
            let other_way = window.transposed();
            assert!(listed.iter().all(|&column| other_way.allows(column, row)));
            count += listed.len();
        }
        assert_eq!((count, window.pairs()), (3 + 6 + 3 + 1, 13));
        assert_eq!(window.columns_of(0).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
