//! The slow road of normalisation: characters outside ASCII and the common Chinese block.
//!
//! A cluster is the shortest stretch that NFKC can be applied to on its own: one character with
//! all that may combine with it.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{punctuation, simplify};

/// Whether what follows combines with the character before it.
pub(super) fn continues(before: char, rest: &str) -> bool {
    // Nothing below U+0300 combines but the soft hyphen vanishes; Chinese characters and their
    // punctuation do not combine either.
    match rest.as_bytes() {
        [] => false,
        [0xC2, 0xAD, ..] => joins_next(before, rest),
        [..0xCC | 0xE4..=0xE9, ..] => false,
        _ => joins_next(before, rest),
    }
}

fn joins_next(before: char, rest: &str) -> bool {
    let next = rest.chars().find(|&c| !vanishes(c));
    next.is_some_and(|c| !is_plain(c) && joined(before, c).is_some())
}

/// Whether a character is left out, so that its neighbours meet.
fn vanishes(c: char) -> bool {
    punctuation::fold(c) == punctuation::Folded::Gone
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
    let mut chars = text[start..].chars();
    let Some(first) = chars.next() else { return text.len() };
    let mut end = start + first.len_utf8();
    let mut at = end;
    if vanishes(first) {
        return end;
    }
    let mut last = decomposed(first).1;
    for c in chars {
        at += c.len_utf8();
        if vanishes(c) {
            continue;
        }
        last = last.and_then(|before| joined(before, c));
        if last.is_none() {
            break;
        }
        end = at;
    }
    end
}

/// What a character becomes with the next one, itself where that is a mark that stays apart;
/// `None` where the next begins anew.
fn joined(before: char, next: char) -> Option<char> {
    let first = decomposed(next).0?;
    let composed = compose(before, first);
    let is_mark = canonical_combining_class(first) != 0;
    composed.or(is_mark.then_some(before))
}

/// First and last character of the compatibility decomposition, the last composed as far as it
/// goes.
fn decomposed(c: char) -> (Option<char>, Option<char>) {
    let (mut first, mut last) = (None, None);
    decompose_compatible(c, |d| {
        first = first.or(Some(d));
        last = Some(last.and_then(|l| compose(l, d)).unwrap_or(d));
    });
    (first, last)
}

/// Appends the normal form of one cluster.
pub(super) fn normalize_into(cluster: &str, out: &mut String) {
    let table = simplify::table();
    let start = out.len();
    // ASCII case is kept for the segmenters, but not before marks: `ẙ` is one character, `Y̊` two.
    let keeps_case = cluster.chars().nth(1).is_none();
    for c in cluster.nfkc() {
        match punctuation::fold(c) {
            punctuation::Folded::Gone => {}
            punctuation::Folded::To(c) if c.is_ascii() && keeps_case => out.push(c),
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
