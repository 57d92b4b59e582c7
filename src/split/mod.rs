//! One line to its halves.
//!
//! A line is first freed of what stands around its titles ([`Role::Marker`]); then every place
//! where an English and a Chinese half may part is weighed by evidence, beside the answer that
//! the line is one title that only mixes languages. No dictionary is needed or loaded.

mod atoms;
mod brackets;
mod choose;
mod clues;
mod cuts;
mod frame;
mod several;
mod weigh;
mod words;

use serde::{Deserialize, Serialize};

use crate::title::{Language, Script, Span, script};
use atoms::Line;
pub use clues::{Clue, Clues, WeighedClue};
pub use weigh::Candidate;

/// A line cut into halves.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The pairs on the line, in order; one for most lines, none where it holds no title.
    pub pairs: Vec<Halves>,
    /// What each byte of the line is: the pieces stand side by side and make up the line.
    pub pieces: Vec<Piece>,
    /// How sure the cut is among those that were weighed, 0 to 1.
    pub probability: f32,
}

impl Split {
    /// The same cut of a line that stands `offset` bytes into a longer text.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        for pair in &mut self.pairs {
            pair.english = pair.english.map(|s| s.shifted(offset));
            pair.chinese = pair.chinese.map(|s| s.shifted(offset));
        }
        for piece in &mut self.pieces {
            piece.span = piece.span.shifted(offset);
        }
        self
    }
}

/// The halves of one bilingual title; one of them is missing where the title has one language.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halves {
    /// The English half.
    pub english: Option<Span>,
    /// The Chinese half.
    pub chinese: Option<Span>,
}

impl Halves {
    /// The half in a language.
    #[must_use]
    pub fn half(&self, language: Language) -> Option<Span> {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }

    /// A title in one language.
    fn one(language: Language, span: Span) -> Self {
        match language {
            Language::English => Self { english: Some(span), chinese: None },
            Language::Chinese => Self { english: None, chinese: Some(span) },
        }
    }

    fn both(english: Span, chinese: Span) -> Self {
        Self { english: Some(english), chinese: Some(chinese) }
    }
}

/// A stretch of the line.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where it stands in the line.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a stretch of a line is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An English half or title.
    English,
    /// A Chinese half or title.
    Chinese,
    /// Text in another language, such as Japanese or Korean.
    Other,
    /// A bullet, a number, a tag, a footnote sign, a date: it belongs to the line, not the title.
    Marker,
    /// White space and punctuation between the others.
    Separator,
}

/// Cuts a line into its halves.
///
/// Any text has an answer: an empty line has no pieces, a line in one language has one half, a
/// Japanese or Korean line is one piece of [`Role::Other`] and has no halves. A line break
/// counts as white space. Time is about linear in the length.
///
/// ```
/// use bititle::split::{split, Role};
///
/// let line = "Rongyao’s US Lawsuit Spotlights China’s Lack of PR Savy *荣耀高调起诉辉瑞 彰显公司缺乏公关意识";
/// let cut = split(line);
/// let halves = cut.pairs[0];
/// assert_eq!(halves.english.unwrap().of(line), "Rongyao’s US Lawsuit Spotlights China’s Lack of PR Savy");
/// assert_eq!(halves.chinese.unwrap().of(line), "荣耀高调起诉辉瑞 彰显公司缺乏公关意识");
/// assert!(cut.pieces.iter().any(|p| p.role == Role::Marker && p.span.of(line) == "*"));
///
/// let mixed = "Fedora 20 Alpha GNOME Live DVD 开放下载";
/// assert_eq!(split(mixed).pairs[0].english, None);
/// ```
#[must_use]
pub fn split(line: &str) -> Split {
    split_with(line, |_, _| 0.0)
}

/// Like [`split`], with a second opinion where the cut is open: `judge` is given an English and
/// a Chinese half and says how much they look like each other's translation, in log-odds (0 for
/// no opinion, as for what is no number). It is asked a few times a line, never where one answer stands out.
///
/// ```
/// use bititle::split::split_with;
/// let line = "Solar Ferries 明年停航";
/// let apart = split_with(line, |english, _| if english == "Solar Ferries" { -9.0 } else { 0.0 });
/// assert_eq!(apart.pairs[0].english, None);
/// ```
#[must_use]
pub fn split_with(line: &str, judge: impl Fn(&str, &str) -> f32) -> Split {
    match language_of(line) {
        None => Split { pieces: fill(line, vec![(Role::Other, whole(line))]), ..one_sure() },
        Some(_) => {
            let frame = frame::Frame::of(line);
            several::split(line, &frame, &judge).unwrap_or_else(|| single(line, &frame, &judge))
        }
    }
}

/// All cuts of a line into one pair that are worth weighing, best first, each with its log-odds
/// against leaving the line whole: what [`split`] chooses from, but for lines of several pairs and those
/// in another language.
///
/// ```
/// use bititle::split::{candidates, Clue};
/// let line = "Grow Tomatoes on Your Balcony | 在阳台上种番茄";
/// let best = &candidates(line)[0];
/// assert_eq!(best.chinese.of(line), "在阳台上种番茄");
/// let seen = best.clues.iter().find(|found| found.clue == Clue::StrongSeparator).unwrap();
/// assert!(seen.value * seen.weight > 0.0);
/// ```
#[must_use]
pub fn candidates(line: &str) -> Vec<Candidate> {
    let frame = frame::Frame::of(line);
    let mut found = weigh::candidates(&Line::new(line, frame.core), &frame);
    found.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
    found
}

fn one_sure() -> Split {
    Split { probability: 1.0, ..Split::default() }
}

fn whole(line: &str) -> Span {
    Span::new(0, line.len()).trimmed(line)
}

/// The language of a line by its characters; `None` for Japanese, Korean and the like. Chinese
/// titles may hold a kana or two (鲜の每日), so a fifth of the characters decides.
fn language_of(line: &str) -> Option<Language> {
    let (mut han, mut foreign) = (0usize, 0usize);
    for c in line.chars() {
        match script(c) {
            Script::Han => han += 1,
            Script::JapaneseKorean => foreign += 1,
            _ => {}
        }
    }
    match (han, foreign) {
        _ if foreign * 5 > han + foreign => None,
        (0, _) => Some(Language::English),
        _ => Some(Language::Chinese),
    }
}

/// The answer for a line with one title.
fn single(line: &str, frame: &frame::Frame, judge: &impl Fn(&str, &str) -> f32) -> Split {
    let parsed = Line::new(line, frame.core);
    let (best, probability) = choose::best(line, weigh::candidates(&parsed, frame), judge);
    let mut roles: Vec<(Role, Span)> = frame.markers.iter().map(|&m| (Role::Marker, m)).collect();
    let pairs = match best {
        Some(cut) => {
            roles.extend(frame.tag.iter().map(|&t| (Role::Marker, t)));
            roles.extend(cut.marker.iter().map(|&m| (Role::Marker, m)));
            vec![Halves::both(cut.english, cut.chinese)]
        }
        None => whole_title(&parsed, frame.whole()).into_iter().collect(),
    };
    finish(line, pairs, roles, probability)
}

/// The title of a line in one language; none where no letter or character is left.
fn whole_title(line: &Line<'_>, span: Span) -> Option<Halves> {
    let text = span.of(line.text);
    if line.is_english() {
        return Some(Halves::one(Language::English, span));
    }
    text.chars()
        .any(char::is_alphanumeric)
        .then(|| Halves::one(language_of(text).unwrap_or(Language::English), span))
}

/// Puts the pieces in order and names what lies between.
fn finish(line: &str, pairs: Vec<Halves>, mut roles: Vec<(Role, Span)>, probability: f32) -> Split {
    for pair in &pairs {
        roles.extend(pair.english.map(|s| (Role::English, s)));
        roles.extend(pair.chinese.map(|s| (Role::Chinese, s)));
    }
    roles.sort_by_key(|(_, span)| span.start);
    Split { pairs, pieces: fill(line, roles), probability }
}

fn fill(line: &str, roles: Vec<(Role, Span)>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(roles.len() * 2 + 1);
    let mut at = 0;
    for (role, span) in roles.into_iter().filter(|(_, span)| !span.is_empty()) {
        if span.start > at {
            pieces.push(Piece { span: Span::new(at, span.start), role: Role::Separator });
        }
        pieces.push(Piece { span, role });
        at = span.end;
    }
    if at < line.len() {
        pieces.push(Piece { span: Span::new(at, line.len()), role: Role::Separator });
    }
    pieces
}
