//! Text that stays text.

use std::fmt;

/// A text as HTML, between tags or in a quoted attribute. No browser keeps a NUL, and other
/// control characters are not allowed, so that all but tabs and line feeds become U+FFFD.
pub(in crate::write) struct Escaped<'a>(pub(in crate::write) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, c, instead)) = first_special(rest) {
            f.write_str(&rest[..at])?;
            f.write_str(instead)?;
            rest = &rest[at + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

fn first_special(text: &str) -> Option<(usize, char, &'static str)> {
    text.char_indices().find_map(|(at, c)| Some((at, c, instead_of(c)?)))
}

fn instead_of(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' => None,
        c if c.is_control() => Some("\u{FFFD}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_special_is_left() {
        let shown = Escaped("a<b>&\"'\0\u{1b}\t你 </style>").to_string();
        assert_eq!(shown, "a&lt;b&gt;&amp;&quot;&#39;\u{FFFD}\u{FFFD}\t你 &lt;/style&gt;");
        assert_eq!(Escaped("").to_string(), "");
    }
}
