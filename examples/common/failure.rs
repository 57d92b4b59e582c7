//! How an example ends: one clear line on stderr, and a status.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use bititle::write::write_whole;

use super::shown;

/// Why an example gives up.
pub enum Failure {
    /// A read or write that failed: status 1, but a closed pipe is no error.
    Io(io::Error),
    /// Bad use, a file that cannot be what it is given as among it: status 2.
    Message(String),
}

impl Failure {
    /// Says why, and gives the exit status.
    pub fn end(&self) -> i32 {
        let (message, status) = match self {
            Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => return 0,
            Self::Io(error) => (error.to_string(), 1),
            Self::Message(message) => (message.clone(), 2),
        };
        say(format_args!("error: {message}"));
        status
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<bititle::Error> for Failure {
    fn from(error: bititle::Error) -> Self {
        match error.io_kind() {
            Some(kind) if !is_wrongly_named(kind) => {
                Self::Io(io::Error::new(kind, error.to_string()))
            }
            _ => Self::Message(error.to_string()),
        }
    }
}

/// Writes a file whole. A pipe that is closed too early is an error here: what it was to hold is lost.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes).map_err(|error| match error.io_kind() {
        Some(io::ErrorKind::BrokenPipe) => Failure::Io(io::Error::other(error.to_string())),
        _ => error.into(),
    })
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

/// Whether another name would have helped.
fn is_wrongly_named(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::*;
    matches!(
        kind,
        NotFound | PermissionDenied | IsADirectory | NotADirectory | InvalidFilename | InvalidInput
    )
}

/// A line on stderr. Names in it may hold line breaks and worse.
pub fn say(message: fmt::Arguments<'_>) {
    let line = shown(&message.to_string().replace(char::is_control, " "));
    // Where stderr is full there is nobody to tell.
    let _ = writeln!(io::stderr(), "{line}");
}
