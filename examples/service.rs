//! Answers requests, a line of JSON each, with a line of JSON each; one aligner answers all.
//!
//! ```text
//! {"id": 1, "do": "split", "line": "Ferry Fares Rise 渡轮票价上调"}
//! {"id": 2, "do": "pair", "english": ["Baidu IPO"], "chinese": ["百度上市"], "threshold": 0.5}
//! {"id": 3, "do": "words", "english": "Baidu IPO", "chinese": "百度上市"}
//! ```
//!
//! An answer has the request's `id` and an `answer`, or an `error`. A bad line is answered too.

mod common;

use std::io::{BufRead, Write};

use bititle::{Aligner, PairOptions};
use common::{Answer, Args, Failure, Usage, id};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const USAGE: Usage = Usage { line: "service < REQUESTS", values: &[], flags: &[], files: (0, 0) };

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Request {
    Split { line: String },
    Pair { english: Vec<String>, chinese: Vec<String>, threshold: Option<f32> },
    Words { english: String, chinese: String },
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Found {
    Answer(Value),
    Error(String),
}

fn main() {
    common::run(&USAGE, run);
}

fn run(_: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let aligner = Aligner::builtin();
    for line in common::open(&"-".into())?.split(b'\n') {
        let line = line?;
        let found = match serde_json::from_slice(&line) {
            Ok(request) => Found::Answer(answer(&aligner, request)),
            Err(error) => Found::Error(error.to_string()),
        };
        serde_json::to_writer(&mut *out, &Answer { id: id(&line), found })?;
        writeln!(out)?;
        // Whoever asked is waiting.
        out.flush()?;
    }
    Ok(())
}

fn answer(aligner: &Aligner, request: Request) -> Value {
    match request {
        Request::Split { line } => json!(aligner.split(&line)),
        Request::Pair { english, chinese, threshold } => {
            let options = threshold.map_or(PairOptions::default(), |threshold| {
                PairOptions::default().threshold(threshold)
            });
            json!(aligner.pair_with(&english, &chinese, &options))
        }
        Request::Words { english, chinese } => json!(aligner.words(&english, &chinese)),
    }
}
