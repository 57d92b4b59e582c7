//! A page of plain text to its titles.
//!
//! Each line is judged on its own (`judge`), then by its neighbours: what stands under a
//! heading, one line after the other, is a list. Every verdict keeps its reasons.

mod judge;

use serde::{Deserialize, Serialize};

use crate::split::{Split, split_with};
use crate::title::Span;

/// What a line of a page is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A title that stands alone, such as the headline of the page.
    Title,
    /// A title in a list.
    ListItem,
    /// The name of a list or section.
    Heading,
    /// Running text.
    Prose,
    /// Bylines, counters, navigation, remarks in brackets.
    Note,
}

impl LineKind {
    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ListItem => "list item",
            Self::Heading => "heading",
            Self::Prose => "prose",
            Self::Note => "note",
        }
    }
}

/// Why a line was judged as it was.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It has an English and a Chinese half.
    BothLanguages,
    /// It is as short as a headline and does not end like a sentence.
    HeadlineLength,
    /// Most of its words are capitalised.
    TitleCase,
    /// It is short and ends in a colon, or is marked as a heading.
    EndsInColon,
    /// It begins with `#`.
    HeadingMark,
    /// It is longer than headlines are.
    TooLong,
    /// It ends like a sentence.
    SentenceEnd,
    /// It holds more than one sentence.
    SeveralSentences,
    /// It begins in the middle of a sentence.
    LowercaseStart,
    /// All of it stands in brackets.
    InBrackets,
    /// It has too few words for a title.
    TooShort,
    /// It begins like a byline, a counter or a link of the page itself.
    Boilerplate,
    /// It is in neither language.
    OtherLanguage,
    /// It has a bullet or a number.
    Bullet,
    /// It stands in an unbroken list under a heading.
    UnderHeading,
}

/// One line of a page that is not blank.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageLine {
    /// Where it stands in the page, without the white space around it.
    pub span: Span,
    /// Its line number, from 1.
    pub number: usize,
    /// What it is.
    pub kind: LineKind,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
    /// Its halves; spans are into the page.
    pub split: Split,
}

impl PageLine {
    /// Whether it holds a title.
    #[must_use]
    pub fn is_title(&self) -> bool {
        matches!(self.kind, LineKind::Title | LineKind::ListItem)
    }
}

/// A page taken apart.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its lines but for the blank ones, in order.
    pub lines: Vec<PageLine>,
}

impl Page {
    /// The lines that hold titles.
    pub fn titles(&self) -> impl Iterator<Item = &PageLine> {
        self.lines.iter().filter(|line| line.is_title())
    }
}

/// Takes a page apart.
///
/// Any text has an answer; a page without titles has none. Lines end at `\n` or `\r\n`.
///
/// ```
/// use bititle::extract::{extract, LineKind};
///
/// let page = "Toyota Bets on Hydrogen 丰田押注氢能\n\nNobody knows how this will end, and that includes the carmaker.\n\nMore 更多:\n- BYD Goes West 比亚迪西进\n";
/// let kinds: Vec<LineKind> = extract(page).lines.iter().map(|l| l.kind).collect();
/// assert_eq!(kinds, [LineKind::Title, LineKind::Prose, LineKind::Heading, LineKind::ListItem]);
/// ```
#[must_use]
pub fn extract(page: &str) -> Page {
    extract_with(page, |_, _| 0.0)
}

/// Like [`extract`], with a second opinion on cuts that are open: see
/// [`split_with`].
#[must_use]
pub fn extract_with(page: &str, judge: impl Fn(&str, &str) -> f32) -> Page {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut under_heading = false;
    for (index, line) in page.split_inclusive('\n').enumerate() {
        let span = Span::new(at, at + line.len()).trimmed(page);
        at += line.len();
        if !span.is_empty() {
            let judged = one_line(page, span, index + 1, under_heading, &judge);
            under_heading =
                judged.kind == LineKind::Heading || (under_heading && judged.is_title());
            lines.push(judged);
        }
    }
    Page { lines }
}

fn one_line(
    page: &str,
    span: Span,
    number: usize,
    under_heading: bool,
    judge: impl Fn(&str, &str) -> f32,
) -> PageLine {
    let text = span.of(page);
    let split = split_with(text, judge);
    let (mut kind, mut reasons) = judge::judge(text, &split);
    if kind == LineKind::Title {
        let listed = [
            (judge::has_bullet(text, &split), Reason::Bullet),
            (under_heading, Reason::UnderHeading),
        ];
        let listed: Vec<Reason> = listed.into_iter().filter(|l| l.0).map(|l| l.1).collect();
        if !listed.is_empty() {
            kind = LineKind::ListItem;
            reasons.extend(listed);
        }
    }
    PageLine { span, number, kind, reasons, split: split.shifted(span.start) }
}
