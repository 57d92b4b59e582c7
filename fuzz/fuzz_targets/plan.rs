#![no_main]
//! A cluster's plan is read, or refused; what is read gives keys.

use std::sync::LazyLock;

use bititle::block::{Blocks, Plan};
use bititle::{Aligner, Language};
use libfuzzer_sys::fuzz_target;

static ALIGNER: LazyLock<Aligner> = LazyLock::new(Aligner::builtin);

fuzz_target!(|bytes: &[u8]| {
    let Ok(plan) = serde_json::from_slice::<Plan>(bytes) else { return };
    let Ok(blocks) = Blocks::new(&ALIGNER, &plan) else { return };
    assert!(blocks.keys(Language::English, "Baidu opens 3 labs").len() <= 12);
    assert!(blocks.pair_block(&["Baidu IPO"], &["百度上市"]).len() <= 1);
});
