//! Answers requests, a line of JSON each, with a line of JSON each; one aligner answers all.
//!
//! ```text
//! {"id": 1, "do": "split", "line": "Ferry Fares Rise 渡轮票价上调"}
//! {"id": 2, "do": "pair", "english": ["Baidu IPO"], "chinese": ["百度上市"], "threshold": 0.5}
//! {"id": 3, "do": "words", "english": "Baidu IPO", "chinese": "百度上市"}
//! ```
//!
//! An answer has the request's `id` and an `answer`, or an `error`. A bad line is answered too.

use std::io::{self, BufRead, Write};

use bititle::{Aligner, PairOptions};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Request {
    Split { line: String },
    Pair { english: Vec<String>, chinese: Vec<String>, threshold: Option<f32> },
    Words { english: String, chinese: String },
}

fn main() -> io::Result<()> {
    let aligner = Aligner::builtin();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let request: Result<Value, _> = serde_json::from_slice(&line?);
        let id = request.as_ref().ok().and_then(|request| request.get("id")).cloned();
        let answer = match request.and_then(serde_json::from_value) {
            Ok(request) => json!({ "id": id, "answer": answer(&aligner, request) }),
            Err(error) => json!({ "id": id, "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
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
