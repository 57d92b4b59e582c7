//! What flows between the rooms: languages, spans, positions, tokens; and the one table of scripts.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One of the two languages of a bilingual title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, or a title in Latin letters that is read as English.
    English,
    /// Chinese, simplified or traditional.
    Chinese,
}

impl Language {
    /// The language of a tag as pages have it (BCP 47: `en`, `en-GB`, `zh-Hant`) or of its name.
    ///
    /// ```
    /// use bititle::Language;
    /// assert_eq!(Language::from_tag("zh_CN"), Some(Language::Chinese));
    /// assert_eq!(Language::from_tag("ja"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" | "eng" | "english" => Some(Self::English),
            "zh" | "zho" | "chi" | "cmn" | "chinese" | "中文" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The language on the other side of a pair.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::English => "English",
            Self::Chinese => "Chinese",
        })
    }
}

/// A range of bytes in a text, always on character boundaries of the text it belongs to.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never less than `start`.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The same bytes as a standard range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The part of `text` it covers, or `""` where it is not a span of that text.
    ///
    /// ```
    /// use bititle::Span;
    /// assert_eq!(Span::new(7, 13).of("Huawei 华为"), "华为");
    /// assert_eq!(Span::new(8, 13).of("Huawei 华为"), "");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span without the white space at its ends.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let part = self.of(text);
        let start = self.start + (part.len() - part.trim_start().len());
        Self::new(start, start + part.trim().len())
    }

    /// The span moved `offset` bytes to the right.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start.saturating_add(offset), self.end.saturating_add(offset))
    }
}

/// Position in a list of English titles, or among the tokens of an English title.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct EnglishIndex(pub usize);

/// Position in a list of Chinese titles, or among the tokens of a Chinese title.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ChineseIndex(pub usize);

/// What a token is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// A word of either language.
    Word,
    /// Digits with what belongs to them: `1,000.50`, `$1.5bn`, `25亿`, `3.5%`.
    Number,
    /// The `'s` of `China's`; the word before it stands alone.
    Possessive,
    /// Punctuation, symbols and emoji.
    Punctuation,
}

/// One token of a title.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands in the caller's text, whole characters with their marks; spans of tokens
    /// do not overlap.
    pub span: Span,
    /// Where its normal form stands in the normalised text.
    pub normal: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The scripts that the rooms tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Han,
    /// Kana or Hangul: not a language of this crate.
    JapaneseKorean,
    /// Letters of any alphabet.
    Letter,
    Digit,
    Space,
    Other,
}

/// Script of one character: the one place where ranges are written down.
pub(crate) fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Letter,
        '0'..='9' | '０'..='９' => Script::Digit,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}'
        | '〇' => Script::Han,
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{1100}'..='\u{11FF}'
        | '\u{3131}'..='\u{318E}'
        | '\u{AC00}'..='\u{D7A3}' => Script::JapaneseKorean,
        c if c.is_whitespace() => Script::Space,
        c if c.is_alphabetic() => Script::Letter,
        _ => Script::Other,
    }
}

/// Chinese characters to an English word: measured on headings of open manuals.
pub(crate) const CHARACTERS_PER_WORD: f32 = 1.9;

/// Whether the character is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    script(c) == Script::Han
}
