//! Loops over all cores, or over one without the feature `parallel`.
//!
//! Results come in the order of what they were made from, so that they are the same whatever the
//! number of threads.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// One result an item.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.par_iter().map(f).collect();
    #[cfg(not(feature = "parallel"))]
    return items.iter().map(f).collect();
}

/// One result for each stretch of so many items, the last one shorter.
pub(crate) fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    size: usize,
    f: impl Fn(&[T]) -> R + Send + Sync,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.par_chunks(size).map(f).collect();
    #[cfg(not(feature = "parallel"))]
    return items.chunks(size).map(f).collect();
}

/// Changes each item in its place.
pub(crate) fn for_each<T: Send>(items: &mut [T], f: impl Fn(&mut T) + Send + Sync) {
    #[cfg(feature = "parallel")]
    items.par_iter_mut().for_each(f);
    #[cfg(not(feature = "parallel"))]
    items.iter_mut().for_each(f);
}

/// Sorts; equal items are the same in any order.
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
    #[cfg(feature = "parallel")]
    items.par_sort_unstable();
    #[cfg(not(feature = "parallel"))]
    items.sort_unstable();
}
