//! The counterparts of titles in a list of the other language.

use serde::{Deserialize, Serialize};

use super::Aligner;
use crate::evidence::{Pool, Ways, probabilities};
use crate::matrix::{Column, Row, Scores, SparseMatrix};
use crate::progress::unwatched;
use crate::title::Language;

/// A candidate that a search found.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Position in the list that was searched.
    pub candidate: usize,
    /// Probability that it is the counterpart, 0 to 1, among the candidates at hand.
    pub score: f32,
}

impl Aligner {
    /// The most probable counterparts of each query among candidates of the other language, best
    /// first, at most `top` each. A query on which there is no evidence finds nothing.
    ///
    /// ```
    /// # use bititle::{Aligner, Language};
    /// let found = Aligner::builtin().search(Language::Chinese, &["百度上市"], &["Apple", "Baidu IPO"], 1);
    /// assert_eq!(found[0][0].candidate, 1);
    /// ```
    #[must_use]
    pub fn search<Q: AsRef<str>, C: AsRef<str>>(
        &self,
        query_language: Language,
        queries: &[Q],
        candidates: &[C],
        top: usize,
    ) -> Vec<Vec<Found>> {
        let own = unwatched(|watch| self.side(query_language, queries, watch));
        let other = unwatched(|watch| self.side(query_language.other(), candidates, watch));
        // Always English in rows, so that both directions agree.
        let probable = |english, chinese| {
            let pool = Pool::new(self.model(), Language::English, english, chinese, Ways::Both);
            let log_odds = unwatched(|watch| pool.log_odds(watch));
            probabilities(&log_odds, &self.model().calibration)
        };
        let probable = match query_language {
            Language::English => probable(own, other),
            Language::Chinese => probable(other, own).transposed(),
        };
        (0..queries.len()).map(|query| best(&probable, Row(query), top)).collect()
    }
}

/// The best cells of a row; equal ones by position.
pub(crate) fn best(scores: &SparseMatrix, row: Row, top: usize) -> Vec<Found> {
    let mut found: Vec<Found> =
        scores.row(row).map(|(Column(candidate), score)| Found { candidate, score }).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.candidate.cmp(&b.candidate)));
    found.truncate(top);
    found
}
