//! Names by sound: how well a stretch of Chinese text sounds like a Latin word.
//!
//! Two ways of writing a name are known: pinyin (`huawei` for 华为), where the readings of the
//! characters must spell the word exactly, and transcription of a foreign name (`obama` for 奥巴马),
//! where sounds are aligned one by one and the evidence is weighed.
//!
//! Large lists are not compared pair by pair: [`LatinSound::keys`] and [`ChineseSound::keys`] share a
//! key where a match is likely, so an inverted index over the keys finds the pairs to compare.

mod foreign;
mod pinyin;
mod skeleton;
mod spelling;
mod table;

use foreign::Sounds;
use pinyin::{MAX_SYLLABLES, Parse, Parses, Readings, Syllable};
use spelling::Spelling;

/// The similarity from which a match is worth reporting. By chance a word reaches it with fewer than
/// one in ten thousand titles of ordinary prose, one in two thousand headlines full of names, and one
/// in four hundred titles that are themselves foreign names.
pub const THRESHOLD: f32 = 0.5;

/// Pinyin of several syllables, spelled as it should be.
const SPELLED: f32 = 1.0;
/// Pinyin cut where the spelling rules ask for an apostrophe that is missing (`xian` for 西安).
const RECUT: f32 = 0.7;
/// A single syllable, which some character of almost any title may be read as.
const ONE_SYLLABLE: f32 = 0.3;

/// Most letters of a word: four syllables of six.
const MAX_LETTERS: usize = 24;
/// Bit that sets the keys of transcriptions apart from those of pinyin.
const TRANSCRIBED: u64 = 1 << 63;

/// The way a word and a Chinese text were found to sound alike
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundMethod {
    /// The word spells the readings of the characters
    Pinyin,
    /// The characters transcribe a foreign name
    Transliteration,
}

/// The stretch of a Chinese text that sounds most like a word
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SoundMatch {
    /// Confidence from 0 to 1, comparable between both methods; see [`THRESHOLD`]
    pub similarity: f32,
    /// First byte of the stretch in the Chinese text
    pub start: usize,
    /// Byte after the stretch
    pub end: usize,
    /// How the two sound alike
    pub by: SoundMethod,
}

impl SoundMatch {
    fn better(self, other: Option<Self>) -> Self {
        other.filter(|o| o.similarity > self.similarity).unwrap_or(self)
    }
}

/// A Latin word readied for comparison by sound
#[derive(Debug, Clone, Copy)]
pub struct LatinSound {
    pinyin: Parses,
    name: Option<Spelling>,
}

impl LatinSound {
    /// Readies one word of ASCII letters; an apostrophe separates syllables, as in `xi'an`, and a
    /// possessive `'s` is ignored. `None` when the word can carry no evidence: other characters,
    /// too many or too few letters, or a short English word that is no name
    pub fn new(word: &str) -> Option<Self> {
        let word = Word::new(word)?;
        let pinyin = Parses::of(word.letters(), word.breaks);
        let name = if pinyin.one_syllable() { None } else { Spelling::of(word.letters()) };
        (name.is_some() || !pinyin.as_slice().is_empty()).then_some(Self { pinyin, name })
    }

    /// Keys for an inverted index, at most fifteen: a Chinese text that holds the name is likely to
    /// share one. A word of a single syllable has none, being too common to look up
    pub fn keys(&self) -> Vec<u64> {
        let parses = self.pinyin.as_slice().iter().filter_map(|parse| parse_key(parse.syllables()));
        let names = self.name.iter().flat_map(Spelling::keys).map(|key| key | TRANSCRIBED);
        distinct(parses.chain(names).collect())
    }
}

/// The letters of a word, and before which of them an apostrophe stood.
#[derive(Default)]
struct Word {
    letters: [u8; MAX_LETTERS],
    len: usize,
    breaks: u32,
}

impl Word {
    fn new(word: &str) -> Option<Self> {
        let mut letters = Self::default();
        for c in word.strip_suffix("'s").unwrap_or(word).chars() {
            match c {
                'a'..='z' | 'A'..='Z' => {
                    letters.push(u8::try_from(c).ok()?.to_ascii_lowercase())?
                }
                'ü' | 'Ü' => letters.push(b'u')?,
                '\'' | '’' => letters.breaks |= 1 << letters.len,
                _ => return None,
            }
        }
        // Only a break between two letters separates syllables.
        letters.breaks &= !(u32::MAX << letters.len) & !1;
        (letters.len > 0).then_some(letters)
    }

    fn push(&mut self, letter: u8) -> Option<()> {
        *self.letters.get_mut(self.len)? = letter;
        self.len += 1;
        Some(())
    }

    fn letters(&self) -> &[u8] {
        &self.letters[..self.len]
    }
}

/// One Chinese character: where it stands and how it may be read.
#[derive(Debug, Clone, Copy)]
struct Character {
    start: usize,
    end: usize,
    readings: Readings,
}

/// A Chinese text readied for comparison by sound: the readings of each character, computed once
#[derive(Debug, Clone, Default)]
pub struct ChineseSound {
    characters: Vec<Character>,
    /// Sounds of the characters that may transcribe a foreign name, run after run
    sounds: Vec<Sounds>,
    /// Runs of such characters
    runs: Vec<Run>,
}

/// Neighbouring characters that may transcribe a name: the place of the first among the
/// characters, and their places among the sounds.
#[derive(Debug, Clone, Copy)]
struct Run {
    character: usize,
    first: usize,
    after: usize,
}

impl ChineseSound {
    /// Readies a text; anything but a Chinese character separates names
    pub fn new(text: &str) -> Self {
        let mut sound = Self::default();
        let mut run_end = None;
        for (start, c) in text.char_indices() {
            let readings = Readings::of(c);
            if !readings.as_slice().is_empty() {
                let end = start + c.len_utf8();
                run_end = sound.push_sounds(c, run_end == Some(start)).then_some(end);
                sound.characters.push(Character { start, end, readings });
            }
        }
        sound.drop_short_run();
        sound
    }

    /// Adds the sounds of the next character; whether it has any.
    fn push_sounds(&mut self, c: char, joined: bool) -> bool {
        let Some(sounds) = Sounds::of(c) else {
            return false;
        };
        if !joined {
            self.drop_short_run();
            let first = self.sounds.len();
            self.runs.push(Run { character: self.characters.len(), first, after: first });
        }
        self.sounds.push(sounds);
        if let Some(run) = self.runs.last_mut() {
            run.after += 1;
        }
        true
    }

    /// Forgets the last run if it is a single character, which cannot be a name.
    fn drop_short_run(&mut self) {
        if let Some(run) = self.runs.pop_if(|run| run.after - run.first < 2) {
            self.sounds.truncate(run.first);
        }
    }

    /// Keys for an inverted index, about two for each character: see [`LatinSound::keys`]
    pub fn keys(&self) -> Vec<u64> {
        let mut keys = Vec::with_capacity(self.characters.len() * 2);
        for run in &self.runs {
            foreign::push_keys(&self.sounds[run.first..run.after], &mut keys);
        }
        keys.iter_mut().for_each(|key| *key |= TRANSCRIBED);
        for pair in self.characters.windows(2) {
            push_pair_keys(pair, &mut keys);
        }
        distinct(keys)
    }

    /// The stretch of `len` characters from `first` on.
    fn stretch(&self, first: usize, len: usize) -> Option<(usize, usize)> {
        let stretch = self.characters.get(first..first + len)?;
        Some((stretch.first()?.start, stretch.last()?.end))
    }
}

fn push_pair_keys(pair: &[Character], keys: &mut Vec<u64>) {
    let [one, two] = pair else { return };
    if one.end == two.start {
        for &a in one.readings.as_slice() {
            keys.extend(two.readings.as_slice().iter().map(|&b| pair_key(a, b)));
        }
    }
}

/// The first two syllables decide the key: they are enough to tell names apart.
fn parse_key(syllables: &[Syllable]) -> Option<u64> {
    match syllables {
        [one, two, ..] => Some(pair_key(*one, *two)),
        _ => None,
    }
}

fn pair_key(one: Syllable, two: Syllable) -> u64 {
    u64::from(one) << Syllable::BITS | u64::from(two)
}

fn distinct(mut keys: Vec<u64>) -> Vec<u64> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The stretch of the text that sounds most like the word; `None` where nothing can be compared.
/// The result may be as dissimilar as zero: only [`THRESHOLD`] and above is evidence
pub fn best_match(latin: &LatinSound, chinese: &ChineseSound) -> Option<SoundMatch> {
    let spelled = best_spelled(&latin.pinyin, chinese);
    if spelled.is_some_and(|found| found.similarity >= SPELLED) {
        return spelled;
    }
    let transcribed = latin.name.and_then(|name| best_transcribed(&name, chinese));
    match (spelled, transcribed) {
        (Some(found), other) => Some(found.better(other)),
        (None, other) => other,
    }
}

fn best_spelled(parses: &Parses, chinese: &ChineseSound) -> Option<SoundMatch> {
    let parses = parses.as_slice();
    let fewest = parses.iter().map(|parse| parse.syllables().len()).min()?;
    let found = parses.iter().filter_map(|parse| find_spelled(parse, fewest, chinese));
    found.max_by(|a, b| a.similarity.total_cmp(&b.similarity))
}

fn find_spelled(parse: &Parse, fewest: usize, chinese: &ChineseSound) -> Option<SoundMatch> {
    let syllables = parse.syllables();
    let windows = chinese.characters.windows(syllables.len().clamp(1, MAX_SYLLABLES));
    let first = windows.into_iter().position(|window| spells(window, syllables))?;
    let (start, end) = chinese.stretch(first, syllables.len())?;
    let similarity = match syllables.len() {
        1 => ONE_SYLLABLE,
        len if len > fewest => RECUT,
        _ => SPELLED,
    };
    Some(SoundMatch { similarity, start, end, by: SoundMethod::Pinyin })
}

fn spells(window: &[Character], syllables: &[Syllable]) -> bool {
    let heard = window.iter().zip(syllables).all(|(c, &syllable)| c.readings.has(syllable));
    heard && window.windows(2).all(|pair| pair[0].end == pair[1].start)
}

fn best_transcribed(name: &Spelling, chinese: &ChineseSound) -> Option<SoundMatch> {
    let found = chinese.runs.iter().filter_map(|run| {
        let window = foreign::best_window(name, &chinese.sounds[run.first..run.after])?;
        let first = run.character + window.first;
        let (start, end) = chinese.stretch(first, window.after - window.first)?;
        let similarity = window.similarity;
        Some(SoundMatch { similarity, start, end, by: SoundMethod::Transliteration })
    });
    found.max_by(|a, b| a.similarity.total_cmp(&b.similarity))
}

#[cfg(test)]
mod tests;
