#![no_main]
//! Pieces make up the line, in order; halves are pieces; probability is one.

use bititle::split::{Role, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let cut = split(line);
    let mut at = 0;
    for piece in &cut.pieces {
        assert!(piece.span.start == at && piece.span.end > at && line.get(piece.span.range()).is_some());
        at = piece.span.end;
    }
    assert!(at == line.len());
    assert!((0.0..=1.0).contains(&cut.probability));
    for pair in &cut.pairs {
        assert!(pair.english.is_some() || pair.chinese.is_some());
        for (half, role) in [(pair.english, Role::English), (pair.chinese, Role::Chinese)] {
            let Some(half) = half else { continue };
            assert!(!half.of(line).trim().is_empty());
            assert!(cut.pieces.iter().any(|piece| piece.span == half && piece.role == role));
        }
    }
    assert_eq!(split(line), cut);
});
