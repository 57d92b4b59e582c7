//! What a translation file holds: one unit a pair, and one a title that has no counterpart.

use super::Paired;
use crate::aligner::TitlePair;
use crate::error::{Error, Result};
use crate::item::Item;

/// A title and its position in its list, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub position: usize,
    pub item: &'a Item,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Unit<'a> {
    Pair { english: Placed<'a>, chinese: Placed<'a>, probability: f32 },
    English(Placed<'a>),
    Chinese(Placed<'a>),
}

/// All units, one after the other: by English position, then the unpaired Chinese titles by theirs.
/// What is unpaired is read off the lists, so that no title is lost when a caller drops pairs that
/// he doubts.
pub(super) fn units<'a>(paired: &Paired<'a>) -> Result<impl Iterator<Item = Unit<'a>>> {
    let Paired { english, chinese, pairing } = *paired;
    let mut free = (vec![true; english.len()], vec![true; chinese.len()]);
    for pair in &pairing.pairs {
        take(&mut free.0, pair.english.0, "English")?;
        take(&mut free.1, pair.chinese.0, "Chinese")?;
    }
    let mut pairs: Vec<&TitlePair> = pairing.pairs.iter().collect();
    pairs.sort_by_key(|pair| (pair.english, pair.chinese));
    let mut pairs = pairs.into_iter().peekable();
    let mut lone_english = lone(english, free.0).peekable();
    let by_english = std::iter::from_fn(move || match (pairs.peek(), lone_english.peek()) {
        (Some(pair), Some(lone)) if lone.position < pair.english.0 => {
            lone_english.next().map(Unit::English)
        }
        (None, _) => lone_english.next().map(Unit::English),
        (Some(_), _) => pairs.next().map(|pair| unit_of(pair, english, chinese)),
    });
    Ok(by_english.chain(lone(chinese, free.1).map(Unit::Chinese)))
}

fn take(free: &mut [bool], position: usize, side: &str) -> Result<()> {
    let count = free.len();
    let title = free.get_mut(position).ok_or_else(|| {
        Error::invalid(format!("a pair has {side} title {position}, of {count} counted from 0"))
    })?;
    *title = false;
    Ok(())
}

/// The unit of a pair whose positions the lists have.
fn unit_of<'a>(pair: &TitlePair, english: &'a [Item], chinese: &'a [Item]) -> Unit<'a> {
    let placed = |list: &'a [Item], position| Placed { position, item: &list[position] };
    Unit::Pair {
        english: placed(english, pair.english.0),
        chinese: placed(chinese, pair.chinese.0),
        probability: pair.probability,
    }
}

fn lone(list: &[Item], free: Vec<bool>) -> impl Iterator<Item = Placed<'_>> {
    let placed = list.iter().enumerate().map(|(position, item)| Placed { position, item });
    placed.zip(free).filter_map(|(placed, free)| free.then_some(placed))
}
