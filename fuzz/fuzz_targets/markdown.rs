#![no_main]
//! Titles of a text are single lines, none blank, and have their lines.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.matches('\n').count() + 1;
    for item in bititle::read::markdown(text) {
        assert!(!item.title.trim().is_empty() && !item.title.contains('\n'));
        assert!((1..=lines).contains(&item.line));
    }
});
