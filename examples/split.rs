//! Cuts each line into its English and its Chinese half.
//!
//! `split [FILE|-] [--format tsv|json]`: for each input line one output line,
//! `english<TAB>chinese`, empty where a half is missing. A line with several pairs shows its
//! first; JSON has all of them, with every span.

mod common;

use std::ffi::OsString;
use std::io::Write;

use common::{Args, Failure, Usage, field, half};
use serde_json::json;

const USAGE: Usage = Usage {
    line: "split [FILE|-] [--format tsv|json] [--encoding NAME] [--model FILE]",
    values: &["model", "format", "encoding"],
    flags: &[],
    files: (0, 1),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let format = args.choice("format", &["tsv", "json"])?;
    let aligner = common::aligner(args)?;
    for line in common::lines(args, args.files.first().unwrap_or(&OsString::from("-")))? {
        let line = line?;
        let cut = aligner.split(&line);
        if format == "json" {
            let halves = |p: &bititle::Halves| json!({"english": p.english.map(|s| s.of(&line)), "chinese": p.chinese.map(|s| s.of(&line))});
            let texts: Vec<_> = cut.pairs.iter().map(halves).collect();
            writeln!(out, "{}", json!({"line": line, "halves": texts, "split": cut}))?;
        } else {
            let first = cut.pairs.first().copied().unwrap_or_default();
            let [english, chinese] = [first.english, first.chinese].map(|s| field(half(&line, s)));
            writeln!(out, "{english}\t{chinese}")?;
        }
    }
    Ok(())
}
