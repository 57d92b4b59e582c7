//! Laws that hold for any input.

use bititle::matrix::{Column, DenseMatrix, Row, Scores, SparseMatrix};
use bititle::pair::{Method, Pairing, pair};
use bititle::split::split;
use bititle::words::{Symmetrization, link};
use bititle::{Aligner, Language, PairOptions};
use proptest::prelude::*;

/// A matrix of any shape; cells at or below 0 can be no pair.
fn matrices(most: usize) -> impl Strategy<Value = DenseMatrix> {
    (0..=most, 0..=most).prop_flat_map(|(rows, columns)| {
        prop::collection::vec(-0.5f32..1.0, rows * columns)
            .prop_map(move |cells| DenseMatrix::new(rows, columns, cells).expect("the cells fit"))
    })
}

fn cells(matrix: &DenseMatrix) -> Vec<(Row, Column, f32)> {
    let row = |r| matrix.row(Row(r)).map(move |(c, s)| (Row(r), c, s));
    (0..matrix.rows()).flat_map(row).collect()
}

fn sparse(matrix: &DenseMatrix) -> SparseMatrix {
    SparseMatrix::from_cells(matrix.rows(), matrix.columns(), cells(matrix))
}

/// The greatest sum by trying all pairings.
fn brute_force(matrix: &DenseMatrix, row: usize, taken: u32, ordered: bool) -> f64 {
    if row == matrix.rows() {
        return 0.0;
    }
    let mut best = brute_force(matrix, row + 1, taken, ordered);
    for (Column(column), score) in matrix.gains(Row(row)) {
        let free = if ordered { taken >> column == 0 } else { taken & (1 << column) == 0 };
        if free {
            let rest = brute_force(matrix, row + 1, taken | 1 << column, ordered);
            best = best.max(f64::from(score) + rest);
        }
    }
    best
}

fn is_one_to_one(pairing: &Pairing, rows: usize, columns: usize) -> bool {
    let mut seen_rows: Vec<_> = pairing.pairs.iter().map(|p| p.row.0).collect();
    seen_rows.extend(pairing.unpaired_rows.iter().map(|r| r.0));
    let mut seen_columns: Vec<_> = pairing.pairs.iter().map(|p| p.column.0).collect();
    seen_columns.extend(pairing.unpaired_columns.iter().map(|c| c.0));
    seen_rows.sort_unstable();
    seen_columns.sort_unstable();
    seen_rows == (0..rows).collect::<Vec<_>>() && seen_columns == (0..columns).collect::<Vec<_>>()
}

#[test]
fn of_equal_cells_the_first_are_paired() {
    for (rows, columns) in [(2, 2), (2, 5), (5, 2)] {
        let matrix = DenseMatrix::new(rows, columns, vec![0.5; rows * columns]).expect("they fit");
        for method in Method::ALL {
            let pairs = pair(&matrix, method).pairs;
            let places: Vec<_> = pairs.iter().map(|p| (p.row.0, p.column.0)).collect();
            assert_eq!(places, [(0, 0), (1, 1)], "{method:?} {rows} {columns}");
        }
    }
}

#[test]
fn methods_have_names() {
    assert_eq!(Method::ALL.map(Method::name), ["optimal", "greedy", "ordered"]);
    assert_eq!(Method::ALL.map(|m| Method::from_name(m.name())), Method::ALL.map(Some));
    assert_eq!(Method::from_name("fast"), None);
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn optimal_and_ordered_are_the_best_there_is(matrix in matrices(5)) {
        prop_assert!(close(pair(&matrix, Method::Optimal).total(), brute_force(&matrix, 0, 0, false)));
        prop_assert!(close(pair(&matrix, Method::Ordered).total(), brute_force(&matrix, 0, 0, true)));
    }

    #[test]
    fn optimal_agrees_with_another_solver(matrix in matrices(24)) {
        let (rows, columns) = (matrix.rows(), matrix.columns());
        let gains: Vec<f64> = cells(&matrix).iter().map(|c| f64::from(c.2.max(0.0))).collect();
        prop_assume!(rows > 0 && columns > 0);
        let (r, c) = lsap::solve(rows, columns, &gains, true).expect("finite gains");
        let total: f64 = r.iter().zip(&c).map(|(&r, &c)| gains[r * columns + c]).sum();
        prop_assert!(close(pair(&matrix, Method::Optimal).total(), total));
    }

    #[test]
    fn greedy_takes_the_best_cell_left(matrix in matrices(12)) {
        let mut left: Vec<_> = cells(&matrix).into_iter().filter(|cell| cell.2 > 0.0).collect();
        let mut taken = Vec::new();
        while let Some(best) = left.iter().copied().max_by(|a, b| a.2.total_cmp(&b.2)) {
            left.retain(|cell| cell.0 != best.0 && cell.1 != best.1);
            taken.push(best);
        }
        taken.sort_by_key(|cell| cell.0);
        let pairs = pair(&matrix, Method::Greedy).pairs;
        prop_assert_eq!(pairs.iter().map(|p| (p.row, p.column, p.score)).collect::<Vec<_>>(), taken);
    }

    #[test]
    fn optimal_is_never_worse(matrix in matrices(24)) {
        let [optimal, greedy, ordered] = Method::ALL.map(|m| pair(&matrix, m).total());
        prop_assert!(optimal >= greedy - 1e-4 && optimal >= ordered - 1e-4);
    }

    #[test]
    fn every_row_and_column_is_told_of_once(matrix in matrices(12)) {
        for method in Method::ALL {
            let pairing = pair(&matrix, method);
            prop_assert!(is_one_to_one(&pairing, matrix.rows(), matrix.columns()));
            prop_assert!(pairing.pairs.is_sorted_by_key(|p| p.row));
        }
    }

    #[test]
    fn ordered_pairs_never_cross(matrix in matrices(12)) {
        prop_assert!(pair(&matrix, Method::Ordered).pairs.is_sorted_by_key(|p| p.column));
    }

    #[test]
    fn dense_and_sparse_are_one(matrix in matrices(12)) {
        for method in Method::ALL {
            prop_assert_eq!(pair(&matrix, method), pair(&sparse(&matrix), method));
        }
    }

    #[test]
    fn swapping_sides_swaps_pairs(matrix in matrices(12)) {
        let flipped = sparse(&matrix).transposed();
        for method in Method::ALL {
            let one = pair(&matrix, method).pairs;
            let mut other: Vec<_> =
                pair(&flipped, method).pairs.iter().map(|p| (p.column.0, p.row.0)).collect();
            other.sort_unstable();
            prop_assert_eq!(one.iter().map(|p| (p.row.0, p.column.0)).collect::<Vec<_>>(), other);
        }
    }

    #[test]
    fn cells_that_are_no_numbers_never_pair(rows in 1usize..5, at in 0usize..25) {
        let mut cells = vec![0.5; rows * 5];
        let at = at % cells.len();
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0, -1.0] {
            cells[at] = bad;
            let matrix = DenseMatrix::new(rows, 5, cells.clone()).expect("the cells fit");
            for method in Method::ALL {
                let pairs = pair(&matrix, method).pairs;
                prop_assert!(pairs.iter().all(|p| p.row.0 * 5 + p.column.0 != at));
            }
        }
    }

    #[test]
    fn links_are_cells_and_flip_with_the_sides(matrix in matrices(8)) {
        let scores = sparse(&matrix);
        for how in [Symmetrization::Intersection, Symmetrization::Union] {
            let one = link(&scores, how, 0.2);
            prop_assert!(one.iter().all(|l| l.probability >= 0.2 && l.probability <= 1.0));
            let other = link(&scores.transposed(), how, 0.2);
            let mut flipped: Vec<_> = other.iter().map(|l| (l.column.0, l.row.0)).collect();
            flipped.sort_unstable();
            prop_assert_eq!(one.iter().map(|l| (l.row.0, l.column.0)).collect::<Vec<_>>(), flipped);
        }
    }

    #[test]
    fn halves_and_gaps_are_the_line(line in "([a-zA-Z0-9 :|/()（）【】*•–—-]|Huawei |[华为美国市場发布的在]|\\PC){0,30}") {
        let cut = split(&line);
        let joined: String = cut.pieces.iter().map(|p| p.span.of(&line)).collect();
        prop_assert_eq!(&joined, &line);
        for half in cut.pairs.iter().flat_map(|p| [p.english, p.chinese]).flatten() {
            prop_assert!(!half.is_empty() && half.of(&line).trim() == half.of(&line));
        }
        prop_assert!((0.0..=1.0).contains(&cut.probability));
    }

    #[test]
    fn cutting_a_half_again_changes_nothing(line in "([A-Z][a-z]{2,6} ){2,6}[华为美国市場发布新手机]{3,12}") {
        for half in split(&line).pairs.iter().flat_map(|p| [p.english, p.chinese]).flatten() {
            let text = half.of(&line);
            let again = split(text);
            let whole = again.pairs.iter().flat_map(|p| [p.english, p.chinese]).flatten();
            prop_assert_eq!(whole.map(|s| s.of(text)).collect::<Vec<_>>(), [text]);
        }
    }
}

proptest! {
    // Each case segments titles: fewer of them.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn titles_are_told_of_once_and_probabilities_are_probabilities(
        english in prop::collection::vec("((Huawei|Apple|sells|30 million|5G|in Paris|\\PC) ?){0,6}", 0..6),
        chinese in prop::collection::vec("(华为|苹果|卖出|三千万|5G|巴黎|手機|\\PC){0,6}", 0..6),
    ) {
        let aligner = Aligner::builtin();
        for method in Method::ALL {
            let options = PairOptions::default().method(method).threshold(0.0);
            let pairing = aligner.pair_with(&english, &chinese, &options);
            prop_assert_eq!(pairing.pairs.len() + pairing.unpaired_english.len(), english.len());
            prop_assert_eq!(pairing.pairs.len() + pairing.unpaired_chinese.len(), chinese.len());
            for found in &pairing.pairs {
                prop_assert!((0.0..=1.0).contains(&found.probability));
                prop_assert!(found.evidence.log_odds().is_finite());
                for hit in found.evidence.hits() {
                    prop_assert!(!hit.english.of(&english[found.english.0]).is_empty());
                    prop_assert!(!hit.chinese.of(&chinese[found.chinese.0]).is_empty());
                }
            }
        }
    }

    #[test]
    fn both_directions_of_a_search_agree(
        english in prop::collection::vec("(Huawei|Nokia|Apple|Baidu) (opens|sells) [1-9] [a-z]{3,6}", 1..5),
        chinese in prop::collection::vec("(华为|诺基亚|苹果|百度)(开设|卖出)[1-9]个[店厂手机]{1,3}", 1..5),
    ) {
        let aligner = Aligner::builtin();
        let forth = aligner.search(Language::English, &english, &chinese, usize::MAX);
        let back = aligner.search(Language::Chinese, &chinese, &english, usize::MAX);
        for (query, found) in forth.iter().enumerate() {
            for hit in found {
                let same = back[hit.candidate].iter().find(|b| b.candidate == query);
                prop_assert!(same.is_some_and(|b| (b.score - hit.score).abs() < 1e-5));
            }
        }
    }
}
