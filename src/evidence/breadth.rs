//! How many candidates of a title are weighed, by the length of its list.

/// How many candidates of a title are weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Breadth {
    /// Those with the nearest vectors, seen from either side.
    pub(super) nearest: usize,
    /// Those that share what is rare with the title of a row, the rarest first.
    pub(super) sharing: usize,
}

/// Where all vectors are compared.
pub(super) const SHORT_LISTS: Breadth = Breadth { nearest: 32, sharing: 1024 };
/// Here the nearest are nearer.
pub(super) const LONG_LISTS: Breadth = Breadth { nearest: 12, sharing: 12 };
/// Where only the rows ask a long list.
pub(super) const ONE_WAY: Breadth = Breadth { nearest: 64, sharing: 64 };
/// In a block, which is one of several that a title stands in.
pub(super) const IN_BLOCK: Breadth = Breadth { nearest: 8, sharing: 8 };
/// Where one title asks a long list: what costs is reading the candidates.
pub(super) const ONE_TITLE: Breadth = Breadth { nearest: 20, sharing: 12 };

/// Candidates of a title, from either side, that are weighed after a look at all.
pub(super) const SHORTLISTED: usize = 128;

/// Of the columns that have a row among their nearest, so many of the nearest are weighed: where
/// few rows meet many columns, each row is near to hundreds.
pub(super) const MOST_ASKING: usize = 96;
