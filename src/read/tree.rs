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
/// of such tags takes half a second.
const MOST_ATTRIBUTES: usize = 10_000;

/// How often a page may be gone through to count attributes: once, but for what looks like tags within tags.
const MOST_PASSES: usize = 16;

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
    if let Some(at) = overfull_tag(page) {
        let what = "a tag with too many attributes: is its `>` missing?";
        return Err(Error::invalid(what).at_line(Lines::new(page).of(at)));
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

/// Where a tag has too many attributes. Whatever looks like a tag is one here, in comments and scripts too, so that
/// nothing can hide.
fn overfull_tag(page: &str) -> Option<usize> {
    let mut left = MOST_PASSES.saturating_mul(page.len());
    for (at, _) in page.match_indices('<') {
        let tag = &page[at + 1..];
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let name = name(tag);
        let mut attributes = Attributes(&tag[name.len()..]);
        if !name.is_empty() {
            let is_overfull = attributes.nth(MOST_ATTRIBUTES).is_some();
            let looked_at = tag.len() - attributes.0.len();
            if is_overfull || looked_at > left {
                return Some(at);
            }
            left -= looked_at;
        }
    }
    None
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
        formatting += formatting_in(part);
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

/// How much there is to compare of a formatting element that the part of a page may open: itself and, about, its
/// attributes.
fn formatting_in(part: &str) -> usize {
    let mut tags = part.match_indices('<').map(|(at, _)| &part[at + 1..]);
    let tag = tags.find(|tag| is_formatting(name(tag)));
    tag.map_or(0, |tag| tag.bytes().filter(|b| b.is_ascii_whitespace() || *b == b'/').count() + 1)
}

/// The page with `span` in place of formatting.
fn with_spans(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 4);
    let mut done = 0;
    for tag in Tags::new(page).filter(|tag| is_formatting(tag.name)) {
        out.push_str(&page[done..tag.at]);
        out.push_str("span");
        done = tag.at + tag.name.len();
    }
    out.push_str(&page[done..]);
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
        for form in [
            "<p><i a=#>",
            "<p><I a=\">\" b=#>",
            "<p><font a=#><!--</font>-->",
            "<b x=#>",
            "<b x='<' y=#>",
        ] {
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

    #[test]
    fn formatting_is_no_formatting_in_titles() {
        let title = "<title>Use <b> and <I></title>";
        assert_eq!(
            with_spans(&format!("{title}<b><i>x</I>")),
            format!("{title}<span><span>x</span>")
        );
    }

    #[test]
    fn attributes_are_counted_wherever_they_hide() {
        let many = repeated(" a#", MOST_ATTRIBUTES + 1);
        for start in
            ["<a", "</a", "<svg><style><a", "<script>\"<b x='\"</script><a", "<!--<b x='--><a"]
        {
            let page = format!("<p>{start}{many}>");
            assert!(overfull_tag(&page).is_some(), "{start}");
        }
        assert!(overfull_tag(&"<a/b=".repeat(100_000)).is_some(), "looked at again and again");
        assert_eq!(overfull_tag(&format!("<a{}>", repeated(" a#", 9_999))), None);
        assert_eq!(overfull_tag(&"<p>i<n; word ".repeat(1_000)), None);
    }
}
