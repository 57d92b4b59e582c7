//! Numbers and dates of Chinese text.

use super::date::{self, Date};
use super::{Currency, Quantity, Ratio, Unit, Value, bare, literal, number, sign};
use crate::title::Span;

/// Words after an amount: (word, currency), longest first.
const CURRENCIES: [(&str, Currency); 14] = [
    ("新台币", Currency::TaiwanDollar),
    ("人民币", Currency::Yuan),
    ("美元", Currency::Dollar),
    ("美金", Currency::Dollar),
    ("欧元", Currency::Euro),
    ("英镑", Currency::Pound),
    ("日元", Currency::Yen),
    ("日圆", Currency::Yen),
    ("韩元", Currency::Won),
    ("港元", Currency::HongKongDollar),
    ("港币", Currency::HongKongDollar),
    ("卢比", Currency::Rupee),
    ("卢布", Currency::Rouble),
    ("元", Currency::Yuan),
];

/// Measure words that make a lone numeral a number: 三个, 两家, 十年.
const MEASURES: &str =
    "个名人家岁年天次位场款大种项条只台辆座届周期局轮局艘架枚部本张所间层级秒吨米里公点步招件门";

/// What follows 成 in words that are no tenths: 三成立, 五成员.
const NO_TENTHS: &str = "为立功都员长果就绩本交人熟";

/// All numbers and dates of a simplified NFKC text, in order. Linear in its length.
///
/// ```
/// use bititle::segment::quantity::{chinese, Currency, Ratio, Unit, Value};
/// let found = chinese("募资1.5万亿美元");
/// let value = Ratio::new(1_500_000_000_000, 1).unwrap();
/// assert_eq!(found[0].value, Value::Number { value, unit: Unit::Money(Currency::Dollar) });
/// ```
#[must_use]
pub fn chinese(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !may_open(c) {
            at += c.len_utf8();
            continue;
        }
        let step = read(text, at);
        found.extend(step.quantity);
        at = step.end.max(at + c.len_utf8());
    }
    found
}

/// Whether a quantity may begin with this character; says yes to one in a hundred others too.
fn may_open(c: char) -> bool {
    const OPENERS: &str =
        "$€£¥第QqHNU0123456789零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿";
    /// The low bits of the openers, hashed to 2,048 places.
    const PLACES: [u64; 32] = {
        let (mut places, bytes, mut at) = ([0u64; 32], OPENERS.as_bytes(), 0);
        while at < bytes.len() {
            let (code, len) = decode(bytes, at);
            places[(code as usize >> 6) & 31] |= 1 << (code & 63);
            at += len;
        }
        places
    };
    let code = u32::from(c);
    PLACES[(code as usize >> 6) & 31] & (1 << (code & 63)) != 0
}

/// The character at a place of UTF-8 text of at most three bytes a character, and its length.
const fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    match bytes[at] {
        first @ 0..0x80 => (first as u32, 1),
        first @ 0xC0..0xE0 => (((first & 0x1F) as u32) << 6 | (bytes[at + 1] & 0x3F) as u32, 2),
        first => (
            ((first & 0x0F) as u32) << 12
                | ((bytes[at + 1] & 0x3F) as u32) << 6
                | (bytes[at + 2] & 0x3F) as u32,
            3,
        ),
    }
}

/// What was read from a place: a quantity or nothing, and where to go on.
struct Step {
    quantity: Option<Quantity>,
    end: usize,
}

impl Step {
    fn found(quantity: Quantity) -> Self {
        Self { quantity: Some(quantity), end: quantity.span.end }
    }

    fn nothing(end: usize) -> Self {
        Self { quantity: None, end }
    }
}

fn read(text: &str, at: usize) -> Step {
    let rest = &text[at..];
    if let Some((date, len)) = date::numeric(rest) {
        return Step::found(Quantity { span: Span::new(at, at + len), value: Value::Date(date) });
    }
    if let Some(quarter) = latin_quarter(text, at) {
        return Step::found(quarter);
    }
    if let Some(percent) = percent(text, at) {
        return Step::found(percent);
    }
    let (currency, sign_len) = sign(rest).map_or((None, 0), |(c, len)| (Some(c), len));
    let (ordinal, prefix) = match rest.strip_prefix('第') {
        Some(_) => (true, '第'.len_utf8()),
        None => (false, sign_len),
    };
    let start = at + prefix;
    let read = match amount(text, start) {
        Ok(read) => read,
        Err(end) => return Step::nothing(end.max(start)),
    };
    if is_inside_word(text, at, &read) {
        return Step::nothing(read.end);
    }
    match dated(text, at, &read) {
        Some(date) => Step::found(date),
        None => with_unit(text, at, read, ordinal, currency),
    }
}

/// 百分之五.
fn percent(text: &str, at: usize) -> Option<Quantity> {
    let read = amount(text, part(text, at, "百分之")?).ok()?;
    Some(number(Span::new(at, read.end), read.value, Unit::Percent))
}

/// `Q3`, with a year before or after it left to itself.
fn latin_quarter(text: &str, at: usize) -> Option<Quantity> {
    let rest = &text[at..];
    let mut chars = rest.chars();
    let opens = matches!(chars.next(), Some('Q' | 'q'));
    let digit = chars.next().and_then(|c| c.to_digit(10)).filter(|_| opens)?;
    let before = text[..at].chars().next_back();
    let alone = !before.is_some_and(|c| c.is_ascii_alphabetic())
        && !chars.next().is_some_and(|c| c.is_ascii_alphanumeric());
    let quarter = date::quarter(u64::from(digit)).filter(|_| alone)?;
    let date = Date { quarter: Some(quarter), ..Date::default() };
    Some(Quantity { span: Span::new(at, at + 2), value: Value::Date(date) })
}

/// A number without its unit.
struct Amount {
    value: Ratio,
    end: usize,
    /// Written in digits, at least in part.
    digits: bool,
    /// One Chinese numeral, or ten: a number only before a measure word.
    lone: bool,
    year_like: bool,
}

/// Digits that stand inside a Latin word (`5G`, `H20`) are no number.
fn is_inside_word(text: &str, at: usize, read: &Amount) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[read.end..].chars().next();
    let latin = |c: char| c.is_ascii_alphabetic();
    let joined = |c: char| latin(c) || c == '-' || c == '.';
    read.digits && (before.is_some_and(joined) || after.is_some_and(latin))
}

/// The number at a place; where there is none, how far to go on.
fn amount(text: &str, start: usize) -> Result<Amount, usize> {
    match text[start..].chars().next() {
        Some(c) if c.is_ascii_digit() => digits(text, start),
        Some(_) => numerals(text, start),
        None => Err(start),
    }
}

/// Digits and scales: `1.5万亿`, `2亿3000万`.
fn digits(text: &str, start: usize) -> Result<Amount, usize> {
    let mut at = start;
    let mut sum = Ratio::whole(0);
    let mut year_like = false;
    let mut least = u64::MAX;
    while text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        let read = literal(&text[at..]).map_err(|len| at + len)?;
        let (scale, end) = scale(text, at + read.len);
        if at > start && (scale >= least || scale == 1) {
            break;
        }
        let term = read.value.times(scale).and_then(|term| sum.plus(term));
        sum = term.ok_or(end)?;
        (at, year_like, least) = (end, read.is_year_like && scale == 1, scale);
        if scale == 1 {
            break;
        }
    }
    Ok(Amount { value: sum, end: at, digits: true, lone: false, year_like })
}

/// The product of the scales at a place: 万亿 is 10¹².
fn scale(text: &str, start: usize) -> (u64, usize) {
    let (mut product, mut at) = (1u64, start);
    for c in text[start..].chars() {
        let factor = match c {
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => break,
        };
        let Some(next) = product.checked_mul(factor) else { break };
        // 百 and 千 only before 万 or 亿, as in 3千万; 3百度 is none.
        let after = text[at + c.len_utf8()..].chars().next();
        if factor < 10_000 && !matches!(after, Some('万' | '亿')) {
            break;
        }
        (product, at) = (next, at + c.len_utf8());
    }
    (product, at)
}

/// A Chinese numeral character: a digit below 10 or a scale.
fn numeral(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// A number in Chinese numerals.
fn numerals(text: &str, start: usize) -> Result<Amount, usize> {
    let rest = &text[start..];
    let len: usize = rest.chars().take_while(|&c| numeral(c).is_some()).map(char::len_utf8).sum();
    let written = &rest[..len];
    let end = start + len;
    let count = written.chars().count();
    let positional = count > 1 && written.chars().all(|c| numeral(c).is_some_and(|n| n < 10));
    let value = if positional { positional_value(written) } else { sum(written) };
    // 十几, 几十: nobody knows how many.
    let vague = rest[len..].starts_with('几')
        || written.starts_with(['十', '百', '千', '万']) && text[..start].ends_with(['几', '数']);
    let whole = Ratio::whole(value.filter(|_| !vague && len > 0).ok_or(end)?);
    let lone = count == 1 || is_weak(written);
    let year_like = positional && count == 4;
    match decimals(text, end) {
        Some((tail, end)) => {
            let value = whole.plus(tail).ok_or(end)?;
            Ok(Amount { value, end, digits: false, lone: false, year_like: false })
        }
        None => Ok(Amount { value: whole, end, digits: false, lone, year_like }),
    }
}

/// The 点八 of 九点八.
fn decimals(text: &str, end: usize) -> Option<(Ratio, usize)> {
    let start = part(text, end, "点")?;
    let is_digit = |c: &char| numeral(*c).is_some_and(|n| n < 10);
    let written = text[start..].chars().take_while(is_digit);
    let (mut value, mut scale, mut end) = (0u64, 1u64, start);
    for c in written {
        value = value.checked_mul(10)?.checked_add(numeral(c)?)?;
        scale = scale.checked_mul(10)?;
        end += c.len_utf8();
    }
    (end > start).then_some((Ratio::new(value, scale)?, end))
}

/// Numerals that also make words: 十一 (the holiday), 五四, 三百 stays a number.
fn is_weak(written: &str) -> bool {
    !written.chars().any(|c| matches!(c, '百' | '佰' | '千' | '仟' | '万' | '亿'))
        && !written.starts_with('廿')
        && !written.chars().skip(1).any(|c| c == '十')
}

/// 二〇二三: digit by digit.
fn positional_value(written: &str) -> Option<u64> {
    written.chars().try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(numeral(c)?))
}

/// 一百零五亿三千万: the sum of digits times scales. `None` where it is not of that form, as for
/// a scale without a digit before it (百度, 万科).
fn sum(written: &str) -> Option<u64> {
    let (mut high, mut wan, mut section) = (0u64, 0u64, 0u64);
    let mut digit: Option<u64> = None;
    let mut last_scale = 1;
    let mut after_zero = false;
    for (i, c) in written.chars().enumerate() {
        let n = numeral(c)?;
        match n {
            0 => after_zero = true,
            1..=9 if digit.is_some() => return None,
            1..=9 => digit = Some(n),
            20 | 30 => section += n,
            10..=1000 => {
                let default = (n == 10 && (i == 0 || section > 0 || after_zero)).then_some(1);
                section = section.checked_add(digit.take().or(default)?.checked_mul(n)?)?;
                (last_scale, after_zero) = (n, false);
            }
            10_000 => {
                let times = section + digit.take().unwrap_or(0);
                (times > 0).then_some(())?;
                wan = wan.checked_add(times.checked_mul(n)?)?;
                (section, last_scale, after_zero) = (0, n, false);
            }
            _ => {
                let times = wan.checked_add(section)?.checked_add(digit.take().unwrap_or(0))?;
                (times > 0).then_some(())?;
                high = high.checked_add(times.checked_mul(n)?)?;
                (wan, section, last_scale, after_zero) = (0, 0, n, false);
            }
        }
    }
    // 三千五 is 3500, 三千零五 is 3005.
    let unit = if after_zero || last_scale <= 10 { 1 } else { last_scale / 10 };
    let tail = digit.unwrap_or(0).checked_mul(unit)?;
    high.checked_add(wan)?.checked_add(section)?.checked_add(tail)
}

/// The number as a date or part of one: 2011年10月3日, 10月, 三季度.
fn dated(text: &str, at: usize, read: &Amount) -> Option<Quantity> {
    let first = read.value.integer()?;
    let mut date = Date::default();
    let mut end = read.end;
    if let Some(after) = part(text, end, "年").filter(|_| read.year_like) {
        date.year = Some(date::year(first)?);
        end = after;
        if let Some((number, after)) = next_number(text, end) {
            end = month_or_quarter(text, number, after, &mut date).unwrap_or(end);
        }
    } else {
        end = month_or_quarter(text, first, end, &mut date)?;
    }
    Some(Quantity { span: Span::new(at, end), value: Value::Date(date) })
}

fn month_or_quarter(text: &str, n: u64, end: usize, date: &mut Date) -> Option<usize> {
    if let Some(after) = part(text, end, "季度") {
        date.quarter = Some(date::quarter(n)?);
        return Some(after);
    }
    let after = part(text, end, "月")?;
    date.month = Some(date::month(n)?);
    let day = next_number(text, after).and_then(|(n, end)| {
        Some((date::day(n)?, part(text, end, "日").or_else(|| part(text, end, "号"))?))
    });
    date.day = day.map(|(day, _)| day);
    Some(day.map_or(after, |(_, end)| end))
}

fn next_number(text: &str, at: usize) -> Option<(u64, usize)> {
    let at = part(text, at, "第").unwrap_or(at);
    let read = amount(text, at).ok()?;
    Some((read.value.integer()?, read.end))
}

/// Where a word ends that stands at a place.
fn part(text: &str, at: usize, word: &str) -> Option<usize> {
    text[at..].starts_with(word).then_some(at + word.len())
}

/// The number with the unit that follows it.
fn with_unit(text: &str, at: usize, read: Amount, ordinal: bool, sign: Option<Currency>) -> Step {
    let Amount { value, end, digits, lone, year_like } = read;
    let of = |end, value, unit| Step::found(number(Span::new(at, end), value, unit));
    if ordinal {
        return of(end, value, Unit::Ordinal);
    }
    if let Some(fraction) = fraction(text, at, end, value) {
        return Step::found(fraction);
    }
    for percent in ["%", "个百分点"] {
        if let Some(end) = part(text, end, percent) {
            return of(end, value, Unit::Percent);
        }
    }
    if let Some(end) = tenths(text, end) {
        return value.times(10).map_or(Step::nothing(end), |v| of(end, v, Unit::Percent));
    }
    if let Some(end) = part(text, end, "倍") {
        return of(end, value, Unit::Times);
    }
    if part(text, end, "半").is_some() && value == Ratio::whole(1) {
        let half = Ratio::new(1, 2).unwrap_or(value);
        return of(end + '半'.len_utf8(), half, Unit::Count);
    }
    let word = CURRENCIES.iter().find_map(|&(word, c)| Some((c, part(text, end, word)?)));
    // 一元 and 两元 are fine; a lone numeral before 元 as in 三元桥 is a chance taken.
    if let Some((currency, end)) = word.or(sign.map(|c| (c, end))) {
        return of(end, value, Unit::Money(currency));
    }
    // 十分 is "very", 十分钟 ten minutes.
    let counted = text[end..].chars().next().is_some_and(|c| MEASURES.contains(c))
        || part(text, end, "分钟").is_some();
    let is_one = value == Ratio::whole(1);
    // The part of a series: 简介（二）.
    let in_brackets = text[..at].ends_with('(') && text[end..].starts_with(')');
    if lone && !digits && (!counted || is_one) && !in_brackets {
        return Step::nothing(end);
    }
    match year_like && !counted {
        true => Step::found(bare(Span::new(at, end), value)),
        false => of(end, value, Unit::Count),
    }
}

/// 三分之一: what stands first is the denominator.
fn fraction(text: &str, at: usize, end: usize, denominator: Ratio) -> Option<Quantity> {
    let after = part(text, end, "分之")?;
    let read = amount(text, after).ok()?;
    let span = Span::new(at, read.end);
    let value = Ratio::new(read.value.integer()?, denominator.integer()?)?;
    Some(number(span, value, Unit::Count))
}

/// 五成: tenths of the whole.
fn tenths(text: &str, end: usize) -> Option<usize> {
    let after = part(text, end, "成")?;
    let next = text[after..].chars().next();
    (!next.is_some_and(|c| NO_TENTHS.contains(c))).then_some(after)
}
