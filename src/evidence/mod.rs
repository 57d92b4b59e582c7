//! What speaks for a pair, in separate small signals.
//!
//! Each signal has a file, a name ([`Signal`]) and one or more numbers, the features. The model's
//! calibration weighs them; their sum is the natural log-odds that the two titles are a pair
//! rather than two titles drawn at random, and competition turns it into a probability. Which words
//! made a signal speak is kept ([`Hit`]), so that a person can check it.

mod breadth;
mod compare;
mod features;
mod length;
mod meaning;
mod number;
mod pool;
mod probability;
mod profile;
mod rarity;
mod sharers;
mod shortlist;
mod side;
mod sound;
#[cfg(test)]
mod tests;
mod tokens;
mod translation;
mod verbatim;
mod weights;
mod window;

use serde::{Deserialize, Serialize};

use crate::title::Span;

pub use compare::compare;
#[cfg(feature = "train")]
pub(crate) use features::features;
pub(crate) use features::log_odds;
pub(crate) use pool::{Pool, Ways, candidates_of_one};
#[cfg(feature = "train")]
pub(crate) use probability::contested;
pub(crate) use probability::{probabilities, probabilities_among};
pub use profile::Profile;
use profile::{Key, MOST_COMPARED, Mark};
pub(crate) use profile::{Maker, fingerprint};
pub use rarity::Rarity;
pub(crate) use rarity::Singles;
pub(crate) use sharers::Sharers;
pub(crate) use side::{Known, Side, Source};
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
    /// All signals, in order.
    pub const ALL: &[Self] = &[
        Self::Verbatim,
        Self::Number,
        Self::Sound,
        Self::Length,
        Self::Vector,
        Self::Translation,
        Self::Match,
    ];

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
