//! The three short examples that a newcomer would copy, run as programs.

mod programs;

use std::ffi::OsStr;

use programs::*;
use serde_json::json;

const FEEDS: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/formats/english.rss"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/formats/chinese.atom"),
];

#[test]
fn feeds_are_paired_within_some_days() {
    let pairs = |days: &[&str]| {
        let run = run("feeds", &[&FEEDS, days].concat());
        run.assert_went_well();
        run.lines().iter().filter(|line| line.contains("https://gangkou.example/")).count()
    };
    assert_eq!((pairs(&[]), pairs(&["30"])), (5, 6));
}

#[test]
fn bad_use_of_the_short_examples_is_one_line() {
    let days = |days| [FEEDS[0], FEEDS[1], days];
    for args in [&FEEDS[..1], &["no/such.rss", FEEDS[1]], &days("many"), &days("213503982334602")] {
        run("feeds", args).assert_refused(&format!("{args:?}"));
    }
    for args in [&[][..], &["no/such.txt", "title"], &["--wrong", "x", "y"]] {
        run("counterpart", args).assert_refused(&format!("{args:?}"));
    }
    run("service", &["--wrong"]).assert_refused("service --wrong");
}

#[test]
fn the_short_examples_end_well_without_readers() {
    let list = file("counterparts_unread", "百度在成都开设实验室\n");
    assert_ends_well_without_readers("counterpart", &[&list, "Baidu opens a lab"], "");
    assert_ends_well_without_readers("feeds", &FEEDS, "");
    let request = "{\"do\": \"split\", \"line\": \"Ferry\"}\n";
    assert_ends_well_without_readers("service", &[], request);
}

#[test]
fn ids_come_back_as_they_were_written() {
    let ids = ["123456789012345678901", "1.10", "\"\\u0041\"", "[1, {\"a\": 2}]", "null"];
    let request = |id: &&str| format!("{{\"id\": {id}, \"do\": \"split\", \"line\": \"Ferry\"}}\n");
    let run = run_with("service", &[], &ids.iter().map(request).collect::<String>());
    run.assert_went_well();
    for (line, id) in run.lines().iter().zip(ids) {
        assert!(line.contains(&format!("\"id\":{id},")), "{line}");
    }

    let sample = "{\"language\": \"english\", \"title\": \"Baidu IPO\"}";
    let plan = file("ids.plan", run_with("worker", &["plan", "--titles=1"], sample).out);
    let block = concat!(
        "{\"id\": 123456789012345678901, \"do\": \"pair\", ",
        "\"english\": [{\"id\": 1.10, \"title\": \"Baidu IPO\"}], ",
        "\"chinese\": [{\"id\": 123456789012345678902, \"title\": \"百度上市\"}]}",
    );
    let answer = run_with("worker", &["--plan", &plan], block).out;
    for id in ["\"id\":123456789012345678901,", "\"english\":1.10,", ":123456789012345678902,"] {
        assert!(answer.contains(id), "{answer}");
    }
}

#[test]
fn a_counterpart_is_found_with_its_reasons() {
    let list = file("counterparts", "诺基亚卖出三千万部手机\n百度在成都开设实验室\n");
    let run = run("counterpart", &[&list, "Baidu opens a lab in Chengdu"]);
    run.assert_went_well();
    let lines = run.lines();
    assert!(lines[0].ends_with("  百度在成都开设实验室"), "{}", run.out);
    assert!(lines[1].contains("Chengdu=成都"), "{}", run.out);
}

#[test]
fn the_service_answers_every_line() {
    let input = concat!(
        "{\"id\": 1, \"do\": \"split\", \"line\": \"Ferry Fares Rise 渡轮票价上调\"}\n",
        "{\"id\": \"b\", \"do\": \"pair\", \"english\": [\"Baidu IPO\"], \"chinese\": [\"百度上市\"]}\n",
        "\n",
        "{\"id\": 3, \"do\": \"fly\"}\n",
        "{\"id\": 4, \"do\": \"words\", \"english\": 7}\n",
        "no JSON\n",
        "{\"id\": 5, \"do\": \"words\", \"english\": \"Baidu IPO\", \"chinese\": \"百度上市\"}",
    );
    let answers = run_with("service", &[], input).json_lines();
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].clone()).collect();
    assert_eq!(json!(ids), json!([1, "b", null, 3, 4, null, 5]));
    let failed: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(failed, [false, false, true, true, true, true, false]);
    assert_eq!(answers[1]["answer"]["pairs"][0]["chinese"], 0);
    assert_eq!(answers[6]["answer"].as_array().map(Vec::len), Some(2));
}

/// 渡轮票价再度上调 as a text editor of old saves it.
const GBK: &[u8] = b"\xB6\xC9\xC2\xD6\xC6\xB1\xBC\xDB\xD4\xD9\xB6\xC8\xC9\xCF\xB5\xF7";

#[test]
fn split_reads_other_encodings() {
    let line = "Ferry Fares Rise Again 渡轮票价再度上调";
    let utf_16: Vec<u8> =
        format!("\u{FEFF}{line}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wanted = "Ferry Fares Rise Again\t渡轮票价再度上调\n";
    let with = |args: &[&str], bytes: &[u8]| {
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        Run::of("split", &args, bytes)
    };
    assert_eq!(with(&[], &utf_16).out, wanted);
    assert_eq!(with(&[], &[b"Ferry Fares Rise Again ", GBK].concat()).out, wanted);
    assert_eq!(with(&["--encoding=gbk"], &GBK[..4]).out, "\t渡轮\n", "too short to tell");
    with(&["--encoding=utf-8"], GBK).assert_refused("GBK read as UTF-8");
}
