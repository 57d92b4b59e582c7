//! Bytes to text, right or not at all.

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE};

use super::declared::declared;
use crate::error::{Error, Result};

/// An encoding of the Encoding Standard: UTF-8, UTF-16, GB18030, Big5, Windows-1252 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// The encoding of a label as pages have it, in any case.
    ///
    /// ```
    /// use bititle::read::Encoding;
    /// assert_eq!(Encoding::from_label("gb2312").unwrap().name(), "GBK");
    /// assert_eq!(Encoding::from_label("klingon"), None);
    /// ```
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }

    /// Its name in the Encoding Standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The text of bytes, whatever encoding they are in; never a guess that may be wrong.
///
/// A byte order mark decides first, then `told`. Without either, bytes that are UTF-8 are; else what a page
/// or feed declares of itself (`<meta charset>`, `<?xml encoding?>`) counts; else GB18030, Big5 and UTF-16 are
/// told apart where some eight Chinese characters stand in them that are common in one and would be rare in
/// the others. The mark is taken off.
///
/// # Errors
/// With the line and byte: bytes that are not of their encoding, or from which it cannot be told; UTF-32.
///
/// ```
/// use bititle::read::decode;
/// assert_eq!(decode("\u{FEFF}渡轮".as_bytes(), None)?, "渡轮");
/// let refused = decode(b"Caf\xE9", None).unwrap_err().to_string();
/// assert!(refused.starts_with("line 1: byte 4 (0xE9) is not UTF-8"), "{refused}");
/// # Ok::<(), bititle::Error>(())
/// ```
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> Result<String> {
    if is_utf_32(bytes) {
        return Err(Error::invalid("the text is UTF-32, which is not read").at_line(1));
    }
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return strict(&bytes[length..], marked);
    }
    if let Some(Encoding(told)) = told {
        return strict(bytes, told);
    }
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    match (unmarked_utf_16(bytes, is_utf_8), declared(bytes)) {
        (Some(utf_16), _) => strict(bytes, utf_16),
        _ if is_utf_8 => strict(bytes, encoding_rs::UTF_8),
        (_, Some(declared)) => strict(bytes, declared),
        _ => match chinese(bytes) {
            Some(encoding) => strict(bytes, encoding),
            None => Err(refuse(bytes, "UTF-8, and it cannot be told what else it is")),
        },
    }
}

/// Whether a text has the mark of UTF-32, which begins with that of UTF-16, or consists of its units alone.
fn is_utf_32(bytes: &[u8]) -> bool {
    let units = || bytes.chunks_exact(4);
    let all = |zeros: [usize; 2]| units().all(|unit| zeros.iter().all(|&at| unit[at] == 0));
    bytes.starts_with(&[0xFF, 0xFE, 0, 0])
        || bytes.starts_with(&[0, 0, 0xFE, 0xFF])
        || (bytes.len() >= 8 && bytes.len().is_multiple_of(4) && (all([2, 3]) || all([0, 1])))
}

fn strict(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String> {
    if encoding == encoding_rs::UTF_8 {
        let text = std::str::from_utf8(bytes).map_err(|_| refuse(bytes, "UTF-8"))?;
        return Ok(text.to_owned());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let wanted = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(wanted.unwrap_or(0));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, read) => {
            let line = text.matches('\n').count() + 1;
            let what = format!("byte {read} of the text is not {}", encoding.name());
            Err(Error::invalid(what).at_line(line))
        }
    }
}

/// The first place where bytes are no UTF-8.
fn refuse(bytes: &[u8], what: &str) -> Error {
    let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let before = &bytes[..valid];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let byte = bytes.get(valid).copied().unwrap_or(0);
    let what = format!("byte {} (0x{byte:02X}) is not {what}", valid - start + 1);
    Error::invalid(what).at_line(line)
}

/// So many Chinese characters must speak for an encoding.
const LEAST_SEEN: usize = 8;
/// This share of them must be common ones,
const COMMON: f32 = 0.9;
/// and at most that share by any other encoding.
const BY_CHANCE: f32 = 0.75;

/// GB18030 or Big5, where one of them is plain.
fn chinese(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let shares = [
        // The 3,755 characters of level 1 of GB 2312, with full-width punctuation.
        (encoding_rs::GB18030, common(bytes, 0xB0..=0xD7, 0xA1)),
        // The 5,401 characters of level 1 of Big5.
        (encoding_rs::BIG5, common(bytes, 0xA4..=0xC6, 0x40)),
    ];
    let best = shares.iter().find(|(_, share)| *share >= COMMON)?;
    let alone = shares.iter().all(|other| other == best || other.1 <= BY_CHANCE);
    let possible = best.0 != encoding_rs::BIG5 || has_low_trails(bytes);
    (alone && possible).then_some(best.0)
}

/// Whether second bytes are those of ASCII letters now and then: always in Big5, never in EUC.
fn has_low_trails(bytes: &[u8]) -> bool {
    let low = bytes.windows(2).filter(|pair| pair[0] >= 0xA4 && matches!(pair[1], 0x40..=0x7E));
    low.count() * 10 > bytes.iter().filter(|&&byte| byte >= 0x80).count() / 2
}

/// Of the pairs of bytes beyond ASCII, the share that are common characters or punctuation; 0 where
/// too few are there.
fn common(bytes: &[u8], leads: std::ops::RangeInclusive<u8>, least_trail: u8) -> f32 {
    let (mut seen, mut known) = (0usize, 0usize);
    let mut at = 0;
    while at < bytes.len() {
        let (lead, trail) = (bytes[at], bytes.get(at + 1).copied().unwrap_or(0));
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let is_common = leads.contains(&lead) && trail >= least_trail;
        let is_punctuation = (0xA1..=0xA3).contains(&lead);
        seen += usize::from(!is_punctuation);
        known += usize::from(is_common);
        // Characters of four bytes have a digit second.
        at += if trail.is_ascii_digit() { 4 } else { 2 };
    }
    if seen < LEAST_SEEN { 0.0 } else { known as f32 / seen as f32 }
}

/// UTF-16 without a mark, where one byte order gives common characters and the other does not.
fn unmarked_utf_16(bytes: &[u8], is_utf_8: bool) -> Option<&'static encoding_rs::Encoding> {
    let zeros = bytes.iter().filter(|&&byte| byte == 0).count();
    // A stray zero in a text of one byte a letter is no sign.
    if !bytes.len().is_multiple_of(2) || zeros == 0 || (is_utf_8 && zeros * 3 < bytes.len()) {
        return None;
    }
    let share = |order: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|unit| order([unit[0], unit[1]]));
        let known = units.filter(
            |unit| matches!(unit, 9..=0x7E | 0x3000..=0x303F | 0x4E00..=0x9FA5 | 0xFF01..=0xFF5E),
        );
        known.count() as f32 / (bytes.len() / 2) as f32
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match () {
        () if little >= COMMON && big <= BY_CHANCE => Some(UTF_16LE),
        () if big >= COMMON && little <= BY_CHANCE => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "渡轮票价再度上调\n诺基亚卖出三千万部手机\n";
    const TRADITIONAL: &str = "渡輪票價再度上調\n諾基亞賣出三千萬部手機\n";

    fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn each_encoding_is_read_right_without_being_told() {
        for text in [SIMPLIFIED, TRADITIONAL] {
            assert_eq!(decode(text.as_bytes(), None).unwrap(), text);
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let mixed = format!("Ferry {text}");
                assert_eq!(decode(&utf_16(&mixed, order), None).unwrap(), mixed);
                let marked = format!("\u{FEFF}{text}");
                assert_eq!(decode(&utf_16(&marked, order), None).unwrap(), text);
            }
        }
        let gb = encoded(SIMPLIFIED, encoding_rs::GB18030);
        assert_eq!(decode(&gb, None).unwrap(), SIMPLIFIED);
        let big5 = encoded(TRADITIONAL, encoding_rs::BIG5);
        assert_eq!(decode(&big5, None).unwrap(), TRADITIONAL);
    }

    #[test]
    fn what_is_told_or_declared_is_obeyed() {
        let short = encoded("渡輪", encoding_rs::BIG5);
        assert!(decode(&short, None).is_err(), "too short to tell");
        assert_eq!(decode(&short, Encoding::from_label("big5")).unwrap(), "渡輪");
        for start in ["<meta charset=big5>", "<?xml version='1.0' encoding='Big5'?>"] {
            let bytes = [start.as_bytes(), &short].concat();
            assert_eq!(decode(&bytes, None).unwrap(), format!("{start}渡輪"));
        }
        let stale = format!("<meta charset=gb2312>{SIMPLIFIED}");
        assert_eq!(decode(stale.as_bytes(), None).unwrap(), stale, "saved anew as UTF-8");
    }

    #[test]
    fn only_a_declaration_declares() {
        let (body, gbk) = ("<h1>诺基亚卖出三千万部手机</h1>", encoding_rs::GBK);
        for head in [
            "<script src=a charset=\"big5\"></script><meta charset=gbk>",
            "<script src=a charset='utf-8'></script><META Charset = 'GBK'>",
            "<!-- charset=big5 --><!-- <meta charset=big5> --><meta charset=gbk>",
            "<meta name=description content='charset=big5'><meta charset=gbk>",
            "<title>charset=big5 <meta charset=big5></title><meta charset=gbk>",
            "<meta http-equiv=Content-Type content='text/html; charset = gbk'>",
            "<script charset=big5></script>",
        ] {
            let page = format!("{head}{body}");
            let found = decode(&encoded(&page, gbk), None);
            assert_eq!(found.expect(head), page);
        }
    }

    #[test]
    fn utf_32_is_refused() {
        for order in [u32::to_le_bytes, u32::to_be_bytes] {
            for text in ["\u{FEFF}Ferry", "Ferry fares", "\u{FEFF}渡轮"] {
                let bytes: Vec<u8> = text.chars().flat_map(|c| order(c.into())).collect();
                let refused = decode(&bytes, None).unwrap_err().to_string();
                assert_eq!(refused, "line 1: the text is UTF-32, which is not read", "{text}");
            }
        }
        assert_eq!(decode(&utf_16("\u{FEFF}a\0", u16::to_le_bytes), None).unwrap(), "a\0");
    }

    #[test]
    fn what_is_not_of_its_encoding_is_refused_with_the_place() {
        let place = |bytes: &[u8], label| {
            decode(bytes, Encoding::from_label(label)).unwrap_err().to_string()
        };
        assert_eq!(place(b"one\ntwo \xFF", "utf-8"), "line 2: byte 5 (0xFF) is not UTF-8");
        assert!(place(b"one\n\x80\xFF", "big5").starts_with("line 2: byte "));
        assert!(place(b"o\0n\0\n\0\0\xD8o\0", "utf-16le").starts_with("line 2: byte "));
        assert!(decode(b"one\n\xE5\x8D\n", None).is_err());
        assert_eq!(decode(b"a\0b", None).unwrap(), "a\0b", "a stray zero is no UTF-16");
    }

    #[test]
    fn other_languages_of_two_bytes_are_refused_rather_than_misread() {
        for (text, encoding) in [
            ("한국어 제목은 중국어가 아닙니다 그래서 거절합니다", encoding_rs::EUC_KR),
            ("日本語の題名は中国語ではないので断られる", encoding_rs::EUC_JP),
            ("日本語の題名は中国語ではないので断られる", encoding_rs::SHIFT_JIS),
            ("Цены на паром снова растут", encoding_rs::WINDOWS_1251),
            ("Цены на паром снова растут", encoding_rs::KOI8_R),
        ] {
            let found = decode(&encoded(text, encoding), None);
            assert!(found.is_err(), "{}: {found:?}", encoding.name());
        }
    }
}
