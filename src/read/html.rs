//! Titles of HTML pages.

use scraper::Node;
use scraper::node::Element;

use super::outline::{Kind, Outline};
use super::tree::parse;
use crate::error::Result;
use crate::item::Item;
use crate::title::Language;

/// What holds no title of its own: programs, forms, and the way through a site.
const IGNORED: [&str; 11] = [
    "script", "style", "noscript", "template", "svg", "nav", "select", "textarea", "iframe",
    "object", "button",
];

/// Elements that end a word.
const BLOCKS: [&str; 18] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "header",
    "hr",
    "ol",
    "p",
    "section",
    "td",
    "ul",
];

/// The titles of a page: its title, headings, links and list items, in order.
///
/// A heading is one title, with its first link. Of a list item the links are taken where they are
/// most of it, else its text without that of lists inside it. White space is made single; of equal
/// titles the first is kept, with the first link among them. What stands in scripts, forms and
/// navigation (`nav`, `role="navigation"`, `hidden`) is left out, as is other prose. The language is that of the
/// nearest `lang`, or of `hreflang` for a link without `lang`. Any text is a page: tags that are
/// not closed are closed where a browser closes them. Items have no line.
///
/// # Errors
/// With the line, what takes time that grows with the square of its length: thousands of elements that are left
/// open, each within the other, or a tag with over ten thousand attributes. Pages of up to 10,000 tags are read
/// however deep they are.
///
/// ```
/// let page = r#"<h2><a href="/1" hreflang="zh">渡轮票价 再度上调</a></h2><nav><a>Home</a></nav>"#;
/// let items = bititle::read::html(page)?;
/// assert_eq!((items.len(), items[0].title.as_str()), (1, "渡轮票价 再度上调"));
/// assert_eq!(items[0].link.as_deref(), Some("/1"));
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn html(text: &str) -> Result<Vec<Item>> {
    let page = parse(text)?;
    let mut walk = Walk::default();
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => walk.enter(node.value()),
            ego_tree::iter::Edge::Close(node) => walk.leave(node.value()),
        }
    }
    Ok(walk.outline.finish())
}

#[derive(Default)]
struct Walk {
    outline: Outline,
    /// How deep inside what is left out.
    ignored: usize,
    languages: Vec<Option<Language>>,
}

impl Walk {
    fn enter(&mut self, node: &Node) {
        match node {
            Node::Text(text) if self.ignored == 0 => self.outline.text(text),
            Node::Element(element) => self.enter_element(element),
            _ => {}
        }
    }

    fn enter_element(&mut self, element: &Element) {
        if is_ignored(element) {
            self.ignored += 1;
        }
        if let Some(tag) = element.attr("lang") {
            self.languages.push(Language::from_tag(tag));
        }
        if self.ignored > 0 {
            return;
        }
        if BLOCKS.contains(&element.name()) {
            self.outline.text(" ");
        }
        let Some(kind) = kind(element) else { return };
        let inherited = self.languages.last().copied().flatten();
        let of_target = element.attr("hreflang").filter(|_| element.attr("lang").is_none());
        let item = Item {
            language: of_target.map_or(inherited, Language::from_tag),
            link: element.attr("href").map(str::to_owned),
            ..Item::default()
        };
        self.outline.open(kind, item);
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        if element.attr("lang").is_some() {
            self.languages.pop();
        }
        if self.ignored == 0 {
            if kind(element).is_some() {
                self.outline.close();
            }
            if BLOCKS.contains(&element.name()) {
                self.outline.text(" ");
            }
        }
        if is_ignored(element) {
            self.ignored -= 1;
        }
    }
}

fn is_ignored(element: &Element) -> bool {
    IGNORED.contains(&element.name())
        || element.attr("role") == Some("navigation")
        || element.attr("hidden").is_some()
}

fn kind(element: &Element) -> Option<Kind> {
    match element.name() {
        "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" => Some(Kind::ListItem),
        "a" => Some(Kind::Link),
        _ => None,
    }
}
