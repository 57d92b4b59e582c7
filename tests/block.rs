//! Blocks for a cluster: keys, candidates, and the worker that answers for them.

mod programs;

use std::collections::{BTreeMap, HashSet};

use bititle::block::{BlockKey, Blocks, Plan};
use bititle::{Aligner, Language};
use programs::*;
use serde_json::{Value, json};

/// 240 invented pairs, in order.
fn lists() -> [Vec<String>; 2] {
    let rows = include_str!("data/pairs.tsv").lines().skip(1);
    let pairs = rows.map(|line| line.split('\t').skip(3).map(str::to_owned).collect::<Vec<_>>());
    pairs.map(|pair| (pair[0].clone(), pair[1].clone())).unzip::<_, _, Vec<_>, Vec<_>>().into()
}

/// Blocks as if the lists were as long as they can be with so few titles: many small cells.
fn blocks([english, chinese]: &[Vec<String>; 2], titles: usize) -> Blocks {
    let aligner = Aligner::builtin();
    Blocks::new(&aligner, &Plan::new(&aligner, english, chinese, titles)).expect("one model")
}

#[test]
fn a_job_by_hand_finds_the_pairs_of_the_library() {
    let lists = lists();
    let [english, chinese] = &lists;
    let blocks = blocks(&lists, 3000);
    let mut under: BTreeMap<BlockKey, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, language) in [Language::English, Language::Chinese].into_iter().enumerate() {
        for (at, title) in lists[side].iter().enumerate() {
            let keys = blocks.keys(language, title);
            assert!((1..=12).contains(&keys.len()), "{title}: {keys:?}");
            assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{title}");
            keys.into_iter().for_each(|key| under.entry(key).or_default()[side].push(at));
        }
    }
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    let mut weighed = HashSet::new();
    for [e, z] in under.values().filter(|[e, z]| !e.is_empty() && !z.is_empty()) {
        let of = |list: &[String], which: &[usize]| -> Vec<String> {
            which.iter().map(|&at| list[at].clone()).collect()
        };
        for found in blocks.pair_block(&of(english, e), &of(chinese, z)) {
            let (e, z) = (e[found.english.0], z[found.chinese.0]);
            weighed.insert((e, z));
            let entry = best.entry(e).or_insert((f32::MIN, 0));
            *entry = if found.log_odds > entry.0 { (found.log_odds, z) } else { *entry };
        }
    }
    let library = Aligner::builtin().pair(english, chinese);
    let sure: Vec<_> = library.pairs.iter().filter(|pair| pair.probability >= 0.9).collect();
    assert!(sure.len() > 100);
    let kept = sure.iter().filter(|p| best.get(&p.english.0).is_some_and(|b| b.1 == p.chinese.0));
    assert!(kept.clone().count() * 100 >= sure.len() * 95, "{} of {}", kept.count(), sure.len());
    assert!(weighed.len() < 100 * english.len(), "{}", weighed.len());
}

#[test]
fn log_odds_are_those_of_the_list_in_every_block() {
    let lists = lists();
    let blocks = blocks(&lists, 240);
    let [english, chinese] = &lists;
    let whole = blocks.pair_block(english, chinese);
    let find = |found: &[bititle::block::Candidate], e, z| {
        let one = found.iter().find(|c| (c.english.0, c.chinese.0) == (e, z));
        one.map(|c| c.log_odds)
    };
    let part = blocks.pair_block(&english[..9], &chinese[..9]);
    let both: Vec<_> =
        (0..9).filter_map(|at| Some((find(&whole, at, at)?, find(&part, at, at)?))).collect();
    assert!(both.len() >= 6 && both.iter().all(|(a, b)| a == b), "{both:?}");
    let order: Vec<_> = whole.iter().map(|c| (c.english, c.chinese)).collect();
    assert!(order.is_sorted() && whole.iter().all(|c| c.log_odds.is_finite()));
}

#[test]
fn what_has_no_words_has_no_keys_and_no_candidates() {
    let blocks = blocks(&lists(), 240);
    for title in ["", "  ", "…!", "\0"] {
        for language in [Language::English, Language::Chinese] {
            assert_eq!(blocks.keys(language, title), [], "{title:?}");
        }
        assert_eq!(blocks.pair_block(&[title], &["百度上市"]), []);
    }
    assert_eq!(blocks.pair_block::<&str, &str>(&[], &[]), []);
    let empty = Plan::new::<&str, &str>(&Aligner::builtin(), &[], &[], 10);
    assert!(Blocks::new(&Aligner::builtin(), &empty).is_err(), "there are no cells");
}

#[test]
fn a_plan_is_written_and_read_and_refused_by_another_model() {
    let lists = lists();
    let aligner = Aligner::builtin();
    let plan = Plan::new(&aligner, &lists[0], &lists[1], 1000);
    let text = serde_json::to_string(&plan).expect("a plan is data");
    let read: Plan = serde_json::from_str(&text).expect("what was written");
    assert_eq!(read, plan);
    let keys = |plan| Blocks::new(&aligner, plan).unwrap().keys(Language::English, &lists[0][7]);
    assert_eq!(keys(&read), keys(&plan));
    for (field, value, expected) in [
        ("model", json!(7), "the plan was made by another model or version"),
        ("centres", json!([1, 2, 3]), "the plan is damaged: its cells"),
        ("centres", json!([]), "the plan has no cells: the model knew no word of its sample"),
    ] {
        let mut other: Value = serde_json::from_str(&text).unwrap();
        other[field] = value;
        let other: Plan = serde_json::from_value(other).unwrap();
        assert_eq!(Blocks::new(&aligner, &other).unwrap_err().to_string(), expected);
    }
}

fn plan_file(name: &str) -> String {
    let sample: String = lists()
        .iter()
        .zip(["english", "chinese"])
        .flat_map(|(titles, language)| {
            titles.iter().map(move |title| json!({"language": language, "title": title}))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let made = run_with("worker", &["plan", "--titles=240"], &sample);
    made.assert_went_well();
    file(name, made.out)
}

#[test]
fn the_worker_answers_every_line() {
    let plan = plan_file("worker.plan");
    let input = concat!(
        "{\"id\": 1, \"do\": \"keys\", \"language\": \"english\", \"title\": \"Baidu IPO\"}\n",
        "{\"id\": \"e2\", \"do\": \"keys\", \"language\": \"klingon\", \"title\": \"Baidu IPO\"}\n",
        "{\"id\": {\"a\": 3}, \"do\": \"keys\", \"language\": \"english\"}\n",
        "{\"id\": 4, \"do\": \"pair\", \"english\": [{\"id\": \"e\", \"title\": \"Baidu IPO\"}],\
          \"chinese\": [{\"id\": 7, \"title\": \"百度上市\"}, {\"id\": 8, \"title\": \"\"}]}\n",
        "{\"id\": 5, \"do\": \"pair\", \"english\": [], \"chinese\": []}\n",
        "\n",
        "{\"id\": 6, \"do\": \"curve\"}\n",
        "{\"id\": 7",
    );
    let answers = run_with("worker", &["--plan", &plan], input).json_lines();
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].clone()).collect();
    assert_eq!(json!(ids), json!([1, "e2", {"a": 3}, 4, 5, null, 6, null]));
    let failed: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(failed, [false, true, true, false, false, true, false, true]);
    assert!(answers[0]["keys"].as_array().is_some_and(|keys| !keys.is_empty()));
    assert_eq!(answers[3]["pairs"].as_array().map(Vec::len), Some(1));
    assert_eq!(answers[3]["pairs"][0]["chinese"], 7);
    assert!(answers[6]["curve"]["slope"].as_f64().is_some_and(|slope| slope > 0.0));
}

#[test]
fn the_worker_refuses_bad_use() {
    let no_plan = file("no.plan", "{}");
    for args in [
        &[][..],
        &["--plan", "no/such/file"],
        &["--plan", &no_plan],
        &["plan"],
        &["plan", "--titles=0"],
        &["plan", "--titles=2", &no_plan],
    ] {
        run("worker", args).assert_refused(&format!("{args:?}"));
    }
}
