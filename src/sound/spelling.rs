//! From the letters of a foreign name to its sounds, by rules common to most European spellings.

use super::skeleton::Skeleton;
use super::table::{BEST, LATIN, ROWS};

/// Fewest letters of a name that is compared by sound.
const MIN_LETTERS: usize = 4;
/// Fewest consonants: vowels alone fit too many syllables.
const MIN_CONSONANTS: usize = 2;
/// Most index keys of one name; the likeliest come first.
const MAX_KEYS: usize = 12;

/// A name as rows of the score table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    rows: [u8; Self::MAX],
    len: usize,
    perfect: i16,
}

impl Spelling {
    /// Most sounds of a name; longer words are hardly ever names
    pub(super) const MAX: usize = 16;

    /// Sounds out lower-case letters; `None` where there are too few or too many of them
    pub(super) fn of(letters: &[u8]) -> Option<Self> {
        let mut spelling = Self { rows: [0; Self::MAX], len: 0, perfect: 0 };
        let mut at = 0;
        while at < letters.len() {
            let (sound, used) = Letters { letters, at }.sound();
            at += used;
            spelling.push(sound)?;
        }
        let consonants = spelling.sounds().filter(|&sound| !is_vowel(sound)).count();
        (letters.len() >= MIN_LETTERS && consonants >= MIN_CONSONANTS).then_some(spelling)
    }

    /// Rows of the score table
    pub(super) fn rows(&self) -> &[u8] {
        &self.rows[..self.len]
    }

    /// Quarter nats that the best imaginable transcription would score
    pub(super) fn perfect(&self) -> i16 {
        self.perfect
    }

    fn push(&mut self, sound: Option<u8>) -> Option<()> {
        let Some(sound) = sound else { return Some(()) };
        let row = ROWS[usize::from(sound & 0x7f)];
        *self.rows.get_mut(self.len)? = row;
        self.len += 1;
        self.perfect += i16::from(BEST[usize::from(row)]);
        Some(())
    }

    fn sounds(&self) -> impl Iterator<Item = u8> + '_ {
        self.rows().iter().map(|&row| LATIN[usize::from(row)])
    }

    /// The keys under which transcriptions of the name are likely to be found
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        let mut skeletons = vec![self.opening()];
        for sound in self.sounds() {
            skeletons = branch(&skeletons, families(sound));
        }
        skeletons.into_iter().filter_map(Skeleton::key)
    }

    fn opening(&self) -> Skeleton {
        let mut skeleton = Skeleton::default();
        if self.sounds().next().is_some_and(|sound| is_vowel(sound) || sound == b'y') {
            skeleton.push(b'V');
        }
        skeleton
    }
}

fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u' | b'E')
}

/// Every skeleton so far followed by every family, likeliest first.
fn branch(skeletons: &[Skeleton], families: &[u8]) -> Vec<Skeleton> {
    let mut longer: Vec<Skeleton> = Vec::with_capacity(MAX_KEYS);
    for skeleton in skeletons {
        for &family in families {
            let mut next = *skeleton;
            next.push(family);
            if longer.len() < MAX_KEYS && !longer.contains(&next) {
                longer.push(next);
            }
        }
    }
    longer
}

/// Families of Chinese consonants that one Latin sound is commonly written with, likeliest first;
/// `-` where it is commonly not heard.
fn families(sound: u8) -> &'static [u8] {
    match sound {
        b'b' | b'p' => b"P",
        b'c' => b"JS",
        b'd' => b"T-",
        b't' => b"T-J",
        b'f' => b"F",
        b'g' | b'q' => b"KJ-",
        b'h' => b"K-J",
        b'j' => b"J-SK",
        b'k' => b"KJ",
        b'l' => b"LR",
        b'm' => b"M",
        b'n' | b'N' => b"N",
        b'r' => b"L",
        b's' => b"SJ-",
        b'v' => b"WFP",
        b'w' => b"W-",
        b'x' => b"-KSJ",
        b'z' | b'S' | b'J' => b"SJ",
        b'C' => b"JSK",
        b'G' => b"KJS",
        b'H' => b"-K",
        b'L' => b"RL",
        b'M' => b"NM",
        b'Q' => b"NK",
        b'R' => b"R",
        b'T' => b"TS",
        b'Z' => b"ST",
        _ => b"-",
    }
}

/// Sound made at one place of a word, `None` for the first of doubled letters, and letters used.
type Sounded = (Option<u8>, usize);

/// A place in a word, with the letters around it.
#[derive(Clone, Copy)]
struct Letters<'a> {
    letters: &'a [u8],
    at: usize,
}

impl Letters<'_> {
    /// The letter `ahead` places on; zero past the end.
    fn ahead(self, ahead: usize) -> u8 {
        self.letters.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn before(self) -> u8 {
        self.at.checked_sub(1).and_then(|at| self.letters.get(at)).copied().unwrap_or(0)
    }

    fn vowel_at(self, ahead: usize) -> bool {
        is_vowel(self.ahead(ahead)) || self.ahead(ahead) == b'y'
    }

    fn soft_at(self, ahead: usize) -> bool {
        matches!(self.ahead(ahead), b'e' | b'i' | b'y')
    }

    fn starts(self, letters: &str) -> bool {
        self.letters[self.at..].starts_with(letters.as_bytes())
    }

    fn sound(self) -> Sounded {
        let letter = self.ahead(0);
        if is_vowel(letter) || letter == b'y' {
            return self.vowel();
        }
        if letter == self.ahead(1) {
            return (None, 1);
        }
        let (sound, used) = self.digraph().unwrap_or_else(|| (self.single(), 1));
        (Some(sound), used)
    }

    fn vowel(self) -> Sounded {
        let last = self.at + 1 == self.letters.len();
        match (self.ahead(0), self.ahead(1)) {
            (b'e', b'e') => (Some(b'i'), 2),
            (b'o', b'o') => (Some(b'u'), 2),
            (b'y', next) if is_vowel(next) => (Some(b'y'), 1),
            (b'y', _) => (Some(b'i'), 1),
            (b'e', _) if last && self.at > 2 && !is_open(self.before()) => (Some(b'E'), 1),
            (letter, _) => (Some(letter), 1),
        }
    }

    /// Letters that make one sound together.
    fn digraph(self) -> Option<(u8, usize)> {
        let pair = match [self.ahead(0), self.ahead(1)] {
            [b's', b'c'] if self.starts("sch") => return Some((b'S', 3)),
            [b't', b'c'] if self.starts("tch") => return Some((b'C', 3)),
            [b'c', b'h' | b'z'] => b'C',
            [b'c' | b'k', b'k' | b'h'] => b'k',
            [b's', b'h'] => b'S',
            [b's', b'z'] => b's',
            [b's', b'c'] if self.soft_at(2) => b's',
            [b't', b'h'] => b'T',
            [b't', b'z' | b's'] => b'Z',
            [b'p', b'h'] => b'f',
            [b'g', b'h'] if self.at == 0 => b'g',
            [b'g', b'h'] => b'H',
            [b'g', b'u'] if matches!(self.ahead(2), b'e' | b'i') => b'g',
            [b'd', b'g'] if matches!(self.ahead(2), b'e' | b'y') => b'G',
            [b'z', b'h'] => b'J',
            [b'q', b'u'] => b'q',
            [b'n', b'g'] if !self.vowel_at(2) => b'Q',
            _ => return None,
        };
        Some((pair, 2))
    }

    fn single(self) -> u8 {
        let letter = self.ahead(0);
        let open = self.vowel_at(1);
        match letter {
            b'c' if self.soft_at(1) => b'c',
            b'g' if self.soft_at(1) => b'G',
            b'c' | b'q' => b'k',
            b'w' if !open => b'u',
            b'h' if self.at == 0 || (open && is_vowel(self.before())) => b'h',
            b'h' | b'l' | b'm' | b'n' | b'r' if !open || letter == b'h' => {
                letter.to_ascii_uppercase()
            }
            _ => letter,
        }
    }
}

/// Whether a final *e* after this letter is a vowel of its own.
fn is_open(letter: u8) -> bool {
    is_vowel(letter) || letter == b'y'
}
