#![no_main]
//! Lists of lines, English before a form feed and Chinese after it: each title is paired once or not,
//! with a probability, the same each time on one thread and on two, and what is written is read.

use std::sync::LazyLock;

use bititle::read::{self, Columns};
use bititle::{Aligner, Item, PairOptions, write};
use libfuzzer_sys::fuzz_target;

static ALIGNER: LazyLock<Aligner> = LazyLock::new(Aligner::builtin);
static POOLS: LazyLock<[rayon::ThreadPool; 2]> = LazyLock::new(|| {
    [1, 2].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads"))
});

fuzz_target!(|text: &str| {
    let (english, chinese) = text.split_once('\x0C').unwrap_or((text, text));
    let list = |side: &str| -> Vec<Item> { side.split('\n').take(80).map(Item::from).collect() };
    let (english, chinese) = (list(english), list(chinese));
    let options = PairOptions::default().threshold(0.0);
    let pairing = ALIGNER.pair_items(&english, &chinese, &options);
    let (mut rows, mut columns) = (vec![0; english.len()], vec![0; chinese.len()]);
    for pair in &pairing.pairs {
        assert!((0.0..=1.0).contains(&pair.probability), "{}", pair.probability);
        assert!(pair.evidence.log_odds().is_finite());
        rows[pair.english.0] += 1;
        columns[pair.chinese.0] += 1;
        for hit in pair.evidence.hits() {
            assert!(english[pair.english.0].title.get(hit.english.range()).is_some());
            assert!(chinese[pair.chinese.0].title.get(hit.chinese.range()).is_some());
        }
    }
    pairing.unpaired_english.iter().for_each(|at| rows[at.0] += 1);
    pairing.unpaired_chinese.iter().for_each(|at| columns[at.0] += 1);
    assert!(rows.iter().chain(&columns).all(|&times| times == 1));
    for pool in &*POOLS {
        assert_eq!(pool.install(|| ALIGNER.pair_items(&english, &chinese, &options)), pairing);
    }

    let paired = write::Paired { english: &english, chinese: &chinese, pairing: &pairing };
    let mut out = Vec::new();
    write::csv(&mut out, &paired, write::Detail::Evidence).expect("memory takes it");
    let columns = Columns { title: "english".into(), ..Columns::default() };
    let table = String::from_utf8(out).expect("a table is UTF-8");
    let read = read::csv(&table, &columns).expect("what was written");
    let written: Vec<String> =
        english.iter().map(|item| item.title.replace(['\r', '\n'], " ")).collect();
    let back: Vec<String> = read.into_iter().take(written.len()).map(|item| item.title).collect();
    assert_eq!(back, written);
    for writer in [write::tmx, write::xliff, write::json_lines] {
        let mut out = Vec::new();
        writer(&mut out, &paired).expect("memory takes it");
        assert!(std::str::from_utf8(&out).is_ok());
    }
    let mut page = Vec::new();
    write::html(&mut page, text, &paired, &ALIGNER).expect("memory takes it");
    assert_eq!(String::from_utf8(page).expect("a page is UTF-8").matches("<script").count(), 1);
});
