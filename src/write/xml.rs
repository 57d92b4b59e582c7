//! XML 1.0 as both translation formats write it: UTF-8, indented, one element after the other.

use std::borrow::Cow;
use std::io::{BufWriter, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::error::{Error, Result};

/// Attributes by name; their values are our own words and numbers, never a title.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

/// A document that is being written.
pub(super) struct Document<'a> {
    out: Writer<BufWriter<&'a mut dyn Write>>,
}

impl<'a> Document<'a> {
    /// Begins a document with its declaration.
    pub fn begin(out: &'a mut dyn Write) -> Result<Self> {
        let mut document = Self { out: Writer::new_with_indent(BufWriter::new(out), b' ', 2) };
        document.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(document)
    }

    pub fn doctype(&mut self, content: &str) -> Result<()> {
        self.event(Event::DocType(BytesText::from_escaped(content)))
    }

    pub fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<()> {
        self.event(Event::Start(start(name, attributes)))
    }

    pub fn close(&mut self, name: &str) -> Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    pub fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<()> {
        self.event(Event::Empty(start(name, attributes)))
    }

    /// An element with nothing but text.
    pub fn text(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) -> Result<()> {
        self.open(name, attributes)?;
        // Escapes a carriage return too, which a reader would take for a line feed.
        self.event(Event::Text(BytesText::new(&legal(text))))?;
        self.close(name)
    }

    /// Ends the last line and hands over what is still held back.
    pub fn finish(self) -> Result<()> {
        let mut out = self.out.into_inner();
        out.write_all(b"\n").and_then(|()| out.flush()).map_err(Error::io)
    }

    fn event(&mut self, event: Event<'_>) -> Result<()> {
        self.out.write_event(event).map_err(Error::io)
    }
}

fn start<'a>(name: &'a str, attributes: &Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

/// The text with U+FFFD for each character that XML 1.0 cannot hold, not even as a reference:
/// control characters other than tab, line feed and carriage return, and U+FFFE and U+FFFF.
fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    let legal = |c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER };
    Cow::Owned(text.chars().map(legal).collect())
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
