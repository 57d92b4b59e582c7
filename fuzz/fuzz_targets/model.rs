#![no_main]
//! A model file is read, or refused; what is read can be used.

use bititle::model::Model;
use bititle::{Aligner, Language};
use libfuzzer_sys::fuzz_target;

/// The bytes behind a header that fits them, so that what lies behind the checksum is reached.
fn with_header(body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u64).to_le_bytes();
    let sum = crc32fast::hash(body).to_le_bytes();
    [b"bititle model\0\x01\0", &length[..], &sum, body].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(model) = Model::from_bytes(&with_header(bytes)) else { return };
    let aligner = Aligner::builtin().with_model(model);
    let title = aligner.segment(Language::English, "Baidu opens 3 labs");
    assert_eq!(title.tokens.len(), 4);
    assert!(aligner.evidence("Baidu opens 3 labs", "百度开设三家实验室").log_odds().is_finite());
});
