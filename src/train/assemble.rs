//! What was learnt to the parts of a model: entries that are kept, the forms that stand for others, links.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::select::{Selection, select};
use super::{TrainOptions, em};
use crate::model::table::Translation;
use crate::model::{Calibration, Parts};

/// What goes into the model, but for the calibration.
pub(super) fn parts<'a>(
    corpus: &'a Corpus,
    composed: &[f32],
    cells: &[em::Cell],
    options: &TrainOptions,
) -> Parts<'a> {
    let dims = options.dims;
    let (vectors, entries) = (options.most_vectors, options.most_entries);
    let Selection { kept, alike } = select(corpus, composed, dims, vectors, entries);
    let heads = &corpus.heads;
    let standing = standing(&kept, heads);
    let links = links(corpus, &standing, cells, options);
    let form = |id: u32| corpus.vocabulary.entry(id);
    // An expression is written with forms that are kept.
    let kept_form = |&head: &u32| form(kept[standing[head as usize].unwrap_or_default() as usize]);
    let name = |id: u32| match corpus.words.get(&id) {
        None => Cow::Borrowed(form(id)),
        Some(heads) => Cow::Owned(heads.iter().map(kept_form).collect::<Vec<_>>().join(" ")),
    };
    let entry = |&id: &u32| (name(id), composed[id as usize * dims..][..dims].to_vec());
    let head = |&id: &u32| standing[heads[id as usize] as usize].unwrap_or_default();
    let base = options.base.as_ref();
    Parts {
        dims,
        entries: kept.iter().map(entry).collect(),
        alike,
        heads: kept.iter().map(head).collect(),
        links: links.into_iter().map(|((e, z), link)| (e, z, link)).collect(),
        calibration: base.map_or_else(Calibration::default, |base| base.calibration.clone()),
    }
}

/// For each head the place of the entry that stands for all its forms: the head, or else the first form that
/// is kept.
fn standing(kept: &[u32], heads: &[u32]) -> Vec<Option<u32>> {
    let mut places = vec![None; heads.len()];
    for (place, &id) in (0u32..).zip(kept) {
        places[id as usize] = Some(place);
    }
    let mut standing = places.clone();
    for (&place, &head) in places.iter().zip(heads) {
        let stands = &mut standing[head as usize];
        *stands = stands.or(place);
    }
    standing
}

/// The links between entries that are kept; of those that the base has too, the stronger.
fn links(
    corpus: &Corpus,
    standing: &[Option<u32>],
    cells: &[em::Cell],
    options: &TrainOptions,
) -> FxHashMap<(u32, u32), Translation> {
    let mut links: FxHashMap<(u32, u32), Translation> = FxHashMap::default();
    for cell in cells {
        let link = Translation { forward: cell.forward, backward: cell.backward };
        let ends = (standing[cell.english as usize], standing[cell.chinese as usize]);
        if let (Some(english), Some(chinese)) = ends
            && link.strength() >= options.least_link
        {
            links.insert((english, chinese), link);
        }
    }
    let Some(base) = &options.base else { return links };
    let at = |entry: &str| {
        let id = corpus.vocabulary.id(entry)?;
        standing[corpus.heads[id as usize] as usize]
    };
    for (english, chinese, link) in base.table.links() {
        let [e, z] = [english, chinese].map(|id| base.vocabulary.entry(id));
        if let (Some(e), Some(z)) = (at(e), at(z))
            && links.get(&(e, z)).is_none_or(|l| l.strength() < link.strength())
        {
            links.insert((e, z), link);
        }
    }
    links
}
