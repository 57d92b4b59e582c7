//! What a person sees on a terminal: colours, columns, drawings.

mod programs;

use programs::*;
use unicode_width::UnicodeWidthStr;

const ENGLISH: &str = "Nokia sells 30 million phones\nRain\nBaidu opens a lab in Chengdu\n";
const CHINESE: &str = "百度在成都开设实验室\n一切从头再来\n诺基亚卖出三千万部手机\n";

fn pretty(name: &str, files: &[String; 2], variables: &[(&str, &str)]) -> Run {
    let mut command = program(name);
    command.args(files).arg("--format=pretty");
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    Run::from(command.output().expect("the example starts"))
}

#[test]
fn columns_respect_the_width_of_characters() {
    let files = two_files("columns", &ENGLISH.replace("Rain", "渡轮 Rain"), CHINESE);
    let run = pretty("pair", &files, &[]);
    run.assert_went_well();
    let lines = run.lines();
    let start = |line: &str, words: &str| line[..line.find(words).expect("is there")].width();
    assert_eq!(start(lines[0], "诺基亚"), start(lines[2], "百度"));
    assert_eq!(start(lines[0], "诺基亚"), start(lines[3], "一切"));
    assert!(lines[1].trim_start().starts_with("–   渡轮 Rain"), "{}", run.out);
    assert_eq!(lines.len(), 4, "nothing is lost");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let files = two_files("colours", "Nokia sells phones\n", "诺基亚卖出手机\n");
    for name in ["pair", "words"] {
        let coloured = |variables| pretty(name, &files, variables).out.contains("\u{1B}[");
        assert!(!coloured(&[]), "{name}: a pipe is no terminal");
        assert!(coloured(&[("CLICOLOR_FORCE", "1")]), "{name}");
        assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "{name}");
    }
}

#[test]
fn hostile_titles_do_not_reach_the_terminal() {
    let english = "Nokia sells \u{1B}[2J30 million \u{202E}phones\u{7}\n";
    let files = two_files("hostile", english, "诺基亚\u{9B}2J卖出三千万部手机\n");
    for name in ["pair", "words"] {
        let run = pretty(name, &files, &[]);
        run.assert_went_well();
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        assert!(!run.out.contains(bad), "{name}: {:?}", run.out);
        assert!(run.out.contains("million") && run.out.contains("诺基亚"), "{name}");
    }
}

/// Signs that turn the direction of writing, by the Unicode property `Bidi_Control`.
const TURNS: &str = "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";

#[test]
fn no_table_for_a_terminal_lets_hostile_signs_through() {
    let signs = format!("{TURNS}\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}");
    let (english, chinese) =
        (format!("Nokia{signs} sells phones"), format!("诺基亚{signs}卖出手机"));
    let [english_list, chinese_list] = two_files("signs", &english, &chinese);
    let page =
        file("signs.page", format!("{english} {chinese}\n* Rain {signs} again today\n").repeat(3));
    for args in [
        &["align_page", &page][..],
        &["pair", &english_list, &chinese_list, "--format=pretty", "--explain"],
        &["words", &english_list, &chinese_list, "--format=pretty"],
        &["counterpart", &chinese_list, &english],
    ] {
        let run = run(args[0], &args[1..]);
        run.assert_went_well();
        let bad = |c: char| (c.is_control() && c != '\n') || TURNS.contains(c);
        assert!(!run.out.contains(bad), "{args:?}: {:?}", run.out);
        assert!(
            run.out.contains('\u{FFFD}') && run.out.contains("诺基亚"),
            "{args:?}: {}",
            run.out
        );
    }
    // What is for programs stays as it is.
    assert!(run("pair", &[&english_list, &chinese_list, "--format=json"]).out.contains("\u{202E}"));
    assert!(run("split", &[&page]).out.contains(TURNS));
}

/// Cells of a line of a drawing.
fn cells(line: &str) -> Vec<char> {
    let wide = |c: char| std::iter::repeat_n(c, c.to_string().width().max(1));
    line.chars().flat_map(wide).collect()
}

#[test]
fn drawn_links_lead_from_word_to_word() {
    let files = two_files(
        "drawing",
        "Huawei phones sell in China\nRain\n",
        "中国卖出华为手机\n一切从头再来\n",
    );
    let run = pretty("words", &files, &[]);
    run.assert_went_well();
    let blocks: Vec<&str> = run.out.split("\n\n").collect();
    let lines: Vec<Vec<char>> = blocks[0].lines().map(cells).collect();
    let (above, below) = (&lines[0], &lines[lines.len() - 1]);
    let at = |line: &Vec<char>, cell: usize| line.get(cell).copied().unwrap_or(' ');
    // A link that leaves a word goes on, cell by cell, till a word is reached.
    let mut ends = 0;
    for (number, line) in lines.iter().enumerate().skip(1).take(lines.len() - 2) {
        for (cell, &c) in line.iter().enumerate() {
            let (up, down) = (at(&lines[number - 1], cell), at(&lines[number + 1], cell));
            if "│┼┴╰╯".contains(c) {
                assert!("│┼╭╮┬".contains(up) || (number == 1 && up != ' '), "{}", run.out);
                ends += usize::from(number == 1);
            }
            if "│┼┬╭╮".contains(c) {
                let last = number == lines.len() - 2;
                assert!("│┼╰╯┴".contains(down) || (last && down != ' '), "{}", run.out);
            }
        }
    }
    assert!(ends >= 3, "{}", run.out);
    assert_eq!(above.iter().collect::<String>().split_whitespace().count(), 5);
    assert!(below.contains(&'华') && blocks[1].trim_start().starts_with("Rain"), "{}", run.out);
}
