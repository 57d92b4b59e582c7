//! What the model knows of a title, found once: the units, their vectors, and the vector of all.

use std::ops::Range;

use crate::model::units::{Unit, units};
use crate::model::vectors::dot;
use crate::model::{Model, alone};
use crate::segment::Title;
use crate::title::Span;

use super::weights::rarity_weight;
use super::{Key, MOST_COMPARED, Rarity};

/// A unit of a title, or an expression of several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    /// Its entry, if it has one.
    pub(super) id: Option<u32>,
    /// Equal for forms of one word.
    pub(super) key: Key,
    /// The entry whose links it has, if it has any.
    pub(super) head: Option<u32>,
    /// How much it counts in its title; above 0.
    pub(super) weight: f32,
    /// Whether it is a numeral: one is never like another, whatever the vectors say.
    pub(super) is_numeral: bool,
    /// What makes its levels a unit vector.
    pub(super) scale: f32,
    pub(super) span: Span,
}

/// The meaning of a title.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meaning {
    /// Of length 1, or all 0 where the model knows no word of it.
    pub(crate) vector: Vec<f32>,
    /// The units, then the expressions.
    pub(super) senses: Vec<Sense>,
    /// The units that each expression stands for.
    expressions: Vec<(Range<usize>, u32)>,
    /// One row a sense.
    levels: Vec<i8>,
}

impl Meaning {
    pub(super) fn of(title: &Title, model: &Model) -> Self {
        let mut units = units(title, &model.vocabulary);
        units.truncate(MOST_COMPARED);
        let expressions = model.expressions_in(&units);
        let all = units.len() + expressions.len();
        let whole = expressions.iter().map(|(range, id)| {
            let (first, last) = (&units[range.start], &units[range.end - 1]);
            Unit { id: Some(*id), normal: Span::new(first.normal.start, last.normal.end), ..*first }
        });
        let units: Vec<Unit> = units.iter().copied().chain(whole).collect();
        let dims = model.vectors.dims();
        let mut levels = vec![0; dims * all];
        let mut senses = Vec::with_capacity(all);
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
        let out = Self { vector: Vec::new(), senses, expressions, levels };
        Self { vector: out.sum(model, |_| 1.0), ..out }
    }

    /// How many units it has.
    pub(super) fn units(&self) -> usize {
        self.senses.len() - self.expressions.len()
    }

    /// The levels of the vector of a sense.
    pub(super) fn levels(&self, at: usize) -> &[i8] {
        let dims = self.levels.len() / self.senses.len().max(1);
        &self.levels[at * dims..][..dims]
    }

    /// The position among the senses of the expression that stands for a unit.
    pub(super) fn expression_of(&self, unit: usize) -> Option<usize> {
        let found = self.expressions.iter().position(|(range, _)| range.contains(&unit));
        found.map(|at| self.units() + at)
    }

    /// Its units, without the expressions.
    pub(super) fn alone(&self) -> &[Sense] {
        &self.senses[..self.units()]
    }

    /// The sum of its senses' vectors by their weights times a factor, brought to length 1; an
    /// expression stands for its units.
    fn sum(&self, model: &Model, factor: impl Fn(&Sense) -> f32) -> Vec<f32> {
        let units = self.units();
        let of_sum = alone(units, &self.expressions).chain(units..self.senses.len());
        let weighed = |s: &Sense| Some((s.id?, s.weight * factor(s)));
        model.vectors.mean(of_sum.filter_map(|at| weighed(&self.senses[at])))
    }

    /// Weighs its senses by how rare they are in a list of titles, too.
    pub(super) fn reweigh(&mut self, rarity: &Rarity, model: &Model) {
        for sense in &mut self.senses {
            sense.weight *= rarity_weight(rarity.frequency(sense.key));
        }
        self.vector = self.sum(model, |_| 1.0);
    }

    /// The vector that [`Meaning::reweigh`] would give it.
    pub(super) fn reweighed(&self, rarity: &Rarity, model: &Model) -> Vec<f32> {
        self.sum(model, |s| rarity_weight(rarity.frequency(s.key)))
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
        self.alone().iter().map(|s| s.weight).sum()
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

/// The best cell of each unit of either side: of its own, or of the expression that stands for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Best {
    pub(super) rows: Vec<Option<Cell>>,
    pub(super) columns: Vec<Option<Cell>>,
}

impl Best {
    pub(super) fn of(
        english: &Meaning,
        chinese: &Meaning,
        cells: impl Iterator<Item = Cell>,
    ) -> Self {
        let of = |side: &Meaning| vec![None; side.senses.len()];
        let mut out = Self { rows: of(english), columns: of(chinese) };
        // Driven from inside, nested loops stay loops.
        cells.for_each(|cell| {
            for best in [&mut out.rows[cell.row], &mut out.columns[cell.column]] {
                if best.is_none_or(|b| cell.score > b.score) {
                    *best = Some(cell);
                }
            }
        });
        for (best, side) in [(&mut out.rows, english), (&mut out.columns, chinese)] {
            let whole = best.split_off(side.units());
            for ((range, _), whole) in side.expressions.iter().zip(whole) {
                for best in &mut best[range.clone()] {
                    if whole.is_some_and(|w| best.is_none_or(|b: Cell| w.score > b.score)) {
                        *best = whole;
                    }
                }
            }
        }
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

    /// The weights of what has a match above a floor, on either side, on a logarithmic scale.
    pub(super) fn found(&self, english: &Meaning, chinese: &Meaning, floor: f32) -> [f32; 2] {
        self.above(english, chinese, floor).map(f32::ln_1p)
    }

    /// The sums of the best scores of both sides above a floor, by weight; 0 for what has none.
    fn above(&self, english: &Meaning, chinese: &Meaning, floor: f32) -> [f32; 2] {
        let above = |cell: &Option<Cell>| cell.map_or(0.0, |c| (c.score - floor).max(0.0));
        let sum = |best: &[Option<Cell>], side: &Meaning| {
            best.iter().zip(&side.senses).map(|(cell, sense)| above(cell) * sense.weight).sum()
        };
        [sum(&self.rows, english), sum(&self.columns, chinese)]
    }

    /// The greatest product of a score above a floor and the weights of what matches, on a logarithmic scale.
    pub(super) fn heaviest(&self, english: &Meaning, chinese: &Meaning, floor: f32) -> f32 {
        let of = |cell: &Cell| {
            let weights = english.senses[cell.row].weight * chinese.senses[cell.column].weight;
            (cell.score - floor).max(0.0) * weights.sqrt()
        };
        self.rows.iter().flatten().map(of).fold(0.0, f32::max).ln_1p()
    }

    /// The weighted mean of the best scores of both sides, as far as they are above a floor; 0 for
    /// what has none.
    pub(super) fn means(&self, english: &Meaning, chinese: &Meaning, floor: f32) -> [f32; 2] {
        let [of_english, of_chinese] = self.above(english, chinese, floor);
        [of_english / english.weight().max(1e-9), of_chinese / chinese.weight().max(1e-9)]
    }
}
