//! Titles from what people have: lists, pages, feeds, tables.

mod lines;

pub use lines::{Lines, page};
