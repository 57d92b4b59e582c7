//! What speaks for a pair, in words and bars.

use std::fmt;

use super::Escaped;
use crate::evidence::{Evidence, Hit, Part, Signal};

/// Log-odds of the longest bar; few signals say more.
const LONGEST_BAR: f32 = 8.0;

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
        let speaks = |part: &&Part| part.log_odds != 0.0 || !part.hits.is_empty();
        for part in parts.iter().filter(speaks) {
            write!(f, "{}", Bar { name: name(part.signal), log_odds: part.log_odds })?;
            self.words(f, &part.hits)?;
        }
        write!(f, "{}</ul></details>", Bar { name: "before any evidence", log_odds: *prior })
    }
}

impl Reasons<'_> {
    /// The words that prove it: `Nokia = 诺基亚, 30 million = 三千万`.
    fn words(&self, f: &mut fmt::Formatter<'_>, hits: &[Hit]) -> fmt::Result {
        if hits.is_empty() {
            return Ok(());
        }
        f.write_str("<span>")?;
        for (at, hit) in hits.iter().enumerate() {
            let (english, chinese) = (hit.english.of(self.english), hit.chinese.of(self.chinese));
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}<bdi>{}</bdi> = ", Escaped(english))?;
            write!(f, "<bdi lang=zh>{}</bdi>", Escaped(chinese))?;
        }
        f.write_str("</span>")
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

/// A number with its sign, one digit behind the point.
struct Signed(f32);

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = format!("{:.1}", self.0.abs());
        let sign = match self.0 {
            _ if size == "0.0" => "",
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
        assert_eq!(bar(2.04), "<li style=--w:13%>length <b>+2.0</b>");
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
        assert!(shown.contains("<bdi>&lt;b&gt;</bdi> = <bdi lang=zh>三</bdi>"), "{shown}");
        assert!(!shown.contains("sound"), "{shown}");
        assert!(shown.contains("Evidence +0.5"), "{shown}");
    }
}
