//! Pairs two lists of titles in any order.
//!
//! `pair EN ZH [--from FORMAT] [--columns NAMES] [--window DAYS] [--method optimal|greedy|ordered]
//! [--threshold P] [--explain] [--format FORMAT]`: the lists are plain (one title a line), HTML, RSS or
//! Atom, Markdown, CSV, TSV or JSON lines, by the ends of their names or `--from`.
//!
//! `--format tsv`, the default, prints rows `english_line, chinese_line, probability, english,
//! chinese`, 0-based, by English line; unpaired titles have the other fields empty. `--explain` adds
//! a field with the evidence. On a terminal the default is `pretty`.

mod common;

use std::io::{IsTerminal, Write};
use std::time::Duration;

use bititle::pair::Method;
use bititle::write::{self, Detail, Paired, Placed};
use bititle::{Language, PairOptions};
use common::{Args, Bar, Failure, Paint, Usage, pad, shown};
use unicode_width::UnicodeWidthStr;

const USAGE: Usage = Usage {
    line: "pair EN ZH [--from lines|html|feed|markdown|csv|tsv|jsonl] [--columns title=NAME,...] [--chinese-columns title=NAME,...] [--encoding NAME] [--window DAYS] [--method optimal|greedy|ordered] [--threshold P] [--explain] [--format tsv|csv|json|tmx|xliff|html|pretty] [--model FILE]",
    values: &[
        "model",
        "method",
        "threshold",
        "format",
        "from",
        "columns",
        "chinese-columns",
        "encoding",
        "window",
    ],
    flags: &["explain"],
    files: (2, 2),
};
const FORMATS: [&str; 7] = ["tsv", "csv", "json", "tmx", "xliff", "html", "pretty"];

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let method = args.choice("method", &Method::ALL.map(Method::name))?;
    let mut options = PairOptions::default().method(Method::from_name(method).unwrap_or_default());
    if args.value("threshold").is_some() {
        options = options.threshold(args.number("threshold", 0.0, 0.0, 1.0)?);
    }
    if args.value("window").is_some() {
        let days: f64 = args.number("window", 0.0, 0.0, 1e6)?;
        options = options.window(Duration::from_secs_f64(days * 86_400.0));
    }
    let format = match args.value("format") {
        None if std::io::stdout().is_terminal() => "pretty",
        _ => args.choice("format", &FORMATS)?,
    };
    let english = common::items(args, &args.files[0], Language::English)?;
    let chinese = common::items(args, &args.files[1], Language::Chinese)?;
    common::check_sides(&english, &chinese)?;
    if options.window.is_some() && !english.iter().chain(&chinese).any(|item| item.date.is_some()) {
        return Err("--window: no title of the two lists has a date".to_owned().into());
    }
    common::progress(format_args!("pairing {} with {} titles", english.len(), chinese.len()));
    let aligner = common::aligner(args)?;
    let mut bar = Bar::new();
    let show = &mut |progress| bar.show(progress);
    let pairing = aligner.pair_items_watched(&english, &chinese, &options, show)?;
    drop(bar);
    let paired = Paired { english: &english, chinese: &chinese, pairing: &pairing };
    let detail = if args.flag("explain") { Detail::Evidence } else { Detail::Pairs };
    match format {
        "tsv" => write::tsv(out, &paired, detail)?,
        "csv" => write::csv(out, &paired, detail)?,
        "json" => write::json_lines(out, &paired)?,
        "tmx" => write::tmx(out, &paired)?,
        "xliff" => write::xliff(out, &paired)?,
        "html" => {
            let name = |at: usize| args.files[at].to_string_lossy().into_owned();
            write::html(out, &format!("{} and {}", name(0), name(1)), &paired, &aligner)?;
        }
        _ => pretty(out, &paired, detail)?,
    }
    Ok(())
}

/// The widest column of English titles.
const WIDEST: usize = 64;

fn pretty(out: &mut dyn Write, paired: &Paired<'_>, detail: Detail) -> Result<(), Failure> {
    let paint = Paint::auto();
    let widths = paired.english.iter().map(|item| shown(&item.title).width());
    let width = widths.filter(|&width| width <= WIDEST).max().unwrap_or(0);
    for unit in paired.units()? {
        let title = |place: Option<Placed<'_>>| place.map(|place| shown(&place.item.title));
        let (english, chinese) = unit.titles();
        let (english, chinese) = (title(english), title(chinese).unwrap_or_default());
        let Some(pair) = unit.pair() else {
            let alone = english.unwrap_or_else(|| pad("", width) + "  " + &chinese);
            writeln!(out, "{}", paint.dim(format_args!("  –   {alone}")))?;
            continue;
        };
        let english = english.unwrap_or_default();
        let gap = match english.width() > width {
            true => format!("\n      {}  ", " ".repeat(width)),
            false => " ".repeat(width - english.width() + 2),
        };
        writeln!(out, "{}  {english}{gap}{chinese}", paint.probability(pair.probability))?;
        if detail == Detail::Evidence {
            writeln!(out, "      {}", paint.dim(shown(&unit.evidence())))?;
        }
    }
    Ok(())
}
