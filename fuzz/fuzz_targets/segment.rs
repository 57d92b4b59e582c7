#![no_main]
//! Tokens stand in the text in order, and normal forms lead back to it.

use std::sync::LazyLock;

use bititle::normalize::normalize;
use bititle::segment::Segmenter;
use bititle::{Language, Span};
use libfuzzer_sys::fuzz_target;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::builtin);

fuzz_target!(|text: &str| {
    let normal = normalize(text);
    assert_eq!(normal.original_len(), text.len());
    assert_eq!(normalize(normal.as_str()).as_str(), normal.as_str(), "a normal form is normal");
    let whole = Span::new(0, normal.as_str().len());
    assert!(text.get(normal.original_span(whole).range()).is_some());
    for language in [Language::English, Language::Chinese] {
        let title = SEGMENTER.segment(language, text);
        let mut last = Span::default();
        for token in &title.tokens {
            assert!(text.get(token.span.range()).is_some_and(|t| !t.is_empty()), "{token:?}");
            assert!(token.span.start >= last.end, "{last:?} {token:?}");
            assert!(!title.normal_form(token).is_empty());
            last = token.span;
        }
        for quantity in title.quantities() {
            assert!(text.get(quantity.span.range()).is_some_and(|t| !t.is_empty()));
        }
    }
});
