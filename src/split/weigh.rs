//! What speaks for a cut, and which cut is best.

use serde::{Deserialize, Serialize};

use super::atoms::{Atom, Kind, Line};
use super::brackets::is_balanced;
use super::clues::{Clue, Clues};
use super::cuts::{Cut, Order, cuts};
use super::frame::Frame;
use super::words::Word;
use crate::title::{CHARACTERS_PER_WORD, Span};

/// No Chinese title begins with these particles; what stands before belongs to it.
const PARTICLES: [&str; 14] =
    ["的", "之", "里", "内", "和", "与", "及", "或", "是", "也", "都", "已", "中的", "上的"];

/// A Chinese title seldom begins with these: they go on from a name.
#[rustfmt::skip]
const LEANING_STARTS: [&str; 55] = [
    "中", "上", "下", "把", "被", "正", "又", "再", "仍", "还", "会", "可以", "能", "不", "没", "对",
    "让", "使", "给", "向", "从", "到", "版", "系列", "发布", "简介", "介绍", "入门", "教程", "支持",
    "宣布", "成为", "获", "现已", "终于", "即将", "就", "值得", "各", "初", "停止", "服务", "系统",
    "稳定版", "工具", "命令", "脚本", "指南", "实战", "手册", "框架", "项目", "应用", "公司",
    "使用指南",
];

/// A Chinese title seldom ends with these.
const LEANING_ENDS: [char; 22] = [
    '的', '和', '与', '及', '或', '在', '将', '把', '对', '为', '从', '到', '给', '让', '用', '向',
    '以', '于', '是', '由', '个', '版',
];

/// Chinese measure words and time words after digits: 5个, 2016年.
const MEASURES: &str =
    "个款种条项件大年月日天次位名家岁万亿倍步招点层分秒小时周期集季届篇章本部道台辆只行人元";

/// Beyond so many words a title's length says nothing more.
const MOST_WORDS: f32 = 12.0;

/// One way to cut a line in two.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The English half.
    pub english: Span,
    /// The Chinese half.
    pub chinese: Span,
    /// A footnote sign between the halves.
    pub marker: Option<Span>,
    /// What speaks for it against leaving the line whole, in natural log-odds.
    pub log_odds: f32,
    /// What it was weighed by.
    pub clues: Clues,
}

/// All cuts of a line, weighed.
pub(super) fn candidates(line: &Line<'_>, frame: &Frame) -> Vec<Candidate> {
    let weighed = cuts(line, frame).map(|cut| {
        let clues = clues(&cut);
        let marker = cut.note.or_else(|| marker(line.text, cut.gap));
        let log_odds = clues.log_odds();
        Candidate { english: cut.english, chinese: cut.chinese, marker, log_odds, clues }
    });
    weighed.collect()
}

/// A footnote sign between the halves.
fn marker(text: &str, gap: Span) -> Option<Span> {
    let at = gap.of(text).find(['*', '†', '‡'])?;
    let sign = gap.of(text)[at..].chars().next()?;
    Some(Span::new(gap.start + at, gap.start + at + sign.len_utf8()))
}

/// The clues on a cut.
fn clues(cut: &Cut<'_>) -> Clues {
    let mut clues = Clues::none();
    clues.set(Clue::AnyCut, 1.0);
    clues.flag(Clue::Tagged, cut.tagged);
    clues.flag(Clue::ChineseFirst, cut.order == Order::ChineseFirst);
    english_half(cut, &mut clues);
    gap(cut, &mut clues);
    chinese_edge(cut, &mut clues);
    shared_words(cut, &mut clues);
    lengths(cut, &mut clues);
    clues
}

/// What the English half looks like on its own.
fn english_half(cut: &Cut<'_>, clues: &mut Clues) {
    let words = cut.english_words;
    let count = |has: fn(&Word) -> bool| words.iter().filter(|w| has(w)).count();
    let functions = count(|w| w.is_function);
    let (first, last) = (words.first(), words.last());
    clues.set(Clue::Words, words_of(words).min(MOST_WORDS).ln());
    clues.flag(Clue::FunctionWord, functions > 0);
    clues.flag(Clue::FunctionWords, functions > 1);
    clues.flag(Clue::EndsOpen, last.is_some_and(|w| w.is_function));
    clues.flag(Clue::StartsLow, first.is_some_and(|w| w.is_low));
    clues.flag(Clue::AllCapitals, words.iter().all(|w| w.is_capital));
    clues.flag(Clue::EndsInDigits, last.is_some_and(|w| w.starts_with_digit));
    let marked = if is_all_capitals(words) { 0 } else { count(|w| w.is_marked_name) };
    clues.set(Clue::MarkedNames, marked as f32 / words_of(words));
    clues.count(Clue::Inflected, count(|w| w.is_inflected), 2);
    clues.flag(Clue::OpensAsTitle, first.is_some_and(|w| w.opens_titles));
    clues.flag(Clue::OneWord, words.len() == 1);
    clues.flag(Clue::TwoWords, words.len() == 2);
}

/// A title in capitals, where capitals mark no names.
fn is_all_capitals(words: &[Word]) -> bool {
    const LEAST: usize = 4;
    words.len() >= LEAST && words.iter().all(|w| w.is_upper)
}

fn words_of(words: &[Word]) -> f32 {
    words.len().max(1) as f32
}

/// What stands between and around the halves.
fn gap(cut: &Cut<'_>, clues: &mut Clues) {
    const NAME: usize = 3;
    let text = cut.line.text;
    let gap = cut.gap.of(text);
    let colon = gap.contains([':', '：']);
    clues.flag(Clue::StrongSeparator, is_strong(gap, cut.tail_words.is_empty()));
    clues.flag(Clue::Colon, colon);
    clues.flag(Clue::ColonAfterName, colon && cut.english_words.len() <= NAME);
    clues.flag(Clue::InBrackets, cut.unwrapped);
    let balanced = |half| is_balanced(cut.line.brackets(half));
    clues.flag(Clue::Unbalanced, !balanced(cut.english) || !balanced(cut.chinese));
}

/// Bars, slashes, dashes set apart, wide gaps.
fn is_strong(gap: &str, parts_scripts: bool) -> bool {
    gap.contains(['|', '｜', '—', '–', '*', '•', '\t', '\u{3000}'])
        || gap.contains('/') && (parts_scripts || gap.contains(' '))
        || gap.contains(" - ")
        || gap.contains("  ")
}

/// How the Chinese half begins or ends where it meets the other.
fn chinese_edge(cut: &Cut<'_>, clues: &mut Clues) {
    let text = cut.line.text;
    let no_tail = cut.tail_words.is_empty();
    clues.flag(Clue::NoTail, no_tail);
    clues.flag(Clue::MixedSpacing, mixes_spacing(cut.chinese_half));
    match cut.order {
        Order::EnglishFirst => {
            let start = cut.chinese_atoms.first().map_or("", |a| a.span.of(text));
            let begins = |any_of: &[&str]| any_of.iter().any(|lean| start.starts_with(lean));
            let (leans, particle) = (begins(&LEANING_STARTS), begins(&PARTICLES));
            clues.flag(Clue::LeansBack, no_tail && leans);
            clues.flag(Clue::Particle, no_tail && particle);
            clues.flag(Clue::TailLeadsOn, !no_tail && (leans || particle));
        }
        Order::ChineseFirst => {
            let end = cut.chinese_atoms.last().map_or("", |a| a.span.of(text));
            clues.flag(Clue::LeansOn, no_tail && end.ends_with(LEANING_ENDS));
        }
    }
}

/// `Five tools | 5 个工具`: the tail is a number and the Chinese goes on with what it counts.
fn counts(cut: &Cut<'_>) -> bool {
    let start = cut.chinese_atoms.first().map_or("", |a| a.span.of(cut.line.text));
    let is_number = matches!(cut.tail_words, [number] if number.is_digits);
    is_number && start.starts_with(|c| MEASURES.contains(c))
}

/// `Laptops Lenovo押注`: the tail leans on the Chinese, not on the English.
fn is_glued(cut: &Cut<'_>) -> bool {
    let meets = |pair: &[Atom]| {
        matches!((pair[0].kind, pair[1].kind), (Kind::Word, Kind::Han) | (Kind::Han, Kind::Word))
    };
    let edge = match cut.order {
        Order::EnglishFirst => {
            cut.chinese_half.windows(2).find(|w| w[0].kind == Kind::Word && w[1].kind != Kind::Word)
        }
        Order::ChineseFirst => cut.chinese_half.windows(2).rev().find(|w| w[1].kind == Kind::Word),
    };
    !cut.gap.is_empty() && edge.is_some_and(meets)
}

/// Whether a half sets some Latin words apart from Chinese characters and not others: one
/// writer keeps to one habit, so a word too many may have slipped in.
fn mixes_spacing(half: &[Atom]) -> bool {
    let differ =
        |a: Kind, b: Kind| matches!((a, b), (Kind::Word, Kind::Han) | (Kind::Han, Kind::Word));
    let glued = half.windows(2).any(|w| differ(w[0].kind, w[1].kind));
    let spaced = half.windows(3).any(|w| w[1].kind == Kind::Space && differ(w[0].kind, w[2].kind));
    glued && spaced
}

/// Latin words that the halves share or do not.
fn shared_words(cut: &Cut<'_>, clues: &mut Clues) {
    let (english, tail, rest) = (cut.english_words, cut.tail_words, cut.rest_words);
    let tail_known = tail.iter().filter(|w| w.is_among(english)).count();
    let is_fresh = |w: &&Word| !w.is_among(english) && !w.is_among(tail);
    let tail_counts = cut.order == Order::EnglishFirst && counts(cut);
    let tail_fresh = if tail_counts { 0 } else { tail.len() - tail_known };
    clues.flag(Clue::TailCounts, tail_counts);
    clues.count(Clue::TailKnown, tail_known, 3);
    clues.count(Clue::TailFresh, tail_fresh, 4);
    clues.flag(Clue::TailGlued, tail_known > 0 && tail_fresh == 0 && is_glued(cut));
    clues.count(Clue::RestFunctions, rest.iter().filter(|w| w.is_function).count(), 2);
    clues.count(Clue::TailTwice, tail.iter().filter(|w| w.is_among(rest)).count(), 3);
    clues.count(Clue::RestKnown, rest.iter().filter(|w| w.is_among(english)).count(), 3);
    clues.count(Clue::RestFresh, rest.iter().filter(is_fresh).count(), 3);
}

/// Whether the halves are as long as translations of each other are.
fn lengths(cut: &Cut<'_>, clues: &mut Clues) {
    const MOST: f32 = 2.0;
    let han = cut.chinese_atoms.iter().filter(|a| a.kind == Kind::Han);
    let characters = han.map(|a| a.span.len() / '汉'.len_utf8()).sum::<usize>() as f32;
    let latin = (cut.rest_words.len() + cut.tail_words.len()) as f32;
    let chinese = characters / CHARACTERS_PER_WORD + latin;
    let ratio = (chinese / words_of(cut.english_words)).ln().clamp(-MOST, MOST);
    clues.set(Clue::ChineseTooLong, ratio.max(0.0));
    clues.set(Clue::ChineseTooShort, (-ratio).max(0.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_separators_are_those_that_seldom_stand_inside_a_title() {
        for gap in [" | ", "—", "/", " / ", " - ", "  ", "\t", " • "] {
            assert!(is_strong(gap, true), "{gap:?}");
        }
        for gap in ["", " ", "-", ": ", ", "] {
            assert!(!is_strong(gap, true), "{gap:?}");
        }
        assert!(!is_strong("/", false) && is_strong(" /", false));
    }

    #[test]
    fn one_writer_keeps_to_one_habit_of_spacing() {
        let mixes = |half: &str| mixes_spacing(&Line::new(half, Span::new(0, half.len())).atoms);
        assert!(mixes("用 Linux 管理Docker容器") && mixes("Linux管理 Docker"));
        assert!(!mixes("用Linux管理Docker容器") && !mixes("用 Linux 管理 Docker 容器"));
        assert!(!mixes("Docker 容器 Linux Kernel") && !mixes("管理, 容器"));
    }
}
