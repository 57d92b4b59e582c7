//! Where vectors start: from a file of word vectors, or at random.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::TrainOptions;
use super::corpus::Corpus;
use super::random::Random;
use crate::error::{Error, Result};
use crate::model::vectors::to_unit;

/// Where the vectors and the logarithms of the weights of all entries start.
pub(crate) fn start(
    corpus: &Corpus,
    options: &TrainOptions,
    random: &mut Random,
) -> Result<(Vec<f32>, Vec<f32>)> {
    let mut known = vec![false; corpus.vocabulary.len()];
    let mut vectors = vec![0.0f32; known.len() * options.dims];
    // Rare words count more: the square root of their frequency.
    let mut weights: Vec<f32> = corpus.counts.iter().map(|&c| -0.5 * (c as f32).ln()).collect();
    if let Some(path) = &options.init {
        read(path, corpus, options.dims, &mut vectors, &mut known).map_err(|e| e.in_file(path))?;
    }
    if let Some(base) = &options.base {
        for id in 0..corpus.known {
            let at = id as usize;
            base.vectors.write(id, &mut vectors[at * options.dims..][..options.dims]);
            weights[at] = base.vectors.weight(id).ln();
            known[at] = true;
        }
    }
    fill(corpus, options.dims, &known, &mut vectors, random);
    Ok((vectors, weights))
}

/// An entry that nothing is known of gets the mean of those it is a part of, weighted by how often
/// they stand, or a random vector; all become unit vectors.
fn fill(corpus: &Corpus, dims: usize, known: &[bool], out: &mut [f32], random: &mut Random) {
    let count = known.len();
    let mut means = vec![0.0f32; count * dims];
    for at in (0..count).filter(|&at| known[at]) {
        for &part in corpus.features.get(at) {
            let part = part as usize;
            if !known[part] {
                let weight = corpus.counts[at] as f32;
                for dim in 0..dims {
                    means[part * dims + dim] += weight * out[at * dims + dim];
                }
            }
        }
    }
    for at in (0..count).filter(|&at| !known[at]) {
        // An expression comes after its words.
        for &word in corpus.words.get(&(at as u32)).into_iter().flatten() {
            for dim in 0..dims {
                means[at * dims + dim] += out[word as usize * dims + dim];
            }
        }
        let row = &mut out[at * dims..][..dims];
        row.copy_from_slice(&means[at * dims..][..dims]);
        if row.iter().all(|&v| v == 0.0) {
            // Sums of uniform numbers are near enough to normal ones.
            row.iter_mut().for_each(|v| *v = (0..6).map(|_| random.unit() - 0.5).sum());
        }
        to_unit(row);
    }
}

fn read(
    path: &Path,
    corpus: &Corpus,
    dims: usize,
    out: &mut [f32],
    known: &mut [bool],
) -> Result<()> {
    let file = std::fs::File::open(path).map_err(Error::io)?;
    let mut lines = BufReader::new(file).lines();
    let header = lines.next().transpose().map_err(Error::io)?.unwrap_or_default();
    let wanted = |what: String, line: usize| Error::invalid(what).at_line(line);
    let numbers: Vec<usize> = header.split(' ').filter_map(|n| n.parse().ok()).collect();
    if numbers.len() != 2 || numbers[1] != dims {
        let what =
            format!("expected a count and {dims}, the numbers of a vector; found {header:?}");
        return Err(wanted(what, 1));
    }
    for (number, line) in lines.enumerate() {
        let line = line.map_err(Error::io)?;
        let mut fields = line.trim_end().split(' ');
        let word = fields.next().unwrap_or_default();
        let id = corpus.vocabulary.id(word);
        // As word2vec writes phrases.
        let Some(id) = id.or_else(|| corpus.vocabulary.id(&word.replace('_', " "))) else {
            continue;
        };
        let row = &mut out[id as usize * dims..][..dims];
        let mut read = 0;
        for (value, field) in row.iter_mut().zip(&mut fields) {
            *value = field
                .parse()
                .ok()
                .filter(|v: &f32| v.is_finite())
                .ok_or_else(|| wanted(format!("{field:?} is no number"), number + 2))?;
            read += 1;
        }
        if read != dims || fields.next().is_some() {
            return Err(wanted(format!("expected a word and {dims} numbers"), number + 2));
        }
        to_unit(row);
        known[id as usize] = true;
    }
    Ok(())
}
