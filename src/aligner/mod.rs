//! The front door, where the rooms meet: what it does for one title stands here, for two lists in
//! `pairing` and `search`, for the words of two titles in `links`.

mod links;
mod pairing;
mod search;

use std::sync::Arc;

use crate::error::Result;
use crate::evidence::{Evidence, Maker, Profile, Rarity, Side, Source, compare, log_odds};
use crate::extract::{Page, extract_with};
use crate::model::Model;
use crate::nearest::MOST_EXACT;
use crate::progress::Watch;
use crate::segment::{Segmenter, Title};
use crate::split::{Split, split_with};
use crate::title::Language;

pub use links::WordLink;
pub use pairing::{PairOptions, TitlePair, TitlePairing};
pub use search::Found;
pub(crate) use search::best;

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
    /// It is no word that titles could hold whole.
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

    /// Takes a page apart; see [`extract()`](crate::extract::extract). Its lines are cut as by
    /// [`Aligner::split`].
    ///
    /// ```
    /// # use bititle::Aligner;
    /// let page = "Toyota Bets on Hydrogen 丰田押注氢能\n(previous post)\n";
    /// assert_eq!(Aligner::builtin().extract(page).titles().count(), 1);
    /// ```
    #[must_use]
    pub fn extract(&self, page: &str) -> Page {
        extract_with(page, |english, chinese| self.second_opinion(english, chinese))
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

/// Lists of up to so many titles are read once and kept in memory, some 3 KB a title.
pub(crate) const MOST_HELD: usize = MOST_EXACT;

/// Longer lines, in bytes, are no titles: their cuts are not worth the time.
const LONGEST_JUDGED: usize = 2000;

/// How much the evidence on two halves counts beside the clues of the cut: less than its log-odds
/// say, as lengths and shared words are clues already.
const OPINION_WEIGHT: f32 = 0.3;
/// Halves of one line share their subject more often than titles of two lists do, a pair or not.
const OPINION_SHIFT: f32 = -1.5;
/// No opinion outweighs all clues.
const OPINION_BOUND: f32 = 4.0;
