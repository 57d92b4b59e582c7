//! What the examples share: arguments, files, one clear line for bad use.
#![allow(dead_code, unused_imports)] // no example needs all of it

mod answer;
mod drawing;
mod failure;
mod input;
mod judged;
mod terminal;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::exit;

pub use answer::{Answer, Id, id};
use bititle::model::Model;
use bititle::{Aligner, Progress, Span};
pub use drawing::draw;
pub use failure::{Failure, say, write_file};
use indicatif::{ProgressBar, ProgressStyle};
pub use input::{check_sides, items, language, lines, open, page, text, titles, warn};
pub use terminal::{Paint, pad, shown};

/// What an example understands.
pub struct Usage {
    /// One line: how to call it.
    pub line: &'static str,
    /// Names of options that take a value.
    pub values: &'static [&'static str],
    /// Names of options that stand alone.
    pub flags: &'static [&'static str],
    /// How many files it takes, at least and at most.
    pub files: (usize, usize),
}

/// What it was called with.
pub struct Args {
    pub files: Vec<OsString>,
    values: HashMap<String, String>,
    flags: Vec<String>,
}

impl Args {
    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// An option's value as it was given.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// An option's value among the allowed ones; the first is the default.
    pub fn choice(&self, name: &str, allowed: &[&'static str]) -> Result<&'static str, Failure> {
        let Some(given) = self.values.get(name) else { return Ok(allowed[0]) };
        let found = allowed.iter().find(|choice| *choice == given);
        found.copied().ok_or_else(|| {
            format!("--{name} is one of {}, not {given:?}", allowed.join(", ")).into()
        })
    }

    /// An option's value as a number within bounds.
    pub fn number<T>(&self, name: &str, default: T, least: T, most: T) -> Result<T, Failure>
    where
        T: std::str::FromStr + PartialOrd + fmt::Display,
    {
        let Some(given) = self.values.get(name) else { return Ok(default) };
        let parsed = given.parse().ok().filter(|n| *n >= least && *n <= most);
        parsed.ok_or_else(|| {
            format!("--{name} is a number from {least} to {most}, not {given:?}").into()
        })
    }
}

/// Runs an example: bad use gets one line on stderr and status 2, what failed one and status 1; a
/// closed pipe is no error.
pub fn run(usage: &Usage, body: fn(&Args, &mut dyn Write) -> Result<(), Failure>) {
    let mut out = BufWriter::new(io::stdout().lock());
    let result = parse(usage).and_then(|args| {
        body(&args, &mut out)?;
        Ok(out.flush()?)
    });
    if let Err(failure) = result {
        // What was written so far still counts.
        let _ = out.flush();
        exit(failure.end());
    }
}

/// Options that name a file to read.
const INPUTS: [&str; 4] = ["model", "plan", "base", "recalibrate"];

pub fn once_only() -> Failure {
    "standard input can be read once only".to_owned().into()
}

fn parse(usage: &Usage) -> Result<Args, Failure> {
    use lexopt::Arg;
    let bad = |e: lexopt::Error| Failure::Message(format!("{e}; usage: {}", usage.line));
    let mut args = Args { files: Vec::new(), values: HashMap::new(), flags: Vec::new() };
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next().map_err(bad)? {
        match arg {
            Arg::Value(file) => args.files.push(file),
            Arg::Long("help") | Arg::Short('h') => {
                writeln!(io::stdout(), "usage: {}", usage.line)?;
                exit(0);
            }
            Arg::Long(name) if usage.flags.contains(&name) => args.flags.push(name.to_owned()),
            Arg::Long(name) if usage.values.contains(&name) => {
                let name = name.to_owned();
                let value = parser.value().map_err(bad)?.to_string_lossy().into_owned();
                args.values.insert(name, value);
            }
            other => return Err(bad(other.unexpected())),
        }
    }
    let (least, most) = usage.files;
    if !(least..=most).contains(&args.files.len()) {
        return Err(format!("{} files given; usage: {}", args.files.len(), usage.line).into());
    }
    let inputs = INPUTS.iter().filter_map(|name| args.value(name)).map(OsStr::new);
    let inputs = args.files.iter().map(OsString::as_os_str).chain(inputs);
    if inputs.filter(|file| *file == "-").count() > 1 {
        return Err(once_only());
    }
    Ok(args)
}

/// The aligner with the model that was asked for.
pub fn aligner(args: &Args) -> Result<Aligner, Failure> {
    let Some(path) = args.value("model") else { return Ok(Aligner::builtin()) };
    let path = OsString::from(path);
    let model = Model::read(open(&path)?).map_err(|e| e.in_file(&path))?;
    Ok(Aligner::builtin().with_model(model))
}

/// A word on stderr for a person who watches.
pub fn progress(message: fmt::Arguments<'_>) {
    if io::stderr().is_terminal() {
        say(message);
    }
}

/// A bar on stderr, if that is a terminal, for a long run.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new() -> Self {
        let style = ProgressStyle::with_template("{msg:8} [{bar:40}] {human_pos} of {human_len}");
        let bar = ProgressBar::new(0).with_style(style.expect("a template"));
        Self(bar.with_message("start"))
    }

    /// Shows how far it is; never stops it.
    pub fn show(&mut self, progress: Progress) -> ControlFlow<()> {
        self.0.set_length(progress.total as u64);
        self.0.set_position(progress.done as u64);
        if self.0.message() != progress.stage.name() {
            self.0.set_message(progress.stage.name());
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A text as a field of a tab-separated line.
pub fn field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// The text of a span, empty where there is none.
pub fn half(line: &str, span: Option<Span>) -> &str {
    span.map_or("", |span| span.of(line))
}
