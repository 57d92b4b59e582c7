//! What is written: one unit a pair, and one a title that has no counterpart.

use crate::aligner::{TitlePair, TitlePairing};
use crate::error::{Error, Result};
use crate::item::Item;

/// Two lists and how they were paired: what is written.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// The English list.
    pub english: &'a [Item],
    /// The Chinese list.
    pub chinese: &'a [Item],
    /// The pairs. Titles that stand in none are unpaired, whatever it says of them, so that none is
    /// lost when doubtful pairs are taken out.
    pub pairing: &'a TitlePairing,
}

/// A title and its position in its list, from 0.
#[non_exhaustive]
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Its position.
    pub position: usize,
    /// The title.
    pub item: &'a Item,
}

/// A pair, or a title without counterpart.
#[non_exhaustive]
#[derive(Debug, Clone, Copy)]
pub enum Unit<'a> {
    /// Two titles that belong together.
    Pair {
        /// The English title.
        english: Placed<'a>,
        /// The Chinese title.
        chinese: Placed<'a>,
        /// What is known of the pair.
        pair: &'a TitlePair,
    },
    /// An unpaired English title.
    English(Placed<'a>),
    /// An unpaired Chinese title.
    Chinese(Placed<'a>),
}

impl<'a> Unit<'a> {
    /// Its titles, one of them for a title without counterpart.
    #[must_use]
    pub fn titles(&self) -> (Option<Placed<'a>>, Option<Placed<'a>>) {
        match *self {
            Self::Pair { english, chinese, .. } => (Some(english), Some(chinese)),
            Self::English(title) => (Some(title), None),
            Self::Chinese(title) => (None, Some(title)),
        }
    }

    /// What is known of it, where it is a pair.
    #[must_use]
    pub fn pair(&self) -> Option<&'a TitlePair> {
        match *self {
            Self::Pair { pair, .. } => Some(pair),
            Self::English(_) | Self::Chinese(_) => None,
        }
    }

    /// The evidence in words; nothing for a title without counterpart.
    #[must_use]
    pub fn evidence(&self) -> String {
        match self {
            Self::Pair { english, chinese, pair } => {
                pair.evidence.in_words(&english.item.title, &chinese.item.title)
            }
            Self::English(_) | Self::Chinese(_) => String::new(),
        }
    }
}

impl<'a> Paired<'a> {
    /// All units, one after the other: by English position, then the unpaired Chinese titles.
    ///
    /// # Errors
    /// A pair has a position that its list does not have.
    ///
    /// ```
    /// use bititle::{Aligner, Item, write::Paired};
    /// let english = [Item::from("Rain"), Item::from("Baidu IPO")];
    /// let chinese = [Item::from("百度上市")];
    /// let pairing = Aligner::builtin().pair(&english, &chinese);
    /// let paired = Paired { english: &english, chinese: &chinese, pairing: &pairing };
    /// let pairs: Vec<bool> = paired.units()?.map(|unit| unit.pair().is_some()).collect();
    /// assert_eq!(pairs, [false, true]);
    /// # Ok::<(), bititle::Error>(())
    /// ```
    pub fn units(&self) -> Result<impl Iterator<Item = Unit<'a>> + use<'a>> {
        let Paired { english, chinese, pairing } = *self;
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
fn unit_of<'a>(pair: &'a TitlePair, english: &'a [Item], chinese: &'a [Item]) -> Unit<'a> {
    let placed = |list: &'a [Item], position| Placed { position, item: &list[position] };
    Unit::Pair {
        english: placed(english, pair.english.0),
        chinese: placed(chinese, pair.chinese.0),
        pair,
    }
}

fn lone(list: &[Item], free: Vec<bool>) -> impl Iterator<Item = Placed<'_>> {
    let placed = list.iter().enumerate().map(|(position, item)| Placed { position, item });
    placed.zip(free).filter_map(|(placed, free)| free.then_some(placed))
}
