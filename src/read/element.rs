//! How elements close one another (HTML Standard, 13.2.6), in broad strokes.

use super::tags::{Attributes, Tag};

/// What an element is to those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Holds nothing, or is there once.
    Void,
    /// `p`.
    Paragraph,
    /// Closed by the next of its name.
    Item,
    /// `option`: closed by the next one that stands right behind it.
    Choice,
    Row,
    Cell,
    Table,
    Template,
    /// `svg`, `math`.
    Foreign,
    /// End tags do not reach out of it.
    Scope,
    /// HTML within SVG or MathML; end tags do not reach out of it.
    Island,
    Heading,
    Form,
    /// A block that does not keep list items apart: `div`, `address`.
    Division,
    /// `ol`, `ul`.
    List,
    /// `title`: a block, but HTML within SVG.
    Title,
    Block,
    /// May be closed although blocks are open in it.
    Formatting,
    /// Formatting that the next of its kind closes.
    Link,
    /// Parts of `ruby`.
    Ruby,
    /// All others.
    Phrase,
}

const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "body", "br", "col", "embed", "frame", "frameset",
    "head", "hr", "html", "image", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
];

const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "iframe",
    "listing",
    "main",
    "menu",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "optgroup",
    "plaintext",
    "pre",
    "script",
    "search",
    "section",
    "style",
    "summary",
    "textarea",
    "xmp",
];

impl Kind {
    /// The kind of a name in lower case.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "li" | "dt" | "dd" => Self::Item,
            "option" => Self::Choice,
            "tr" | "tbody" | "thead" | "tfoot" | "colgroup" => Self::Row,
            "td" | "th" | "caption" => Self::Cell,
            "table" => Self::Table,
            "template" => Self::Template,
            "svg" | "math" => Self::Foreign,
            "applet" | "button" | "marquee" | "object" | "select" => Self::Scope,
            "annotation-xml" | "desc" | "foreignobject" | "mi" | "mn" | "mo" | "ms" | "mtext" => {
                Self::Island
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "form" => Self::Form,
            "address" | "div" => Self::Division,
            "title" => Self::Title,
            "ol" | "ul" => Self::List,
            "a" => Self::Link,
            "rb" | "rp" | "rt" | "rtc" => Self::Ruby,
            "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike"
            | "strong" | "tt" | "u" => Self::Formatting,
            _ if VOID.contains(&name) => Self::Void,
            _ if BLOCK.contains(&name) => Self::Block,
            _ => Self::Phrase,
        }
    }

    pub(super) fn is_closed_by_the_next(self) -> bool {
        use Kind::{Cell, Choice, Item, Link, Paragraph, Row, Void};
        matches!(self, Void | Paragraph | Item | Choice | Row | Cell | Link)
    }

    /// Whether a start tag of this kind looks beyond another element for one of its own to close.
    pub(super) fn passes(self, other: Self) -> bool {
        match self {
            Self::Choice => false,
            Self::Paragraph if matches!(other, Self::Choice | Self::Foreign) => true,
            Self::Item if matches!(other, Self::Division | Self::Paragraph) => true,
            _ => other.is_phrase(),
        }
    }

    pub(super) fn is_phrase(self) -> bool {
        matches!(self, Self::Phrase | Self::Formatting | Self::Link | Self::Ruby | Self::Void)
    }

    /// Whether the parser opens what formatting is due before a start tag of this kind.
    pub(super) fn renews_formatting(self) -> bool {
        self.is_phrase()
            || matches!(self, Self::Scope | Self::Choice | Self::Foreign | Self::Island)
    }

    /// Whether formatting within it ends with it.
    pub(super) fn keeps_formatting(self) -> bool {
        matches!(self, Self::Cell | Self::Template)
    }

    pub(super) fn closes_paragraph(self) -> bool {
        use Kind::{Block, Division, Form, Heading, Item, List, Paragraph, Table};
        matches!(self, Paragraph | Item | List | Table | Heading | Form | Division | Block)
    }

    /// Whether an end tag of this kind does not reach out of another element.
    pub(super) fn stops_at(self, other: Self) -> bool {
        use Kind::{Cell, Choice, Foreign, Island, Item, List, Scope, Table, Template};
        match self {
            Self::Phrase | Self::Ruby | Choice | Foreign | Island => {
                other != Foreign && !other.is_phrase()
            }
            Self::Paragraph => !Self::Paragraph.passes(other),
            Template => false,
            Table | Self::Row | Cell => matches!(other, Table | Template),
            Item if other == List => true,
            _ => matches!(other, Cell | Table | Template | Scope | Island),
        }
    }
}

/// Whether a tag ends SVG or MathML that was left open; `name` is its name in lower case.
pub(super) fn ends_foreign(name: &str, tag: &Tag<'_>) -> bool {
    const ENDING: &[&str] = &[
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "embed",
        "head",
        "hr",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "ol",
        "p",
        "pre",
        "ruby",
        "span",
        "sub",
        "sup",
        "table",
        "ul",
        "var",
    ];
    if tag.closes {
        return matches!(name, "br" | "p");
    }
    match Kind::of(name) {
        Kind::Formatting if name == "font" => {
            let mut names = Attributes(tag.rest).map(|(name, _)| name.to_ascii_lowercase());
            names.any(|name| matches!(name.as_str(), "color" | "face" | "size"))
        }
        Kind::Formatting | Kind::Heading => true,
        _ => ENDING.contains(&name),
    }
}
