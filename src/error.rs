//! The one error type: what can fail is reading, parsing and building. Cutting never does, pairing
//! only where its caller stops it.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The result of what can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, and where: file, line and field as far as they are known.
#[derive(Debug, thiserror::Error)]
#[error("{place}{kind}")]
pub struct Error {
    place: Place,
    kind: Kind,
}

/// Where an error happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    file: Option<PathBuf>,
    line: Option<usize>,
    field: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", file.display())?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        Ok(())
    }
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{0}")]
    Io(std::io::Error),
    #[error("{0}")]
    Invalid(String),
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// A read or write that failed.
    #[cold]
    #[must_use]
    pub fn io(error: std::io::Error) -> Self {
        Self { place: Place::default(), kind: Kind::Io(error) }
    }

    /// Input that is not of its form; `what` says what was found and what was expected.
    #[cold]
    #[must_use]
    pub fn invalid(what: impl Into<String>) -> Self {
        Self { place: Place::default(), kind: Kind::Invalid(what.into()) }
    }

    /// The caller asked a long run to stop.
    #[cold]
    #[must_use]
    pub fn cancelled() -> Self {
        Self { place: Place::default(), kind: Kind::Cancelled }
    }

    /// The same error with its file named.
    #[must_use]
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.place.file = Some(file.as_ref().to_path_buf());
        self
    }

    /// The same error with its line named, counted from 1.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.place.line = Some(line);
        self
    }

    /// The same error with its field named.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.place.field = Some(field.into());
        self
    }

    /// Whether the caller asked a long run to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.kind, Kind::Cancelled)
    }

    /// What kind of read or write failed, if one did.
    #[must_use]
    pub fn io_kind(&self) -> Option<std::io::ErrorKind> {
        match &self.kind {
            Kind::Io(error) => Some(error.kind()),
            _ => None,
        }
    }

    /// Whether a read or write failed, rather than the input being wrong.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.io_kind().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_it_happened() {
        let error = Error::invalid("expected a word, found nothing")
            .in_file("words.txt")
            .at_line(3)
            .in_field("word");
        assert_eq!(error.to_string(), "words.txt: line 3: word: expected a word, found nothing");
        assert!(!error.is_io());
    }
}
