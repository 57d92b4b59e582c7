//! Finds the titles of a bilingual page, takes their halves apart, shuffles and pairs them again.
//!
//! `align_page [FILE|-] [--from FORMAT] [--format table|json|html]`; without a file a sample page. Of HTML,
//! Markdown and feeds the titles are the lines of the page.

mod common;

use std::io::Write;

use bititle::extract::{LineKind, Page, PageLine};
use bititle::split::Role;
use bititle::write::{Paired, html};
use bititle::{Item, TitlePairing};
use common::{Args, Failure, Usage, half, pad, shown};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

const USAGE: Usage = Usage {
    line: "align_page [FILE|-] [--from lines|html|feed|markdown] [--encoding NAME] [--format table|json|html] [--model FILE]",
    values: &["model", "format", "from", "encoding"],
    flags: &[],
    files: (0, 1),
};
const SAMPLE: &str = include_str!("data/page.txt");

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let format = args.choice("format", &["table", "json", "html"])?;
    let text = match args.files.first() {
        Some(file) => common::page(args, file)?,
        None => SAMPLE.to_owned(),
    };
    let aligner = common::aligner(args)?;
    let page = aligner.extract(&text);
    let halves = Halves::of(&page, &text);
    let pairing = aligner.pair(&halves.english, &halves.chinese);
    match format {
        "json" => writeln!(out, "{:#}", json_of(&page, &text, &halves, &pairing))?,
        "html" => {
            let [english, chinese] = [&halves.english, &halves.chinese]
                .map(|side| side.iter().map(|&title| Item::from(title)).collect::<Vec<_>>());
            let paired = Paired { english: &english, chinese: &chinese, pairing: &pairing };
            html(out, "The titles of a page", &paired, &aligner)?;
        }
        _ => {
            print_lines(out, &page, &text)?;
            print_pairs(out, &halves, &pairing)?;
        }
    }
    Ok(())
}

/// The halves of all titles of a page, each side in an order of its own.
struct Halves<'a> {
    english: Vec<&'a str>,
    chinese: Vec<&'a str>,
    /// The pairs that stood side by side on the page.
    together: Vec<(&'a str, &'a str)>,
}

impl<'a> Halves<'a> {
    fn of(page: &Page, text: &'a str) -> Self {
        let pairs: Vec<_> = page.titles().flat_map(|t| &t.split.pairs).collect();
        let english = pairs.iter().filter_map(|p| p.english).map(|s| s.of(text));
        let chinese = pairs.iter().filter_map(|p| p.chinese).map(|s| s.of(text));
        let both = pairs.iter().filter_map(|p| Some((p.english?.of(text), p.chinese?.of(text))));
        Self {
            english: shuffled(english.collect(), 7),
            chinese: shuffled(chinese.collect(), 11),
            together: both.collect(),
        }
    }
}

/// A shuffle that is the same in every run (Fisher-Yates over a linear congruential generator).
fn shuffled<T>(mut items: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed;
    for last in (1..items.len()).rev() {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        items.swap(last, (state >> 33) as usize % (last + 1));
    }
    items
}

fn print_lines(out: &mut dyn Write, page: &Page, text: &str) -> Result<(), Failure> {
    let counts = |line: &&PageLine| line.is_title() || line.kind == LineKind::Heading;
    let rows: Vec<[String; 5]> = page.lines.iter().filter(counts).map(|l| row(l, text)).collect();
    let titles = page.titles().count();
    let both = page.titles().filter(|t| has_both(t)).count();
    writeln!(out, "{titles} titles, {both} of them in both languages")?;
    if !rows.is_empty() {
        writeln!(out)?;
        print_table(out, ["line", "kind", "English", "Chinese", "remarks"], &rows)?;
    }
    Ok(())
}

fn has_both(line: &PageLine) -> bool {
    line.split.pairs.iter().any(|p| p.english.is_some() && p.chinese.is_some())
}

/// A line of the table, as a terminal may show it.
fn row(line: &PageLine, text: &str) -> [String; 5] {
    let pair = line.split.pairs.first().copied().unwrap_or_default();
    let mut remarks: Vec<String> = Vec::new();
    if line.is_title() && !has_both(line) {
        let only = if pair.english.is_some() { "English" } else { "Chinese" };
        remarks.push(format!("{only} only"));
    }
    let markers = line.split.pieces.iter().filter(|p| p.role == Role::Marker);
    remarks.extend(markers.map(|m| format!("marker {}", m.span.of(text))));
    if line.split.pairs.len() > 1 {
        remarks.push(format!("and {} more pairs", line.split.pairs.len() - 1));
    }
    [
        line.number.to_string(),
        line.kind.name().to_owned(),
        half(text, pair.english).to_owned(),
        half(text, pair.chinese).to_owned(),
        remarks.join(", "),
    ]
    .map(|cell| shown(&cell))
}

fn print_table(out: &mut dyn Write, head: [&str; 5], rows: &[[String; 5]]) -> Result<(), Failure> {
    let head = head.map(str::to_owned);
    let width = |i: usize| rows.iter().chain([&head]).map(|row| row[i].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for row in [&head].into_iter().chain(rows) {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, &width)| pad(cell, width)).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn print_pairs(
    out: &mut dyn Write,
    halves: &Halves,
    pairing: &TitlePairing,
) -> Result<(), Failure> {
    if halves.english.is_empty() || halves.chinese.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nTaken apart, shuffled and paired again:")?;
    let mut pairs: Vec<_> = pairing.pairs.iter().collect();
    pairs.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    for pair in pairs {
        let (english, chinese) = (halves.english[pair.english.0], halves.chinese[pair.chinese.0]);
        let verdict = match halves.together.contains(&(english, chinese)) {
            true => "as on the page",
            false => "not as on the page",
        };
        writeln!(out, "\n{:.2}  {}", pair.probability, shown(english))?;
        writeln!(out, "      {}", shown(chinese))?;
        let evidence = pair.evidence.in_words(english, chinese);
        writeln!(out, "      {verdict}: {}", shown(&evidence))?;
    }
    for index in &pairing.unpaired_english {
        writeln!(out, "\n   -  {}\n      unpaired", shown(halves.english[index.0]))?;
    }
    for index in &pairing.unpaired_chinese {
        writeln!(out, "\n   -  {}\n      unpaired", shown(halves.chinese[index.0]))?;
    }
    Ok(())
}

fn json_of(page: &Page, text: &str, halves: &Halves, pairing: &TitlePairing) -> serde_json::Value {
    let lines: Vec<_> = page
        .lines
        .iter()
        .map(|line| {
            let texts: Vec<_> = line
                .split
                .pairs
                .iter()
                .map(|p| json!({"english": p.english.map(|s| s.of(text)), "chinese": p.chinese.map(|s| s.of(text))}))
                .collect();
            json!({"text": line.span.of(text), "halves": texts, "line": line})
        })
        .collect();
    json!({
        "lines": lines,
        "english": halves.english,
        "chinese": halves.chinese,
        "pairing": pairing,
    })
}
