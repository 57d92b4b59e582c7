//! A page to look at: one HTML file with everything in it.

use std::io::Write;

use super::page::{Escaped, Pair, Unpaired};
use super::{Paired, Unit};
use crate::aligner::Aligner;
use crate::error::{Error, Result};
use crate::item::Item;
use crate::parallel;
use crate::title::Language;

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const HELP: &str = include_str!("page/help.html");
const FILTER: &str = include_str!("page/filter.html");

/// The SHA-256 of the script, so that no other one runs; a test says the new one after a change.
const SCRIPT_HASH: &str = "kpqow0I9V/Jb52MZHXk/sbtoirx8kDZctp9o0O2FRgg=";

/// So many pairs are made at a time, on all cores: some 2 KB each.
const AT_A_TIME: usize = 4096;

/// Writes a pairing as one HTML page that needs no network: pairs in order of the English list
/// with probability, evidence and linked words, then the titles without a counterpart.
///
/// The page shows everything without its script; with it, pairs are filtered by probability and
/// text and sorted, and linked words light up together. Titles, dates and addresses stay text
/// whatever they hold (control characters become U+FFFD); only `http` and `https` addresses are
/// links. Words of pairs longer than 2,000 bytes are not linked. Some 2 KB a pair; memory for
/// some thousand pairs at a time.
///
/// ```
/// use bititle::{Aligner, Item, write};
///
/// let english = [Item::from("Baidu opens a lab in Chengdu")];
/// let chinese = [Item::from("百度在成都开设实验室")];
/// let aligner = Aligner::builtin();
/// let pairing = aligner.pair(&english, &chinese);
/// let paired = write::Paired { english: &english, chinese: &chinese, pairing: &pairing };
/// let mut page = Vec::new();
/// write::html(&mut page, "Two newsrooms", &paired, &aligner)?;
/// assert!(String::from_utf8_lossy(&page).contains("<h1><bdi>Two newsrooms</bdi></h1>"));
/// # Ok::<(), bititle::Error>(())
/// ```
///
/// # Errors
/// Writing fails, or a pair has a position that its list does not have (nothing is written then).
pub fn html(
    out: &mut dyn Write,
    heading: &str,
    paired: &Paired<'_>,
    aligner: &Aligner,
) -> Result<()> {
    let (mut pairs, mut lone_english, mut lone_chinese) = (Vec::new(), Vec::new(), Vec::new());
    for unit in paired.units()? {
        match unit {
            Unit::Pair { english, chinese, pair } => {
                pairs.push(Pair { pair, english: english.item, chinese: chinese.item });
            }
            Unit::English(title) => lone_english.push(title.item),
            Unit::Chinese(title) => lone_chinese.push(title.item),
        }
    }
    let counts = [pairs.len(), lone_english.len(), lone_chinese.len()];
    put(out, &head(heading))?;
    put(out, &top(heading, counts))?;
    put_pairs(out, &pairs, aligner)?;
    put(out, "<section aria-labelledby=alone>\n<h2 id=alone>Without a counterpart</h2>\n")?;
    put_unpaired(out, Language::English, &lone_english)?;
    put_unpaired(out, Language::Chinese, &lone_chinese)?;
    put(out, "</section>\n</main>\n")?;
    put(out, &format!("<script>{SCRIPT}</script>\n</html>\n"))
}

fn put(out: &mut dyn Write, text: &str) -> Result<()> {
    out.write_all(text.as_bytes()).map_err(Error::io)
}

fn head(heading: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; \
         form-action 'none'\">\n\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
         <meta name=referrer content=no-referrer>\n\
         <title>{}</title>\n<style>{STYLE}</style>\n",
        Escaped(heading)
    )
}

fn top(heading: &str, [pairs, english, chinese]: [usize; 3]) -> String {
    format!(
        "<header>\n<h1><bdi>{}</bdi></h1>\n\
         <p>{}; without a counterpart: {english} English, {chinese} Chinese.</p>\n\
         {HELP}</header>\n{FILTER}",
        Escaped(heading),
        counted(pairs, "pair", "pairs"),
    )
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn put_pairs(out: &mut dyn Write, pairs: &[Pair<'_>], aligner: &Aligner) -> Result<()> {
    let count = pairs.len();
    put(out, "<main>\n<section aria-labelledby=paired>\n")?;
    put(out, &format!("<h2 id=paired>Pairs <small>({count})</small></h2>\n"))?;
    if pairs.is_empty() {
        put(out, NONE)?;
    }
    put(out, &format!("<ol id=pairs{}>\n", class(count)))?;
    for some in pairs.chunks(AT_A_TIME) {
        for pair in parallel::map(some, |pair| pair.html(aligner)) {
            put(out, &pair)?;
        }
    }
    put(out, "</ol>\n</section>\n")
}

fn put_unpaired(out: &mut dyn Write, language: Language, items: &[&Item]) -> Result<()> {
    let (name, count) = (language.to_string().to_lowercase(), items.len());
    put(out, &format!("<h3>{language} <small>({count})</small></h3>\n"))?;
    if items.is_empty() {
        put(out, NONE)?;
    }
    put(out, &format!("<ul id={name}{}>\n", class(count)))?;
    for item in items {
        put(out, &Unpaired { language, item }.to_string())?;
    }
    put(out, "</ul>\n")
}

/// Of a long list browsers lay out only what is on the screen.
fn class(count: usize) -> &'static str {
    if count > LONG { " class=long" } else { "" }
}

/// A list of so many is laid out whole in no time.
const LONG: usize = 200;

/// In place of an empty list.
const NONE: &str = "<p>None.</p>\n";
