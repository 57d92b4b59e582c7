//! Foreign names and their Chinese transcriptions, compared sound by sound.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

use super::skeleton::Skeleton;
use super::spelling::Spelling;
use super::table::{BARE, CHARACTERS, FAMILIES, HAN, LATIN, READ_AS, SCORES};

/// Sounds of one syllable at most (`qiao`, `xiang`).
const MAX_SOUNDS: usize = 4;
/// Fewest characters of a transcription; one syllable alone proves nothing.
const MIN_CHARACTERS: usize = 2;
/// Most characters looked at for one index key: enough for three consonants nearly always.
const KEY_CHARACTERS: usize = 5;
/// Row of [`SCORES`] for Chinese sounds with no Latin counterpart.
const ADDED: usize = LATIN.len();
/// Below any reachable score, and far from overflow.
const UNREACHED: i32 = i32::MIN / 2;
/// Share of a perfect score that is asked of every name, so that long names need more evidence.
const ASKED: f32 = 0.3;
/// Quarter nats in a nat, the unit of [`SCORES`].
const UNITS: f32 = 4.0;
/// Evidence in nats, beyond what is asked, at which a match becomes worth reporting: measured to be
/// right for nine names of ten, and wrong for fewer than one in a thousand ordinary titles.
const EVEN: f32 = 2.5;
/// How fast certainty grows with evidence; less than one since neighbouring sounds depend on
/// each other.
const SLOPE: f32 = 0.5;

/// One character of a transcription: columns of the score table, and what the character adds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sounds {
    columns: [u8; MAX_SOUNDS],
    len: u8,
    bonus: i8,
}

impl Sounds {
    /// The sounds of `c`, if it is used to transcribe names
    pub(super) fn of(c: char) -> Option<Self> {
        SOUNDS.get(&c).copied()
    }

    fn new(c: char, bonus: i8) -> Option<Self> {
        let mut sounds = Self { bonus, ..Self::default() };
        let reading = reading(c)?;
        let (initial, rime) = split(reading);
        sounds.push(initial);
        sounds.push(if carried(c, initial, rime) { "0" } else { heard(rime) });
        // A character that only lengthens a name must cost something, or windows would creep.
        let added: i8 = sounds.columns().map(|column| SCORES[ADDED][column + 1]).sum();
        sounds.bonus = bonus.min(-1 - added);
        Some(sounds)
    }

    fn push(&mut self, letters: &str) {
        for letter in letters.bytes() {
            let column = HAN.iter().position(|&h| h == letter).and_then(|c| u8::try_from(c).ok());
            if let (Some(column), Some(slot)) =
                (column, self.columns.get_mut(usize::from(self.len)))
            {
                *slot = column;
                self.len += 1;
            }
        }
    }

    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.columns[..usize::from(self.len)].iter().map(|&c| usize::from(c))
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    fn families(&self) -> impl Iterator<Item = u8> + '_ {
        self.columns().map(|column| FAMILIES[column])
    }
}

static SOUNDS: LazyLock<FxHashMap<char, Sounds>> = LazyLock::new(|| {
    let graded =
        CHARACTERS.iter().flat_map(|&(bonus, group)| group.chars().map(move |c| (c, bonus)));
    graded.filter_map(|(c, bonus)| Some((c, Sounds::new(c, bonus)?))).collect()
});

fn reading(c: char) -> Option<&'static str> {
    let special = READ_AS.iter().find(|&&(other, _)| other == c);
    special.map(|&(_, reading)| reading).or_else(|| Some(c.to_pinyin()?.plain()))
}

/// Splits a reading into its initial, in the letters of [`HAN`], and the rest.
fn split(reading: &str) -> (&str, &str) {
    let (initial, rime) = match reading.get(..2) {
        Some("zh") => ("Z", &reading[2..]),
        Some("ch") => ("C", &reading[2..]),
        Some("sh") => ("S", &reading[2..]),
        Some("er") => ("8", ""),
        _ if reading.starts_with(['a', 'e', 'o']) => ("", reading),
        _ => reading.split_at_checked(1).unwrap_or((reading, "")),
    };
    let unheard = initial == "y" && rime.starts_with('i') || initial == "w" && rime == "u";
    (if unheard { "" } else { initial }, rime)
}

/// Whether the vowel only carries the consonant, as in 特 or 斯.
fn carried(c: char, initial: &str, rime: &str) -> bool {
    BARE.contains(c) || (rime == "i" && matches!(initial, "Z" | "C" | "S" | "r" | "z" | "c" | "s"))
}

/// The vowels and the ending of a rime, in the letters of [`HAN`].
fn heard(rime: &str) -> &str {
    match rime {
        "ü" => "u",
        "ei" => "e",
        "ou" | "uo" => "o",
        "an" => "av",
        "en" => "ev",
        "ang" => "aN",
        "eng" => "eN",
        "ong" => "oN",
        "ian" => "iav",
        "in" => "iv",
        "iang" => "iaN",
        "ing" => "iN",
        "iong" => "ioN",
        "ui" | "üe" => "ue",
        "uan" => "uav",
        "un" => "uv",
        "uang" => "uaN",
        plain => plain,
    }
}

/// A stretch of a transcription, by index of its first character and of the one after its last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) similarity: f32,
    pub(super) first: usize,
    pub(super) after: usize,
}

/// Best way to read the letters so far: its score, and the character at which it began.
#[derive(Debug, Clone, Copy)]
struct Cell {
    score: i32,
    first: usize,
}

impl Cell {
    fn plus(self, score: i8) -> Self {
        Self { score: self.score + i32::from(score), ..self }
    }

    fn or(self, other: Self) -> Self {
        if other.score > self.score { other } else { self }
    }
}

/// Alignment of a whole word with any stretch of a run: cell `i` has read the first `i` letters.
struct Column<'a> {
    rows: &'a [u8],
    cells: [Cell; Spelling::MAX + 1],
}

impl<'a> Column<'a> {
    fn new(rows: &'a [u8]) -> Self {
        let cell = Cell { score: UNREACHED, first: 0 };
        Self { rows, cells: [cell; Spelling::MAX + 1] }
    }

    /// Lets a reading begin at character `first`.
    fn begin(&mut self, first: usize) {
        let mut fresh = Cell { score: 0, first };
        self.cells[0] = self.cells[0].or(fresh);
        for (cell, &row) in self.cells[1..].iter_mut().zip(self.rows) {
            fresh = fresh.plus(SCORES[usize::from(row)][0]);
            *cell = cell.or(fresh);
        }
    }

    /// Hears one more Chinese sound.
    fn hear(&mut self, column: usize) {
        let added = SCORES[ADDED][column + 1];
        let mut diagonal = self.cells[0];
        let mut above = diagonal.plus(added);
        self.cells[0] = above;
        for (cell, &row) in self.cells[1..].iter_mut().zip(self.rows) {
            let scores = &SCORES[usize::from(row)];
            let best =
                cell.plus(added).or(diagonal.plus(scores[column + 1])).or(above.plus(scores[0]));
            diagonal = std::mem::replace(cell, best);
            above = best;
        }
    }

    fn reward(&mut self, bonus: i8) {
        for cell in &mut self.cells[..=self.rows.len()] {
            *cell = cell.plus(bonus);
        }
    }

    fn whole(&self) -> Cell {
        self.cells[self.rows.len()]
    }
}

/// The stretch of an unbroken run of characters that sounds most like the word
pub(super) fn best_window(word: &Spelling, run: &[Sounds]) -> Option<Window> {
    let mut column = Column::new(word.rows());
    let mut best: Option<(Cell, usize)> = None;
    for (at, character) in run.iter().enumerate() {
        column.begin(at);
        character.columns().for_each(|sound| column.hear(sound));
        column.reward(character.bonus);
        let cell = column.whole();
        let long_enough = at + 1 - cell.first >= MIN_CHARACTERS;
        if long_enough && best.is_none_or(|(other, _)| cell.score > other.score) {
            best = Some((cell, at + 1));
        }
    }
    let (cell, after) = best?;
    Some(Window { similarity: similarity(word, cell.score), first: cell.first, after })
}

/// Confidence that a stretch with this score is the word: even at the score worth reporting.
fn similarity(word: &Spelling, score: i32) -> f32 {
    let evidence = (score as f32 - ASKED * f32::from(word.perfect())) / UNITS;
    1.0 / (1.0 + (SLOPE * (EVEN - evidence)).exp())
}

/// Appends the keys of every stretch of a run that may be a name.
pub(super) fn push_keys(run: &[Sounds], keys: &mut Vec<u64>) {
    for first in 0..run.len().saturating_sub(MIN_CHARACTERS - 1) {
        push_keys_at(&run[first..], keys);
    }
}

fn push_keys_at(rest: &[Sounds], keys: &mut Vec<u64>) {
    let mut skeleton = Skeleton::default();
    if rest.first().and_then(|c| c.families().next()).is_some_and(|f| matches!(f, b'-' | b'R')) {
        skeleton.push(b'V');
    }
    for (at, character) in rest.iter().take(KEY_CHARACTERS).enumerate() {
        character.families().for_each(|family| skeleton.push(family));
        if at + 1 >= MIN_CHARACTERS {
            keys.extend(skeleton.key());
        }
        if skeleton.is_full() && at + 1 >= MIN_CHARACTERS {
            break;
        }
    }
}
