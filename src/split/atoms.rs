//! A line as a run of atoms: words, Chinese characters, spaces, punctuation.

use std::ops::Range;

use super::brackets::is_bracket;
use super::words::Word;
use crate::title::{Script, Span, script};

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Latin letters and digits with the signs inside them.
    Word,
    /// An unbroken run of Chinese characters (and of kana among them).
    Han,
    Space,
    /// One punctuation character.
    Sign(char),
}

/// A stretch of the line of one kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

impl Atom {
    pub(super) fn is_content(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Han)
    }
}

/// The part of a line that holds its titles, as atoms.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) core: Span,
    pub(super) atoms: Vec<Atom>,
    words: Vec<Word>,
    /// How many words stand before each atom, and one end.
    words_before: Vec<usize>,
    /// Every bracket and where it stands.
    brackets: Vec<(usize, char)>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, core: Span) -> Self {
        let atoms = atoms(core.of(text), core.start);
        let mut line = Self {
            text,
            core,
            atoms,
            words: Vec::new(),
            words_before: Vec::new(),
            brackets: Vec::new(),
        };
        line.open_seams();
        line.find_parts();
        line
    }

    fn find_parts(&mut self) {
        for atom in &self.atoms {
            self.words_before.push(self.words.len());
            match atom.kind {
                Kind::Word => self.words.push(Word::of(atom.span.of(self.text))),
                Kind::Sign(c) if is_bracket(c) => self.brackets.push((atom.span.start, c)),
                _ => {}
            }
        }
        self.words_before.push(self.words.len());
    }

    /// The Latin words among some atoms; only the first of very many, so that no line costs more
    /// than linear.
    pub(super) fn words(&self, atoms: Range<usize>) -> &[Word] {
        const MOST: usize = 64;
        let (start, end) = (self.words_before[atoms.start], self.words_before[atoms.end]);
        &self.words[start..end.min(start + MOST)]
    }

    /// Parts words that two halves written without a space made of two (`LinuxUbuntu 22.04 发布`),
    /// known by a part that stands elsewhere as a word. Only words near the Chinese text are
    /// looked at, so the time is linear.
    fn open_seams(&mut self) {
        const NEAR: usize = 12;
        let Some((first, last)) = self.han() else { return };
        let mut seams = Vec::new();
        for range in
            [first.saturating_sub(NEAR)..first, last + 1..self.atoms.len().min(last + 1 + NEAR)]
        {
            for at in range {
                seams.extend(self.seam(at).map(|cut| (at, cut)));
            }
        }
        for (at, cut) in seams.into_iter().rev() {
            let end = std::mem::replace(&mut self.atoms[at].span.end, cut);
            self.atoms.insert(at + 1, Atom { span: Span::new(cut, end), kind: Kind::Word });
        }
    }

    /// Where a word falls in two, one of them a word of its own elsewhere on the line.
    fn seam(&self, at: usize) -> Option<usize> {
        const NEIGHBOURS: usize = 40;
        let word = self.atoms[at].span;
        let text = word.of(self.text);
        if self.atoms[at].kind != Kind::Word || text.len() > 64 {
            return None;
        }
        let around =
            &self.atoms[at.saturating_sub(NEIGHBOURS)..self.atoms.len().min(at + NEIGHBOURS)];
        let stands = |part: &str| {
            let is_it = |a: &Atom| a.kind == Kind::Word && a.span.of(self.text) == part;
            around.iter().any(is_it)
        };
        let cuts = text.char_indices().skip(1).map(|(i, _)| i);
        let mut seams = cuts.filter(|&i| {
            let (left, right) = text.split_at(i);
            let doubled = left == right && left.contains(char::is_alphabetic);
            doubled || (is_edge(left, right) && (stands(left) || stands(right)))
        });
        seams.next().map(|i| word.start + i)
    }

    /// Whether the line as a whole is an English title with a Chinese word in it
    /// (`What 内卷 Means for Workers`): a few characters among more words, some of which names lack.
    pub(super) fn is_english(&self) -> bool {
        const MOST_CHARACTERS: usize = 4;
        let han = self.atoms.iter().filter(|a| a.kind == Kind::Han);
        let characters: usize = han.map(|a| a.span.len() / '汉'.len_utf8()).sum();
        let goes_on =
            self.han().is_some_and(|(_, last)| !self.words(last..self.atoms.len()).is_empty());
        let holds_together = self.words.iter().any(|w| w.is_function);
        let few = characters <= MOST_CHARACTERS && self.words.len() > characters;
        few && goes_on && holds_together
    }

    /// The brackets inside a half.
    pub(super) fn brackets(&self, half: Span) -> impl Iterator<Item = char> {
        let inside = self.brackets.iter().filter(move |(at, _)| half.range().contains(at));
        inside.map(|&(_, c)| c)
    }

    /// First and last atom of Chinese characters.
    pub(super) fn han(&self) -> Option<(usize, usize)> {
        let is_han = |a: &Atom| a.kind == Kind::Han;
        Some((self.atoms.iter().position(is_han)?, self.atoms.iter().rposition(is_han)?))
    }
}

/// Whether a new word may begin here: a capital or digit after a small letter or digit
/// (`NowUbuntu`, `steps4`, `7RHEL`), or the last of several capitals (`PCCaffeinated`).
fn is_edge(left: &str, right: &str) -> bool {
    let (before, mut after) = (left.chars().next_back(), right.chars());
    let (after, then) = (after.next(), after.next());
    let (Some(before), Some(after)) = (before, after) else { return false };
    if before.is_ascii_digit() != after.is_ascii_digit() {
        return true;
    }
    after.is_uppercase() && (before.is_lowercase() || then.is_some_and(char::is_lowercase))
}

fn atoms(text: &str, offset: usize) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let kind = kind(c, out.last().map(|a| a.kind), next);
        let end = offset + at + c.len_utf8();
        match out.last_mut() {
            Some(last) if last.kind == kind && !matches!(kind, Kind::Sign(_)) => {
                last.span.end = end;
            }
            _ => out.push(Atom { span: Span::new(offset + at, end), kind }),
        }
    }
    out
}

fn kind(c: char, last: Option<Kind>, next: Option<char>) -> Kind {
    match script(c) {
        Script::Han | Script::JapaneseKorean => Kind::Han,
        Script::Letter | Script::Digit => Kind::Word,
        Script::Space => Kind::Space,
        Script::Other if last == Some(Kind::Word) && holds_word_together(c, next) => Kind::Word,
        Script::Other if opens_word(c, last, next) => Kind::Word,
        Script::Other => Kind::Sign(c),
    }
}

/// `e-commerce`, `China’s`, `AT&T`, `3.5%`, `C++`, `C#`.
fn holds_word_together(c: char, next: Option<char>) -> bool {
    let goes_on = next.is_some_and(|n| matches!(script(n), Script::Letter | Script::Digit));
    match c {
        '\'' | '’' | '.' | '-' | '&' | '_' | '@' | ',' => {
            goes_on && (c != ',' || next.is_some_and(|n| n.is_ascii_digit()))
        }
        '+' | '#' | '%' => true,
        _ => false,
    }
}

/// `.NET`, `$5`, `#1`.
fn opens_word(c: char, last: Option<Kind>, next: Option<char>) -> bool {
    let fresh = matches!(last, None | Some(Kind::Space));
    let next_is = |f: fn(&char) -> bool| next.as_ref().is_some_and(f);
    match c {
        '.' | '@' => fresh && next_is(char::is_ascii_alphabetic),
        '$' | '€' | '£' | '¥' | '#' => next_is(char::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line::new(text, Span::new(0, text.len()))
    }

    /// The atoms of a line without its spaces, with `'` after each word and `"` after Chinese.
    fn shown(text: &str) -> String {
        let line = line(text);
        let shown = line.atoms.iter().filter(|a| a.kind != Kind::Space).map(|a| {
            let mark = match a.kind {
                Kind::Word => "'",
                Kind::Han => "\"",
                _ => "",
            };
            format!("{}{mark}", a.span.of(text))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn signs_are_parts_of_words_where_titles_mean_them_so() {
        for (text, expected) in [
            ("e-commerce - AT&T 电商", "e-commerce' - AT&T' 电商\""),
            ("1,000 yen, C# 日元", "1,000' yen' , C#' 日元\""),
            ("(.NET .NET . a .5 软件", "( . NET' .NET' . a' . 5' 软件\""),
            ("US$5 $5 $ #1 # 美元", "US$5' $5' $ #1' # 美元\""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn words_that_two_halves_made_of_two_are_parted() {
        for (text, expected) in [
            ("Ubuntu 22 NowUbuntu 发布", "Ubuntu' 22' Now' Ubuntu' 发布\""),
            ("发布LinuxUbuntu 22 Ubuntu", "发布\" Linux' Ubuntu' 22' Ubuntu'"),
            ("教程PythonPython Basics", "教程\" Python' Python' Basics'"),
            ("Caffeine on PCCaffeine 发布", "Caffeine' on' PC' Caffeine' 发布\""),
            ("Caffeine on pcCaffeine 发布", "Caffeine' on' pc' Caffeine' 发布\""),
            ("Fedora NowUbuntu 发布", "Fedora' NowUbuntu' 发布\""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let long = "n".repeat(60) + "owUbuntu";
        let text = format!("Ubuntu {long} 发布");
        assert_eq!(shown(&text), format!("Ubuntu' {long}' 发布\""), "too long to be looked at");
    }

    #[test]
    fn a_few_characters_among_english_words_are_english() {
        assert!(line("What 内卷 Means for Workers").is_english());
        assert!(!line("What the 内卷内卷内 Means for All the Workers of This Town").is_english());
        assert!(!line("What Does It Mean for Workers 内卷").is_english(), "nothing follows");
        assert!(!line("Nokia 内卷 Phones Workers").is_english(), "nothing holds it together");
        assert!(!line("How 内卷 is").is_english(), "as many characters as words");
    }

    #[test]
    fn brackets_are_those_of_the_half() {
        let text = "Fight (again [and】 华（为";
        let brackets = |span| line(text).brackets(span).collect::<String>();
        assert_eq!(brackets(Span::new(0, text.len())), "([】（");
        assert_eq!(brackets(Span::new(6, 19)), "([】");
    }
}
