//! What a person sees on a terminal: colours and columns.

use std::fmt::Display;
use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// Colours, where the output is a terminal that wants them (`NO_COLOR` and `TERM` are obeyed).
#[derive(Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    pub fn auto() -> Self {
        Self(AutoStream::choice(&io::stdout()) != ColorChoice::Never)
    }

    fn with(self, style: Style, text: impl Display) -> String {
        if self.0 { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    /// Of little weight: what is unpaired, what explains.
    pub fn dim(self, text: impl Display) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// A probability by how sure it is.
    pub fn probability(self, p: f32) -> String {
        let color = match p {
            0.9.. => AnsiColor::Green,
            0.5.. => AnsiColor::Yellow,
            _ => AnsiColor::Red,
        };
        self.with(color.on_default(), format_args!("{p:.2}"))
    }

    /// One of a few colours that tell neighbours apart.
    pub fn group(self, number: usize, text: impl Display) -> String {
        const COLORS: [AnsiColor; 6] = [
            AnsiColor::Cyan,
            AnsiColor::Yellow,
            AnsiColor::Green,
            AnsiColor::Magenta,
            AnsiColor::Blue,
            AnsiColor::Red,
        ];
        self.with(COLORS[number % COLORS.len()].on_default(), text)
    }
}

/// A text as it can be shown: no control character moves the cursor or changes the colours.
pub fn shown(text: &str) -> String {
    let is_safe = |c: char| !c.is_control() && !is_direction(c);
    text.chars().map(|c| if is_safe(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Characters that turn the direction of what follows.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text with blanks up to a width in cells: a Chinese character takes two.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
