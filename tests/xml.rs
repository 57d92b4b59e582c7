//! Translation files hold what was written into them: read back with another reader of XML events.

use bititle::write::{Paired, tmx, xliff};
use bititle::{
    Aligner, ChineseIndex, EnglishIndex, Evidence, Item, Result, Timestamp, TitlePair, TitlePairing,
};
use proptest::prelude::*;
use quick_xml::events::{BytesStart, Event};

type Writer = fn(&mut dyn std::io::Write, &Paired<'_>) -> Result<()>;

/// An element with its attributes, its own text and what is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    inner: Vec<Element>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attribute = |a: quick_xml::events::attributes::Attribute<'_>| {
            let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value");
            (a.key.as_ref().to_owned(), value.into_owned())
        };
        let attributes = start.attributes().map(|a| attribute(a.expect("an attribute"))).collect();
        let name = start.name().as_ref().to_owned();
        Self { name, attributes, ..Self::default() }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Self> + use<'a> {
        let all: Vec<&Self> = self.inner.iter().filter(|e| e.name == name).collect();
        all.into_iter()
    }

    fn only(&self, name: &str) -> &Self {
        let mut all = self.all(name);
        let first = all.next().unwrap_or_else(|| panic!("<{name}> in <{}>", self.name));
        assert!(all.next().is_none(), "one <{name}> in <{}>", self.name);
        first
    }

    /// The text of the element `name` whose attributes are these.
    fn about(&self, name: &str, attributes: &[(&str, &str)]) -> Option<&str> {
        let fits = |e: &&Self| {
            attributes.len() == e.attributes.len()
                && attributes.iter().all(|&(n, value)| e.attribute(n) == Some(value))
        };
        let mut all = self.all(name).filter(fits);
        let text = all.next().map(|e| e.text.as_str());
        assert!(all.next().is_none(), "{attributes:?} is said once");
        text
    }
}

/// A document as a tree. Text keeps its white space, line ends are those of XML.
fn tree(document: &str) -> Element {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => open.push(Element::of(&start)),
            Event::Empty(start) => within(&mut open).inner.push(Element::of(&start)),
            Event::End(_) => {
                let done = open.pop().expect("it was opened");
                within(&mut open).inner.push(done);
            }
            Event::Text(text) => within(&mut open).text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().expect("a reference").map(String::from);
                let text = c.unwrap_or_else(|| entity(&reference.xml10_content()).to_owned());
                within(&mut open).text.push_str(&text);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) => {}
            other => panic!("nothing else is written, not {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "all is closed");
    open.remove(0).inner.remove(0)
}

fn within(open: &mut [Element]) -> &mut Element {
    open.last_mut().expect("the document itself")
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => panic!("XML has no entity {name}"),
    }
}

/// What a file says of a title.
#[derive(Debug, Clone, PartialEq)]
struct Side {
    title: String,
    position: usize,
    date: Option<String>,
    link: Option<String>,
}

/// What a file says of a unit.
#[derive(Debug, Clone, PartialEq)]
struct Unit {
    english: Option<Side>,
    chinese: Option<Side>,
    probability: Option<f32>,
}

fn probability(pairing: Option<&str>, probability: Option<&str>) -> Option<f32> {
    match (pairing, probability) {
        (Some("unpaired"), None) => None,
        (None, Some(p)) => Some(p.parse().expect("a number")),
        other => panic!("paired or unpaired, not {other:?}"),
    }
}

fn read_tmx(document: &str) -> Vec<Unit> {
    let root = tree(document);
    assert_eq!((root.name.as_str(), root.attribute("version")), ("tmx", Some("1.4")));
    assert_eq!(root.only("header").attribute("srclang"), Some("en"));
    let body = root.only("body");
    body.all("tu").enumerate().map(|(i, tu)| tmx_unit(i, tu)).collect()
}

fn tmx_unit(number: usize, tu: &Element) -> Unit {
    assert_eq!(tu.attribute("tuid"), Some((number + 1).to_string().as_str()));
    let side = |language| {
        let mut all = tu.all("tuv").filter(|v| v.attribute("xml:lang") == Some(language));
        let variant = all.next()?;
        assert!(all.next().is_none(), "one title a language");
        let prop = |kind| variant.about("prop", &[("type", kind)]).map(str::to_owned);
        let position = prop("x-position").expect("a position").parse().expect("a number");
        let date = prop("x-date");
        let compact = date.as_ref().map(|d| d.replace(['-', ':'], ""));
        assert_eq!(variant.attribute("creationdate"), compact.as_deref());
        let title = variant.only("seg").text.clone();
        Some(Side { title, position, date, link: prop("x-link") })
    };
    let prop = |kind| tu.about("prop", &[("type", kind)]);
    let probability = probability(prop("x-pairing"), prop("x-probability"));
    let (english, chinese) = (side("en"), side("zh"));
    let source = if english.is_some() { None } else { Some("zh") };
    assert_eq!(tu.attribute("srclang"), source, "a source that is among the variants");
    Unit { english, chinese, probability }
}

fn read_xliff(document: &str) -> Vec<Unit> {
    let root = tree(document);
    assert_eq!(root.attribute("xmlns"), Some("urn:oasis:names:tc:xliff:document:2.0"));
    assert_eq!(root.attribute("version"), Some("2.1"));
    assert_eq!((root.attribute("srcLang"), root.attribute("trgLang")), (Some("en"), Some("zh")));
    let file = root.only("file");
    assert_eq!(file.attribute("xml:space"), Some("preserve"));
    let first = file.inner.first().map(|e| e.name.as_str());
    assert!(matches!(first, Some("unit" | "group")), "a file must have a unit or a group");
    file.all("unit").enumerate().map(|(i, unit)| xliff_unit(i, unit)).collect()
}

fn xliff_unit(number: usize, unit: &Element) -> Unit {
    assert_eq!(unit.attribute("id"), Some((number + 1).to_string().as_str()));
    let (notes, segment) = (unit.only("notes"), unit.only("segment"));
    let side = |name| {
        let note = |category| {
            let note = notes.about("note", &[("appliesTo", name), ("category", category)]);
            note.map(str::to_owned)
        };
        let position = note("position")?.parse().expect("a number");
        let title = segment.only(name).text.clone();
        Some(Side { title, position, date: note("date"), link: note("link") })
    };
    let note = |category| notes.about("note", &[("category", category)]);
    let probability = probability(note("pairing"), note("probability"));
    let (english, chinese) = (side("source"), side("target"));
    let state = if probability.is_some() { "translated" } else { "initial" };
    assert_eq!(segment.attribute("state"), Some(state));
    assert_eq!(
        segment.only("source").text.is_empty(),
        english.is_none() || title_is_empty(&english)
    );
    assert_eq!(segment.all("target").count(), usize::from(chinese.is_some()));
    Unit { english, chinese, probability }
}

fn title_is_empty(side: &Option<Side>) -> bool {
    side.as_ref().is_some_and(|s| s.title.is_empty())
}

fn written(writer: Writer, english: &[Item], chinese: &[Item], pairing: &TitlePairing) -> String {
    let mut out = Vec::new();
    writer(&mut out, &Paired { english, chinese, pairing }).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

/// The units of both formats, which must say the same.
fn units(english: &[Item], chinese: &[Item], pairing: &TitlePairing) -> Vec<Unit> {
    let memory = read_tmx(&written(tmx, english, chinese, pairing));
    let file = read_xliff(&written(xliff, english, chinese, pairing));
    assert_eq!(memory, file);
    memory
}

fn item(title: &str, date: Option<i64>, link: Option<&str>) -> Item {
    let mut item = Item::from(title);
    item.date = date.map(Timestamp);
    item.link = link.map(str::to_owned);
    item
}

fn pair(english: usize, chinese: usize, probability: f32) -> TitlePair {
    let evidence = Evidence { parts: Vec::new(), prior: 0.0 };
    TitlePair {
        english: EnglishIndex(english),
        chinese: ChineseIndex(chinese),
        probability,
        evidence,
    }
}

/// A pairing of lists of these lengths with these pairs; the rest is unpaired.
fn pairing(english: usize, chinese: usize, pairs: Vec<TitlePair>) -> TitlePairing {
    let english = (0..english).filter(|&i| pairs.iter().all(|p| p.english.0 != i));
    let chinese = (0..chinese).filter(|&i| pairs.iter().all(|p| p.chinese.0 != i));
    TitlePairing {
        unpaired_english: english.map(EnglishIndex).collect(),
        unpaired_chinese: chinese.map(ChineseIndex).collect(),
        pairs,
    }
}

fn side(title: &str, position: usize) -> Option<Side> {
    Some(Side { title: title.to_owned(), position, date: None, link: None })
}

#[test]
fn titles_pairs_dates_and_links_come_back() {
    let link = "https://harbour.example/a?b=1&c=<2>#\"d'";
    let english = [
        item("Lighthouse keeper wins chess cup", None, None),
        item("Kestrel Air orders 40 gliders", Some(1_795_444_885), Some(link)),
        item("Tea prices fall again", Some(-1), None),
    ];
    let chinese = [
        item("独此一家", Some(0), Some("/相对/链接")),
        item("茶价再跌", None, Some("")),
        item("红隼航空订购四十架滑翔机", Some(1_795_444_886), None),
    ];
    let pairing = pairing(3, 3, vec![pair(2, 1, 0.5), pair(1, 2, 0.987_654_3)]);
    let mut expected = vec![
        Unit {
            english: side("Lighthouse keeper wins chess cup", 0),
            chinese: None,
            probability: None,
        },
        Unit {
            english: side("Kestrel Air orders 40 gliders", 1),
            chinese: side("红隼航空订购四十架滑翔机", 2),
            probability: Some(0.987_654_3),
        },
        Unit {
            english: side("Tea prices fall again", 2),
            chinese: side("茶价再跌", 1),
            probability: Some(0.5),
        },
        Unit { english: None, chinese: side("独此一家", 0), probability: None },
    ];
    let mut say = |unit: usize, english: bool, date: Option<&str>, link: Option<&str>| {
        let unit = &mut expected[unit];
        let side = if english { &mut unit.english } else { &mut unit.chinese };
        let side = side.as_mut().expect("a title");
        (side.date, side.link) = (date.map(str::to_owned), link.map(str::to_owned));
    };
    say(1, true, Some("2026-11-23T14:41:25Z"), Some(link));
    say(1, false, Some("2026-11-23T14:41:26Z"), None);
    say(2, true, Some("1969-12-31T23:59:59Z"), None);
    say(2, false, None, Some(""));
    say(3, false, Some("1970-01-01T00:00:00Z"), Some("/相对/链接"));
    assert_eq!(units(&english, &chinese, &pairing), expected);
}

#[test]
fn what_the_aligner_pairs_comes_back() {
    let english =
        ["Rain delays the ferry", "Baidu opens a lab in Chengdu", "Nokia sells 30 million phones"];
    let chinese = ["诺基亚卖出三千万部手机", "无关的标题", "百度在成都开设实验室"];
    let pairing = Aligner::builtin().pair(&english, &chinese);
    let (english, chinese) = (english.map(Item::from), chinese.map(Item::from));
    let units = units(&english, &chinese, &pairing);
    let places: Vec<_> = units
        .iter()
        .map(|u| (u.english.as_ref().map(|s| s.position), u.chinese.as_ref().map(|s| s.position)))
        .collect();
    assert_eq!(places, [(Some(0), None), (Some(1), Some(2)), (Some(2), Some(0)), (None, Some(1))]);
    assert_eq!(units[1].probability, Some(pairing.pairs[0].probability));
}

#[test]
fn hostile_titles_come_back() {
    let titles = [
        "",
        " ",
        "  two  spaces  ",
        "\ttab\tand\nline\n",
        "\n",
        "carriage\rreturn\r\n",
        "\r",
        "<seg>&amp;</seg>",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- -- -->",
        "<?xml?>",
        "&#13;",
        "\"'",
        "\u{85}\u{2028}\u{a0}\u{feff}",
        "\u{7f}\u{9f}",
        "\u{fffd}",
        "\u{10fffe}\u{1f600}",
        "汉字\u{3000}",
    ];
    let english = titles.map(Item::from);
    let mut chinese = english.clone();
    chinese.reverse();
    let pairs = (0..titles.len()).step_by(2).map(|i| pair(i, titles.len() - 1 - i, 0.25)).collect();
    let units = units(&english, &chinese, &pairing(titles.len(), titles.len(), pairs));
    for (title, unit) in titles.iter().zip(&units) {
        assert_eq!(unit.english.as_ref().map(|s| s.title.as_str()), Some(*title));
        if let Some(other) = &unit.chinese {
            assert_eq!(other.title, *title);
        }
    }
    assert_eq!(units.len(), titles.len() + titles.len() / 2);
}

#[test]
fn what_xml_forbids_is_replaced() {
    let english = [item("a\0b\u{1}\u{8}\u{b}\u{c}\u{1f}", None, Some("\u{1b}[0m"))];
    let chinese = [Item::from("中\u{fffe}文\u{ffff}")];
    let units = units(&english, &chinese, &pairing(1, 1, vec![pair(0, 0, 1.0)]));
    let english = units[0].english.as_ref().expect("a title");
    assert_eq!(english.title, "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    assert_eq!(english.link.as_deref(), Some("\u{fffd}[0m"));
    assert_eq!(units[0].chinese, side("中\u{fffd}文\u{fffd}", 0));
}

#[test]
fn carriage_returns_are_references() {
    let english = [Item::from("a\rb")];
    for writer in [tmx as Writer, xliff] {
        let document = written(writer, &english, &[], &pairing(1, 0, Vec::new()));
        assert!(document.contains("a&#13;b"), "{document}");
    }
}

#[test]
fn empty_lists_give_whole_documents() {
    let none = TitlePairing::default();
    assert_eq!(units(&[], &[], &none), []);
    let memory = written(tmx, &[], &[], &none);
    assert!(memory.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM"));
    assert!(memory.ends_with("</tmx>\n"));
}

#[test]
fn years_that_no_attribute_holds_are_in_the_property() {
    for (date, written_date) in
        [(i64::MAX, "+292277026596-12-04T15:30:07Z"), (-62_200_000_000, "-")]
    {
        let english = [item("Fossil found", Some(date), None)];
        let memory = written(tmx, &english, &[], &pairing(1, 0, Vec::new()));
        assert!(memory.contains(&format!("<prop type=\"x-date\">{written_date}")), "{memory}");
        assert!(!memory.contains("creationdate"), "{memory}");
    }
}

#[test]
fn dropped_pairs_leave_their_titles() {
    let english = ["Kite festival opens", "Nokia sells 30 million phones"].map(Item::from);
    let chinese = ["诺基亚卖出三千万部手机"].map(Item::from);
    let mut pairing = Aligner::builtin().pair(&english, &chinese);
    assert_eq!(pairing.pairs.len(), 1);
    pairing.pairs.clear();
    let units = units(&english, &chinese, &pairing);
    assert_eq!(units.len(), 3);
    assert!(units.iter().all(|u| u.probability.is_none()));
}

#[test]
fn positions_that_a_list_lacks_are_an_error() {
    let english = [Item::from("One")];
    let wrong = pairing(1, 0, vec![pair(0, 7, 0.5)]);
    for writer in [tmx as Writer, xliff] {
        let mut out = Vec::new();
        let paired = Paired { english: &english, chinese: &[], pairing: &wrong };
        let error = writer(&mut out, &paired).expect_err("there is no title 7");
        assert!(error.to_string().contains("Chinese title 7") && !error.is_io(), "{error}");
        assert!(out.is_empty(), "nothing is written");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for writer in [tmx as Writer, xliff] {
        let none = TitlePairing::default();
        let paired = Paired { english: &[], chinese: &[], pairing: &none };
        assert!(writer(&mut Full, &paired).expect_err("nothing can be written").is_io());
    }
}

fn expected(title: &str) -> String {
    let forbidden = |c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    title.replace(forbidden, "\u{fffd}")
}

/// Any text, with what is special in XML more often than chance would have it.
fn titles() -> impl Strategy<Value = Vec<String>> {
    let special = prop::sample::select(vec![
        '&', '<', '>', '"', '\'', ']', ' ', '\t', '\n', '\r', '\0', '\u{b}', '\u{85}', '\u{fffe}',
    ]);
    let character = prop_oneof![any::<char>(), special];
    let title = prop::collection::vec(character, 0..12).prop_map(String::from_iter);
    prop::collection::vec(title, 0..5)
}

proptest! {
    #[test]
    fn any_titles_come_back(english in titles(), chinese in titles(), shift in 0usize..5) {
        let count = english.len().min(chinese.len());
        let other = |i: usize| (i + shift) % chinese.len().max(1);
        let pairs = (0..count).map(|i| pair(i, other(i), 1.0 / (i + 1) as f32)).collect();
        let pairing = pairing(english.len(), chinese.len(), pairs);
        let items = |titles: &[String]| titles.iter().map(|t| Item::from(t.as_str())).collect::<Vec<_>>();
        let units = units(&items(&english), &items(&chinese), &pairing);
        for (i, unit) in units.iter().take(english.len()).enumerate() {
            prop_assert_eq!(&unit.english, &side(&expected(&english[i]), i));
            let partner = (i < count).then(|| side(&expected(&chinese[other(i)]), other(i))).flatten();
            prop_assert_eq!(&unit.chinese, &partner);
        }
        for (unit, lone) in units.iter().skip(english.len()).zip(&pairing.unpaired_chinese) {
            prop_assert_eq!(&unit.english, &None);
            prop_assert_eq!(&unit.chinese, &side(&expected(&chinese[lone.0]), lone.0));
        }
        prop_assert_eq!(units.len(), english.len() + chinese.len() - count);
    }
}
