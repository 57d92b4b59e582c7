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

/// All units: by English position, then the unpaired Chinese titles by theirs. What is unpaired is
/// read off the lists, so that no title is lost when a caller drops pairs that he doubts.
pub(super) fn units<'a>(paired: &Paired<'a>) -> Result<Vec<Unit<'a>>> {
    let Paired { english, chinese, pairing } = *paired;
    let mut free = (vec![true; english.len()], vec![true; chinese.len()]);
    let mut units = Vec::with_capacity(english.len());
    for pair in &pairing.pairs {
        units.push(unit_of(pair, paired)?);
        free.0[pair.english.0] = false;
        free.1[pair.chinese.0] = false;
    }
    units.extend(lone(english, free.0).map(Unit::English));
    units.sort_by_key(order);
    units.extend(lone(chinese, free.1).map(Unit::Chinese));
    Ok(units)
}

fn unit_of<'a>(pair: &TitlePair, paired: &Paired<'a>) -> Result<Unit<'a>> {
    let english = placed(paired.english, pair.english.0, "English")?;
    let chinese = placed(paired.chinese, pair.chinese.0, "Chinese")?;
    Ok(Unit::Pair { english, chinese, probability: pair.probability })
}

fn placed<'a>(list: &'a [Item], position: usize, side: &str) -> Result<Placed<'a>> {
    let item = list.get(position).ok_or_else(|| {
        let count = list.len();
        Error::invalid(format!("a pair has {side} title {position}, of {count} counted from 0"))
    })?;
    Ok(Placed { position, item })
}

fn lone(list: &[Item], free: Vec<bool>) -> impl Iterator<Item = Placed<'_>> {
    let placed = list.iter().enumerate().map(|(position, item)| Placed { position, item });
    placed.zip(free).filter_map(|(placed, free)| free.then_some(placed))
}

fn order(unit: &Unit<'_>) -> (usize, usize) {
    match unit {
        Unit::Pair { english, chinese, .. } => (english.position, chinese.position),
        Unit::English(english) => (english.position, 0),
        Unit::Chinese(chinese) => (usize::MAX, chinese.position),
    }
}
