//! The parts of an HTML page of pairs.

mod escape;
mod evidence;
mod item;
mod linked;
mod pair;
mod turns;

pub(super) use escape::Escaped;
pub(super) use item::Unpaired;
pub(super) use pair::Pair;
