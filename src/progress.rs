//! How far a long run is, for those who watch it, and the way to stop it.

use std::fmt;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a long run is doing.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Reading the words of titles.
    Read,
    /// Finding the vectors of titles.
    Embed,
    /// Finding the candidates of titles.
    Search,
    /// Weighing candidates.
    Weigh,
    /// Telling what speaks for the pairs that were found.
    Explain,
}

impl Stage {
    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Embed => "embed",
            Self::Search => "search",
            Self::Weigh => "weigh",
            Self::Explain => "explain",
        }
    }
}

/// How far a stage is. A stage may come more than once: each side is read, for one.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Titles that are done.
    pub done: usize,
    /// Titles in this stage.
    pub total: usize,
}

/// The caller's hook, or none.
pub(crate) struct Watch<'a>(Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>);

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watch").field(&self.0.is_some()).finish()
    }
}

/// What a run gives that nobody watches: then nobody cancels it, and nothing else can fail.
pub(crate) fn unwatched<T>(run: impl FnOnce(&mut Watch<'_>) -> Result<T>) -> T {
    run(&mut Watch(None)).expect("nobody cancels")
}

impl<'a> Watch<'a> {
    pub(crate) fn new(hook: &'a mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        Self(Some(hook))
    }

    /// Tells how far it is.
    ///
    /// # Errors
    /// The caller wants it to stop.
    pub(crate) fn tell(&mut self, stage: Stage, done: usize, total: usize) -> Result<()> {
        let flow = match &mut self.0 {
            Some(hook) => hook(Progress { stage, done, total }),
            None => ControlFlow::Continue(()),
        };
        if flow.is_break() { Err(Error::cancelled()) } else { Ok(()) }
    }
}
