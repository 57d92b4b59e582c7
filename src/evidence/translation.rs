//! Words that the translation table links.

use super::meaning::{Cell, Meaning};
use crate::model::table::Table;

/// The weakest link of a table, as a power of two: it is worth nothing.
const WEAKEST: f32 = -6.0;

/// How much a link is worth, 0 to 1: its strength on a logarithmic scale.
fn worth(strength: f32) -> f32 {
    (1.0 - strength.log2() / WEAKEST).clamp(0.0, 1.0)
}

/// The links between two titles by worth; a word is its own translation.
pub(super) fn cells<'a>(
    english: &'a Meaning,
    chinese: &'a Meaning,
    table: &'a Table,
) -> impl Iterator<Item = Cell> + 'a {
    english.senses.iter().enumerate().flat_map(move |(row, e)| {
        chinese.senses.iter().enumerate().filter_map(move |(column, z)| {
            let score = match e.key == z.key {
                true => 1.0,
                false => worth(table.get(e.head?, z.head?)?.strength()),
            };
            Some(Cell { row, column, score })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::worth;

    #[test]
    fn links_are_worth_their_strength_in_octaves() {
        assert_eq!([1.0, 0.125, 0.001].map(worth), [1.0, 0.5, 0.0]);
    }
}
