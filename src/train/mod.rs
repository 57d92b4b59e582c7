//! Pairs of titles in, a model out (feature `train`).
//!
//! Vectors come first, by contrast; with them the translation table, by expectation maximisation;
//! then the entries that are worth their place; last, the calibration, on pairs that were held
//! out of all before. Equal files, options and seeds give equal models on one kind of processor.

mod assemble;
mod contrast;
mod corpus;
mod em;
mod expressions;
mod fit;
mod hold_out;
mod init;
mod logit;
mod platt;
mod pools;
mod random;
mod select;

use std::ops::Range;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::model::Model;
use crate::model::units::STEM_MARK;
pub use crate::write::write_whole;
use contrast::{Contrast, Settings, dot};
use corpus::{Corpus, Lists};
use hold_out::hold_out;
use random::Random;

/// What to train from, and how.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub struct TrainOptions {
    /// Word vectors to start from, in word2vec text format: a line with their count and
    /// dimensions, then a word and its numbers a line.
    pub init: Option<PathBuf>,
    /// A model to adapt; its words keep their vectors but for what the pairs teach.
    pub base: Option<Model>,
    /// Equal seeds give equal models.
    pub seed: u64,
    /// How often all pairs are gone through.
    pub passes: usize,
    /// Most pairs of one file in a pass, drawn anew for each.
    pub most_per_file: usize,
    /// Most entries in the vocabulary, beside those of the base.
    pub most_entries: usize,
    /// Most of them that have a vector of their own; the others share one that is near.
    pub most_vectors: usize,
    /// Most entries of several words that compete with the others for a place; none by default.
    pub most_expressions: usize,
    /// Numbers in a vector: even, at most 65,534. A base has its own.
    pub dims: usize,
    /// Step size at the start, above 0 and at most 10; it falls to a tenth.
    pub rate: f32,
    /// Share of the words of a title that a pass leaves out, as retold titles do.
    pub dropout: f32,
    /// Share of the words that do without their own vector in a batch, so that their parts learn
    /// to stand in.
    pub own_dropout: f32,
    /// Links of the table that are weaker are left out: the geometric mean of both directions, 0 to 1.
    pub least_link: f32,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            init: None,
            base: None,
            seed: 1,
            passes: 8,
            most_per_file: 100_000,
            most_entries: 172_000,
            most_vectors: 136_000,
            most_expressions: 0,
            dims: 128,
            rate: 0.35,
            dropout: 0.15,
            own_dropout: 0.1,
            least_link: 0.05,
        }
    }
}

impl TrainOptions {
    /// Options to adapt a model: smaller steps.
    #[must_use]
    pub fn adapting(base: Model) -> Self {
        let dims = base.vectors.dims();
        Self { base: Some(base), dims, rate: 0.02, own_dropout: 0.0, ..Self::default() }
    }
}

/// Dimensions are written in two bytes.
const MOST_DIMS: usize = u16::MAX as usize;
/// Greater steps lead nowhere.
const MOST_RATE: f32 = 10.0;
/// Pairs in a batch.
const BATCH: usize = 2048;
/// Pairs in a row from one file, so that a title's rivals in a batch are like it.
const STRETCH: usize = 256;
/// Words seen less often are no entries.
const LEAST_COUNT: u32 = 2;
/// Words of a title that the table looks at.
const MOST_WORDS: usize = 40;
/// Between two lines on the loss, in batches.
const REPORT: usize = 100;

/// The words that a model of these files would know, and at most so many expressions of several words,
/// for a teacher to give vectors for.
///
/// # Errors
/// A file cannot be read or is not of its form.
pub fn tokens(files: &[PathBuf], most_expressions: usize) -> Result<Vec<String>> {
    let groups = files.iter().map(corpus::groups).collect::<Result<Vec<_>>>()?;
    let corpus = Corpus::new(&groups, LEAST_COUNT, most_expressions, None);
    let words = corpus.vocabulary.entries().filter(|entry| !entry.starts_with(STEM_MARK));
    Ok(words.map(str::to_owned).collect())
}

/// Trains on files of `ENGLISH<TAB>CHINESE` lines, where either side may be several titles with ` || `
/// between them, each a counterpart of each of the other side, and gives the bytes of a model; `progress` is
/// told what is going on, a line at a time.
///
/// Memory is some 1 KB for each word of the files and 100 bytes for each pair, and at most
/// 1.5 GB for the table.
///
/// # Errors
/// A file cannot be read or is not of its form; there are no pairs; an option is out of range.
pub fn train(
    files: &[PathBuf],
    options: &TrainOptions,
    mut progress: impl FnMut(&str),
) -> Result<Vec<u8>> {
    check(options)?;
    let mut random = Random(options.seed);
    let mut groups = files.iter().map(corpus::groups).collect::<Result<Vec<_>>>()?;
    let held_out = hold_out(files, &mut groups, options.seed);
    let base = options.base.as_ref().map(|b| &b.vocabulary);
    let corpus = Corpus::new(&groups, LEAST_COUNT, options.most_expressions, base);
    drop(groups);
    if corpus.groups.is_empty() {
        return Err(Error::invalid("there are no pairs to train on"));
    }
    if corpus.vocabulary.len() == 0 {
        let what = format!(
            "no word of the pairs is seen {LEAST_COUNT} times: they are too few to train on"
        );
        return Err(Error::invalid(what));
    }
    let (groups, words) = (corpus.groups.len(), corpus.vocabulary.len());
    let titles = corpus.titles.english.len() + corpus.titles.chinese.len();
    progress(&format!("{groups} groups of {titles} titles, {words} words and parts of words"));
    let contrast = vectors(&corpus, options, &mut random, &mut progress)?;
    let dims = options.dims;
    let mut composed = vec![0.0f32; words * dims];
    for (id, out) in composed.chunks_exact_mut(dims).enumerate() {
        contrast.compose(corpus.features.get(id), out);
    }
    drop(contrast);
    let cells = table(&corpus, &composed, options, &mut random);
    progress(&format!("{} links before the weak ones are left out", cells.len()));
    let mut parts = assemble::parts(&corpus, &composed, &cells, options);
    progress(&format!("{} entries and {} links kept", parts.entries.len(), parts.links.len()));
    let model = Model::from_bytes(&parts.encode()?)?;
    let held_out = pools::HeldOut::new(&held_out, &model);
    if held_out.is_enough() {
        parts.calibration = fit::fit(&held_out, &model, &mut random, &mut progress);
    } else {
        progress("too few pairs to hold some out: the calibration stays as it was");
    }
    parts.encode()
}

/// Weighs the evidence anew, on the pairs of the files that [`train`] holds out with this seed, and
/// gives the bytes of the model with the new calibration. For new signals, or lists of another
/// kind; with the files and the seed of its training the model has not seen these pairs.
///
/// # Errors
/// A file cannot be read or is not of its form; these are not the bytes of a model; fewer than 200
/// titles of 4 to 20 words can be held out.
pub fn recalibrate(
    files: &[PathBuf],
    model: &[u8],
    seed: u64,
    mut progress: impl FnMut(&str),
) -> Result<Vec<u8>> {
    let read = Model::from_bytes(model)?;
    let mut groups = files.iter().map(corpus::groups).collect::<Result<Vec<_>>>()?;
    let held_out = pools::HeldOut::new(&hold_out(files, &mut groups, seed), &read);
    if !held_out.is_enough() {
        return Err(Error::invalid("too few pairs to hold some out for the calibration"));
    }
    let calibration = fit::fit(&held_out, &read, &mut Random(seed), &mut progress);
    Model::recalibrated(model, &calibration)
}

fn check(options: &TrainOptions) -> Result<()> {
    let TrainOptions { dims, dropout, own_dropout, rate, least_link, most_vectors, .. } = *options;
    let wrong = |what: &str| Err(Error::invalid(what));
    match () {
        () if dims == 0 || dims % 2 == 1 || dims > MOST_DIMS => {
            wrong("vectors have an even number of dimensions, at most 65534")
        }
        () if options.base.as_ref().is_some_and(|b| b.vectors.dims() != dims) => {
            wrong("the base has another number of dimensions")
        }
        () if !(0.0..1.0).contains(&dropout) || !(0.0..1.0).contains(&own_dropout) => {
            wrong("dropout is a share below 1")
        }
        () if !(rate > 0.0 && rate <= MOST_RATE) => wrong("the rate is above 0, at most 10"),
        () if !(0.0..=1.0).contains(&least_link) => wrong("the weakest link is from 0 to 1"),
        () if most_vectors == 0 => wrong("a model has at least one vector"),
        () => Ok(()),
    }
}

/// The vectors and weights of features, by contrast.
fn vectors(
    corpus: &Corpus,
    options: &TrainOptions,
    random: &mut Random,
    progress: &mut dyn FnMut(&str),
) -> Result<Contrast> {
    let (vectors, weights) = init::start(corpus, options, random)?;
    let mut contrast = Contrast::new(options.dims, vectors, weights);
    for pass in 0..options.passes {
        let order = order(corpus, options.most_per_file, random);
        let batches: Vec<&[Draw]> = order.chunks(BATCH).filter(|batch| batch.len() > 1).collect();
        let mut sum = 0.0;
        for (number, batch) in batches.iter().enumerate() {
            let done =
                (pass * batches.len() + number) as f32 / (options.passes * batches.len()) as f32;
            let settings = Settings {
                rate: options.rate * (1.0 - 0.9 * done),
                dropout: options.dropout,
                own_dropout: options.own_dropout,
            };
            let titles = &corpus.titles;
            let e: Vec<&[u32]> =
                batch.iter().map(|draw| titles.english.get(draw.pair[0] as usize)).collect();
            let z: Vec<&[u32]> =
                batch.iter().map(|draw| titles.chinese.get(draw.pair[1] as usize)).collect();
            let groups: Vec<u32> = batch.iter().map(|draw| draw.group).collect();
            sum += contrast.step(&e, &z, &groups, &corpus.features, settings, random);
            if (number + 1) % REPORT == 0 || number + 1 == batches.len() {
                let since = number % REPORT + 1;
                progress(&format!(
                    "pass {} of {}, batch {} of {}: loss {:.4}",
                    pass + 1,
                    options.passes,
                    number + 1,
                    batches.len(),
                    sum / since as f32
                ));
                sum = 0.0;
            }
        }
    }
    Ok(contrast)
}

/// An English and a Chinese title that were drawn from a group.
#[derive(Debug, Clone, Copy)]
struct Draw {
    pair: [u32; 2],
    group: u32,
}

/// Pairs of all groups in random order, but in stretches of one file. Each title of a group is drawn at
/// least once, with another counterpart each time.
fn order(corpus: &Corpus, most_per_file: usize, random: &mut Random) -> Vec<Draw> {
    let mut stretches: Vec<Vec<Draw>> = Vec::new();
    let mut start = 0;
    for &end in &corpus.file_ends {
        let mut file: Vec<Draw> = Vec::new();
        for (group, sides) in (start as u32..).zip(&corpus.groups[start..end]) {
            let mut shuffled = |lists: &Lists, titles: &Range<u32>| {
                let known = titles.clone().filter(|&at| !lists.get(at as usize).is_empty());
                let mut known: Vec<u32> = known.collect();
                random.shuffle(&mut known);
                known
            };
            let english = shuffled(&corpus.titles.english, &sides.english);
            let chinese = shuffled(&corpus.titles.chinese, &sides.chinese);
            if english.is_empty() || chinese.is_empty() {
                continue;
            }
            for at in 0..english.len().max(chinese.len()) {
                let pair = [english[at % english.len()], chinese[at % chinese.len()]];
                file.push(Draw { pair, group });
            }
        }
        random.shuffle(&mut file);
        file.truncate(most_per_file);
        stretches.extend(file.chunks(STRETCH).map(<[Draw]>::to_vec));
        start = end;
    }
    random.shuffle(&mut stretches);
    stretches.concat()
}

/// The translation table over heads.
fn table(
    corpus: &Corpus,
    composed: &[f32],
    options: &TrainOptions,
    random: &mut Random,
) -> Vec<em::Cell> {
    let dims = options.dims;
    let order = order(corpus, options.most_per_file, random);
    let row = |id: u32| &composed[id as usize * dims..][..dims];
    let like = |e: u32, z: u32| {
        let (e, z) = (row(e), row(z));
        dot(e, z) / (dot(e, e) * dot(z, z)).sqrt().max(1e-12)
    };
    let headed = |lists: &Lists| {
        let mut out = Lists::default();
        for at in 0..lists.len() {
            let some = lists.get(at).iter().take(MOST_WORDS);
            // An expression, and its words too: either may be what is translated.
            let mut ids: Vec<u32> = Vec::new();
            for &id in some {
                ids.push(corpus.heads[id as usize]);
                ids.extend(corpus.words.get(&id).into_iter().flatten());
            }
            ids.sort_unstable();
            ids.dedup();
            out.push(ids);
        }
        out
    };
    let (english, chinese) = (headed(&corpus.titles.english), headed(&corpus.titles.chinese));
    let pairs: Vec<[u32; 2]> = order.iter().map(|draw| draw.pair).collect();
    em::table(&english, &chinese, &pairs, like)
}
