//! Titles from pages, feeds, tables and JSON lines: read right, or refused with the place.
#![cfg(feature = "formats")]

use std::time::Duration;

use bititle::read::{self, Columns, Format};
use bititle::{Aligner, Item, Language, PairOptions};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("data/formats/", $name))
    };
}

const ENGLISH: [&str; 7] = [
    "Ferry fares rise again in Hong Kong",
    "Nokia sells 30 million phones",
    "Baidu opens a lab in Chengdu",
    "Tesla & BYD cut prices in China",
    "Rain delays the Shanghai marathon",
    "\"Apple\" repairs now cost 20% less",
    "Why poets hate the harbour",
];
const CHINESE: [&str; 7] = [
    "一切从头再来",
    "苹果维修费用下降20%",
    "上海马拉松因雨推迟",
    "特斯拉与比亚迪在中国降价",
    "百度在成都开设实验室",
    "诺基亚卖出三千万部手机",
    "香港渡轮票价再度上调",
];

fn headlines() -> Columns {
    let [title, date, link] = ["headline", "published", "url"].map(Into::into);
    Columns { title, date, link, ..Columns::default() }
}

fn read(format: Format, text: &str) -> Vec<Item> {
    format.items(text, &Columns::default()).expect("a fixture is as it should be")
}

/// Each format's English and Chinese list.
fn lists() -> [(&'static str, Vec<Item>, Vec<Item>); 6] {
    let json = |titles: &[&str]| {
        let lines = titles.iter().map(|title| serde_json::json!({ "title": title }).to_string());
        read(Format::JsonLines, &lines.collect::<Vec<_>>().join("\n"))
    };
    let tsv = |titles: &[&str]| read(Format::Tsv, &format!("title\n{}", titles.join("\n")));
    [
        (
            "feeds",
            read(Format::Feed, fixture!("english.rss")),
            read(Format::Feed, fixture!("chinese.atom")),
        ),
        (
            "HTML",
            read(Format::Html, fixture!("english.html")),
            read(Format::Html, fixture!("chinese.html")),
        ),
        (
            "Markdown",
            read(Format::Markdown, fixture!("english.md")),
            read(Format::Markdown, fixture!("chinese.md")),
        ),
        (
            "CSV",
            read::csv(fixture!("english.csv"), &headlines()).expect("a table"),
            read(Format::Csv, fixture!("chinese.csv")),
        ),
        ("TSV", tsv(&ENGLISH), tsv(&CHINESE)),
        ("JSON lines", json(&ENGLISH), json(&CHINESE)),
    ]
}

fn titles(items: &[Item]) -> Vec<&str> {
    items.iter().map(AsRef::as_ref).collect()
}

#[test]
fn every_format_gives_the_pairs_of_the_plain_lists() {
    let plain = |titles: &[&str]| read(Format::Lines, &titles.join("\r\n"));
    let aligner = Aligner::builtin();
    let expected = aligner.pair(&plain(&ENGLISH), &plain(&CHINESE));
    let places: Vec<_> = expected.pairs.iter().map(|p| (p.english.0, p.chinese.0)).collect();
    assert_eq!(places, [(0, 6), (1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]);
    for (name, english, chinese) in lists() {
        assert_eq!(
            (titles(&english), titles(&chinese)),
            (ENGLISH.into(), CHINESE.into()),
            "{name}"
        );
        assert_eq!(aligner.pair(&english, &chinese), expected, "{name}");
    }
}

fn dates(items: &[Item]) -> Vec<String> {
    let day = |item: &Item| item.date.map_or("-".into(), |date| date.to_string()[5..13].into());
    items.iter().map(day).collect()
}

#[test]
fn dates_links_languages_and_lines_travel_along() {
    let [(_, english, chinese), _, (_, markdown, _), (_, table, _), ..] = lists();
    assert_eq!(
        dates(&english),
        ["11-02T00", "11-03T09", "11-04T00", "11-05T15", "11-06T10", "-", "11-08T10"]
    );
    assert_eq!(dates(&chinese)[1..4], ["11-07T04", "11-06T10", "11-06T00"]);
    assert_eq!(dates(&table)[4..], ["11-06T00", "-", "11-08T00"]);
    let link = |item: &Item| item.link.clone().unwrap_or_default();
    assert_eq!(link(&english[3]), "https://harbour.example/4");
    assert_eq!(link(&chinese[1]), "https://gangkou.example/f");
    assert_eq!(link(&markdown[6]), "https://harbour.example/7");
    assert_eq!(link(&table[6]), "https://harbour.example/7");
    assert!(english.iter().all(|item| item.language == Some(Language::English)));
    assert!(chinese.iter().all(|item| item.language == Some(Language::Chinese)));
    let lines = |items: &[Item]| items.iter().map(|item| item.line).collect::<Vec<_>>();
    assert_eq!(lines(&english), [7, 13, 18, 23, 28, 34, 39]);
    assert_eq!(lines(&markdown), [5, 9, 12, 13, 15, 16, 22]);
    assert_eq!(lines(&table), [2, 3, 4, 5, 6, 8, 9]);
}

#[test]
fn pages_say_the_language_of_each_title() {
    let [_, (_, english, chinese), ..] = lists();
    assert!(english.iter().all(|item| item.language == Some(Language::English)));
    assert!(chinese.iter().all(|item| item.language == Some(Language::Chinese)));
    let links = |items: &[Item]| items.iter().filter_map(|i| i.link.clone()).collect::<String>();
    assert_eq!((links(&english), links(&chinese)), ("/1/3/7".into(), "/e/d/c/b/a".into()));
}

#[test]
fn a_window_keeps_apart_what_was_published_apart() {
    let [(_, english, chinese), ..] = lists();
    let pairs = |days: u64| {
        let options = PairOptions::default().window(Duration::from_secs(days * 86_400));
        let pairing = Aligner::builtin().pair_items(&english, &chinese, &options);
        assert_eq!(pairing.pairs.len() + pairing.unpaired_english.len(), ENGLISH.len());
        pairing.pairs.iter().map(|p| p.english.0).collect::<Vec<_>>()
    };
    assert_eq!(pairs(30), [0, 1, 2, 3, 4, 5]);
    // The one on Nokia was told of in Chinese weeks later; the one without a date stays.
    assert_eq!(pairs(2), [0, 2, 3, 4, 5]);
    // That on the marathon came out in the same second.
    assert_eq!(pairs(0), [4, 5]);
}

/// What became of a broken text: so many items, or an error that holds some words.
#[derive(Debug)]
enum Outcome {
    Items(usize),
    Error(&'static str),
}
use Outcome::{Error, Items};

/// A text that was cut off before some words.
fn until(text: &str, words: &str) -> String {
    text.split_once(words).expect("the words are there").0.to_owned()
}

fn assert_outcomes(read: impl Fn(&str) -> bititle::Result<Vec<Item>>, cases: &[(&str, Outcome)]) {
    assert!(cases.len() >= 10);
    for (text, expected) in cases {
        let found = read(text);
        match (expected, &found) {
            (Items(count), Ok(items)) if items.len() == *count => {}
            (Error(words), Err(error)) if error.to_string().contains(words) => {}
            _ => panic!("expected {expected:?}, found {found:?} in {text:?}"),
        }
    }
}

#[test]
fn broken_feeds_are_refused_with_the_line_or_read_as_far_as_they_say() {
    let rss = |item: &str| format!("<rss>\n<channel>\n{item}\n</channel>\n</rss>");
    assert_outcomes(
        read::feed,
        &[
            ("", Error("expected RSS or Atom, found nothing")),
            ("Ferry fares rise\n", Error("expected RSS or Atom, found nothing")),
            (
                "<html><title>A page</title></html>",
                Error("line 1: expected RSS or Atom, found <html>"),
            ),
            (&until(fixture!("english.rss"), "<title>Baidu"), Error("early, after 2 whole items")),
            (&until(fixture!("english.rss"), "title>Baidu"), Error("line 19: ")),
            (&rss("<item><title>One</item>"), Error("line 3: ")),
            (&rss("<item><title>A & B</title></item>"), Error("line 3: ")),
            (&rss("<item><title>A &nosuch; &#x110000; B</title></item>"), Error("line 3: ")),
            (&rss("<item><title>A &nosuch; B</title></item>"), Items(1)),
            (&rss("<item><link>/1</link></item><item/>"), Items(2)),
            (&rss("<item><title>One</title><pubDate>31 Feb</pubDate></item>"), Items(1)),
            (&rss("<item><title>One <b>two</title></item>"), Error("line 3: ")),
            (&rss("<item><title><![CDATA[One</title></item>"), Error("line 3: ")),
            (&rss("<item><title x=1>One</title></item>"), Error("line 3: ")),
            (&rss("<item><x:title>One</x:title></item>"), Items(1)),
            (&rss("</item>"), Error("line 3: ")),
            ("<rss>\n</rss>", Items(0)),
        ],
    );
    let items = read::feed(&rss("<item><title>A &nosuch; 1 < 2 B</title></item>"));
    assert!(items.is_err(), "a bare < is no XML");
    let items = read::feed(&rss("<item><title>A &nosuch; 1 &lt; 2 &amp;lt;b B</title></item>"));
    assert_eq!(items.unwrap()[0].title, "A &nosuch; 1 < 2 <b B");
}

fn first_title(feed: &str) -> String {
    read::feed(feed).expect(feed)[0].title.clone()
}

#[test]
fn titles_of_feeds_keep_their_words() {
    let atom = |title: &str| first_title(&format!("<feed><entry>{title}</entry></feed>"));
    let rss = |title: &str| first_title(&format!("<rss><item>{title}</item></rss>"));
    let generic = "Using Vec&lt;T&gt; in Rust";
    for form in ["", " type='text'", " type='xhtml'"] {
        assert_eq!(atom(&format!("<title{form}>{generic}</title>")), "Using Vec<T> in Rust");
    }
    assert_eq!(atom("<title>&amp;lt;b&amp;gt; is a tag</title>"), "&lt;b&gt; is a tag");
    assert_eq!(atom("<title type='xhtml'><div>A <b>b</b></div></title>"), "A b");
    assert_eq!(
        atom("<title type='html'>A &lt;x-y&gt;b&lt;/x-y&gt; &amp;amp; c</title>"),
        "A b & c"
    );
    assert_eq!(rss(&format!("<title>{generic}</title>")), "Using Vec<T> in Rust");
    assert_eq!(rss("<title>A &lt;B&gt;b&lt;/B&gt;&lt;br/&gt; c&lt;!-- d --&gt;</title>"), "A b c");
    for titles in ["<title>a</title><title/>", "<title/><title>a</title><title>b</title>"] {
        assert_eq!((atom(titles), rss(titles)), ("a".into(), "a".into()));
    }
}

#[test]
fn errors_of_feeds_name_what_is_wrong() {
    let error = |feed: &str| read::feed(feed).expect_err(feed).to_string();
    let second = error("<rss></rss>\n<rss><item/></rss>");
    assert_eq!(second, "line 2: the feed has ended, but <rss> follows");
    let bare = error("<rss>\n<item><title>a < b</title></item></rss>");
    assert!(bare.starts_with("line 2: ") && !bare.contains("xml:lang"), "{bare}");
    let many = error(&format!("<rss{}></rss>", repeated(" xmlns:n#='u'", 300)));
    assert!(many.contains("namespaces are declared") && !many.contains("set_max"), "{many}");
}

#[test]
fn errors_quote_little_of_their_input() {
    let long = "x".repeat(300_000);
    let json = |line: &str| read::json_lines(line, &Columns::default());
    for result in [
        read::csv(&long, &Columns::default()),
        read::csv(&format!("title,date\nOne,{long}\n"), &Columns::default()),
        json(&format!("{{\"title\": [\"{long}\"]}}")),
        json(&format!("{{\"title\": \"One\", \"date\": \"{long}\"}}")),
        json(&format!("\"{long}\"")),
        read::feed(&format!("<{long}/>")),
        read::feed(&format!("<rss><{long}></rss>")),
        read::feed(&format!("<rss><item><{long} a=1/></item></rss>")),
    ] {
        let error = result.expect_err("broken").to_string();
        assert!(error.len() < 300 && error.contains('…'), "{}", &error[..error.len().min(400)]);
    }
}

#[test]
fn a_lone_carriage_return_ends_no_line() {
    assert_eq!(read::lines("One\rTwo\r\nThree").len(), 2);
    let csv = |text: &str| read::csv(text, &Columns::default());
    let items = csv("date,title\r\n\r\n,One\rTwo\r\n,\"Three\"\r\n,\"\r\"\n,Four").unwrap();
    assert_eq!(titles(&items), ["One Two", "Three", "", "Four"]);
    assert_eq!(items.iter().map(|item| item.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
    let items = read::tsv("title\r\nOne\r\n\r\nTwo\r\n", &Columns::default()).unwrap();
    assert_eq!(titles(&items), ["One", "Two"]);
    assert!(csv("title\rOne\rTwo").is_err(), "all is one line, the names of columns");
}

#[test]
fn broken_tables_are_refused_with_the_line() {
    let csv = |text: &str| read::csv(text, &Columns::default());
    assert_outcomes(
        csv,
        &[
            ("", Error("line 1: expected the names of columns")),
            ("headline\nOne\n", Error("line 1: no column \"title\", only headline")),
            ("title,date\nOne\n", Error("line 2: expected 2 fields")),
            ("title,date\nOne,2026-11-02,x\n", Error("line 2: expected 2 fields")),
            ("title,date\n\n\nOne,yesterday\n", Error("line 4: date: expected a date")),
            ("title,date\nOne,2026-02-30\n", Error("line 2: date: expected a date")),
            ("title\nOne\n\"Two\nThree\n", Error("line 3: a quote opens here")),
            ("title;date\nOne;2026-11-02\n", Error("no column \"title\", only title;date")),
            ("title\n\"\"\nTwo\n", Items(2)),
            ("title\r\nOne\r\n\r\nTwo", Items(2)),
            ("TITLE , date\nOne,\n", Items(1)),
            ("title\nAn 8\" pipe\n", Items(1)),
            ("title,title\nOne,Two\n", Items(1)),
            ("title\n", Items(0)),
        ],
    );
    let items = read::tsv("title\tdate\n\"One\" two\t2026-11-02\n", &Columns::default()).unwrap();
    assert_eq!(items[0].title, "\"One\" two", "quotes mean themselves between tabs");
}

#[test]
fn broken_json_lines_are_refused_with_the_line() {
    let json = |text: &str| read::json_lines(text, &Columns::default());
    assert_outcomes(
        json,
        &[
            ("", Items(0)),
            ("\n\n{\"title\": \"One\"}\n", Items(1)),
            (
                "{\"title\": \"One\"}\n{\"title\": \"Tw",
                Error("line 2: expected a JSON object: EOF"),
            ),
            ("[\"One\"]", Error("line 1: expected a JSON object")),
            ("\"One\"", Error("line 1: expected a JSON object")),
            ("{\"headline\": \"One\"}", Error("line 1: title: is missing")),
            ("{\"title\": null}", Error("line 1: title: is missing")),
            ("{\"title\": \"One\"}\n{\"chinese\": \"x\"}\n{\"title\": null}", Items(3)),
            ("{\"title\": 7}", Error("line 1: title: expected a text, found 7")),
            ("{\"title\": \"\", \"date\": null}", Items(1)),
            ("\n{\"title\": \"One\", \"date\": \"soon\"}", Error("line 2: date: expected a date")),
            ("{\"title\": \"One\", \"date\": {}}", Error("line 1: date: expected a date")),
            ("{\"title\": \"One\", \"link\": 7}", Error("line 1: link: expected a text")),
            ("{\"title\": \"\\ud800\"}", Error("line 1: expected a JSON object")),
            ("{\"title\": \"One\"} {\"title\": \"Two\"}", Error("line 1: expected a JSON object")),
        ],
    );
}

#[test]
fn broken_pages_are_read_as_a_browser_reads_them() {
    assert_outcomes(
        read::html,
        &[
            ("", Items(0)),
            ("no tags at all", Items(0)),
            ("<h1>One", Items(1)),
            ("<h1>One<h2>Two<li>Three", Items(3)),
            ("<ul><li>One<ul><li>Two<ul><li>Three</ul>", Items(3)),
            ("<h1>One</h2>Two</h1></body></html><h3>Three", Items(2)),
            ("<a href=/1>One<a href=/2>Two", Items(2)),
            ("<script><h1>One</h1>", Items(0)),
            ("<!-- <h1>One</h1> --><h1>Two</h1><!--", Items(1)),
            ("<h1 lang=>One &nosuch; &#0; &#x110000; \0</h1>", Items(1)),
            ("<h1>   </h1><li><a href='/1'></a></li>", Items(0)),
            ("<title>One</title><svg><title>Icon</title></svg><h1>One</h1>", Items(1)),
            (&until(fixture!("english.html"), " in&nbsp;"), Items(4)),
        ],
    );
}

#[test]
fn broken_markdown_is_read_as_it_stands() {
    assert_outcomes(
        |text| Ok(read::markdown(text)),
        &[
            ("", Items(0)),
            ("no mark at all", Items(0)),
            ("# One\n## Two ##\n####### Seven", Items(2)),
            ("- One\n- \n-\n- Two", Items(2)),
            ("[One](/1", Items(0)),
            ("[One](/1) [Two](<", Items(1)),
            ("```\n# One", Items(0)),
            ("---\n# One", Items(1)),
            ("* One\n + Two\n  1) Three", Items(3)),
            ("> # One\n> - Two", Items(2)),
            ("<h1>One</h1>\n\n# Two", Items(1)),
            ("One\n===\n\n\\# Two\n", Items(1)),
        ],
    );
}

#[test]
fn deep_and_long_texts_end() {
    let deep = 20_000;
    let lists = |deep| format!("{}One", "<ul>\n<li>".repeat(deep));
    assert_eq!(read::html(&lists(900)).unwrap().len(), 1);
    let refused = read::html(&lists(30_000)).unwrap_err().to_string();
    assert!(refused.starts_with("line 7906: too many elements"), "{refused}");
    assert_eq!(read::html(&"<li>Rain <p>again".repeat(deep)).unwrap().len(), 1);
    let entities = "&lt;a".repeat(deep);
    let feed = format!("<rss><item><title>{entities}</title></item></rss>");
    assert_eq!(read::feed(&feed).unwrap()[0].title.len(), 2 * deep);
    let _ = read::markdown(&"> ".repeat(deep));
    let _ = read::markdown(&"[".repeat(deep));
    assert!(read::feed(&"<rss>".repeat(deep)).is_err());
    let digits = format!("{{\"title\":{}}}", "[".repeat(deep));
    assert!(read::json_lines(&digits, &Columns::default()).is_err());
}

/// `#` stands for the number of the repeat.
fn repeated(form: &str, times: usize) -> String {
    (0..times).map(|number| form.replace('#', &number.to_string())).collect()
}

#[test]
fn pages_that_would_take_minutes_are_refused_with_the_line() {
    for form in [
        "<div></x>\n",
        "<svg></x>\n",
        "<div><!--</div>-->\n",
        "<div title='</div>'>\n",
        "<div><object></div></object>\n",
        "<span><p></span></p>\n",
        "<rt>\n",
        "<an-element-with-a-long-name>\n",
    ] {
        let refused = read::html(&form.repeat(30_000)).expect_err(form).to_string();
        assert!(refused.contains(": too many elements"), "{form}: {refused}");
    }
    let page = format!("<h1>One</h1>\n<a{}>Two</a>", repeated(" a#", 12_000));
    let refused = read::html(&page).unwrap_err().to_string();
    assert!(refused.starts_with("line 2: a tag with too many attributes"), "{refused}");
}

#[test]
fn careless_pages_are_read() {
    let count = |page: &str| read::html(page).expect("a page").len();
    assert_eq!(count(&repeated("<p><b>word <h2>Title #</h2>", 1_000)), 1_000);
    assert_eq!(count(&repeated("<p><font color=#>word<li>Title <b>#</b>", 4_000)), 4_000);
    assert_eq!(count(&repeated("<div><span><h2>Title #</h2></div>", 20_000)), 20_000);
    assert_eq!(count(&repeated("<svg><path/><g/></svg><p><a href=/#>Title #</a>", 9_000)), 9_000);
    assert_eq!(count(&repeated("<table><tr><td><h2>Title #<b></table>", 10_000)), 10_000);
    let nested = repeated("<a href=/#><marquee></x>", 4_000);
    let items = read::html(&format!("{nested}{}", "word ".repeat(1_000))).expect("a page");
    assert_eq!((items.len(), items[0].link.as_deref()), (1, Some("/0")));
}

#[test]
fn formats_have_names_and_ends() {
    for &format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    for (path, format) in
        [("a.HTM", Format::Html), ("b.xml", Format::Feed), ("c.ndjson", Format::JsonLines)]
    {
        assert_eq!(Format::of_path(path), format);
    }
    assert_eq!(Format::of_path("d"), Format::Lines);
}
