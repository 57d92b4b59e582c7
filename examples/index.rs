//! Keeps a list of titles ready to be searched by titles of the other language.
//!
//! `index build TITLES --out INDEX` reads titles, one a line, and writes an index;
//! `index search INDEX QUERIES [--top K]` prints tab-separated rows `query_line, candidate_line,
//! score, candidate`, 0-based, best first.

mod common;

use std::io::Write;
use std::path::PathBuf;

use bititle::{Aligner, TitleIndex};
use common::{Args, Bar, Failure, Usage, field};

const USAGE: Usage = Usage {
    line: "index build TITLES --out INDEX [--encoding NAME] [--model FILE] | index search INDEX QUERIES [--top K] [--encoding NAME] [--model FILE]",
    values: &["model", "encoding", "out", "top"],
    flags: &[],
    files: (2, 3),
};

/// Queries that are answered before any answer is written.
const BLOCK: usize = 4096;

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let aligner = common::aligner(args)?;
    match (args.files[0].to_str(), args.files.len()) {
        (Some("build"), 2) => build(args, aligner),
        (Some("search"), 3) => search(args, &aligner, out),
        _ => Err(format!("usage: {}", USAGE.line).into()),
    }
}

fn build(args: &Args, aligner: Aligner) -> Result<(), Failure> {
    let path = PathBuf::from(args.value("out").ok_or("--out INDEX is missing".to_owned())?);
    let titles = common::titles(args, &args.files[1])?;
    let language = common::language(&titles);
    let mut bar = Bar::new();
    let index = TitleIndex::build_watched(&aligner, language, titles, &mut |p| bar.show(p))?;
    drop(bar);
    let mut bytes = Vec::new();
    index.save(&mut bytes)?;
    common::write_file(&path, &bytes)?;
    common::progress(format_args!("{} {language} titles in {}", index.len(), path.display()));
    Ok(())
}

fn search(args: &Args, aligner: &Aligner, out: &mut dyn Write) -> Result<(), Failure> {
    let top = args.number("top", 10, 1, usize::MAX)?;
    let path = &args.files[1];
    let index = TitleIndex::load(aligner, common::open(path)?).map_err(|e| e.in_file(path))?;
    let mut queries = common::lines(args, &args.files[2])?.enumerate();
    loop {
        let block: Vec<(usize, String)> = queries
            .by_ref()
            .take(BLOCK)
            .map(|(line, query)| Ok((line, query?)))
            .collect::<Result<_, Failure>>()?;
        if block.is_empty() {
            return Ok(());
        }
        let titles: Vec<&str> = block.iter().map(|(_, query)| query.as_str()).collect();
        for ((line, _), found) in block.iter().zip(index.search_all(&titles, top)) {
            for hit in found {
                let title = field(index.get(hit.candidate).unwrap_or(""));
                writeln!(out, "{line}\t{}\t{:.6}\t{title}", hit.candidate, hit.score)?;
            }
        }
    }
}
