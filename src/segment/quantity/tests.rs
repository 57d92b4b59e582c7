//! Tables of texts and what is read from them, for both languages.

use proptest::prelude::*;

use super::*;

type Reader = fn(&str) -> Vec<Quantity>;

/// What was found, written short: `25亿美元=2500000000 Money(Dollar)`; dates as year, quarter,
/// month and day.
fn found(read: Reader, text: &str) -> String {
    let all: Vec<String> =
        read(text).iter().map(|q| format!("{}={}", q.span.of(text), shown(&q.value))).collect();
    all.join(", ")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number { value, unit } => match value.integer() {
            Some(n) => format!("{n} {unit:?}"),
            None => format!("{}/{} {unit:?}", value.numerator(), value.denominator()),
        },
        Value::Date(d) => {
            let show = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
            let small = |n: Option<u8>| show(n.map(u64::from));
            [show(d.year.map(u64::from)), small(d.quarter), small(d.month), small(d.day)].join(" ")
        }
    }
}

#[test]
fn chinese_numbers() {
    for (text, expected) in [
        ("卖出三千万部", "三千万=30000000 Count"),
        ("25亿", "25亿=2500000000 Count"),
        ("1.5万亿美元", "1.5万亿美元=1500000000000 Money(Dollar)"),
        ("3000万元", "3000万元=30000000 Money(Yuan)"),
        ("$1.5", "$1.5=3/2 Money(Dollar)"),
        ("2亿3000万", "2亿3000万=230000000 Count"),
        ("3千万", "3千万=30000000 Count"),
        ("涨百分之五", "百分之五=5 Percent"),
        ("涨5.5%", "5.5%=11/2 Percent"),
        ("上调3个百分点", "3个百分点=3 Percent"),
        ("占五成", "五成=50 Percent"),
        ("两成五", "两成=20 Percent"),
        ("两百五", "两百五=250 Count"),
        ("三千零五人", "三千零五=3005 Count"),
        ("一百零五亿三千万", "一百零五亿三千万=10530000000 Count"),
        ("一万亿", "一万亿=1000000000000 Count"),
        ("廿五", "廿五=25 Count"),
        ("壹佰", "壹佰=100 Count"),
        ("九点八", "九点八=49/5 Count"),
        ("三分之一", "三分之一=1/3 Count"),
        ("一半", "一半=1/2 Count"),
        ("增长3倍", "3倍=3 Times"),
        ("第一", "第一=1 Ordinal"),
        ("第12届", "第12=12 Ordinal"),
        ("三家公司", "三=3 Count"),
        ("裁员1,200人", "1,200=1200 Count"),
        ("新台币500元", "500元=500 Money(Yuan)"),
        ("区块链简介(二)", "二=2 Count"),
    ] {
        assert_eq!(found(chinese, text), expected, "{text}");
    }
}

#[test]
fn chinese_dates() {
    for (text, expected) in [
        ("2011年10月", "2011年10月=2011 - 10 -"),
        ("2011年10月3日", "2011年10月3日=2011 - 10 3"),
        ("10月3号", "10月3号=- - 10 3"),
        ("十二月", "十二月=- - 12 -"),
        ("二〇二三年", "二〇二三年=2023 - - -"),
        ("2011年", "2011年=2011 - - -"),
        ("2011", "2011=2011 - - -"),
        ("2011-10-03", "2011-10-03=2011 - 10 3"),
        ("第三季度", "第三季度=- 3 - -"),
        ("一季度", "一季度=- 1 - -"),
        ("2023年第二季度", "2023年第二季度=2023 2 - -"),
        ("Q3净利", "Q3=- 3 - -"),
        ("3年", "3=3 Count"),
    ] {
        assert_eq!(found(chinese, text), expected, "{text}");
    }
}

#[test]
fn chinese_words_versions_and_vague_numbers_are_none() {
    for text in [
        "三星",
        "百度",
        "万科",
        "千里",
        "四川",
        "三心二意",
        "九寨沟",
        "十分",
        "一个",
        "十几",
        "数十人",
        "几十万",
        "5G手机",
        "H20芯片",
        "1.2.3",
        "COVID-19",
        "",
        "。",
        "99999999999999999999999",
        "五四运动",
        "十一黄金周",
        "三成立",
        "亿",
    ] {
        assert_eq!(found(chinese, text), "", "{text}");
    }
}

#[test]
fn english_numbers() {
    for (text, expected) in [
        ("sells 30 million phones", "30 million=30000000 Count"),
        ("a dozen cities", "a dozen=12 Count"),
        ("two dozen", "two dozen=24 Count"),
        ("half a million", "half a million=500000 Count"),
        ("falls by half", "half=1/2 Count"),
        ("a million", "a million=1000000 Count"),
        ("one hundred and five", "one hundred and five=105 Count"),
        ("twenty-three million", "twenty-three million=23000000 Count"),
        ("ten thousand", "ten thousand=10000 Count"),
        ("1,000.50", "1,000.50=2001/2 Count"),
        ("$1.5bn", "$1.5bn=1500000000 Money(Dollar)"),
        ("US$30 million", "US$30 million=30000000 Money(Dollar)"),
        ("HK$5", "HK$5=5 Money(HongKongDollar)"),
        ("€5m", "€5m=5000000 Money(Euro)"),
        ("£20", "£20=20 Money(Pound)"),
        ("30 million dollars", "30 million dollars=30000000 Money(Dollar)"),
        ("1.2 billion yuan", "1.2 billion yuan=1200000000 Money(Yuan)"),
        ("35-yuan latte", "35-yuan=35 Money(Yuan)"),
        ("3.5%", "3.5%=7/2 Percent"),
        ("5 percent", "5 percent=5 Percent"),
        ("5 per cent", "5 per cent=5 Percent"),
        ("five percentage points", "five percentage points=5 Percent"),
        ("three times", "three times=3 Times"),
        ("3x", "3x=3 Times"),
        ("threefold", "threefold=3 Times"),
        ("profit doubles", "doubles=2 Times"),
        ("22nd", "22nd=22 Ordinal"),
        ("first", "first=1 Ordinal"),
        ("iPhone 15 Pro", "15=15 Count"),
        ("3,000 people", "3,000=3000 Count"),
        ("30 seconds", "30=30 Count"),
    ] {
        assert_eq!(found(english, text), expected, "{text}");
    }
}

#[test]
fn english_dates() {
    for (text, expected) in [
        ("Q3", "Q3=- 3 - -"),
        ("Q3 2023", "Q3 2023=2023 3 - -"),
        ("third quarter", "third quarter=- 3 - -"),
        ("3rd quarter", "3rd quarter=- 3 - -"),
        ("Oct 2011", "Oct 2011=2011 - 10 -"),
        ("October 3, 2011", "October 3, 2011=2011 - 10 3"),
        ("3 October 2011", "3 October 2011=2011 - 10 3"),
        ("May 2011", "May 2011=2011 - 5 -"),
        ("in October", "October=- - 10 -"),
        ("2011-10-03", "2011-10-03=2011 - 10 3"),
        ("in 2011", "2011=2011 - - -"),
    ] {
        assert_eq!(found(english, text), expected, "{text}");
    }
}

#[test]
fn english_names_versions_and_vague_numbers_are_none() {
    for text in [
        "5G",
        "4K",
        "3D",
        "M1",
        "v2.0",
        "1.2.3",
        "10.0.0.1",
        "COVID-19",
        "one",
        "a man",
        "may",
        "hundreds of",
        "dozens",
        "march on",
        "",
        "$",
        "99999999999999999999999",
        "é5",
        "Web3",
    ] {
        assert_eq!(found(english, text), "", "{text}");
    }
}

/// The numeral of a number below 10¹².
fn written(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    for (scale, name) in
        [(100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")]
    {
        if n >= scale {
            let rest = n % scale;
            let zero = if rest > 0 && rest < scale / 10 { "零" } else { "" };
            let tail = if rest > 0 { written(rest) } else { String::new() };
            return format!("{}{name}{zero}{tail}", written(n / scale));
        }
    }
    DIGITS[n as usize].to_owned()
}

fn in_order(read: Reader, text: &str) -> bool {
    let mut last = 0;
    read(text).iter().all(|q| {
        let fits = q.span.start >= last && !q.span.is_empty() && text.get(q.span.range()).is_some();
        last = q.span.end;
        fits
    })
}

proptest! {
    #[test]
    fn numerals_read_back(n in 100u64..1_000_000_000_000) {
        let text = written(n);
        prop_assert_eq!(found(chinese, &text), format!("{text}={n} Count"));
    }

    #[test]
    fn spans_are_in_order(
        zh in "([0-9.,%$Q-]|[一二三十百千万亿第年月日成倍半元分之几点季度]|\\PC){0,24}",
        en in "([0-9.,%$€Q -]|two |million |May |third |half a |é|\\PC){0,24}",
    ) {
        for text in [zh, en] {
            prop_assert!(in_order(chinese, &text) && in_order(english, &text), "{}", text);
        }
    }
}
