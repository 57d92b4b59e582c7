//! The encoding that a page or feed declares.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::tags::{Attributes, Tags};

/// What a page or feed says of itself at its start.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start();
    let name = match start.strip_prefix("<?xml") {
        Some(rest) => value(rest.split_once("?>")?.0, "encoding"),
        None if start.starts_with('<') => {
            let mut meta = Tags::new(start).filter(|tag| tag.name == "meta" && !tag.closes);
            meta.find_map(|tag| charset(tag.rest))
        }
        None => None,
    };
    let found = encoding_rs::Encoding::for_label_no_replacement(name?.as_bytes())?;
    // As the declaration could be read, it is not UTF-16.
    Some(found).filter(|found| ![UTF_16LE, UTF_16BE].contains(found))
}

/// The encoding that a `meta` names, in an attribute of its own or as a server would.
fn charset(meta: &str) -> Option<&str> {
    if let Some(charset) = value(meta, "charset") {
        return Some(charset);
    }
    value(meta, "http-equiv").filter(|what| *what == "content-type")?;
    let (_, rest) = value(meta, "content")?.split_once("charset")?;
    let name = rest.trim_start().strip_prefix('=')?;
    name.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';']).next()
}

fn value<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    Attributes(attributes).find(|(found, _)| *found == name).map(|(_, value)| value)
}
