//! The pairing with the greatest sum of scores, leaving out allowed.
//!
//! Successive shortest augmenting paths with dual prices (Jonker & Volgenant 1987; Crouse 2016
//! for the rectangular form), over the cells that exist: no dense matrix is built. Prices keep
//! `row price + column price ≥ score` in every cell, and all prices at 0 or above; an unpaired
//! row or column has price 0, which proves the sum the greatest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Match;
use crate::matrix::{Column, Row, Scores};

pub(super) fn pair(scores: &impl Scores) -> Vec<Match> {
    let mut solver = Solver::new(scores);
    for row in 0..scores.rows() {
        if !solver.takes_free_column(row) {
            solver.augment(row);
        }
    }
    solver.pairs()
}

const NONE: usize = usize::MAX;

struct Solver<'a, S> {
    scores: &'a S,
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    /// The row each column is paired with, or [`NONE`].
    row_of: Vec<usize>,
    search: Search,
}

/// A shortest-path search from one row over columns; distances are prices minus scores.
struct Search {
    distance: Vec<f64>,
    /// The visit from which each column was reached.
    reached_from: Vec<usize>,
    /// Columns reached, to be forgotten after the search.
    touched: Vec<usize>,
    queue: BinaryHeap<Reverse<(Distance, usize)>>,
    /// Rows that the search went through, with their distance and the column they came by.
    visited: Vec<(usize, f64, usize)>,
}

/// Where the cheapest change ends.
#[derive(Clone, Copy)]
enum End {
    /// A free column is taken.
    Column(usize),
    /// The row of this visit is left out.
    Row(usize),
}

/// A finite distance, ordered.
#[derive(PartialEq)]
struct Distance(f64);

impl Eq for Distance {}

impl PartialOrd for Distance {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Distance {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl<'a, S: Scores> Solver<'a, S> {
    fn new(scores: &'a S) -> Self {
        let best = |row| scores.gains(Row(row)).map(|(_, s)| f64::from(s)).fold(0.0, f64::max);
        let columns = scores.columns();
        Self {
            scores,
            row_price: (0..scores.rows()).map(best).collect(),
            column_price: vec![0.0; columns],
            row_of: vec![NONE; columns],
            search: Search {
                distance: vec![f64::INFINITY; columns],
                reached_from: vec![NONE; columns],
                touched: Vec::new(),
                queue: BinaryHeap::new(),
                visited: Vec::new(),
            },
        }
    }

    /// The common case: the row's best column is free.
    fn takes_free_column(&mut self, row: usize) -> bool {
        let price = self.row_price[row];
        let tight = |&(Column(c), score): &(Column, f32)| {
            self.row_of[c] == NONE && f64::from(score) >= price + self.column_price[c]
        };
        let found = self.scores.gains(Row(row)).find(tight);
        if let Some((Column(column), _)) = found {
            self.row_of[column] = row;
        }
        found.is_some()
    }

    fn augment(&mut self, row: usize) {
        let (end, length) = self.shortest_path(row);
        self.update_prices(length);
        self.change_pairs(end);
        self.search.forget();
    }

    /// Dijkstra's search from a row to a free column or to a row that is best left out.
    fn shortest_path(&mut self, start: usize) -> (End, f64) {
        let mut end = End::Row(0);
        let mut length = self.row_price[start];
        self.visit(start, 0.0, NONE, length);
        while let Some(Reverse((Distance(distance), column))) = self.search.queue.pop() {
            if distance >= length {
                break;
            }
            if distance > self.search.distance[column] {
                continue;
            }
            let row = self.row_of[column];
            if row == NONE {
                return (End::Column(column), distance);
            }
            let left_out = distance + self.row_price[row];
            if left_out < length {
                (end, length) = (End::Row(self.search.visited.len()), left_out);
            }
            self.visit(row, distance, column, length);
        }
        (end, length)
    }

    fn visit(&mut self, row: usize, distance: f64, by: usize, limit: f64) {
        let visit = self.search.visited.len();
        self.search.visited.push((row, distance, by));
        for (Column(column), score) in self.scores.gains(Row(row)) {
            let slack = self.row_price[row] + self.column_price[column] - f64::from(score);
            let to = distance + slack.max(0.0);
            if to < limit && to < self.search.distance[column] {
                self.search.reach(column, to, visit);
            }
        }
    }

    fn update_prices(&mut self, length: f64) {
        for &(row, distance, by) in &self.search.visited {
            let change = (length - distance).max(0.0);
            self.row_price[row] = (self.row_price[row] - change).max(0.0);
            if by != NONE {
                self.column_price[by] += change;
            }
        }
    }

    /// Gives each row on the path the column it was reached by.
    fn change_pairs(&mut self, end: End) {
        let mut column = match end {
            End::Column(column) => column,
            End::Row(visit) => self.search.visited[visit].2,
        };
        while column != NONE {
            let (row, _, by) = self.search.visited[self.search.reached_from[column]];
            self.row_of[column] = row;
            column = by;
        }
    }

    fn pairs(&self) -> Vec<Match> {
        let score = |row, column| {
            self.scores.gains(Row(row)).find(|&(c, _)| c == Column(column)).map(|(_, s)| s)
        };
        let paired = self.row_of.iter().enumerate().filter(|&(_, &row)| row != NONE);
        let pair = |(column, &row): (usize, &usize)| {
            Some(Match { row: Row(row), column: Column(column), score: score(row, column)? })
        };
        paired.filter_map(pair).collect()
    }
}

impl Search {
    fn reach(&mut self, column: usize, distance: f64, from: usize) {
        if self.distance[column] == f64::INFINITY {
            self.touched.push(column);
        }
        self.distance[column] = distance;
        self.reached_from[column] = from;
        self.queue.push(Reverse((Distance(distance), column)));
    }

    fn forget(&mut self) {
        for column in self.touched.drain(..) {
            self.distance[column] = f64::INFINITY;
        }
        self.queue.clear();
        self.visited.clear();
    }
}
