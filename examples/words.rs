//! Links the words of paired titles.
//!
//! `words EN ZH [--tokenized]`: two files whose lines belong together; for each pair of lines one
//! output line of links `english-chinese`, 0-based token numbers. `--tokenized` takes tokens split
//! by spaces as given; without it the numbers are those of `segment`.

mod common;

use std::io::Write;

use common::{Args, Failure, Usage};

const USAGE: Usage = Usage {
    line: "words EN ZH [--tokenized] [--model FILE]",
    values: &["model"],
    flags: &["tokenized"],
    files: (2, 2),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let english = common::titles(&args.files[0])?;
    let chinese = common::titles(&args.files[1])?;
    common::check_sides(&english, &chinese)?;
    if english.len() != chinese.len() {
        let (e, c) = (english.len(), chinese.len());
        return Err(format!("{e} English and {c} Chinese lines: line n belongs to line n").into());
    }
    let aligner = common::aligner(args)?;
    for (english, chinese) in english.iter().zip(&chinese) {
        let links = match args.flag("tokenized") {
            true => aligner.words_of_tokens(english, chinese),
            false => aligner.words(english, chinese),
        };
        let links: Vec<String> =
            links.iter().map(|l| format!("{}-{}", l.english.0, l.chinese.0)).collect();
        writeln!(out, "{}", links.join(" "))?;
    }
    Ok(())
}
