//! Pairs two lists of titles, one title a line, in any order.
//!
//! `pair EN ZH [--method optimal|greedy|ordered] [--threshold P] [--explain] [--format tsv|json]`:
//! tab-separated rows `english_line, chinese_line, probability, english, chinese`, 0-based, by
//! English line; unpaired titles have the other fields empty. `--explain` adds a field with the
//! evidence.

mod common;

use std::io::Write;

use bititle::pair::Method;
use bititle::{PairOptions, TitlePairing};
use common::{Args, Bar, Failure, Usage, field};
use serde_json::json;

const USAGE: Usage = Usage {
    line: "pair EN ZH [--method optimal|greedy|ordered] [--threshold P] [--explain] [--format tsv|json] [--model FILE]",
    values: &["model", "method", "threshold", "format"],
    flags: &["explain"],
    files: (2, 2),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let method = args.choice("method", &Method::ALL.map(Method::name))?;
    let format = args.choice("format", &["tsv", "json"])?;
    let mut options = PairOptions::default().method(Method::from_name(method).unwrap_or_default());
    if args.value("threshold").is_some() {
        options = options.threshold(args.number("threshold", 0.0, 0.0, 1.0)?);
    }
    let english = common::titles(&args.files[0])?;
    let chinese = common::titles(&args.files[1])?;
    common::check_sides(&english, &chinese)?;
    common::progress(format_args!("pairing {} with {} titles", english.len(), chinese.len()));
    let aligner = common::aligner(args)?;
    let mut bar = Bar::new();
    let pairing = aligner.pair_watched(&english, &chinese, &options, &mut |p| bar.show(p))?;
    drop(bar);
    match format {
        "json" => json_lines(out, &pairing, &english, &chinese),
        _ => tsv(out, &pairing, &english, &chinese, args.flag("explain")),
    }
}

fn tsv(
    out: &mut dyn Write,
    pairing: &TitlePairing,
    english: &[String],
    chinese: &[String],
    explain: bool,
) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for pair in &pairing.pairs {
        let (e, c) = (&english[pair.english.0], &chinese[pair.chinese.0]);
        let why = match explain {
            true => format!("\t{}", field(&common::reasons(&pair.evidence, e, c))),
            false => String::new(),
        };
        let (i, j, p) = (pair.english.0, pair.chinese.0, pair.probability);
        rows.push((i, format!("{i}\t{j}\t{p:.4}\t{}\t{}{why}", field(e), field(c))));
    }
    let tail = if explain { "\t" } else { "" };
    for index in &pairing.unpaired_english {
        let i = index.0;
        rows.push((i, format!("{i}\t\t\t{}\t{tail}", field(&english[i]))));
    }
    rows.sort();
    for index in &pairing.unpaired_chinese {
        let j = index.0;
        rows.push((usize::MAX, format!("\t{j}\t\t\t{}{tail}", field(&chinese[j]))));
    }
    for (_, row) in rows {
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn json_lines(
    out: &mut dyn Write,
    pairing: &TitlePairing,
    english: &[String],
    chinese: &[String],
) -> Result<(), Failure> {
    for pair in &pairing.pairs {
        let texts = json!({
            "english_line": pair.english, "chinese_line": pair.chinese,
            "probability": pair.probability, "evidence": pair.evidence,
            "english": english[pair.english.0], "chinese": chinese[pair.chinese.0],
        });
        writeln!(out, "{texts}")?;
    }
    for i in &pairing.unpaired_english {
        writeln!(out, "{}", json!({"english_line": i, "english": english[i.0]}))?;
    }
    for j in &pairing.unpaired_chinese {
        writeln!(out, "{}", json!({"chinese_line": j, "chinese": chinese[j.0]}))?;
    }
    Ok(())
}
