//! Links the words of paired titles.
//!
//! `words EN ZH [--tokenized] [--format pharaoh|pretty]`: two files whose lines belong together; for
//! each pair of lines one output line of links `english-chinese`, 0-based token numbers, or a drawing.
//! `--tokenized` takes tokens split by spaces as given; without it the numbers are those of
//! `segment`.

mod common;

use std::io::Write;

use bititle::write::pharaoh;
use bititle::{Aligner, Language, WordLink};
use common::{Args, Failure, Paint, Usage, draw, shown};

const USAGE: Usage = Usage {
    line: "words EN ZH [--tokenized] [--format pharaoh|pretty] [--encoding NAME] [--model FILE]",
    values: &["model", "encoding", "format"],
    flags: &["tokenized"],
    files: (2, 2),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let format = args.choice("format", &["pharaoh", "pretty"])?;
    let english = common::titles(args, &args.files[0])?;
    let chinese = common::titles(args, &args.files[1])?;
    common::check_sides(&english, &chinese)?;
    if english.len() != chinese.len() {
        let (e, c) = (english.len(), chinese.len());
        return Err(format!("{e} English and {c} Chinese lines: line n belongs to line n").into());
    }
    let aligner = common::aligner(args)?;
    let tokenized = args.flag("tokenized");
    for (english, chinese) in english.iter().zip(&chinese) {
        let links = match tokenized {
            true => aligner.words_of_tokens(english, chinese),
            false => aligner.words(english, chinese),
        };
        match format {
            "pretty" => {
                let tokens = |language, title: &str| match tokenized {
                    true => title.split_whitespace().map(shown).collect(),
                    false => words(&aligner, language, title),
                };
                let english = tokens(Language::English, english);
                pretty(out, &english, &tokens(Language::Chinese, chinese), &links)?;
            }
            _ => writeln!(out, "{}", pharaoh(&links))?,
        }
    }
    Ok(())
}

fn words(aligner: &Aligner, language: Language, title: &str) -> Vec<String> {
    let tokens = aligner.segment(language, title).tokens;
    tokens.iter().map(|token| shown(token.span.of(title))).collect()
}

fn pretty(
    out: &mut dyn Write,
    english: &[String],
    chinese: &[String],
    links: &[WordLink],
) -> Result<(), Failure> {
    let links: Vec<_> = links.iter().map(|link| (link.english.0, link.chinese.0)).collect();
    for line in draw(english, chinese, &links, Paint::auto()) {
        writeln!(out, "{line}")?;
    }
    Ok(writeln!(out)?)
}
