//! The front door: the only place that knows all rooms.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::evidence::{
    Evidence, Maker, Pool, Profile, Rarity, Side, Source, Ways, Window, compare, log_odds,
    probabilities, token_log_odds,
};
use crate::extract::{Page, extract};
use crate::item::Item;
use crate::matrix::{Column, Row, Scores, SparseMatrix};
use crate::model::Model;
use crate::nearest::MOST_EXACT;
use crate::pair::{self, Method};
use crate::progress::{Progress, Watch};
use crate::segment::Segmenter;
use crate::segment::Title;
use crate::split::{Split, split_with};
use crate::title::{ChineseIndex, EnglishIndex, Language};
use crate::words::{self, Symmetrization};

/// Splits, segments, pairs and links titles. Cheap to clone, `Send + Sync`; make one and share it.
///
/// ```
/// use bititle::Aligner;
///
/// let aligner = Aligner::builtin();
/// let english = ["Nokia sells 30 million phones", "Baidu opens a lab in Chengdu"];
/// let chinese = ["百度在成都开设实验室", "诺基亚卖出三千万部手机"];
/// let pairing = aligner.pair(&english, &chinese);
/// let found: Vec<_> = pairing.pairs.iter().map(|p| (p.english.0, p.chinese.0)).collect();
/// assert_eq!(found, [(0, 1), (1, 0)]);
/// assert!(pairing.pairs.iter().all(|p| p.probability > 0.5));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Aligner {
    segmenter: Segmenter,
    /// A model of the caller's; `None` stands for the one inside the crate.
    own: Option<Arc<Model>>,
}

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

/// A candidate that a search found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Position in the list that was searched.
    pub candidate: usize,
    /// Probability that it is the counterpart, 0 to 1, among the candidates at hand.
    pub score: f32,
}

/// A link between a token of an English and one of a Chinese title.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WordLink {
    /// Position among the tokens of the English title.
    pub english: EnglishIndex,
    /// Position among the tokens of the Chinese title.
    pub chinese: ChineseIndex,
    /// How sure it is, 0 to 1.
    pub probability: f32,
}

impl Aligner {
    /// The aligner with everything that is built in.
    #[must_use]
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The built-in aligner with a segmenter of your own.
    #[must_use]
    pub fn with_segmenter(segmenter: Segmenter) -> Self {
        Self { segmenter, own: None }
    }

    /// The same aligner with a model of your own.
    #[must_use]
    pub fn with_model(self, model: impl Into<Arc<Model>>) -> Self {
        Self { own: Some(model.into()), ..self }
    }

    /// The probability from which [`Aligner::pair`] keeps a pair, from the model's calibration.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.model().calibration.threshold
    }

    pub(crate) fn model(&self) -> &Model {
        self.own.as_ref().unwrap_or_else(|| Model::builtin())
    }

    /// Teaches it a Chinese word; see [`Segmenter::add_word`].
    ///
    /// # Errors
    /// The word is empty or holds white space.
    pub fn add_word(&mut self, word: &str) -> Result<()> {
        self.segmenter.add_word(word)
    }

    /// Cuts a line into its halves; see [`split()`](crate::split::split). Where the clues of the line
    /// leave the cut open, the model says which halves translate each other best.
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let line = "Huawei: Fight Them With Innovation 华为欲借创新论低调进军美国市场";
    /// let halves = Aligner::builtin().split(line).pairs[0];
    /// assert_eq!(halves.chinese.unwrap().of(line), "华为欲借创新论低调进军美国市场");
    /// ```
    #[must_use]
    pub fn split(&self, line: &str) -> Split {
        split_with(line, |english, chinese| self.second_opinion(english, chinese))
    }

    /// How much two halves look like each other's translation, for a cut that is open.
    fn second_opinion(&self, english: &str, chinese: &str) -> f32 {
        if english.len() + chinese.len() > LONGEST_JUDGED {
            return 0.0;
        }
        let [english, chinese] = self.both(english, chinese).map(|title| self.profile(&title));
        let evidence = log_odds(self.model(), &english, &chinese, &Rarity::default());
        (OPINION_WEIGHT * (evidence + OPINION_SHIFT)).clamp(-OPINION_BOUND, OPINION_BOUND)
    }

    /// Takes a page apart; see [`extract()`](crate::extract::extract).
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let page = "Toyota Bets on Hydrogen 丰田押注氢能\n(previous post)\n";
    /// assert_eq!(Aligner::builtin().extract(page).titles().count(), 1);
    /// ```
    #[must_use]
    pub fn extract(&self, page: &str) -> Page {
        extract(page)
    }

    /// Cuts a title into tokens; see [`Segmenter::segment`].
    ///
    /// ```
    /// # use bititle::{Aligner, Language};
    /// let title = Aligner::builtin().segment(Language::English, "AT&T's e-commerce push");
    /// assert_eq!(title.words().collect::<Vec<_>>(), ["at&t", "e-commerce", "push"]);
    /// ```
    #[must_use]
    pub fn segment(&self, language: Language, title: &str) -> Title {
        self.segmenter.segment(language, title)
    }

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
        let paired = self.pair_in(english, chinese, options, None, &mut Watch::none());
        paired.expect("nobody cancels")
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
        let mut nobody = |_| ControlFlow::Continue(());
        self.pair_items_watched(english, chinese, options, &mut nobody).expect("nobody cancels")
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
        let dates = |items: &[Item]| items.iter().map(|item| item.date.map(|d| d.0)).collect();
        let window = options
            .window
            .map(|width| Window::new(dates(english), dates(chinese), width.as_secs()));
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
        let watch = &mut Watch::none();
        let own = self.side(query_language, queries, watch).expect("nobody cancels");
        let other = self.side(query_language.other(), candidates, watch).expect("nobody cancels");
        // Always English in rows, so that both directions agree.
        let probable = |english, chinese| {
            let pool = Pool::new(self.model(), Language::English, english, chinese, Ways::Both);
            let log_odds = pool.log_odds(&mut Watch::none()).expect("nobody cancels");
            probabilities(&log_odds, &self.model().calibration)
        };
        let probable = match query_language {
            Language::English => probable(own, other),
            Language::Chinese => probable(other, own).transposed(),
        };
        (0..queries.len()).map(|query| best(&probable, Row(query), top)).collect()
    }

    /// Weighs one pair of titles on its own, without other titles to compete with.
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let aligner = Aligner::builtin();
    /// let right = aligner.evidence("Nokia sells 30 million phones", "诺基亚卖出三千万部手机");
    /// let wrong = aligner.evidence("Nokia sells 30 million phones", "百度在成都开设实验室");
    /// assert!(right.log_odds() > 0.0 && wrong.log_odds() < right.log_odds());
    /// ```
    #[must_use]
    pub fn evidence(&self, english: &str, chinese: &str) -> Evidence {
        let [english, chinese] = self.both(english, chinese);
        let [english, chinese] = [self.profile(&english), self.profile(&chinese)];
        compare(self.model(), &english, &chinese, &Rarity::default())
    }

    /// Links the words of a title to those of its counterpart.
    ///
    /// Positions are those of [`Title::tokens`] as [`Aligner::segment`] gives them.
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let links = Aligner::builtin().words("Nokia sells 30 million phones", "诺基亚卖出三千万部手机");
    /// let links: Vec<_> = links.iter().map(|l| (l.english.0, l.chinese.0)).collect();
    /// assert_eq!(links, [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3)]);
    /// ```
    #[must_use]
    pub fn words(&self, english: &str, chinese: &str) -> Vec<WordLink> {
        let [english, chinese] = self.both(english, chinese);
        self.link(&english, &chinese)
    }

    /// Like [`Aligner::words`], with tokens as given: words split by white space, as the corpora
    /// with hand-made links have them.
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let links = Aligner::builtin().words_of_tokens("nokia sells phones", "诺基亚 卖出 手机");
    /// assert_eq!((links[0].english.0, links[0].chinese.0), (0, 0));
    /// ```
    #[must_use]
    pub fn words_of_tokens(&self, english: &str, chinese: &str) -> Vec<WordLink> {
        let english = self.segmenter.pretokenized(Language::English, english);
        let chinese = self.segmenter.pretokenized(Language::Chinese, chinese);
        self.link(&english, &chinese)
    }

    fn link(&self, english: &Title, chinese: &Title) -> Vec<WordLink> {
        let scores = words::posterior(&token_log_odds(self.model(), english, chinese));
        let links = words::link(&scores, Symmetrization::default(), LEAST_LINK);
        let to_word = |l: words::Link| WordLink {
            english: EnglishIndex(l.row.0),
            chinese: ChineseIndex(l.column.0),
            probability: l.probability,
        };
        links.into_iter().map(to_word).collect()
    }

    fn both(&self, english: &str, chinese: &str) -> [Title; 2] {
        [self.segment(Language::English, english), self.segment(Language::Chinese, chinese)]
    }

    pub(crate) fn maker(&self) -> Maker<'_> {
        Maker { segmenter: &self.segmenter, model: self.model() }
    }

    pub(crate) fn side<'a, S: AsRef<str>>(
        &'a self,
        language: Language,
        titles: &'a [S],
        watch: &mut Watch<'_>,
    ) -> Result<Side<'a>> {
        let titles: Vec<&str> = titles.iter().map(AsRef::as_ref).collect();
        Side::new(Source::new(self.maker(), language, titles, MOST_HELD), self.model(), watch)
    }

    fn profile(&self, title: &Title) -> Profile {
        Profile::of(title, self.model())
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

/// Lists of up to so many titles are read once and kept in memory, some 3 KB a title.
pub(crate) const MOST_HELD: usize = MOST_EXACT;

/// Longer lines, in bytes, are no titles: their cuts are not worth the time.
const LONGEST_JUDGED: usize = 2000;

/// How much the evidence on two halves counts beside the clues of the cut: less than its log-odds
/// say, as lengths and shared words are clues already.
const OPINION_WEIGHT: f32 = 0.3;
/// Halves of one line are a pair more often than two titles of two lists are.
const OPINION_SHIFT: f32 = 3.0;
/// No opinion outweighs all clues.
const OPINION_BOUND: f32 = 4.0;

/// A link below this probability is none.
const LEAST_LINK: f32 = 0.15;
