//! The titles of one language, ready to be compared with those of the other.

use std::borrow::Cow;

use super::window::Window;
use super::{Maker, Profile, Rarity, Sharers};
use crate::error::Result;
use crate::model::Model;
use crate::nearest::{Cells, MOST_EXACT, Near, Nearest, Packed};
use crate::parallel;
use crate::progress::{Stage, Watch};
use crate::title::Language;

/// So many titles are profiled between two looks at the watch.
const BLOCK: usize = 1 << 15;

/// So many look for their nearest between two looks at the watch.
const SEARCHED: usize = 1 << 17;

/// Titles that one core profiles at a time.
const CHUNK: usize = 256;

/// Where the profiles come from.
#[derive(Debug)]
pub(crate) enum Source<'a> {
    /// They are kept: some 3 KB a title.
    Held(Vec<Profile>),
    /// They are made when they are needed.
    Made { maker: Maker<'a>, language: Language, titles: Vec<&'a str> },
}

impl<'a> Source<'a> {
    /// Keeps the profiles of up to `most_held` titles.
    pub(crate) fn new(
        maker: Maker<'a>,
        language: Language,
        titles: Vec<&'a str>,
        most_held: usize,
    ) -> Self {
        if titles.len() <= most_held {
            Self::Held(parallel::map(&titles, |title| maker.profile(language, title)))
        } else {
            Self::Made { maker, language, titles }
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Held(profiles) => profiles.len(),
            Self::Made { titles, .. } => titles.len(),
        }
    }
}

/// One result for each stretch of titles, from their profiles, in order.
fn each_chunk<R: Send>(
    source: &Source<'_>,
    stage: Stage,
    watch: &mut Watch<'_>,
    f: impl Fn(usize, &[Profile]) -> R + Send + Sync,
    mut take: impl FnMut(R),
) -> Result<()> {
    let total = source.len();
    let starts: Vec<usize> = (0..total).step_by(CHUNK).collect();
    for block in starts.chunks(BLOCK / CHUNK) {
        watch.tell(stage, block[0], total)?;
        let found = parallel::map(block, |&start| {
            let range = start..(start + CHUNK).min(total);
            match source {
                Source::Held(profiles) => f(start, &profiles[range]),
                Source::Made { maker, language, titles } => {
                    let of = |title: &&str| maker.profile(*language, title);
                    f(start, &titles[range].iter().map(of).collect::<Vec<_>>())
                }
            }
        });
        found.into_iter().for_each(&mut take);
    }
    watch.tell(stage, total, total)
}

/// Titles of one language with what is known of all of them.
#[derive(Debug)]
pub(crate) struct Side<'a> {
    source: Source<'a>,
    pub(crate) known: Cow<'a, Known>,
}

/// What is known of a list of titles, apart from the titles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) rarity: Rarity,
    pub(crate) vectors: Packed,
    pub(crate) sharers: Sharers,
    /// For more than [`MOST_EXACT`] titles.
    pub(crate) cells: Option<Cells>,
}

impl<'a> Side<'a> {
    /// Reads the titles, twice if their profiles are not held: some 200 bytes a title are kept
    /// beside those.
    pub(crate) fn new(source: Source<'a>, model: &Model, watch: &mut Watch<'_>) -> Result<Self> {
        let mut rarity = Rarity::default();
        let count = |_, profiles: &[Profile]| Rarity::of(profiles);
        each_chunk(&source, Stage::Read, watch, count, |other| rarity.add(&other))?;
        Self::weighed(source, rarity, model, watch)
    }

    /// The same where it is known how rare things are.
    pub(crate) fn weighed(
        mut source: Source<'a>,
        rarity: Rarity,
        model: &Model,
        watch: &mut Watch<'_>,
    ) -> Result<Self> {
        if let Source::Held(profiles) = &mut source {
            parallel::for_each(profiles, |profile| profile.reweigh(&rarity, model));
        }
        let is_held = matches!(source, Source::Held(_));
        let mut vectors = Packed::new(model.dims());
        let mut sharers = Sharers::default();
        let embed = |start: usize, profiles: &[Profile]| {
            let (mut vectors, mut sharers) = (Packed::new(model.dims()), Vec::new());
            for (at, profile) in (start as u32..).zip(profiles) {
                match is_held {
                    true => vectors.push(&profile.meaning.vector),
                    false => vectors.push(&profile.meaning.reweighed(&rarity, model)),
                }
                sharers.extend(Sharers::entries(profile, at, &rarity));
            }
            (vectors, sharers)
        };
        each_chunk(&source, Stage::Embed, watch, embed, |(more, rare)| {
            vectors.append(more);
            sharers.0.extend(rare);
        })?;
        sharers.sort();
        let cells = (source.len() > MOST_EXACT).then(|| Cells::build(&vectors));
        Ok(Self { source, known: Cow::Owned(Known { rarity, vectors, sharers, cells }) })
    }

    /// Titles of which all is known.
    pub(crate) fn known(source: Source<'a>, known: &'a Known) -> Self {
        Self { source, known: Cow::Borrowed(known) }
    }

    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// The profiles of all titles, if they are kept.
    pub(super) fn held(&self) -> Option<&[Profile]> {
        match &self.source {
            Source::Held(profiles) => Some(profiles),
            Source::Made { .. } => None,
        }
    }

    /// The profiles of some titles, weighed by how rare their words are; `which` rises.
    pub(super) fn profiles(&self, which: Vec<u32>, model: &Model) -> Profiles<'_> {
        match &self.source {
            Source::Held(profiles) => Profiles::Held(profiles),
            Source::Made { maker, language, titles } => {
                let of = |&at: &u32| {
                    let mut profile = maker.profile(*language, titles[at as usize]);
                    profile.reweigh(&self.known.rarity, model);
                    profile
                };
                let profiles = parallel::map(&which, of);
                Profiles::Made { which, profiles }
            }
        }
    }
}

impl Known {
    /// The positions of all titles, those with near vectors beside each other where that is known.
    pub(super) fn order(&self) -> Vec<u32> {
        match &self.cells {
            Some(cells) => cells.order(self.vectors.len()),
            None => (0..self.vectors.len() as u32).collect(),
        }
    }

    /// Takes, for each title of another list, the titles that are nearest to it.
    pub(super) fn nearest_to(
        &self,
        other: &Self,
        count: usize,
        watch: &mut Watch<'_>,
        mut take: impl FnMut(Near),
    ) -> Result<()> {
        let nearest = match &self.cells {
            Some(cells) => Nearest::by_cells(&self.vectors, cells),
            None => Nearest::exact(&self.vectors),
        };
        // Those of one cell look into the same cells.
        let order = other.order();
        for (number, block) in order.chunks(SEARCHED).enumerate() {
            watch.tell(Stage::Search, number * SEARCHED, order.len())?;
            nearest.of(&other.vectors, block, count).into_iter().for_each(&mut take);
        }
        watch.tell(Stage::Search, order.len(), order.len())
    }

    /// Takes, for each title of another list in the rows of a window, the titles that are nearest to
    /// it among those in its window: all of these are compared.
    pub(super) fn nearest_within(
        &self,
        other: &Self,
        window: &Window,
        count: usize,
        watch: &mut Watch<'_>,
        mut take: impl FnMut(Near),
    ) -> Result<()> {
        let order: Vec<u32> = (0..other.vectors.len() as u32).collect();
        for block in order.chunks(BLOCK) {
            watch.tell(Stage::Search, block[0] as usize, order.len())?;
            let found = parallel::map(block, |&from| {
                let mut vector = vec![0.0; other.vectors.dims()];
                other.vectors.write(from as usize, &mut vector);
                if other.vectors.is_zero(from as usize) {
                    return Vec::new();
                }
                let nearest = self.vectors.nearest_to_one(&vector, window.columns_of(from), count);
                let mut own = vec![0.0; self.vectors.dims()];
                let near = |to: u32| {
                    self.vectors.write(to as usize, &mut own);
                    let score = vector.iter().zip(&own).map(|(a, b)| a * b).sum();
                    Near { from, to, score }
                };
                nearest.into_iter().map(near).collect::<Vec<_>>()
            });
            found.into_iter().flatten().for_each(&mut take);
        }
        watch.tell(Stage::Search, order.len(), order.len())
    }

    /// The titles that are nearest to a vector.
    pub(super) fn nearest_to_one(&self, vector: &[f32], count: usize) -> Vec<u32> {
        if vector.iter().all(|&v| v == 0.0) {
            return Vec::new();
        }
        match &self.cells {
            Some(cells) => cells.nearest_to_one(vector, &self.vectors, count),
            None => self.vectors.nearest_to_one(vector, 0..self.vectors.len() as u32, count),
        }
    }

    /// Adds titles by their profiles at the end of a list of so many; all are weighed by the counts
    /// of the titles before.
    pub(crate) fn extend(&mut self, profiles: &[Profile], model: &Model) {
        let start = self.vectors.len();
        for (at, profile) in (start as u32..).zip(profiles) {
            self.vectors.push(&profile.meaning.reweighed(&self.rarity, model));
            self.sharers.0.extend(Sharers::entries(profile, at, &self.rarity));
        }
        self.rarity.add(&Rarity::of(profiles));
        self.sharers.sort();
        match &mut self.cells {
            Some(cells) => cells.extend(&self.vectors, start),
            None if self.vectors.len() > MOST_EXACT => {
                self.cells = Some(Cells::build(&self.vectors));
            }
            None => {}
        }
    }

    /// Forgets the vector of a title, so that nothing is near to it.
    pub(crate) fn remove(&mut self, at: usize) {
        self.vectors.clear(at);
        if let Some(cells) = &mut self.cells {
            cells.remove(at as u32);
        }
        self.sharers.0.retain(|&(_, other)| other as usize != at);
    }
}

/// Profiles of some titles, by position.
#[derive(Debug)]
pub(super) enum Profiles<'a> {
    Held(&'a [Profile]),
    Made { which: Vec<u32>, profiles: Vec<Profile> },
}

impl Profiles<'_> {
    /// One of those that were asked for.
    pub(super) fn get(&self, at: u32) -> &Profile {
        match self {
            Self::Held(profiles) => &profiles[at as usize],
            Self::Made { which, profiles } => {
                &profiles[which.binary_search(&at).expect("one of those that were asked for")]
            }
        }
    }
}
