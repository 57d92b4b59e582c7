//! Which words in a row are worth an entry of their own: short titles (names, terms, what a dictionary
//! explains) that longer titles have as a part, and whose words meet more often than by chance.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words of the shortest and the longest.
const LEAST_WORDS: usize = 2;
/// See [`LEAST_WORDS`].
const MOST_WORDS: usize = 4;
/// Titles that have it, at least.
const LEAST_COUNT: u32 = 4;
/// Titles of one stretch that count at most: a phrase of one book is none of the language.
const MOST_OF_STRETCH: u32 = 8;
/// How much more often its words meet than by chance, at least: the natural logarithm (pointwise mutual
/// information, Church & Hanks 1990).
const LEAST_INFORMATION: f32 = 4.0;

/// A dictionary's verbs and nouns begin with these; the expression begins after them.
pub(super) const NEVER_FIRST: [&str; 6] = ["to", "a", "an", "the", "be", "of"];

/// Expressions by their words, with how many titles have them, in any order. `headed` are the
/// words of titles of one language, `stretches` the titles of each file; `may` says of a word whether an
/// expression can have it.
pub(super) fn mine(
    headed: &[Vec<u32>],
    stretches: &[Range<usize>],
    never_first: &FxHashSet<u32>,
    may: impl Fn(u32) -> bool,
) -> Vec<(Vec<u32>, u32)> {
    let mut short: FxHashSet<&[u32]> = FxHashSet::default();
    for title in headed {
        let skipped = title.iter().take_while(|&word| never_first.contains(word)).count();
        let words = &title[skipped..];
        let fits = (LEAST_WORDS..=MOST_WORDS).contains(&words.len());
        if fits && words.iter().all(|&word| may(word)) {
            short.insert(words);
        }
    }
    let in_title = |title: &Vec<u32>| {
        let lengths = LEAST_WORDS..=MOST_WORDS.min(title.len());
        let runs = lengths.flat_map(|length| title.windows(length));
        let mut found: Vec<&[u32]> = runs.filter_map(|run| short.get(run).copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let mut counts: FxHashMap<&[u32], u32> = FxHashMap::default();
    let mut words: FxHashMap<u32, u32> = FxHashMap::default();
    for stretch in stretches {
        let titles = &headed[stretch.clone()];
        titles.iter().flatten().for_each(|&word| *words.entry(word).or_default() += 1);
        let mut own: FxHashMap<&[u32], u32> = FxHashMap::default();
        let found: Vec<Vec<&[u32]>> = titles.par_iter().map(in_title).collect();
        found.into_iter().flatten().for_each(|run| *own.entry(run).or_default() += 1);
        for (run, count) in own {
            *counts.entry(run).or_default() += count.min(MOST_OF_STRETCH);
        }
    }
    let total = words.values().sum::<u32>() as f32;
    let information = |run: &[u32], count: u32| {
        let chance = |word: &u32| (words[word] as f32 / total).ln();
        (count as f32 / total).ln() - run.iter().map(chance).sum::<f32>()
    };
    let kept = counts.into_iter().filter(|&(run, count)| {
        count >= LEAST_COUNT && information(run, count) >= LEAST_INFORMATION
    });
    kept.map(|(run, count)| (run.to_vec(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles of the words 10 and up, in which 1 2 meet always and 3 4 by chance.
    fn titles() -> Vec<Vec<u32>> {
        let filler = |at: u32| 10 + at * 7 % 40;
        let mut out: Vec<Vec<u32>> =
            (0..1500).map(|at| vec![filler(at), 3, 4, 3, 4, filler(at + 1)]).collect();
        out.extend((0..30).map(|at| vec![filler(at), 1, 2, filler(at + 2)]));
        out.extend([vec![9, 1, 2], vec![3, 4], vec![5, 6]]);
        out
    }

    fn mined(titles: &[Vec<u32>], stretches: &[Range<usize>]) -> Vec<(Vec<u32>, u32)> {
        let never_first = [9].into_iter().collect();
        mine(titles, stretches, &never_first, |word| word != 8)
    }

    #[test]
    fn what_meets_more_than_by_chance_is_an_expression() {
        let titles = titles();
        let half = titles.len() / 2;
        let found = mined(&titles, &[0..half, half..titles.len()]);
        // 30 longer titles and the short one, in one stretch: eight count.
        assert_eq!(found, [(vec![1, 2], MOST_OF_STRETCH)]);
    }

    #[test]
    fn what_is_seldom_or_may_not_be_is_none() {
        let mut titles = titles();
        titles.iter_mut().flatten().filter(|word| **word == 2).for_each(|word| *word = 8);
        let all = 0..titles.len();
        assert!(mined(&titles, std::slice::from_ref(&all)).is_empty());
        assert!(mined(&[], &[]).is_empty());
    }
}
