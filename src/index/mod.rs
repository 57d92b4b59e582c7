//! An index: titles of one language in, the counterparts of titles of the other out.
//!
//! A list that is searched again and again is read once, and can be saved. Up to 16,384 titles
//! are all compared; of more, those in the cells that are nearest, and those that share a rare
//! word, number or name: a counterpart may be missed.

mod file;

use std::io::{Read, Write};
use std::ops::ControlFlow;

use crate::aligner::{Aligner, Found, MOST_HELD, best};
use crate::error::{Error, Result};
use crate::evidence::{
    Known, Pool, Profile, Side, Source, Ways, candidates_of_one, log_odds, probabilities,
    probabilities_among,
};
use crate::matrix::{Column, Row, SparseMatrix};
use crate::parallel;
use crate::progress::{Progress, Watch, unwatched};
use crate::title::Language;

/// Titles of one language, ready to be searched by titles of the other.
///
/// Memory: the text and some 200 bytes a title; saved, the text and some 100, twice that for titles that were
/// added later.
///
/// ```
/// use bititle::{Aligner, Language, TitleIndex};
///
/// let titles = ["百度上市", "诺基亚卖出三千万部手机"];
/// let mut index = TitleIndex::build(&Aligner::builtin(), Language::Chinese, titles);
/// let found = index.search("Nokia sells 30 million phones", 1);
/// assert_eq!(found[0].candidate, 1);
///
/// let added = index.add("暴雨淹没铁路");
/// assert_eq!(index.search("Heavy rain floods the railway", 1)[0].candidate, added);
/// assert_eq!(index.remove(added).as_deref(), Some("暴雨淹没铁路"));
///
/// let mut file = Vec::new();
/// index.save(&mut file)?;
/// let loaded = TitleIndex::load(&Aligner::builtin(), file.as_slice())?;
/// assert_eq!(loaded.get(0), Some("百度上市"));
/// # Ok::<(), bititle::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TitleIndex {
    aligner: Aligner,
    language: Language,
    /// `None` where a title was removed.
    titles: Vec<Option<String>>,
    known: Known,
}

impl TitleIndex {
    /// An index of titles of one language.
    #[must_use]
    pub fn build(
        aligner: &Aligner,
        language: Language,
        titles: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        unwatched(|watch| Self::build_in(aligner, language, titles, watch))
    }

    /// Like [`TitleIndex::build`], for long lists: tells `hook` now and then how far it is, and
    /// stops when that breaks.
    ///
    /// # Errors
    /// The hook broke: [`Error::is_cancelled`].
    pub fn build_watched(
        aligner: &Aligner,
        language: Language,
        titles: impl IntoIterator<Item = impl Into<String>>,
        hook: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Self> {
        Self::build_in(aligner, language, titles, &mut Watch::new(hook))
    }

    fn build_in(
        aligner: &Aligner,
        language: Language,
        titles: impl IntoIterator<Item = impl Into<String>>,
        watch: &mut Watch<'_>,
    ) -> Result<Self> {
        let titles: Vec<String> = titles.into_iter().map(Into::into).collect();
        let texts = titles.iter().map(String::as_str).collect();
        let source = Source::new(aligner.maker(), language, texts, 0);
        let mut known = Side::new(source, aligner.model(), watch)?.known.into_owned();
        known.rarity.forget_single();
        let titles = titles.into_iter().map(Some).collect();
        Ok(Self { aligner: aligner.clone(), language, titles, known })
    }

    /// The language of its titles.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// How many titles it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.titles.iter().flatten().count()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.titles.iter().all(Option::is_none)
    }

    /// The title at a position; `None` if it was removed or never was.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<&str> {
        self.titles.get(position)?.as_deref()
    }

    /// Adds a title and gives its position. Many at a time are better added by
    /// [`TitleIndex::extend`]: each call costs as much as sorting the index does.
    pub fn add(&mut self, title: impl Into<String>) -> usize {
        self.extend([title]);
        self.titles.len() - 1
    }

    /// Adds titles at the end, in their order. How rare their words are is judged by what was there
    /// before: after adding as many as there were, build it anew.
    pub fn extend(&mut self, titles: impl IntoIterator<Item = impl Into<String>>) {
        let fresh: Vec<String> = titles.into_iter().map(Into::into).collect();
        let maker = self.aligner.maker();
        for block in fresh.chunks(1 << 15) {
            let profiles = parallel::map(block, |title| maker.profile(self.language, title));
            self.known.extend(&profiles, self.aligner.model());
        }
        self.titles.extend(fresh.into_iter().map(Some));
    }

    /// Removes a title and gives it back; the positions of the others stay. Takes as long as going
    /// through the list once.
    pub fn remove(&mut self, position: usize) -> Option<String> {
        let title = self.titles.get_mut(position)?.take()?;
        self.known.remove(position);
        Some(title)
    }

    /// The most probable counterparts of a title of the other language, best first, at most `top`:
    /// positions with probabilities among the titles of the index. One on which there is no
    /// evidence finds nothing.
    #[must_use]
    pub fn search(&self, title: &str, top: usize) -> Vec<Found> {
        let maker = self.aligner.maker();
        let model = self.aligner.model();
        let query = maker.profile(self.language.other(), title);
        let mut candidates = candidates_of_one(&self.known, &query, top.min(self.titles.len()));
        candidates.retain(|&at| self.titles[at as usize].is_some());
        let scored = candidates.iter().enumerate().filter_map(|(column, &at)| {
            let mut other = maker.profile(self.language, self.get(at as usize)?);
            other.reweigh(&self.known.rarity, model);
            let score = self.log_odds(&query, &other);
            Some((Row(0), Column(column), score))
        });
        let scores = SparseMatrix::from_cells(1, candidates.len(), scored.collect());
        let titles = self.titles.len().max(1);
        let probable = probabilities_among(titles, &scores, &model.calibration);
        // Candidates rise, so that equal ones come by position here too.
        let place = |hit: Found| Found { candidate: candidates[hit.candidate] as usize, ..hit };
        best(&probable, Row(0), top).into_iter().map(place).collect()
    }

    /// The counterparts of some titles, as [`Aligner::search`] finds them: the titles compete for
    /// those of the index, and how rare their words are counts, so that many together find better
    /// than one by one.
    #[must_use]
    pub fn search_all<S: AsRef<str>>(&self, titles: &[S], top: usize) -> Vec<Vec<Found>> {
        let (maker, model) = (self.aligner.maker(), self.aligner.model());
        let queries = titles.iter().map(AsRef::as_ref).collect();
        let source = Source::new(maker, self.language.other(), queries, MOST_HELD);
        let rows = unwatched(|watch| Side::new(source, model, watch));
        let own = self.titles.iter().map(|title| title.as_deref().unwrap_or("")).collect();
        let source = Source::new(maker, self.language, own, 0);
        let columns = Side::known(source, &self.known);
        let pool = Pool::new(model, self.language.other(), rows, columns, Ways::FromRows);
        let log_odds = unwatched(|watch| pool.log_odds(watch));
        let probable = probabilities(&log_odds, &model.calibration);
        (0..titles.len()).map(|query| best(&probable, Row(query), top)).collect()
    }

    fn log_odds(&self, query: &Profile, other: &Profile) -> f32 {
        let model = self.aligner.model();
        let (english, chinese) = match self.language {
            Language::English => (other, query),
            Language::Chinese => (query, other),
        };
        log_odds(model, english, chinese, &self.known.rarity)
    }

    /// Writes the index.
    ///
    /// # Errors
    /// Writing fails, or a part of the index is larger than 4 GiB.
    pub fn save(&self, mut out: impl Write) -> Result<()> {
        let bytes = file::encode(self)?;
        out.write_all(&bytes).and_then(|()| out.flush()).map_err(Error::io)
    }

    /// Reads an index that the model of `aligner` made.
    ///
    /// # Errors
    /// Reading fails; the bytes are not an index of this version, whole and undamaged; another
    /// model made it.
    pub fn load(aligner: &Aligner, mut source: impl Read) -> Result<Self> {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes).map_err(Error::io)?;
        file::decode(aligner, bytes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn titles() -> (Vec<&'static str>, Vec<&'static str>) {
        let fields = include_str!("../../tests/data/pairs.tsv").lines().skip(1);
        fields.map(|line| line.split('\t').collect::<Vec<_>>()).map(|f| (f[3], f[4])).unzip()
    }

    fn saved(index: &TitleIndex) -> Vec<u8> {
        let mut out = Vec::new();
        index.save(&mut out).expect("memory takes it");
        out
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let (english, chinese) = titles();
        let aligner = Aligner::builtin();
        for (language, own, other) in
            [(Language::Chinese, &chinese, &english), (Language::English, &english, &chinese)]
        {
            let mut index = TitleIndex::build(&aligner, language, own.iter().copied());
            index.remove(3);
            let bytes = saved(&index);
            let loaded = TitleIndex::load(&aligner, bytes.as_slice()).expect("whole");
            assert_eq!((loaded.len(), loaded.get(3), loaded.language()), (239, None, language));
            assert_eq!(loaded.get(4), Some(own[4]));
            assert_eq!(index.search_all(other, 3), loaded.search_all(other, 3));
            assert_eq!(index.search(other[9], 5), loaded.search(other[9], 5));
            assert_eq!(saved(&loaded), bytes);
        }
    }

    #[test]
    fn most_titles_are_found_one_by_one_and_together() {
        let (english, chinese) = titles();
        let index = TitleIndex::build(&Aligner::builtin(), Language::Chinese, chinese);
        let right = |found: &[Vec<Found>]| {
            let hits = found.iter().enumerate();
            hits.filter(|(at, found)| found.first().is_some_and(|f| f.candidate == *at)).count()
        };
        let together = right(&index.search_all(&english, 2));
        let single: Vec<_> = english.iter().map(|title| index.search(title, 2)).collect();
        let single = right(&single);
        assert!(together >= 200 && single >= 170, "{together} together, {single} one by one");
    }

    #[test]
    fn titles_come_and_go() {
        let (english, chinese) = titles();
        let aligner = Aligner::builtin();
        let mut index = TitleIndex::build(&aligner, Language::Chinese, Vec::<String>::new());
        assert!(index.is_empty() && index.search(english[0], 3).is_empty());
        index.extend(chinese.iter().copied());
        assert_eq!((index.len(), index.get(239)), (240, Some(chinese[239])));
        assert_eq!(index.search(english[5], 1)[0].candidate, 5);
        assert_eq!(index.remove(5).as_deref(), Some(chinese[5]));
        assert_eq!((index.remove(5), index.remove(999), index.len()), (None, None, 239));
        assert!(index.search(english[5], 240).iter().all(|found| found.candidate != 5));
        assert_eq!(index.add(chinese[5]), 240);
        assert_eq!(index.search(english[5], 1)[0].candidate, 240);
        assert!(index.search("", 3).is_empty() && index.search(english[5], 0).is_empty());
    }

    #[test]
    fn what_was_added_weighs_the_same_when_loaded() {
        let (english, chinese) = titles();
        let aligner = Aligner::builtin();
        let (first, more) = chinese.split_at(100);
        let mut index = TitleIndex::build(&aligner, Language::Chinese, first.iter().copied());
        index.extend(more.iter().copied());
        let loaded = TitleIndex::load(&aligner, saved(&index).as_slice()).expect("whole");
        assert_eq!(index.search_all(&english, 3), loaded.search_all(&english, 3));
        for title in english {
            assert_eq!(index.search(title, 3), loaded.search(title, 3));
        }
    }

    #[test]
    fn damaged_files_say_what_is_wrong() {
        let aligner = Aligner::builtin();
        let bytes = saved(&TitleIndex::build(&aligner, Language::Chinese, ["百度上市", "华为"]));
        let error = |bytes: &[u8]| TitleIndex::load(&aligner, bytes).unwrap_err().to_string();
        assert_eq!(error(b"bititle model\0"), "this is not a bititle index");
        assert_eq!(error(&bytes[..9]), "this is not a bititle index");
        assert!(error(&bytes[..40]).contains("more bytes"), "{}", error(&bytes[..40]));
        let mut newer = bytes.clone();
        newer[14] = 9;
        assert!(error(&newer).contains("version 9"));
        for at in 28..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(error(&flipped).contains("checksum"));
        }
        let mut foreign = bytes.clone();
        foreign[36] ^= 1;
        mend(&mut foreign);
        assert!(error(&foreign).contains("another model"), "{}", error(&foreign));
    }

    /// Makes the checksum fit.
    fn mend(bytes: &mut [u8]) {
        let sum = crc32fast::hash(&bytes[28..]);
        bytes[24..28].copy_from_slice(&sum.to_le_bytes());
    }

    proptest! {
        #[test]
        fn hostile_bytes_give_errors_or_an_index(at in 28usize..2000, byte: u8) {
            let aligner = Aligner::builtin();
            let titles = ["百度上市", "华为推出手机", "Docker 1.2 已登陆 Ubuntu"];
            let mut bytes = saved(&TitleIndex::build(&aligner, Language::Chinese, titles));
            let at = 28 + at % (bytes.len() - 28);
            bytes[at] = byte;
            mend(&mut bytes);
            if let Ok(index) = TitleIndex::load(&aligner, bytes.as_slice()) {
                let _ = index.search("Docker is out on Ubuntu", 3);
            }
        }
    }
}
