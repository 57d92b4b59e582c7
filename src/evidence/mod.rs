//! What speaks for a pair, in separate small signals.
//!
//! Each signal has a file, a name ([`Signal`]) and one or more numbers, the features. The model's
//! calibration weighs them; their sum is the natural log-odds that the two titles are a pair
//! rather than two titles drawn at random, and competition turns it into a probability. Which words
//! made a signal speak is kept ([`Hit`]), so that a person can check it.

mod features;
mod length;
mod meaning;
mod number;
mod pool;
mod probability;
mod side;
mod sound;
mod tokens;
mod translation;
mod verbatim;
mod weights;
mod window;

use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::segment::Title;
use crate::title::Span;

#[cfg(feature = "train")]
pub(crate) use features::NUMBERS;
pub(crate) use features::{FEATURES, features, log_odds};
use meaning::{Best, Cell, Meaning};
pub(crate) use pool::{Pool, Ways, candidates_of_one};
#[cfg(feature = "train")]
pub(crate) use probability::contested;
pub(crate) use probability::{probabilities, probabilities_among};
pub(crate) use side::{Known, Maker, Sharers, Side, Source};
pub(crate) use tokens::token_log_odds;
pub(crate) use window::Window;

/// The name of a signal.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signal {
    /// Latin words that the Chinese title copies.
    Verbatim,
    /// Numbers and dates equal in value.
    Number,
    /// Names that sound alike.
    Sound,
    /// Lengths that fit.
    Length,
    /// The vectors of the titles.
    Vector,
    /// Words that the translation table links.
    Translation,
    /// The best match of each word by its vector.
    Match,
}

impl Signal {
    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Number => "number",
            Self::Sound => "sound",
            Self::Length => "length",
            Self::Vector => "vector",
            Self::Translation => "translation",
            Self::Match => "match",
        }
    }
}

/// Words of the two titles that prove each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Where it stands in the English title.
    pub english: Span,
    /// Where it stands in the Chinese title.
    pub chinese: Span,
    /// Natural log-odds that it adds.
    pub log_odds: f32,
}

/// What one signal says on a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which signal.
    pub signal: Signal,
    /// Natural log-odds for the pair; negative where it speaks against it, 0 where it is silent.
    pub log_odds: f32,
    /// The words that prove it.
    pub hits: Vec<Hit>,
}

/// All that is known on a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// One part a signal, in the order of [`Signal`].
    pub parts: Vec<Part>,
    /// Natural log-odds of a pair before any evidence.
    pub prior: f32,
}

impl Evidence {
    /// The prior and the parts together: natural log-odds that the titles are a pair rather than
    /// two at random.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        self.prior + self.parts.iter().map(|part| part.log_odds).sum::<f32>()
    }

    /// What speaks for and against the pair of these titles, in words:
    /// `sound Huawei=华为 +4.7, length -0.5`.
    #[must_use]
    pub fn in_words(&self, english: &str, chinese: &str) -> String {
        let mut said = Vec::new();
        for part in self.parts.iter().filter(|part| part.log_odds != 0.0) {
            let words = part.hits.iter();
            let words = words
                .map(|hit| format!(" {}={}", hit.english.of(english), hit.chinese.of(chinese)));
            let words = words.collect::<String>();
            said.push(format!("{}{words} {:+.1}", part.signal.name(), part.log_odds));
        }
        if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
    }

    /// All words that prove something, strongest first.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self.parts.iter().flat_map(|p| p.hits.iter().copied()).collect();
        hits.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
        hits
    }
}

/// Of what must be compared one by one (names, numbers) so many of a title are: headlines have
/// fewer, and a text of any length costs no more than its length.
const MOST_COMPARED: usize = 64;

/// A title made ready for comparison: what each signal needs of it, found once.
#[derive(Debug, Clone)]
pub struct Profile {
    words: Vec<Mark>,
    numbers: Vec<number::Number>,
    names: sound::Names,
    length: f32,
    meaning: Meaning,
}

impl Profile {
    /// The profile of a segmented title.
    #[must_use]
    pub fn of(title: &Title, model: &Model) -> Self {
        Self {
            meaning: Meaning::of(title, model),
            words: verbatim::words(title),
            numbers: number::numbers(title),
            names: sound::Names::of(title),
            length: length::length(title),
        }
    }

    /// Of what it may share, the rarest in a list.
    pub(crate) fn rarest(&self, rarity: &Rarity, most: usize) -> impl Iterator<Item = u64> {
        let mut keys: Vec<(u32, u64)> = self
            .keys()
            .map(|(key, most)| (rarity.count(key), most, key))
            .filter(|&(count, most, _)| count <= most)
            .map(|(count, _, key)| (count, key.0))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().take(most).map(|(_, key)| key)
    }

    /// The vector of the title, as it is weighed so far.
    pub(crate) fn vector(&self) -> &[f32] {
        &self.meaning.vector
    }

    /// Weighs its words by how rare they are in a list of titles, too.
    pub(crate) fn reweigh(&mut self, rarity: &Rarity, model: &Model) {
        self.meaning.reweigh(rarity, model);
    }

    /// Whether the title has no words: there is nothing to pair it by.
    fn is_blank(&self) -> bool {
        self.length == 0.0
    }

    /// What is counted to know how rare it is in a list.
    fn counted(&self) -> impl Iterator<Item = Key> {
        self.keys().map(|(key, _)| key).chain(self.meaning.senses.iter().map(|s| s.key))
    }

    /// Everything by which a counterpart can be found, and in how many titles at most it must
    /// stand for that.
    fn keys(&self) -> impl Iterator<Item = (Key, u32)> {
        let words = self.words.iter().map(|m| m.key);
        let numbers = self.numbers.iter().map(|n| n.loose);
        let written = words.chain(numbers).map(|key| (key, side::MOST_SHARERS));
        written.chain(self.names.keys().map(|key| (key, side::MOST_SOUNDING)))
    }
}

/// A word of a title and the key it is compared by.
#[derive(Debug, Clone, Copy)]
struct Mark {
    key: Key,
    span: Span,
}

/// What two titles may share, hashed: equal things have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(u64);

impl Key {
    fn of(thing: impl Hash) -> Self {
        Self(FxBuildHasher.hash_one(thing))
    }
}

/// What is written with keys is of use with the model that made it, and where words are hashed alike.
pub(crate) fn fingerprint(model: &Model) -> u64 {
    model.fingerprint() ^ Key::of("bititle").0
}

/// How often things stand in the titles at hand: a rare word proves more than a common one.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    titles: usize,
    counts: Arc<FxHashMap<Key, u32>>,
}

/// What becomes of that which one title alone has, when counts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Singles {
    Kept,
    Left,
}

impl Rarity {
    /// Counts over the titles of one language; which one hardly matters, as long as names and
    /// numbers are as frequent in both.
    #[must_use]
    pub fn of(titles: &[Profile]) -> Self {
        let mut counts: FxHashMap<Key, u32> = FxHashMap::default();
        for key in titles.iter().flat_map(Profile::counted) {
            *counts.entry(key).or_default() += 1;
        }
        Self { titles: titles.len(), counts: Arc::new(counts) }
    }

    /// Counts as they were written: titles, and what so many of them have.
    pub(crate) fn from_counts(titles: usize, counts: impl Iterator<Item = (u64, u32)>) -> Self {
        let counts = counts.map(|(key, count)| (Key(key), count)).collect();
        Self { titles, counts: Arc::new(counts) }
    }

    /// The titles, and by key how many of them have it, but for what one alone has if so told.
    pub(crate) fn counts(&self, singles: Singles) -> (usize, Vec<(u64, u32)>) {
        let least = if singles == Singles::Kept { 1 } else { 2 };
        let kept = self.counts.iter().filter(|&(_, &count)| count >= least);
        let mut counts: Vec<(u64, u32)> = kept.map(|(key, &count)| (key.0, count)).collect();
        counts.sort_unstable();
        (self.titles, counts)
    }

    /// Forgets what one title alone has: as rare as what none has.
    pub(crate) fn forget_single(&mut self) {
        let counts = Arc::make_mut(&mut self.counts);
        counts.retain(|_, count| *count > 1);
        counts.shrink_to_fit();
    }

    /// Adds counts over other titles of the list.
    fn add(&mut self, other: &Self) {
        let counts = Arc::make_mut(&mut self.counts);
        for (&key, count) in &*other.counts {
            *counts.entry(key).or_default() += count;
        }
    }

    /// Titles that have it.
    fn count(&self, key: Key) -> u32 {
        self.counts.get(&key).copied().unwrap_or(0)
    }

    /// Share of titles that have it, above 0, leaning on a prior where few titles were seen.
    fn frequency(&self, key: Key) -> f32 {
        (self.count(key) as f32 + weights::PRIOR_TITLES * weights::PRIOR_FREQUENCY)
            / (self.titles as f32 + weights::PRIOR_TITLES)
    }
}

/// Weighs an English against a Chinese title. The order matters: profiles of the same language
/// have nothing to say to each other.
///
/// ```
/// use bititle::evidence::{compare, Profile, Rarity, Signal};
/// use bititle::{model::Model, segment::Segmenter, Language};
///
/// let (segmenter, model) = (Segmenter::builtin(), Model::builtin());
/// let profile = |language, text| Profile::of(&segmenter.segment(language, text), model);
/// let english = profile(Language::English, "Docker 1.2 is out on Ubuntu");
/// let chinese = profile(Language::Chinese, "Docker 1.2 已登陆 Ubuntu");
/// let evidence = compare(model, &english, &chinese, &Rarity::default());
/// let verbatim = evidence.parts.iter().find(|part| part.signal == Signal::Verbatim).unwrap();
/// assert_eq!(verbatim.hits.len(), 2);
/// assert!(verbatim.log_odds > 0.0);
/// ```
#[must_use]
pub fn compare(model: &Model, english: &Profile, chinese: &Profile, rarity: &Rarity) -> Evidence {
    let features = features(model, english, chinese, rarity);
    let calibration = &model.calibration;
    let worth: Vec<f32> = calibration.weights.iter().zip(features).map(|(w, f)| w * f).collect();
    let of = |signal| {
        let own = worth.iter().zip(features::SIGNALS).filter(move |&(_, s)| s == signal);
        own.map(|(w, _)| w).sum::<f32>()
    };
    // Hits that are log-odds already count as much as their signal does.
    let weighed = |signal, hits: &mut dyn Iterator<Item = Hit>| {
        let at = features::SIGNALS.iter().position(|&s| s == signal).unwrap_or_default();
        let weight = calibration.weights[at];
        let hits = hits.map(|hit| Hit { log_odds: weight * hit.log_odds, ..hit }).collect();
        Part { signal, log_odds: of(signal), hits }
    };
    let (e, z) = (&english.meaning, &chinese.meaning);
    // Those of the model share what their signal says, by weight.
    let shared = |signal, cells: &mut dyn Iterator<Item = Cell>| {
        let log_odds = of(signal);
        Part { signal, log_odds, hits: shares(log_odds, e, z, cells) }
    };
    let parts = vec![
        weighed(Signal::Verbatim, &mut verbatim::hits(&english.words, &chinese.words, rarity)),
        weighed(Signal::Number, &mut number::hits(&english.numbers, &chinese.numbers, rarity)),
        weighed(Signal::Sound, &mut english.names.hits(&chinese.names, rarity)),
        weighed(Signal::Length, &mut std::iter::empty()),
        weighed(Signal::Vector, &mut std::iter::empty()),
        shared(Signal::Translation, &mut translation::cells(e, z, &model.table)),
        shared(Signal::Match, &mut e.cosines(z)),
    ];
    Evidence { parts, prior: calibration.prior }
}

/// Words that match less are no proof, though they count: unrelated ones have cosines up to this.
const LEAST_SHOWN: f32 = 0.35;

/// The words that best match each other, with their shares of what their signal says.
fn shares(
    log_odds: f32,
    english: &Meaning,
    chinese: &Meaning,
    cells: &mut dyn Iterator<Item = Cell>,
) -> Vec<Hit> {
    let best = Best::of(english.senses.len(), chinese.senses.len(), cells);
    let mutual = best.rows.iter().flatten().filter(|cell| {
        cell.score > LEAST_SHOWN && best.columns[cell.column].is_some_and(|c| c.row == cell.row)
    });
    let worth = |cell: &Cell| {
        let (e, z) = (english.senses[cell.row].weight, chinese.senses[cell.column].weight);
        cell.score * (e / english.weight() + z / chinese.weight()) / 2.0
    };
    let total: f32 = [&best.rows, &best.columns]
        .iter()
        .flat_map(|side| side.iter().flatten())
        .map(|cell| worth(cell) / 2.0)
        .sum::<f32>()
        .max(1e-9);
    let hit = |cell: &Cell| Hit {
        english: english.senses[cell.row].span,
        chinese: chinese.senses[cell.column].span,
        log_odds: log_odds.max(0.0) * (worth(cell) / total).min(1.0),
    };
    mutual.map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;
    use crate::title::Language;

    fn profile(language: Language, text: &str) -> Profile {
        Profile::of(&Segmenter::builtin().segment(language, text), Model::builtin())
    }

    fn weigh(english: &str, chinese: &str) -> Evidence {
        let (english, chinese) =
            (profile(Language::English, english), profile(Language::Chinese, chinese));
        let evidence = compare(Model::builtin(), &english, &chinese, &Rarity::default());
        let sum = log_odds(Model::builtin(), &english, &chinese, &Rarity::default());
        assert!((evidence.log_odds() - sum).abs() < 1e-3, "one sum, two roads");
        evidence
    }

    #[test]
    fn agreement_beats_difference() {
        for (english, right, wrong) in [
            ("Docker 1.2 is out on Ubuntu", "Docker 1.2 已登陆 Ubuntu", "Docker 1.3 已登陆 Ubuntu"),
            ("Sales fall 5% in May", "五月销量下滑5%", "五月销量下滑6%"),
            ("Nokia sells 30 million phones", "诺基亚卖出三千万部手机", "诺基亚卖出四千万部手机"),
            ("Huawei opens a lab in Paris", "华为在巴黎开设实验室", "中兴在巴黎开设实验室"),
            ("Learn Python today", "今天就学Python", "今天就学Java"),
        ] {
            let gap = weigh(english, right).log_odds() - weigh(english, wrong).log_odds();
            assert!(gap > 1.0, "{english}: {right} against {wrong}: {gap}");
        }
    }

    #[test]
    fn hits_say_which_words() {
        let (english, chinese) = ("Nokia sells 30 million phones", "诺基亚卖出三千万部手机");
        let hits = weigh(english, chinese).hits();
        let words: Vec<_> =
            hits.iter().map(|h| (h.english.of(english), h.chinese.of(chinese))).collect();
        assert!(words.contains(&("30 million", "三千万")), "{words:?}");
        assert!(words.contains(&("Nokia", "诺基亚")), "{words:?}");
    }

    #[test]
    fn empty_titles_have_finite_evidence() {
        assert!(weigh("", "").log_odds().is_finite());
    }
}
