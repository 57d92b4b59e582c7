//! Pages that would take the parser too long, told from their tags.

use super::nesting::Nesting;
use super::tags::{Attributes, Tags};

/// The parser may look at all open elements for each tag: about a second for so many looks.
const MOST_LOOKS: usize = 500_000_000;

/// The parser compares each attribute of a tag with all before it. No page has so many; a megabyte
/// of such tags takes a tenth of a second.
const MOST_ATTRIBUTES: usize = 1_000;

/// Why a page is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Burden {
    Depth,
    Attributes,
}

/// Where and why reading a page would take too long, if it would.
pub(super) fn too_much(page: &str) -> Option<(usize, Burden)> {
    let mut nesting = Nesting::default();
    for (tag, tags) in Tags::new(page).zip(1usize..) {
        if Attributes(tag.rest).nth(MOST_ATTRIBUTES).is_some() {
            return Some((tag.at, Burden::Attributes));
        }
        nesting.take(&tag);
        if nesting.looks().max(tags.saturating_mul(nesting.deepest())) > MOST_LOOKS {
            return Some((tag.at, Burden::Depth));
        }
    }
    None
}
