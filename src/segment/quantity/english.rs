//! Numbers and dates of English text.

use std::sync::LazyLock;

use super::date::{self, Date};
use super::{Currency, Quantity, Ratio, Unit, Value, bare, literal, number, sign};
use crate::title::Span;

/// Number words below a hundred.
#[rustfmt::skip]
const SMALL: [(&str, u64); 28] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

#[rustfmt::skip]
const SCALES: [(&str, u64); 13] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1000),
    ("k", 1000),
    ("million", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("tn", 1_000_000_000_000),
    ("t", 1_000_000_000_000),
];

#[rustfmt::skip]
const ORDINALS: [(&str, u64); 14] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("twentieth", 20),
    ("hundredth", 100),
];

#[rustfmt::skip]
const CURRENCIES: [(&str, Currency); 16] = [
    ("dollar", Currency::Dollar),
    ("dollars", Currency::Dollar),
    ("yuan", Currency::Yuan),
    ("rmb", Currency::Yuan),
    ("renminbi", Currency::Yuan),
    ("euro", Currency::Euro),
    ("euros", Currency::Euro),
    ("pound", Currency::Pound),
    ("pounds", Currency::Pound),
    ("yen", Currency::Yen),
    ("won", Currency::Won),
    ("rupee", Currency::Rupee),
    ("rupees", Currency::Rupee),
    ("rouble", Currency::Rouble),
    ("roubles", Currency::Rouble),
    ("rubles", Currency::Rouble),
];

#[rustfmt::skip]
const MONTHS: [(&str, u8); 24] = [
    ("jan", 1),
    ("january", 1),
    ("feb", 2),
    ("february", 2),
    ("mar", 3),
    ("march", 3),
    ("apr", 4),
    ("april", 4),
    ("may", 5),
    ("jun", 6),
    ("june", 6),
    ("jul", 7),
    ("july", 7),
    ("aug", 8),
    ("august", 8),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("oct", 10),
    ("october", 10),
    ("nov", 11),
    ("november", 11),
    ("dec", 12), ("december", 12),
];

/// Words for a factor.
#[rustfmt::skip]
const FACTORS: [(&str, u64); 7] = [
    ("double", 2), ("doubles", 2), ("doubled", 2), ("triple", 3), ("triples", 3), ("tripled", 3),
    ("twice", 2),
];

/// Month names that are also other words: a month only beside a number.
const OTHER_WORDS: [&str; 4] = ["may", "march", "mar", "jan"];

fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|&(_, value)| value)
}

/// All numbers and dates of an NFKC text, in order. Linear in its length.
///
/// ```
/// use bititle::segment::quantity::{english, Date, Value};
/// let text = "Sales Slow in the Third Quarter";
/// let found = english(text);
/// assert_eq!(found[0].span.of(text), "Third Quarter");
/// assert_eq!(found[0].value, Value::Date(Date { quarter: Some(3), ..Date::default() }));
/// ```
#[must_use]
pub fn english(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = match read(text, word) {
            Some(quantity) => {
                found.push(quantity);
                quantity.span.end
            }
            None => word.end,
        };
    }
    found
}

/// The next run of letters and digits with the signs inside numbers (`1,000.5`, `$3`, `5%`).
fn next_word(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let is_word = |i: usize| bytes.get(i).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let start = (from..bytes.len()).find(|&i| is_word(i) || bytes[i] == b'$')?;
    let is_number = bytes[start].is_ascii_digit();
    let inside = |i: usize| {
        is_word(i)
            || is_number
                && matches!(bytes.get(i), Some(b'.' | b','))
                && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)
    };
    let end = (start + 1..bytes.len()).find(|&i| !inside(i)).unwrap_or(bytes.len());
    Some(Span::new(start, end))
}

fn read(text: &str, word: Span) -> Option<Quantity> {
    let first = *text.as_bytes().get(word.start)?;
    let glued = joined_before(text, word.start);
    // Two letters may be those of `US$`.
    let opens = first.is_ascii_digit() || first == b'$' || first >= 0x80 || word.len() == 2;
    if let Some(found) = (opens && !glued).then(|| digits(text, word.start)).flatten() {
        return Some(found);
    }
    if !may_be_number_word(word.of(text)) {
        return None;
    }
    quarter(text, word).or_else(|| month_first(text, word)).or_else(|| words(text, word))
}

/// Whether a word begins and is as long as some word of the tables: most words are told apart
/// by this alone.
fn may_be_number_word(word: &str) -> bool {
    /// For each first letter the lengths of the words that begin with it, a bit each.
    static LENGTHS: LazyLock<[u32; 26]> = LazyLock::new(|| {
        let numbers = [&SMALL[..], &SCALES, &ORDINALS, &FACTORS].concat();
        let numbers = numbers.iter().map(|(word, _)| *word);
        let others = MONTHS.iter().map(|(word, _)| *word).chain(["a", "an", "half", "q1"]);
        let fold =
            SMALL.iter().map(|(word, _)| *word).map(|word| (word, word.len() + "fold".len()));
        let mut lengths = [0; 26];
        for (word, len) in numbers.chain(others).map(|word| (word, word.len())).chain(fold) {
            lengths[usize::from(word.as_bytes()[0] - b'a')] |= 1 << len;
        }
        lengths
    });
    let first = word.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    let letter = usize::from(first.wrapping_sub(b'a'));
    word.len() < 32 && LENGTHS.get(letter).is_some_and(|lengths| lengths & (1 << word.len()) != 0)
}

/// Digits after a letter and a hyphen, or inside a version, belong to a name: `COVID-19`, `v2.0`.
fn joined_before(text: &str, start: usize) -> bool {
    let before = &text.as_bytes()[..start];
    match before {
        [.., letter, b'-'] => letter.is_ascii_alphabetic(),
        [.., before, b'.'] => before.is_ascii_alphanumeric(),
        [.., last] => last.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// The word after a place, if only one space or hyphen lies between.
fn word_after(text: &str, end: usize) -> Option<Span> {
    let gap = text.as_bytes().get(end).filter(|b| matches!(b, b' ' | b'-'))?;
    debug_assert!(gap.is_ascii());
    next_word(text, end + 1).filter(|word| word.start == end + 1)
}

/// A quantity that begins with digits or a currency sign.
fn digits(text: &str, start: usize) -> Option<Quantity> {
    if let Some((date, len)) = date::numeric(&text[start..]) {
        return Some(Quantity { span: Span::new(start, start + len), value: Value::Date(date) });
    }
    let (currency, sign_len) = sign(&text[start..]).map_or((None, 0), |(c, len)| (Some(c), len));
    let read = literal(&text[start + sign_len..]).ok()?;
    let end = start + sign_len + read.len;
    let suffix: usize = text[end..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let suffix = &text[end..end + suffix];
    if let Some(date) = day_first(text, start, end + suffix.len(), read.value, suffix) {
        return Some(date);
    }
    let plain = Plain { text, start, value: read.value, currency };
    match suffix.to_ascii_lowercase().as_str() {
        "" => plain.with_words(end, read.is_year_like),
        "st" | "nd" | "rd" | "th" => plain.ordinal(end + suffix.len()),
        "x" => plain.of(end + suffix.len(), Unit::Times),
        scale => {
            // `30m` is a scale after a currency or alone; `5G` and `3D` are names.
            let factor = look_up(&SCALES, scale)
                .filter(|_| scale.len() > 1 || currency.is_some() || scale == "m")?;
            let value = read.value.times(factor)?;
            Plain { value, ..plain }.with_words(end + suffix.len(), false)
        }
    }
}

/// A number whose unit is still to be read.
struct Plain<'a> {
    text: &'a str,
    start: usize,
    value: Ratio,
    currency: Option<Currency>,
}

impl Plain<'_> {
    fn of(&self, end: usize, unit: Unit) -> Option<Quantity> {
        Some(number(Span::new(self.start, end), self.value, unit))
    }

    fn ordinal(&self, end: usize) -> Option<Quantity> {
        quarter_word(self.text, self.start, end, self.value).or_else(|| self.of(end, Unit::Ordinal))
    }

    /// The scale, percent, currency or `times` that follows.
    fn with_words(mut self, mut end: usize, year_like: bool) -> Option<Quantity> {
        let mut scaled = false;
        while let Some((factor, after)) = self.scale_after(end) {
            self.value = self.value.times(factor)?;
            (end, scaled) = (after, true);
        }
        if self.text[end..].starts_with('%') {
            return self.of(end + 1, Unit::Percent);
        }
        if let Some(currency) = self.currency {
            return self.of(end, Unit::Money(currency));
        }
        let next = word_after(self.text, end);
        let unit = next.and_then(|word| unit_word(self.text, word));
        if let Some((unit, end)) = unit {
            return self.of(end, unit);
        }
        match year_like && !scaled {
            true => Some(bare(Span::new(self.start, end), self.value)),
            false => self.of(end, Unit::Count),
        }
    }

    /// A scale word of full length; `30 m` may be metres.
    fn scale_after(&self, end: usize) -> Option<(u64, usize)> {
        let word = word_after(self.text, end)?;
        let name = word.of(self.text);
        let factor = look_up(&SCALES, name).filter(|_| name.len() > 1)?;
        Some((factor, word.end))
    }
}

/// What a word after a number says it counts, and where that ends.
fn unit_word(text: &str, word: Span) -> Option<(Unit, usize)> {
    let name = word.of(text);
    let next = |end: usize, wanted: &[&str]| {
        let word = word_after(text, end)?;
        wanted.iter().any(|w| word.of(text).eq_ignore_ascii_case(w)).then_some(word.end)
    };
    if ["percent", "pc"].iter().any(|w| name.eq_ignore_ascii_case(w)) {
        return Some((Unit::Percent, word.end));
    }
    if name.eq_ignore_ascii_case("per") {
        return next(word.end, &["cent"]).map(|end| (Unit::Percent, end));
    }
    if name.eq_ignore_ascii_case("percentage") {
        return next(word.end, &["point", "points"]).map(|end| (Unit::Percent, end));
    }
    if name.eq_ignore_ascii_case("times") {
        return Some((Unit::Times, word.end));
    }
    look_up(&CURRENCIES, name).map(|currency| (Unit::Money(currency), word.end))
}

/// `Q3`, `Q3 2023`, `2023Q3` is left as two.
fn quarter(text: &str, word: Span) -> Option<Quantity> {
    let digits = word.of(text).strip_prefix(['Q', 'q'])?;
    let quarter = date::quarter(digits.parse().ok()?)?;
    let date = Date { quarter: Some(quarter), ..Date::default() };
    Some(with_year(text, word.start, word.end, date))
}

/// `third quarter`, `3rd quarter`.
fn quarter_word(text: &str, start: usize, end: usize, value: Ratio) -> Option<Quantity> {
    let word = word_after(text, end).filter(|w| w.of(text).eq_ignore_ascii_case("quarter"))?;
    let quarter = date::quarter(value.integer()?)?;
    let date = Date { quarter: Some(quarter), ..Date::default() };
    Some(with_year(text, start, word.end, date))
}

/// The date with the year that may follow it.
fn with_year(text: &str, start: usize, end: usize, mut date: Date) -> Quantity {
    let comma = end + usize::from(text[end..].starts_with(','));
    let year = word_after(text, comma)
        .filter(|w| w.len() == 4)
        .and_then(|w| Some((date::year(w.of(text).parse().ok()?)?, w.end)));
    date.year = year.map(|(year, _)| year);
    let end = year.map_or(end, |(_, end)| end);
    Quantity { span: Span::new(start, end), value: Value::Date(date) }
}

/// `October`, `Oct 2011`, `October 3, 2011`.
fn month_first(text: &str, word: Span) -> Option<Quantity> {
    let name = word.of(text);
    let month = look_up(&MONTHS, name)?;
    let stop = word.end + usize::from(text[word.end..].starts_with(". "));
    let day = word_after(text, stop).and_then(|w| Some((day_word(w.of(text))?, w.end)));
    let end = day.map_or(word.end, |(_, end)| end);
    let date = Date { month: Some(month), day: day.map(|(day, _)| day), ..Date::default() };
    let from = if day.is_some() { end } else { stop };
    let mut found = with_year(text, word.start, from, date);
    let alone = matches!(found.value, Value::Date(Date { year: None, day: None, .. }));
    if alone {
        found.span.end = word.end;
        let is_other = OTHER_WORDS.iter().any(|w| w.eq_ignore_ascii_case(name));
        return (!is_other).then_some(found);
    }
    Some(found)
}

fn day_word(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let fits = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    fits.then(|| digits.parse().ok().and_then(date::day)).flatten()
}

/// `3 October 2011`.
fn day_first(text: &str, start: usize, end: usize, value: Ratio, suffix: &str) -> Option<Quantity> {
    matches!(suffix, "" | "st" | "nd" | "rd" | "th").then_some(())?;
    let day = date::day(value.integer()?)?;
    let mut word = word_after(text, end)?;
    if word.of(text).eq_ignore_ascii_case("of") {
        word = word_after(text, word.end)?;
    }
    let month = look_up(&MONTHS, word.of(text))?;
    let date = Date { month: Some(month), day: Some(day), ..Date::default() };
    Some(with_year(text, start, word.end, date))
}

/// A quantity in words: `a dozen`, `twenty-three million`, `half a million`, `third`.
fn words(text: &str, word: Span) -> Option<Quantity> {
    let name = word.of(text);
    if let Some(n) = look_up(&ORDINALS, name) {
        return Plain { text, start: word.start, value: Ratio::whole(n), currency: None }
            .ordinal(word.end);
    }
    if let Some(factor) = look_up(&FACTORS, name) {
        return Some(number(word, Ratio::whole(factor), Unit::Times));
    }
    if let Some(n) = name.strip_suffix("fold").and_then(|n| look_up(&SMALL, n)) {
        return Some(number(word, Ratio::whole(n), Unit::Times));
    }
    if name.eq_ignore_ascii_case("half") {
        return half(text, word);
    }
    if name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("an") {
        let scaled = word_after(text, word.end)
            .and_then(|w| look_up(&SCALES, w.of(text)).filter(|_| w.len() > 2));
        return scaled.and_then(|_| plain(text, word, Ratio::whole(1)).with_words(word.end, false));
    }
    let (value, end) = spelled(text, word)?;
    let found = plain(text, word, value).with_words(end, false)?;
    // `one` alone is a pronoun more often than a number.
    let is_one = found.span == word && value == Ratio::whole(1);
    (!is_one).then_some(found)
}

fn plain(text: &str, word: Span, value: Ratio) -> Plain<'_> {
    Plain { text, start: word.start, value, currency: None }
}

/// `half`, `half a million`.
fn half(text: &str, word: Span) -> Option<Quantity> {
    let half = Ratio::new(1, 2)?;
    let article = word_after(text, word.end).filter(|w| w.of(text).eq_ignore_ascii_case("a"));
    let end = article.map_or(word.end, |w| w.end);
    let scaled = plain(text, word, half).with_words(end, false)?;
    Some(if scaled.span.end > end { scaled } else { number(word, half, Unit::Count) })
}

/// Number words up to where a scale of a thousand or more begins: `one hundred and five`.
fn spelled(text: &str, first: Span) -> Option<(Ratio, usize)> {
    let mut value = look_up(&SMALL, first.of(text))?;
    let mut end = first.end;
    while let Some(word) = word_after(text, end) {
        let name = word.of(text);
        if let Some(n) = look_up(&SMALL, name).filter(|&n| fits(value, n)) {
            value += n;
        } else if name.eq_ignore_ascii_case("hundred") && value < 100 {
            value *= 100;
        } else if name.eq_ignore_ascii_case("and") && value % 100 == 0 {
            let next = word_after(text, word.end)?;
            let Some(n) = look_up(&SMALL, next.of(text)).filter(|_| value >= 100) else { break };
            (value, end) = (value + n, next.end);
            continue;
        } else {
            break;
        }
        end = word.end;
    }
    Some((Ratio::whole(value), end))
}

/// `twenty` takes a `three`, `hundred` takes anything below.
fn fits(value: u64, next: u64) -> bool {
    match value % 100 {
        0 => value >= 100,
        tens => tens >= 20 && tens % 10 == 0 && (1..10).contains(&next),
    }
}
