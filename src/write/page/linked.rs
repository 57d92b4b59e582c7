//! A title with its linked words marked.

use std::collections::HashMap;
use std::fmt;

use super::Escaped;
use crate::aligner::{Aligner, WordLink};
use crate::segment::Title;
use crate::title::{Language, Span, Token, TokenKind};

/// Titles that are longer together, in bytes, are not linked: time grows with the square.
const LONGEST: usize = 2000;

/// Words of a title side by side that belong to one group of linked words.
pub(super) struct Stretch {
    span: Span,
    /// The same number on both sides, from 1 in order of the English title.
    group: usize,
}

/// The linked words of the English and of the Chinese title, in order.
pub(super) fn stretches(aligner: &Aligner, english: &str, chinese: &str) -> [Vec<Stretch>; 2] {
    if english.len() + chinese.len() > LONGEST {
        return [Vec::new(), Vec::new()];
    }
    let english_title = aligner.segment(Language::English, english);
    let chinese_title = aligner.segment(Language::Chinese, chinese);
    let links = aligner.link(&english_title, &chinese_title);
    let [e, z] = groups(&english_title, &chinese_title, &links);
    [joined(english, &english_title.tokens, &e), joined(chinese, &chinese_title.tokens, &z)]
}

/// The group of each token on either side; signs have none.
fn groups(english: &Title, chinese: &Title, links: &[WordLink]) -> [Vec<Option<usize>>; 2] {
    let (e, z) = (&english.tokens, &chinese.tokens);
    let mut sets = Sets((0..e.len() + z.len()).collect());
    for (tokens, first) in [(e, 0), (z, e.len())] {
        // Tokens cut from one character are shown as one.
        for at in (1..tokens.len()).filter(|&at| tokens[at].span.start < tokens[at - 1].span.end) {
            sets.join(first + at - 1, first + at);
        }
    }
    let is_word = |token: &Token| token.kind != TokenKind::Punctuation;
    let of_words = |l: &&WordLink| is_word(&e[l.english.0]) && is_word(&z[l.chinese.0]);
    let links: Vec<&WordLink> = links.iter().filter(of_words).collect();
    for link in &links {
        sets.join(link.english.0, e.len() + link.chinese.0);
    }
    let mut numbers = HashMap::new();
    for link in links {
        let next = numbers.len() + 1;
        numbers.entry(sets.of(link.english.0)).or_insert(next);
    }
    let mut number = |token| numbers.get(&sets.of(token)).copied();
    let both: Vec<Option<usize>> = (0..e.len() + z.len()).map(&mut number).collect();
    [both[..e.len()].to_vec(), both[e.len()..].to_vec()]
}

/// Which things hang together: each names one before it, or itself (union-find).
struct Sets(Vec<usize>);

impl Sets {
    fn of(&mut self, mut thing: usize) -> usize {
        while self.0[thing] != thing {
            self.0[thing] = self.0[self.0[thing]];
            thing = self.0[thing];
        }
        thing
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Neighbours of one group with nothing but white space between them are one stretch.
fn joined(text: &str, tokens: &[Token], groups: &[Option<usize>]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (token, &group) in tokens.iter().zip(groups) {
        let Some(group) = group else { continue };
        match stretches.last_mut() {
            Some(last) if last.group == group && only_space(text, last.span, token.span) => {
                last.span.end = last.span.end.max(token.span.end);
            }
            _ => stretches.push(Stretch { span: token.span, group }),
        }
    }
    stretches
}

fn only_space(text: &str, before: Span, after: Span) -> bool {
    Span::new(before.end, after.start).of(text).trim().is_empty()
}

/// A title as HTML.
pub(super) struct Linked<'a> {
    pub(super) text: &'a str,
    pub(super) stretches: &'a [Stretch],
}

impl fmt::Display for Linked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = 0;
        for Stretch { span, group } in self.stretches {
            let before = Span::new(shown, span.start).of(self.text);
            let words = span.of(self.text);
            write!(f, "{}<span data-g={group}>{}</span>", Escaped(before), Escaped(words))?;
            shown = span.end;
        }
        write!(f, "{}", Escaped(Span::new(shown, self.text.len()).of(self.text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(english: &str, chinese: &str) -> [String; 2] {
        let [e, z] = stretches(&Aligner::builtin(), english, chinese);
        [(english, e), (chinese, z)]
            .map(|(text, stretches)| Linked { text, stretches: &stretches }.to_string())
    }

    #[test]
    fn words_of_one_group_have_one_number() {
        let [english, chinese] = shown("Nokia sells 30 million phones", "诺基亚卖出三千万部手机");
        assert!(english.contains("<span data-g=3>30 million</span>"), "{english}");
        assert!(chinese.contains("<span data-g=3>三千万"), "{chinese}");
        assert!(english.starts_with("<span data-g=1>Nokia</span> "), "{english}");
        assert!(chinese.starts_with("<span data-g=1>诺基亚</span>"), "{chinese}");
    }

    /// What stands between the marks is the title, whatever it holds.
    #[test]
    fn no_text_is_lost() {
        let long = "ferry ".repeat(400);
        for (english, chinese) in [
            ("", ""),
            ("¼ cup & <b> of 2½ teas", "¼杯和2½杯茶"),
            ("A\u{202E}B ﬁne ﷺ", "ﷺ好的\u{202E}㋿"),
            ("🇨🇳's 25 bn", "25亿🇨🇳"),
            (&long, "渡轮"),
        ] {
            let [e, z] = shown(english, chinese).map(|html| without_marks(&html));
            assert_eq!([e, z], [english, chinese].map(|text| Escaped(text).to_string()));
        }
    }

    fn without_marks(html: &str) -> String {
        let mut text = html.replace("</span>", "");
        while let Some(start) = text.find("<span data-g=") {
            let end = start + text[start..].find('>').expect("the tag ends");
            text.replace_range(start..=end, "");
        }
        text
    }
}
