//! x
#![forbid(unsafe_code)]
#![deny(missing_docs)]
mod error;
pub mod normalize;
pub mod segment;
pub mod split;
mod title;
pub use error::*;
pub use title::*;
