//! Cuts each line into tokens.
//!
//! `segment [FILE|-] [--format text|json]`: tokens joined by a space, a line for each input line.
//! Lines with Chinese characters are cut as Chinese, others as English.

mod common;

use std::ffi::OsString;
use std::io::Write;

use common::{Args, Failure, Usage};
use serde_json::json;

const USAGE: Usage = Usage {
    line: "segment [FILE|-] [--format text|json] [--encoding NAME] [--model FILE]",
    values: &["model", "format", "encoding"],
    flags: &[],
    files: (0, 1),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let format = args.choice("format", &["text", "json"])?;
    let aligner = common::aligner(args)?;
    for line in common::lines(args, args.files.first().unwrap_or(&OsString::from("-")))? {
        let line = line?;
        let language = common::language(std::slice::from_ref(&line));
        let title = aligner.segment(language, &line);
        let words: Vec<&str> = title.tokens.iter().map(|t| t.span.of(&line)).collect();
        if format == "json" {
            let forms: Vec<&str> = title.tokens.iter().map(|t| title.normal_form(t)).collect();
            let found = json!({"line": line, "words": words, "normal_forms": forms,
                "title": title, "quantities": title.quantities()});
            writeln!(out, "{found}")?;
        } else {
            writeln!(out, "{}", words.join(" "))?;
        }
    }
    Ok(())
}
