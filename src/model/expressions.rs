//! Entries of several units (names, phrasal verbs, idioms), found by longest match.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// What stands between the words of such an entry in the vocabulary.
pub(crate) const BETWEEN_WORDS: char = ' ';

/// A trie whose steps are heads, so that it has all forms of a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expressions {
    /// From a node by a head to a node; 0 is the root.
    steps: FxHashMap<(u32, u32), u32>,
    /// The entry that ends at a node.
    entries: FxHashMap<u32, u32>,
}

impl Expressions {
    /// Adds the entry that stands for some heads in a row; of two with the same heads the first stays.
    pub(crate) fn add(&mut self, heads: impl IntoIterator<Item = u32>, entry: u32) {
        let mut node = 0;
        for head in heads {
            let next = self.steps.len() as u32 + 1;
            node = *self.steps.entry((node, head)).or_insert(next);
        }
        self.entries.entry(node).or_insert(entry);
    }

    /// The entries in a row of heads with their places, from the left the longest, none of which
    /// overlap. A unit without head is in none.
    pub(crate) fn find(&self, heads: &[Option<u32>]) -> Vec<(Range<usize>, u32)> {
        let mut out = Vec::new();
        let mut start = 0;
        while start < heads.len() {
            let found = self.longest(&heads[start..]);
            if let Some((length, entry)) = found {
                out.push((start..start + length, entry));
            }
            start += found.map_or(1, |(length, _)| length);
        }
        out
    }

    /// The longest entry that heads begin with, and how many of them it takes.
    fn longest(&self, heads: &[Option<u32>]) -> Option<(usize, u32)> {
        let mut node = 0;
        let mut best = None;
        for (at, head) in heads.iter().enumerate() {
            let Some(next) = head.and_then(|head| self.steps.get(&(node, head))) else { break };
            node = *next;
            best = self.entries.get(&node).map(|&entry| (at + 1, entry)).or(best);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_from_the_left_is_found() {
        let mut expressions = Expressions::default();
        for (heads, entry) in [(vec![1, 2], 10), (vec![1, 2, 3, 4], 11), (vec![3, 1], 12)] {
            expressions.add(heads, entry);
        }
        let find = |heads: &[u32]| {
            let heads: Vec<_> = heads.iter().map(|&head| Some(head).filter(|&h| h > 0)).collect();
            expressions.find(&heads)
        };
        assert_eq!(find(&[1, 2, 3, 4, 1]), [(0..4, 11)]);
        // What begins as a longer one falls back to the shorter, and what follows is looked at.
        assert_eq!(find(&[9, 1, 2, 3, 1]), [(1..3, 10), (3..5, 12)]);
        assert_eq!(find(&[3, 1, 2]), [(0..2, 12)]);
        // 0 stands for a unit without head.
        assert!(find(&[1, 0, 2]).is_empty() && find(&[]).is_empty());
        assert_eq!(find(&[1, 2, 0]), [(0..2, 10)]);
    }

    #[test]
    fn the_first_of_two_equal_ones_stays() {
        let mut expressions = Expressions::default();
        expressions.add([1, 2], 10);
        expressions.add([1, 2], 11);
        assert_eq!(expressions.find(&[Some(1), Some(2)]), [(0..2, 10)]);
    }
}
