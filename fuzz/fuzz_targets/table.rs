#![no_main]
//! Tables and JSON lines are read row by row or refused with the line.

use bititle::read::{Columns, csv, json_lines, tsv};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let headed = format!("title,date\n{text}");
    for read in [
        csv(text, &Columns::default()),
        csv(&headed, &Columns::default()),
        tsv(text, &Columns::default()),
        json_lines(text, &Columns::default()),
    ] {
        match read {
            Ok(items) => assert!(items.is_sorted_by_key(|item| item.line)),
            Err(error) => assert!(error.to_string().starts_with("line "), "{error}"),
        }
    }
});
