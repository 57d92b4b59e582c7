//! What the model knows of a title, found once: the units, their vectors, and the vector of all.

use crate::model::Model;
use crate::model::units::units;
use crate::model::vectors::dot;
use crate::segment::Title;
use crate::title::Span;

use super::weights::rarity_weight;
use super::{Key, MOST_COMPARED, Rarity};

/// A unit of a title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    /// Its entry, if it has one.
    id: Option<u32>,
    /// Equal for forms of one word.
    pub(super) key: Key,
    /// The entry whose links it has, if it has any.
    pub(super) head: Option<u32>,
    /// How much it counts in its title; above 0.
    pub(super) weight: f32,
    /// Whether it is a numeral: one is never like another, whatever the vectors say.
    is_numeral: bool,
    /// What makes its levels a unit vector.
    scale: f32,
    pub(super) span: Span,
}

/// The meaning of a title.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meaning {
    /// Of length 1, or all 0 where the model knows no word of it.
    pub(crate) vector: Vec<f32>,
    pub(super) senses: Vec<Sense>,
    /// One row a sense.
    levels: Vec<i8>,
}

impl Meaning {
    pub(super) fn of(title: &Title, model: &Model) -> Self {
        let mut units = units(title, &model.vocabulary);
        units.truncate(MOST_COMPARED);
        let dims = model.vectors.dims();
        let mut levels = vec![0; dims * units.len()];
        let mut senses = Vec::with_capacity(units.len());
        for (unit, row) in units.iter().zip(levels.chunks_exact_mut(dims)) {
            let token = &title.tokens[unit.token as usize];
            let span = if unit.normal == token.normal {
                token.span
            } else {
                title.text.original_span(unit.normal)
            };
            let head = unit.id.map(|id| model.table.head(id));
            let is_numeral = is_numeral(unit.normal.of(title.text.as_str()));
            senses.push(match unit.id {
                Some(id) => {
                    model.vectors.levels(id, row);
                    let weight = model.vectors.weight(id);
                    let scale = model.vectors.scale(id);
                    Sense {
                        id: Some(id),
                        key: Key::of(("sense", head)),
                        head,
                        weight,
                        is_numeral,
                        scale,
                        span,
                    }
                }
                None => {
                    let key = Key::of(("unknown", unit.normal.of(title.text.as_str())));
                    let weight = model.vectors.unknown_weight();
                    Sense { id: None, key, head, weight, is_numeral, scale: 0.0, span }
                }
            });
        }
        let mut out = Self { vector: Vec::new(), senses, levels };
        out.sum(model);
        out
    }

    /// The weighted sum of its senses' vectors, brought to length 1.
    fn sum(&mut self, model: &Model) {
        let known = self.senses.iter().filter_map(|s| Some((s.id?, s.weight)));
        self.vector = model.vectors.mean(known);
    }

    /// Weighs its senses by how rare they are in a list of titles, too.
    pub(super) fn reweigh(&mut self, rarity: &Rarity, model: &Model) {
        for sense in &mut self.senses {
            sense.weight *= rarity_weight(rarity.frequency(sense.key));
        }
        self.sum(model);
    }

    /// The vector that [`Meaning::reweigh`] would give it.
    pub(super) fn reweighed(&self, rarity: &Rarity, model: &Model) -> Vec<f32> {
        let weighed = |s: &Sense| Some((s.id?, s.weight * rarity_weight(rarity.frequency(s.key))));
        model.vectors.mean(self.senses.iter().filter_map(weighed))
    }

    /// The cosine of a sense of this title with one of another, -1 to 1.
    pub(super) fn cosines<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Cell> + 'a {
        let dims = self.vector.len().max(1);
        let rows = self.levels.chunks_exact(dims).zip(&self.senses).enumerate();
        rows.flat_map(move |(row, (a, from))| {
            let others = other.levels.chunks_exact(dims).zip(&other.senses).enumerate();
            others.map(move |(column, (b, to))| {
                let score = match from.key == to.key {
                    true => 1.0,
                    false if from.is_numeral && to.is_numeral => 0.0,
                    false => dot(a, b) as f32 * from.scale * to.scale,
                };
                Cell { row, column, score }
            })
        })
    }

    /// The sum of its weights.
    pub(super) fn weight(&self) -> f32 {
        self.senses.iter().map(|s| s.weight).sum()
    }
}

fn is_numeral(form: &str) -> bool {
    form.starts_with(|c: char| c.is_ascii_digit())
        && form.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

/// How well a sense of the English title and one of the Chinese fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) score: f32,
}

/// The best cell of each row and of each column.
#[derive(Debug, Clone, Default)]
pub(super) struct Best {
    pub(super) rows: Vec<Option<Cell>>,
    pub(super) columns: Vec<Option<Cell>>,
}

impl Best {
    pub(super) fn of(rows: usize, columns: usize, cells: impl Iterator<Item = Cell>) -> Self {
        let mut out = Self { rows: vec![None; rows], columns: vec![None; columns] };
        // Driven from inside, nested loops stay loops.
        cells.for_each(|cell| {
            for best in [&mut out.rows[cell.row], &mut out.columns[cell.column]] {
                if best.is_none_or(|b| cell.score > b.score) {
                    *best = Some(cell);
                }
            }
        });
        out
    }

    /// The weights of what has no good match, on either side, on a logarithmic scale.
    pub(super) fn missing(&self, english: &Meaning, chinese: &Meaning) -> [f32; 2] {
        let missing = |best: &[Option<Cell>], side: &Meaning| {
            let lack = |cell: &Option<Cell>| 1.0 - cell.map_or(0.0, |c| c.score.clamp(0.0, 1.0));
            let sum: f32 =
                best.iter().zip(&side.senses).map(|(cell, s)| lack(cell) * s.weight).sum();
            sum.ln_1p()
        };
        [missing(&self.rows, english), missing(&self.columns, chinese)]
    }

    /// The weighted mean of the best scores of both sides, as far as they are above a floor; 0 for
    /// what has none.
    pub(super) fn means(&self, english: &Meaning, chinese: &Meaning, floor: f32) -> [f32; 2] {
        let mean = |best: &[Option<Cell>], side: &Meaning| {
            let above = |cell: &Option<Cell>| cell.map_or(0.0, |c| (c.score - floor).max(0.0));
            let sum: f32 =
                best.iter().zip(&side.senses).map(|(cell, sense)| above(cell) * sense.weight).sum();
            sum / side.weight().max(1e-9)
        };
        [mean(&self.rows, english), mean(&self.columns, chinese)]
    }
}
