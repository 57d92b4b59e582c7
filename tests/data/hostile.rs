// Hostile titles: what tests and benches repeat to any length.

/// Parts that are repeated.
const REPEATED: &[&str] = &[
    "a",
    "华",
    " ",
    "(",
    "()",
    "1",
    "1,",
    "1.",
    "2020-01-",
    "1 ",
    "一",
    "亿",
    "3年4月",
    "3 million ",
    "twenty-",
    "\u{301}",
    "\u{301}\u{323}",
    "Y\u{30a}",
    "a\u{200d}",
    "\u{fdfa}",
    "\u{1100}\u{1161}",
    "a-",
    "a'",
    "a.",
    "A&",
    "a华",
    "a 华 ",
    "Huawei ",
    "Huawei 华为 ",
    "中国人民",
    "a | 华 | ",
    "a: 华：",
    "\"",
    "$",
    "a 华\n",
    "shi",
    "https://a.b/",
    "&#x4e2d;",
    "【a（",
    "y",
    "\0",
    "\u{feff}",
    "\u{10ffff}",
];

/// A name, what is repeated before and behind a text, equally often, and what stands at the end:
/// `[name, before, inner, behind, end]`.
const FRAMED: &[[&str; 5]] = &[
    ["nested brackets", "【a（", "", "）华】", ""],
    ["brackets and title", "(", "Solar", ")", "明年停航"],
    ["title and brackets", "【", "明年停航", "】", " Solar"],
    ["bullets", "•", "", "", "a"],
    ["numbering", "1. ", "", "", "a"],
    ["dates before", "2020-01-02 ", "", "", "a"],
    ["footnotes", "", "Solar 太阳", "*", ""],
    ["dates behind", "", "Solar 太阳", " 2020-01-02", ""],
    ["separators", " - ", "Solar", " | ", "太阳"],
];

fn repeated(part: &str, len: usize) -> String {
    part.repeat(len / part.len())
}

fn framed([_, before, inner, behind, end]: &[&str; 5], len: usize) -> String {
    let times = len / (before.len() + behind.len());
    [&before.repeat(times), *inner, &behind.repeat(times), *end].concat()
}
