//! The words of a title and those of its counterpart.

use serde::{Deserialize, Serialize};

use super::Aligner;
use crate::evidence::token_log_odds;
use crate::segment::Title;
use crate::title::{ChineseIndex, EnglishIndex, Language};
use crate::words::{self, Symmetrization};

/// A link between a token of an English and one of a Chinese title.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WordLink {
    /// Position among the tokens of the English title.
    pub english: EnglishIndex,
    /// Position among the tokens of the Chinese title.
    pub chinese: ChineseIndex,
    /// How sure it is, 0 to 1.
    pub probability: f32,
}

/// A link below this probability is none.
const LEAST_LINK: f32 = 0.15;

impl Aligner {
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

    pub(crate) fn link(&self, english: &Title, chinese: &Title) -> Vec<WordLink> {
        let scores = words::posterior(&token_log_odds(self.model(), english, chinese));
        let links = words::link(&scores, Symmetrization::default(), LEAST_LINK);
        let to_word = |l: words::Link| WordLink {
            english: EnglishIndex(l.row.0),
            chinese: ChineseIndex(l.column.0),
            probability: l.probability,
        };
        links.into_iter().map(to_word).collect()
    }
}
