//! What hostile input costs: titles of a megabyte and lists of equal titles.
//!
//! `cargo bench --bench attacks` prints milliseconds for a title of 1 MiB, each with its growth to 4 MiB
//! (4 is linear), and the peak of memory; then seconds for lists. Takes some ten minutes.
//! `-- brackets` tries only those with this in their name, `-- lists` the lists.

use std::hint::black_box;
use std::ops::RangeInclusive;
use std::time::Instant;

use bititle::evidence::Profile;
use bititle::matrix::{Column, DenseMatrix, Row, SparseMatrix};
use bititle::model::Model;
use bititle::normalize::normalize;
use bititle::pair::{Method, pair};
use bititle::segment::quantity;
use bititle::split::split;
use bititle::{Aligner, Language, TitleIndex};

// `REPEATED`, `FRAMED` and how texts are made of them.
include!("../tests/data/hostile.rs");

const LONG: usize = 1 << 20;

/// Texts of many characters without period.
const RANDOM: &[(&str, &[RangeInclusive<char>])] = &[
    ("random letters", &['a'..='z']),
    ("random words", &['a'..='z', ' '..='%']),
    ("random characters", &['一'..='龥']),
    ("random both", &['一'..='丯', 'a'..='z', ' '..='/']),
];

type Operation = (&'static str, fn(&Aligner, &str));

const OPERATIONS: &[Operation] = &[
    ("normal", |_, text| drop(black_box(normalize(text)))),
    ("tokens", |aligner, text| {
        black_box(aligner.segment(Language::English, text));
        black_box(aligner.segment(Language::Chinese, text));
    }),
    ("numbers", |_, text| {
        black_box(quantity::english(text));
        black_box(quantity::chinese(text));
    }),
    ("split", |aligner, text| {
        black_box(split(text));
        black_box(aligner.split(text));
    }),
    ("extract", |aligner, text| drop(black_box(aligner.extract(text)))),
    ("profile", |aligner, text| {
        for language in [Language::English, Language::Chinese] {
            black_box(Profile::of(&aligner.segment(language, text), Model::builtin()));
        }
    }),
    ("itself", |aligner, text| drop(black_box(aligner.evidence(text, text)))),
    ("words", |aligner, text| drop(black_box(aligner.words(text, text)))),
    ("pair", |aligner, text| drop(black_box(aligner.pair(&[text], &[text])))),
    ("index", |aligner, text| {
        let index = TitleIndex::build(aligner, Language::Chinese, [text.to_owned()]);
        black_box(index.search(text, 3));
    }),
];

fn random(ranges: &[RangeInclusive<char>], len: usize) -> String {
    let all: Vec<char> = ranges.iter().cloned().flatten().collect();
    let mut state = 1u64;
    let mut text = String::new();
    while text.len() < len {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text.push(all[(state >> 33) as usize % all.len()]);
    }
    text
}

fn milliseconds(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e3
}

/// The least milliseconds of three runs, and the peak of memory in MiB.
fn measured(run: impl Fn()) -> (f64, u64) {
    // Linux sets the peak back to what is in use.
    let reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let took = (0..3).map(|_| milliseconds(&run)).fold(f64::INFINITY, f64::min);
    (took, if reset { peak_memory().unwrap_or(0) } else { 0 })
}

/// The peak of memory in MiB where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(peak.trim().strip_suffix(" kB")?.parse::<u64>().ok()? / 1024)
}

fn titles(aligner: &Aligner, wanted: &str) {
    print!("{:20}", "1 MiB of, ms (x)");
    OPERATIONS.iter().for_each(|(name, _)| print!(" {name:>13}"));
    println!(" {:>6}", "MiB");
    let row = |name: &str, text: &dyn Fn(usize) -> String| {
        if !name.contains(wanted) {
            return;
        }
        print!("{name:20}");
        let (long, longer) = (text(LONG), text(4 * LONG));
        let mut peak = 0;
        for (_, operation) in OPERATIONS {
            let (took, memory) = measured(|| operation(aligner, &long));
            // Twice, since the first run asks the system for memory.
            let grown = || milliseconds(|| operation(aligner, &longer));
            let grown = grown().min(grown());
            print!(" {took:7.1} ({:3.1})", grown / took);
            peak = peak.max(memory);
        }
        println!(" {peak:6}");
    };
    for part in REPEATED {
        let name = part.escape_debug().to_string();
        row(&name, &|len| repeated(part, len));
    }
    for frame in FRAMED {
        row(frame[0], &|len| framed(frame, len));
    }
    for (name, ranges) in RANDOM {
        row(name, &|len| random(ranges, len));
    }
}

type Lists = fn(usize) -> (String, String);

/// The title pair at a place of two lists.
const LISTS: &[(&str, Lists)] = &[
    ("ordinary", |at| {
        (format!("Huawei opens lab {at} in Peru"), format!("华为在秘鲁开设第{at}实验室"))
    }),
    ("equal", |_| ("Huawei opens a lab in Peru".to_owned(), "华为在秘鲁开设实验室".to_owned())),
    ("equal, unlike", |_| ("Huawei opens a lab in Peru".to_owned(), "昨日天气晴朗".to_owned())),
    ("equal, unknown", |_| ("Xqzt".to_owned(), "Xqzt".to_owned())),
    ("blank", |_| ("!".to_owned(), String::new())),
    ("one word shared", |at| {
        let [a, b] = [at * 7 % 11, at * 5 % 13];
        let (english, chinese) =
            (["buys", "sells", "opens", "plans"], ["买", "卖", "开设", "计划"]);
        (format!("Huawei {} {a} {b}", english[at % 4]), format!("华为{}{a} {b}", chinese[at % 4]))
    }),
];

fn lists(aligner: &Aligner) {
    println!(
        "\n{:20} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "lists, s", "titles", "pair", "index", "search", "MiB"
    );
    for (name, of) in LISTS {
        for count in [25_000, 100_000] {
            let (english, chinese): (Vec<_>, Vec<_>) = (0..count).map(of).unzip();
            let (pairing, peak) = measured(|| drop(black_box(aligner.pair(&english, &chinese))));
            let start = Instant::now();
            let index = TitleIndex::build(aligner, Language::Chinese, chinese);
            let indexing = start.elapsed().as_secs_f64();
            let search = milliseconds(|| drop(black_box(index.search(&english[0], 5)))) / 1e3;
            let pairing = pairing / 1e3;
            println!("{name:20} {count:8} {pairing:8.2} {indexing:8.2} {search:8.5} {peak:6}");
        }
    }
    for method in [Method::Greedy, Method::Ordered, Method::Optimal] {
        for size in [250, 1000] {
            let cells = DenseMatrix::new(size, size, vec![0.5; size * size]).expect("its size");
            let (took, _) = measured(|| drop(black_box(pair(&cells, method))));
            println!("{:20} {size:8} {:8.4}", format!("equal cells {method:?}"), took / 1e3);
        }
        for size in [10_000, 40_000] {
            let cells = chain(size);
            let (took, _) = measured(|| drop(black_box(pair(&cells, method))));
            println!("{:20} {size:8} {:8.4}", format!("chain {method:?}"), took / 1e3);
        }
    }
}

/// Rows that each find a partner only when all before them move on by one.
fn chain(rows: usize) -> SparseMatrix {
    let mut cells = Vec::new();
    for row in 0..rows {
        // By turns at the right end of the chain and at the left one.
        let (left, more) = match row % 2 {
            0 => (rows + row / 2, 0.0),
            _ => (rows - row.div_ceil(2), 0.25),
        };
        cells.push((Row(row), Column(left), 0.5 + 0.25 - more));
        cells.push((Row(row), Column(left + 1), 0.5 + more));
    }
    SparseMatrix::from_cells(rows, 2 * rows + 1, cells)
}

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let aligner = Aligner::builtin();
    // The dictionary loads once.
    black_box(aligner.pair(&["Huawei"], &["华为"]));
    let wanted = std::env::args().skip(1).find(|arg| arg != "--bench").unwrap_or_default();
    if wanted != "lists" {
        titles(&aligner, &wanted);
    }
    if ["", "lists"].contains(&&*wanted) {
        lists(&aligner);
    }
}
