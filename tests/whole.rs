//! An index is written whole or not at all, in its place and nowhere else.

mod programs;

use programs::*;

/// A folder of its own with a list of titles.
#[cfg(unix)]
fn index_folder(name: &str) -> (std::path::PathBuf, String) {
    let list = file(&format!("{name}.zh"), CHINESE);
    let folder = std::path::Path::new(&list).with_file_name(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("the folder can be made");
    (folder, list)
}

#[cfg(unix)]
#[test]
fn an_index_takes_the_place_of_its_file_and_of_no_other() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, list) = index_folder("index_place");
    let at = |name: &str| folder.join(name);
    fs::write(at("real.idx"), "old").unwrap();
    fs::set_permissions(at("real.idx"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(at("real.idx.part"), "mine").unwrap();
    fs::create_dir(at("new.idx.part")).unwrap();
    symlink("real.idx", at("link.idx")).unwrap();
    symlink("new.idx", at("dangling.idx")).unwrap();
    for name in ["link.idx", "dangling.idx"] {
        let out = at(name).into_os_string().into_string().unwrap();
        run("index", &["build", &list, "--out", &out]).assert_went_well();
        assert!(fs::symlink_metadata(at(name)).unwrap().is_symlink(), "{name}");
        let queries = file("index_place.en", ENGLISH);
        assert_eq!(run("index", &["search", &out, &queries, "--top=1"]).rows().len(), 2, "{name}");
    }
    assert_eq!(fs::metadata(at("real.idx")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read(at("real.idx.part")).unwrap(), b"mine");
    assert_eq!(fs::read(at("real.idx")).unwrap(), fs::read(at("new.idx")).unwrap());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 6, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn an_index_goes_through_a_pipe_with_a_name() {
    use std::os::unix::fs::FileTypeExt;
    let (folder, list) = index_folder("index_pipe");
    let pipe = folder.join("pipe").into_os_string().into_string().unwrap();
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::read(pipe).expect("the pipe is read"))
    };
    let run = run("index", &["build", &list, "--out", &pipe]);
    let is_pipe = std::fs::metadata(&pipe).expect("is there").file_type().is_fifo();
    // Should it have been replaced the reader would wait forever: this comes first.
    assert!(is_pipe, "the pipe was replaced");
    run.assert_went_well();
    assert!(reader.join().expect("the reader ends").len() > 100);
}

#[cfg(unix)]
#[test]
fn an_index_that_a_pipe_loses_is_an_error() {
    let (folder, _) = index_folder("index_lost");
    let list = file("index_lost_long.zh", CHINESE.repeat(2_000));
    let pipe = folder.join("pipe").into_os_string().into_string().unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let path = pipe.clone();
    // Opened, and closed before anything is read: more is written than a pipe holds.
    let reader = std::thread::spawn(move || drop(std::fs::File::open(path).expect("it opens")));
    let run = run("index", &["build", &list, "--out", &pipe]);
    reader.join().expect("the reader ends");
    assert_eq!(run.status, Some(1), "{}", run.err);
    assert!(run.err.contains("pipe"), "{}", run.err);
}

#[test]
fn an_index_that_cannot_be_written_is_named() {
    let list = file("index_nowhere.zh", CHINESE);
    for out in [env!("CARGO_TARGET_TMPDIR"), "no/such/folder/x.idx"] {
        let run = run("index", &["build", &list, "--out", out]);
        run.assert_refused(out);
        assert!(run.err.contains(out), "{}", run.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_index_for_a_full_disk_fails_in_one_line() {
    let (folder, list) = index_folder("index_full");
    // Not the device itself, which a program gone wrong could replace.
    let link = folder.join("full").into_os_string().into_string().unwrap();
    std::os::unix::fs::symlink("/dev/full", &link).unwrap();
    let run = run("index", &["build", &list, "--out", &link]);
    assert_eq!((run.status, run.err.lines().count()), (Some(1), 1), "{}", run.err);
}
