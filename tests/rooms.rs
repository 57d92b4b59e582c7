//! The source is built as DESIGN.md says: imports run one way, and no file grows beyond reading.

use std::fs;
use std::path::{Path, PathBuf};

/// No file has more lines.
const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rooms in the order of the table.
fn rooms() -> Vec<String> {
    let design = fs::read_to_string(root().join("DESIGN.md")).expect("DESIGN.md is there");
    let table = design.lines().skip_while(|line| !line.starts_with("| room |")).skip(2);
    let names = table.take_while(|line| line.starts_with('|')).flat_map(|line| {
        let first = line.split('|').nth(1).unwrap_or_default();
        first.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    });
    names.collect()
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// Each source file with the room that it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    let src = root().join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    let of = |path: PathBuf| {
        let first = path.strip_prefix(&src).expect("below src").iter().next().expect("a name");
        let room = first.to_string_lossy().trim_end_matches(".rs").to_owned();
        (room != "lib").then_some((room, path))
    };
    paths.into_iter().filter_map(of).collect()
}

/// What stands after `crate::` in a file, outside its tests and comments: rooms.
fn imports(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a text");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let parts = lines.flat_map(|line| line.split("crate::").skip(1));
    let is_end = |c: char| !c.is_alphanumeric() && c != '_';
    parts.filter_map(|rest| rest.split(is_end).next().map(str::to_owned)).collect()
}

#[test]
fn the_table_has_every_room_and_no_other() {
    let mut told = rooms();
    told.sort();
    let mut built: Vec<String> = files().into_iter().map(|(room, _)| room).collect();
    built.sort();
    built.dedup();
    assert_eq!(told, built);
}

#[test]
fn imports_run_one_way() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let mut seen = 0;
    for (room, path) in files() {
        for import in imports(&path) {
            let here = place(&room).expect("the table has every room");
            let there = place(&import)
                .unwrap_or_else(|| panic!("{}: `crate::{import}` names no room", path.display()));
            seen += 1;
            assert!(there <= here, "{room} imports {import}: {}", path.display());
        }
    }
    assert!(seen > 100, "only {seen} imports were found");
}

/// The sibling files that a file of a room imports.
fn siblings(path: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(path).expect("a text");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let names = code.split("super::").skip(1).flat_map(|rest| {
        let list = rest.split(';').next().unwrap_or_default();
        let names = if list.starts_with('{') { list } else { list.split(':').next().unwrap_or("") };
        names
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    let file = |name: String| path.with_file_name(format!("{name}.rs"));
    names.filter(|name| !name.is_empty()).map(file).filter(|file| file.is_file()).collect()
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    let mut seen = 0;
    for (_, path) in files().into_iter().filter(|(_, path)| !path.ends_with("mod.rs")) {
        for sibling in siblings(&path).into_iter().filter(|sibling| *sibling != path) {
            seen += 1;
            let back = siblings(&sibling).contains(&path);
            assert!(!back, "{} and {} import each other", path.display(), sibling.display());
        }
    }
    assert!(seen > 50, "only {seen} imports were found");
}

#[test]
fn files_can_be_read_at_a_glance() {
    for (_, path) in files() {
        let lines = fs::read_to_string(&path).expect("a text").lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", path.display());
    }
}
