//! The clues a cut is weighed by, each with its weight.
//!
//! The weights are natural log-odds for each unit of a clue. They were fitted by conditional
//! logistic regression (every cut of a line and leaving it whole compete; a title torn apart
//! counts double) on lines joined from open bilingual headings and from our own fixtures, and
//! rounded; DESIGN.md tells how.

use serde::{Deserialize, Serialize};

/// One thing looked at on a cut.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clue {
    /// Any cut at all: most lines that hold both scripts are bilingual.
    AnyCut,
    /// Logarithm of the English half's words: long English is no name inside a Chinese title.
    Words,
    /// The English half has a function word (`of`, `to`), which names lack.
    FunctionWord,
    /// It has two or more.
    FunctionWords,
    /// It ends in one: something was cut off.
    EndsOpen,
    /// It starts with a small letter.
    StartsLow,
    /// All its words are capitalised, as names are.
    AllCapitals,
    /// It ends in a number, as versions do.
    EndsInDigits,
    /// Share of its words shaped like names: `DNS`, `PyGame`, `5.0`.
    MarkedNames,
    /// Words with an ending that names seldom have, up to 2.
    Inflected,
    /// It begins as titles do: `How`, `Why`, `The`.
    OpensAsTitle,
    /// It is one word.
    OneWord,
    /// It is two words.
    TwoWords,
    /// Log ratio by which the Chinese half is too long for a translation.
    ChineseTooLong,
    /// Log ratio by which it is too short.
    ChineseTooShort,
    /// Bars, slashes, dashes or wide gaps part the halves.
    StrongSeparator,
    /// A colon parts them.
    Colon,
    /// A colon after at most three words: a name and what is said of it.
    ColonAfterName,
    /// One half stands in brackets.
    InBrackets,
    /// A bracket is opened in one half and closed in the other.
    Unbalanced,
    /// The Chinese half comes first.
    ChineseFirst,
    /// The Chinese half begins with a particle that leans on what stands before.
    Particle,
    /// It begins with a word that goes on from a name.
    LeansBack,
    /// It ends with a word that leans on what follows.
    LeansOn,
    /// It takes no Latin words from the boundary.
    NoTail,
    /// Latin words it takes that the English half has too, up to 3: a name in both halves.
    TailKnown,
    /// Latin words it takes that the English half lacks, up to 4.
    TailFresh,
    /// Latin words it takes though it has them elsewhere, up to 3.
    TailTwice,
    /// It takes Latin words, and what follows them leans back on them.
    TailLeadsOn,
    /// It takes a number, and what follows is what the number counts.
    TailCounts,
    /// It takes known Latin words that no space parts from the Chinese, though one parts them
    /// from the English.
    TailGlued,
    /// Other Latin words in it that the English half has too, up to 3.
    RestKnown,
    /// Other Latin words in it that the English half lacks, up to 3.
    RestFresh,
    /// Function words among them, up to 2: more English than a Chinese title holds.
    RestFunctions,
    /// It sets some Latin words apart by a space and glues others.
    MixedSpacing,
    /// A tag stands before the halves: the line is an entry with a name.
    Tagged,
}

/// All clues with their weights.
pub(super) const WEIGHTS: [(Clue, f32); 36] = [
    (Clue::AnyCut, 1.0),
    (Clue::Words, 1.3),
    (Clue::FunctionWord, 0.8),
    (Clue::FunctionWords, 1.2),
    (Clue::EndsOpen, -2.3),
    (Clue::StartsLow, -3.2),
    (Clue::AllCapitals, -0.2),
    (Clue::EndsInDigits, -1.2),
    (Clue::MarkedNames, -4.2),
    (Clue::Inflected, 1.7),
    (Clue::OpensAsTitle, 1.9),
    (Clue::OneWord, -1.7),
    (Clue::TwoWords, -0.2),
    (Clue::ChineseTooLong, -2.2),
    (Clue::ChineseTooShort, -5.0),
    (Clue::StrongSeparator, 3.3),
    (Clue::Colon, 0.8),
    (Clue::ColonAfterName, -1.8),
    (Clue::InBrackets, 2.5),
    (Clue::Unbalanced, -2.4),
    (Clue::ChineseFirst, 0.3),
    (Clue::Particle, -2.4),
    (Clue::LeansBack, -0.3),
    (Clue::LeansOn, -1.7),
    (Clue::NoTail, 0.7),
    (Clue::TailKnown, 1.1),
    (Clue::TailFresh, -4.2),
    (Clue::TailTwice, -1.4),
    (Clue::TailLeadsOn, 0.7),
    (Clue::TailCounts, 0.3),
    (Clue::TailGlued, 0.7),
    (Clue::RestKnown, 1.6),
    (Clue::RestFresh, -2.9),
    (Clue::RestFunctions, -2.5),
    (Clue::MixedSpacing, -0.9),
    (Clue::Tagged, 3.1),
];

/// The clues found on one cut.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<WeighedClue>", from = "Vec<WeighedClue>")]
pub struct Clues {
    values: [f32; WEIGHTS.len()],
}

/// One clue as found on a cut.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WeighedClue {
    /// What was looked at.
    pub clue: Clue,
    /// What was found: a count, a ratio or 0/1.
    pub value: f32,
    /// Natural log-odds for the cut for each unit of it.
    pub weight: f32,
}

impl From<Clues> for Vec<WeighedClue> {
    /// The clues that were seen.
    fn from(clues: Clues) -> Self {
        clues.iter().filter(|found| found.value != 0.0).collect()
    }
}

impl From<Vec<WeighedClue>> for Clues {
    fn from(found: Vec<WeighedClue>) -> Self {
        let mut clues = Self::none();
        found.into_iter().for_each(|found| clues.set(found.clue, found.value));
        clues
    }
}

impl Clues {
    pub(super) fn none() -> Self {
        Self { values: [0.0; WEIGHTS.len()] }
    }

    pub(super) fn set(&mut self, clue: Clue, value: f32) {
        // WEIGHTS stands in the order of the variants: a test watches over it.
        self.values[clue as usize] = value;
    }

    pub(super) fn flag(&mut self, clue: Clue, holds: bool) {
        self.set(clue, f32::from(u8::from(holds)));
    }

    pub(super) fn count(&mut self, clue: Clue, count: usize, most: usize) {
        self.set(clue, count.min(most) as f32);
    }

    /// All clues in a fixed order, those that were not seen with value 0.
    pub fn iter(&self) -> impl Iterator<Item = WeighedClue> {
        let found = |(value, (clue, weight))| WeighedClue { clue, value, weight };
        self.values.into_iter().zip(WEIGHTS).map(found)
    }

    /// Natural log-odds of the cut against leaving the line whole.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        self.values.iter().zip(WEIGHTS).map(|(value, (_, weight))| value * weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_stand_in_order() {
        for (i, (clue, _)) in WEIGHTS.into_iter().enumerate() {
            assert_eq!(clue as usize, i, "{clue:?} is out of place in WEIGHTS");
        }
    }
}
