//! Groups of titles to numbers: which entries the vocabulary has, and which of them a title has.

use std::ops::Range;
use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::expressions;
use crate::error::{Error, Result};
use crate::model::alone;
use crate::model::expressions::{BETWEEN_WORDS, Expressions};
use crate::model::units::{LONGEST_WORD, STEM_MARK, halves, parts, stem};
use crate::model::vocabulary::Vocabulary;
use crate::segment::Segmenter;
use crate::title::{Language, TokenKind, is_han};

/// Lists of numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = u32>) {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.items[start..self.ends[at] as usize]
    }
}

/// The two sides of pairs, by the same index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sides<T> {
    pub(crate) english: T,
    pub(crate) chinese: T,
}

/// What is trained on.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) vocabulary: Vocabulary,
    /// How many titles' tokens are each entry, or have it as a part.
    pub(crate) counts: Vec<u32>,
    /// For each entry the most frequent form of the same word: itself but for English.
    pub(crate) heads: Vec<u32>,
    /// The words of an entry of several.
    pub(crate) words: FxHashMap<u32, Vec<u32>>,
    /// The entries whose vectors make that of an entry: itself and its parts.
    pub(crate) features: Lists,
    /// The entries of each title.
    pub(crate) titles: Sides<Lists>,
    /// Which titles belong together.
    pub(crate) groups: Vec<Sides<Range<u32>>>,
    /// So many entries come first that a base model has.
    pub(crate) known: u32,
    /// Where the groups of each file end.
    pub(crate) file_ends: Vec<usize>,
}

/// Titles that tell the same, as they were read: at least one of each language. Each English one is the
/// counterpart of each Chinese one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Group {
    pub(crate) english: Vec<String>,
    pub(crate) chinese: Vec<String>,
}

/// What stands between the titles of one side of a group.
const OR: &str = " || ";

/// Reads `ENGLISH<TAB>CHINESE` lines, either side one title or several with ` || ` between them; further
/// fields are left out.
pub(crate) fn groups(path: &PathBuf) -> Result<Vec<Group>> {
    let file = std::fs::File::open(path).map_err(|e| Error::io(e).in_file(path))?;
    let mut out = Vec::new();
    for (number, line) in crate::read::Lines::new(std::io::BufReader::new(file)).enumerate() {
        let line = line.map_err(|e| e.in_file(path))?;
        if line.is_empty() {
            continue;
        }
        let mut fields = line.split('\t');
        let (Some(english), Some(chinese)) = (fields.next(), fields.next()) else {
            let what = "expected English, a tab and Chinese, found one field";
            return Err(Error::invalid(what).in_file(path).at_line(number + 1));
        };
        let titles = |side: &str| side.split(OR).map(str::to_owned).collect();
        out.push(Group { english: titles(english), chinese: titles(chinese) });
    }
    Ok(out)
}

/// Groups that are cut at a time, so that the words of all need not be held.
const AT_A_TIME: usize = 1 << 14;

/// The words of a title.
type Words = Vec<String>;

/// The words of groups, title by title; each block of groups on all cores.
fn each_block(groups: &[&Group], mut block: impl FnMut(Vec<Sides<Vec<Words>>>)) {
    let segmenter = Segmenter::builtin();
    let words = |language, text: &str| {
        let title = segmenter.segment(language, text);
        let kept =
            title.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        kept.map(|token| title.normal_form(token).to_owned()).collect()
    };
    let cut = |language, titles: &[String]| titles.iter().map(|t| words(language, t)).collect();
    let both = |group: &&Group| Sides {
        english: cut(Language::English, &group.english),
        chinese: cut(Language::Chinese, &group.chinese),
    };
    for some in groups.chunks(AT_A_TIME) {
        block(some.par_iter().map(both).collect());
    }
}

impl Corpus {
    /// The corpus of some files. Entries are those of `base`, the words seen `least` times, the
    /// characters of all, the stems of English ones, and so many expressions, the most frequent.
    pub(crate) fn new(
        files: &[Vec<Group>],
        least: u32,
        most_expressions: usize,
        base: Option<&Vocabulary>,
    ) -> Self {
        let groups: Vec<&Group> = files.iter().flatten().collect();
        let counts = counts(&groups);
        let fresh = counts.iter().filter(|&(word, &count)| {
            count >= least && base.is_none_or(|base| base.id(word).is_none())
        });
        let mut fresh: Vec<(&str, u32)> = fresh.map(|(w, &c)| (w.as_str(), c)).collect();
        fresh.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let known = base.into_iter().flat_map(Vocabulary::entries);
        let vocabulary: Vocabulary = known.chain(fresh.iter().map(|f| f.0)).collect();
        let known = base.map_or(0, Vocabulary::len) as u32;
        let count = |entry: &str| counts.get(entry).copied().unwrap_or(0).max(1);
        let counts: Vec<u32> = vocabulary.entries().map(count).collect();
        let mut out = Self {
            heads: heads(&vocabulary, &counts),
            counts,
            features: features(&vocabulary, known),
            known,
            ..Self::default()
        };
        let ids = |words: &Words| {
            let mut ids = Vec::new();
            for word in words {
                parts(word, &vocabulary, |_, id| ids.push(id));
            }
            ids
        };
        let add = |titles: &[Words], to: &mut Lists| {
            let start = to.len() as u32;
            titles.iter().for_each(|title| to.push(ids(title)));
            start..to.len() as u32
        };
        each_block(&groups, |cut| {
            for group in &cut {
                let english = add(&group.english, &mut out.titles.english);
                let chinese = add(&group.chinese, &mut out.titles.chinese);
                out.groups.push(Sides { english, chinese });
            }
        });
        let mut end = 0;
        for file in files {
            end += file.len();
            out.file_ends.push(end);
        }
        out.vocabulary = vocabulary;
        out.add_expressions(most_expressions);
        out
    }

    /// Makes entries of the expressions that titles have, and puts them and those of the base in the place of
    /// their words.
    fn add_expressions(&mut self, most: usize) {
        let of_base: Vec<(Vec<u32>, u32)> = (0..self.known)
            .filter(|&id| self.vocabulary.entry(id).contains(BETWEEN_WORDS))
            .filter_map(|id| Some((self.heads_in(self.vocabulary.entry(id))?, id)))
            .collect();
        if most == 0 && of_base.is_empty() {
            return;
        }
        let headed = [&self.titles.english, &self.titles.chinese].map(|lists| self.headed(lists));
        let mined = if most == 0 { Vec::new() } else { self.mined(&headed, most) };
        let mut trie = Expressions::default();
        for (heads, id) in of_base {
            trie.add(heads.iter().copied(), id);
            self.words.insert(id, heads);
        }
        for (heads, count) in mined {
            let id = self.add_expression(&heads, count);
            trie.add(heads.iter().copied(), id);
            self.words.insert(id, heads);
        }
        let [english, chinese] = &headed;
        self.titles.english = replaced(&self.titles.english, english, &trie);
        self.titles.chinese = replaced(&self.titles.chinese, chinese, &trie);
    }

    /// The heads of the entries of titles.
    fn headed(&self, lists: &Lists) -> Vec<Vec<u32>> {
        let of = |at| lists.get(at).iter().map(|&id| self.heads[id as usize]).collect();
        (0..lists.len()).map(of).collect()
    }

    /// The heads of the words of an expression.
    fn heads_in(&self, expression: &str) -> Option<Vec<u32>> {
        let words = expression.split(BETWEEN_WORDS);
        words.map(|word| Some(self.heads[self.vocabulary.id(word)? as usize])).collect()
    }

    /// The most frequent expressions of both languages by their heads, with their counts.
    fn mined(&self, headed: &[Vec<Vec<u32>>; 2], most: usize) -> Vec<(Vec<u32>, u32)> {
        let never_first = expressions::NEVER_FIRST.iter().filter_map(|w| self.vocabulary.id(w));
        let never_first = never_first.collect();
        let is_word = |head| !self.vocabulary.entry(head).starts_with(|c: char| c.is_ascii_digit());
        let mine = |headed: &[Vec<u32>], side: fn(&Sides<Range<u32>>) -> &Range<u32>| {
            let mut start = 0;
            let stretch = |&end: &usize| {
                let titles = start..self.groups[..end].last().map_or(0, |g| side(g).end as usize);
                start = titles.end;
                titles
            };
            let stretches: Vec<_> = self.file_ends.iter().map(stretch).collect();
            expressions::mine(headed, &stretches, &never_first, is_word)
        };
        let mut out = mine(&headed[0], |group| &group.english);
        out.extend(mine(&headed[1], |group| &group.chinese));
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out.truncate(most);
        out
    }

    /// The entry of an expression, a new one unless there is one.
    fn add_expression(&mut self, heads: &[u32], count: u32) -> u32 {
        let words: Vec<&str> = heads.iter().map(|&head| self.vocabulary.entry(head)).collect();
        let id = self.vocabulary.add(&words.join(" "));
        if id as usize == self.counts.len() {
            let mut made_of = vec![id];
            for &head in heads {
                made_of.extend(self.features.get(head as usize));
            }
            let mut seen = FxHashSet::default();
            made_of.retain(|&part| seen.insert(part));
            self.features.push(made_of);
            self.counts.push(count);
            self.heads.push(id);
        }
        id
    }
}

/// Titles with expressions in the place of their words.
fn replaced(lists: &Lists, headed: &[Vec<u32>], trie: &Expressions) -> Lists {
    let mut out = Lists::default();
    for (at, heads) in headed.iter().enumerate() {
        let heads: Vec<_> = heads.iter().copied().map(Some).collect();
        let found = trie.find(&heads);
        let ids = lists.get(at);
        let alone = alone(ids.len(), &found).map(|at| ids[at]);
        out.push(alone.chain(found.iter().map(|&(_, id)| id)));
    }
    out
}

/// For each entry the most frequent form of the same word: itself but for English. Forms that a
/// base holds together stay so.
fn heads(vocabulary: &Vocabulary, counts: &[u32]) -> Vec<u32> {
    let mut of_stem: FxHashMap<String, u32> = FxHashMap::default();
    let mut by_count: Vec<(u32, &str)> = (0u32..).zip(vocabulary.entries()).collect();
    by_count.sort_by_key(|&(id, _)| (std::cmp::Reverse(counts[id as usize]), id));
    let is_word = |entry: &str| !entry.contains(is_han) && !entry.contains(BETWEEN_WORDS);
    let (stems, words): (Vec<_>, Vec<_>) =
        by_count.into_iter().partition(|(_, entry)| entry.starts_with(STEM_MARK));
    let mut heads: Vec<u32> = (0..vocabulary.len() as u32).collect();
    for (id, entry) in words.into_iter().filter(|&(_, entry)| is_word(entry)) {
        heads[id as usize] = *of_stem.entry(stem(entry)).or_insert(id);
    }
    for (id, entry) in stems {
        heads[id as usize] = of_stem.get(entry).copied().unwrap_or(id);
    }
    heads
}

/// How often each word stands, or each part of one: characters, stems, halves of compounds.
fn counts(groups: &[&Group]) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    let count =
        |counts: &mut FxHashMap<String, u32>, word: &str, times: u32| match counts.get_mut(word) {
            Some(count) => *count += times,
            None => drop(counts.insert(word.to_owned(), times)),
        };
    each_block(groups, |cut| {
        let titles = cut.iter().flat_map(|group| group.english.iter().chain(&group.chinese));
        titles.flatten().for_each(|word| count(&mut counts, word, 1));
    });
    let mut parts: FxHashMap<String, u32> = FxHashMap::default();
    for (word, &times) in &counts {
        if word.contains(is_han) {
            for c in word.chars().filter(|&c| is_han(c)) {
                count(&mut parts, c.encode_utf8(&mut [0; 4]), times);
            }
            continue;
        }
        for half in halves(word) {
            count(&mut parts, &stem(half.of(word)), times);
            if half.len() < word.len() {
                count(&mut parts, half.of(word), times);
            }
        }
    }
    for (part, times) in parts {
        count(&mut counts, &part, times);
    }
    counts
}

/// What each entry is made of: itself; the shorter words and the characters of a Chinese word;
/// the stem and the halves of an English one.
/// The first `known` entries are whole already.
fn features(vocabulary: &Vocabulary, known: u32) -> Lists {
    let mut out = Lists::default();
    for (id, entry) in (0u32..).zip(vocabulary.entries()) {
        let mut made_of = vec![id];
        if id < known {
            out.push(made_of);
            continue;
        }
        let mut add = |part: &str| {
            if let Some(part) = vocabulary.id(part)
                && !made_of.contains(&part)
            {
                made_of.push(part);
            }
        };
        if entry.contains(is_han) {
            let bounds: Vec<usize> =
                entry.char_indices().map(|(at, _)| at).chain([entry.len()]).collect();
            for (first, &start) in bounds.iter().enumerate() {
                for &end in bounds[first + 1..].iter().take(LONGEST_WORD) {
                    add(&entry[start..end]);
                }
            }
        } else if !entry.starts_with(STEM_MARK) {
            for half in halves(entry).filter(|half| half.len() < entry.len()) {
                add(half.of(entry));
            }
            add(&stem(entry));
        }
        out.push(made_of);
    }
    out
}
