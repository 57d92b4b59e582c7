//! Lines and the halves that a careful reader cuts them into.

use std::collections::BTreeSet;

use bititle::split::{Role, Split, split};

/// A line of `data/split.tsv`.
struct Case {
    name: &'static str,
    line: String,
    english: &'static str,
    chinese: &'static str,
    marker: &'static str,
}

fn cases() -> Vec<Case> {
    let rows = include_str!("data/split.tsv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, line, english, chinese, marker] = cells[..] else {
            panic!("not five cells: {row:?}");
        };
        Case { name, line: line.replace("\\t", "\t"), english, chinese, marker }
    })
    .collect()
}

fn known_failures() -> BTreeSet<&'static str> {
    let lines = include_str!("data/split_known_failures.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The halves of all pairs, `""` for a missing one.
fn halves<'a>(line: &'a str, cut: &Split) -> Vec<(&'a str, &'a str)> {
    let text = |span: Option<bititle::Span>| span.map_or("", |s| s.of(line));
    cut.pairs.iter().map(|p| (text(p.english), text(p.chinese))).collect()
}

fn markers<'a>(line: &'a str, cut: &Split) -> Vec<&'a str> {
    let marked = cut.pieces.iter().filter(|p| p.role == Role::Marker);
    marked.map(|p| p.span.of(line)).collect()
}

/// Whether a marker is the expected text; signs around it may belong to it: `(2026-09-30)`.
fn is_marker(found: &str, expected: &str) -> bool {
    let Some(at) = found.find(expected) else { return false };
    let around = [&found[..at], &found[at + expected.len()..]].concat();
    !around.contains(char::is_alphanumeric)
}

/// What is wrong with the answer to a case.
fn complaint(case: &Case) -> Option<String> {
    let cut = split(&case.line);
    let (found, markers) = (halves(&case.line, &cut), markers(&case.line, &cut));
    let expected = match (case.english, case.chinese) {
        ("", "") => vec![],
        both => vec![both],
    };
    let markers_are_right = match case.marker {
        "" => markers.is_empty(),
        expected => markers.iter().any(|found| is_marker(found, expected)),
    };
    (found != expected || !markers_are_right)
        .then(|| format!("{}: {:?} gave {found:?}, markers {markers:?}", case.name, case.line))
}

/// What is wrong with the pieces of a cut.
fn broken_pieces(line: &str, cut: &Split) -> Option<String> {
    let joined: String = cut.pieces.iter().map(|p| p.span.of(line)).collect();
    let side_by_side = cut.pieces.windows(2).all(|two| two[0].span.end == two[1].span.start);
    let whole = joined == line && side_by_side && cut.pieces.iter().all(|p| !p.span.is_empty());
    let start: String = line.chars().take(60).collect();
    (!whole).then(|| format!("the pieces do not make up the line {start:?}: {:?}", cut.pieces))
}

fn assert_sound(line: &str) {
    let cut = split(line);
    assert_eq!(broken_pieces(line, &cut), None);
    assert!((0.0..=1.0).contains(&cut.probability), "probability {}", cut.probability);
    for pair in &cut.pairs {
        for half in [pair.english, pair.chinese].into_iter().flatten() {
            assert!(!half.of(line).is_empty(), "a half is empty or out of bounds: {half:?}");
        }
    }
}

#[test]
fn names_of_cases_are_unique_and_known() {
    let names: Vec<&str> = cases().iter().map(|c| c.name).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len(), "two cases have one name");
    assert!(names.len() >= 120, "{} cases", names.len());
    let strangers: Vec<_> = known_failures().difference(&unique).copied().collect();
    assert!(strangers.is_empty(), "known failures that are no cases: {strangers:?}");
}

#[test]
fn cases_say_what_their_lines_hold() {
    for case in cases() {
        for cell in [case.english, case.chinese, case.marker] {
            assert!(case.line.contains(cell), "{}: {cell:?} is not on the line", case.name);
        }
    }
}

#[test]
fn lines_are_cut_as_a_reader_would() {
    let known = known_failures();
    let cases = cases();
    let wrong: Vec<String> =
        cases.iter().filter(|case| !known.contains(case.name)).filter_map(complaint).collect();
    assert!(wrong.is_empty(), "{} lines cut wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn known_failures_still_fail() {
    let known = known_failures();
    let cases = cases();
    let right: Vec<&str> = cases
        .iter()
        .filter(|case| known.contains(case.name) && complaint(case).is_none())
        .map(|case| case.name)
        .collect();
    assert!(
        right.is_empty(),
        "right now, remove from tests/data/split_known_failures.txt: {}",
        right.join(", ")
    );
}

#[test]
fn pieces_make_up_every_line() {
    for case in cases() {
        assert_sound(&case.line);
        assert_sound(&format!("  {}\r\n", case.line));
    }
}

#[test]
fn several_pairs_on_a_line() {
    for (line, expected) in [
        ("Home 首页 | News 新闻", &[("Home", "首页"), ("News", "新闻")][..]),
        (
            "首页 Home｜新闻 News｜体育 Sports",
            &[("Home", "首页"), ("News", "新闻"), ("Sports", "体育")],
        ),
        ("Home | 首页 | News | 新闻", &[("Home", "首页"), ("News", "新闻")]),
        (
            "首页 | Home | 新闻 | News | 体育 | Sports",
            &[("Home", "首页"), ("News", "新闻"), ("Sports", "体育")],
        ),
        (
            "Opening Hours 开放时间 • Getting Here 交通指南",
            &[("Opening Hours", "开放时间"), ("Getting Here", "交通指南")],
        ),
        (
            "Rail Fares Rise 铁路票价上调; Ferries Stop Early 渡轮提早收班",
            &[("Rail Fares Rise", "铁路票价上调"), ("Ferries Stop Early", "渡轮提早收班")],
        ),
    ] {
        let cut = split(line);
        assert_eq!(halves(line, &cut), expected, "{line}");
        assert_eq!(broken_pieces(line, &cut), None);
    }
}

#[test]
fn an_odd_number_of_entries_that_take_turns_is_no_list_of_pairs() {
    for line in ["Home | 首页 | News | 新闻 | Sports", "首页 | Home | 新闻"] {
        let cut = split(line);
        assert!(cut.pairs.len() < 2, "{line}");
        assert_eq!(broken_pieces(line, &cut), None);
    }
}

#[test]
fn a_cut_travels_through_json() {
    let several = ["Home 首页 | News 新闻", "日本の首相が辞任しました", ""].map(str::to_owned);
    for line in cases().into_iter().map(|c| c.line).chain(several) {
        let cut = split(&line);
        let json = serde_json::to_string(&cut).expect("a cut can be written");
        let back: Split = serde_json::from_str(&json).expect("a cut can be read");
        assert_eq!(back, cut, "{line}");
    }
}

#[test]
fn lines_without_titles_have_no_halves() {
    for line in [
        "",
        " ",
        "\t\t",
        "\u{3000}\u{A0}",
        "\r\n",
        "|",
        "***",
        "——",
        "()（）[]【】",
        "🎉🎉🎉",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "\u{FEFF}",
        "日本の首相が辞任しました",
        "カタカナだけのタイトル",
        "한국 경제 성장률이 둔화됐다",
    ] {
        let cut = split(line);
        assert_eq!(halves(line, &cut), [], "{line:?}");
        assert_sound(line);
    }
}

#[test]
fn text_in_other_languages_is_one_piece() {
    for line in ["日本の首相が辞任しました", "한국 경제 성장률이 둔화됐다"]
    {
        let roles: Vec<Role> = split(line).pieces.iter().map(|p| p.role).collect();
        assert_eq!(roles, [Role::Other], "{line}");
    }
}

#[test]
fn odd_lines_are_answered() {
    for line in [
        "🎉 Rail Fares to Rise in Spring 🎉 铁路票价春季上调 🎉",
        "e\u{301}te\u{301} 夏天",
        "\u{202E}Rail Fares 铁路票价",
        "a\u{0}b 中\u{0}文",
        "中",
        "a",
        "1",
        "1. ",
        "[",
        "[]",
        "[Tag]",
        "[Tag] [Tag] 中 a",
        "2026-09-30",
        "(2026-09-30)",
        "2026-09-30 2026-09-30 a 中",
        "）中（a)(",
        "𠀀𠀁 Rare Characters",
        "ﬁne ligature 合字",
        "Ｆｕｌｌ　ｗｉｄｔｈ 全角",
        "two\nlines 两\n行",
    ] {
        assert_sound(line);
    }
}

#[test]
fn huge_lines_are_answered() {
    const BYTES: usize = 1 << 20;
    for unit in [
        "a",
        "中",
        " ",
        "7",
        "(",
        ")",
        "（",
        "【】",
        "[1]",
        "|",
        "*",
        "-",
        "🎉",
        "の",
        "a中",
        "a 中 ",
        "Rust入门 ",
        "Home 首页 | ",
        "2026-09-30 ",
        "1. ",
        "中\t",
        "A-b'c.d",
    ] {
        assert_sound(&unit.repeat(BYTES / unit.len()));
    }
}
