//! The HTML page of a pairing, read as a browser reads it.

use std::collections::HashSet;

use bititle::evidence::Evidence;
use bititle::{
    Aligner, ChineseIndex, EnglishIndex, Item, Timestamp, TitlePair, TitlePairing, write,
};
use scraper::{ElementRef, Html, Selector};

/// A page and the text it was read from.
struct Page {
    text: String,
    html: Html,
}

impl Page {
    fn of(heading: &str, english: &[Item], chinese: &[Item], pairing: &TitlePairing) -> Self {
        let paired = write::Paired { english, chinese, pairing };
        let mut out = Vec::new();
        write::html(&mut out, heading, &paired, &Aligner::builtin()).expect("a Vec takes all");
        let text = String::from_utf8(out).expect("a page is UTF-8");
        Self { html: Html::parse_document(&text), text }
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).expect("a selector")).collect()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn items<const N: usize>(titles: [&str; N]) -> [Item; N] {
    titles.map(Item::from)
}

/// A pairing that the test decides on, with the evidence that the library finds.
fn pairing(english: &[Item], chinese: &[Item], pairs: &[(usize, usize, f32)]) -> TitlePairing {
    let pair = |&(e, z, probability): &(usize, usize, f32)| TitlePair {
        english: EnglishIndex(e),
        chinese: ChineseIndex(z),
        probability,
        evidence: Aligner::builtin().evidence(&english[e].title, &chinese[z].title),
    };
    let free_english = (0..english.len()).filter(|e| pairs.iter().all(|p| p.0 != *e));
    let free_chinese = (0..chinese.len()).filter(|z| pairs.iter().all(|p| p.1 != *z));
    TitlePairing {
        pairs: pairs.iter().map(pair).collect(),
        unpaired_english: free_english.map(EnglishIndex).collect(),
        unpaired_chinese: free_chinese.map(ChineseIndex).collect(),
    }
}

#[test]
fn each_title_stands_where_it_belongs() {
    let english = items(["Ferry fares rise", "Docker 1.2 is out", "A clock for the mayor"]);
    let chinese = items(["Docker 1.2 发布", "冬天养花", "渡轮票价上涨", "又下雨了"]);
    let pairing = pairing(&english, &chinese, &[(1, 0, 0.314), (0, 2, 0.9)]);
    let page = Page::of("Two lists", &english, &chinese, &pairing);

    assert_eq!(page.texts("h1"), ["Two lists"]);
    assert_eq!(page.texts("#pairs > li > b"), ["0.90", "0.31"], "in English order");
    assert_eq!(
        page.texts("#pairs > li > div > bdi"),
        ["Ferry fares rise", "渡轮票价上涨", "Docker 1.2 is out", "Docker 1.2 发布"]
    );
    assert_eq!(page.texts("#english > li > bdi[lang=en]"), ["A clock for the mayor"]);
    assert_eq!(page.texts("#chinese > li > bdi[lang=zh]"), ["冬天养花", "又下雨了"]);
    assert_eq!(page.texts("h2"), ["Pairs (2)", "Without a counterpart"]);
    assert_eq!(page.texts("h3"), ["English (1)", "Chinese (2)"]);
    let languages: Vec<_> = page.all("#pairs > li > div > bdi");
    let languages: Vec<_> = languages.iter().map(|title| title.attr("lang")).collect();
    assert_eq!(languages, [Some("en"), Some("zh"), Some("en"), Some("zh")]);
}

#[test]
fn evidence_is_told_in_words() {
    let (english, chinese) =
        (items(["Nokia sells 30 million phones"]), items(["诺基亚卖出三千万部手机"]));
    let pairing = pairing(&english, &chinese, &[(0, 0, 0.97)]);
    let page = Page::of("Evidence", &english, &chinese, &pairing);
    let said = page.texts("#pairs details li");
    let number = said.iter().find(|line| line.starts_with("numbers and dates"));
    assert!(number.is_some_and(|line| line.ends_with("30 million = 三千万")), "{said:?}");
    let sum: f32 = pairing.pairs[0].evidence.log_odds();
    assert_eq!(page.texts("#pairs summary"), [format!("Evidence {sum:+.1}")]);
    assert_eq!(page.all("#pairs details li.against").len(), against(&pairing.pairs[0].evidence));
}

/// Signals against a pair that a digit shows, and what is against any.
fn against(evidence: &Evidence) -> usize {
    let all = evidence.parts.iter().map(|part| part.log_odds).chain([evidence.prior]);
    all.filter(|log_odds| *log_odds <= -0.05).count()
}

#[test]
fn linked_words_have_one_group_on_both_sides() {
    let english = items(["Nokia sells 30 million phones", "Why? Because: tea"]);
    let chinese = items(["诺基亚卖出三千万部手机", "为什么?因为:茶"]);
    let page = Page::of(
        "Links",
        &english,
        &chinese,
        &pairing(&english, &chinese, &[(0, 0, 1.0), (1, 1, 1.0)]),
    );
    let words = |side: &str, group: &str| {
        page.texts(&format!("#pairs > li:first-child bdi[lang={side}] [data-g='{group}']")).concat()
    };
    assert_eq!((words("en", "1"), words("zh", "1")), ("Nokia".to_owned(), "诺基亚".to_owned()));
    let million =
        page.all("#pairs > li:first-child [data-g]").into_iter().find(|w| text(*w) == "30 million");
    let million = million.and_then(|word| word.attr("data-g")).expect("30 million is linked");
    assert!(words("zh", million).starts_with("三千万"));
    for pair in page.all("#pairs > li") {
        let side = |lang: &str| -> HashSet<String> {
            let selector =
                Selector::parse(&format!("bdi[lang={lang}] [data-g]")).expect("a selector");
            pair.select(&selector).filter_map(|w| w.attr("data-g")).map(str::to_owned).collect()
        };
        assert!(!side("en").is_empty());
        assert_eq!(side("en"), side("zh"), "no group has one side only");
    }
    assert!(
        page.texts("[data-g]").iter().all(|word| !word.contains(['?', ':'])),
        "signs are no words"
    );
}

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script> ferry",
    "</style></script><img src=x onerror=alert(2)>",
    "\"double\" 'single' & &amp; &lt;",
    "</bdi></li></ol><h1>no heading</h1>",
    "<!-- <![CDATA[ --> ]]>",
    "\u{202E}backwards\u{2066} and never back",
    "¼ \u{301}<\u{301} ﬁne 🇨🇳🇨",
    "",
];

#[test]
fn hostile_titles_stay_text() {
    let english = items(HOSTILE);
    let chinese = items(HOSTILE.map(|_| "渡轮<script>alert(3)</script>"));
    let pairs: Vec<_> = (0..4).map(|at| (at, at, 0.5)).collect();
    let mut pairing = pairing(&english, &chinese, &pairs);
    pairing.pairs[0].probability = f32::NAN;
    let page = Page::of(HOSTILE[1], &english, &chinese, &pairing);

    assert_eq!(page.text.matches("<script").count(), 1, "only ours");
    assert_eq!(page.text.matches("</script").count(), 1);
    assert_eq!(page.text.matches("</style").count(), 1);
    assert!(page.all("img, svg, iframe, link, object, [src], [onerror]").is_empty());
    assert_eq!(
        (page.texts("h1"), page.texts("title")),
        (vec![HOSTILE[1].to_owned()], vec![HOSTILE[1].to_owned()])
    );
    assert_eq!(page.texts("#pairs > li > div > bdi[lang=en]"), HOSTILE[..4]);
    assert_eq!(page.texts("#english > li > bdi"), HOSTILE[4..]);
}

#[test]
fn control_characters_are_shown_as_replaced() {
    let (english, chinese) = (items(["NUL\0 and \u{1b}[31m"]), items([]));
    let page = Page::of("\0", &english, &chinese, &pairing(&english, &chinese, &[]));
    assert_eq!(page.texts("#english > li > bdi"), ["NUL\u{FFFD} and \u{FFFD}[31m"]);
    assert!(!page.text.contains(['\0', '\u{1b}']));
}

#[test]
fn dates_and_links_are_shown_and_only_the_web_is_linked() {
    let (mut english, mut chinese) = (items(["Tea again", "Rain"]), items(["又是茶"]));
    english[0].date = Some(Timestamp(1_795_444_885));
    english[0].link = Some("https://tea.example/?a=1&b=\"><script>".to_owned());
    english[1].link = Some("javascript:alert(1)".to_owned());
    chinese[0].date = Some(Timestamp(i64::MIN));
    chinese[0].line = 7;
    let page = Page::of("Dates", &english, &chinese, &pairing(&english, &chinese, &[(0, 0, 0.8)]));

    let links = page.all("a");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].attr("href"), english[0].link.as_deref());
    assert_eq!(links[0].attr("rel"), Some("noopener noreferrer"));
    assert_eq!(page.all("time")[0].attr("datetime"), Some("2026-11-23T14:41:25Z"));
    assert_eq!(page.texts("time")[0], "2026-11-23 14:41 UTC");
    assert!(page.texts("#pairs p")[1].starts_with("line 7 · -292277022657-01-27"));
    assert_eq!(page.texts("#english p"), ["javascript:alert(1)"]);
}

#[test]
fn nothing_comes_from_elsewhere() {
    let (english, chinese) = (items(["Tea again"]), items(["又是茶"]));
    let page = Page::of("Alone", &english, &chinese, &pairing(&english, &chinese, &[(0, 0, 0.8)]));
    for outside in ["http:", "https:", "url(", "@import", "src=", "<link", "fetch("] {
        assert!(!page.text.contains(outside), "{outside}");
    }
    let policy =
        page.all("meta[http-equiv=Content-Security-Policy]")[0].attr("content").expect("one");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
    );
}

/// Browsers run the script only if the policy has its hash.
#[test]
fn the_policy_lets_our_script_run() {
    let page = Page::of("Script", &[], &[], &TitlePairing::default());
    let script = page.texts("script").concat();
    let hash = base64(&<sha2::Sha256 as sha2::Digest>::digest(script.as_bytes()));
    assert!(page.text.contains(&format!("'sha256-{hash}'")), "the hash is now {hash}");
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, &byte| bits << 8 | usize::from(byte));
        let bits = bits << (8 * (3 - three.len()));
        let signs = (0..=three.len()).map(|at| char::from(SIGNS[bits >> (18 - 6 * at) & 63]));
        text.extend(signs);
        text.extend(std::iter::repeat_n('=', 3 - three.len()));
    }
    text
}

#[test]
fn empty_lists_make_a_sensible_page() {
    let page = Page::of("Nothing", &[], &[], &TitlePairing::default());
    assert!(page.text.contains("0 pairs; without a counterpart: 0 English, 0 Chinese"));
    assert_eq!(page.texts("section > p"), ["None."; 3]);
    assert!(page.all("main li").is_empty());
}

#[test]
fn what_the_lists_do_not_have_is_an_error_and_writes_nothing() {
    let (english, chinese) = (items(["Tea again"]), items(["又是茶"]));
    let mut wrong = pairing(&english, &chinese, &[(0, 0, 0.8)]);
    wrong.pairs[0].chinese = ChineseIndex(1);
    let mut out = Vec::new();
    let paired = write::Paired { english: &english, chinese: &chinese, pairing: &wrong };
    let error =
        write::html(&mut out, "Wrong", &paired, &Aligner::builtin()).expect_err("no title 2");
    assert_eq!(error.to_string(), "a pair has Chinese title 1, of 1 counted from 0");
    assert!(out.is_empty());
}

#[test]
fn a_closed_pipe_is_an_error() {
    let paired = write::Paired { english: &[], chinese: &[], pairing: &TitlePairing::default() };
    let mut full: &mut [u8] = &mut [0; 100];
    let error = write::html(&mut full, "Full", &paired, &Aligner::builtin()).expect_err("full");
    assert!(error.is_io());
}
