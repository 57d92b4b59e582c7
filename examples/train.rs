//! Trains a model from files of `ENGLISH<TAB>CHINESE` lines.
//!
//! `train PAIRS.tsv... --out MODEL`: a file given twice counts twice. `--init VECTORS` starts from
//! bilingual word vectors in word2vec text format; `--base MODEL` adapts a model to more pairs;
//! `--recalibrate MODEL` only weighs the evidence anew; `--tokens FILE` only writes the words that vectors are wanted for. Progress goes to stderr; the
//! model is written whole or not at all.

mod common;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::time::Instant;

use bititle::Error;
use bititle::model::Model;
use bititle::train::{TrainOptions, recalibrate, tokens, train};
use common::{Args, Failure, Usage};

const USAGE: Usage = Usage {
    line: "train PAIRS.tsv... --out MODEL [--init VECTORS] [--base MODEL] [--recalibrate MODEL] [--tokens FILE] \
           [--seed N] [--passes N] [--entries N] [--vectors N] [--expressions N] [--most-per-file N] [--rate R] [--dropout R] \
           [--own-dropout R] [--least-link P]",
    values: &[
        "out",
        "init",
        "base",
        "recalibrate",
        "tokens",
        "seed",
        "passes",
        "entries",
        "vectors",
        "expressions",
        "most-per-file",
        "rate",
        "dropout",
        "own-dropout",
        "least-link",
    ],
    flags: &[],
    files: (1, usize::MAX),
};

fn main() {
    common::run(&USAGE, run);
}

fn run(args: &Args, _: &mut dyn Write) -> Result<(), Failure> {
    let files: Vec<PathBuf> = args.files.iter().map(PathBuf::from).collect();
    if let Some(path) = args.value("tokens") {
        return common::write_file(
            path.as_ref(),
            tokens(&files, expressions(args)?)?.join("\n").as_bytes(),
        );
    }
    let out =
        args.value("out").ok_or("--out says where the model goes; it is missing".to_owned())?;
    let mut options = TrainOptions::default();
    if let Some(path) = args.value("base") {
        let base = Model::from_bytes(&model_bytes(path)?)?;
        options = TrainOptions::adapting(base);
    }
    options.init = args.value("init").map(PathBuf::from);
    options.seed = args.number("seed", options.seed, 0, u64::MAX)?;
    options.passes = args.number("passes", options.passes, 1, 1000)?;
    options.most_entries = args.number("entries", options.most_entries, 1, 10_000_000)?;
    options.most_vectors = args.number("vectors", options.most_vectors, 1, 10_000_000)?;
    options.most_per_file = args.number("most-per-file", options.most_per_file, 1, usize::MAX)?;
    options.most_expressions = expressions(args)?;
    options.rate = args.number("rate", options.rate, 1e-6, 10.0)?;
    options.dropout = args.number("dropout", options.dropout, 0.0, 0.9)?;
    options.own_dropout = args.number("own-dropout", options.own_dropout, 0.0, 0.9)?;
    options.least_link = args.number("least-link", options.least_link, 0.0, 1.0)?;
    let started = Instant::now();
    let seconds = || started.elapsed().as_secs_f32();
    let say = |said: &str| common::say(format_args!("{:7.1} s  {said}", seconds()));
    let bytes = match args.value("recalibrate") {
        Some(path) => recalibrate(&files, &model_bytes(path)?, options.seed, say)?,
        None => train(&files, &options, say)?,
    };
    common::write_file(out.as_ref(), &bytes)?;
    say(&format!("{} bytes in {out}", bytes.len()));
    Ok(())
}

/// How many entries of several words are wanted.
fn expressions(args: &Args) -> Result<usize, Failure> {
    args.number("expressions", 0, 0, 10_000_000)
}

/// The bytes of a model, which were looked at so that the error names the file.
fn model_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let path = path.into();
    let mut bytes = Vec::new();
    let read = common::open(&path)?.read_to_end(&mut bytes).map_err(Error::io);
    read.and_then(|_| Model::from_bytes(&bytes)).map_err(|e| e.in_file(&path))?;
    Ok(bytes)
}
