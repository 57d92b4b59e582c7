//! The fixtures in `data/pairs.tsv`: 240 invented headlines, half of them retold.

use std::collections::HashSet;

use bititle::{Aligner, Language};

const PAIRS: &str = include_str!("data/pairs.tsv");

struct Case {
    topic: &'static str,
    style: &'static str,
    script: &'static str,
    english: &'static str,
    chinese: &'static str,
}

fn cases() -> Vec<Case> {
    let case = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [topic, style, script, english, chinese] = fields[..] else {
            panic!("five fields a line, not {}: {line}", fields.len());
        };
        Case { topic, style, script, english, chinese }
    };
    PAIRS.lines().skip(1).map(case).collect()
}

#[test]
fn fixtures_are_what_they_say() {
    let cases = cases();
    assert!(cases.len() >= 200, "at least 200 pairs");
    let retold = cases.iter().filter(|c| c.style == "retold").count();
    assert!(retold * 2 >= cases.len(), "half of them retold");
    let traditional = cases.iter().filter(|c| c.script == "traditional").count();
    assert!(traditional * 5 >= cases.len(), "a fifth of them traditional");
    let topics: HashSet<&str> = cases.iter().map(|c| c.topic).collect();
    assert_eq!(topics.len(), 5);
    let english: HashSet<&str> = cases.iter().map(|c| c.english).collect();
    let chinese: HashSet<&str> = cases.iter().map(|c| c.chinese).collect();
    assert_eq!((english.len(), chinese.len()), (cases.len(), cases.len()), "all are different");
}

/// Floors, well under what was measured, that a broken signal falls through.
#[test]
fn most_titles_find_their_counterpart() {
    let cases = cases();
    let english: Vec<&str> = cases.iter().map(|c| c.english).collect();
    let chinese: Vec<&str> = cases.iter().map(|c| c.chinese).collect();
    let found = Aligner::builtin().search(Language::English, &english, &chinese, 1);
    let right = |style: &str| {
        let of_style = cases.iter().enumerate().filter(|(_, c)| c.style == style);
        let hit = |(i, _): &(usize, &Case)| found[*i].first().is_some_and(|f| f.candidate == *i);
        of_style.filter(hit).count()
    };
    let (literal, retold) = (right("literal"), right("retold"));
    assert!(literal >= 110, "{literal} of 120 literal pairs found first");
    assert!(retold >= 65, "{retold} of 120 retold pairs found first");
}

/// `data/retold.tsv`: 150 invented headlines, all retold, several about one company.
#[test]
fn retold_headlines_find_their_counterpart() {
    let lines = include_str!("data/retold.tsv").lines();
    let (english, chinese): (Vec<&str>, Vec<&str>) =
        lines.map(|line| line.split_once('\t').expect("two fields")).unzip();
    assert_eq!(english.len(), 150);
    let found = Aligner::builtin().search(Language::English, &english, &chinese, 1);
    let right = found.iter().enumerate().filter(|(i, f)| f.iter().any(|f| f.candidate == *i));
    let right = right.count();
    assert!(right >= 55, "{right} of 150");
}

#[test]
fn sure_pairs_are_right() {
    let cases = cases();
    let english: Vec<&str> = cases.iter().map(|c| c.english).collect();
    let chinese: Vec<&str> = cases.iter().rev().map(|c| c.chinese).collect();
    let pairing = Aligner::builtin().pair(&english, &chinese);
    let right = pairing.pairs.iter().filter(|p| p.english.0 + p.chinese.0 + 1 == cases.len());
    let (right, all) = (right.count(), pairing.pairs.len());
    assert!(all >= 40 && right * 10 >= all * 8, "{right} of {all} pairs are right");
}

#[test]
fn the_page_shuffled_is_paired_and_the_lone_title_left() {
    let english = [
        "Huawei Undermines US Push With Foolish Request",
        "Rongyao’s US Lawsuit Spotlights China’s Lack of PR Savy",
        "Huawei: Fight Them With Innovation",
        "Huawei, Lenovo Look to Foreign Advisors in Westward Drive",
    ];
    let chinese = [
        "华为欲借创新论低调进军美国市场",
        "华为讨要说法很不明智唯有阻碍进军美国市场",
        "荣耀高调起诉辉瑞 彰显公司缺乏公关意识",
    ];
    let pairing = Aligner::builtin().pair(&english, &chinese);
    let found: Vec<_> = pairing.pairs.iter().map(|p| (p.english.0, p.chinese.0)).collect();
    assert_eq!(found, [(0, 1), (1, 2), (2, 0)]);
    assert!(pairing.pairs.iter().all(|p| p.probability > 0.8), "{:?}", pairing.pairs);
}

#[test]
fn one_number_or_one_name_decides() {
    let english = ["Tesla recalls 2,000 cars in Shanghai", "Tesla recalls 9,000 cars in Shanghai"];
    let chinese = ["特斯拉在上海召回9000辆汽车", "特斯拉在上海召回2000辆汽车"];
    let found = Aligner::builtin().search(Language::English, &english, &chinese, 1);
    assert_eq!([found[0][0].candidate, found[1][0].candidate], [1, 0]);
    let english = ["Nokia shuts its plant in Chengdu", "Motorola shuts its plant in Chengdu"];
    let chinese = ["摩托罗拉关闭成都工厂", "诺基亚关闭成都工厂"];
    let found = Aligner::builtin().search(Language::English, &english, &chinese, 1);
    assert_eq!([found[0][0].candidate, found[1][0].candidate], [1, 0]);
}

#[test]
fn lists_without_titles_pair_nothing() {
    let aligner = Aligner::builtin();
    let none: [&str; 0] = [];
    assert!(aligner.pair(&none, &none).pairs.is_empty());
    assert_eq!(aligner.pair(&["Title"], &none).unpaired_english.len(), 1);
    assert!(aligner.pair(&["", " "], &["", "。"]).pairs.is_empty());
    assert!(aligner.search(Language::Chinese, &none, &["Title"], 3).is_empty());
}

#[test]
fn an_aligner_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    let aligner = Aligner::builtin();
    shared(&aligner);
    let count = |a: &Aligner| a.segment(Language::Chinese, "华为进军美国市场").tokens.len();
    let here = count(&aligner);
    let there = std::thread::spawn({
        let aligner = aligner.clone();
        move || count(&aligner)
    });
    assert_eq!(there.join().expect("no panic"), here);
}

#[test]
fn results_travel_through_serde() {
    let aligner = Aligner::builtin();
    let pairing = aligner.pair(&["Nokia sells 30 million phones"], &["诺基亚卖出三千万部手机"]);
    let json = serde_json::to_string(&pairing).expect("a pairing is data");
    assert_eq!(
        serde_json::from_str::<bititle::TitlePairing>(&json).expect("it reads back"),
        pairing
    );
    let title = aligner.segment(Language::Chinese, "諾基亞２０２３年賣出三千萬部");
    let json = serde_json::to_string(&title).expect("a title is data");
    assert_eq!(serde_json::from_str::<bititle::Title>(&json).expect("it reads back"), title);
}
