//! Word links as aligners write them.

use crate::aligner::WordLink;

/// Links as one line in the format of Pharaoh: `english-chinese` token numbers from 0, by a space.
///
/// ```
/// let links = bititle::Aligner::builtin().words_of_tokens("nokia sells phones", "诺基亚 卖出 手机");
/// assert_eq!(bititle::write::pharaoh(&links), "0-0 1-1 2-2");
/// ```
#[must_use]
pub fn pharaoh(links: &[WordLink]) -> String {
    let links = links.iter().map(|link| format!("{}-{}", link.english.0, link.chinese.0));
    links.collect::<Vec<_>>().join(" ")
}
