//! Titles to tokens.
//!
//! English is cut at the word bounds of [UAX #29], with what titles keep together joined again
//! (`U.S.`, `AT&T`, `COVID-19`, `$1.5bn`); Chinese is simplified and cut by jieba. Numbers and
//! dates of both become values ([`quantity`]).
//!
//! [UAX #29]: https://www.unicode.org/reports/tr29/

mod chinese;
mod english;
pub mod quantity;
mod title;

use std::sync::{Arc, LazyLock};

use jieba_rs::Jieba;

use crate::error::{Error, Result};
use crate::normalize::{normalize, with_ascii_case};
use crate::title::{Language, Span, Token, TokenKind};
pub use title::Title;

/// Cuts titles into tokens. Cheap to clone and to share: all clones use one dictionary.
///
/// The dictionary is loaded when the first Chinese title needs it (some 0.15 s), never before.
///
/// ```
/// use bititle::{Language, segment::Segmenter};
///
/// let segmenter = Segmenter::builtin();
/// let title = segmenter.segment(Language::English, "China's COVID-19 bill: $1.5bn");
/// let words: Vec<&str> = title.words().collect();
/// assert_eq!(words, ["china", "covid-19", "bill", "$1.5bn"]);
///
/// let title = segmenter.segment(Language::Chinese, "華為欲進軍美國市場");
/// let words: Vec<&str> = title.words().collect();
/// assert_eq!(words, ["华为", "欲", "进军", "美国市场"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Segmenter {
    /// A dictionary with the caller's words; `None` stands for the shared one.
    own: Option<Arc<Jieba>>,
}

fn shared() -> &'static Jieba {
    static SHARED: LazyLock<Jieba> = LazyLock::new(Jieba::new);
    &SHARED
}

/// Characters of the longest word that can be added.
const LONGEST_ADDED: usize = 64;

/// Signs at which jieba does not cut.
const SIGNS_IN_WORDS: [char; 7] = ['+', '#', '&', '.', '_', '%', '-'];

/// The longest word that is taken apart, in bytes: jieba takes the square of its length.
const LONGEST_TAKEN_APART: usize = 256;

impl Segmenter {
    /// The segmenter with jieba's own dictionary.
    #[must_use]
    pub fn builtin() -> Self {
        Self::default()
    }

    /// Teaches it a Chinese word, in simplified or traditional characters, so that the word is
    /// kept whole from now on. Clones made before do not learn it.
    ///
    /// The first word costs a copy of the dictionary (some 30 MB).
    ///
    /// ```
    /// use bititle::{segment::Segmenter, Language};
    /// let mut segmenter = Segmenter::builtin();
    /// segmenter.add_word("锤哥科技厂")?;
    /// let title = segmenter.segment(Language::Chinese, "锤哥科技厂上市");
    /// assert_eq!(title.words().next(), Some("锤哥科技厂"));
    /// # Ok::<(), bititle::Error>(())
    /// ```
    ///
    /// # Errors
    /// The word is empty, has more than 64 characters, or has white space or a sign at which titles
    /// are cut, such as a colon or a middle dot.
    pub fn add_word(&mut self, word: &str) -> Result<()> {
        let normal = with_ascii_case(word);
        let normal = normal.as_str();
        // Looking for longer ones would cost the square of their length in each title.
        if normal.chars().nth(LONGEST_ADDED).is_some() {
            let what = format!("a word of more than {LONGEST_ADDED} characters");
            return Err(Error::invalid(what).in_field("word"));
        }
        let is_held = |c: char| c.is_alphanumeric() || SIGNS_IN_WORDS.contains(&c);
        if !normal.contains(char::is_alphanumeric) || !normal.chars().all(is_held) {
            let what = format!("{word:?} is not one word: titles are cut at its signs");
            return Err(Error::invalid(what).in_field("word"));
        }
        let dictionary = self.own.get_or_insert_with(|| Arc::new(shared().clone()));
        Arc::make_mut(dictionary).add_word(normal, None, None);
        Ok(())
    }

    /// A title whose tokens are given: words split by white space.
    ///
    /// ```
    /// use bititle::{segment::Segmenter, Language};
    /// let title = Segmenter::builtin().pretokenized(Language::Chinese, "美国 市场 。");
    /// assert_eq!(title.tokens.len(), 3);
    /// ```
    #[must_use]
    pub fn pretokenized(&self, language: Language, text: &str) -> Title {
        self.title(language, text, |_, normal| {
            let start = |word: &str| word.as_ptr().addr() - normal.as_ptr().addr();
            let words = normal
                .split_whitespace()
                .map(|word| cut(Span::new(start(word), start(word) + word.len()), kind_of(word)));
            words.collect()
        })
    }

    /// Cuts a title. Any text has an answer: an empty one, or one in another language, gives the
    /// tokens that the rules of `language` find in it. White space is no token; nothing else is
    /// left out. Time is linear in the length.
    #[must_use]
    pub fn segment(&self, language: Language, text: &str) -> Title {
        self.title(language, text, |segmenter, normal| match language {
            Language::English => english::tokens(normal),
            Language::Chinese => chinese::tokens(segmenter.dictionary(), normal),
        })
    }

    fn title(
        &self,
        language: Language,
        text: &str,
        tokens: impl FnOnce(&Self, &str) -> Vec<Token>,
    ) -> Title {
        let mut normal = with_ascii_case(text);
        let mut tokens = tokens(self, normal.as_str());
        normal.lead_home(tokens.iter_mut().map(|token| &mut token.span));
        join_overlapping(&mut tokens, normal.as_str());
        normal.lowercase_ascii();
        Title { language, text: normal, tokens }
    }

    /// The words inside a coarse word, longest reading first left to right, without the word
    /// itself: `美国市场` → `美国`, `市场`; `e-commerce` → `e`, `commerce`. Empty for a word that
    /// has no parts, or is longer than 256 bytes. Spans are into `word`.
    ///
    /// ```
    /// use bititle::{Language, segment::Segmenter};
    /// let parts = Segmenter::builtin().parts(Language::Chinese, "美国市场");
    /// let parts: Vec<&str> = parts.iter().map(|p| p.of("美国市场")).collect();
    /// assert_eq!(parts, ["美国", "市场"]);
    /// ```
    #[must_use]
    pub fn parts(&self, language: Language, word: &str) -> Vec<Span> {
        match language {
            _ if word.len() > LONGEST_TAKEN_APART => Vec::new(),
            Language::English => english::parts(word),
            Language::Chinese => {
                let normal = normalize(word);
                let parts = chinese::parts(self.dictionary(), normal.as_str());
                parts.into_iter().map(|part| normal.original_span(part)).collect()
            }
        }
    }

    fn dictionary(&self) -> &Jieba {
        self.own.as_deref().unwrap_or_else(|| shared())
    }
}

/// Joins what was cut inside one character of the original (`¼` is `1⁄4`, a letter and its marks).
fn join_overlapping(tokens: &mut Vec<Token>, normal: &str) {
    tokens.dedup_by(|next, last| {
        let overlaps = next.span.start < last.span.end;
        if overlaps {
            last.span.end = next.span.end;
            last.normal.end = next.normal.end;
            last.kind = kind_of(last.normal.of(normal));
        }
        overlaps
    });
}

/// A token of the normalised text, its span not yet led home.
fn cut(normal: Span, kind: TokenKind) -> Token {
    Token { span: normal, normal, kind }
}

/// What a stretch of normalised text is, by its first and following characters.
fn kind_of(text: &str) -> TokenKind {
    let mut chars = text.chars();
    match chars.next() {
        Some('\u{4E00}'..='\u{9FFF}' | 'a'..='z' | 'A'..='Z') => TokenKind::Word,
        Some('0'..='9') => {
            if chars.all(|c| matches!(c, '0'..='9' | '.' | ',' | '%')) {
                TokenKind::Number
            } else {
                TokenKind::Word
            }
        }
        Some(c) if c.is_alphanumeric() => TokenKind::Word,
        // `.NET`, `+86`: a word or number with its sign.
        Some('.' | '$' | '€' | '£' | '¥' | '#' | '@' | '&' | '+' | '-')
            if text.len() > 1 && text.chars().any(char::is_alphanumeric) =>
        {
            if text.chars().any(char::is_alphabetic) { TokenKind::Word } else { TokenKind::Number }
        }
        _ => TokenKind::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(language: Language, text: &str) -> Vec<String> {
        let title = Segmenter::builtin().segment(language, text);
        title.tokens.iter().map(|t| t.span.of(text).to_owned()).collect()
    }

    #[test]
    fn chinese_words_keep_their_original_characters() {
        assert_eq!(
            words(Language::Chinese, "華為欲借創新論低調進軍美國市場").concat(),
            "華為欲借創新論低調進軍美國市場"
        );
        assert_eq!(
            words(Language::Chinese, "特斯拉賣出25億股，漲３％"),
            ["特斯拉", "賣出", "25億", "股", "，", "漲", "３％"]
        );
    }

    #[test]
    fn digits_take_their_scale() {
        for (text, expected) in [
            ("1.5万亿美元", "1.5万亿 美元"),
            ("1500万", "1500万"),
            ("2023万科年报", "2023 万科 年报"),
        ] {
            assert_eq!(words(Language::Chinese, text).join(" "), expected);
        }
    }

    #[test]
    fn a_dot_begins_a_word_in_both_languages() {
        for (text, expected) in [
            ("用.NET写", "用 .NET 写"),
            (".NET商店", ".NET 商店"),
            ("ASP.NET教程", "ASP.NET 教程"),
            ("共3.NET", "共 3.NET"),
            ("等..NET", "等 .. NET"),
            ("用. NET", "用 . NET"),
            ("用.net", "用 . net"),
        ] {
            assert_eq!(words(Language::Chinese, text).join(" "), expected);
        }
        assert_eq!(words(Language::English, "A .NET shop"), ["A", ".NET", "shop"]);
    }

    #[test]
    fn added_words_are_kept_whole() {
        let mut segmenter = Segmenter::builtin();
        let before = segmenter.clone();
        segmenter.add_word("錘哥科技廠").unwrap();
        let count = |s: &Segmenter| s.segment(Language::Chinese, "锤哥科技厂").tokens.len();
        assert_eq!((count(&before) > 1, count(&segmenter)), (true, 1));
        assert!(segmenter.add_word("两 词").is_err());
        for wrong in ["", "\u{200B}", "约翰·史密斯", "小米:汽车", "两\t词", "-"] {
            assert!(segmenter.add_word(wrong).is_err(), "{wrong:?}");
        }
        for word in ["锤子T1-C", "北斗3.5", "厂+"] {
            segmenter.add_word(word).unwrap();
            let tokens = segmenter.segment(Language::Chinese, &format!("新款{word}上市")).tokens;
            assert!(tokens.len() <= 3, "{word}: {tokens:?}");
        }
        assert!(segmenter.add_word(&"厂".repeat(64)).is_ok());
        assert!(segmenter.add_word(&"厂".repeat(65)).is_err());
    }

    #[test]
    fn words_without_end_have_no_parts() {
        let segmenter = Segmenter::builtin();
        let long = "a-".repeat(129);
        assert!(segmenter.parts(Language::English, &long).is_empty());
        assert!(segmenter.parts(Language::Chinese, &"a.".repeat(129)).is_empty());
        assert_eq!(segmenter.parts(Language::English, &long[..256]).len(), 128);
    }

    #[test]
    fn a_token_holds_whole_characters() {
        // A mark that jieba cuts off, found by fuzzing; one character that becomes three.
        assert_eq!(
            words(Language::Chinese, "Messi\u{64C}till 球王"),
            ["Messi\u{64C}", "till", "球王"]
        );
        assert_eq!(words(Language::English, "¼ of㎏"), ["¼", "of㎏"]);
    }

    #[test]
    fn odd_texts_have_answers() {
        for text in ["", " \t\n", "👍🏽👍", "日本の首相が辞任", "한국어 제목", "\u{301}\u{301}", "\0"]
        {
            for language in [Language::English, Language::Chinese] {
                let _ = words(language, text);
            }
        }
        let long = "华为".repeat(200_000);
        assert!(words(Language::Chinese, &long).len() >= 200_000);
    }

    proptest! {
        #[test]
        fn only_white_space_stands_between_tokens(text in "([a-zA-Z0-9'’&.,+$%€ -]|华|為|市場|三千万|：|\\PC){0,20}") {
            for language in [Language::English, Language::Chinese] {
                let title = Segmenter::builtin().segment(language, &text);
                let mut last = 0;
                for token in &title.tokens {
                    prop_assert!(token.span.start >= last, "tokens overlap");
                    let gap = text.get(last..token.span.start).unwrap_or("");
                    prop_assert!(normalize(gap).as_str().trim().is_empty(), "{gap:?} was lost");
                    let normal = normalize(token.span.of(&text));
                    prop_assert!(!normal.as_str().is_empty());
                    last = token.span.end;
                }
                prop_assert!(normalize(&text[last..]).as_str().trim().is_empty());
            }
        }

        #[test]
        fn a_span_spells_its_token(text in "[a-zA-Z0-9'’&., $%华為市場三千万：-]{0,24}") {
            for language in [Language::English, Language::Chinese] {
                let title = Segmenter::builtin().segment(language, &text);
                for token in &title.tokens {
                    let normal = normalize(token.span.of(&text));
                    prop_assert_eq!(normal.as_str(), title.normal_form(token));
                }
            }
        }
    }
}
