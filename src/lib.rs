//! Finds, cuts and pairs bilingual Chinese-English titles.
//!
//! A Chinese-English blog prints `Huawei: Fight Them With Innovation 华为欲借创新论低调进军美国市场`; a
//! newsroom has a list of English and a list of Chinese headlines, out of order. This crate splits
//! the first into its halves, pairs the second, says how sure it is, leaves alone what has no
//! counterpart, and shows which words prove it. It needs no network and no other program.
//!
//! ```
//! use bititle::Aligner;
//!
//! let aligner = Aligner::builtin();
//!
//! let line = "Nokia Sells 30 Million Phones 诺基亚卖出三千万部手机";
//! let halves = aligner.split(line).pairs[0];
//! assert_eq!(halves.english.unwrap().of(line), "Nokia Sells 30 Million Phones");
//!
//! let english = ["Nokia sells 30 million phones", "Baidu opens a lab in Chengdu"];
//! let chinese = ["百度在成都开设实验室", "诺基亚卖出三千万部手机"];
//! let pairing = aligner.pair(&english, &chinese);
//! let first = &pairing.pairs[0];
//! assert_eq!((first.english.0, first.chinese.0), (0, 1));
//! assert!(first.probability > 0.5);
//! let proof = first.evidence.hits();
//! assert!(proof.iter().any(|hit| hit.chinese.of(chinese[1]) == "三千万"));
//! ```
//!
//! # The rooms
//!
//! [`Aligner`] is the front door and all that most programs need. Behind it:
//!
//! - [`split`] cuts a line, [`extract`] takes a page apart;
//! - [`segment`] cuts a title into tokens, with numbers and dates as values
//!   ([`segment::quantity`]), on text that [`normalize`] brought to its normal form;
//! - [`model`] is what was learnt from bilingual text; `train` (a feature) learns it;
//! - [`evidence`] weighs a pair of titles;
//! - [`pair`] and [`words`] turn scores ([`matrix`]) into pairs and links: numbers only;
//! - [`TitleIndex`] keeps a list ready to be searched, in memory or in a file;
//! - [`read`] reads titles from lists, pages, feeds and tables; [`mod@write`] writes pairs.
//!
//! All positions are byte [`Span`]s into the text that the caller gave. No text makes any of it
//! panic or fail; what can fail is reading and building, with one [`Error`].
//!
//! # What a probability means
//!
//! Each signal gives numbers; fitted weights turn them into log-odds, which add up. A pair then
//! competes with all others in its row and its column, and with the chance that a title has no
//! counterpart: titles that the evidence cannot tell apart get low, equal probabilities, and
//! where there are few rivals, or none, the evidence speaks alone. A last curve, fitted on pairs
//! that nothing else was trained on, makes the probability mean what it says: of pairs given 0.8
//! eight in ten are right, as far as the titles are like those it was fitted on.
//!
#![doc = include_str!("guide.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(missing_debug_implementations)]

mod aligner;
pub mod block;
mod error;
pub mod evidence;
pub mod extract;
mod index;
mod item;
pub mod matrix;
pub mod model;
mod nearest;
pub mod normalize;
pub mod pair;
mod parallel;
mod progress;
pub mod read;
pub mod segment;
mod sound;
pub mod split;
mod title;
#[cfg(feature = "train")]
pub mod train;
pub mod words;
pub mod write;

pub use aligner::{Aligner, Found, PairOptions, TitlePair, TitlePairing, WordLink};
pub use error::{Error, Result};
pub use evidence::Evidence;
pub use index::TitleIndex;
pub use item::{Item, Timestamp};
pub use progress::{Progress, Stage};
pub use segment::Title;
pub use split::{Halves, Split};
pub use title::{ChineseIndex, EnglishIndex, Language, Span, Token, TokenKind};

/// The README's examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
