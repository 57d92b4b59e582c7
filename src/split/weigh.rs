//! What speaks for a cut, and how much.

use serde::Serialize;

use super::atoms::{Atom, Kind};
use super::cuts::{Candidate, Cut, Order, is_balanced};

/// The evidence on one cut, each part a count, a ratio or 0/1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features {
    values: [f32; COUNT],
}

/// One part of the evidence on a cut.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Feature {
    /// What was looked at.
    pub name: &'static str,
    /// What was found: a count, a ratio or 0/1.
    pub value: f32,
    /// Natural log-odds for the cut for each unit of it.
    pub weight: f32,
}

const COUNT: usize = 34;

/// Words that hold a title together and that names lack.
const FUNCTION_WORDS: [&str; 64] = [
    "a", "about", "after", "against", "all", "an", "and", "are", "as", "at", "be", "before", "but",
    "by", "can", "could", "do", "does", "for", "from", "has", "have", "he", "her", "his", "in",
    "into", "is", "it", "its", "may", "more", "my", "no", "not", "of", "off", "on", "or", "our",
    "out", "over", "she", "should", "than", "that", "the", "their", "they", "this", "to", "up",
    "was", "we", "were", "when", "while", "who", "will", "with", "without", "would", "you", "your",
];

/// Words that a title likes to begin with.
const OPENING_WORDS: [&str; 20] = [
    "a",
    "an",
    "best",
    "building",
    "can",
    "getting",
    "how",
    "install",
    "introducing",
    "is",
    "new",
    "the",
    "top",
    "understanding",
    "use",
    "using",
    "what",
    "where",
    "why",
    "writing",
];

/// No Chinese title begins with these particles; what stands before belongs to it.
const PARTICLES: [&str; 14] =
    ["的", "之", "里", "内", "和", "与", "及", "或", "是", "也", "都", "已", "中的", "上的"];

/// A Chinese title seldom begins with these: they go on from a name.
const LEANING_STARTS: [&str; 55] = [
    "中",
    "上",
    "下",
    "把",
    "被",
    "正",
    "又",
    "再",
    "仍",
    "还",
    "会",
    "可以",
    "能",
    "不",
    "没",
    "对",
    "让",
    "使",
    "给",
    "向",
    "从",
    "到",
    "版",
    "系列",
    "发布",
    "简介",
    "介绍",
    "入门",
    "教程",
    "支持",
    "宣布",
    "成为",
    "获",
    "现已",
    "终于",
    "即将",
    "就",
    "值得",
    "各",
    "初",
    "停止",
    "服务",
    "系统",
    "稳定版",
    "工具",
    "命令",
    "脚本",
    "指南",
    "实战",
    "手册",
    "框架",
    "项目",
    "应用",
    "公司",
    "使用指南",
];

/// A Chinese title seldom ends with these.
const LEANING_ENDS: [char; 22] = [
    '的', '和', '与', '及', '或', '在', '将', '把', '对', '为', '从', '到', '给', '让', '用', '向',
    '以', '于', '是', '由', '个', '版',
];

/// Chinese measure words and time words after digits: 5个, 2016年.
const MEASURES: &str =
    "个款种条项件大年月日天次位名家岁万亿倍步招点层分秒小时周期集季届篇章本部道门款台辆只行人元";

/// Chinese characters an English title's word stands for, by and large: measured on the
/// tables of titles that DESIGN.md names.
const CHARACTERS_PER_WORD: f32 = 1.9;

impl Features {
    pub(super) fn of(cut: &Cut<'_>) -> Self {
        let text = cut.line.text;
        let english = words(text, cut.english_atoms);
        let tail = words(text, cut.tail_atoms);
        let rest = words(text, cut.chinese_atoms);
        let english_half = Half::of(&english);
        let gap = cut.gap.of(text);
        let han = han_chars(cut.chinese_atoms);
        let tail_known = tail.iter().filter(|w| has(&english, w)).count();
        let rest_known = rest.iter().filter(|w| has(&english, w)).count();
        let rest_fresh = rest.iter().filter(|w| !has(&english, w) && !has(&tail, w)).count();
        let n = english.len().max(1) as f32;
        let chinese_words = han as f32 / CHARACTERS_PER_WORD + (rest.len() + tail.len()) as f32;
        let ratio = (chinese_words / n).ln().clamp(-2.0, 2.0);
        let first = cut.order == Order::EnglishFirst;
        let bare_tail = tail.is_empty();
        let leans = starts_with(text, cut.chinese_atoms, &LEANING_STARTS);
        let particle = starts_with(text, cut.chinese_atoms, &PARTICLES);
        let values = [
            1.0,
            n.min(12.0).ln(),
            flag(english_half.function_words > 0),
            flag(english_half.function_words > 1),
            flag(english_half.ends_open),
            flag(english_half.starts_low),
            flag(english_half.all_names),
            flag(english_half.ends_in_digits),
            ratio.max(0.0),
            (-ratio).max(0.0),
            flag(is_strong(gap, bare_tail)),
            flag(gap.contains([':', '：'])),
            flag(cut.unwrapped),
            flag(first && bare_tail && leans),
            flag(first && counts_something(text, cut.tail_atoms, cut.chinese_atoms)),
            tail_known.min(3) as f32,
            (tail.len() - tail_known).min(4) as f32,
            rest_known.min(3) as f32,
            rest_fresh.min(3) as f32,
            flag(!is_balanced(cut.english.of(text)) || !is_balanced(cut.chinese.of(text))),
            flag(!first),
            flag(!first && bare_tail && leans_on(text, cut.chinese_atoms)),
            flag(english_half.opens_as_title),
            flag(cut.tagged),
            flag(bare_tail),
            flag(english.len() == 1),
            tail.iter().filter(|w| has(&rest, w)).count().min(3) as f32,
            flag(first && !bare_tail && (leans || particle)),
            english_half.marked_names as f32 / n,
            english_half.inflected.min(2) as f32,
            flag(english.len() == 2),
            flag(gap.contains([':', '：']) && english.len() <= 3),
            flag(mixes_spacing(cut.chinese_half)),
            flag(first && bare_tail && particle),
        ];
        Self { values }
    }

    /// All parts, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Feature> {
        self.values.into_iter().zip(WEIGHTS).map(|(value, (name, weight))| Feature {
            name,
            value,
            weight,
        })
    }

    /// Natural log-odds of the cut against leaving the line whole.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        self.iter().map(|f| f.value * f.weight).sum()
    }
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// Words of a run of atoms; only the first of very many, so that no line costs more than linear.
fn words<'a>(text: &'a str, atoms: &[Atom]) -> Vec<&'a str> {
    const MOST: usize = 64;
    let is_word = |a: &&Atom| a.kind == Kind::Word;
    atoms.iter().filter(is_word).take(MOST).map(|a| a.span.of(text)).collect()
}

fn has(words: &[&str], word: &str) -> bool {
    let stem = |w: &str| w.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
    let wanted = stem(word);
    words.iter().any(|w| stem(w) == wanted || w.split('-').any(|part| stem(part) == wanted))
}

/// What the English half looks like on its own.
struct Half {
    function_words: usize,
    ends_open: bool,
    starts_low: bool,
    all_names: bool,
    ends_in_digits: bool,
    opens_as_title: bool,
    /// Words with the shape of a name: `DNS`, `PyGame`, `5.0`.
    marked_names: usize,
    /// Words with an ending that names seldom have: `-ing`, `-ed`, `-s`.
    inflected: usize,
}

impl Half {
    fn of(words: &[&str]) -> Self {
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let is_function = |w: &String| FUNCTION_WORDS.contains(&w.as_str());
        let is_name = |w: &&str| w.starts_with(|c: char| !c.is_lowercase());
        Self {
            function_words: lower.iter().filter(|w| is_function(w)).count(),
            ends_open: lower.last().is_some_and(is_function),
            starts_low: words.first().is_some_and(|w| w.starts_with(char::is_lowercase)),
            all_names: words.iter().all(is_name),
            ends_in_digits: words
                .last()
                .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit())),
            marked_names: words.iter().filter(|w| is_marked_name(w)).count(),
            inflected: lower.iter().filter(|w| is_inflected(w)).count(),
            opens_as_title: lower.first().is_some_and(|w| OPENING_WORDS.contains(&w.as_str())),
        }
    }
}

fn is_marked_name(word: &str) -> bool {
    let has_inner_capital = |part: &str| part.chars().skip(1).any(char::is_uppercase);
    word.starts_with(|c: char| c.is_ascii_digit()) || word.split('-').any(has_inner_capital)
}

fn is_inflected(word: &str) -> bool {
    let endings = ["ing", "ed", "es", "ly", "tion", "ers", "ment", "ts", "ns", "rs"];
    word.len() > 4 && endings.iter().any(|e| word.ends_with(e))
}

/// Bars, slashes, dashes set apart, wide gaps.
fn is_strong(gap: &str, parts_scripts: bool) -> bool {
    gap.contains(['|', '｜', '—', '–', '*', '•', '\t', '\u{3000}'])
        || gap.contains('/') && (parts_scripts || gap.contains(' '))
        || gap.contains(" - ")
        || gap.contains("  ")
}

fn han_chars(atoms: &[Atom]) -> usize {
    let is_han = |a: &&Atom| a.kind == Kind::Han;
    atoms.iter().filter(is_han).map(|a| a.span.len() / '汉'.len_utf8()).sum()
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

fn starts_with(text: &str, chinese: &[Atom], any_of: &[&str]) -> bool {
    let start = chinese.first().map_or("", |a| a.span.of(text));
    any_of.iter().any(|lean| start.starts_with(lean))
}

fn leans_on(text: &str, chinese: &[Atom]) -> bool {
    chinese.last().is_some_and(|a| a.span.of(text).ends_with(LEANING_ENDS))
}

/// `Five tools | 5 个工具`: the tail is a number and the Chinese goes on with what it counts.
fn counts_something(text: &str, tail: &[Atom], chinese: &[Atom]) -> bool {
    let is_digits = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    let [number] = words(text, tail)[..] else { return false };
    let start = chinese.first().and_then(|a| a.span.of(text).chars().next());
    is_digits(number) && start.is_some_and(|c| MEASURES.contains(c))
}

/// The best of the cuts, `None` for leaving the line whole, with its probability.
pub(super) fn best(
    line: &str,
    cuts: Vec<Candidate>,
    judge: &impl Fn(&str, &str) -> f32,
) -> (Option<Candidate>, f32) {
    /// A cut this much better than any other answer (a thousand to one) needs no second opinion.
    const SURE: f32 = 7.0;
    let top = cuts.iter().map(|c| c.log_odds).fold(0.0, f32::max);
    let open =
        cuts.iter().filter(|c| c.log_odds > top - SURE).count() + usize::from(top < SURE) > 1;
    let scored = cuts.into_iter().map(|mut c| {
        if open && c.log_odds > top - SURE {
            c.log_odds += judge(c.english.of(line), c.chinese.of(line));
        }
        c
    });
    let scored: Vec<Candidate> = scored.collect();
    let top = scored.iter().map(|c| c.log_odds).fold(0.0, f32::max);
    let all: f32 = scored.iter().map(|c| (c.log_odds - top).exp()).sum::<f32>() + (-top).exp();
    let winner = scored.into_iter().find(|c| c.log_odds >= top && c.log_odds > 0.0);
    (winner, 1.0 / all)
}

const WEIGHTS: [(&str, f32); COUNT] = [
    ("any cut", 1.3),
    ("words", 1.2),
    ("a function word", 0.7),
    ("two function words", 2.6),
    ("ends open", -2.3),
    ("starts low", -3.3),
    ("all names", -0.3),
    ("ends in digits", -1.2),
    ("Chinese too long", -2.1),
    ("Chinese too short", -4.8),
    ("strong separator", 3.3),
    ("colon", 0.7),
    ("in brackets", 2.2),
    ("Chinese leans back", -0.3),
    ("counts", 0.9),
    ("tail known", 1.1),
    ("tail fresh", -4.3),
    ("rest known", 1.8),
    ("rest fresh", -1.5),
    ("unbalanced", -2.5),
    ("Chinese first", 0.5),
    ("leans on", -2.0),
    ("opens as title", 1.9),
    ("tagged", 2.9),
    ("no tail", 0.6),
    ("one word", -1.8),
    ("tail twice", -1.3),
    ("tail leads on", 0.7),
    ("marked names", -4.6),
    ("inflected", 1.7),
    ("two words", -0.3),
    ("colon after a name", -1.7),
    ("mixed spacing", -0.9),
    ("particle", -2.6),
];
