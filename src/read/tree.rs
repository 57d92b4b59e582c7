//! A page to its tree, watched while it grows: where a page makes the parser take the square of its length,
//! it is stopped.

use ego_tree::{NodeId, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink, Node};

use super::place::Lines;
use super::tags::{Attributes, Tags, name};
use crate::error::{Error, Result};

/// The parser may look at all open elements for each tag: half a second for so many looks.
const MOST_LOOKS: usize = 250_000_000;

/// A page makes some nodes for each tag (an element, its text, a body for a table), and so many besides where
/// it leaves formatting open: some 50 MB.
const NODES_PER_TAG: usize = 8;
/// See [`NODES_PER_TAG`].
const MOST_REPEATED: usize = 300_000;

/// The parser compares each formatting element with those that are open, attribute by attribute: half a
/// second for so many.
const MOST_COMPARED: usize = 10_000_000;

/// The parser compares each attribute of a tag with all before it. No page has so many; a megabyte
/// of such tags takes a tenth of a second.
const MOST_ATTRIBUTES: usize = 1_000;

/// Elements that the parser opens anew in each block that follows, where they are left open.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Why a page is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Burden {
    /// Elements within each other.
    Depth,
    /// Formatting that is opened again and again.
    Repeats,
}

/// The tree of a page as a browser would build it. Where formatting is left open by the hundred, it is `span`,
/// which is not opened anew and says as much to us.
///
/// # Errors
/// With the line: elements or attributes that would take the parser too long.
pub(super) fn parse(page: &str) -> Result<Html> {
    let too_many = |rest| Attributes(rest).nth(MOST_ATTRIBUTES).is_some();
    if let Some(tag) = Tags::new(page).find(|tag| too_many(tag.rest)) {
        let what = "a tag with too many attributes: is its `>` missing?";
        return Err(Error::invalid(what).at_line(Lines::new(page).of(tag.at)));
    }
    let found = match grow(page) {
        Err((_, Burden::Repeats)) => grow(&with_spans(page)),
        found => found,
    };
    found.map_err(|(line, _)| {
        let what = "too many elements within each other: are tags left open?";
        Error::invalid(what).at_line(line)
    })
}

/// Gives the parser tag by tag; where it gives up, the line.
fn grow(page: &str) -> std::result::Result<Html, (usize, Burden)> {
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut at, mut deepest, mut formatting, mut last) = (0, 0, 0usize, Last::default());
    for (tags, part) in (1usize..).zip(page.split_inclusive('>')) {
        parser.process(StrTendril::from_slice(part));
        let html = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        let made = nodes.len();
        if let Some(node) = nodes.next_back() {
            last.move_to(node);
            deepest = deepest.max(last.depth);
        }
        if tags.saturating_mul(deepest) > MOST_LOOKS {
            return Err((Lines::new(page).of(at), Burden::Depth));
        }
        formatting +=
            usize::from(part.rsplit('<').next().is_some_and(|tag| is_formatting(name(tag))));
        let compared = formatting.saturating_mul(deepest);
        if made > MOST_REPEATED + NODES_PER_TAG * tags || compared > MOST_COMPARED {
            return Err((Lines::new(page).of(at), Burden::Repeats));
        }
        at += part.len();
    }
    Ok(parser.finish())
}

/// The node that was made last.
#[derive(Default)]
struct Last {
    id: Option<NodeId>,
    parent: Option<NodeId>,
    depth: usize,
}

impl Last {
    /// Most nodes stand in the one before or beside it; for others their ancestors are counted.
    fn move_to(&mut self, node: NodeRef<'_, Node>) {
        let (id, parent) = (Some(node.id()), node.parent().map(|parent| parent.id()));
        if self.id != id {
            self.depth = match parent {
                parent if parent == self.id => self.depth + 1,
                parent if parent == self.parent => self.depth,
                _ => node.ancestors().count(),
            };
            (self.id, self.parent) = (id, parent);
        }
    }
}

fn is_formatting(name: &str) -> bool {
    FORMATTING.iter().any(|formatting| name.eq_ignore_ascii_case(formatting))
}

fn with_spans(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 4);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let start = at + 1 + usize::from(rest[at + 1..].starts_with('/'));
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = name(rest);
        if is_formatting(name) {
            out.push_str("span");
            rest = &rest[name.len()..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` stands for the number of the repeat.
    fn repeated(form: &str, times: usize) -> String {
        (0..times).map(|number| form.replace('#', &number.to_string())).collect()
    }

    #[test]
    fn formatting_that_is_left_open_by_the_thousand_is_not_repeated() {
        for form in ["<p><i a=#>", "<p><I a=\">\" b=#>", "<p><font a=#><!--</font>-->", "<b x=#>"] {
            let page = repeated(form, 4_300);
            assert!(matches!(grow(&page), Err((_, Burden::Repeats))), "{form}");
            let nodes = parse(&page).expect("it is read").tree.nodes().len();
            assert!(nodes < 20_000, "{form}: {nodes}");
        }
    }

    #[test]
    fn formatting_is_repeated_as_in_a_browser_where_that_costs_little() {
        for form in ["<p><b>word ", "<li><font color=red>#</font>", "<b>#</b><b x='é'>#</b>"] {
            assert!(grow(&repeated(form, 5_000)).is_ok(), "{form}");
        }
        let page = grow(&repeated("<p><font color=#>", 100)).expect("it costs little");
        assert!(page.tree.nodes().len() > 5_000);
    }

    #[test]
    fn a_tree_does_not_depend_on_how_the_page_is_given() {
        for page in ["", "a > b", "<p>a<b>b<p>c</b>d", "<!-- > --><i>x</i>>", "<a href='>'>x</a"] {
            assert_eq!(grow(page).unwrap().html(), Html::parse_document(page).html(), "{page}");
        }
    }
}
