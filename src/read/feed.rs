//! Titles of RSS and Atom feeds.

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceError, ResolveResult};
use quick_xml::reader::NsReader;

use super::date::date;
use super::markup::{Form, plain};
use super::place::Lines;
use super::quote::shortened;
use crate::error::{Error, Result};
use crate::item::Item;
use crate::title::Language;

const ATOM: &str = "http://www.w3.org/2005/Atom";
/// The namespaces of RSS 0.90 and 1.0; that of 0.91 to 2.0 has no name.
const RSS: [&str; 2] = ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"];
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// The items of an RSS feed (0.90 to 2.0, RDF) or the entries of an Atom feed (RFC 4287), in order,
/// with their dates, links and lines.
///
/// Markup is taken off titles of RSS and of Atom's `type="html"`; those of other Atom types mean themselves. Of
/// several titles the first that is not empty counts. An item without one is an item with an empty title. Of Atom dates the
/// first publication counts before the update. A date that cannot be read is left out: feeds come from
/// others. Entities that nothing defines stay as they are written. What is not in the namespaces
/// of feeds (`media:title`) is passed over.
///
/// # Errors
/// With the line: the text is no feed, is not well-formed, or ends before the feed does.
///
/// ```
/// let text = "<rss version='2.0'><channel><title>News</title><item><title>Ferry &amp; fares</title>\
///     <link>/1</link><pubDate>Mon, 23 Nov 2026 00:00:00 GMT</pubDate></item></channel></rss>";
/// let items = bititle::read::feed(text)?;
/// assert_eq!((items.len(), items[0].title.as_str()), (1, "Ferry & fares"));
/// assert_eq!(items[0].date.map(|date| date.0), Some(1_795_392_000));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn feed(text: &str) -> Result<Vec<Item>> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut lines = Lines::new(text);
    let mut walk = Walk::default();
    loop {
        let start = reader.buffer_position() as usize;
        let read = reader.read_resolved_event().map(|(space, event)| (of_feed(&space), event));
        let line = lines.of(start);
        match read {
            Ok((_, Event::Eof)) => break,
            Ok((space, event)) => walk.take(space, event, line).map_err(|e| e.at_line(line))?,
            Err(e) => {
                let line = lines.of(reader.error_position() as usize);
                return Err(Error::invalid(reason(&e)).at_line(line));
            }
        }
    }
    walk.finish().map_err(|e| e.at_line(lines.of(text.len())))
}

/// Why a text is not well-formed, in words for those who have the feed.
fn reason(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Namespace(NamespaceError::TooManyBindings(most)) => {
            format!("more than {most} namespaces are declared at once")
        }
        quick_xml::Error::Namespace(NamespaceError::TooDeeplyNested(most)) => {
            format!("more than {most} elements within each other")
        }
        other => shortened(&other.to_string()),
    }
}

/// The namespaces that hold what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Feed,
    DublinCore,
    Other,
}

fn of_feed(space: &ResolveResult<'_>) -> Space {
    match space {
        ResolveResult::Unbound => Space::Feed,
        ResolveResult::Bound(Namespace(name)) if *name == ATOM || RSS.contains(name) => Space::Feed,
        ResolveResult::Bound(Namespace(DUBLIN_CORE)) => Space::DublinCore,
        _ => Space::Other,
    }
}

/// What the text of an element of an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title(Form),
    Link,
    Published,
    Updated,
}

/// An item that is being read.
#[derive(Default)]
struct Draft {
    item: Item,
    updated: Option<String>,
    published: Option<String>,
    depth: usize,
}

#[derive(Default)]
struct Walk {
    items: Vec<Item>,
    depth: usize,
    is_feed: bool,
    is_atom: bool,
    /// Languages of `xml:lang`, with the depth they hold from, and of the feed.
    languages: Vec<(usize, Option<Language>)>,
    draft: Option<Draft>,
    /// What is being read, from which depth.
    field: Option<(Field, usize)>,
    text: String,
    of_channel: bool,
}

impl Walk {
    fn take(&mut self, space: Space, event: Event<'_>, line: usize) -> Result<()> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(space, &tag, line)?;
            }
            Event::End(_) => {
                self.end();
                self.depth -= 1;
            }
            Event::Text(text) => self.text.push_str(&text.xml10_content()),
            Event::CData(text) => self.text.push_str(&text.into_inner()),
            Event::GeneralRef(entity) => self.entity(&entity)?,
            _ => {}
        }
        Ok(())
    }

    fn entity(&mut self, entity: &BytesRef<'_>) -> Result<()> {
        let invalid = |e: quick_xml::Error| Error::invalid(reason(&e));
        match entity.resolve_char_ref().map_err(invalid)? {
            Some(c) => self.text.push(c),
            None => match resolve_html5_entity(entity) {
                Some(text) => self.text.push_str(text),
                None => self.text.extend(["&", entity, ";"]),
            },
        }
        Ok(())
    }

    fn start(&mut self, space: Space, tag: &BytesStart<'_>, line: usize) -> Result<()> {
        let local = tag.local_name();
        let name: &str = local.as_ref();
        if self.depth == 1 {
            if self.is_feed {
                let what = format!("the feed has ended, but <{}> follows", shortened(name));
                return Err(Error::invalid(what));
            }
            self.is_atom = name == "feed";
            self.is_feed = matches!(name, "rss" | "RDF" | "feed");
            if !self.is_feed {
                return Err(Error::invalid(format!(
                    "expected RSS or Atom, found <{}>",
                    shortened(name)
                )));
            }
        }
        if let Some(tag) = attribute(tag, "xml:lang")? {
            self.languages.push((self.depth, Language::from_tag(&tag)));
        }
        if self.field.is_some() {
            return Ok(());
        }
        if self.draft.is_none() && space == Space::Feed && matches!(name, "item" | "entry") {
            let language = self.languages.last().and_then(|&(_, language)| language);
            let item = Item { language, line, ..Item::default() };
            self.draft = Some(Draft { item, depth: self.depth, ..Draft::default() });
            return Ok(());
        }
        self.of_channel = self.draft.is_none() && name == "language";
        if self.of_channel {
            self.text.clear();
        }
        self.start_field(space, name, tag)
    }

    /// A child of an item that says something of it.
    fn start_field(&mut self, space: Space, name: &str, tag: &BytesStart<'_>) -> Result<()> {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.depth + 1 == self.depth) else {
            return Ok(());
        };
        let field = match (space, name) {
            (Space::Feed, "title") => Field::Title(form(tag, self.is_atom)?),
            (Space::Feed, "link") => Field::Link,
            (Space::Feed, "pubDate" | "published") | (Space::DublinCore, "date") => {
                Field::Published
            }
            (Space::Feed, "updated") => Field::Updated,
            _ => return Ok(()),
        };
        // An Atom link is an attribute; other ones than the page itself have a `rel`.
        if let (Field::Link, Some(target)) = (field, attribute(tag, "href")?) {
            let itself = attribute(tag, "rel")?.is_none_or(|rel| rel == "alternate");
            if itself {
                draft.item.link.get_or_insert(target);
            }
        }
        if matches!(field, Field::Title(_))
            && draft.item.title.is_empty()
            && let Some(&(_, language)) = self.languages.last()
        {
            draft.item.language = language;
        }
        self.field = Some((field, self.depth));
        self.text.clear();
        Ok(())
    }

    fn end(&mut self) {
        if self.of_channel {
            self.languages.push((0, Language::from_tag(&self.text)));
            self.of_channel = false;
        }
        if let (Some((field, depth)), Some(draft)) = (self.field, &mut self.draft)
            && depth == self.depth
        {
            let form = if let Field::Title(form) = field { form } else { Form::Plain };
            let text = plain(&std::mem::take(&mut self.text), form);
            match field {
                Field::Title(_) if !draft.item.title.is_empty() => {}
                Field::Title(_) => draft.item.title = text,
                Field::Link if text.is_empty() => {}
                Field::Link => _ = draft.item.link.get_or_insert(text),
                Field::Published => draft.published = Some(text),
                Field::Updated => draft.updated = Some(text),
            }
            self.field = None;
        }
        if let Some(draft) = self.draft.take_if(|draft| draft.depth == self.depth) {
            let written = draft.published.or(draft.updated);
            let date = written.and_then(|text| date(&text));
            self.items.push(Item { date, ..draft.item });
        }
        let depth = self.depth;
        while self.languages.pop_if(|(from, _)| *from == depth).is_some() {}
    }

    fn finish(self) -> Result<Vec<Item>> {
        match (self.is_feed, self.depth) {
            (true, 0) => Ok(self.items),
            (true, _) => {
                let read = self.items.len();
                Err(Error::invalid(format!("the feed ends too early, after {read} whole items")))
            }
            _ => Err(Error::invalid("expected RSS or Atom, found nothing")),
        }
    }
}

/// What a title says of its text.
fn form(tag: &BytesStart<'_>, is_atom: bool) -> Result<Form> {
    if !is_atom {
        return Ok(Form::Either);
    }
    // `text/html` is what Atom 0.3 has.
    let is_html = attribute(tag, "type")?.is_some_and(|form| form == "html" || form == "text/html");
    Ok(if is_html { Form::Html } else { Form::Plain })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    let invalid = |e: String| {
        let (tag, e) = (shortened(tag.name().0), shortened(&e));
        Error::invalid(format!("the attributes of <{tag}> cannot be read: {e}"))
    };
    let found = tag.try_get_attribute(name).map_err(|e| invalid(e.to_string()))?;
    let value = |a: quick_xml::events::attributes::Attribute<'_>| {
        unescape_with(&a.value, resolve_html5_entity).map(|value| value.into_owned())
    };
    found.map(value).transpose().map_err(|e| invalid(e.to_string()))
}
