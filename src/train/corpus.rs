//! Pairs of titles to numbers: which entries the vocabulary has, and which of them a title has.

use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::model::units::{LONGEST_WORD, halves, parts, stem};
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
    /// The entries whose vectors make that of an entry: itself and its parts.
    pub(crate) features: Lists,
    /// The entries of each title.
    pub(crate) titles: Sides<Lists>,
    /// So many entries come first that a base model has.
    pub(crate) known: u32,
    /// Where the pairs of each file end.
    pub(crate) file_ends: Vec<usize>,
}

/// A pair as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) english: String,
    pub(crate) chinese: String,
}

/// Reads `ENGLISH<TAB>CHINESE` lines; further fields are left out.
pub(crate) fn rows(path: &PathBuf) -> Result<Vec<Row>> {
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
        out.push(Row { english: english.to_owned(), chinese: chinese.to_owned() });
    }
    Ok(out)
}

/// Pairs that are cut at a time, so that the words of all need not be held.
const AT_A_TIME: usize = 1 << 14;

/// The words of pairs, by side; each block of pairs on all cores.
fn each_block(rows: &[&Row], mut block: impl FnMut(Vec<[Vec<String>; 2]>)) {
    let segmenter = Segmenter::builtin();
    let words = |language, text: &str| {
        let title = segmenter.segment(language, text);
        let kept =
            title.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        kept.map(|token| title.normal_form(token).to_owned()).collect()
    };
    let both = |row: &&Row| {
        [words(Language::English, &row.english), words(Language::Chinese, &row.chinese)]
    };
    for some in rows.chunks(AT_A_TIME) {
        block(some.par_iter().map(both).collect());
    }
}

impl Corpus {
    /// The corpus of some files. Entries are those of `base`, the words seen `least` times, the
    /// characters of all, and the stems of English ones.
    pub(crate) fn new(files: &[Vec<Row>], least: u32, base: Option<&Vocabulary>) -> Self {
        let rows: Vec<&Row> = files.iter().flatten().collect();
        let counts = counts(&rows);
        let fresh = counts.iter().filter(|&(word, &count)| {
            count >= least && base.is_none_or(|base| base.id(word).is_none())
        });
        let mut fresh: Vec<(&str, u32)> = fresh.map(|(w, &c)| (w.as_str(), c)).collect();
        fresh.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let known = base.into_iter().flat_map(Vocabulary::entries);
        let vocabulary: Vocabulary = known.chain(fresh.iter().map(|f| f.0)).collect();
        let known = base.map_or(0, Vocabulary::len) as u32;
        let count = |entry: &str| counts.get(entry).copied().unwrap_or(0).max(1);
        let mut out = Self {
            counts: vocabulary.entries().map(count).collect(),
            features: features(&vocabulary, known),
            known,
            ..Self::default()
        };
        let ids = |words: &[String]| {
            let mut ids = Vec::new();
            for word in words {
                parts(word, &vocabulary, |_, id| ids.push(id));
            }
            ids
        };
        each_block(&rows, |cut| {
            for [english, chinese] in &cut {
                out.titles.english.push(ids(english));
                out.titles.chinese.push(ids(chinese));
            }
        });
        let mut end = 0;
        for file in files {
            end += file.len();
            out.file_ends.push(end);
        }
        out.vocabulary = vocabulary;
        out
    }
}

/// How often each word stands, or each part of one: characters, stems, halves of compounds.
fn counts(rows: &[&Row]) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    let count =
        |counts: &mut FxHashMap<String, u32>, word: &str, times: u32| match counts.get_mut(word) {
            Some(count) => *count += times,
            None => drop(counts.insert(word.to_owned(), times)),
        };
    each_block(rows, |cut| {
        cut.iter().flatten().flatten().for_each(|word| count(&mut counts, word, 1));
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
        } else if !entry.starts_with(crate::model::units::STEM_MARK) {
            for half in halves(entry).filter(|half| half.len() < entry.len()) {
                add(half.of(entry));
            }
            add(&stem(entry));
        }
        out.push(made_of);
    }
    out
}
