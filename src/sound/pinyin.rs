//! Mandarin syllables in toneless pinyin, and English words that only look like them.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti;
use rustc_hash::FxHashSet;

/// Most syllables a name of this kind is compared over: longer spellings are almost never one word.
pub(super) const MAX_SYLLABLES: usize = 4;
/// Most ways of cutting one spelling into syllables that are kept; real words have at most two.
pub(super) const MAX_PARSES: usize = 3;
/// Most readings kept of one character; those after the third are dictionary curiosities.
pub(super) const MAX_READINGS: usize = 3;
/// Letters of the longest syllable (`zhuang`).
const MAX_SYLLABLE_LETTERS: usize = 6;
/// Bits that hold one letter in a packed syllable.
const LETTER_BITS: u32 = 5;

/// A syllable packed five bits a letter; zero is no syllable.
pub(super) type Syllable = u32;

/// Toneless syllables, `ü` written `u` as in `lue`, since few English texts keep the two apart.
const SYLLABLES: &str = "\
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can \
    cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai \
    chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den \
    deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang \
    fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan \
    guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui \
    hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke \
    kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng \
    li lia lian liang liao lie lin ling liu lo long lou lu luan lue lun luo ma mai man mang mao \
    me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng \
    ni nia nian niang niao nie nin ning niu nong nou nu nuan nue nun nuo o ou pa pai pan pang \
    pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing \
    qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa \
    sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua \
    shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei \
    teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu \
    xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying \
    yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe \
    zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu \
    zuan zui zun zuo";

/// English words that parse as one or two syllables and are far likelier English than Chinese.
const ENGLISH: &str = "\
    a ace ache age aide aiding aiming aka along an anger angle anna ante api are aren ate baba \
    bake bale ban bane bang bare base beige bending bide bier bike bin binding bingo bite biting \
    bo bona bone bore boxing buying cabin cache cage cake came can cane care case ceding \
    chaining chance change changer chase cheer cheque chi chime china chute cite citing congo cu \
    cue cumin cunning cure cute da dada dale dance danger dangle dare data date dating daze de \
    dean debian deer demo den dense denying di dialing diana dice die dien dike dime dine ding \
    dingo dining dire du dude due duke dune e en ending er era eye face fade fading fake fame \
    fan fang fare fate fen fence foe foo fore fume fuse gage gaining gale game gaming gang gate \
    gaze gene genre gentian guide guiding gun ha hale halo handing hang hanger hare hate haze he \
    hen hence here house hue huge human hunting jingling june keen lace laden lading lake lame \
    lance landing lane langle late laying le lean lee len lending lichen lie liege lien like \
    liken lima lime line linen liner ling linger lining lite loan lone long longa longer lose \
    louse lure lute ma made maiden mailing maize make male mama man mane manga manger mango \
    mania manna manning manse mare mate mating maze me mean media median memo men mending menu \
    mere mete mi mica mice mien mile min mine mingle mini mining mire mite mixing moan moda mode \
    mole more mouse mule mute name naming ne nice niche nina nine nu nude nun o omen one open \
    ore outing pa pace page pale pan pane papa paying pen pending piano pie piece pier pike pile \
    pin pine ping piping poke pole pore pose pure queen queer quo ran rang range rangle re \
    renting repo rerun rice ride riding rime ripen rise risen rite rouge rouse route routing \
    rude rue rule ruling run running sage sailing sake sale same sang saying se sea sedan see \
    seen seer semen sending senna sense shade shading shake shaken shame shaping share she sheen \
    sheer shine shining shouting shun side sine siren site situ size song sua sue suite sun \
    sunken sure take taken tale tame tan tang tangle tango tare taxi taxing te tea tee tide tie \
    tier tile tiling time timing tire tong tubing tuna tune tuner tuning wade wage wailing \
    waiting wake wane wangle wanting ware woe woke woman women wore yamen yoga yoke you";

static SYLLABLE_SET: LazyLock<FxHashSet<Syllable>> =
    LazyLock::new(|| SYLLABLES.split(' ').map(|s| pack(s.as_bytes())).collect());

static ENGLISH_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| ENGLISH.split(' ').collect());

/// Packs up to six letters; `v` stands for `ü`, which is stored as `u`.
fn pack(letters: &[u8]) -> Syllable {
    letters.iter().fold(0, |packed, &letter| {
        let plain = if letter == b'v' { b'u' } else { letter };
        packed << LETTER_BITS | u32::from(plain & 0x1f)
    })
}

/// One way of cutting a spelling into syllables.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parse {
    syllables: [Syllable; MAX_SYLLABLES],
    len: usize,
}

impl Parse {
    /// The syllables in order
    pub(super) fn syllables(&self) -> &[Syllable] {
        &self.syllables[..self.len]
    }

    fn push(&mut self, syllable: Syllable) {
        self.syllables[self.len] = syllable;
        self.len += 1;
    }
}

/// The ways of cutting one spelling into syllables, longest syllables first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parses {
    kept: [Parse; MAX_PARSES],
    len: usize,
}

impl Parses {
    /// The parses in order
    pub(super) fn as_slice(&self) -> &[Parse] {
        &self.kept[..self.len]
    }

    /// Whether the spelling is one syllable, such as a surname, which is no foreign name then
    pub(super) fn one_syllable(&self) -> bool {
        self.as_slice().iter().any(|parse| parse.len == 1)
    }

    /// Cuts `letters` into syllables; a set bit `i` of `breaks` forces a cut before letter `i`.
    pub(super) fn of(letters: &[u8], breaks: u32) -> Self {
        let mut parses = Self::default();
        if breaks != 0 || !is_english(letters) {
            parses.extend(letters, breaks, 0, Parse::default());
        }
        parses
    }

    fn extend(&mut self, letters: &[u8], breaks: u32, from: usize, parse: Parse) {
        if from == letters.len() {
            return self.keep(parse);
        }
        if parse.len == MAX_SYLLABLES {
            return;
        }
        for to in (from + 1..=letters.len().min(from + MAX_SYLLABLE_LETTERS)).rev() {
            if let Some(syllable) = syllable(letters, breaks, from, to) {
                let mut longer = parse;
                longer.push(syllable);
                self.extend(letters, breaks, to, longer);
            }
        }
    }

    fn keep(&mut self, parse: Parse) {
        if parse.len > 0 && self.len < MAX_PARSES {
            self.kept[self.len] = parse;
            self.len += 1;
        }
    }
}

fn syllable(letters: &[u8], breaks: u32, from: usize, to: usize) -> Option<Syllable> {
    let crossed = (from + 1..to).any(|i| breaks >> i & 1 == 1);
    let packed = pack(&letters[from..to]);
    (!crossed && v_is_umlaut(&letters[from..to]) && SYLLABLE_SET.contains(&packed))
        .then_some(packed)
}

/// `v` stands for `ü` after `n` and `l` alone; elsewhere it is a foreign letter.
fn v_is_umlaut(letters: &[u8]) -> bool {
    match letters.iter().position(|&c| c == b'v') {
        None => true,
        Some(1) => matches!(letters[0], b'l' | b'n'),
        Some(_) => false,
    }
}

fn is_english(letters: &[u8]) -> bool {
    std::str::from_utf8(letters).is_ok_and(|word| ENGLISH_SET.contains(word))
}

/// The distinct toneless readings of one character.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Readings {
    kept: [Syllable; MAX_READINGS],
    len: usize,
}

impl Readings {
    /// Reads `c`; empty for anything but a Chinese character
    pub(super) fn of(c: char) -> Self {
        let mut readings = Self::default();
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            readings.add(spell(reading.plain()));
        }
        readings
    }

    /// The readings in the order of the dictionary
    pub(super) fn as_slice(&self) -> &[Syllable] {
        &self.kept[..self.len]
    }

    /// Whether `syllable` is one of them
    pub(super) fn has(&self, syllable: Syllable) -> bool {
        self.as_slice().contains(&syllable)
    }

    fn add(&mut self, syllable: Syllable) {
        if syllable != 0 && self.len < MAX_READINGS && !self.as_slice().contains(&syllable) {
            self.kept[self.len] = syllable;
            self.len += 1;
        }
    }
}

/// Packs a dictionary reading, whose only letter outside ASCII is `ü`.
fn spell(reading: &str) -> Syllable {
    reading.chars().fold(0, |packed, letter| {
        let plain = if letter == 'ü' { 'u' } else { letter };
        packed << LETTER_BITS | u32::from(plain) & 0x1f
    })
}
