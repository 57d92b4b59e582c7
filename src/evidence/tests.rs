//! The numbers of the evidence, reckoned by hand on a model of five words.

use super::*;
use crate::model::table::Translation;
use crate::model::{Calibration, FEATURES, Feature, Model, Parts};
use crate::segment::Segmenter;
use crate::title::Language;

pub(super) fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < 2e-3
}

/// `apple` and `苹果` have a cosine of .5 and a link worth .75, `rain` and `雨` one of 1 and no link;
/// `apple` and `雨` 0, `rain` and `苹果` -.5. `apple` and `雨` have the weight 2, the others 1.
/// `pear` is like `苹果` but less than `apple`: .25.
pub(super) struct Lab {
    pub(super) model: Model,
    segmenter: Segmenter,
}

impl Lab {
    pub(super) fn new(weights: [f32; FEATURES]) -> Self {
        let calibration = Calibration { weights, prior: 0.0, ..Calibration::default() };
        let row = |a: [f32; 4], b: [f32; 4]| [a, b].concat();
        let entries = vec![
            ("apple", row([HALF; 4], [HALF; 4])),
            (
                "rain",
                row([-QUARTER, -QUARTER, QUARTER, QUARTER], [-QUARTER, -QUARTER, QUARTER, QUARTER]),
            ),
            (
                "苹果",
                row([QUARTER, QUARTER, QUARTER, -QUARTER], [QUARTER, QUARTER, QUARTER, -QUARTER]),
            ),
            ("雨", row([-HALF, -HALF, HALF, HALF], [-HALF, -HALF, HALF, HALF])),
            (
                "pear",
                row(
                    [QUARTER, -QUARTER, QUARTER, -QUARTER],
                    [QUARTER, -QUARTER, -QUARTER, -QUARTER],
                ),
            ),
            ("1514", row([HALF; 4], [-HALF, -HALF, -HALF, HALF])),
            ("1529", row([HALF; 4], [-HALF, -HALF, -HALF, HALF])),
        ];
        // The root of 1/8 is 1.5 octaves below 1, of 6 octaves to nothing.
        let link = Translation { forward: 0.5, backward: 0.25 };
        let parts = Parts {
            dims: 8,
            // Two years, which have one vector.
            alike: vec![0, 1, 2, 3, 4, 5, 5],
            heads: (0..entries.len() as u32).collect(),
            entries: entries.into_iter().map(|(entry, vector)| (entry.into(), vector)).collect(),
            links: vec![(0, 2, link)],
            calibration,
        };
        let model = Model::from_bytes(&parts.encode().unwrap()).unwrap();
        Self { model, segmenter: Segmenter::builtin() }
    }

    fn profile(&self, language: Language, text: &str) -> Profile {
        Profile::of(&self.segmenter.segment(language, text), &self.model)
    }

    fn both(&self, english: &str, chinese: &str) -> [Profile; 2] {
        [self.profile(Language::English, english), self.profile(Language::Chinese, chinese)]
    }

    pub(super) fn compare(&self, english: &str, chinese: &str) -> Evidence {
        let [english, chinese] = self.both(english, chinese);
        compare(&self.model, &english, &chinese, &Rarity::default())
    }

    fn features(&self, english: &str, chinese: &str) -> [f32; FEATURES] {
        let [english, chinese] = self.both(english, chinese);
        features::features(&self.model, &english, &chinese, &Rarity::default())
    }
}

/// So that eight of them make a vector of length 2.
const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;
/// The same for 1.
const QUARTER: f32 = HALF / 2.0;

#[test]
fn features_are_what_they_say() {
    let found = Lab::new([0.0; FEATURES]).features("apple rain", "苹果雨");
    // ln 3 - 2.
    let rich = -0.9014;
    let expected = [
        // No Latin words, numbers, names; 2 words against 3 characters, and one more each.
        0.0,
        0.0,
        0.0,
        2f32.ln() - 6.0 * ((1.0 + 3.0 / 1.9) / 3.0f32).ln().powi(2),
        // 2.5 / (√5 √3), and the same by how much there is.
        0.6455,
        0.6455 * rich,
        // .75 × 2/3 and .75 × 1/3: the sum, the lesser, the sum by how much there is.
        0.75,
        0.25,
        0.75 * rich,
        // English .5 × 2/3 + 1 × 1/3, Chinese .5 × 1/3 + 1 × 2/3, as they are, above .3, .5 and .7.
        1.5,
        0.9,
        0.5,
        0.3,
        // The lesser of both, the sum above .3 by how much there is.
        0.6667,
        0.9 * rich,
        // No word is copied.
        0.0,
        // The lesser above .3 and .5.
        0.3667,
        0.1667,
        // ln(1 + 2 × .5) and ln(1 + 1 × .5), around 0.
        2f32.ln() - 2.5,
        1.5f32.ln() - 2.5,
        // What is above .3 by weight: .2 × 2 + .7 × 1, .2 × 1 + .7 × 2; the most alone .7 × √2.
        2.1f32.ln(),
        2.6f32.ln(),
        1.99f32.ln(),
    ];
    assert_eq!(expected.len(), FEATURES);
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(close(*found, expected), "feature {at}: {found}, not {expected}");
    }
}

#[test]
fn copied_words_and_numbers_are_worth_their_rarity() {
    let lab = Lab::new([0.0; FEATURES]);
    let of = |english, chinese| {
        let found = lab.features(english, chinese);
        [Feature::Copied, Feature::Numbers, Feature::RarestCopied].map(|f| found[f as usize])
    };
    let all_close = |a: [f32; 3], b: [f32; 3]| {
        assert!(a.iter().zip(b).all(|(a, b)| close(*a, b)), "{a:?} {b:?}")
    };
    // ln(.85 / .002), ln(.7 / .002); the rarest word without what its lack is worth, ln(.15 / .98).
    all_close(of("Docker ships 3", "Docker发布3"), [6.0521, 5.8579, 7.9290]);
    // Both numbers are missing, ln .3.
    all_close(of("Docker ships 3", "Docker发布5"), [6.0521, -1.2040, 7.9290]);
    // Of another unit: .4 of what it would be worth and of what is taken back.
    all_close(of("Docker ships 3", "Docker发布3%"), [6.0521, 0.4 * 7.0619 - 1.2040, 7.9290]);
    // A word that the English title lacks counts against it, not the other way round.
    all_close(of("Podman ships", "Docker发布"), [-1.8769, 0.0, 0.0]);
    all_close(of("Podman ships", "发布"), [0.0, 0.0, 0.0]);
    // Two copied: the sum, and the rarest of both.
    all_close(of("Docker on Linux", "Linux上的Docker"), [12.1042, 0.0, 7.9290]);
}

#[test]
fn versions_are_numbers() {
    let lab = Lab::new([0.0; FEATURES]);
    let of = |english, chinese| lab.features(english, chinese)[Feature::Numbers as usize];
    // Glued or set apart.
    assert!(close(of("Zorin17 review", "Zorin17评测"), 5.8579));
    assert!(close(of("Zorin 17 review", "Zorin17评测"), 5.8579));
    assert!(close(of("Zorin14.04", "Zorin 14.04"), 5.8579));
    assert!(close(of("Zorin17 review", "Zorin18评测"), -1.2040));
    // Two letters are no name, two dots no number.
    assert!(close(of("mp3", "mp3"), 0.0) && close(of("Zorin1.2.3", "Zorin1.2.3"), 0.0));
    let profile = lab.profile(Language::English, "ＺＯＲＩＮ１７ review");
    assert_eq!(profile.numbers[0].span.of("ＺＯＲＩＮ１７ review"), "１７");
}

#[test]
fn a_title_has_a_thing_once() {
    let lab = Lab::new([0.0; FEATURES]);
    let of = |text| Rarity::of(&[lab.profile(Language::Chinese, text)]).counts(Singles::Kept);
    let (titles, counts) = of("苹果苹果15和15%的苹果");
    assert_eq!(titles, 1);
    assert!(counts.iter().all(|&(_, count)| count == 1), "{counts:?}");
}

#[test]
fn one_numeral_is_never_like_another() {
    let lab = Lab::new([0.0; FEATURES]);
    let scores = |english, chinese| {
        let [e, z] = lab.both(english, chinese);
        e.meaning.cosines(&z.meaning).map(|cell| cell.score).collect::<Vec<_>>()
    };
    assert_eq!(scores("1514", "1514"), [1.0]);
    assert_eq!(scores("1514", "1529"), [0.0]);
    // A word is like whatever its vector is like, a numeral among it.
    assert!(scores("apple", "1529")[0] > 0.2);
}

#[test]
fn dates_meet_in_their_year_or_month() {
    let lab = Lab::new([0.0; FEATURES]);
    let of = |english, chinese| lab.features(english, chinese)[Feature::Numbers as usize];
    assert!(close(of("Plans of May 2016", "2016年5月计划"), 5.8579));
    assert!(close(of("Plans of June 2016", "2016年计划"), 0.4 * 7.0619 - 1.2040));
    assert!(close(of("Plans of May 3", "5月计划"), 0.4 * 7.0619 - 1.2040));
    assert!(close(of("Plans of May 3", "6月计划"), -1.2040));
    assert!(close(of("The 3rd plan", "3个计划"), -1.2040), "an ordinal is no count");
}

#[test]
fn parts_of_compounds_are_words() {
    let lab = Lab::new([0.0; FEATURES]);
    let copied = |english, chinese| lab.features(english, chinese)[Feature::Copied as usize];
    assert!(close(copied("Linux-based phones", "Linux手机"), 6.0521));
    assert!(
        close(copied("A .NET shop", ".NET商店"), 6.0521),
        "{}",
        copied("A .NET shop", ".NET商店")
    );
    // Chinese compounds are compared whole; a single letter is no part.
    assert!(close(copied("Linux phones", "Linux-based手机"), -1.8769));
    assert!(close(copied("X-rays", "X光"), -1.8769));
}

#[test]
fn what_many_titles_have_counts_less() {
    let lab = Lab::new([0.0; FEATURES]);
    let titles = ["苹果雨", "苹果", "苹果Docker"];
    let list: Vec<Profile> = titles.iter().map(|t| lab.profile(Language::Chinese, t)).collect();
    let rarity = Rarity::of(&list);
    let (count, kept) = rarity.counts(Singles::Kept);
    let (_, shared) = rarity.counts(Singles::Left);
    let [apple, rain] = [0, 1].map(|at| list[0].meaning.senses[at].key);
    assert_eq!(count, 3);
    assert!(shared.contains(&(apple.0, 3)) && kept.contains(&(rain.0, 1)), "{kept:?}");
    assert!(shared.iter().all(|&(_, count)| count > 1) && shared.len() < kept.len());
    assert!(kept.is_sorted() && shared.is_sorted());
    // (3 + .4) / 203.
    assert!(close(rarity.frequency(apple), 0.016749));
    let mut weighed = list[1].clone();
    weighed.reweigh(&rarity, &lab.model);
    // ln .016749 / ln .002.
    assert!(close(weighed.meaning.senses[0].weight, 0.6581));
    let mut both = list[0].clone();
    both.reweigh(&rarity, &lab.model);
    assert_eq!(both.meaning.vector, list[0].meaning.reweighed(&rarity, &lab.model));
    assert_eq!(both.vector(), both.meaning.vector);
    assert!(both.vector() != list[0].vector());
    // 雨, which one title has, counts more beside it, but no more than half again: (1 + .4) / 203.
    assert!(close(both.meaning.senses[1].weight, 2.0 * 0.8008));

    let mut forgetful = rarity.clone();
    forgetful.forget_single();
    assert_eq!(forgetful.counts(Singles::Kept), rarity.counts(Singles::Left));
    let mut twice = rarity.clone();
    twice.add(&rarity);
    assert_eq!((twice.counts(Singles::Kept).0, twice.count(apple)), (6, 6));
    let again = Rarity::from_counts(count, kept.iter().copied());
    assert_eq!(again.counts(Singles::Kept), rarity.counts(Singles::Kept));
}
