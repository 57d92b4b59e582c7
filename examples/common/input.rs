//! Lists and pages from files, whatever their form and encoding.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use bititle::read::{Columns, Encoding, Format, decode};
use bititle::{Item, Language};

use super::judged::{Judged, replaced};
use super::{Args, Failure, say};

/// A file to read, `-` for standard input.
pub fn open(path: &OsString) -> Result<Box<dyn BufRead>, Failure> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if path == "-" {
        // Whoever comes second, asked or by default, would find nothing.
        if TAKEN.swap(true, Ordering::Relaxed) {
            return Err(super::once_only());
        }
        return Ok(Box::new(io::stdin().lock()));
    }
    let named = |error: io::Error| bititle::Error::io(error).in_file(path);
    let file = File::open(path).map_err(named)?;
    if file.metadata().map_err(named)?.is_dir() {
        return Err(format!("{}: is a folder, not a file", path.display()).into());
    }
    Ok(Box::new(BufReader::new(file)))
}

/// The lines of a file, read as they are asked for where it is UTF-8 throughout, as far as can be
/// seen of a pipe. What is not of its encoding is replaced by U+FFFD, with a warning, so that there
/// is a line for each line; but an encoding that was told must be right.
pub fn lines(
    args: &Args,
    path: &OsString,
) -> Result<impl Iterator<Item = Result<String, Failure>>, Failure> {
    let named = |error: io::Error| bititle::Error::io(error).in_file(path);
    let is_file = path != "-" && fs::metadata(path).is_ok_and(|about| about.is_file());
    let reader: Box<dyn BufRead> = if told(args)?.is_some() {
        Box::new(Cursor::new(text(args, path)?))
    } else if !is_file {
        Box::new(Judged::new(path.clone(), open(path)?))
    } else if is_utf_8(open(path)?).map_err(named)? {
        open(path)?
    } else {
        let mut bytes = Vec::new();
        open(path)?.read_to_end(&mut bytes).map_err(named)?;
        Box::new(Cursor::new(replaced(path, &bytes, 0)))
    };
    let (mut reader, mut warned, path) = (reader, false, path.clone());
    Ok((1..).map_while(move |number| {
        let line = match next_line(&mut reader, number == 1) {
            Ok(line) => line?,
            Err(e) => {
                return Some(Err(bititle::Error::io(e).at_line(number).in_file(&path).into()));
            }
        };
        if let (false, Some(error)) = (warned, not_utf_8(&line)) {
            warn(error.at_line(number).in_file(&path));
            warned = true;
        }
        Some(Ok(String::from_utf8_lossy(&line).into_owned()))
    }))
}

/// A line without its end; the first without a byte order mark.
fn next_line(reader: &mut impl BufRead, first: bool) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let text = line.strip_suffix(b"\n").unwrap_or(&line);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    let mark = if first { "\u{FEFF}" } else { "" };
    Ok(Some(text.strip_prefix(mark.as_bytes()).unwrap_or(text).to_vec()))
}

/// Whether all of a file is plain UTF-8: no zeros, which UTF-16 has.
fn is_utf_8(mut reader: impl BufRead) -> io::Result<bool> {
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        if line.contains(&0) || std::str::from_utf8(&line).is_err() {
            return Ok(false);
        }
        line.clear();
    }
    Ok(true)
}

/// The first byte of a line that is no UTF-8.
fn not_utf_8(line: &[u8]) -> Option<bititle::Error> {
    let at = std::str::from_utf8(line).err()?.valid_up_to();
    let what = format!("byte {} (0x{:02X}) is not UTF-8", at + 1, line[at]);
    Some(bititle::Error::invalid(what))
}

/// Says what was replaced.
pub fn warn(error: bititle::Error) {
    say(format_args!("warning: {error}; U+FFFD stands for it"));
}

/// The encoding that was told.
fn told(args: &Args) -> Result<Option<Encoding>, Failure> {
    let Some(label) = args.value("encoding") else { return Ok(None) };
    let unknown = || format!("--encoding: no encoding is called {label:?}").into();
    Encoding::from_label(label).map(Some).ok_or_else(unknown)
}

/// The text of a file, in the encoding that was told or that it is seen to have.
pub fn text(args: &Args, path: &OsString) -> Result<String, Failure> {
    let told = told(args)?;
    let mut bytes = Vec::new();
    let named = |error: io::Error| bititle::Error::io(error).in_file(path);
    open(path)?.read_to_end(&mut bytes).map_err(named)?;
    Ok(decode(&bytes, told).map_err(|e| e.in_file(path))?)
}

/// The format that was told, or that the name of a file tells.
fn format(args: &Args, path: &OsString) -> Result<Format, Failure> {
    let Some(name) = args.value("from") else { return Ok(Format::of_path(path)) };
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("--from is one of {}, not {name:?}", names.join(", ")).into()
    })
}

/// The names of columns: `title=headline,date=published`.
fn columns(args: &Args, option: &str) -> Result<Columns, Failure> {
    let mut columns = Columns::default();
    for part in args.value(option).into_iter().flat_map(|given| given.split(',')) {
        let (field, name) = part.split_once('=').unwrap_or((part, ""));
        let place = match field {
            "title" => &mut columns.title,
            "date" => &mut columns.date,
            "link" => &mut columns.link,
            "language" => &mut columns.language,
            _ => &mut String::new(),
        };
        if name.is_empty() || place.is_empty() {
            let form = "FIELD=NAME,... with fields title, date, link, language";
            return Err(format!("--{option} is {form}, not {part:?}").into());
        }
        name.clone_into(place);
    }
    Ok(columns)
}

/// The items of a file in any format; in tables of Chinese titles `--chinese-columns` counts first.
pub fn items(args: &Args, path: &OsString, language: Language) -> Result<Vec<Item>, Failure> {
    let own = language == Language::Chinese && args.value("chinese-columns").is_some();
    let columns = columns(args, if own { "chinese-columns" } else { "columns" })?;
    let (format, text) = (format(args, path)?, text(args, path)?);
    Ok(format.items(&text, &columns).map_err(|e| e.in_file(path))?)
}

/// All titles of a file, one a line.
pub fn titles(args: &Args, path: &OsString) -> Result<Vec<String>, Failure> {
    let items = bititle::read::lines(&text(args, path)?);
    Ok(items.into_iter().map(|item| item.title).collect())
}

/// The lines of a page; of other formats than plain text the titles are its lines.
pub fn page(args: &Args, path: &OsString) -> Result<String, Failure> {
    if format(args, path)? == Format::Lines {
        return text(args, path);
    }
    let items = items(args, path, Language::English)?;
    let titles: Vec<String> = items.into_iter().map(|item| item.title).collect();
    Ok(titles.join("\n"))
}

/// The language that most titles of a list are in.
pub fn language<T: AsRef<str>>(titles: &[T]) -> Language {
    let is_chinese = |t: &&T| t.as_ref().chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    match titles.iter().filter(is_chinese).count() * 2 > titles.len() {
        true => Language::Chinese,
        false => Language::English,
    }
}

/// Refuses two lists whose languages are plainly the wrong way round.
pub fn check_sides<T: AsRef<str>>(english: &[T], chinese: &[T]) -> Result<(), Failure> {
    let swapped = language(english) == Language::Chinese
        && !chinese.is_empty()
        && language(chinese) == Language::English;
    match swapped {
        true => Err("the first list is Chinese and the second is not: English comes first"
            .to_owned()
            .into()),
        false => Ok(()),
    }
}
