//! Blocks of titles for a cluster: pure functions, for lists that no machine holds.
//!
//! A job makes a [`Plan`] from a sample of its titles, asks [`Blocks::keys`] under which keys each
//! title stands, brings the titles of each key together, and has [`Blocks::pair_block`] weigh the
//! candidates among them. Titles that belong together mostly have a key in common: their vectors
//! are near to the same centres, or they share a rare name or number. What has none is missed.

use serde::{Deserialize, Serialize};

use crate::aligner::Aligner;
use crate::error::{Error, Result};
use crate::evidence::{Pool, Profile, Rarity, Side, Singles, Source, Ways, fingerprint};
use crate::matrix::{Column, Row};
use crate::nearest::{Cells, Packed};
use crate::progress::unwatched;
use crate::title::{ChineseIndex, EnglishIndex, Language};

/// Titles of a side for each cell.
const PER_CELL: usize = 128;

/// Cells that a title stands in, the nearest.
const CELLS: usize = 6;

/// Rare names, numbers and copied words under which a title stands, at most.
const MOST_RARE: usize = 6;

/// What all workers of a job must know alike: how rare things are in its titles, and the centres of
/// the cells.
///
/// Some 20 bytes for each thing that two titles of the sample share, and 64 for each cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The fingerprint of what makes keys.
    model: u64,
    /// Titles a side.
    titles: usize,
    english: Counts,
    chinese: Counts,
    dims: usize,
    /// Packed vectors.
    centres: Vec<u8>,
}

/// Titles of a sample, and how many of them have what more than one has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Counts {
    titles: usize,
    counts: Vec<(u64, u32)>,
}

impl Counts {
    /// Counts over the sample of so many titles. What one title of a true sample has says little of all.
    fn of(rarity: &Rarity, sample: usize, titles: usize) -> Self {
        let singles = if sample < titles { Singles::Left } else { Singles::Kept };
        let (titles, counts) = rarity.counts(singles);
        Self { titles, counts }
    }

    fn rarity(&self) -> Rarity {
        Rarity::from_counts(self.titles, self.counts.iter().copied())
    }
}

impl Plan {
    /// A plan for so many titles a side, from a sample of either side: some 20 titles for each cell
    /// or more, which is a sixth of all, make good cells.
    ///
    /// ```
    /// use bititle::{Aligner, block::Plan};
    /// let plan = Plan::new(&Aligner::builtin(), &["Rain again"], &["又下雨了"], 1000);
    /// assert_eq!(plan.titles(), 1000);
    /// ```
    #[must_use]
    pub fn new<E: AsRef<str>, C: AsRef<str>>(
        aligner: &Aligner,
        english: &[E],
        chinese: &[C],
        titles: usize,
    ) -> Self {
        let english = unwatched(|watch| aligner.side(Language::English, english, watch));
        let chinese = unwatched(|watch| aligner.side(Language::Chinese, chinese, watch));
        let mut vectors = english.known.vectors.clone();
        vectors.append(chinese.known.vectors.clone());
        let cells = Cells::empty(&vectors, titles / PER_CELL);
        Self {
            model: fingerprint(aligner.maker()),
            titles,
            english: Counts::of(&english.known.rarity, english.len(), titles),
            chinese: Counts::of(&chinese.known.rarity, chinese.len(), titles),
            dims: vectors.dims(),
            centres: cells.centres().codes().to_vec(),
        }
    }

    /// Titles a side that it was made for.
    #[must_use]
    pub fn titles(&self) -> usize {
        self.titles
    }
}

/// Answers a job's questions by a plan; the same answers on every worker.
///
/// ```
/// use bititle::block::{Blocks, Plan};
/// use bititle::{Aligner, Language};
///
/// let (english, chinese) = (["Baidu opens a lab", "Rain again"], ["又下雨了", "百度开设实验室"]);
/// let aligner = Aligner::builtin();
/// let blocks = Blocks::new(&aligner, &Plan::new(&aligner, &english, &chinese, 2))?;
/// let keys = blocks.keys(Language::Chinese, chinese[1]);
/// assert!(blocks.keys(Language::English, english[0]).iter().any(|key| keys.contains(key)));
///
/// let weighed = blocks.pair_block(&english, &chinese);
/// let best = weighed.iter().max_by(|a, b| a.log_odds.total_cmp(&b.log_odds)).unwrap();
/// assert_eq!((best.english.0, best.chinese.0), (0, 1));
/// # Ok::<(), bititle::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Blocks {
    aligner: Aligner,
    titles: usize,
    english: Rarity,
    chinese: Rarity,
    cells: Cells,
}

/// What titles stand under: those with a key in common are candidates for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockKey(pub i64);

/// Two titles of a block that may belong together.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Position among the English titles of the block.
    pub english: EnglishIndex,
    /// Position among the Chinese titles of the block.
    pub chinese: ChineseIndex,
    /// Natural log-odds that they are a pair, before any competition.
    pub log_odds: f32,
}

/// The way from the log-odds of a pair after competition to its probability: the logistic function
/// of `slope · x + offset`.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// What log-odds are multiplied by.
    pub slope: f64,
    /// What is added.
    pub offset: f64,
    /// The probability from which a pair is kept.
    pub threshold: f64,
}

impl Blocks {
    /// Makes ready to answer. The aligner must have the model that made the plan.
    ///
    /// # Errors
    /// It has another, or the sample of the plan had no words.
    pub fn new(aligner: &Aligner, plan: &Plan) -> Result<Self> {
        if plan.model != fingerprint(aligner.maker()) || plan.dims != aligner.model().dims() {
            return Err(Error::invalid("the plan was made by another model or version"));
        }
        let centres = Packed::from_codes(plan.dims, plan.centres.clone());
        let centres = centres.ok_or_else(|| Error::invalid("the plan is damaged: its cells"))?;
        if centres.len() == 0 {
            let what = "the plan has no cells: the model knew no word of its sample";
            return Err(Error::invalid(what));
        }
        Ok(Self {
            aligner: aligner.clone(),
            titles: plan.titles,
            english: plan.english.rarity(),
            chinese: plan.chinese.rarity(),
            cells: Cells::around(centres),
        })
    }

    /// The keys of a title, at most twelve; none for one without words.
    #[must_use]
    pub fn keys(&self, language: Language, title: &str) -> Vec<BlockKey> {
        let rarity = self.rarity(language);
        let mut profile: Profile = self.aligner.maker().profile(language, title);
        profile.reweigh(rarity, self.aligner.model());
        let cells = self.cells.nearest_cells(profile.vector(), CELLS);
        // Cells are few: no hash is mistaken for one.
        let rare = profile.rarest(rarity, MOST_RARE).map(|key| BlockKey(key as i64 | i64::MIN));
        cells.into_iter().map(|cell| BlockKey(i64::from(cell))).chain(rare).collect()
    }

    /// Weighs the candidates of a block: of each title the nearest eight by their vectors, and those
    /// that share something rare; the best eight of each English title are given, by position.
    /// Titles without words have none.
    ///
    /// Time: a title is read once for each of its blocks (some 30 µs), and about 3 µs a candidate.
    #[must_use]
    pub fn pair_block<E: AsRef<str>, C: AsRef<str>>(
        &self,
        english: &[E],
        chinese: &[C],
    ) -> Vec<Candidate> {
        let (rows, columns) =
            (self.side(Language::English, english), self.side(Language::Chinese, chinese));
        let model = self.aligner.model();
        let pool = Pool::new(model, Language::English, rows, columns, Ways::InBlock);
        let log_odds = unwatched(|watch| pool.log_odds(watch));
        let candidate = |(row, column, log_odds): (Row, Column, f32)| Candidate {
            english: EnglishIndex(row.0),
            chinese: ChineseIndex(column.0),
            log_odds,
        };
        log_odds.cells().map(candidate).collect()
    }

    /// How the log-odds of a pair, after competition with all others of its titles, become a
    /// probability.
    #[must_use]
    pub fn curve(&self) -> Curve {
        let calibration = &self.aligner.model().calibration;
        let offset = calibration.logit(0.0, self.titles);
        let slope = calibration.logit(1.0, self.titles) - offset;
        Curve { slope, offset, threshold: f64::from(calibration.threshold) }
    }

    fn rarity(&self, language: Language) -> &Rarity {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    fn side<'a, S: AsRef<str>>(&'a self, language: Language, titles: &'a [S]) -> Side<'a> {
        let titles = titles.iter().map(AsRef::as_ref).collect();
        let source = Source::new(self.aligner.maker(), language, titles, usize::MAX);
        let (rarity, model) = (self.rarity(language).clone(), self.aligner.model());
        unwatched(|watch| Side::weighed(source, rarity, model, watch))
    }
}
