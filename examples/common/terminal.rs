//! What a person sees on a terminal: colours and columns.

#[path = "../../src/write/page/turns.rs"]
mod turns;

use std::fmt::Display;
use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use turns::turns;
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

/// A text as it can be shown: no character moves the cursor, changes the colours or turns the
/// direction of what follows. A tab is a space, as it would break columns.
pub fn shown(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() || turns(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(safe).collect()
}

/// A text with blanks up to a width in cells: a Chinese character takes two.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
