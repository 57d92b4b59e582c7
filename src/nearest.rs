//! The nearest vectors, by comparing all with all. Numbers only.

use ndarray::ArrayView2;
use rayon::prelude::*;

/// Cells of the product that are held at a time by each core.
const BLOCK_CELLS: usize = 1 << 18;

/// For each of some vectors the `count` others with the greatest dot products, as positions in
/// both lists, in no order. Time is the product of the lists' lengths, memory 4 MiB a core.
pub(crate) fn nearest(from: &[&[f32]], to: &[&[f32]], count: usize) -> Vec<(usize, usize)> {
    let dims = from.first().map_or(0, |v| v.len());
    if to.is_empty() || dims == 0 {
        return Vec::new();
    }
    let others = to.concat();
    let others = ArrayView2::from_shape((to.len(), dims), &others).expect("vectors of one length");
    let rows = (BLOCK_CELLS / to.len()).clamp(1, 256);
    let block = |(number, block): (usize, &[&[f32]])| {
        let own = block.concat();
        let own = ArrayView2::from_shape((block.len(), dims), &own).expect("vectors of one length");
        let scores = own.dot(&others.t());
        let mut out = Vec::with_capacity(block.len() * count);
        let mut order: Vec<u32> = Vec::new();
        for (row, line) in scores.outer_iter().enumerate() {
            order.clear();
            order.extend(0..to.len() as u32);
            if count < order.len() {
                let by_score = |&a: &u32, &b: &u32| {
                    line[b as usize].total_cmp(&line[a as usize]).then(a.cmp(&b))
                };
                order.select_nth_unstable_by(count, by_score);
                order.truncate(count);
            }
            out.extend(order.iter().map(|&other| (number * rows + row, other as usize)));
        }
        out
    };
    let blocks: Vec<Vec<(usize, usize)>> =
        from.chunks(rows).enumerate().collect::<Vec<_>>().into_par_iter().map(block).collect();
    blocks.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_greatest_products() {
        let vectors: Vec<Vec<f32>> = (0..40)
            .map(|i| {
                let angle = i as f32 * 0.1;
                vec![angle.cos(), angle.sin()]
            })
            .collect();
        let views: Vec<&[f32]> = vectors.iter().map(Vec::as_slice).collect();
        let mut found = nearest(&views[..5], &views, 3);
        found.sort_unstable();
        assert_eq!(found.len(), 15);
        assert!(found.contains(&(3, 2)) && found.contains(&(3, 3)) && found.contains(&(3, 4)));
        assert!(nearest(&[], &views, 3).is_empty() && nearest(&views, &[], 3).is_empty());
        assert_eq!(nearest(&views[..1], &views[..2], 9).len(), 2);
    }
}
