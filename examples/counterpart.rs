//! Finds the counterpart of a title among those of a list: `counterpart TITLES TITLE`.
//!
//! The list is kept in an index, which may be added to, saved and loaded; see `TitleIndex`.

mod common;

use std::io::Write;

use bititle::{Aligner, Language, TitleIndex};
use common::{Args, Failure, Usage, shown};

const USAGE: Usage =
    Usage { line: "counterpart TITLES TITLE", values: &[], flags: &[], files: (2, 2) };

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let titles = common::titles(args, &args.files[0])?;
    let title = args.files[1].to_str().ok_or("the title is not UTF-8".to_owned())?;

    let aligner = Aligner::builtin();
    let index = TitleIndex::build(&aligner, Language::Chinese, titles);

    for found in index.search(title, 3) {
        let counterpart = index.get(found.candidate).unwrap_or_default();
        let evidence = aligner.evidence(title, counterpart).in_words(title, counterpart);
        writeln!(out, "{:.2}  {}", found.score, shown(counterpart))?;
        writeln!(out, "      {}", shown(&evidence))?;
    }
    Ok(())
}
