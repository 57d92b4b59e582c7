//! What each step costs a title, with jieba alone as the yardstick.
//!
//! The titles are our own fixtures. Machines differ and are noisy: read ratios within one run.

use std::hint::black_box;
use std::time::Duration;

use bititle::evidence::{Profile, Rarity, compare};
use bititle::matrix::{Column, Row, SparseMatrix};
use bititle::model::Model;
use bititle::normalize::normalize;
use bititle::pair::{Method, pair};
use bititle::segment::{Segmenter, quantity};
use bititle::split::split;
use bititle::{Aligner, Language, TitleIndex};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const PAIRS: &str = include_str!("../tests/data/pairs.tsv");

/// Both sides of the fixtures.
fn titles() -> (Vec<&'static str>, Vec<&'static str>) {
    let fields = PAIRS.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    fields.map(|f| (f[3], f[4])).unzip()
}

fn segment(c: &mut Criterion) {
    let (english, chinese) = titles();
    let jieba = jieba_rs::Jieba::new();
    let segmenter = Segmenter::builtin();
    let mut group = c.benchmark_group("segment");
    for (name, language, titles) in
        [("chinese", Language::Chinese, &chinese), ("english", Language::English, &english)]
    {
        group.throughput(Throughput::Elements(titles.len() as u64));
        group.bench_function(format!("{name}/jieba alone"), |b| {
            b.iter(|| titles.iter().map(|t| black_box(jieba.cut(t, true)).len()).sum::<usize>());
        });
        group.bench_function(format!("{name}/normalize"), |b| {
            b.iter(|| titles.iter().map(|t| black_box(normalize(t)).as_str().len()).sum::<usize>());
        });
        group.bench_function(format!("{name}/quantities"), |b| {
            let find = match language {
                Language::English => quantity::english,
                Language::Chinese => quantity::chinese,
            };
            b.iter(|| titles.iter().map(|t| black_box(find(t)).len()).sum::<usize>());
        });
        group.bench_function(format!("{name}/segment"), |b| {
            let cut = |t: &&str| black_box(segmenter.segment(language, t)).tokens.len();
            b.iter(|| titles.iter().map(cut).sum::<usize>());
        });
        let model = Model::builtin();
        group.bench_function(format!("{name}/segment and embed"), |b| {
            let embed = |t: &&str| black_box(model.embed(&segmenter.segment(language, t))).len();
            b.iter(|| titles.iter().map(embed).sum::<usize>());
        });
    }
    group.finish();
}

/// What an aligner needs beyond jieba before its first title.
fn ready(c: &mut Criterion) {
    let bytes = include_bytes!("../src/model/builtin/bititle.model");
    let mut group = c.benchmark_group("ready");
    group.bench_function("jieba alone", |b| b.iter(jieba_rs::Jieba::new));
    group.bench_function("model", |b| b.iter(|| Model::from_bytes(bytes).map(|m| m.entries())));
    group.finish();
}

fn cut(c: &mut Criterion) {
    let (english, chinese) = titles();
    let lines: Vec<String> =
        english.iter().zip(&chinese).map(|(e, z)| format!("{e} {z}")).collect();
    let mut group = c.benchmark_group("split");
    group.throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("bilingual line", |b| {
        b.iter(|| lines.iter().map(|l| black_box(split(l)).pairs.len()).sum::<usize>());
    });
    group.finish();
}

fn evidence(c: &mut Criterion) {
    let (english, chinese) = titles();
    let segmenter = Segmenter::builtin();
    let profiles = |language, titles: &[&str]| -> Vec<Profile> {
        titles
            .iter()
            .map(|t| Profile::of(&segmenter.segment(language, t), Model::builtin()))
            .collect()
    };
    let (e, z) = (profiles(Language::English, &english), profiles(Language::Chinese, &chinese));
    let (rarity, model) = (Rarity::of(&z), &**Model::builtin());
    let titles: Vec<_> = chinese.iter().map(|t| segmenter.segment(Language::Chinese, t)).collect();
    let mut group = c.benchmark_group("evidence");
    group.throughput(Throughput::Elements(titles.len() as u64));
    group.bench_function("profile", |b| {
        b.iter(|| titles.iter().map(|t| Profile::of(t, model)).collect::<Vec<_>>().len());
    });
    group.bench_function("compare", |b| {
        let weigh =
            |(e, z): (&Profile, &Profile)| black_box(compare(model, e, z, &rarity)).log_odds();
        b.iter(|| e.iter().zip(&z).map(weigh).sum::<f32>());
    });
    group.finish();
}

fn pairing(c: &mut Criterion) {
    const ROWS: usize = 4000;
    const CELLS_A_ROW: usize = 10;
    // A fixed scatter of cells, the diagonal the best.
    let cell = |row: usize, k: usize| {
        let column = (row * 7919 + k * 104_729) % ROWS;
        let score = if k == 0 { 0.9 } else { ((row * 31 + k * 17) % 89) as f32 / 100.0 };
        (Row(row), Column(if k == 0 { row } else { column }), score)
    };
    let cells = (0..ROWS).flat_map(|row| (0..CELLS_A_ROW).map(move |k| cell(row, k))).collect();
    let scores = SparseMatrix::from_cells(ROWS, ROWS, cells);
    let mut group = c.benchmark_group("pair");
    for method in Method::ALL {
        group.bench_function(format!("numbers/{}", method.name()), |b| {
            b.iter(|| black_box(pair(&scores, method)).pairs.len());
        });
    }
    let (english, chinese) = titles();
    let aligner = Aligner::builtin();
    group.throughput(Throughput::Elements(english.len() as u64));
    group.bench_function("titles", |b| {
        b.iter(|| black_box(aligner.pair(&english, &chinese)).pairs.len());
    });
    group.finish();
}

/// A long list: each title of the fixtures with each other, 57,600 in all.
fn long() -> (Vec<String>, Vec<String>) {
    let (english, chinese) = titles();
    let all = |titles: &[&str], between: &str| -> Vec<String> {
        let with = |a: &str| titles.iter().map(|b| format!("{a}{between}{b}")).collect::<Vec<_>>();
        titles.iter().flat_map(|a| with(a)).collect()
    };
    (all(&english, "; "), all(&chinese, "；"))
}

fn index(c: &mut Criterion) {
    let (english, chinese) = long();
    let aligner = Aligner::builtin();
    let index = TitleIndex::build(&aligner, Language::Chinese, chinese.iter().cloned());
    let mut group = c.benchmark_group("index");
    group.throughput(Throughput::Elements(1));
    group.bench_function("search one title", |b| {
        let mut queries = english.iter().step_by(97).cycle();
        b.iter(|| queries.next().map(|query| index.search(query, 10).len()));
    });
    let some: Vec<&String> = english.iter().step_by(57).collect();
    group.sample_size(10);
    group.throughput(Throughput::Elements(some.len() as u64));
    group.bench_function("search many titles", |b| b.iter(|| index.search_all(&some, 10).len()));
    group.throughput(Throughput::Elements(chinese.len() as u64));
    group.bench_function("build", |b| {
        b.iter(|| TitleIndex::build(&aligner, Language::Chinese, chinese.iter().cloned()).len());
    });
    let mut file = Vec::new();
    index.save(&mut file).expect("memory takes it");
    group.bench_function("load", |b| {
        b.iter(|| TitleIndex::load(&aligner, file.as_slice()).map(|index| index.len()));
    });
    group.finish();
}

fn quick() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .without_plots()
}

criterion_group! { name = benches; config = quick(); targets = segment, ready, cut, evidence, pairing, index }
criterion_main!(benches);
