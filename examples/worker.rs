//! Answers the questions of a cluster's job, a line of JSON in, a line out; one aligner a process.
//!
//! `worker plan --titles N [FILE|-]` reads a sample, `{"language": "english", "title": "…"}` a line, and
//! writes the plan for lists of N titles. `worker --plan PLAN [FILE|-]` answers by it:
//!
//! - `{"id": …, "do": "keys", "language": "english", "title": "…"}` → `{"id": …, "keys": […]}`
//! - `{"id": …, "do": "pair", "english": [{"id": …, "title": "…"}, …], "chinese": […]}` →
//!   `{"id": …, "pairs": [{"english": …, "chinese": …, "log_odds": …}, …]}` with the titles' ids
//! - `{"id": …, "do": "curve"}` → `{"id": …, "curve": {"slope": …, "offset": …, "threshold": …}}`
//!
//! A line that is none of these is answered by `{"id": …, "error": "…"}`, with its id if it has one.

mod common;

use std::ffi::OsString;
use std::io::{BufRead, Write};

use bititle::block::{Blocks, Plan};
use bititle::{Aligner, Language};
use common::{Answer, Args, Failure, Usage, id, open};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

const USAGE: Usage = Usage {
    line: "worker --plan PLAN [FILE|-] [--model FILE] | worker plan --titles N [FILE|-] [--model FILE]",
    values: &["model", "plan", "titles"],
    flags: &[],
    files: (0, 2),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let aligner = common::aligner(args)?;
    let mut files = args.files.iter();
    let first = files.next().cloned();
    let input = |file: Option<&OsString>| open(&file.cloned().unwrap_or_else(|| "-".into()));
    if first.as_ref().is_some_and(|word| word == "plan") {
        args.value("titles").ok_or("--titles N is missing".to_owned())?;
        let titles = args.number("titles", 1, 1, usize::MAX)?;
        return make_plan(&aligner, titles, input(files.next())?, out);
    }
    let name = OsString::from(args.value("plan").ok_or("--plan PLAN is missing".to_owned())?);
    let plan: Plan = serde_json::from_reader(open(&name)?)
        .map_err(|e| Failure::from(format!("{}: no plan: {e}", name.display())))?;
    let blocks = Blocks::new(&aligner, &plan).map_err(|e| e.in_file(&name))?;
    for line in input(first.as_ref())?.split(b'\n') {
        let line = line?;
        let found = answer(&blocks, &line).unwrap_or_else(|error| Found::Error(error.to_string()));
        serde_json::to_writer(&mut *out, &Answer { id: id(&line), found })?;
        writeln!(out)?;
        // Whoever asked may be waiting.
        out.flush()?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Sampled {
    language: Language,
    title: String,
}

fn make_plan(
    aligner: &Aligner,
    titles: usize,
    sample: Box<dyn BufRead>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    for (line, number) in sample.split(b'\n').zip(1..) {
        let Sampled { language, title } = serde_json::from_slice(&line?)
            .map_err(|e| Failure::from(format!("line {number} of the sample: {e}")))?;
        match language {
            Language::English => english.push(title),
            Language::Chinese => chinese.push(title),
        }
    }
    serde_json::to_writer(&mut *out, &Plan::new(aligner, &english, &chinese, titles))?;
    Ok(writeln!(out)?)
}

/// What is asked; the rest of the line is read by it.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Request {
    Keys { language: Language, title: String },
    Pair,
    Curve,
}

#[derive(Deserialize)]
struct Block<'a> {
    #[serde(borrow)]
    english: Vec<Titled<'a>>,
    #[serde(borrow)]
    chinese: Vec<Titled<'a>>,
}

#[derive(Deserialize)]
struct Titled<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    title: String,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Found<'a> {
    Keys(Value),
    Pairs(Vec<Pair<'a>>),
    Curve(Value),
    Error(String),
}

#[derive(Serialize)]
struct Pair<'a> {
    english: &'a RawValue,
    chinese: &'a RawValue,
    log_odds: f32,
}

fn answer<'a>(blocks: &Blocks, line: &'a [u8]) -> serde_json::Result<Found<'a>> {
    Ok(match serde_json::from_slice(line)? {
        Request::Keys { language, title } => Found::Keys(json!(blocks.keys(language, &title))),
        Request::Pair => Found::Pairs(pairs(blocks, &serde_json::from_slice(line)?)),
        Request::Curve => Found::Curve(json!(blocks.curve())),
    })
}

fn pairs<'a>(blocks: &Blocks, block: &Block<'a>) -> Vec<Pair<'a>> {
    let titles = |side: &[Titled]| side.iter().map(|t| t.title.clone()).collect::<Vec<_>>();
    let weighed = blocks.pair_block(&titles(&block.english), &titles(&block.chinese));
    let pair = |found: bititle::block::Candidate| {
        let (english, chinese) =
            (block.english[found.english.0].id, block.chinese[found.chinese.0].id);
        Pair { english, chinese, log_odds: found.log_odds }
    };
    weighed.into_iter().map(pair).collect()
}
