//! Names by sound: a Latin word of the English title that a stretch of the Chinese one spells.

use rustc_hash::FxHashSet;

use super::weights::name_shared;
use super::{Hit, Key, MOST_COMPARED, Rarity};
use crate::normalize::Normalized;
use crate::segment::Title;
use crate::sound::{ChineseSound, LatinSound, THRESHOLD, best_match};
use crate::title::{Language, Span, TokenKind};

/// What a title offers to be compared by sound.
#[derive(Debug, Clone)]
pub(super) enum Names {
    /// The words of an English title that can be names.
    Latin(Vec<Name>),
    /// The characters of a Chinese title, the keys of its stretches and the way home.
    Chinese { sound: ChineseSound, keys: Vec<Key>, text: Normalized },
}

/// A word that can be a name.
#[derive(Debug, Clone)]
pub(super) struct Name {
    sound: LatinSound,
    keys: Vec<Key>,
    span: Span,
}

impl Names {
    pub(super) fn of(title: &Title) -> Self {
        match title.language {
            Language::English => Self::Latin(latin(title)),
            Language::Chinese => {
                let sound = ChineseSound::new(title.text.as_str());
                let mut keys: Vec<Key> =
                    sound.keys().into_iter().map(|key| Key::of(("sound", key))).collect();
                keys.sort_unstable();
                keys.dedup();
                Self::Chinese { sound, keys, text: title.text.clone() }
            }
        }
    }

    /// Everything by which a counterpart can be found.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        let (names, chinese): (&[Name], &[Key]) = match self {
            Self::Latin(names) => (names, &[]),
            Self::Chinese { keys, .. } => (&[], keys),
        };
        names.iter().flat_map(|n| n.keys.iter().copied()).chain(chinese.iter().copied())
    }

    /// The names of an English title that a Chinese one spells.
    pub(super) fn hits(&self, chinese: &Self, rarity: &Rarity) -> impl Iterator<Item = Hit> {
        let (Self::Latin(names), Self::Chinese { sound, keys, text }) = (self, chinese) else {
            return Vec::new().into_iter();
        };
        let hit = |name: &Name| {
            let shared = name.keys.iter().filter(|key| keys.binary_search(key).is_ok());
            let frequency = shared.map(|&key| rarity.frequency(key)).reduce(f32::min)?;
            let found = best_match(&name.sound, sound).filter(|m| m.similarity >= THRESHOLD)?;
            let log_odds = name_shared(found.similarity, frequency);
            let chinese = text.original_span(Span::new(found.start, found.end));
            Some(Hit { english: name.span, chinese, log_odds })
        };
        names.iter().filter_map(hit).collect::<Vec<Hit>>().into_iter()
    }
}

/// The words of an English title that can be names, each once.
fn latin(title: &Title) -> Vec<Name> {
    let mut seen = FxHashSet::default();
    let words = title.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let fresh = words.filter(|t| seen.insert(title.normal_form(t)));
    let names = fresh.filter_map(|token| {
        let sound = LatinSound::new(title.normal_form(token))?;
        let keys = sound.keys().into_iter().map(|key| Key::of(("sound", key))).collect();
        Some(Name { sound, keys, span: token.span })
    });
    names.take(MOST_COMPARED).collect()
}
