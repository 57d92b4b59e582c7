#![no_main]
//! Titles of a page are single lines, none blank, none twice.

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let Ok(items) = bititle::read::html(page) else { return };
    let mut seen = HashSet::new();
    for item in &items {
        assert!(!item.title.trim().is_empty() && !item.title.contains('\n'));
        assert!(seen.insert(&item.title));
    }
});
