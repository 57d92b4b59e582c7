//! An inverted index of what is rare: titles that share it may belong together.

use super::profile::MOST_SHARERS;
use super::{Profile, Rarity};
use crate::parallel;

/// Which titles have what is rare: keys cut to four bytes with positions, sorted. Two keys that
/// are equal when cut propose a pair in vain, no more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sharers(pub(crate) Vec<(u32, u32)>);

impl Sharers {
    /// What of a title leads to it.
    pub(super) fn entries(
        profile: &Profile,
        at: u32,
        rarity: &Rarity,
    ) -> impl Iterator<Item = (u32, u32)> {
        let rare = profile.keys().filter(|&(key, most)| rarity.count(key) <= most);
        rare.map(move |(key, _)| (key.short(), at))
    }

    pub(super) fn sort(&mut self) {
        parallel::sort(&mut self.0);
        self.0.dedup();
    }

    /// The titles that share what is rare with another, the rarest first, at most so many of those
    /// that `allows` leaves.
    pub(super) fn of(
        &self,
        profile: &Profile,
        most: usize,
        allows: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let mut lists: Vec<&[(u32, u32)]> = profile
            .keys()
            .map(|(key, _)| {
                let key = key.short();
                let start = self.0.partition_point(|&(other, _)| other < key);
                let rest = &self.0[start..];
                let len = rest.iter().take(MOST_SHARERS as usize + 1);
                let len = len.take_while(|&&(other, _)| other == key).count();
                &rest[..len]
            })
            .filter(|list| !list.is_empty())
            .collect();
        lists.sort_by_key(|list| (list.len(), list[0]));
        lists.dedup_by_key(|list| list[0].0);
        let all = lists.into_iter().flatten().map(|&(_, at)| at);
        all.filter(|&at| allows(at)).take(most).collect()
    }
}
