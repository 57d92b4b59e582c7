//! Runs the built examples as a user would, and keeps what they print.
#![allow(dead_code)] // no test needs all of it

use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;

pub const TAKE_TWO_FILES: [&str; 3] = ["pair", "search", "words"];

pub const ENGLISH: &str = "Nokia sells 30 million phones\nBaidu opens a lab in Chengdu\n";
pub const CHINESE: &str = "百度在成都开设实验室\n诺基亚卖出三千万部手机\n";

/// The built example. `cargo test` builds examples before it runs tests.
pub fn program(name: &str) -> Command {
    let test = env::current_exe().expect("the test knows its own path");
    let target = test.parent().and_then(Path::parent).expect("target/PROFILE/deps/TEST");
    let path = target.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built: run `cargo build --examples`", path.display());
    Command::new(path)
}

/// What a run left behind.
pub struct Run {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(name: &str, args: &[&OsStr], input: &[u8]) -> Self {
        let mut command = program(name);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::from(fed(command.spawn().expect("the example starts"), input))
    }

    pub fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("an example writes UTF-8");
        Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    /// The tab-separated rows of a run that went well.
    pub fn rows(&self) -> Vec<Vec<&str>> {
        self.assert_went_well();
        self.out.lines().map(|line| line.split('\t').collect()).collect()
    }

    pub fn json_lines(&self) -> Vec<Value> {
        self.assert_went_well();
        let parse = |line| serde_json::from_str(line).expect("each line is JSON");
        self.out.lines().map(parse).collect()
    }

    pub fn assert_went_well(&self) {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "stdout: {}", self.out);
    }

    pub fn assert_refused(&self, what: &str) {
        assert_eq!(self.status, Some(2), "{what}: {}", self.err);
        assert_eq!(self.out, "", "{what}");
        let one_line = self.err.ends_with('\n') && self.err.lines().count() == 1;
        assert!(one_line && self.err.trim().len() > "error:".len(), "{what}: {:?}", self.err);
    }
}

/// A pipe that nobody reads: its reader has ended.
pub fn closed_pipe() -> Stdio {
    let mut reader = program("segment");
    reader.arg("--help").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut reader = reader.spawn().expect("the reader starts");
    let pipe = reader.stdin.take().expect("stdin is piped");
    reader.wait().expect("the reader ends");
    pipe.into()
}

/// A run whose output goes elsewhere.
pub fn run_into(name: &str, args: &[&str], input: &str, output: Stdio) -> Run {
    let mut command = program(name);
    command.args(args).stdin(Stdio::piped()).stdout(output).stderr(Stdio::piped());
    Run::from(fed(command.spawn().expect("the example starts"), input.as_bytes()))
}

/// A closed pipe is no error; a full disk is one line and status 1.
pub fn assert_ends_well_without_readers(name: &str, args: &[&str], input: &str) {
    let run = run_into(name, args, input, closed_pipe());
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{name} {args:?}");
    if cfg!(target_os = "linux") {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("is there");
        let run = run_into(name, args, input, full.into());
        assert_eq!((run.status, run.err.lines().count()), (Some(1), 1), "{name}: {}", run.err);
        assert!(run.err.starts_with("error: "), "{name}: {}", run.err);
    }
}

/// Writes to a child until it has all or wants no more, and waits for it.
pub fn fed(mut child: Child, input: &[u8]) -> Output {
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let input = input.to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the example ends");
    // A program may end before it has read all.
    let _ = writer.join().expect("the writer does not panic");
    output
}

pub fn run(name: &str, args: &[&str]) -> Run {
    run_with(name, args, "")
}

pub fn run_with(name: &str, args: &[&str], input: &str) -> Run {
    let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
    Run::of(name, &args, input.as_bytes())
}

/// A file of its own for each test.
pub fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("examples");
    fs::create_dir_all(&folder).expect("the folder for tests can be made");
    let path = folder.join(name);
    fs::write(&path, content).expect("a test file can be written");
    path.into_os_string().into_string().expect("the target folder has a plain name")
}

pub fn two_files(test: &str, english: &str, chinese: &str) -> [String; 2] {
    [file(&format!("{test}.en"), english), file(&format!("{test}.zh"), chinese)]
}

/// As many times a file as an example takes.
pub fn files<'a>(name: &str, file: &'a str) -> Vec<&'a str> {
    vec![file; if TAKE_TWO_FILES.contains(&name) { 2 } else { 1 }]
}
