//! A title's date, address and line; a title without a counterpart.

use std::fmt;

use super::Escaped;
use super::turns::turns;
use crate::item::{Item, Timestamp};
use crate::title::Language;

/// The language as HTML names it.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh",
    }
}

/// What a source says of a title beside it: a paragraph, or nothing.
pub(super) struct About<'a>(pub(super) &'a Item);

impl fmt::Display for About<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Item { date, link, line, .. } = self.0;
        let line = (*line > 0).then(|| format!("line {line}"));
        let said: Vec<String> = [line, date.map(shown_date), link.as_deref().map(shown_link)]
            .into_iter()
            .flatten()
            .collect();
        match said.is_empty() {
            true => Ok(()),
            false => write!(f, "<p>{}</p>", said.join(" · ")),
        }
    }
}

/// The day, and the time unless it is midnight: most sources that give none mean that.
fn shown_date(date: Timestamp) -> String {
    let full = date.to_string();
    let (day, time) = full.split_once('T').unwrap_or((&full, ""));
    let time = match time {
        "00:00:00Z" => String::new(),
        time => format!(" {} UTC", time.get(..5).unwrap_or(time)),
    };
    // HTML knows no years before 1 nor any with a sign.
    match full.starts_with(['+', '-']) || full.starts_with("0000") {
        true => format!("<time>{day}{time}</time>"),
        false => format!("<time datetime={full}>{day}{time}</time>"),
    }
}

/// An address as a link if it leads to a page of the web; any other (`javascript:`) is text.
fn shown_link(link: &str) -> String {
    let link = without_turns(link);
    let text = Escaped(&link);
    match is_web(&link) {
        true => format!("<a href=\"{text}\" rel=\"noopener noreferrer\"><bdi>{text}</bdi></a>"),
        false => format!("<bdi>{text}</bdi>"),
    }
}

/// The same address with signs that turn the direction of writing in percent notation, so that it
/// is shown as what it is.
fn without_turns(link: &str) -> String {
    let encoded = |c: char| -> String {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
    };
    link.chars().map(|c| if turns(c) { encoded(c) } else { c.to_string() }).collect()
}

fn is_web(link: &str) -> bool {
    let begins =
        |with: &str| link.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://")
}

/// A title without a counterpart.
pub(in crate::write) struct Unpaired<'a> {
    pub(in crate::write) language: Language,
    pub(in crate::write) item: &'a Item,
}

impl fmt::Display for Unpaired<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lang, title) = (tag(self.language), Escaped(&self.item.title));
        writeln!(f, "<li><bdi lang={lang}>{title}</bdi>{}", About(self.item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_short_where_they_can_be() {
        let shown = |seconds| shown_date(Timestamp(seconds));
        assert_eq!(shown(0), "<time datetime=1970-01-01T00:00:00Z>1970-01-01</time>");
        assert_eq!(shown(-60), "<time datetime=1969-12-31T23:59:00Z>1969-12-31 23:59 UTC</time>");
        assert!(shown(i64::MAX).starts_with("<time>+2922"));
        assert!(shown(i64::MIN).starts_with("<time>-2922"));
    }

    #[test]
    fn only_the_web_is_linked() {
        for link in ["http://example.org/", "HTTPS://example.org/?a=\"&b"] {
            assert!(shown_link(link).starts_with("<a href=\""), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            " https://example.org",
            "data:text/html,x",
            "//x",
            "",
            "http:x",
            "页",
        ] {
            assert!(shown_link(link).starts_with("<bdi>"), "{link}");
        }
        assert!(!shown_link("https://x/\"onclick=y").contains("\"onclick"));
        let turned = shown_link("https://x.example/\u{202E}gpj");
        assert!(turned.contains("<bdi>https://x.example/%E2%80%AEgpj</bdi>"), "{turned}");
    }
}
