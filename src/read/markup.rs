//! Markup within the titles of feeds.

use quick_xml::escape::resolve_html5_entity;

/// What the text of a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text that means itself.
    Plain,
    /// HTML.
    Html,
    /// HTML or text: RSS does not say. A tag is what HTML has a name for.
    Either,
}

/// Elements that stand in titles; `Vec<T>` holds none.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "dfn",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nobr",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// A text without its markup, its white space made single.
pub(super) fn plain(text: &str, form: Form) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']).filter(|_| form != Form::Plain) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (piece, length) = markup(rest, form);
        out.push_str(piece);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the tag or entity at the start of a text stands for, and its length; one character that
/// means itself where it is neither.
fn markup(text: &str, form: Form) -> (&str, usize) {
    let body = &text[1..];
    if text.starts_with('&') {
        let name = body.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let closed = body[name.len()..].starts_with(';');
        return match resolve_html5_entity(name).filter(|_| closed) {
            Some(meant) => (meant, name.len() + 2),
            None => (&text[..1], 1),
        };
    }
    let name = body.strip_prefix('/').unwrap_or(body);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_known = KNOWN.contains(&name.to_ascii_lowercase().as_str());
    let is_tag = match form {
        Form::Either => is_known || body.starts_with("!--"),
        _ => body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'),
    };
    // No tag is endless: where none closes, the search must not begin anew at each.
    let most = if is_tag { LONGEST_TAG } else { 0 };
    match body.bytes().take(most).position(|byte| byte == b'>') {
        Some(end) => ("", end + 2),
        None => (&text[..1], 1),
    }
}

/// Longer tags in a title, in bytes, are none.
const LONGEST_TAG: usize = 500;
