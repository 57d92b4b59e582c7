//! Strings to numbers and back: one text, and a table of where each entry stands in it.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// The entries of a model, numbered from 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    text: String,
    /// Where each entry ends in `text`.
    ends: Vec<u32>,
    table: HashTable<u32>,
}

fn hash(entry: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(entry)
}

impl Vocabulary {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn entry(&self, id: u32) -> &str {
        entry(&self.text, &self.ends, id)
    }

    pub(crate) fn id(&self, wanted: &str) -> Option<u32> {
        let same = |&id: &u32| entry(&self.text, &self.ends, id) == wanted;
        self.table.find(hash(wanted), same).copied()
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|id| self.entry(id))
    }

    /// Adds an entry unless it is there, and gives its number.
    pub(crate) fn add(&mut self, new: &str) -> u32 {
        if let Some(id) = self.id(new) {
            return id;
        }
        let id = self.ends.len() as u32;
        self.text.push_str(new);
        self.ends.push(self.text.len() as u32);
        let (text, ends) = (&self.text, &self.ends);
        self.table.insert_unique(hash(new), id, |&id| hash(entry(text, ends, id)));
        id
    }
}

fn entry<'a>(text: &'a str, ends: &[u32], id: u32) -> &'a str {
    let at = id as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &text[start as usize..ends[at] as usize]
}

impl<'a> FromIterator<&'a str> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let mut out = Self::default();
        for new in entries {
            out.add(new);
        }
        out
    }
}
