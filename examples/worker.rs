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
use common::{Args, Failure, Usage, open};
use serde::Deserialize;
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
        writeln!(out, "{}", answer(&blocks, &line?))?;
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

#[derive(Deserialize)]
struct Titled {
    id: Value,
    title: String,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Request {
    Keys { language: Language, title: String },
    Pair { english: Vec<Titled>, chinese: Vec<Titled> },
    Curve,
}

fn answer(blocks: &Blocks, line: &[u8]) -> Value {
    let request: Result<Value, _> = serde_json::from_slice(line);
    let id = request.as_ref().ok().and_then(|request| request.get("id")).cloned();
    match request.and_then(serde_json::from_value) {
        Ok(Request::Keys { language, title }) => {
            json!({ "id": id, "keys": blocks.keys(language, &title) })
        }
        Ok(Request::Pair { english, chinese }) => {
            json!({ "id": id, "pairs": pairs(blocks, &english, &chinese) })
        }
        Ok(Request::Curve) => json!({ "id": id, "curve": blocks.curve() }),
        Err(error) => json!({ "id": id, "error": error.to_string() }),
    }
}

fn pairs(blocks: &Blocks, english: &[Titled], chinese: &[Titled]) -> Vec<Value> {
    let titles = |side: &[Titled]| side.iter().map(|t| t.title.clone()).collect::<Vec<_>>();
    let weighed = blocks.pair_block(&titles(english), &titles(chinese));
    let pair = |found: bititle::block::Candidate| {
        let (english, chinese) = (&english[found.english.0].id, &chinese[found.chinese.0].id);
        json!({ "english": english, "chinese": chinese, "log_odds": found.log_odds })
    };
    weighed.into_iter().map(pair).collect()
}
