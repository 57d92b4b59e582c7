//! The examples, run as programs.

mod programs;

use std::env;
use std::ffi::OsStr;

use programs::*;
use serde_json::Value;

const TAKE_ONE_FILE: [&str; 3] = ["align_page", "split", "segment"];
const ALL: [&str; 6] = ["align_page", "split", "segment", "pair", "search", "words"];

#[test]
fn wrong_options_are_refused() {
    let empty = file("wrong_options", "");
    for name in ALL {
        for option in ["--wrong", "-x", "--wrong=1", "--format=xml", "--format", "--top=0", "--é"]
        {
            let args = [files(name, &empty), vec![option]].concat();
            run(name, &args).assert_refused(&format!("{name} {option}"));
        }
    }
}

#[test]
fn wrong_values_are_refused() {
    let empty = file("wrong_values", "");
    for (name, options) in [
        ("align_page", &["--format=tsv", "--format="][..]),
        ("split", &["--format=table", "--format=TSV"]),
        ("segment", &["--format=tsv"]),
        ("pair", &["--method=best", "--threshold=2", "--threshold=-1", "--threshold=nan"]),
        ("pair", &["--threshold=", "--explain=yes", "--method"]),
        ("search", &["--top=-1", "--top=1.5", "--top=many", "--top"]),
        ("words", &["--tokenized=no"]),
    ] {
        for option in options {
            let args = [files(name, &empty), vec![option]].concat();
            run(name, &args).assert_refused(&format!("{name} {option}"));
        }
    }
}

#[test]
fn every_example_takes_a_model() {
    let [english, chinese] = two_files("take_a_model", ENGLISH, CHINESE);
    let model = concat!("--model=", env!("CARGO_MANIFEST_DIR"), "/src/model/builtin/bititle.model");
    let no_model = format!("--model={english}");
    for name in ALL {
        let files =
            if TAKE_ONE_FILE.contains(&name) { vec![&*english] } else { vec![&*english, &chinese] };
        let with = run(name, &[files.clone(), vec![model]].concat());
        assert_eq!(with.lines(), run(name, &files).lines(), "{name}");
        let refused = run(name, &[files.clone(), vec![&no_model]].concat());
        refused.assert_refused(name);
        assert!(refused.err.contains("not a bititle model"), "{name}: {}", refused.err);
        run(name, &[files, vec!["--model=no/such/file"]].concat()).assert_refused(name);
    }
}

#[test]
fn missing_files_are_refused() {
    let (there, missing) = (file("missing_files", ENGLISH), "no/such/file.txt");
    for name in TAKE_ONE_FILE {
        run(name, &[missing]).assert_refused(name);
    }
    for name in TAKE_TWO_FILES {
        for args in [[missing, missing], [missing, &there], [&there, missing]] {
            let run = run(name, &args);
            run.assert_refused(name);
            assert!(run.err.contains(missing), "{name} does not name the file: {}", run.err);
        }
    }
}

#[test]
fn names_of_two_lines_are_refused_on_one() {
    for arg in ["no such\nfile.txt", "--no-such\noption"] {
        run("split", &[arg]).assert_refused("a name of two lines");
    }
}

#[test]
fn folders_are_refused() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for name in ALL {
        run(name, &files(name, folder)).assert_refused(name);
    }
}

#[test]
fn wrong_numbers_of_files_are_refused() {
    let file = file("numbers_of_files", "");
    for name in ALL {
        let args = [files(name, &file), vec![&file]].concat();
        run(name, &args).assert_refused(name);
    }
    for name in TAKE_TWO_FILES {
        run(name, &[]).assert_refused(name);
        run(name, &[&file]).assert_refused(name);
    }
}

#[test]
fn help_is_one_line() {
    for name in ALL {
        for option in ["--help", "-h"] {
            let run = run(name, &[option]);
            run.assert_went_well();
            assert!(run.out.starts_with(&format!("usage: {name} ")), "{}", run.out);
            assert_eq!(run.lines().len(), 1);
        }
    }
}

#[test]
fn empty_files_are_no_error() {
    let empty = file("empty_files", "");
    for name in ALL {
        let run = run(name, &files(name, &empty));
        run.assert_went_well();
        let expected = match name {
            "align_page" => "0 titles, 0 of them in both languages\n",
            _ => "",
        };
        assert_eq!(run.out, expected, "{name}");
    }
}

#[test]
fn help_ends_well_without_readers() {
    for name in ALL.into_iter().chain(["index", "service", "counterpart", "feeds", "worker"]) {
        assert_ends_well_without_readers(name, &["--help"], "");
    }
}

#[test]
fn examples_end_well_without_readers() {
    let [english, chinese] = two_files("closed_pipe", &ENGLISH.repeat(200), &CHINESE.repeat(200));
    let title = "Ferry Fares Rise Again 渡轮票价再度上调\n";
    let (large, page) = (title.repeat(20_000), title.repeat(100));
    for (name, args, input) in [
        ("split", vec!["-"], large.as_str()),
        ("split", vec!["-", "--format=json"], &large),
        ("segment", vec!["-"], &large),
        ("align_page", vec!["-"], &page),
        ("align_page", vec!["-", "--format=json"], &page),
        ("pair", vec![&english, &chinese], ""),
        ("pair", vec![&english, &chinese, "--format=json"], ""),
        ("search", vec![&english, &chinese], ""),
        ("words", vec![&english, &chinese], ""),
    ] {
        assert_ends_well_without_readers(name, &args, input);
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let [english, chinese] = two_files("dash", ENGLISH, CHINESE);
    for name in TAKE_ONE_FILE {
        let (piped, from_file) = (run_with(name, &["-"], ENGLISH), run(name, &[&english]));
        piped.assert_went_well();
        assert_eq!(piped.out, from_file.out, "{name}");
    }
    for name in TAKE_TWO_FILES {
        let from_files = run(name, &[&english, &chinese]);
        from_files.assert_went_well();
        assert_eq!(run_with(name, &["-", &chinese], ENGLISH).out, from_files.out, "{name}");
        assert_eq!(run_with(name, &[&english, "-"], CHINESE).out, from_files.out, "{name}");
    }
}

#[test]
fn standard_input_is_read_once_only() {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/src/model/builtin/bititle.model");
    let model = std::fs::read(model).expect("the model is there");
    let list = file("read_once", ENGLISH);
    for args in [
        &["split", "-", "--model", "-"][..],
        &["split", "--model=-"],
        &["segment", "--model=-"],
        &["pair", "-", "-"],
        &["pair", &list, "-", "--model=-"],
        &["index", "search", "-", "-"],
        &["worker", "--plan=-", "--model=-"],
    ] {
        let rest: Vec<&OsStr> = args[1..].iter().map(OsStr::new).collect();
        let run = Run::of(args[0], &rest, &model);
        run.assert_refused(&args.join(" "));
        assert!(run.err.contains("read once only"), "{args:?}: {}", run.err);
    }
}

#[test]
fn split_and_segment_read_standard_input_unasked() {
    for name in ["split", "segment"] {
        assert_eq!(run_with(name, &[], ENGLISH).out, run_with(name, &["-"], ENGLISH).out);
    }
}

/// The same lists with a byte order mark and other line ends.
fn windows(text: &str) -> String {
    format!("\u{FEFF}{}", text.replace('\n', "\r\n"))
}

#[test]
fn byte_order_marks_and_line_ends_change_nothing() {
    let [english, chinese] = two_files("plain", ENGLISH, CHINESE);
    let [other_english, other_chinese] = two_files("windows", &windows(ENGLISH), &windows(CHINESE));
    for name in ALL {
        let two = TAKE_TWO_FILES.contains(&name);
        let plain = if two { vec![&*english, &*chinese] } else { vec![&*english] };
        let other =
            if two { vec![&*other_english, &*other_chinese] } else { vec![&*other_english] };
        let (plain, other) = (run(name, &plain), run(name, &other));
        plain.assert_went_well();
        assert_eq!(plain.out, other.out, "{name}");
    }
}

#[test]
fn bytes_that_are_no_text_lose_no_line() {
    let bytes = b"One\n\xE5\x8D\nFerry Fares Rise \xED\xA0\x80Again\n\xE4\xB8\xAD\xE6\x96\x87\n";
    let path = file("no_text", bytes);
    for name in ["split", "segment"] {
        let piped = Run::of(name, &[OsStr::new("-")], bytes);
        assert_eq!(piped.status, Some(0));
        assert!(piped.err.contains("-: line 2: byte 1 (0xE5) is not UTF-8"), "{}", piped.err);
        assert_eq!(piped.out, run(name, &[&path]).out, "{name}");
        assert_eq!(piped.lines().len(), 4, "{name}");
    }
    for name in ["align_page", "pair", "search", "words"] {
        let run = run(name, &files(name, &path));
        run.assert_refused(name);
        assert!(run.err.contains("no_text: line 2: byte 1 (0xE5) is not UTF-8"), "{}", run.err);
    }
}

#[test]
fn split_writes_a_line_for_each_line() {
    let input = "Ferry Fares Rise Again 渡轮票价再度上调\n\n渡轮票价再度上调\n*\n\
        Ferry\tFares Rise Again | 渡轮票价再度上调\nHome 首页 | News 新闻\nNo End";
    assert_eq!(
        run_with("split", &["-"], input).lines(),
        [
            "Ferry Fares Rise Again\t渡轮票价再度上调",
            "\t",
            "\t渡轮票价再度上调",
            "\t",
            "Ferry Fares Rise Again\t渡轮票价再度上调",
            "Home\t首页",
            "No End\t",
        ]
    );
}

#[test]
fn split_shows_all_pairs_in_json() {
    let input = "Home 首页 | News 新闻\n\n首页\n";
    let found = run_with("split", &["--format=json"], input).json_lines();
    let halves: Vec<String> = found.iter().map(|line| line["halves"].to_string()).collect();
    assert_eq!(
        halves,
        [
            r#"[{"chinese":"首页","english":"Home"},{"chinese":"新闻","english":"News"}]"#,
            "[]",
            r#"[{"chinese":"首页","english":null}]"#,
        ]
    );
    for (value, line) in found.iter().zip(input.lines()) {
        assert_eq!(value["line"], line);
        let cut: bititle::Split = serde_json::from_value(value["split"].clone()).expect("a cut");
        assert_eq!(cut, bititle::Aligner::builtin().split(line));
    }
}

#[test]
fn segment_writes_a_line_for_each_line() {
    let input = "China's COVID-19 bill: $1.5bn\n\n诺基亚卖出三千万部手机\n";
    let run = run_with("segment", &["-"], input);
    let lines = run.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[..2], ["China 's COVID-19 bill : $1.5bn", ""]);
    let words: Vec<&str> = lines[2].split(' ').collect();
    assert_eq!(words.concat(), "诺基亚卖出三千万部手机");
    assert!(words.contains(&"诺基亚"), "{words:?}");
}

#[test]
fn segment_writes_titles_as_json() {
    for (found, line) in
        run_with("segment", &["--format=json"], ENGLISH).json_lines().iter().zip(ENGLISH.lines())
    {
        let title: bititle::Title =
            serde_json::from_value(found["title"].clone()).expect("a title");
        let words: Vec<&str> = title.tokens.iter().map(|t| t.span.of(line)).collect();
        assert_eq!(found["line"], line);
        assert_eq!(found["words"], serde_json::json!(words));
        assert_eq!(found["normal_forms"].as_array().map(Vec::len), Some(words.len()));
    }
}

#[test]
fn pair_writes_rows_by_english_line() {
    let english = format!("{ENGLISH}Why poets hate rain\n");
    let chinese = format!("一切从头再来\n{CHINESE}");
    let [english, chinese] = two_files("pair_rows", &english, &chinese);
    let run = run("pair", &[&english, &chinese]);
    let rows = run.rows();
    assert!(rows.iter().all(|row| row.len() == 5), "{rows:?}");
    let named: Vec<[&str; 4]> = rows.iter().map(|r| [r[0], r[1], r[3], r[4]]).collect();
    assert_eq!(
        named,
        [
            ["0", "2", "Nokia sells 30 million phones", "诺基亚卖出三千万部手机"],
            ["1", "1", "Baidu opens a lab in Chengdu", "百度在成都开设实验室"],
            ["2", "", "Why poets hate rain", ""],
            ["", "0", "", "一切从头再来"],
        ]
    );
    let sure = |row: &Vec<&str>| row[2].parse::<f32>().is_ok_and(|p| (0.5..=1.0).contains(&p));
    assert!(rows[..2].iter().all(sure) && rows[2..].iter().all(|row| row[2].is_empty()));
}

#[test]
fn pair_counts_lines_as_numbers() {
    let english = "Nothing to see here\n".repeat(12);
    let [english, chinese] = two_files("pair_numbers", &english, "");
    let run = run("pair", &[&english, &chinese]);
    let lines: Vec<usize> = run.rows().iter().filter_map(|row| row[0].parse().ok()).collect();
    assert_eq!(lines, (0..12).collect::<Vec<_>>());
}

#[test]
fn pair_explains_in_a_field_more() {
    let [english, chinese] = two_files("pair_explains", &format!("{ENGLISH}Rain\n"), CHINESE);
    let run = run("pair", &[&english, &chinese, "--explain"]);
    let rows = run.rows();
    assert!(rows.iter().all(|row| row.len() == 6), "{rows:?}");
    assert!(rows[0][5].contains("Nokia=诺基亚"), "{rows:?}");
    assert_eq!(rows[2][5], "");
}

#[test]
fn pair_writes_tabs_as_spaces() {
    let [english, chinese] =
        two_files("pair_tabs", "\nNokia\tsells 30 million phones\n", "诺基亚\t卖出三千万部手机\n");
    let run = run("pair", &[&english, &chinese]);
    let rows = run.rows();
    let named: Vec<[&str; 4]> = rows.iter().map(|r| [r[0], r[1], r[3], r[4]]).collect();
    assert_eq!(
        named,
        [["0", "", "", ""], ["1", "0", "Nokia sells 30 million phones", "诺基亚 卖出三千万部手机"],]
    );
}

#[test]
fn pair_leaves_blank_titles_alone() {
    let [english, chinese] = two_files("pair_blank", "\n", "\n");
    let out = run("pair", &[&english, &chinese]).out;
    assert_eq!(out, "0\t\t\t\t\n\t0\t\t\t\n", "blank titles are paired");
}

#[test]
fn pair_knows_its_methods() {
    let [english, chinese] = two_files("pair_methods", ENGLISH, CHINESE);
    for (method, pairs) in [("optimal", 2), ("greedy", 2), ("ordered", 1)] {
        let run = run("pair", &[&english, &chinese, "--method", method]);
        let paired = |row: &&Vec<&str>| !row[0].is_empty() && !row[1].is_empty();
        assert_eq!(run.rows().iter().filter(paired).count(), pairs, "{method}");
    }
}

#[test]
fn pair_writes_json_lines() {
    let [english, chinese] = two_files("pair_json", &format!("{ENGLISH}Rain\n"), CHINESE);
    let found = run("pair", &[&english, &chinese, "--format=json"]).json_lines();
    assert_eq!(found.len(), 3);
    assert_eq!((&found[0]["english_line"], &found[0]["chinese_line"]), (&0.into(), &1.into()));
    assert_eq!(found[0]["chinese"], "诺基亚卖出三千万部手机");
    assert!(found[0]["probability"].is_number() && found[0]["evidence"].is_object());
    assert_eq!(found[2], serde_json::json!({"english_line": 2, "english": "Rain"}));
}

/// Rows are by query, the best of each first.
fn assert_best_first(rows: &[Vec<&str>]) {
    let read = |row: &Vec<&str>| -> (usize, f32) {
        (row[0].parse().expect("a query line"), row[2].parse().expect("a score"))
    };
    for two in rows.windows(2) {
        let ((query, score), (next_query, next_score)) = (read(&two[0]), read(&two[1]));
        assert!(query < next_query || (query == next_query && score >= next_score), "{two:?}");
    }
}

#[test]
fn search_finds_the_best_first_in_either_language() {
    let [english, chinese] = two_files("search", ENGLISH, CHINESE);
    for (queries, candidates) in [(&english, &chinese), (&chinese, &english)] {
        let run = run("search", &[queries, candidates]);
        let rows = run.rows();
        assert!(rows.iter().all(|row| row.len() == 3), "{rows:?}");
        assert_best_first(&rows);
        for (query, candidate) in [("0", "1"), ("1", "0")] {
            let best = rows.iter().find(|row| row[0] == query).map(|row| row[1]);
            assert_eq!(best, Some(candidate), "{rows:?}");
        }
    }
}

#[test]
fn search_keeps_to_the_top() {
    let [english, chinese] = two_files("search_top", ENGLISH, &CHINESE.repeat(20));
    for (options, most) in [(vec![], 10), (vec!["--top", "1"], 1), (vec!["--top=3"], 3)] {
        let run = run("search", &[vec![&*english, &*chinese], options].concat());
        let rows = run.rows();
        assert_best_first(&rows);
        for query in ["0", "1"] {
            assert_eq!(rows.iter().filter(|row| row[0] == query).count(), most);
        }
    }
}

#[test]
fn search_refuses_two_lists_in_one_language() {
    let [english, chinese] = two_files("search_one_language", ENGLISH, CHINESE);
    for list in [&english, &chinese] {
        run("search", &[list, list]).assert_refused("search");
    }
}

#[test]
fn words_links_line_by_line() {
    let english = "Nokia sells 30 million phones\n\nWhy poets hate rain\n";
    let [english, chinese] = two_files("words", english, "诺基亚卖出三千万部手机\n\n一切\n");
    assert_eq!(run("words", &[&english, &chinese]).lines(), ["0-0 1-1 2-2 3-2 4-3", "", ""]);
}

#[test]
fn words_takes_tokens_as_given() {
    let [english, chinese] =
        two_files("words_tokens", "Well , Nokia sells phones\n", "诺基亚 卖出 手机\n");
    assert_eq!(run("words", &[&english, &chinese, "--tokenized"]).lines(), ["2-0 3-1 4-2"]);
}

#[test]
fn words_refuses_lists_of_two_lengths() {
    let [english, chinese] = two_files("words_lengths", ENGLISH, "一\n");
    run("words", &[&english, &chinese]).assert_refused("words");
}

#[test]
fn align_page_shows_its_sample_unasked() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/page.txt");
    let unasked = run("align_page", &[]);
    unasked.assert_went_well();
    assert_eq!(unasked.out, run("align_page", &[sample]).out);
    assert_eq!(unasked.lines()[0], "4 titles, 3 of them in both languages");
    let head: Vec<&str> = unasked.lines()[2].split_whitespace().collect();
    assert_eq!(head, ["line", "kind", "English", "Chinese", "remarks"]);
    assert!(unasked.out.contains("marker *") && unasked.out.contains("English only"));
    assert!(unasked.out.contains("Taken apart, shuffled and paired again:"));
    assert!(!unasked.out.contains("Bottom line"), "{}", unasked.out);
}

#[test]
fn align_page_writes_json() {
    let run = run("align_page", &["--format", "json"]);
    run.assert_went_well();
    let found: Value = serde_json::from_str(&run.out).expect("the output is JSON");
    let count = |key: &str| found[key].as_array().map(Vec::len);
    assert_eq!((count("lines"), count("english"), count("chinese")), (Some(10), Some(4), Some(3)));
    let lines = found["lines"].as_array().map_or(&[][..], Vec::as_slice);
    for line in lines {
        let parsed = serde_json::from_value(line["line"].clone());
        let _: bititle::extract::PageLine = parsed.expect("a line of a page");
    }
    let _: bititle::TitlePairing =
        serde_json::from_value(found["pairing"].clone()).expect("a pairing");
}

#[test]
fn align_page_takes_a_page_in_one_language() {
    let run = run_with("align_page", &["-"], ENGLISH);
    run.assert_went_well();
    assert_eq!(run.lines()[0], "2 titles, 0 of them in both languages");
    assert!(!run.out.contains("paired again"), "{}", run.out);
}
