#![no_main]
//! An index file is read, or refused; what is read can be searched.

use std::sync::LazyLock;

use bititle::{Aligner, TitleIndex};
use libfuzzer_sys::fuzz_target;

static ALIGNER: LazyLock<Aligner> = LazyLock::new(Aligner::builtin);

/// The bytes behind a header that fits them, so that what lies behind the checksum is reached.
fn with_header(body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u64).to_le_bytes();
    let sum = crc32fast::hash(body).to_le_bytes();
    [b"bititle index\0\x01\0", &length[..], &sum, body].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut index) = TitleIndex::load(&ALIGNER, with_header(bytes).as_slice()) else { return };
    for found in index.search("Baidu opens 3 labs", 3) {
        assert!(index.get(found.candidate).is_some() && (0.0..=1.0).contains(&found.score));
    }
    let added = index.add("百度开设三家实验室");
    assert_eq!(index.remove(added).as_deref(), Some("百度开设三家实验室"));
});
