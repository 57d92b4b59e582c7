#![no_main]
//! Text comes out as it went in, or an error with its line.

use bititle::read::{Encoding, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for label in ["", "utf-8", "utf-16le", "gb18030", "big5", "windows-1252"] {
        match decode(bytes, Encoding::from_label(label)) {
            Ok(text) => assert!(bytes.is_empty() || !text.is_empty() || bytes.len() <= 3),
            Err(error) => assert!(error.to_string().starts_with("line ")),
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(read) = decode(bytes, Encoding::from_label("utf-8")) {
            assert!(text.ends_with(&read));
        }
    }
});
