//! A segmented title.

use serde::{Deserialize, Serialize};

use super::quantity::{self, Quantity};
use crate::normalize::Normalized;
use crate::title::{Language, Token, TokenKind};

/// A title cut into tokens, with its normalised text.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Language it was segmented as.
    pub language: Language,
    /// The normalised text, lower-cased, with the way back to the caller's text.
    pub text: Normalized,
    /// Tokens in text order; only white space stands between them.
    pub tokens: Vec<Token>,
}

impl Title {
    /// The normal form of one of its tokens.
    #[must_use]
    pub fn normal_form(&self, token: &Token) -> &str {
        token.normal.of(self.text.as_str())
    }

    /// Its numbers and dates in text order, found anew in each call; spans are into the caller's
    /// text. A quantity may cover several tokens: `30 million`.
    ///
    /// ```
    /// use bititle::{Language, segment::Segmenter};
    /// let (english, chinese) = ("30 million phones in Oct 2011", "2011年10月卖出三千万部");
    /// let values = |language, text| {
    ///     let title = Segmenter::builtin().segment(language, text);
    ///     title.quantities().iter().map(|q| q.value).collect::<Vec<_>>()
    /// };
    /// let mut other = values(Language::Chinese, chinese);
    /// other.reverse();
    /// assert_eq!(values(Language::English, english), other);
    /// ```
    #[must_use]
    pub fn quantities(&self) -> Vec<Quantity> {
        let mut found = match self.language {
            Language::English => quantity::english(self.text.as_str()),
            Language::Chinese => quantity::chinese(self.text.as_str()),
        };
        self.text.lead_home(found.iter_mut().map(|q| &mut q.span));
        found
    }

    /// Normal forms of the words and numbers, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
            .map(|t| self.normal_form(t))
    }
}
