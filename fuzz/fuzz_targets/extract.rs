#![no_main]
//! Every line that is not blank is there once, with spans into the page.

use bititle::extract::extract;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let found = extract(page);
    let lines = page.split('\n').filter(|line| !line.trim().is_empty());
    assert_eq!(found.lines.len(), lines.count());
    for line in &found.lines {
        let text = page.get(line.span.range()).expect("a span of the page");
        assert!(!text.is_empty() && text.trim() == text);
        for half in line.split.pairs.iter().flat_map(|pair| [pair.english, pair.chinese]).flatten() {
            assert!(half.start >= line.span.start && half.end <= line.span.end);
            assert!(page.get(half.range()).is_some());
        }
    }
});
