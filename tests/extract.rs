//! Pages and the titles that a reader finds on them.

use bititle::extract::{LineKind, Page, PageLine, Reason, extract};
use bititle::split::Role;
use bititle::{Halves, Span};

const SAMPLE: &str = include_str!("../examples/data/page.txt");

/// A Chinese page with a list in English.
const BLOG: &str = "\
老周的读书笔记

发表于 2026年4月2日

这个春天我读完了三本讲航海的英文书，有的写得很慢，有的写得很吵。下面按喜欢的程度排一排。

书单：
1. The Salt Road: A Life Among Sailors
2. Lighthouses of the Northern Coast
3. How to Read a Tide Table

明年打算只读短篇，再也不碰七百页的传记了。

（上一篇：去年的书单）
";

/// A newsletter with numbered items in both languages and a byline.
const NEWSLETTER: &str = "\
The Harbour Weekly 港湾周报
By Lin Mei and Tom Archer

Good morning. The wind has turned and the boats are back in, so there is plenty to tell this week.

This week 本周要闻:
1. Ferry Fares Rise Again 渡轮票价再度上调
2. 鱼市搬进室内 Fish Market Moves Indoors
3. Who Owns the Old Pier?
4. 灯塔重新点亮

Thank you for reading; we will be back on Monday with the results of the regatta.

Tags: harbour, ferries, fish
(Unsubscribe)
";

/// A page whose lines end in two ways, and some of them in spaces.
const MIXED_ENDINGS: &str = "Museum Doubles Its Opening Hours 博物馆延长一倍开放时间\r\n\r\n\
    Visitors had asked for longer evenings for years, and now they will get them at last.\n\
    \r\n## More stories\r\n\n  - Zoo Names Its Panda Cub 动物园为熊猫幼崽取名  \r\n\
    - 图书馆周末不打烊 Library Stays Open All Weekend\n\t\r\n（下一篇）";

/// A line as a reader judges it: its kind and, where it is a title, its halves.
type Verdict<'a> = (LineKind, &'a str, &'a str);

fn halves(line: &PageLine) -> Halves {
    line.split.pairs.first().copied().unwrap_or_default()
}

fn text(page: &str, span: Option<Span>) -> &str {
    span.map_or("", |s| s.of(page))
}

fn titles(page: &str) -> Vec<Verdict<'_>> {
    let verdict = |line: &PageLine| {
        let halves = halves(line);
        (line.kind, text(page, halves.english), text(page, halves.chinese))
    };
    extract(page).titles().map(verdict).collect()
}

/// The other lines: kind and whole text.
fn rest(page: &str) -> Vec<(LineKind, &str)> {
    let page_lines = extract(page).lines;
    let others = page_lines.iter().filter(|line| !line.is_title());
    others.map(|line| (line.kind, line.span.of(page))).collect()
}

/// The first words of a line tell which one is meant.
fn assert_rest(page: &str, expected: &[(LineKind, &str)]) {
    let found = rest(page);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((kind, line), (expected, start)) in found.into_iter().zip(expected) {
        assert!(line.starts_with(start), "{line:?} is not {start:?}");
        assert_eq!(kind, *expected, "{line:?}");
    }
}

/// The only line of a page.
fn judged(line: &str) -> PageLine {
    let mut page = extract(line);
    assert_eq!(page.lines.len(), 1, "{line:?}");
    page.lines.remove(0)
}

#[test]
fn the_sample_has_four_titles() {
    use LineKind::{ListItem, Title};
    assert_eq!(
        titles(SAMPLE),
        [
            (Title, "Huawei: Fight Them With Innovation", "华为欲借创新论低调进军美国市场"),
            (
                ListItem,
                "Huawei Undermines US Push With Foolish Request",
                "华为讨要说法很不明智唯有阻碍进军美国市场"
            ),
            (ListItem, "Huawei, Lenovo Look to Foreign Advisors in Westward Drive", ""),
            (
                ListItem,
                "Rongyao’s US Lawsuit Spotlights China’s Lack of PR Savy",
                "荣耀高调起诉辉瑞 彰显公司缺乏公关意识"
            ),
        ]
    );
}

#[test]
fn the_sample_has_nothing_else_that_looks_like_a_title() {
    use LineKind::{Heading, Note, Prose};
    assert_rest(
        SAMPLE,
        &[
            (Prose, "Bottom line:"),
            (Prose, "After two years of open letters"),
            (Note, "(English article; Chinese article)"),
            (Heading, "Related postings 相关文章:"),
            (Note, "(previous post)"),
            (Note, "(Visited 193 times, 1 visits today)"),
        ],
    );
}

#[test]
fn the_footnote_star_is_no_part_of_the_chinese_half() {
    let page = extract(SAMPLE);
    let markers: Vec<Span> = page
        .titles()
        .flat_map(|line| &line.split.pieces)
        .filter(|piece| piece.role == Role::Marker)
        .map(|piece| piece.span)
        .collect();
    assert_eq!(markers.iter().map(|m| m.of(SAMPLE)).collect::<Vec<_>>(), ["*"]);
    let last = page.titles().last().map(halves).unwrap_or_default();
    assert_eq!(last.chinese.map(|c| c.start), Some(markers[0].end));
}

#[test]
fn a_chinese_blog_with_an_english_list() {
    use LineKind::{Heading, ListItem, Note, Prose, Title};
    assert_eq!(
        titles(BLOG),
        [
            (Title, "", "老周的读书笔记"),
            (ListItem, "The Salt Road: A Life Among Sailors", ""),
            (ListItem, "Lighthouses of the Northern Coast", ""),
            (ListItem, "How to Read a Tide Table", ""),
        ]
    );
    assert_rest(
        BLOG,
        &[
            (Note, "发表于"),
            (Prose, "这个春天"),
            (Heading, "书单："),
            (Prose, "明年打算"),
            (Note, "（上一篇"),
        ],
    );
}

#[test]
fn a_newsletter_with_numbered_items() {
    use LineKind::{Heading, ListItem, Note, Prose, Title};
    assert_eq!(
        titles(NEWSLETTER),
        [
            (Title, "The Harbour Weekly", "港湾周报"),
            (ListItem, "Ferry Fares Rise Again", "渡轮票价再度上调"),
            (ListItem, "Fish Market Moves Indoors", "鱼市搬进室内"),
            (ListItem, "Who Owns the Old Pier?", ""),
            (ListItem, "", "灯塔重新点亮"),
        ]
    );
    assert_rest(
        NEWSLETTER,
        &[
            (Note, "By Lin Mei"),
            (Prose, "Good morning."),
            (Heading, "This week 本周要闻:"),
            (Prose, "Thank you for reading"),
            (Note, "Tags:"),
            (Note, "(Unsubscribe)"),
        ],
    );
}

#[test]
fn a_page_whose_lines_end_in_two_ways() {
    use LineKind::{Heading, ListItem, Note, Prose, Title};
    assert_eq!(
        titles(MIXED_ENDINGS),
        [
            (Title, "Museum Doubles Its Opening Hours", "博物馆延长一倍开放时间"),
            (ListItem, "Zoo Names Its Panda Cub", "动物园为熊猫幼崽取名"),
            (ListItem, "Library Stays Open All Weekend", "图书馆周末不打烊"),
        ]
    );
    assert_rest(
        MIXED_ENDINGS,
        &[(Prose, "Visitors had asked"), (Heading, "## More stories"), (Note, "（下一篇）")],
    );
}

#[test]
fn line_ends_change_nothing_but_places() {
    for page in [SAMPLE, BLOG, NEWSLETTER] {
        let with_returns = page.replace('\n', "\r\n");
        assert_eq!(titles(&with_returns), titles(page));
        assert_eq!(rest(&with_returns), rest(page));
        assert_eq!(titles(page.trim_end()), titles(page), "the last line has no end");
    }
}

#[test]
fn spans_spell_the_lines() {
    for page in [SAMPLE, BLOG, NEWSLETTER, MIXED_ENDINGS] {
        let lines: Vec<&str> = page.split('\n').map(str::trim).collect();
        let found = extract(page).lines;
        assert_eq!(found.len(), lines.iter().filter(|line| !line.is_empty()).count());
        for line in &found {
            let pieces: String = line.split.pieces.iter().map(|p| p.span.of(page)).collect();
            assert_eq!(line.span.of(page), lines[line.number - 1]);
            assert_eq!(pieces, line.span.of(page));
            assert!(!line.reasons.is_empty(), "no reason for {pieces:?}");
        }
    }
}

#[test]
fn a_list_ends_with_its_last_title() {
    let page = "More 更多:\nZoo Names Its Panda Cub\nThat was all there was to tell, and nobody asked for more animals.\nFerry Fares Rise Again\n";
    let kinds: Vec<LineKind> = extract(page).lines.iter().map(|l| l.kind).collect();
    use LineKind::{Heading, ListItem, Prose, Title};
    assert_eq!(kinds, [Heading, ListItem, Prose, Title]);
}

#[test]
fn verdicts_have_their_reasons() {
    for (line, reason) in [
        ("Zoo Names Its Panda Cub 动物园为熊猫幼崽取名", Reason::BothLanguages),
        ("Zoo Names Its Panda Cub", Reason::TitleCase),
        ("动物园为熊猫幼崽取名", Reason::HeadlineLength),
        ("More stories 更多报道：", Reason::EndsInColon),
        ("# More stories", Reason::HeadingMark),
        ("动物园昨天宣布了这个名字。", Reason::SentenceEnd),
        ("and nobody asked for more of it", Reason::LowercaseStart),
        ("（下一篇）", Reason::InBrackets),
        ("Panda", Reason::TooShort),
        ("Posted on Monday by the editor", Reason::Boilerplate),
        ("動物園でパンダの名前が決まりました", Reason::OtherLanguage),
        ("• Zoo Names Its Panda Cub", Reason::Bullet),
    ] {
        let reasons = judged(line).reasons;
        assert!(reasons.contains(&reason), "{line:?}: {reasons:?}");
    }
}

/// Lines that are easily misread, and whether they are titles.
const EASILY_MISREAD: [(&str, bool); 21] = [
    ("Byron Bay Bans Beach Fires", true),
    ("Nextdoor Neighbours Sue Over Hedge", true),
    ("Sharecroppers of the New Economy", true),
    ("eBay Raises Its Fees Again", true),
    ("iPhone Sales Slip in India", true),
    ("Why the U.S. Left the Treaty", true),
    ("Dr. Chen Leaves the Ministry", true),
    ("By the River at Night 夜泊江边", true),
    ("Home Prices Fall for a Third Month", true),
    ("Share Prices Tumble in Tokyo", true),
    ("Next Year’s Budget Is Already Spent", true),
    ("Previous Owners Want the Castle Back", true),
    ("作者离世 书迷悼念", true),
    ("Posted by Lin Mei", false),
    ("Share this page", false),
    ("Next post", false),
    ("作者：林梅", false),
    ("Subscribe Now 立即订阅", false),
    ("Nobody has ever asked the museum for more.", false),
    ("Nobody in this town has ever asked for more of it.", false),
    ("2026年4月2日", false),
];

#[test]
fn lines_that_are_easily_misread() {
    for (line, is_title) in EASILY_MISREAD {
        let found = judged(line);
        assert_eq!(found.is_title(), is_title, "{line}: {:?}", found.reasons);
    }
}

#[test]
fn a_page_travels_through_json() {
    for page in [SAMPLE, BLOG, NEWSLETTER, MIXED_ENDINGS] {
        let found = extract(page);
        let json = serde_json::to_string(&found).expect("a page can be written");
        let back: Page = serde_json::from_str(&json).expect("a page can be read");
        assert_eq!(back, found);
    }
}

#[test]
fn pages_without_titles_have_none() {
    for page in ["", "\n\n\n", "\r\n", " \t ", "。\n", "---\n***\n", "日本の首相が辞任しました\n"]
    {
        assert_eq!(titles(page), [], "{page:?}");
    }
}
