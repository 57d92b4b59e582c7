//! Blocks of titles that a cluster pairs one by one: pure functions, for lists that no machine holds.
//!
//! A job samples the titles for a [`Plan`], asks [`Blocks::keys`] under which keys each title stands,
//! brings titles of one key together, and has [`Blocks::pair_block`] weigh the candidates of each
//! block. A pair is found where both titles stand under one key.

use serde::{Deserialize, Serialize};

use crate::aligner::Aligner;
use crate::error::{Error, Result};
use crate::evidence::{Pool, Profile, Rarity, Side, Source, Ways};
use crate::nearest::{Cells, Packed};
use crate::progress::Watch;
use crate::title::{ChineseIndex, EnglishIndex, Language};

/// Titles of one language in a cell, on average, each counted in the cells it stands in first.
const PER_CELL: usize = 128;

/// Cells that a title stands in.
const CELLS: usize = 4;

/// What it shares that is rare: so many keys of a title at most.
const RARE: usize = 6;

/// What all workers of a job must know alike: how rare things are, and the centres of the cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    model: u64,
    english: Counts,
    chinese: Counts,
    dims: usize,
    centres: Vec<u8>,
}

/// Titles of a sample, and how many of them have what more than one has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Counts {
    titles: usize,
    counts: Vec<(u64, u32)>,
}

impl Plan {
    /// A plan for so many titles a side, from a sample of both sides.
    #[must_use]
    pub fn new<E: AsRef<str>, C: AsRef<str>>(
        aligner: &Aligner,
        english: &[E],
        chinese: &[C],
        titles: usize,
    ) -> Self {
        let watch = &mut Watch::none();
        let english = aligner.side(Language::English, english, watch).expect("nobody cancels");
        let chinese = aligner.side(Language::Chinese, chinese, watch).expect("nobody cancels");
        let mut vectors = english.known.vectors.clone();
        vectors.append(chinese.known.vectors.clone());
        let per_cell = std::env::var("PER_CELL").map_or(PER_CELL, |v| v.parse().unwrap());
        let cells = Cells::empty(&vectors, titles / per_cell);
        let counts = |rarity: &Rarity| {
            let (titles, counts) = rarity.counts();
            Counts { titles, counts }
        };
        Self {
            model: 0,
            english: counts(&english.known.rarity),
            chinese: counts(&chinese.known.rarity),
            dims: vectors.dims(),
            centres: cells.centres().codes().to_vec(),
        }
    }
}

/// Answers a job's questions on titles and blocks by a plan.
#[derive(Debug, Clone)]
pub struct Blocks {
    aligner: Aligner,
    english: Rarity,
    chinese: Rarity,
    cells: Cells,
}

/// A pair of titles of a block that may belong together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Position among the English titles of the block.
    pub english: EnglishIndex,
    /// Position among the Chinese titles of the block.
    pub chinese: ChineseIndex,
    /// Natural log-odds that they are a pair, before any competition.
    pub log_odds: f32,
}

impl Blocks {
    /// Makes ready to answer.
    ///
    /// # Errors
    /// The plan was made with another model.
    pub fn new(aligner: &Aligner, plan: &Plan) -> Result<Self> {
        let rarity =
            |counts: &Counts| Rarity::from_counts(counts.titles, counts.counts.iter().copied());
        let centres = Packed::from_codes(plan.dims, plan.centres.clone());
        let centres = centres.ok_or_else(|| Error::invalid("the plan is not of this model"))?;
        Ok(Self {
            aligner: aligner.clone(),
            english: rarity(&plan.english),
            chinese: rarity(&plan.chinese),
            cells: Cells::around(centres),
        })
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
        Side::weighed(source, rarity, model, &mut Watch::none()).expect("nobody cancels")
    }

    /// The keys of a title.
    #[must_use]
    pub fn keys(&self, language: Language, title: &str) -> Vec<i64> {
        let rarity = self.rarity(language);
        let mut profile: Profile = self.aligner.maker().profile(language, title);
        profile.reweigh(rarity, self.aligner.model());
        let vector = profile.vector();
        let cells = std::env::var("CELLS").map_or(CELLS, |v| v.parse().unwrap());
        let mut keys = Vec::new();
        if vector.iter().any(|&v| v != 0.0) {
            keys.extend(self.cells.nearest_cells(vector, cells).into_iter().map(i64::from));
        }
        keys.extend(profile.rarest(rarity, RARE).map(|key| key as i64));
        keys
    }

    /// The candidates of a block.
    #[must_use]
    pub fn pair_block<E: AsRef<str>, C: AsRef<str>>(
        &self,
        english: &[E],
        chinese: &[C],
    ) -> Vec<Candidate> {
        let model = self.aligner.model();
        let english = self.side(Language::English, english);
        let chinese = self.side(Language::Chinese, chinese);
        let pool = Pool::new(model, Language::English, english, chinese, Ways::Both);
        let log_odds = pool.log_odds(&mut Watch::none()).expect("nobody cancels");
        let candidate =
            |(row, column, log_odds): (crate::matrix::Row, crate::matrix::Column, f32)| Candidate {
                english: EnglishIndex(row.0),
                chinese: ChineseIndex(column.0),
                log_odds,
            };
        log_odds.cells().map(candidate).collect()
    }
}
