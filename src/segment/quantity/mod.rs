//! placeholder
#![allow(missing_docs)]
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    pub span: crate::Span,
    pub value: Value,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: Option<u16>,
    pub quarter: Option<u8>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    Count,
    Ordinal,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    Number { value: u64, unit: Unit },
    Date(Date),
}
pub fn english(_: &str) -> Vec<Quantity> {
    Vec::new()
}
pub fn chinese(_: &str) -> Vec<Quantity> {
    Vec::new()
}
