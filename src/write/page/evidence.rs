//! What speaks for a pair, in words and bars.

use std::fmt;

use super::Escaped;
use crate::evidence::{Evidence, Hit, Part, Signal};

/// Log-odds of the longest bar; few signals say more.
const LONGEST_BAR: f32 = 16.0;

/// The evidence on a pair as HTML; signals that are silent are left out.
pub(super) struct Reasons<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) english: &'a str,
    pub(super) chinese: &'a str,
}

impl fmt::Display for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Evidence { parts, prior } = self.evidence;
        let sum = Signed(self.evidence.log_odds());
        write!(f, "<details><summary>Evidence {sum}</summary><ul>")?;
        for part in parts.iter().filter(|part| speaks(part)) {
            write!(f, "{}", Bar { name: name(part.signal), log_odds: part.log_odds })?;
            words(f, &part.hits, self.english, self.chinese)?;
        }
        write!(f, "{}</ul></details>", Bar { name: "before any evidence", log_odds: *prior })
    }
}

/// Whether a signal says what one digit shows, for or against.
fn speaks(part: &Part) -> bool {
    Signed(part.log_odds).to_string() != SILENT || part.hits.iter().any(proves)
}

/// Under a signal that speaks against a pair there are words that add nothing.
fn proves(hit: &Hit) -> bool {
    hit.log_odds > 0.0
}

/// The words that prove it: `Nokia = 诺基亚, 30 million = 三千万`.
fn words(f: &mut fmt::Formatter<'_>, hits: &[Hit], english: &str, chinese: &str) -> fmt::Result {
    for (at, hit) in hits.iter().filter(|hit| proves(hit)).enumerate() {
        let (english, chinese) = (hit.english.of(english), hit.chinese.of(chinese));
        let before = if at == 0 { "<span>" } else { ", " };
        write!(f, "{before}{} = <bdi lang=zh>{}</bdi>", Isolated(english), Escaped(chinese))?;
    }
    if hits.iter().any(proves) { f.write_str("</span>") } else { Ok(()) }
}

/// A word that cannot turn the text around it. ASCII cannot, and without the element a page of
/// many pairs is a fifth smaller.
struct Isolated<'a>(&'a str);

impl fmt::Display for Isolated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.is_ascii() {
            true => Escaped(self.0).fmt(f),
            false => write!(f, "<bdi>{}</bdi>", Escaped(self.0)),
        }
    }
}

/// What a signal looks at, for people who have not read this crate's documentation.
fn name(signal: Signal) -> &'static str {
    match signal {
        Signal::Verbatim => "copied words",
        Signal::Number => "numbers and dates",
        Signal::Sound => "names that sound alike",
        Signal::Length => "length",
        Signal::Vector => "meaning of the whole",
        Signal::Translation => "words that translate each other",
        Signal::Match => "words of like meaning",
    }
}

/// An item with a name, a bar to the right (for) or to the left (against), and the number.
struct Bar {
    name: &'static str,
    log_odds: f32,
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.log_odds < 0.0 { " class=against" } else { "" };
        // Half of the width is for either side.
        let width = (50.0 * self.log_odds.abs() / LONGEST_BAR).round().min(50.0);
        let (name, number) = (self.name, Signed(self.log_odds));
        write!(f, "<li{side} style=--w:{width}%>{name} <b>{number}</b>")
    }
}

/// What says nothing.
const SILENT: &str = "0.0";

/// A number with its sign, one digit behind the point.
struct Signed(f32);

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = format!("{:.1}", self.0.abs());
        let sign = match self.0 {
            _ if size == SILENT => "",
            below if below < 0.0 => "−",
            _ => "+",
        };
        write!(f, "{sign}{size}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::Span;

    #[test]
    fn for_and_against_are_told_apart() {
        let bar = |log_odds| Bar { name: "length", log_odds }.to_string();
        assert_eq!(bar(2.04), "<li style=--w:6%>length <b>+2.0</b>");
        assert_eq!(bar(-99.0), "<li class=against style=--w:50%>length <b>−99.0</b>");
        assert_eq!(bar(-0.01), "<li class=against style=--w:0%>length <b>0.0</b>");
        assert_eq!(bar(f32::NAN), "<li style=--w:50%>length <b>+NaN</b>");
    }

    #[test]
    fn words_stay_text_and_the_silent_are_left_out() {
        let hit = Hit { english: Span::new(0, 3), chinese: Span::new(0, 3), log_odds: 1.0 };
        let part = |signal, log_odds, hits| Part { signal, log_odds, hits };
        let evidence = Evidence {
            parts: vec![part(Signal::Number, 1.5, vec![hit]), part(Signal::Sound, 0.0, vec![])],
            prior: -1.0,
        };
        let shown = Reasons { evidence: &evidence, english: "<b>", chinese: "三" }.to_string();
        assert!(shown.contains("numbers and dates <b>+1.5</b>"), "{shown}");
        assert!(shown.contains("<span>&lt;b&gt; = <bdi lang=zh>三</bdi></span>"), "{shown}");
        assert!(!shown.contains("sound"), "{shown}");
        assert!(shown.contains("Evidence +0.5"), "{shown}");
    }
}
