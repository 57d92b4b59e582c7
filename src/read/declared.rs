//! The encoding that a page or feed declares.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::tags::{Attributes, Tags};

/// What a page or feed says of itself at its start.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let declaration = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let of_xml = declaration.and_then(|(declaration, _)| value(declaration, "encoding"));
    let mut meta = Tags::new(start).filter(|tag| tag.name == "meta" && !tag.closes);
    let name = of_xml.or_else(|| meta.find_map(|tag| charset(tag.rest)))?;
    let found = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes())?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_declares_an_encoding_is_believed_and_nothing_else() {
        for (page, expected) in [
            ("<?xml version='1.0' encoding='gb2312'?><a>", Some("GBK")),
            ("<?xml version='1.0'?><html><meta charset=gb2312>", Some("GBK")),
            ("<!-- charset=big5 --><meta charset=gbk>", Some("GBK")),
            ("<script src=a charset='big5'></script>", None),
            ("<meta http-equiv=Content-Type content='text/html; charset=Big5'>", Some("Big5")),
            ("charset=gbk", None),
            ("<meta charset=utf-16>", None),
        ] {
            assert_eq!(declared(page.as_bytes()).map(|e| e.name()), expected, "{page}");
        }
    }
}
