//! The verdict on one line.

use super::{LineKind, Reason};
use crate::segment::quantity::{self, Quantity, Value};
use crate::split::{Role, Split};
use crate::title::{Script, is_han, script};

/// Headlines have fewer words; a bilingual line may have this many in each half.
const MOST_WORDS: usize = 26;
/// A shorter line in one language is a link or a label.
const LEAST_WORDS: usize = 3;
/// A line that ends in a colon and has more words introduces a sentence, not a list.
const MOST_HEADING_WORDS: usize = 10;
/// Share of capitalised words from which a line is in title case.
const TITLE_CASE: f32 = 0.6;
/// Chinese characters that count as one word.
const CHARACTERS_A_WORD: usize = 2;

/// Words that open a link of the page itself, where the line has no more words than
/// [`MOST_LINK_WORDS`].
const LINKS: [&str; 12] = [
    "about us",
    "click",
    "comments",
    "contact",
    "home",
    "leave a",
    "next",
    "previous",
    "read more",
    "share",
    "subscribe",
    "tags",
];
/// `Subscribe now 立即订阅` is a link, `Share Prices Tumble in Tokyo` a headline.
const MOST_LINK_WORDS: usize = 4;

/// Words that open a byline or a counter, whatever follows.
const BYLINES: [&str; 22] = [
    "posted on",
    "posted by",
    "posted in",
    "published on",
    "published by",
    "updated on",
    "last updated",
    "filed under",
    "filed in",
    "tags:",
    "tag:",
    "category:",
    "categories:",
    "comments:",
    "copyright ©",
    "copyright (c)",
    "©",
    "all rights reserved",
    "visited ",
    "发表于",
    "作者：",
    "作者:",
];
/// A byline has few words: `By Jane Smith and Lin Mei`.
const MOST_BYLINE_WORDS: usize = 7;

pub(super) fn judge(line: &str, split: &Split) -> (LineKind, Vec<Reason>) {
    use Reason::*;
    let facts = Facts::of(line, split);
    let note = [
        (facts.in_brackets, InBrackets),
        (facts.other_language, OtherLanguage),
        (facts.boilerplate, Boilerplate),
    ];
    if let Some(reasons) = those(&note) {
        return (LineKind::Note, reasons);
    }
    if let Some(reasons) = those(&[(facts.ends_in_colon, EndsInColon), (facts.hash, HeadingMark)]) {
        return (LineKind::Heading, reasons);
    }
    let prose = [
        (facts.longest_half > MOST_WORDS, TooLong),
        (facts.sentence_end, SentenceEnd),
        (facts.several_sentences, SeveralSentences),
        (facts.lowercase_start, LowercaseStart),
    ];
    if let Some(reasons) = those(&prose) {
        return (LineKind::Prose, reasons);
    }
    if !facts.both && facts.longest_half < LEAST_WORDS {
        return (LineKind::Note, vec![TooShort]);
    }
    let title =
        [(facts.both, BothLanguages), (facts.title_case, TitleCase), (true, HeadlineLength)];
    (LineKind::Title, those(&title).unwrap_or_default())
}

/// Whether the line begins with a bullet or number.
pub(super) fn has_bullet(line: &str, split: &Split) -> bool {
    let first = split.pieces.iter().find(|p| p.role != Role::Separator);
    first.is_some_and(|p| p.role == Role::Marker && !p.span.of(line).starts_with('['))
}

/// The reasons that hold, `None` where none does.
fn those(reasons: &[(bool, Reason)]) -> Option<Vec<Reason>> {
    let held: Vec<Reason> = reasons.iter().filter(|r| r.0).map(|r| r.1).collect();
    (!held.is_empty()).then_some(held)
}

/// What can be seen on a line.
struct Facts {
    both: bool,
    other_language: bool,
    in_brackets: bool,
    boilerplate: bool,
    ends_in_colon: bool,
    hash: bool,
    sentence_end: bool,
    several_sentences: bool,
    lowercase_start: bool,
    title_case: bool,
    /// Words of the longer half.
    longest_half: usize,
}

impl Facts {
    fn of(line: &str, split: &Split) -> Self {
        let halves = split.pairs.iter().flat_map(|p| [p.english, p.chinese]).flatten();
        let words = words(line);
        let title_case = title_case(line) >= TITLE_CASE;
        let both = split.pairs.iter().any(|p| p.english.is_some() && p.chinese.is_some());
        Self {
            both,
            other_language: split.pieces.iter().any(|p| p.role == Role::Other),
            in_brackets: line.starts_with(['(', '（', '[', '【'])
                && line.ends_with([')', '）', ']', '】'])
                && !both,
            boilerplate: is_boilerplate(line, words, both),
            ends_in_colon: line.ends_with([':', '：']) && words <= MOST_HEADING_WORDS,
            hash: line.starts_with('#') && line.trim_start_matches('#').starts_with(' '),
            sentence_end: !both && ends_like_sentence(line, words),
            several_sentences: !both && has_sentences(line),
            lowercase_start: !both && !title_case && starts_mid_sentence(line),
            title_case,
            longest_half: halves.map(|s| self::words(s.of(line))).max().unwrap_or(0),
        }
    }
}

fn words(text: &str) -> usize {
    let latin = latin_words(text).count();
    latin + text.chars().filter(|&c| is_han(c)).count().div_ceil(CHARACTERS_A_WORD)
}

fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || is_han(c))
        .filter(|word| word.chars().any(|c| matches!(script(c), Script::Letter | Script::Digit)))
}

fn is_boilerplate(line: &str, words: usize, both: bool) -> bool {
    let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let opens = |opening: &&str| {
        let rest = start.strip_prefix(*opening);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    // A headline in one language would be in title case.
    let plain = both || title_case(line) < TITLE_CASE;
    let is_page = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    BYLINES.iter().any(|byline| start.starts_with(byline))
        || is_byline(line, words)
        || plain && words <= MOST_LINK_WORDS && LINKS.iter().any(opens)
        || start.strip_prefix("page ").is_some_and(is_page)
        || is_date(line)
}

/// `By Jane Smith`, but not `By the River at Night`.
fn is_byline(line: &str, words: usize) -> bool {
    let name = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    name.is_some_and(|name| name.starts_with(char::is_uppercase)) && words <= MOST_BYLINE_WORDS
}

/// A line that is a date and nothing else.
fn is_date(line: &str) -> bool {
    let dates = [quantity::english(line), quantity::chinese(line)].concat();
    let is_all = |q: &Quantity| matches!(q.value, Value::Date(_)) && q.span.of(line) == line;
    dates.iter().any(is_all)
}

/// A full stop ends a sentence; one after initials (`U.S.`) or in a short line does not.
fn ends_like_sentence(line: &str, words: usize) -> bool {
    const SHORT: usize = 4;
    let line = line.trim_end_matches(['"', '”', '’', '\'', ')', '）', '」', '』']);
    if line.ends_with('。') {
        return true;
    }
    let Some(body) = line.strip_suffix('.') else { return false };
    let last = body.rsplit(char::is_whitespace).next().unwrap_or("");
    // `Inc` and `St` are short and capitalised, `it` and `go` end sentences.
    let is_word = last.chars().count() > 2 || last.chars().all(char::is_lowercase);
    words > SHORT && !last.contains('.') && is_word
}

/// A full stop between a word and a capital.
fn has_sentences(line: &str) -> bool {
    let stops = line.match_indices(". ").filter(|(at, _)| {
        let before = line[..*at].rsplit(char::is_whitespace).next().unwrap_or("");
        let long = before.chars().filter(|c| c.is_lowercase()).count() > 2;
        let small = before.len() > 1 && before.chars().all(char::is_lowercase);
        (long || small) && line[at + 2..].starts_with(char::is_uppercase)
    });
    stops.count() > 0 || line.trim_end_matches('。').contains('。')
}

/// A lower-case word of ordinary form; `iPhone` and `eBay` are names.
fn starts_mid_sentence(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or("");
    word.len() > 1
        && word.chars().all(|c| c.is_lowercase() || c == '\'' || c == ',')
        && !word.chars().any(is_han)
}

/// Share of capitalised words among those of four letters or more.
fn title_case(line: &str) -> f32 {
    let long: Vec<&str> = latin_words(line).filter(|w| w.len() > 3).collect();
    let capital = long.iter().filter(|w| w.contains(|c: char| c.is_uppercase())).count();
    capital as f32 / long.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;

    #[test]
    fn verdicts() {
        use LineKind::*;
        for (line, kind) in [
            ("Toyota Bets on Hydrogen 丰田押注氢能", Title),
            ("BYD raises dividend to 3.1 yuan a share", Title),
            ("比亚迪每股派息提高至3.1元", Title),
            ("What next for the U.S.", Title),
            ("Related postings 相关文章:", Heading),
            ("## More stories", Heading),
            ("Bottom line: the company has only itself to blame, and its rivals know that.", Prose),
            ("This is how it went. Nobody was there to see it happen on that day", Prose),
            ("公司昨日召开会议。会上没有人发言。", Prose),
            ("and so it goes on for some time", Prose),
            ("(English article; Chinese article)", Note),
            ("（上一篇）", Note),
            ("Posted on 3 October 2026 by the editor", Note),
            ("Read more", Note),
            ("By Jane Smith", Note),
            ("Subscribe Now 立即订阅", Note),
            ("2026年4月2日", Note),
            ("By the River at Night, Alone", Title),
            ("Share Prices Tumble in Tokyo", Title),
            ("de Gaulle’s Last Secret", Title),
            ("Nobody in this town has ever asked for more of it.", Prose),
            ("日本の首相が辞任しました", Note),
        ] {
            assert_eq!(judge(line, &split(line)).0, kind, "{line}");
        }
    }
}
