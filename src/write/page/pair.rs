//! A pair: probability, two titles, evidence.

use super::evidence::Reasons;
use super::item::{About, tag};
use super::linked::{Linked, Stretch, stretches};
use crate::aligner::{Aligner, TitlePair};
use crate::item::Item;
use crate::title::Language;

/// A pair with its titles.
pub(in crate::write) struct Pair<'a> {
    pub(in crate::write) pair: &'a TitlePair,
    pub(in crate::write) english: &'a Item,
    pub(in crate::write) chinese: &'a Item,
}

impl Pair<'_> {
    /// The pair as HTML: an item of a list.
    pub(in crate::write) fn html(&self, aligner: &Aligner) -> String {
        let (english, chinese) = (&self.english.title, &self.chinese.title);
        let [e, z] = stretches(aligner, english, chinese);
        let reasons = Reasons { evidence: &self.pair.evidence, english, chinese };
        format!(
            "<li>{}{}{}{reasons}\n",
            probability(self.pair.probability),
            side(Language::English, self.english, &e),
            side(Language::Chinese, self.chinese, &z),
        )
    }
}

/// The probability with two digits, and a bar as long.
fn probability(probability: f32) -> String {
    let percent = (100.0 * probability).round().clamp(0.0, 100.0);
    format!("<b style=--p:{percent}%>{probability:.2}</b>")
}

fn side(language: Language, item: &Item, stretches: &[Stretch]) -> String {
    let (lang, title) = (tag(language), Linked { text: &item.title, stretches });
    format!("<div><bdi lang={lang}>{title}</bdi>{}</div>", About(item))
}
