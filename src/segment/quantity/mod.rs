//! placeholder
use serde::{Deserialize, Serialize};
/// x
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// s
    pub span: crate::Span,
    /// s
    pub value: Value,
}
/// s
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// s
    pub year: Option<u16>,
    /// s
    pub month: Option<u8>,
    /// s
    pub day: Option<u8>,
    /// s
    pub quarter: Option<u8>,
}
/// s
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// s
    Date(Date),
    /// s
    X,
}
/// x
pub fn english(_: &str) -> Vec<Quantity> {
    Vec::new()
}
/// x
pub fn chinese(_: &str) -> Vec<Quantity> {
    Vec::new()
}
