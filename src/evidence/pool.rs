//! Two lists of titles to a sparse matrix of log-odds, without weighing all against all.

use super::breadth::{
    Breadth, IN_BLOCK, LONG_LISTS, MOST_ASKING, ONE_TITLE, ONE_WAY, SHORT_LISTS, SHORTLISTED,
};
#[cfg(feature = "train")]
use super::features;
use super::shortlist::{may_look, shortlist};
use super::side::{Known, Side};
use super::window::Window;
use super::{Evidence, Profile, Rarity, compare, log_odds};
use crate::error::Result;
use crate::matrix::{Column, Row, SparseMatrix};
#[cfg(feature = "train")]
use crate::model::FEATURES;
use crate::model::Model;
use crate::nearest::{MOST_EXACT, Near};
use crate::parallel;
#[cfg(any(test, feature = "train"))]
use crate::progress::unwatched;
use crate::progress::{Stage, Watch};
use crate::title::Language;

/// Up to so many pairs all are weighed; beyond, those whose vectors are near, and those that
/// share a word, number or name.
const WEIGH_ALL: usize = 4096;
/// The same in a block, of which a title has several.
const WEIGH_ALL_OF_BLOCK: usize = 8;

/// Up to so many pairs all are looked at: words are matched with words.
const LOOK_AT_ALL: usize = 4_000_000;

/// Rows that are weighed together.
const BLOCK: usize = 1 << 13;

/// Of a large list or a block, so many candidates of a row compete in the end.
const MOST_KEPT: usize = 8;

/// The titles of a list that may be the counterpart of one more.
pub(crate) fn candidates_of_one(known: &Known, profile: &Profile, least: usize) -> Vec<u32> {
    let breadth = if known.cells.is_some() { ONE_TITLE } else { SHORT_LISTS };
    let mut out: Vec<u32> = known.nearest_to_one(profile.vector(), breadth.nearest.max(least));
    out.extend(known.sharers.of(profile, breadth.sharing, |_| true));
    out.sort_unstable();
    out.dedup();
    out
}

/// From which side candidates are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ways {
    /// The nearest of each row and of each column.
    Both,
    /// Those of each row: a few titles ask a long list.
    FromRows,
    /// The nearest of each row and of each column of a block.
    InBlock,
}

/// Which side is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Rows,
    Columns,
}

/// Two lists of titles, one language in rows and the other in columns.
#[derive(Debug)]
pub(crate) struct Pool<'a> {
    model: &'a Model,
    row_language: Language,
    rows: Side<'a>,
    columns: Side<'a>,
    ways: Ways,
    window: Option<Window>,
}

impl<'a> Pool<'a> {
    pub(crate) fn new(
        model: &'a Model,
        row_language: Language,
        rows: Side<'a>,
        columns: Side<'a>,
        ways: Ways,
    ) -> Self {
        Self { model, row_language, rows, columns, ways, window: None }
    }

    /// The same, with pairs in a window only, where there is one.
    pub(crate) fn within(self, window: Option<Window>) -> Self {
        Self { window, ..self }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns.len()
    }

    /// A row and a column, English first as everywhere, and how rare things are in the Chinese list:
    /// what both titles have is looked for in it.
    fn sides<'p>(
        &self,
        row: &'p Profile,
        column: &'p Profile,
    ) -> (&'p Profile, &'p Profile, &Rarity) {
        match self.row_language {
            Language::English => (row, column, &self.columns.known.rarity),
            Language::Chinese => (column, row, &self.rows.known.rarity),
        }
    }

    /// Whether candidates are many enough to be thinned out.
    fn is_large(&self) -> bool {
        self.rows.known.cells.is_some() || self.columns.known.cells.is_some()
    }

    /// Scores the candidates of each row, all rows of a block at once, and takes what `cut` leaves
    /// of them; each row comes once.
    fn each_row<S: Send>(
        &self,
        watch: &mut Watch<'_>,
        score: impl Fn(&Profile, &Profile, &Rarity) -> S + Sync + Send,
        cut: impl Fn(&mut Vec<(u32, S)>) + Sync + Send,
        mut take: impl FnMut(u32, Vec<(u32, S)>),
    ) -> Result<()> {
        let rows = self.rows();
        // Rows of one cell have candidates in common: those are read once.
        let order = self.rows.known.order();
        let near = if self.are_few() { Vec::new() } else { self.near(&order, watch)? };
        let mut near = near.as_slice();
        for (number, block) in order.chunks(BLOCK).enumerate() {
            watch.tell(Stage::Weigh, number * BLOCK, rows)?;
            let own;
            let end = (number * BLOCK + block.len()) as u32;
            (own, near) = near.split_at(near.partition_point(|&(rank, _)| rank < end));
            let ranks: Vec<u32> = (0..end).skip(number * BLOCK).collect();
            let mut sorted = block.to_vec();
            sorted.sort_unstable();
            let of_row = self.rows.profiles(sorted, self.model);
            let candidates = parallel::map(&ranks, |&rank| {
                let row = order[rank as usize];
                (row, self.candidates(rank, row, of_row.get(row), own))
            });
            let mut columns: Vec<u32> = candidates.iter().flat_map(|(_, c)| c).copied().collect();
            parallel::sort(&mut columns);
            columns.dedup();
            let of_column = self.columns.profiles(columns, self.model);
            let scored = parallel::map(&candidates, |(row, columns)| {
                let row = of_row.get(*row);
                let pairs = columns.iter().map(|&column| (column, of_column.get(column)));
                let pairs = pairs.filter(|(_, column)| !row.is_blank() && !column.is_blank());
                let score = |(at, column)| {
                    let (e, z, rarity) = self.sides(row, column);
                    (at, score(e, z, rarity))
                };
                let mut scored: Vec<(u32, S)> = pairs.map(score).collect();
                cut(&mut scored);
                scored
            });
            candidates.iter().zip(scored).for_each(|(&(row, _), scored)| take(row, scored));
        }
        watch.tell(Stage::Weigh, rows, rows)
    }

    /// The columns that may be the counterparts of the row of a rank, sorted; `near` are ranks and
    /// columns that are near to each other, sorted too.
    fn candidates(&self, rank: u32, row: u32, profile: &Profile, near: &[(u32, u32)]) -> Vec<u32> {
        let allows = |column| self.window.as_ref().is_none_or(|window| window.allows(row, column));
        if self.are_few() {
            return (0..self.columns() as u32).filter(|&column| allows(column)).collect();
        }
        let own = near[near.partition_point(|&(other, _)| other < rank)..].iter();
        let own = own.take_while(|&&(other, _)| other == rank);
        let own = own.map(|&(_, column)| column).filter(|&column| allows(column));
        let mut columns: Vec<u32> = own.collect();
        columns.extend(self.columns.known.sharers.of(profile, self.breadth().sharing, allows));
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Whether all are weighed against all.
    fn are_few(&self) -> bool {
        let most = if self.ways == Ways::InBlock { WEIGH_ALL_OF_BLOCK } else { WEIGH_ALL };
        self.rows() * self.columns() <= most
    }

    fn breadth(&self) -> Breadth {
        match (self.is_large(), self.ways) {
            (_, Ways::InBlock) => IN_BLOCK,
            (true, Ways::Both) => LONG_LISTS,
            (true, Ways::FromRows) => ONE_WAY,
            (false, _) => SHORT_LISTS,
        }
    }

    /// Rows, by their rank in an order, and columns that are near to each other, sorted.
    fn near(&self, order: &[u32], watch: &mut Watch<'_>) -> Result<Vec<(u32, u32)>> {
        if let Some(pairs) = self.shortlist() {
            return Ok(pairs);
        }
        let mut rank = vec![0u32; order.len()];
        for (at, &row) in (0u32..).zip(order) {
            rank[row as usize] = at;
        }
        let count = self.breadth().nearest;
        let mut out = Vec::new();
        if self.ways != Ways::FromRows {
            let mut asking = Vec::with_capacity(self.columns() * count);
            self.nearest(Asked::Rows, count, watch, |near| {
                // Whole numbers sort fast, the nearest first.
                let distance = ((1.0 - near.score) * 1e6) as u32;
                asking.push((rank[near.to as usize], distance, near.from));
            })?;
            parallel::sort(&mut asking);
            for row in asking.chunk_by(|a, b| a.0 == b.0) {
                out.extend(row.iter().take(MOST_ASKING).map(|&(rank, _, column)| (rank, column)));
            }
        }
        self.nearest(Asked::Columns, count, watch, |near| {
            out.push((rank[near.from as usize], near.to));
        })?;
        parallel::sort(&mut out);
        Ok(out)
    }

    /// Rows, which are in their own order where there are no cells, and columns that look alike, where all
    /// are looked at.
    fn shortlist(&self) -> Option<Vec<(u32, u32)>> {
        let are_few = self.rows() * self.columns() <= LOOK_AT_ALL && !self.is_large();
        let may = are_few && self.ways == Ways::Both && self.window.is_none();
        let (rows, columns) = (self.rows.held()?, self.columns.held()?);
        (may && may_look(rows, columns)).then(|| shortlist(rows, columns, SHORTLISTED))
    }

    /// Takes the nearest titles of one side for each of the other; those in the window, where one is
    /// narrow enough to compare all in it.
    fn nearest(
        &self,
        asked: Asked,
        count: usize,
        watch: &mut Watch<'_>,
        take: impl FnMut(Near),
    ) -> Result<()> {
        let (asking, answering) = match asked {
            Asked::Rows => (&self.columns.known, &self.rows.known),
            Asked::Columns => (&self.rows.known, &self.columns.known),
        };
        let narrow = self.window.as_ref().filter(|w| w.pairs() <= self.rows() * MOST_EXACT);
        match (narrow, asked) {
            (None, _) => answering.nearest_to(asking, count, watch, take),
            (Some(w), Asked::Columns) => answering.nearest_within(asking, w, count, watch, take),
            (Some(w), Asked::Rows) => {
                answering.nearest_within(asking, &w.transposed(), count, watch, take)
            }
        }
    }

    /// Log-odds of the pairs worth weighing.
    ///
    /// # Errors
    /// The watcher wants it to stop.
    pub(crate) fn log_odds(&self, watch: &mut Watch<'_>) -> Result<SparseMatrix> {
        let mut out: Vec<(Row, Column, f32)> = Vec::new();
        let thin = self.is_large() || self.ways == Ways::InBlock;
        let most = if thin { MOST_KEPT } else { usize::MAX };
        let score = |e: &Profile, z: &Profile, rarity: &Rarity| log_odds(self.model, e, z, rarity);
        let cut = |scored: &mut Vec<(u32, f32)>| {
            let bar = bar(scored.iter().map(|&(_, score)| score), most);
            scored.retain(|&(_, score)| score >= bar);
        };
        self.each_row(watch, score, cut, |row, scored| {
            let cell = |(column, score)| (Row(row as usize), Column(column as usize), score);
            out.extend(scored.into_iter().map(cell));
        })?;
        Ok(SparseMatrix::from_cells(self.rows(), self.columns(), out))
    }

    /// The pairs worth weighing, with their features.
    #[cfg(feature = "train")]
    pub(crate) fn features(&self) -> Vec<(Row, Column, [f32; FEATURES])> {
        let mut out = Vec::new();
        let score = |e: &Profile, z: &Profile, rarity: &Rarity| features(self.model, e, z, rarity);
        let take = |row, scored: Vec<_>| {
            let cell = |(column, features)| (Row(row as usize), Column(column as usize), features);
            out.extend(scored.into_iter().map(cell));
        };
        unwatched(|watch| self.each_row(watch, score, |_| {}, take));
        out.sort_unstable_by_key(|&(row, column, _)| (row, column));
        out
    }

    /// All that is known on some pairs, in their order.
    ///
    /// # Errors
    /// The watcher wants it to stop.
    pub(crate) fn evidence(
        &self,
        pairs: &[(Row, Column)],
        watch: &mut Watch<'_>,
    ) -> Result<Vec<Evidence>> {
        let mut out = Vec::with_capacity(pairs.len());
        for block in pairs.chunks(BLOCK) {
            watch.tell(Stage::Explain, out.len(), pairs.len())?;
            let sorted = |side: &dyn Fn(&(Row, Column)) -> usize| {
                let mut which: Vec<u32> = block.iter().map(|pair| side(pair) as u32).collect();
                which.sort_unstable();
                which
            };
            let of_row = self.rows.profiles(sorted(&|pair| pair.0.0), self.model);
            let of_column = self.columns.profiles(sorted(&|pair| pair.1.0), self.model);
            out.extend(parallel::map(block, |&(row, column)| {
                let (row, column) = (of_row.get(row.0 as u32), of_column.get(column.0 as u32));
                let (english, chinese, rarity) = self.sides(row, column);
                compare(self.model, english, chinese, rarity)
            }));
        }
        watch.tell(Stage::Explain, pairs.len(), pairs.len())?;
        Ok(out)
    }
}

/// The score that the best so many have at least.
fn bar(scores: impl Iterator<Item = f32>, most: usize) -> f32 {
    let mut scores: Vec<f32> = scores.collect();
    if scores.len() <= most {
        return f32::NEG_INFINITY;
    }
    *scores.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a)).1
}

#[cfg(test)]
mod tests {
    use super::super::{Evidence, probabilities};
    use super::super::{Maker, Source};
    use super::*;
    use crate::matrix::Scores;
    use crate::nearest::Cells;
    use crate::pair::{Method, pair};
    use crate::segment::Segmenter;

    /// 390 invented pairs.
    fn titles() -> [Vec<&'static str>; 2] {
        let pairs = include_str!("../../tests/data/pairs.tsv").lines().skip(1);
        let pairs = pairs.map(|line| line.split('\t').skip(3).collect::<Vec<_>>());
        let retold = include_str!("../../tests/data/retold.tsv").lines();
        let retold = retold.map(|line| line.split('\t').collect::<Vec<_>>());
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        for (at, pair) in pairs.chain(retold).enumerate() {
            // Some are without counterpart.
            if at % 9 != 0 {
                english.push(pair[0]);
            }
            if at % 7 != 0 {
                chinese.push(pair[1]);
            }
        }
        [english, chinese]
    }

    fn pool(held: usize, cells: bool) -> Pool<'static> {
        pool_of(titles(), held, cells)
    }

    fn pool_of([english, chinese]: [Vec<&str>; 2], held: usize, cells: bool) -> Pool<'_> {
        static SEGMENTER: std::sync::LazyLock<Segmenter> =
            std::sync::LazyLock::new(Segmenter::builtin);
        let maker = Maker { segmenter: &SEGMENTER, model: Model::builtin() };
        let side = |language, titles| {
            let source = Source::new(maker, language, titles, held);
            let mut side = unwatched(|watch| Side::new(source, maker.model, watch));
            if cells {
                side.known.to_mut().cells = Some(Cells::build(&side.known.vectors));
            }
            side
        };
        let english = side(Language::English, english);
        let chinese = side(Language::Chinese, chinese);
        Pool::new(maker.model, Language::English, english, chinese, Ways::Both)
    }

    fn paired(pool: &Pool<'_>) -> Vec<(Row, Column)> {
        let log_odds = unwatched(|watch| pool.log_odds(watch));
        let probable = probabilities(&log_odds, &pool.model.calibration);
        let sure = probable.cells().filter(|cell| cell.2 >= 0.5).collect();
        let kept = SparseMatrix::from_cells(pool.rows(), pool.columns(), sure);
        pair(&kept, Method::Optimal).pairs.iter().map(|m| (m.row, m.column)).collect()
    }

    #[test]
    fn of_many_that_ask_a_row_the_nearest_are_weighed() {
        let [english, others] = titles();
        // The nearest come last.
        let noise = others.iter().rev().take(15).copied().collect::<String>();
        let noise: Vec<char> = noise.chars().collect();
        let like: Vec<String> = (0..150)
            .map(|at| format!("暴雨淹没铁路{}", noise[..150 - at].iter().collect::<String>()))
            .collect();
        let chinese = like.iter().map(String::as_str).collect();
        let rows = [&["Heavy rain floods the railway"], &english[..29]].concat();
        // Where profiles are not held, vectors alone are compared.
        let pool = pool_of([rows, chinese], 0, false);
        let order = pool.rows.known.order();
        let near = unwatched(|watch| pool.near(&order, watch));
        let of_first = near.iter().filter(|&&(rank, _)| order[rank as usize] == 0);
        let of_first: Vec<u32> = of_first.map(|&(_, column)| column).collect();
        let vector = |known: &Known, at: usize| {
            let mut out = vec![0.0; known.vectors.dims()];
            known.vectors.write(at, &mut out);
            out
        };
        let first = vector(&pool.rows.known, 0);
        let score = |at: &u32| -> f32 {
            let other = vector(&pool.columns.known, *at as usize);
            first.iter().zip(other).map(|(a, b)| a * b).sum()
        };
        let mut best: Vec<u32> = (0..150).collect();
        best.sort_by(|a, b| score(b).total_cmp(&score(a)));
        assert!(best[0] > 100, "the nearest come last");
        assert!(best[..MOST_ASKING - 2].iter().all(|column| of_first.contains(column)));
        assert!((MOST_ASKING..150).contains(&of_first.len()), "{}", of_first.len());
    }

    #[test]
    fn few_are_all_weighed_and_blocks_are_thinned_out() {
        let [english, chinese] = titles();
        let few = |rows, columns| {
            pool_of([english[..rows].to_vec(), chinese[..columns].to_vec()], usize::MAX, false)
        };
        assert!(few(64, 64).are_few() && !few(64, 65).are_few());
        let block = |rows, columns| Pool { ways: Ways::InBlock, ..few(rows, columns) };
        assert!(block(2, 4).are_few() && !block(3, 3).are_few());
        let all = unwatched(|watch| few(30, 40).log_odds(watch));
        assert_eq!(all.cells().count(), 30 * 40, "no title is blank");
        let block = unwatched(|watch| block(30, 40).log_odds(watch));
        let kept = |row| block.row(Row(row)).count();
        assert!((0..30).all(|row| (1..=MOST_KEPT).contains(&kept(row))));
        assert!((0..30).any(|row| kept(row) == MOST_KEPT));
    }

    #[test]
    fn the_road_of_long_lists_leads_where_that_of_short_ones_does() {
        let short = paired(&pool(usize::MAX, false));
        assert!(short.len() > 200, "most have a counterpart: {}", short.len());
        let long = paired(&pool(0, true));
        let same = short.iter().filter(|pair| long.contains(pair)).count();
        let counts = (same, short.len(), long.len());
        assert!(same * 100 >= short.len() * 92, "{counts:?}");
        assert!(long.len() * 100 <= short.len() * 108, "{counts:?}");
    }

    #[test]
    fn profiles_are_the_same_when_they_are_made_again() {
        let scores = |pool: &Pool<'_>| -> Vec<((Row, Column), u32)> {
            let cells = unwatched(|watch| pool.log_odds(watch));
            cells.cells().map(|(row, column, score)| ((row, column), score.to_bits())).collect()
        };
        let (held, made) = (scores(&pool(usize::MAX, false)), scores(&pool(0, false)));
        let of_held =
            |cell| held.binary_search_by_key(&cell, |own| own.0).ok().map(|at| held[at].1);
        let both = made.iter().filter_map(|&(cell, score)| Some((of_held(cell)?, score)));
        let both: Vec<(u32, u32)> = both.collect();
        assert!(both.len() > 5000, "{} in both", both.len());
        assert!(both.iter().all(|(held, made)| held == made));
    }

    #[test]
    fn evidence_is_that_of_the_pair() {
        let (held, made) = (pool(usize::MAX, false), pool(0, true));
        let pairs = [(Row(7), Column(3)), (Row(2), Column(3)), (Row(300), Column(90))];
        let all = |pool: &Pool<'_>| unwatched(|watch| pool.evidence(&pairs, watch));
        let sums = |found: &[Evidence]| found.iter().map(Evidence::log_odds).collect::<Vec<_>>();
        assert_eq!(sums(&all(&held)), sums(&all(&made)));
        assert_eq!(all(&held).len(), pairs.len());
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn any_number_of_threads_gives_the_same() {
        let run = |threads| {
            let pool_of_threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool_of_threads.unwrap().install(|| {
                let pool = pool(0, true);
                unwatched(|watch| pool.log_odds(watch)).cells().collect::<Vec<_>>()
            })
        };
        let bits = |cells: Vec<(Row, Column, f32)>| -> Vec<(Row, Column, u32)> {
            cells.into_iter().map(|(r, c, s)| (r, c, s.to_bits())).collect()
        };
        let one = bits(run(1));
        assert!(one.len() > 1000, "{}", one.len());
        assert_eq!(one, bits(run(3)));
    }
}
