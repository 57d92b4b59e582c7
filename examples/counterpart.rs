//! Finds the counterpart of a title among those of a list: `counterpart TITLES TITLE`.
//!
//! The list is kept in an index, which may be added to, saved and loaded; see `TitleIndex`.

use std::error::Error;
use std::{env, fs};

use bititle::{Aligner, Language, TitleIndex};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [list, title] = args.as_slice() else {
        return Err("usage: counterpart TITLES TITLE".into());
    };
    let titles = fs::read_to_string(list)?;

    let aligner = Aligner::builtin();
    let index = TitleIndex::build(&aligner, Language::Chinese, titles.lines());

    for found in index.search(title, 3) {
        let counterpart = index.get(found.candidate).unwrap_or_default();
        let evidence = aligner.evidence(title, counterpart);
        println!("{:.2}  {counterpart}", found.score);
        println!("      {}", evidence.in_words(title, counterpart));
    }
    Ok(())
}
