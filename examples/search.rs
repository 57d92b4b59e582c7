//! Finds the counterparts of titles in a list of the other language.
//!
//! `search QUERIES CANDIDATES [--top K]`: tab-separated rows `query_line, candidate_line, score`,
//! 0-based, best first. Either language may ask: the queries' language is seen from their script.

mod common;

use std::io::Write;

use common::{Args, Failure, Usage};

const USAGE: Usage = Usage {
    line: "search QUERIES CANDIDATES [--top K] [--encoding NAME] [--model FILE]",
    values: &["model", "encoding", "top"],
    flags: &[],
    files: (2, 2),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let top = args.number("top", 10, 1, usize::MAX)?;
    let queries = common::titles(args, &args.files[0])?;
    let candidates = common::titles(args, &args.files[1])?;
    let language = common::language(&queries);
    let has_words = |list: &[String]| list.iter().any(|t| t.contains(char::is_alphabetic));
    let same = common::language(&candidates) == language;
    if same && has_words(&queries) && has_words(&candidates) {
        return Err(format!(
            "both lists are {language}: a title is searched in the other language"
        )
        .into());
    }
    common::progress(format_args!("{} queries, {} candidates", queries.len(), candidates.len()));
    let found = common::aligner(args)?.search(language, &queries, &candidates, top);
    for (query, found) in found.iter().enumerate() {
        for hit in found {
            writeln!(out, "{query}\t{}\t{:.6}", hit.candidate, hit.score)?;
        }
    }
    Ok(())
}
