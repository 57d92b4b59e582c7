//! Files that an interrupted run does not leave half-written.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes a file whole or not at all: first beside its place, on the disk, then into it.
///
/// Where a link stands its target is written; a file that was there before gives the new one its
/// permissions. What is no file of bytes, a pipe or a device, is written as it is.
///
/// # Errors
/// Writing fails; what was there before is then still there, and nothing beside it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() => write_into(path, bytes),
        Ok(there) => fs::canonicalize(path)
            .and_then(|place| replace(&place, bytes, Some(there.permissions()))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => replace(&end_of_links(path), bytes, None),
        Err(e) => Err(e),
    };
    written.map_err(|e| Error::io(e).in_file(path))
}

fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

/// Where links lead that lead to nothing yet.
fn end_of_links(path: &Path) -> PathBuf {
    match fs::read_link(path) {
        Ok(target) => end_of_links(&folder(path).join(target)),
        Err(_) => path.to_owned(),
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn replace(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let (part, file) = part_in(folder(path))?;
    let written = fill(file, bytes, permissions).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // Nothing half-written stays behind; if it cannot be removed, the first error matters.
        let _ = fs::remove_file(&part);
    }
    written
}

/// A new file under a name that nobody has, in the folder of the file that it will be: a file is
/// renamed at once only within one disk.
fn part_in(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0u64;
    loop {
        let part = folder.join(format!(".bititle-{}-{number}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&part) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|file| (part, file)),
        }
    }
}

fn fill(mut file: File, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    // Before the bytes: nobody reads for a moment what is kept from them.
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    // Else after a loss of power the new name could stand over nothing.
    file.sync_all()
}
