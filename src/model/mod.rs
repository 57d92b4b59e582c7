//! What was learnt from bilingual text: vectors and weights of words, a translation table, and
//! how far to trust what they say.
//!
//! A model knows *entries*: words of both languages, Chinese characters, English stems, and
//! expressions of several words. A title is read as *units*, its words or the parts of words that are
//! entries; where several in a row are an expression, that stands for them, and they stay at hand. Each entry has a weight
//! and a vector, in four bits a number; entries may share one. The table links words that stand
//! for each other, with the probability in each direction. The calibration weighs the signals of
//! [`evidence`](crate::evidence) and says what their sum is worth.
//!
//! One file holds it all, little-endian, with a version and a checksum. The model inside the
//! crate is [`Model::builtin`]; the trainer (feature `train`) writes others.

mod calibration;
pub(crate) mod expressions;
pub(crate) mod file;
pub(crate) mod table;
pub(crate) mod units;
pub(crate) mod vectors;
pub(crate) mod vocabulary;

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::error::{Error, Result};
use crate::segment::Title;
pub(crate) use calibration::{Calibration, FEATURES, Feature};
use expressions::{BETWEEN_WORDS, Expressions};
use file::Reader;
#[cfg(any(test, feature = "train"))]
use rustc_hash::FxHashMap;
use table::Table;
#[cfg(any(test, feature = "train"))]
use table::Translation;
use vectors::Vectors;
use vocabulary::Vocabulary;

/// A bilingual model.
///
/// ```
/// use bititle::{Aligner, model::Model};
///
/// assert!(Model::from_bytes(b"not a model").is_err());
/// let aligner = Aligner::builtin().with_model(Model::builtin().clone());
/// assert!(Model::builtin().entries() > 50_000);
/// # let _ = aligner;
/// ```
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) vectors: Vectors,
    pub(crate) table: Table,
    pub(crate) expressions: Expressions,
    pub(crate) calibration: Calibration,
    fingerprint: u64,
}

/// Entries share at most so many bytes with the one before.
#[cfg(any(test, feature = "train"))]
const MOST_SHARED: usize = 255;

impl Model {
    /// The model inside the crate, decoded on first use.
    #[must_use]
    pub fn builtin() -> &'static Arc<Self> {
        static BUILTIN: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let bytes = include_bytes!("builtin/bititle.model");
            let model = Model::decode(Cow::Borrowed(bytes));
            Arc::new(model.expect("a test reads the built-in model"))
        });
        &BUILTIN
    }

    /// Reads a model as the trainer writes it.
    ///
    /// # Errors
    /// Reading fails, or the bytes are not a model of this version, whole and undamaged.
    pub fn read(mut source: impl Read) -> Result<Self> {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes).map_err(Error::io)?;
        Self::decode(Cow::Owned(bytes))
    }

    /// Reads a model from memory; see [`Model::read`].
    ///
    /// # Errors
    /// The bytes are not a model of this version, whole and undamaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::decode(Cow::Owned(bytes.to_vec()))
    }

    /// How many words and parts of words it knows.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.vocabulary.len()
    }

    /// How many numbers a vector has.
    #[must_use]
    pub fn dims(&self) -> usize {
        self.vectors.dims()
    }

    /// The vector of a title: the weighted sum of its units' vectors, [`Model::dims`] numbers, of
    /// length 1; all 0 where it knows no word of the title. The nearer the vectors of two titles of
    /// any language (their dot product, -1 to 1), the more they say the same.
    ///
    /// ```
    /// use bititle::{model::Model, segment::Segmenter, Language};
    ///
    /// let (model, segmenter) = (Model::builtin(), Segmenter::builtin());
    /// let embed = |language, text| model.embed(&segmenter.segment(language, text));
    /// let rain = embed(Language::English, "Heavy rain floods the railway");
    /// let cosine = |other: &[f32]| rain.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
    /// let right = cosine(&embed(Language::Chinese, "暴雨淹没铁路"));
    /// assert!(right > cosine(&embed(Language::Chinese, "如何选购手机")));
    /// ```
    #[must_use]
    pub fn embed(&self, title: &Title) -> Vec<f32> {
        let units = units::units(title, &self.vocabulary);
        let found = self.expressions_in(&units);
        let alone = alone(units.len(), &found).filter_map(|at| units[at].id);
        let known = alone.chain(found.iter().map(|&(_, id)| id));
        self.vectors.mean(known.map(|id| (id, self.vectors.weight(id))))
    }

    /// The entries of several words among the units of a title, with the units that each stands for.
    pub(crate) fn expressions_in(&self, units: &[units::Unit]) -> Vec<(Range<usize>, u32)> {
        let heads: Vec<_> =
            units.iter().map(|unit| unit.id.map(|id| self.table.head(id))).collect();
        self.expressions.find(&heads)
    }

    /// What tells it from other models: an index is of use only with the model that made it.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// A model's bytes with another calibration.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn recalibrated(bytes: &[u8], calibration: &Calibration) -> Result<Vec<u8>> {
        let (mut reader, _) = file::open(file::MODEL, Cow::Owned(bytes.to_vec()))?;
        let mut sections = Vec::new();
        for name in ["VOCB", "VECT", "TABL"] {
            let mut section = reader.section(name)?;
            let left = section.left();
            sections.push((name, section.slice(left)?.to_vec()));
        }
        sections.push(("CALB", calibration.encode()));
        file::close(file::MODEL, &sections)
    }

    fn decode(bytes: Cow<'static, [u8]>) -> Result<Self> {
        let (mut reader, fingerprint) = file::open(file::MODEL, bytes)?;
        let vocabulary = vocabulary(reader.section("VOCB")?)?;
        let vectors = vectors(reader.section("VECT")?, vocabulary.len())?;
        let table = Table::read(reader.section("TABL")?, vocabulary.len())?;
        let calibration = Calibration::read(reader.section("CALB")?)?;
        reader.end()?;
        let expressions = expressions(&vocabulary, &table)?;
        Ok(Self { vocabulary, vectors, table, expressions, calibration, fingerprint })
    }
}

/// The positions up to a count that stand in no expression.
pub(crate) fn alone(
    count: usize,
    expressions: &[(Range<usize>, u32)],
) -> impl Iterator<Item = usize> {
    let mut rest = expressions.iter().peekable();
    (0..count).filter(move |at| {
        while rest.next_if(|(range, _)| range.end <= *at).is_some() {}
        rest.peek().is_none_or(|(range, _)| !range.contains(at))
    })
}

/// The entries of several words, by the heads of these.
fn expressions(vocabulary: &Vocabulary, table: &Table) -> Result<Expressions> {
    let mut out = Expressions::default();
    for (id, entry) in (0u32..).zip(vocabulary.entries()) {
        if entry.contains(BETWEEN_WORDS) {
            let words = entry.split(BETWEEN_WORDS);
            let heads = words.map(|word| vocabulary.id(word).map(|id| table.head(id)));
            let heads = heads.collect::<Option<Vec<u32>>>();
            let wrong = || Error::invalid("a word of an entry is no entry").in_field("VOCB");
            out.add(heads.ok_or_else(wrong)?, id);
        }
    }
    Ok(out)
}

/// Entries in order of their bytes: how many the one before shares, how many follow, those.
fn vocabulary(mut reader: Reader) -> Result<Vocabulary> {
    let count = reader.u32()?;
    let mut out = Vocabulary::default();
    let mut entry: Vec<u8> = Vec::new();
    let mut total = 0;
    for id in 0..count {
        let shared = usize::from(reader.u8()?);
        if shared > entry.len() {
            return Err(reader.wrong("an entry shares more than there is"));
        }
        entry.truncate(shared);
        let fresh = reader.varint()? as usize;
        entry.extend(reader.slice(fresh)?);
        total += entry.len();
        if u32::try_from(total).is_err() {
            return Err(reader.wrong("its entries have more than 4 GiB of text"));
        }
        let text = std::str::from_utf8(&entry).map_err(|_| reader.wrong("an entry is no text"))?;
        if out.add(text) != id {
            return Err(reader.wrong("an entry stands twice"));
        }
    }
    reader.end()?;
    Ok(out)
}

/// The dimensions, the weights and rows of entries, then the rows.
fn vectors(mut reader: Reader, count: usize) -> Result<Vectors> {
    let dims = usize::from(reader.u16()?);
    let weights = reader.slice(count)?.to_vec();
    let rows = (0..count).map(|_| reader.varint()).collect::<Result<Vec<u32>>>()?;
    let codes = reader.keep(reader.left())?;
    Vectors::new(dims, codes, rows, &weights)
        .ok_or_else(|| Error::invalid("an entry has no vector").in_field("VECT"))
}

/// What the trainer gives to be written.
#[cfg(any(test, feature = "train"))]
pub(crate) struct Parts<'a> {
    pub(crate) dims: usize,
    /// Entries with their vectors, whose lengths are the weights; in any order.
    pub(crate) entries: Vec<(Cow<'a, str>, Vec<f32>)>,
    /// For each entry the one whose direction it has: itself, or one that has its own.
    pub(crate) alike: Vec<u32>,
    /// For each entry the one whose links it has.
    pub(crate) heads: Vec<u32>,
    /// Links by positions in `entries`.
    pub(crate) links: Vec<(u32, u32, Translation)>,
    pub(crate) calibration: Calibration,
}

#[cfg(any(test, feature = "train"))]
impl Parts<'_> {
    /// The model as bytes.
    ///
    /// # Errors
    /// A part of it is larger than 4 GiB.
    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|&a, &b| self.entries[a].0.cmp(&self.entries[b].0));
        let mut places = vec![0u32; order.len()];
        for (place, &at) in (0u32..).zip(&order) {
            places[at] = place;
        }
        let mut strings = (order.len() as u32).to_le_bytes().to_vec();
        let mut weights = Vec::new();
        let mut codes = Vec::new();
        let mut rows = FxHashMap::default();
        let mut last = "";
        for &at in &order {
            let (entry, vector) = &self.entries[at];
            let same = entry.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            let shared = same.min(MOST_SHARED);
            strings.push(shared as u8);
            file::put_varint((entry.len() - shared) as u32, &mut strings);
            strings.extend(&entry.as_bytes()[shared..]);
            last = entry;
            weights.push(vectors::encode_weight(vector));
            if self.alike[at] as usize == at {
                rows.insert(at, rows.len() as u32);
                vectors::encode(vector, &mut codes);
            }
        }
        let mut vectors = (self.dims as u16).to_le_bytes().to_vec();
        vectors.extend(weights);
        for at in &order {
            file::put_varint(rows[&(self.alike[*at] as usize)], &mut vectors);
        }
        vectors.extend(codes);
        let place = |at: u32| places[at as usize];
        let heads: Vec<u32> = order.iter().map(|&at| place(self.heads[at])).collect();
        let links: Vec<_> =
            self.links.iter().map(|&(e, z, link)| (place(e), place(z), link)).collect();
        let table = table::encode(&heads, &links);
        let calibration = self.calibration.encode();
        let sections =
            [("VOCB", strings), ("VECT", vectors), ("TABL", table), ("CALB", calibration)];
        file::close(file::MODEL, &sections)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn small() -> Vec<u8> {
        let entries = [
            ("华为", vec![1.0, 0.0, 0.5, -0.5]),
            ("huawei", vec![0.9, 0.1, 0.5, -0.4]),
            ("~huawei", vec![0.0, 0.2, 0.5, 0.1]),
            ("nokia", vec![-0.9, 0.1, 0.0, 0.1]),
        ];
        let entries = entries.map(|(entry, vector)| (entry.into(), vector)).to_vec();
        let link = Translation { forward: 0.5, backward: 0.25 };
        let parts = Parts {
            dims: 4,
            entries,
            alike: vec![0, 0, 2, 3],
            heads: vec![0, 1, 1, 3],
            links: vec![(1, 0, link)],
            calibration: Calibration::default(),
        };
        parts.encode().unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::read(small().as_slice()).unwrap();
        let id = |entry: &str| model.vocabulary.id(entry).unwrap();
        assert_eq!(model.entries(), 4);
        assert_eq!(model.vocabulary.entry(id("nokia")), "nokia");
        let link = model.table.get(id("huawei"), id("华为")).unwrap();
        assert!((link.forward - 0.5).abs() < 1e-6 && (link.backward - 0.25).abs() < 1e-6);
        assert_eq!(model.table.head(id("~huawei")), id("huawei"));
        let levels = |entry: &str| {
            let mut out = [0; 4];
            model.vectors.levels(id(entry), &mut out);
            out
        };
        assert_eq!(levels("huawei"), levels("华为"), "they share a vector");
        assert!(levels("华为")[0] > 0 && levels("nokia")[0] < 0);
        let weight = model.vectors.weight(id("华为"));
        assert!((weight - 1.5f32.sqrt()).abs() < 0.05, "{weight}");
    }

    #[test]
    fn an_expression_stands_for_its_words_in_all_their_forms() {
        let row = |at: usize| (0..4).map(|k| if k == at { 1.0 } else { 0.1 }).collect::<Vec<f32>>();
        let entries = ["wind", "winds", "up", "wind up", "清盘"].map(Cow::Borrowed);
        let rows = [0, 0, 1, 2, 2].map(row);
        let parts = Parts {
            dims: 4,
            entries: entries.into_iter().zip(rows).collect(),
            alike: vec![0, 1, 2, 3, 3],
            heads: vec![0, 0, 2, 3, 4],
            links: vec![],
            calibration: Calibration::default(),
        };
        let model = Model::from_bytes(&parts.encode().unwrap()).unwrap();
        let embed = |language, text| {
            let title = crate::segment::Segmenter::builtin().segment(language, text);
            let words = units::units(&title, &model.vocabulary);
            (model.embed(&title), model.expressions_in(&words).len())
        };
        let (chinese, _) = embed(crate::Language::Chinese, "清盘");
        let english = |text| {
            let (vector, found) = embed(crate::Language::English, text);
            (vector.iter().zip(&chinese).map(|(a, b)| a * b).sum::<f32>() > 0.95, found)
        };
        assert_eq!(english("Winds up"), (true, 1));
        assert_eq!(english("up wind"), (false, 0));
        let mut orphan = parts;
        orphan.entries[2].0 = "down".into();
        let error = Model::from_bytes(&orphan.encode().unwrap()).unwrap_err().to_string();
        assert!(error.contains("no entry"), "{error}");
    }

    #[test]
    fn a_calibration_is_replaced_and_nothing_else() {
        let good = small();
        let same = Model::recalibrated(&good, &Calibration::default()).unwrap();
        assert_eq!(same, good);
        let other = Calibration { threshold: 0.25, ..Calibration::default() };
        let bytes = Model::recalibrated(&good, &other).unwrap();
        assert_eq!(Model::from_bytes(&bytes).unwrap().calibration, other);
        assert!(Model::recalibrated(&good[1..], &other).is_err());
    }

    #[test]
    fn the_builtin_model_is_whole() {
        assert!(Model::builtin().entries() > 50_000);
        assert!((0.0..=1.0).contains(&Model::builtin().calibration.threshold));
    }

    #[test]
    fn bad_bytes_are_told_of() {
        let good = small();
        let error = |bytes: &[u8]| Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(error(b"").contains("not a bititle model"));
        assert!(error(b"PK\x03\x04 and so on, a zip file").contains("not a bititle model"));
        for end in 0..good.len() {
            assert!(Model::from_bytes(&good[..end]).is_err(), "cut at {end}");
        }
        let mut newer = good.clone();
        newer[14] = 9;
        assert!(error(&newer).contains("version 9"), "{}", error(&newer));
        let mut flipped = good.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert!(error(&flipped).contains("checksum"), "{}", error(&flipped));
        let longer = [good.as_slice(), b"x"].concat();
        assert!(error(&longer).contains("more bytes"), "{}", error(&longer));
    }

    /// A header whose checksum fits whatever follows.
    fn sealed(body: &[u8]) -> Vec<u8> {
        let mut out = small();
        out.truncate(16);
        out.extend((body.len() as u64).to_le_bytes());
        out.extend(crc32fast::hash(body).to_le_bytes());
        out.extend(body);
        out
    }

    #[test]
    fn lengths_that_lie_allocate_nothing() {
        // Four billion entries, in four bytes.
        let section = |name: &str, bytes: &[u8]| {
            [name.as_bytes(), &(bytes.len() as u32).to_le_bytes(), bytes].concat()
        };
        let many = section("VOCB", &u32::MAX.to_le_bytes());
        assert!(Model::from_bytes(&sealed(&many)).is_err());
        let long = [b"VOCB".as_slice(), &u32::MAX.to_le_bytes()].concat();
        assert!(Model::from_bytes(&sealed(&long)).is_err());
    }

    proptest! {
        /// Damage that the checksum does not see is an error or another model, never a panic.
        #[test]
        fn damage_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
            let mut body = small()[28..].to_vec();
            for (at, byte) in changes {
                let at = at.index(body.len());
                body[at] = byte;
            }
            if let Ok(model) = Model::from_bytes(&sealed(&body)) {
                let title = crate::segment::Segmenter::builtin()
                    .segment(crate::Language::English, "Huawei and Nokia, and others");
                let profile = crate::evidence::Profile::of(&title, &model);
                let rarity = crate::evidence::Rarity::default();
                let evidence = crate::evidence::compare(&model, &profile, &profile, &rarity);
                prop_assert!(evidence.log_odds().is_finite());
            }
        }
    }
}
