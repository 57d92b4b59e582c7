//! Pairs the titles of an English and a Chinese feed: `feeds ENGLISH CHINESE [DAYS]`.
//!
//! Only titles published at most so many days apart (7) are paired. The feeds are files: fetch them
//! as you like.

mod common;

use std::ffi::OsString;
use std::io::Write;
use std::time::Duration;

use bititle::{Aligner, Item, PairOptions, read};
use common::{Args, Failure, Usage, shown};

const USAGE: Usage =
    Usage { line: "feeds ENGLISH CHINESE [DAYS]", values: &[], flags: &[], files: (2, 3) };
const MOST_DAYS: u64 = 1_000_000;

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let days = args.files.get(2).map_or(Ok(7), days)?;
    let (english, chinese) = (feed(args, &args.files[0])?, feed(args, &args.files[1])?);

    let aligner = Aligner::builtin();
    let options = PairOptions::default().window(Duration::from_secs(days * 86_400));
    let pairing = aligner.pair_items(&english, &chinese, &options);

    for pair in &pairing.pairs {
        let (english, chinese) = (&english[pair.english.0], &chinese[pair.chinese.0]);
        let titles = [&english.title, &chinese.title].map(|title| shown(title)).join("  ");
        writeln!(out, "{:.2}  {titles}", pair.probability)?;
        writeln!(out, "      {}", shown(chinese.link.as_deref().unwrap_or("no link")))?;
    }
    writeln!(out, "{} English titles have no counterpart", pairing.unpaired_english.len())?;
    Ok(())
}

fn days(given: &OsString) -> Result<u64, Failure> {
    let days = given.to_str().and_then(|days| days.parse().ok());
    days.filter(|days| *days <= MOST_DAYS).ok_or_else(|| {
        format!("DAYS is a whole number from 0 to {MOST_DAYS}, not {given:?}").into()
    })
}

fn feed(args: &Args, path: &OsString) -> Result<Vec<Item>, Failure> {
    Ok(read::feed(&common::text(args, path)?).map_err(|error| error.in_file(path))?)
}
