//! A first look at all pairs of two lists, which finds those worth weighing: how well their words match,
//! word by word (late interaction, Khattab & Zaharia 2020), and how near their vectors are.
//!
//! Words are compared once for a block of rows, not once a pair, so that a pair of titles
//! costs a small part of what weighing it does.

use std::ops::Range;

use ndarray::{Array2, ArrayView2};
use rustc_hash::FxHashMap;

use super::meaning::{Meaning, Sense};
use super::{Key, Profile};
use crate::parallel;

/// Words of rows that are compared at a time, by one core.
const BLOCK: usize = 512;

/// Beyond so many pairs of words a look at all costs more than it finds.
const MOST_WORD_PAIRS: usize = 500_000_000;

/// A cosine above this counts twice: what is below may be chance.
const FLOOR: f32 = 0.3;

/// The words of a list of titles, each once.
struct Words {
    /// A unit vector each; zeros where nothing is known of a word.
    vectors: Array2<f32>,
    keys: Vec<Key>,
    is_numeral: Vec<bool>,
    titles: Vec<Title>,
}

/// A title as the words of its list.
struct Title {
    /// The words whose best match counts, the expression that stands for it, and their share of the
    /// title's weight.
    units: Vec<(u32, Option<u32>, f32)>,
}

impl Words {
    fn new<'a>(meanings: impl Iterator<Item = &'a Meaning>, dims: usize) -> Self {
        let mut places: FxHashMap<(Option<u32>, Key), u32> = FxHashMap::default();
        let (mut vectors, mut keys, mut is_numeral) = (Vec::new(), Vec::new(), Vec::new());
        let mut titles = Vec::new();
        for meaning in meanings {
            let place = |(at, sense): (usize, &Sense)| {
                *places.entry((sense.id, sense.key)).or_insert_with(|| {
                    keys.push(sense.key);
                    is_numeral.push(sense.is_numeral);
                    vectors.extend(
                        meaning.levels(at).iter().map(|&level| f32::from(level) * sense.scale),
                    );
                    keys.len() as u32 - 1
                })
            };
            let places: Vec<u32> = meaning.senses.iter().enumerate().map(place).collect();
            let total = meaning.weight().max(1e-9);
            let unit = |(at, sense): (usize, &Sense)| {
                (places[at], meaning.expression_of(at).map(|at| places[at]), sense.weight / total)
            };
            titles.push(Title { units: meaning.alone().iter().enumerate().map(unit).collect() });
        }
        let vectors = Array2::from_shape_vec((keys.len(), dims), vectors).expect("rows of dims");
        Self { vectors, keys, is_numeral, titles }
    }
}

impl Title {
    fn words(&self) -> impl Iterator<Item = u32> {
        self.units.iter().flat_map(|&(unit, whole, _)| [Some(unit), whole]).flatten()
    }
}

/// Whether titles are few and short enough to look at all.
pub(super) fn may_look(rows: &[Profile], columns: &[Profile]) -> bool {
    let words = |side: &[Profile]| side.iter().map(|p| p.meaning.senses.len()).sum::<usize>();
    words(rows).saturating_mul(words(columns)) <= MOST_WORD_PAIRS
}

/// Stretches of titles of some [`BLOCK`] words.
fn blocks(titles: &[Title]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut words) = (0, 0);
    for (at, title) in titles.iter().enumerate() {
        words += title.words().count();
        if words >= BLOCK || at + 1 == titles.len() {
            out.push(start..at + 1);
            (start, words) = (at + 1, 0);
        }
    }
    out
}

/// For each row the columns that look best, and for each column the rows, `count` each: rows and columns,
/// sorted, each pair once.
pub(super) fn shortlist(rows: &[Profile], columns: &[Profile], count: usize) -> Vec<(u32, u32)> {
    let dims = rows.iter().chain(columns).map(|p| p.vector().len()).max().unwrap_or(0);
    if dims == 0 || count == 0 {
        return Vec::new();
    }
    let row_words = Words::new(rows.iter().map(|p| &p.meaning), dims);
    let column_words = Words::new(columns.iter().map(|p| &p.meaning), dims);
    let vectors: Vec<f32> = columns.iter().flat_map(|p| p.vector()).copied().collect();
    let vectors = ArrayView2::from_shape((columns.len(), dims), &vectors).expect("rows of dims");
    let like = Like::new(&row_words, &column_words);
    let ranges = blocks(&row_words.titles);
    let scores = parallel::map(&ranges, |some| {
        let of_rows: Vec<f32> =
            rows[some.clone()].iter().flat_map(|p| p.vector()).copied().collect();
        let of_rows = ArrayView2::from_shape((some.len(), dims), &of_rows).expect("rows of dims");
        let mut scores = of_rows.dot(&vectors.t());
        like.add(&row_words.titles[some.clone()], &column_words.titles, &mut scores);
        scores
    });
    let best = |line: &mut dyn Iterator<Item = f32>| {
        let mut line: Vec<(f32, u32)> = line.zip(0u32..).collect();
        if line.len() > count {
            line.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            line.truncate(count);
        }
        line.into_iter().map(|(_, at)| at).collect::<Vec<u32>>()
    };
    let of_block = |(some, block): &(Range<usize>, Array2<f32>)| {
        let rows = block.rows().into_iter().zip(some.start as u32..);
        let pairs = rows.flat_map(|(line, row)| {
            best(&mut line.iter().copied()).into_iter().map(move |column| (row, column))
        });
        pairs.collect::<Vec<_>>()
    };
    let blocks: Vec<(Range<usize>, Array2<f32>)> = ranges.into_iter().zip(scores).collect();
    let mut out = parallel::map(&blocks, of_block).concat();
    let all: Vec<usize> = (0..columns.len()).collect();
    let of_columns = parallel::map(&all, |&column| {
        let mut line = blocks.iter().flat_map(|(_, block)| block.column(column).to_vec());
        best(&mut line).into_iter().map(|row| (row, column as u32)).collect::<Vec<_>>()
    });
    out.extend(of_columns.into_iter().flatten());
    parallel::sort(&mut out);
    out.dedup();
    out
}

/// How alike the words of two lists are.
struct Like<'a> {
    rows: &'a Words,
    columns: &'a Words,
    /// The columns' words by key.
    same: FxHashMap<Key, Vec<u32>>,
    numerals: Vec<u32>,
}

impl<'a> Like<'a> {
    fn new(rows: &'a Words, columns: &'a Words) -> Self {
        let mut same: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (&key, at) in columns.keys.iter().zip(0u32..) {
            same.entry(key).or_default().push(at);
        }
        let numerals = (0u32..).zip(&columns.is_numeral).filter(|&(_, &is)| is);
        Self { rows, columns, same, numerals: numerals.map(|(at, _)| at).collect() }
    }

    /// The cosine of words of the rows with all of the columns; 1 for forms of one word, 0 for two numerals.
    fn cosines(&self, words: &[u32]) -> Array2<f32> {
        let mut chosen = Array2::zeros((words.len(), self.rows.vectors.ncols()));
        for (&word, mut row) in words.iter().zip(chosen.rows_mut()) {
            row.assign(&self.rows.vectors.row(word as usize));
        }
        let mut out = chosen.dot(&self.columns.vectors.t());
        for (&word, mut row) in words.iter().zip(out.rows_mut()) {
            if self.rows.is_numeral[word as usize] {
                self.numerals.iter().for_each(|&at| row[at as usize] = 0.0);
            }
            let same = self.same.get(&self.rows.keys[word as usize]);
            same.into_iter().flatten().for_each(|&at| row[at as usize] = 1.0);
        }
        out
    }

    /// Adds how well the words of titles match, from both sides, to the scores of rows and columns.
    fn add(&self, rows: &[Title], columns: &[Title], scores: &mut Array2<f32>) {
        let mut words: Vec<u32> = rows.iter().flat_map(Title::words).collect();
        words.sort_unstable();
        words.dedup();
        let place = |word: u32| words.binary_search(&word).expect("a word of the block");
        let cosines = self.cosines(&words);
        // The best match of each word in each column.
        let mut best = Array2::zeros((words.len(), columns.len()));
        for (cosines, mut best) in cosines.rows().into_iter().zip(best.rows_mut()) {
            let cosines = cosines.as_slice().expect("a row");
            for (column, best) in columns.iter().zip(&mut best) {
                *best = column.words().map(|word| cosines[word as usize]).fold(0.0, f32::max);
            }
        }
        let mut of_row = vec![0.0f32; self.columns.keys.len()];
        for (row, mut scores) in rows.iter().zip(scores.rows_mut()) {
            let scores = scores.as_slice_mut().expect("a row");
            for &(unit, whole, share) in &row.units {
                let own = best.row(place(unit));
                let own = own.as_slice().expect("a row");
                match whole.map(|whole| best.row(place(whole))) {
                    None => scores.iter_mut().zip(own).for_each(|(s, &b)| *s += share * worth(b)),
                    Some(whole) => {
                        let better = own.iter().zip(whole).map(|(&a, &b)| a.max(b));
                        scores.iter_mut().zip(better).for_each(|(s, b)| *s += share * worth(b));
                    }
                }
            }
            // The best match of each word of the columns in this row.
            of_row.fill(0.0);
            for word in row.words() {
                let cosines = cosines.row(place(word));
                let cosines = cosines.as_slice().expect("a row");
                of_row.iter_mut().zip(cosines).for_each(|(best, &c)| *best = best.max(c));
            }
            for (column, score) in columns.iter().zip(scores) {
                for &(unit, whole, share) in &column.units {
                    let whole = whole.map_or(0.0, |whole| of_row[whole as usize]);
                    *score += share * worth(of_row[unit as usize].max(whole));
                }
            }
        }
    }
}

fn worth(cosine: f32) -> f32 {
    cosine + (cosine - FLOOR).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::meaning::Best;
    use super::*;
    use crate::model::Model;
    use crate::segment::Segmenter;
    use crate::title::Language;

    fn profiles(language: Language, titles: &[&str]) -> Vec<Profile> {
        let segmenter = Segmenter::builtin();
        let profile = |t: &&str| Profile::of(&segmenter.segment(language, t), Model::builtin());
        titles.iter().map(profile).collect()
    }

    /// Some pairs of the fixtures, with numerals and a word that no model knows.
    fn both() -> [Vec<Profile>; 2] {
        let pairs = include_str!("../../tests/data/pairs.tsv").lines().skip(1).step_by(3);
        let pairs = pairs.map(|line| line.split('\t').skip(3).collect::<Vec<_>>());
        let (mut english, mut chinese): (Vec<&str>, Vec<&str>) =
            pairs.map(|pair| (pair[0], pair[1])).unzip();
        english.extend(["Qwxzor 1987 wins", "", "2019"]);
        chinese.extend(["Qwxzor在1987年获胜", "2018"]);
        [profiles(Language::English, &english), profiles(Language::Chinese, &chinese)]
    }

    #[test]
    fn a_block_of_titles_is_scored_as_each_pair_alone() {
        let [rows, columns] = both();
        let score = |row: &Profile, column: &Profile| {
            let (e, z) = (&row.meaning, &column.meaning);
            let best = Best::of(e, z, e.cosines(z));
            let means = [0.0, FLOOR].map(|floor| best.means(e, z, floor).iter().sum::<f32>());
            let cosine: f32 = e.vector.iter().zip(&z.vector).map(|(a, b)| a * b).sum();
            cosine + means[0] + means[1]
        };
        let found = shortlist(&rows, &columns, 5);
        for (at, row) in rows.iter().enumerate() {
            let mut scores: Vec<f32> = columns.iter().map(|column| score(row, column)).collect();
            let own = found.iter().filter(|&&(row, _)| row as usize == at);
            let own: Vec<f32> = own.map(|&(_, column)| scores[column as usize]).collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            let kept = |score: f32| own.iter().any(|own| (own - score).abs() < 1e-4);
            assert!(own.len() >= 5 && scores[..5].iter().all(|&score| kept(score)), "row {at}");
        }
    }

    #[test]
    fn blocks_are_of_words_and_all_titles_are_in_one() {
        let title = |words: u32| Title { units: (0..words).map(|at| (at, None, 1.0)).collect() };
        let titles: Vec<Title> = [BLOCK as u32, 0, 3, 2 * BLOCK as u32, 1].map(title).into();
        assert_eq!(blocks(&titles), [0..1, 1..4, 4..5]);
        assert!(blocks(&[]).is_empty());
    }

    #[test]
    fn both_sides_ask() {
        let [rows, columns] = both();
        let found = shortlist(&rows[..2], &columns, 3);
        assert!((0..columns.len() as u32).all(|column| found.iter().any(|pair| pair.1 == column)));
        assert!(found.is_sorted() && found.windows(2).all(|w| w[0] != w[1]));
        assert!(shortlist(&[], &columns, 3).is_empty() && shortlist(&rows, &columns, 0).is_empty());
    }
}
