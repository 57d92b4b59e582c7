//! Which entries are worth their place in a model.

use rustc_hash::FxHashSet;

use super::contrast::dot;
use super::corpus::Corpus;
use crate::model::units::{STEM_MARK, han_parts, stem};
use crate::nearest::nearest_rows;
use crate::title::is_han;

/// How much more a word counts that is more frequent.
const POWER: f32 = 0.5;
/// A word shares the vector of another if their cosine is at least this.
const ALIKE: f32 = 0.88;

/// What is kept of a vocabulary.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Entries; those of the base first.
    pub(crate) kept: Vec<u32>,
    /// For each the position in `kept` of the one whose vector it has.
    pub(crate) alike: Vec<u32>,
}

/// The entries to keep: those of the base, and of the others the ones whose words would lose most
/// without them. The first `vectors` have vectors of their own; so many more that the entries
/// are `entries` share the vector that is nearest to theirs, if one is near.
pub(crate) fn select(
    corpus: &Corpus,
    composed: &[f32],
    dims: usize,
    vectors: usize,
    entries: usize,
) -> Selection {
    let order = by_loss(corpus, composed, dims);
    let known = corpus.known as usize;
    let (own, others) = order.split_at(vectors.min(order.len()));
    let heads: FxHashSet<u32> = (0..corpus.known)
        .chain(own.iter().map(|&(_, id)| id))
        .map(|id| corpus.heads[id as usize])
        .collect();
    // An expression is found by its words.
    let is_found = |&&(_, id): &&(f32, u32)| {
        corpus.words.get(&id).is_none_or(|words| words.iter().all(|word| heads.contains(word)))
    };
    let own = own.iter().filter(is_found);
    let others: Vec<(f32, u32)> = others.iter().filter(is_found).copied().collect();
    let mut out = Selection::default();
    out.kept.extend((0..corpus.known).chain(own.map(|&(_, id)| id)));
    out.alike.extend(0..out.kept.len() as u32);
    let unit = |id: u32| {
        let row = &composed[id as usize * dims..][..dims];
        let length = dot(row, row).sqrt().max(1e-12);
        row.iter().map(|v| v / length).collect::<Vec<f32>>()
    };
    let rows: Vec<f32> = out.kept.iter().flat_map(|&id| unit(id)).collect();
    let vector = |at: usize| at * dims..(at + 1) * dims;
    let left = entries.saturating_sub(vectors);
    // Most find no vector that is near: twice as many are looked at as are wanted.
    let most = known.saturating_add(vectors).saturating_add(left);
    let looked_at = &others[..others.len().min(left.saturating_mul(2))];
    for some in looked_at.chunks(1 << 14) {
        let wanted: Vec<f32> = some.iter().flat_map(|&(_, id)| unit(id)).collect();
        for (at, row) in nearest_rows(&wanted, &rows, dims, 1) {
            let near = dot(&wanted[vector(at)], &rows[vector(row)]);
            // What its parts say must be worse.
            let (lost, id) = some[at];
            let gain = lost / frequency(corpus, id) - (2.0 * (1.0 - near)).max(0.0).sqrt();
            if near >= ALIKE && gain > 0.0 && out.kept.len() < most {
                out.kept.push(id);
                out.alike.push(row as u32);
            }
        }
    }
    out
}

fn frequency(corpus: &Corpus, id: u32) -> f32 {
    (corpus.counts[id as usize] as f32).powf(POWER)
}

/// All entries but those of the base by what would be lost without them, the most first.
///
/// A word that is no entry is read by its parts, so what it loses is how far its own vector is
/// from theirs. Frequent words count more, less than in proportion: what is rare here may not be
/// rare in a reader's titles.
fn by_loss(corpus: &Corpus, composed: &[f32], dims: usize) -> Vec<(f32, u32)> {
    let count = corpus.vocabulary.len();
    let row = |id: u32| &composed[id as usize * dims..][..dims];
    let mut order: Vec<(f32, u32)> = (corpus.known..count as u32)
        .map(|id| {
            let entry = corpus.vocabulary.entry(id);
            let mut stand_in = vec![0.0f32; dims];
            let mut add = |part: u32| {
                stand_in.iter_mut().zip(row(part)).for_each(|(s, v)| *s += v);
            };
            if let Some(words) = corpus.words.get(&id) {
                words.iter().for_each(|&word| add(word));
            } else if entry.contains(is_han) && entry.chars().count() > 1 {
                let others = |part: &str| corpus.vocabulary.id(part).filter(|&other| other != id);
                han_parts(entry, others, |_, part| add(part));
            } else if !entry.starts_with(STEM_MARK)
                && let Some(stem) = corpus.vocabulary.id(&stem(entry))
            {
                add(stem);
            }
            let own = row(id);
            let lost: f32 = own.iter().zip(&stand_in).map(|(a, b)| (a - b) * (a - b)).sum();
            let length = dot(own, own).max(1e-12);
            let share = (lost / length).sqrt().min(1.0);
            (share * frequency(corpus, id), id)
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order
}
