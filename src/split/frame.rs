//! What stands around the titles of a line: bullets, numbers, tags, footnote signs, dates.

use crate::segment::quantity::{self, Date, Quantity, Value};
use crate::title::{Span, is_han};

/// The core of a line and what was taken off it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Where the titles stand.
    pub(super) core: Span,
    /// Bullets, numbers, footnote signs and dates, in text order.
    pub(super) markers: Vec<Span>,
    /// A tag before the titles (`[Puzzles]`): part of the title where that has one language.
    pub(super) tag: Option<Span>,
}

const BULLETS: &str = "•·●○■□◆◇▪▫▶►»›※★☆✓✔✦*†‡";
/// Bullets only where a space follows: elsewhere they belong to a word.
const SPACED_BULLETS: &str = "-–—+#>~";
const FOOTNOTES: &str = "*†‡§¹²³⁴⁵⁶⁷⁸⁹";
/// A number before a title has at most so many digits: `100.`; more is a year.
const MOST_NUMBERING_DIGITS: usize = 3;
/// A tag is at most this long: `[HackerRank]`, `[Google I/O]`.
const MOST_TAG_BYTES: usize = 24;
/// No date is longer: `Wednesday, September 30, 2026`.
const MOST_DATE_BYTES: usize = 40;

/// So many markers are taken off either end; each costs a look at the whole line.
const MOST_MARKERS: usize = 16;

impl Frame {
    pub(super) fn of(line: &str) -> Self {
        let mut frame =
            Self { core: Span::new(0, line.len()).trimmed(line), markers: Vec::new(), tag: None };
        let mut left = 0..MOST_MARKERS;
        while left.next().is_some() && frame.take_front(line) {}
        let mut back = Vec::new();
        let mut left = 0..MOST_MARKERS;
        while left.next().is_some() && frame.take_back(line, &mut back) {}
        back.reverse();
        frame.markers.extend(back);
        frame
    }

    /// The core with the tag, for a line that is one title.
    pub(super) fn whole(&self) -> Span {
        Span::new(self.tag.map_or(self.core.start, |tag| tag.start), self.core.end)
    }

    /// Takes one marker off the front; false where there is none.
    fn take_front(&mut self, line: &str) -> bool {
        let text = self.core.of(line);
        if let Some(tag) = self.tag {
            // `[Puzzles] 2.5 Share the Bill`: the tag takes the section with it, and nothing else:
            // in a line of one language the title begins with the tag.
            let dropped = section(text).and_then(|len| self.drop_front(line, len));
            self.tag = Some(Span::new(tag.start, dropped.map_or(tag.end, |d| d.end)));
            return dropped.is_some();
        }
        if let Some(len) = bullet(text).or_else(|| numbering(text)).or_else(|| date_before(text)) {
            return self.drop_front(line, len).map(|m| self.markers.push(m)).is_some();
        }
        self.tag = tag(text).and_then(|len| self.drop_front(line, len));
        self.tag.is_some()
    }

    /// Moves the front by `len` bytes and the space after, unless nothing would be left.
    fn drop_front(&mut self, line: &str, len: usize) -> Option<Span> {
        let dropped = Span::new(self.core.start, self.core.start + len);
        let core = Span::new(dropped.end, self.core.end).trimmed(line);
        let keeps_title = core.of(line).chars().any(char::is_alphabetic);
        keeps_title.then(|| {
            self.core = core;
            dropped
        })
    }

    fn take_back(&mut self, line: &str, markers: &mut Vec<Span>) -> bool {
        let text = self.core.of(line);
        let note = footnote(text).map(|len| (text.len() - len, text.len() - len));
        let Some((title, marker)) = note.or_else(|| date_after(text)) else { return false };
        let dropped = Span::new(self.core.start + marker, self.core.end);
        let core = Span::new(self.core.start, self.core.start + title).trimmed(line);
        if !core.of(line).chars().any(char::is_alphabetic) {
            return false;
        }
        self.core = core;
        markers.push(dropped);
        true
    }
}

fn bullet(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let is_bullet = BULLETS.contains(first)
        || SPACED_BULLETS.contains(first) && second.is_whitespace()
        || matches!(first, '①'..='⑳');
    is_bullet.then_some(first.len_utf8())
}

/// `3. `, `3、`, `3) `, `(3) `, `[3] `, `一、`.
fn numbering(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| "([（【".contains(*c)).map_or(0, char::len_utf8);
    let body = &text[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits == 0 { chinese_numeral(body) } else { digits };
    if number == 0 || digits > MOST_NUMBERING_DIGITS {
        return None;
    }
    let close = body[number..].chars().next()?;
    let end = open + number + close.len_utf8();
    let after = text[end..].chars().next()?;
    let ends_number = match close {
        '、' => open == 0,
        '.' | '．' => open == 0 && digits > 0 && (after.is_whitespace() || is_han(after)),
        ')' | '）' | ']' | '】' => digits > 0 || open > 0,
        _ => false,
    };
    ends_number.then_some(end)
}

/// Bytes of a Chinese numeral up to 99 before `、`.
fn chinese_numeral(text: &str) -> usize {
    text.chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .take(3)
        .map(char::len_utf8)
        .sum()
}

/// `2.5 ` after a tag.
fn section(text: &str) -> Option<usize> {
    let end = text.find(char::is_whitespace)?;
    let number = &text[..end];
    let is_section = number.contains('.')
        && number
            .split('.')
            .all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    is_section.then_some(end)
}

/// `[Puzzles] `, `【科技】`: one or two words in square brackets before Latin text that Chinese
/// text follows.
fn tag(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| matches!(c, '[' | '【'))?;
    let close = if open == '[' { ']' } else { '】' };
    let body = &text[open.len_utf8()..];
    let end = body.find(close).filter(|&end| (1..=MOST_TAG_BYTES).contains(&end))?;
    let (inside, after) = (&body[..end], &body[end + close.len_utf8()..]);
    let is_tag = inside.split_whitespace().count() <= 2
        && inside.contains(char::is_alphabetic)
        && after.trim_start().starts_with(|c: char| c.is_ascii_alphanumeric())
        && after.contains(is_han);
    is_tag.then(|| text.len() - after.len())
}

fn footnote(text: &str) -> Option<usize> {
    let last = text.chars().next_back()?;
    if FOOTNOTES.contains(last) {
        return Some(last.len_utf8());
    }
    let body = text.strip_suffix(']')?;
    let open = body.rfind('[')?;
    let number = &body[open + 1..];
    let is_note = (1..=MOST_NUMBERING_DIGITS).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit());
    is_note.then(|| text.len() - open)
}

/// The half without a footnote number (`[3]`) at its end, and that number.
pub(super) fn without_footnote(line: &str, half: Span) -> (Span, Option<Span>) {
    let text = half.of(line).trim_end();
    match footnote(text).filter(|_| text.ends_with(']')) {
        Some(len) if len < text.len() => {
            let end = half.start + text.len();
            (Span::new(half.start, end - len), Some(Span::new(end - len, end)))
        }
        _ => (half, None),
    }
}

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Words that make a date a part of the sentence.
const BEFORE_DATES: [&str; 17] = [
    " on", " of", " in", " by", " since", " from", " until", " before", " after", "于", "在", "自",
    "至", "到", "从", "是", "以",
];

/// A full date set apart at the end, in brackets or not, with its weekday: where the title ends
/// and where the date begins.
fn date_after(text: &str) -> Option<(usize, usize)> {
    let is_bracket = |c: char| ")）]】".contains(c);
    let is_gap = |c: char| c.is_whitespace() || "([（【|·,，-–—".contains(c);
    let inner = text.trim_end_matches(is_bracket);
    let from = floor_boundary(inner, inner.len().saturating_sub(MOST_DATE_BYTES));
    let found = full_dates(&inner[from..]).into_iter().find(|s| from + s.end == inner.len())?;
    let before = &text[..from + found.start];
    let mut rest = before.trim_end_matches(is_gap);
    let apart = rest.len() < before.len();
    if let Some(day) = WEEKDAYS.iter().find(|day| rest.ends_with(*day)) {
        rest = rest[..rest.len() - day.len()].trim_end_matches(is_gap);
    }
    let in_sentence = BEFORE_DATES.iter().any(|word| rest.ends_with(word));
    (apart && !in_sentence).then(|| (rest.len(), rest.len() + separator(&text[rest.len()..])))
}

/// A full date set apart at the start, in brackets or not.
fn date_before(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| "([（【".contains(*c)).map_or(0, char::len_utf8);
    let body = &text[open..];
    let to = floor_boundary(body, MOST_DATE_BYTES.min(body.len()));
    let found = full_dates(&body[..to]).into_iter().find(|s| s.start == 0)?;
    let end = open + found.end;
    let after = text[end..].chars().next()?;
    match open {
        0 => (after.is_whitespace() || "|:：".contains(after)).then_some(end),
        _ => ")）]】".contains(after).then_some(end + after.len_utf8()),
    }
}

/// Dates with year, month and day.
fn full_dates(text: &str) -> Vec<Span> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let is_full = |q: &Quantity| {
        matches!(q.value, Value::Date(Date { year: Some(_), month: Some(_), day: Some(_), .. }))
    };
    let all = [quantity::english(text), quantity::chinese(text)].concat();
    all.into_iter().filter(is_full).map(|q| q.span).collect()
}

/// Bytes of white space, bars and dashes at the start: what parts a date from the title.
fn separator(text: &str) -> usize {
    text.len()
        - text.trim_start_matches(|c: char| c.is_whitespace() || "|·,，-–—".contains(c)).len()
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_stands_around() {
        for (line, core) in [
            ("• Hello 你好", "Hello 你好"),
            ("3. 你好 Hello", "你好 Hello"),
            ("(12) Hello 你好*", "Hello 你好"),
            ("三、Hello 你好 [4]", "Hello 你好"),
            ("[Puzzles] Find the Liar 谁在说谎", "Find the Liar 谁在说谎"),
            ("[Puzzles] 2.5 Share the Bill 分账", "Share the Bill 分账"),
            ("C# 入门", "C# 入门"),
            ("2.5 倍", "2.5 倍"),
            ("[Puzzles] 2011-10-03 Share 分账", "2011-10-03 Share 分账"),
            ("100. 你好 Hello", "你好 Hello"),
            ("2024. 你好 Hello", "2024. 你好 Hello"),
            ("[One Two] Find the Liar 谁在说谎", "Find the Liar 谁在说谎"),
            ("[One Two Three] Find the Liar 谁在说谎", "[One Two Three] Find the Liar 谁在说谎"),
            ("[2024] Find the Liar 谁在说谎", "[2024] Find the Liar 谁在说谎"),
            ("[Puzzles] Find the Liar", "[Puzzles] Find the Liar"),
            ("[谜题] 谁在说谎 Find the Liar", "[谜题] 谁在说谎 Find the Liar"),
            ("***", "***"),
            ("", ""),
        ] {
            assert_eq!(Frame::of(line).core.of(line), core, "{line:?}");
        }
    }
    #[test]
    fn markers_are_what_was_taken_without_what_parts_them() {
        for (line, markers) in [
            ("3. Share 分账 | 2011-10-03", vec!["3.", "2011-10-03"]),
            ("2011-10-03 Share 分账*", vec!["2011-10-03", "*"]),
            ("• 1) Share 分账", vec!["•", "1)"]),
            ("Share 分账", vec![]),
        ] {
            let found = Frame::of(line).markers.into_iter().map(|span| span.of(line));
            assert_eq!(found.collect::<Vec<_>>(), markers, "{line:?}");
        }
    }
}
