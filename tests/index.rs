//! An index, from outside: the example as a program, progress and cancelling.

mod programs;

use std::collections::HashSet;
use std::fs;
use std::ops::ControlFlow;

use bititle::{Aligner, Language, PairOptions, Progress, Stage, TitleIndex};
use programs::*;

const ENGLISH: &str = "Nokia sells 30 million phones\nBaidu opens a lab in Chengdu\n";
const CHINESE: &str = "百度在成都开设实验室\n诺基亚卖出三千万部手机\n";

#[test]
fn an_index_is_built_and_searched() {
    let [english, chinese] = two_files("index", ENGLISH, CHINESE);
    for (titles, queries) in [(&chinese, &english), (&english, &chinese)] {
        let out = format!("{titles}.index");
        let built = run("index", &["build", titles, "--out", &out]);
        assert_eq!(built.rows().len(), 0);
        let found = run("index", &["search", &out, queries, "--top", "1"]);
        let rows = found.rows();
        assert_eq!([&rows[0][..2], &rows[1][..2]], [["0", "1"], ["1", "0"]]);
        assert!(rows.iter().all(|row| row.len() == 4), "{rows:?}");
        let title = fs::read_to_string(titles.as_str()).unwrap();
        assert_eq!(rows[0][3], title.lines().nth(1).unwrap());
    }
}

#[test]
fn wrong_use_of_an_index_is_refused() {
    let [english, chinese] = two_files("index_wrong", ENGLISH, CHINESE);
    let out = format!("{chinese}.index");
    run("index", &["build", &chinese, "--out", &out]).assert_went_well();
    let damaged = format!("{chinese}.damaged");
    let bytes = fs::read(&out).unwrap();
    fs::write(&damaged, &bytes[..bytes.len() - 1]).unwrap();
    for (what, args) in [
        ("no place to write to", &["build", &*chinese][..]),
        ("a folder that is not there", &["build", &chinese, "--out", "/nowhere/at/all"]),
        ("no such command", &["burn", &chinese]),
        ("no queries", &["search", &out]),
        ("a list in place of an index", &["search", &chinese, &english]),
        ("a damaged index", &["search", &damaged, &english]),
        ("no index", &["search", "/nowhere/at/all", &english]),
        ("a bad number", &["search", &out, &english, "--top", "0"]),
    ] {
        run("index", args).assert_refused(what);
    }
}

#[test]
fn empty_lists_make_empty_answers() {
    let [nothing, chinese] = two_files("index_empty", "", CHINESE);
    let out = format!("{nothing}.index");
    run("index", &["build", &nothing, "--out", &out]).assert_went_well();
    assert_eq!(run("index", &["search", &out, &chinese]).rows().len(), 0);
}

#[test]
fn a_run_tells_how_far_it_is_and_stops_when_told() {
    let (english, chinese): (Vec<&str>, Vec<&str>) =
        (ENGLISH.lines().collect(), CHINESE.lines().collect());
    let aligner = Aligner::builtin();
    let mut told: Vec<Progress> = Vec::new();
    let mut watch = |progress: Progress| {
        told.push(progress);
        ControlFlow::Continue(())
    };
    let options = PairOptions::default();
    let watched = aligner.pair_watched(&english, &chinese, &options, &mut watch).unwrap();
    assert_eq!(watched, aligner.pair(&english, &chinese));
    assert!(told.iter().all(|p| p.done <= p.total), "{told:?}");
    let stages: HashSet<Stage> = told.iter().map(|p| p.stage).collect();
    assert!(
        [Stage::Read, Stage::Embed, Stage::Weigh, Stage::Explain]
            .iter()
            .all(|s| stages.contains(s))
    );
    for stop_at in 0..told.len() {
        let mut left = stop_at;
        let mut watch = |_| match left.checked_sub(1) {
            Some(rest) => {
                left = rest;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        };
        let stopped = aligner.pair_watched(&english, &chinese, &options, &mut watch);
        assert!(stopped.unwrap_err().is_cancelled());
    }
    let mut stop = |_| ControlFlow::Break(());
    let built = TitleIndex::build_watched(&aligner, Language::Chinese, chinese, &mut stop);
    assert!(built.unwrap_err().is_cancelled());
}
