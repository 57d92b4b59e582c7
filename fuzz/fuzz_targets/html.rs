#![no_main]
//! Titles of a page are single lines, none blank, none twice, few for its tags; or it is refused with
//! the line.

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let items = match bititle::read::html(page) {
        Ok(items) => items,
        Err(error) => return assert!(error.to_string().starts_with("line ")),
    };
    // A link may be opened anew in the block that follows.
    assert!(items.len() <= 2 * page.matches('<').count());
    let mut seen = HashSet::new();
    for item in &items {
        assert!(!item.title.trim().is_empty() && !item.title.contains('\n'));
        assert!(seen.insert(&item.title));
    }
});
