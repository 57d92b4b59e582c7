//! Headings, list items and links of a page, as they are opened and closed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::item::Item;

/// What may be a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title of a page, or a heading: one title whatever is in it.
    Heading,
    /// A list item: its links, where they are most of it, else its text.
    ListItem,
    /// The text of a link.
    Link,
}

/// One that is open.
struct Open {
    kind: Kind,
    item: Item,
    /// Where it stands among all.
    order: usize,
    links: Vec<(usize, Item)>,
    /// Links that stand right in it, a link itself, and are taken for parts of it.
    inner: usize,
}

/// Collects titles from a walk through a page. Texts have their white space made single; of equal
/// ones the first is kept, with the first link among them.
#[derive(Default)]
pub(super) struct Outline {
    open: Vec<Open>,
    found: Vec<(usize, Item)>,
    opened: usize,
}

impl Outline {
    /// Opens one; `item` has what is known but for the text.
    pub(super) fn open(&mut self, kind: Kind, item: Item) {
        if let Some(outer) = self.open.last_mut()
            && (outer.kind, kind) == (Kind::Link, Kind::Link)
        {
            // Their text is the outer one's: thousands within each other share it.
            outer.inner += 1;
            outer.item.link = outer.item.link.take().or(item.link);
            return;
        }
        self.open.push(Open { kind, item, order: self.opened, links: Vec::new(), inner: 0 });
        self.opened += 1;
    }

    /// Text of the innermost one that is open; text outside is no title.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.item.title.push_str(text);
        }
    }

    /// Closes the innermost one.
    pub(super) fn close(&mut self) {
        if let Some(open) = self.open.last_mut().filter(|open| open.inner > 0) {
            open.inner -= 1;
            return;
        }
        let Some(Open { kind, mut item, order, links, .. }) = self.open.pop() else { return };
        if kind == Kind::ListItem && is_most(&links, &item.title) {
            self.found.extend(links);
            return;
        }
        let first = links.into_iter().find_map(|(_, link)| link.link);
        item.link = item.link.or(first);
        match self.open.last_mut() {
            Some(outer) if kind == Kind::Link => {
                outer.item.title.push_str(&item.title);
                outer.links.push((order, item));
            }
            _ => self.found.push((order, item)),
        }
    }

    /// All titles in the order of the page.
    pub(super) fn finish(mut self) -> Vec<Item> {
        while !self.open.is_empty() {
            self.close();
        }
        self.found.sort_by_key(|&(order, _)| order);
        let mut places = HashMap::new();
        let mut items: Vec<Item> = Vec::new();
        for (_, mut item) in self.found {
            item.title = item.title.split_whitespace().collect::<Vec<_>>().join(" ");
            if item.title.is_empty() {
                continue;
            }
            match places.entry(item.title.clone()) {
                Entry::Vacant(place) => {
                    place.insert(items.len());
                    items.push(item);
                }
                Entry::Occupied(place) => {
                    let first = &mut items[*place.get()];
                    first.link = first.link.take().or(item.link);
                    first.language = first.language.or(item.language);
                }
            }
        }
        items
    }
}

/// Whether links are most of a text.
fn is_most(links: &[(usize, Item)], text: &str) -> bool {
    let linked: usize = links.iter().map(|(_, link)| letters(&link.title)).sum();
    linked > 0 && 2 * linked > letters(text)
}

/// Characters that are not white space.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_each_other_are_one() {
        let link = |link: &str| Item { link: Some(link.into()), ..Item::default() };
        let mut outline = Outline::default();
        outline.open(Kind::Link, Item::default());
        for number in 0..1_000 {
            outline.open(Kind::Link, link(&format!("/{number}")));
        }
        outline.text("Ferry ");
        assert_eq!(outline.open.len(), 1, "one text, not a copy for each");
        (0..1_000).for_each(|_| outline.close());
        outline.text("fares");
        outline.close();
        assert!(outline.open.is_empty());
        let found = outline.finish();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title, "Ferry fares");
        assert_eq!(found[0].link.as_deref(), Some("/0"), "the first of them");
    }
}
