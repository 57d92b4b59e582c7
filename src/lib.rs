//! x
#![forbid(unsafe_code)]
#![deny(missing_docs)]
pub mod normalize;
pub mod segment;
mod error;
mod title;
pub use title::*;
pub use error::*;
