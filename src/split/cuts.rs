//! The places where a line may part.

use super::atoms::{Atom, Kind, Line};
use super::brackets::{closes, opens, unwrap};
use super::frame::{self, Frame};
use super::words::Word;
use crate::title::Span;

/// At most this many Latin words next to the Chinese text are tried as part of the Chinese half.
const MOST_TAIL_WORDS: usize = 10;

/// Which half comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    EnglishFirst,
    ChineseFirst,
}

/// A cut between two content atoms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) order: Order,
    pub(super) english_words: &'a [Word],
    /// The Latin words between, which the Chinese half takes.
    pub(super) tail_words: &'a [Word],
    /// The other Latin words of the Chinese half.
    pub(super) rest_words: &'a [Word],
    /// The atoms from the first to the last Chinese run, with what the line has beyond them.
    pub(super) chinese_atoms: &'a [Atom],
    /// All atoms of the Chinese half, the tail among them.
    pub(super) chinese_half: &'a [Atom],
    pub(super) english: Span,
    pub(super) chinese: Span,
    /// What stands between the halves.
    pub(super) gap: Span,
    /// A footnote number at the end of the first half.
    pub(super) note: Option<Span>,
    /// Signs that were taken off around a half: `（Title）`.
    pub(super) unwrapped: bool,
    pub(super) tagged: bool,
}

/// All cuts of a line that are worth weighing.
pub(super) fn cuts<'a>(line: &'a Line<'a>, frame: &Frame) -> impl Iterator<Item = Cut<'a>> {
    let places = line.han().into_iter().flat_map(|(first, last)| {
        let before = (1..=first).rev().map(|at| (Order::EnglishFirst, at));
        let after = (last + 1..line.atoms.len()).map(|at| (Order::ChineseFirst, at));
        near(line, before).chain(near(line, after)).map(move |place| (place, (first, last)))
    });
    places.filter_map(|((order, at), han)| cut_at(line, order, at, han, frame))
}

/// The boundaries before content, from the Chinese text outwards, as long as the words between
/// stay few.
fn near<'a>(
    line: &'a Line<'_>,
    boundaries: impl Iterator<Item = (Order, usize)> + 'a,
) -> impl Iterator<Item = (Order, usize)> + 'a {
    boundaries.filter(|&(_, at)| line.atoms[at].is_content()).take(MOST_TAIL_WORDS + 1)
}

fn cut_at<'a>(
    line: &'a Line<'a>,
    order: Order,
    at: usize,
    (first, last): (usize, usize),
    frame: &Frame,
) -> Option<Cut<'a>> {
    let (left, right, gap) = part(line, at);
    let (left, note) = frame::without_footnote(line.text, left);
    let (left, left_bare) = bare(line.text, left);
    let (right, right_bare) = bare(line.text, right);
    let (english, chinese) = match order {
        Order::EnglishFirst => (left, right),
        Order::ChineseFirst => (right, left),
    };
    let end = line.atoms.len();
    let (english_atoms, tail, chinese_atoms, half) = match order {
        Order::EnglishFirst => (0..at, at..first, first..end, at..end),
        Order::ChineseFirst => (at..end, last + 1..at, 0..last + 1, 0..at),
    };
    let has_letters = english.of(line.text).chars().any(char::is_alphabetic);
    (has_letters && !chinese.is_empty()).then_some(Cut {
        line,
        order,
        english_words: line.words(english_atoms),
        tail_words: line.words(tail),
        rest_words: line.words(chinese_atoms.clone()),
        chinese_atoms: &line.atoms[chinese_atoms],
        chinese_half: &line.atoms[half],
        english,
        chinese,
        gap,
        note,
        unwrapped: left_bare || right_bare,
        tagged: frame.tag.is_some(),
    })
}

/// The two sides of the boundary before atom `at`, and the gap. Closing signs stay with what
/// they close, opening ones with what they open.
fn part(line: &Line<'_>, at: usize) -> (Span, Span, Span) {
    let content = line.atoms[..at].iter().rposition(Atom::is_content).map_or(0, |i| i + 1);
    let (mut left, mut right) = (content, at);
    let sign = |i: usize| match line.atoms[i].kind {
        Kind::Sign(c) => Some(c),
        _ => None,
    };
    while left < right && sign(left).is_some_and(closes) {
        left += 1;
    }
    while right > left && sign(right - 1).is_some_and(opens) {
        right -= 1;
    }
    let start_of = |i: usize| line.atoms.get(i).map_or(line.core.end, |a| a.span.start);
    let (cut_left, cut_right) = (start_of(left), start_of(right));
    (
        Span::new(line.core.start, cut_left),
        Span::new(cut_right, line.core.end),
        Span::new(cut_left, cut_right),
    )
}

/// So many brackets around a half are taken off; each costs a look at all of it.
const MOST_WRAPPED: usize = 4;

/// A half without separators at its ends and without brackets that hold all of it.
fn bare(text: &str, span: Span) -> (Span, bool) {
    let mut span = trim(text, span);
    let mut unwrapped = false;
    for _ in 0..MOST_WRAPPED {
        let Some(inner) = unwrap(text, span) else { break };
        span = trim(text, inner);
        unwrapped = true;
    }
    (span, unwrapped)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "|｜/／\\-–—―:：•·*,，、;；=>»→~～_".contains(c)
}

fn trim(text: &str, span: Span) -> Span {
    let half = span.of(text);
    let end = span.start + half.trim_end_matches(is_separator).len();
    let start = half.trim_start_matches(is_separator);
    // `/etc/fstab`, `--force`: a sign that opens a word after a space is a part of it.
    let opened = half.trim_start();
    let keeps = opened.starts_with(['/', '-', '~', '_'])
        && (opened.len() < half.len() || span.start == 0)
        && opened[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let from = span.end - if keeps { opened.len() } else { start.len() };
    Span::new(from.min(end), end)
}
