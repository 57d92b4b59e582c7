#![no_main]
//! A feed is read or refused with its line, and lines rise; the text of an Atom title is kept.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match bititle::read::feed(text) {
        Ok(items) => {
            assert!(items.is_sorted_by_key(|item| item.line));
            assert!(items.iter().all(|item| !item.title.contains('\n') && item.line > 0));
        }
        Err(error) => assert!(error.to_string().starts_with("line ")),
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let atom = format!("<feed><entry><title>{escaped}</title></entry></feed>");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(bititle::read::feed(&atom).expect("a feed")[0].title, words);
});
