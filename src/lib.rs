//! x
#![forbid(unsafe_code)]
#![deny(missing_docs)]
mod aligner;
mod error;
pub mod evidence;
pub mod extract;
pub mod matrix;
pub mod normalize;
pub mod pair;
pub mod read;
pub mod segment;
mod sound;
pub mod split;
mod title;
pub mod words;
pub use aligner::{Aligner, Found, PairOptions, TitlePair, TitlePairing, WordLink};
pub use error::{Error, Result};
pub use evidence::Evidence;
pub use split::{Halves, Split};
pub use title::{ChineseIndex, EnglishIndex, Language, Span, Title, Token, TokenKind};
