//! Titles of Markdown texts.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::outline::{Kind, Outline};
use super::place::Lines;
use crate::item::Item;

/// The titles of a Markdown text (CommonMark): headings, list items and links, in order, with
/// their lines.
///
/// They are taken as those of a page by [`html()`](super::html): a heading is one title; of a list item the
/// links are taken where they are most of it. Code and metadata at the start (`---`) are left out, as are
/// HTML tags and other prose. Any text is Markdown.
///
/// ```
/// let items = bititle::read::markdown("# News\n\n- [渡轮票价再度上调](/1)\n- *Ferry* fares rise\n");
/// let found: Vec<_> = items.iter().map(|i| (i.title.as_str(), i.line)).collect();
/// assert_eq!(found, [("News", 1), ("渡轮票价再度上调", 3), ("Ferry fares rise", 4)]);
/// ```
#[must_use]
pub fn markdown(text: &str) -> Vec<Item> {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut outline = Outline::default();
    let mut lines = Lines::new(text);
    let mut ignored = 0usize;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let line = lines.of(range.start);
        match event {
            Event::Start(tag) if is_ignored(&tag.to_end()) => ignored += 1,
            Event::End(tag) if is_ignored(&tag) => ignored -= 1,
            _ if ignored > 0 => {}
            Event::Start(tag) => {
                if let Some(kind) = kind(&tag.to_end()) {
                    let link = match tag {
                        Tag::Link { dest_url, .. } => Some(dest_url.into_string()),
                        _ => None,
                    };
                    outline.open(kind, Item { link, line, ..Item::default() });
                }
            }
            Event::End(tag) if kind(&tag).is_some() => outline.close(),
            Event::Text(text) | Event::Code(text) => outline.text(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => {
                outline.text(" ");
            }
            _ => {}
        }
    }
    outline.finish()
}

fn is_ignored(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_))
}

fn kind(tag: &TagEnd) -> Option<Kind> {
    match tag {
        TagEnd::Heading(_) => Some(Kind::Heading),
        TagEnd::Item => Some(Kind::ListItem),
        TagEnd::Link => Some(Kind::Link),
        _ => None,
    }
}
