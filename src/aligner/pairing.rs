//! Two lists of titles to pairs.

use std::ops::ControlFlow;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Aligner;
use crate::error::Result;
use crate::evidence::{Evidence, Pool, Ways, Window, probabilities};
use crate::item::Item;
use crate::matrix::{Column, Row, SparseMatrix};
use crate::pair::{self, Method};
use crate::progress::{Progress, Watch, unwatched};
use crate::title::{ChineseIndex, EnglishIndex, Language};

/// How to pair two lists.
///
/// ```
/// use bititle::{pair::Method, PairOptions};
/// let options = PairOptions::default().method(Method::Ordered).threshold(0.8);
/// assert_eq!(options.threshold, Some(0.8));
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct PairOptions {
    /// Which one-to-one pairing to look for; [`Method::Optimal`] by default.
    pub method: Method,
    /// Pairs below this probability are left unpaired, 0 to keep all that have any evidence. By
    /// default that of the model, fitted so that on unseen pairs neither many wrong pairs are
    /// kept nor many right ones left (the greatest F1).
    pub threshold: Option<f32>,
    /// Only titles published at most so far apart are candidates; those without a date always are.
    /// By default dates do not matter. Known to [`Aligner::pair_items`] alone: other titles have
    /// no dates.
    pub window: Option<Duration>,
}

impl PairOptions {
    /// The same with another method.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// The same with another threshold, a probability from 0 to 1.
    #[must_use]
    pub fn threshold(self, threshold: f32) -> Self {
        Self { threshold: Some(threshold), ..self }
    }

    /// The same for titles published at most so far apart.
    #[must_use]
    pub fn window(self, window: Duration) -> Self {
        Self { window: Some(window), ..self }
    }

    /// Which of these may be pairs by their dates.
    fn window_of(&self, english: &[Item], chinese: &[Item]) -> Option<Window> {
        let dates = |items: &[Item]| items.iter().map(|item| item.date.map(|d| d.0)).collect();
        let width = self.window?.as_secs();
        Some(Window::new(dates(english), dates(chinese), width))
    }
}

/// An English and a Chinese title that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TitlePair {
    /// Position in the English list.
    pub english: EnglishIndex,
    /// Position in the Chinese list.
    pub chinese: ChineseIndex,
    /// How sure it is, 0 to 1, among the titles at hand.
    pub probability: f32,
    /// What speaks for it.
    pub evidence: Evidence,
}

/// Two lists paired one to one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TitlePairing {
    /// The pairs, by English position.
    pub pairs: Vec<TitlePair>,
    /// English titles without a counterpart.
    pub unpaired_english: Vec<EnglishIndex>,
    /// Chinese titles without a counterpart.
    pub unpaired_chinese: Vec<ChineseIndex>,
}

impl Aligner {
    /// Pairs two lists with the default options.
    #[must_use]
    pub fn pair<E: AsRef<str>, C: AsRef<str>>(&self, english: &[E], chinese: &[C]) -> TitlePairing {
        self.pair_with(english, chinese, &PairOptions::default())
    }

    /// Pairs two lists in any order one to one; what finds no partner is returned as unpaired.
    ///
    /// Empty lists and empty titles are no error: they pair with nothing. Equal titles compete, so
    /// none of them is sure.
    ///
    /// ```
    /// # use bititle::{Aligner, PairOptions};
    /// let sure = PairOptions::default().threshold(0.9);
    /// let pairing = Aligner::builtin().pair_with(&["Rain again", "Baidu IPO"], &["百度上市"], &sure);
    /// assert!(pairing.pairs.iter().all(|pair| pair.probability >= 0.9));
    /// assert_eq!(pairing.pairs.len() + pairing.unpaired_english.len(), 2);
    /// ```
    #[must_use]
    pub fn pair_with<E: AsRef<str>, C: AsRef<str>>(
        &self,
        english: &[E],
        chinese: &[C],
        options: &PairOptions,
    ) -> TitlePairing {
        unwatched(|watch| self.pair_in(english, chinese, options, None, watch))
    }

    /// Like [`Aligner::pair_with`], for long runs: tells `hook` now and then how far it is, and
    /// stops when that breaks.
    ///
    /// # Errors
    /// The hook broke: [`Error::is_cancelled`](crate::Error::is_cancelled).
    ///
    /// ```
    /// # use bititle::{Aligner, PairOptions};
    /// use std::ops::ControlFlow;
    /// let (english, chinese) = (["Rain again", "Baidu IPO"], ["百度上市"]);
    /// let mut last = 0;
    /// let mut watch = |progress: bititle::Progress| {
    ///     last = progress.done;
    ///     ControlFlow::Continue(())
    /// };
    /// let aligner = Aligner::builtin();
    /// let options = PairOptions::default();
    /// let pairing = aligner.pair_watched(&english, &chinese, &options, &mut watch)?;
    /// assert_eq!(pairing.pairs.len(), last);
    /// let stopped = aligner.pair_watched(&english, &chinese, &options, &mut |_| ControlFlow::Break(()));
    /// assert!(stopped.unwrap_err().is_cancelled());
    /// # Ok::<(), bititle::Error>(())
    /// ```
    pub fn pair_watched<E: AsRef<str>, C: AsRef<str>>(
        &self,
        english: &[E],
        chinese: &[C],
        options: &PairOptions,
        hook: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<TitlePairing> {
        self.pair_in(english, chinese, options, None, &mut Watch::new(hook))
    }

    /// Like [`Aligner::pair_with`], for titles with dates: [`PairOptions::window`] counts.
    ///
    /// ```
    /// # use bititle::{Aligner, Item, PairOptions, Timestamp};
    /// use std::time::Duration;
    /// let day = 86_400;
    /// let item = |title: &str, date| {
    ///     let mut item = Item::from(title);
    ///     item.date = Some(Timestamp(date));
    ///     item
    /// };
    /// let english = [item("Nokia sells 30 million phones", 0)];
    /// let chinese = [item("诺基亚卖出三千万部手机", 9 * day)];
    /// let options = PairOptions::default();
    /// let aligner = Aligner::builtin();
    /// assert_eq!(aligner.pair_items(&english, &chinese, &options).pairs.len(), 1);
    /// let week = options.window(Duration::from_secs(7 * 86_400));
    /// assert_eq!(aligner.pair_items(&english, &chinese, &week).pairs.len(), 0);
    /// ```
    #[must_use]
    pub fn pair_items(
        &self,
        english: &[Item],
        chinese: &[Item],
        options: &PairOptions,
    ) -> TitlePairing {
        let window = options.window_of(english, chinese);
        unwatched(|watch| self.pair_in(english, chinese, options, window, watch))
    }

    /// Like [`Aligner::pair_items`], for long runs, as [`Aligner::pair_watched`].
    ///
    /// # Errors
    /// The hook broke: [`Error::is_cancelled`](crate::Error::is_cancelled).
    pub fn pair_items_watched(
        &self,
        english: &[Item],
        chinese: &[Item],
        options: &PairOptions,
        hook: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<TitlePairing> {
        let window = options.window_of(english, chinese);
        self.pair_in(english, chinese, options, window, &mut Watch::new(hook))
    }

    fn pair_in<E: AsRef<str>, C: AsRef<str>>(
        &self,
        english: &[E],
        chinese: &[C],
        options: &PairOptions,
        window: Option<Window>,
        watch: &mut Watch<'_>,
    ) -> Result<TitlePairing> {
        let english = self.side(Language::English, english, watch)?;
        let chinese = self.side(Language::Chinese, chinese, watch)?;
        let pool =
            Pool::new(self.model(), Language::English, english, chinese, Ways::Both).within(window);
        let probable = probabilities(&pool.log_odds(watch)?, &self.model().calibration);
        let threshold = options.threshold.unwrap_or_else(|| self.threshold());
        let kept = probable.cells().filter(|&(_, _, p)| p >= threshold).collect();
        drop(probable);
        let kept = SparseMatrix::from_cells(pool.rows(), pool.columns(), kept);
        let pairing = pair::pair(&kept, options.method);
        let places: Vec<(Row, Column)> = pairing.pairs.iter().map(|m| (m.row, m.column)).collect();
        let evidence = pool.evidence(&places, watch)?;
        let pairs = pairing.pairs.iter().zip(evidence).map(|(m, evidence)| TitlePair {
            english: EnglishIndex(m.row.0),
            chinese: ChineseIndex(m.column.0),
            probability: m.score,
            evidence,
        });
        Ok(TitlePairing {
            pairs: pairs.collect(),
            unpaired_english: pairing.unpaired_rows.iter().map(|r| EnglishIndex(r.0)).collect(),
            unpaired_chinese: pairing.unpaired_columns.iter().map(|c| ChineseIndex(c.0)).collect(),
        })
    }
}
