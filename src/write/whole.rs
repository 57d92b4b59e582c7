//! Files that an interrupted run does not leave half-written.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes a file whole or not at all: first beside its place, then into it.
///
/// # Errors
/// Writing fails; what was there before is then still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let named = |e| Error::io(e).in_file(path);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|e| {
        // Nothing half-written stays behind; if it cannot be removed, the first error matters.
        let _ = std::fs::remove_file(&part);
        named(e)
    })
}
