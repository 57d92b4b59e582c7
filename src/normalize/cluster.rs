//! The slow road of normalisation: characters outside ASCII and the common Chinese block.
//!
//! A cluster is the shortest stretch that NFKC can be applied to on its own: one character with
//! all that may combine with it.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{punctuation, simplify};

/// Whether what follows may combine with the character before it; cheap, may say yes in vain.
pub(super) fn may_continue(rest: &str) -> bool {
    // Nothing below U+0300 combines; Chinese characters and their punctuation do not either.
    match rest.as_bytes().first() {
        None => false,
        Some(&byte) if byte < 0xCC => false,
        Some(&byte) if (0xE4..=0xE9).contains(&byte) => false,
        Some(_) if rest.chars().next().is_some_and(is_plain) => false,
        Some(_) => rest.chars().next().is_some_and(continues),
    }
}

/// The common punctuation of Chinese and of curly quotes, for which NFKC does nothing but narrow
/// the full-width forms.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\u{FF01}'..='\u{FF5E}' | '\u{3001}'..='\u{3011}' | '\u{2013}'..='\u{201D}')
        && !matches!(c, '\u{2017}')
}

/// Appends the normal form of a plain character.
pub(super) fn push_plain(c: char, out: &mut String) {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    if let punctuation::Folded::To(c) = punctuation::fold(narrow) {
        out.push(c);
    }
}

/// End of the cluster that begins at `start`.
pub(super) fn end(text: &str, start: usize) -> usize {
    text[start..]
        .char_indices()
        .skip(1)
        .find(|&(_, c)| !continues(c))
        .map_or(text.len(), |(i, _)| start + i)
}

/// Whether a character may combine with the one before it.
fn continues(c: char) -> bool {
    if c < '\u{300}' || matches!(c, '\u{3001}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}') {
        return false;
    }
    let mut first = c;
    let mut seen = false;
    decompose_compatible(c, |d| {
        if !seen {
            first = d;
            seen = true;
        }
    });
    canonical_combining_class(first) != 0
        || is_nfkc_quick(std::iter::once(first)) == IsNormalized::Maybe
}

/// Appends the normal form of one cluster.
pub(super) fn normalize_into(cluster: &str, out: &mut String) {
    let table = simplify::table();
    let start = out.len();
    for c in cluster.nfkc() {
        match punctuation::fold(c) {
            punctuation::Folded::Gone => {}
            // ASCII case is kept for the segmenters.
            punctuation::Folded::To(c) if c.is_ascii() => out.push(c),
            punctuation::Folded::To(c) => {
                let c = table.simplify(c, || [None, None]);
                out.extend(c.to_lowercase());
            }
        }
    }
    compose_again(start, out);
}

/// Lower-casing may bring letters together that compose (`I` + `̇` does not, others do).
fn compose_again(start: usize, out: &mut String) {
    if is_nfkc_quick(out[start..].chars()) != IsNormalized::Yes {
        let composed: String = out[start..].nfkc().collect();
        out.truncate(start);
        out.push_str(&composed);
    }
}
