//! Text to its normal form, with the way home.
//!
//! The normal form is NFKC ([Unicode Standard Annex #15]) with, on top of it: straight quotes,
//! `-` for every dash, one kind of space, no zero-width characters, simplified characters and
//! lower case. Two texts that a reader takes for the same then compare equal. All of these
//! steps lose something (`U.S.` and `u.s.` become one), so [`Normalized`] remembers which bytes
//! of the original each character came from.
//!
//! [Unicode Standard Annex #15]: https://www.unicode.org/reports/tr15/

mod cluster;
mod punctuation;
mod simplify;

use serde::{Deserialize, Serialize};

use crate::title::Span;

/// A normalised text and its map back to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Normalized {
    text: String,
    /// Where the two texts stop running in parallel, in text order; empty for equal lengths.
    pieces: Vec<Piece>,
    original_len: usize,
}

/// What is read before it is known that its pieces fit its text.
#[derive(Deserialize)]
struct Unchecked {
    text: String,
    pieces: Vec<Piece>,
    original_len: usize,
}

impl TryFrom<Unchecked> for Normalized {
    type Error = &'static str;

    fn try_from(read: Unchecked) -> Result<Self, Self::Error> {
        let Unchecked { text, pieces, original_len } = read;
        let end = Piece { normal: text.len(), original: original_len, relation: Relation::Block };
        // What stands before the first piece runs in parallel.
        let mut last = Piece { normal: 0, original: 0, relation: Relation::Parallel };
        for &piece in pieces.iter().chain([&end]) {
            let normal = piece.normal.checked_sub(last.normal);
            let original = piece.original.checked_sub(last.original);
            let differ = last.relation == Relation::Parallel && normal != original;
            if normal.is_none() || original.is_none() || differ {
                return Err("the pieces of a normalised text do not fit it");
            }
            last = piece;
        }
        Ok(Self { text, pieces, original_len })
    }
}

/// A stretch of the text up to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Piece {
    normal: usize,
    original: usize,
    relation: Relation,
}

/// How a piece relates to the bytes it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Relation {
    /// Character for character, each with as many bytes as its origin.
    Parallel,
    /// The whole piece came from the whole original stretch.
    Block,
}

/// Brings a text to its normal form.
///
/// ```
/// use bititle::normalize::normalize;
/// use bititle::Span;
///
/// let title = "「華為」：Ｕ.S. Push";
/// let normal = normalize(title);
/// assert_eq!(normal.as_str(), "「华为」:u.s. push");
/// let us = normal.as_str().find("u.s.").unwrap();
/// assert_eq!(normal.original_span(Span::new(us, us + 4)).of(title), "Ｕ.S.");
/// ```
#[must_use]
pub fn normalize(text: &str) -> Normalized {
    let mut normalized = with_ascii_case(text);
    normalized.lowercase_ascii();
    normalized
}

/// The normal form but for the case of ASCII letters, which the segmenters still want to see.
pub(crate) fn with_ascii_case(text: &str) -> Normalized {
    let mut out = Normalized {
        text: String::with_capacity(text.len()),
        pieces: Vec::new(),
        original_len: text.len(),
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if let run @ 1.. = plain_ascii(rest) {
            out.parallel(at);
            out.text.push_str(&rest[..run]);
            at += run;
        } else if let run @ 1.. = plain_han(rest) {
            out.parallel(at);
            simplify::simplify_into(text, at..at + run, &mut out.text);
            at += run;
        } else if cluster::is_plain(c) && !cluster::continues(c, &rest[c.len_utf8()..]) {
            out.block(at);
            cluster::push_plain(c, &mut out.text);
            at += c.len_utf8();
        } else {
            let end = cluster::end(text, at);
            out.block(at);
            cluster::normalize_into(&text[at..end], &mut out.text);
            at = end;
        }
    }
    out
}

/// Bytes of printable ASCII at the start, without a last one that a combining mark may follow.
fn plain_ascii(text: &str) -> usize {
    let len = text.bytes().take_while(|b| matches!(b, b' '..=b'~')).count();
    let last = text.as_bytes()[..len].last().map(|&b| char::from(b));
    len - usize::from(last.is_some_and(|c| cluster::continues(c, &text[len..])))
}

/// Bytes of common Chinese characters at the start, without a last one that a mark follows.
fn plain_han(text: &str) -> usize {
    let is_han = |c: &[u8]| matches!(c, [0xE4, 0xB8..=0xBF, _] | [0xE5..=0xE9, ..]);
    let len = 3 * text.as_bytes().chunks_exact(3).take_while(|c| is_han(c)).count();
    let last = text[..len].chars().next_back();
    len - 3 * usize::from(last.is_some_and(|c| cluster::continues(c, &text[len..])))
}

impl Normalized {
    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length of the original in bytes.
    #[must_use]
    pub fn original_len(&self) -> usize {
        self.original_len
    }

    /// The stretch of the original that a span of the normalised text came from.
    ///
    /// Where several characters came from one (`㎏` → `kg`), a part of them leads to the whole
    /// of it. A span beyond the text is cut to it.
    #[must_use]
    pub fn original_span(&self, normal: Span) -> Span {
        let end = normal.end.min(self.text.len());
        let start = normal.start.min(end);
        let from = self.original_start(start);
        Span::new(from, if start == end { from } else { self.original_end(end) })
    }

    /// Leads spans home that come in text order: quicker than one by one.
    pub(crate) fn lead_home<'a>(&self, spans: impl Iterator<Item = &'a mut Span>) {
        let mut piece = 0;
        for span in spans {
            while self.pieces.get(piece + 1).is_some_and(|next| next.normal <= span.start) {
                piece += 1;
            }
            *span = match self.pieces.get(piece) {
                // The whole span lies in one parallel stretch, as most do.
                Some(p)
                    if p.normal <= span.start
                        && p.relation == Relation::Parallel
                        && self.holds(piece, span.end) =>
                {
                    Span::new(p.original + span.start - p.normal, p.original + span.end - p.normal)
                }
                Some(p) if span.end <= p.normal && piece == 0 => *span,
                None => *span,
                _ => self.original_span(*span),
            };
        }
    }

    /// Whether a piece reaches up to a place.
    fn holds(&self, piece: usize, end: usize) -> bool {
        self.pieces.get(piece + 1).is_none_or(|next| end <= next.normal)
    }

    fn original_start(&self, at: usize) -> usize {
        match self.piece_before(|p| p.normal <= at) {
            Some((_, p)) if p.relation == Relation::Block => p.original,
            Some((_, p)) => p.original + (at - p.normal),
            None => at,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        match self.piece_before(|p| p.normal < at) {
            Some((i, p)) if p.relation == Relation::Block => {
                self.pieces.get(i + 1).map_or(self.original_len, |next| next.original)
            }
            Some((_, p)) => p.original + (at - p.normal),
            None => at,
        }
    }

    /// The last piece for which `is_before` holds.
    fn piece_before(&self, is_before: impl Fn(&Piece) -> bool) -> Option<(usize, Piece)> {
        if self.pieces.is_empty() {
            return None;
        }
        let i = self.pieces.partition_point(is_before).checked_sub(1)?;
        Some((i, self.pieces[i]))
    }

    /// Opens or goes on with a parallel stretch at the end of the text.
    fn parallel(&mut self, original: usize) {
        if self.pieces.last().is_some_and(|p| p.relation == Relation::Block) {
            self.pieces.push(Piece {
                normal: self.text.len(),
                original,
                relation: Relation::Parallel,
            });
        }
    }

    /// Opens a block at the end of the text.
    fn block(&mut self, original: usize) {
        self.pieces.push(Piece { normal: self.text.len(), original, relation: Relation::Block });
    }

    /// Lower-cases the ASCII letters that [`with_ascii_case`] left; no byte moves.
    pub(crate) fn lowercase_ascii(&mut self) {
        self.text.make_ascii_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn normal_forms() {
        for (text, expected) in [
            ("", ""),
            ("Plain ASCII", "plain ascii"),
            ("華為欲借創新論低調進軍美國市場", "华为欲借创新论低调进军美国市场"),
            ("ＡＢＣ１２３：（甲）！", "abc123:(甲)!"),
            ("“quoted” ‘single’ „low‟", "\"quoted\" 'single' \"low\""),
            ("a–b—c―d−e", "a-b-c-d-e"),
            ("深度——报道", "深度--报道"),
            ("全形\u{3000}空格\u{a0}x\ty", "全形 空格 x y"),
            ("㎏ ½ ℃ ①", "kg 1\u{2044}2 °c 1"),
            ("CAFE\u{301} Café", "café café"),
            ("Y\u{30A} e\u{200b}\u{301} o\u{AD}\u{301} 각\u{200b}", "ẙ é ó 각"),
            ("ÉCOLE İ", "école i\u{307}"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("ｶﾞｷﾞ", "ガギ"),
            ("각", "각"),
            ("「引號」《書名》", "「引号」《书名》"),
        ] {
            assert_eq!(normalize(text).as_str(), expected, "{text:?}");
        }
    }

    #[test]
    fn spans_lead_home_through_expansion_and_deletion() {
        let text = "㎏\u{200b}：x";
        let normal = normalize(text);
        assert_eq!(normal.as_str(), "kg:x");
        let home = |start, end| normal.original_span(Span::new(start, end)).of(text);
        assert_eq!(home(0, 1), "㎏");
        assert_eq!(home(2, 3), "：");
        assert_eq!(home(3, 4), "x");
        assert_eq!(home(0, 99), text);
        assert_eq!(home(4, 4), "");
    }

    #[test]
    fn a_way_home_that_leads_nowhere_is_refused() {
        let read = |text: &str| serde_json::from_str::<Normalized>(text);
        for pieces in [
            r#"[{"normal":3,"original":0,"relation":"Block"},{"normal":2,"original":1,"relation":"Block"}]"#,
            r#"[{"normal":1,"original":9,"relation":"Block"}]"#,
            r#"[{"normal":0,"original":0,"relation":"Block"},{"normal":1,"original":18446744073709551615,"relation":"Parallel"}]"#,
            r#"[{"normal":9,"original":4,"relation":"Block"}]"#,
            r#"[{"normal":0,"original":0,"relation":"Parallel"}]"#,
        ] {
            let text = format!(r#"{{"text":"abc","pieces":{pieces},"original_len":5}}"#);
            assert!(read(&text).is_err(), "{pieces}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,24}") {
            let normal = normalize(&text);
            let written = serde_json::to_string(&normal).expect("plain data");
            prop_assert_eq!(serde_json::from_str::<Normalized>(&written).expect("written"), normal);
        }

        #[test]
        fn every_character_leads_to_its_origin(text in "\\PC{0,24}") {
            let normal = normalize(&text);
            let mut last = 0;
            for (at, c) in normal.as_str().char_indices() {
                let home = normal.original_span(Span::new(at, at + c.len_utf8()));
                prop_assert!(text.get(home.range()).is_some_and(|s| !s.is_empty()));
                prop_assert!(home.start >= last, "origins go forward");
                last = home.start;
                let again = normalize(home.of(&text));
                prop_assert!(again.as_str().contains(c) || is_contextual(c), "{c:?} from {home:?}");
            }
        }

        #[test]
        fn clusters_make_the_nfkc_of_the_whole(text in "[a-zA-Zé\u{301}\u{323}ｶﾞ㎏각ᄀᄀ각 ½İ]{0,16}") {
            let nfkc: String = text.nfkc().collect();
            prop_assert_eq!(normalize(&text), normalize(&text));
            let normal = normalize(&text);
            let again = normalize(&nfkc);
            prop_assert_eq!(normal.as_str(), again.as_str());
        }

        #[test]
        fn is_idempotent(text in "\\PC{0,24}") {
            let once = normalize(&text);
            let twice = normalize(once.as_str());
            prop_assert_eq!(twice.as_str(), once.as_str());
        }
    }

    /// Simplified with an eye on its neighbours, so it may differ when alone.
    fn is_contextual(c: char) -> bool {
        crate::title::is_han(c)
    }
}
