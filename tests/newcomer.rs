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

/// Lines that tell nothing, more than one buffer of them, and then GBK.
fn late() -> Vec<u8> {
    let line = [b"Ferry Fares Rise Again ", GBK, b"\n"].concat();
    ["Ferry Fares Rise Again\n".repeat(1000).into_bytes(), line.repeat(2)].concat()
}

#[test]
fn an_encoding_may_show_late() {
    let path = file("late_gbk", late());
    for (name, wanted) in [
        ("split", "Ferry Fares Rise Again\t渡轮票价再度上调"),
        ("segment", "Ferry Fares Rise Again 渡轮 票价 再度 上调"),
    ] {
        for run in [run(name, &[&path]), Run::of(name, &[], &late())] {
            run.assert_went_well();
            assert_eq!((run.lines().len(), run.lines()[1001]), (1002, wanted), "{name}");
        }
    }
}

#[test]
fn bytes_of_another_encoding_are_told_once() {
    let begin = "Ferry Fares Rise Again 渡轮票价再度上调\n";
    let mixed = [&begin.repeat(300).into_bytes(), &late()[..]].concat();
    let path = file("mixed", &mixed);
    for run in [run("split", &[&path]), Run::of("split", &[], &mixed)] {
        assert_eq!((run.status, run.lines().len()), (Some(0), 1302), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(run.err.contains("line 1301: byte 24 (0xB6) is not UTF-8"), "{}", run.err);
        assert!(run.lines()[1301].contains('\u{FFFD}'), "{}", run.lines()[1301]);
    }
}

#[test]
fn damaged_utf_16_loses_only_what_is_damaged() {
    let line = "Ferry Fares Rise Again 渡轮票价再度上调\n";
    for (mark, order) in [
        ("\u{FEFF}", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ("\u{FEFF}", u16::to_be_bytes),
        ("", u16::to_le_bytes),
    ] {
        let text = format!("{mark}{}", line.repeat(3));
        let mut bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        bytes.push(0x61);
        let path = file("damaged_utf_16", &bytes);
        for run in [run("split", &[&path]), Run::of("split", &[], &bytes)] {
            assert_eq!((run.status, run.lines().len()), (Some(0), 4), "{}", run.err);
            assert_eq!(run.lines()[2], "Ferry Fares Rise Again\t渡轮票价再度上调");
            assert!(
                run.err.starts_with("warning: ") && run.err.lines().count() == 1,
                "{}",
                run.err
            );
        }
    }
}
