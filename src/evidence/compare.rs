//! One pair of titles weighed with the words that prove it.

use super::features::{SIGNALS, features};
use super::meaning::{Best, Cell, Meaning};
use super::{Evidence, Hit, Part, Profile, Rarity, Signal, number, translation, verbatim};
use crate::model::{Feature, Model};

/// Weighs an English against a Chinese title. The order matters: profiles of the same language
/// have nothing to say to each other.
///
/// ```
/// use bititle::evidence::{compare, Profile, Rarity, Signal};
/// use bititle::{model::Model, segment::Segmenter, Language};
///
/// let (segmenter, model) = (Segmenter::builtin(), Model::builtin());
/// let profile = |language, text| Profile::of(&segmenter.segment(language, text), model);
/// let english = profile(Language::English, "Docker 1.2 is out on Ubuntu");
/// let chinese = profile(Language::Chinese, "Docker 1.2 已登陆 Ubuntu");
/// let evidence = compare(model, &english, &chinese, &Rarity::default());
/// let verbatim = evidence.parts.iter().find(|part| part.signal == Signal::Verbatim).unwrap();
/// assert_eq!(verbatim.hits.len(), 2);
/// assert!(verbatim.log_odds > 0.0);
/// ```
#[must_use]
pub fn compare(model: &Model, english: &Profile, chinese: &Profile, rarity: &Rarity) -> Evidence {
    let features = features(model, english, chinese, rarity);
    let calibration = &model.calibration;
    let worth: Vec<f32> = calibration.weights.iter().zip(features).map(|(w, f)| w * f).collect();
    let of = |signal| {
        let own = worth.iter().zip(SIGNALS).filter(move |&(_, (_, s))| s == signal);
        own.map(|(w, _)| w).sum::<f32>()
    };
    // Hits that are log-odds already count as much as their feature does.
    let weighed = |feature: Feature, hits: &mut dyn Iterator<Item = Hit>| {
        let weight = calibration.weights[feature as usize];
        hits.map(|hit| Hit { log_odds: weight * hit.log_odds, ..hit }).collect()
    };
    let (e, z) = (&english.meaning, &chinese.meaning);
    let part = |&signal: &Signal| {
        let log_odds = of(signal);
        // Those of the model share what their signal says, by weight.
        let shared = |cells: &mut dyn Iterator<Item = Cell>| shares(log_odds, e, z, cells);
        let hits = match signal {
            Signal::Verbatim => weighed(
                Feature::Copied,
                &mut verbatim::hits(&english.words, &chinese.words, rarity),
            ),
            Signal::Number => weighed(
                Feature::Numbers,
                &mut number::hits(&english.numbers, &chinese.numbers, rarity),
            ),
            Signal::Sound => {
                weighed(Feature::Sounds, &mut english.names.hits(&chinese.names, rarity))
            }
            Signal::Length | Signal::Vector => Vec::new(),
            Signal::Translation => shared(&mut translation::cells(e, z, &model.table)),
            Signal::Match => shared(&mut e.cosines(z)),
        };
        Part { signal, log_odds, hits }
    };
    Evidence { parts: Signal::ALL.iter().map(part).collect(), prior: calibration.prior }
}

/// Words that match less are no proof, though they count: unrelated ones have cosines up to this.
const LEAST_SHOWN: f32 = 0.35;

/// The words that best match each other, with their shares of what their signal says.
fn shares(
    log_odds: f32,
    english: &Meaning,
    chinese: &Meaning,
    cells: &mut dyn Iterator<Item = Cell>,
) -> Vec<Hit> {
    let best = Best::of(english, chinese, cells);
    let place = |cell: &Cell| (cell.row, cell.column);
    // The units of an expression have its cell together.
    let [of_rows, of_columns] = [best.rows, best.columns].map(|side| {
        let mut cells: Vec<Cell> = side.into_iter().flatten().collect();
        cells.dedup_by_key(|cell| place(cell));
        cells
    });
    let mutual = of_rows.iter().filter(|cell| {
        cell.score > LEAST_SHOWN && of_columns.iter().any(|other| place(other) == place(cell))
    });
    let worth = |cell: &Cell| {
        let (e, z) = (english.senses[cell.row].weight, chinese.senses[cell.column].weight);
        cell.score * (e / english.weight() + z / chinese.weight()) / 2.0
    };
    let total: f32 = of_rows.iter().chain(&of_columns).map(|cell| worth(cell) / 2.0).sum();
    let total = total.max(1e-9);
    let hit = |cell: &Cell| Hit {
        english: english.senses[cell.row].span,
        chinese: chinese.senses[cell.column].span,
        log_odds: log_odds.max(0.0) * (worth(cell) / total).min(1.0),
    };
    mutual.map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::features::log_odds;
    use super::super::tests::{Lab, close};
    use super::*;
    use crate::model::FEATURES;
    use crate::segment::Segmenter;
    use crate::title::Language;

    fn profile(language: Language, text: &str) -> Profile {
        Profile::of(&Segmenter::builtin().segment(language, text), Model::builtin())
    }

    fn weigh(english: &str, chinese: &str) -> Evidence {
        let (english, chinese) =
            (profile(Language::English, english), profile(Language::Chinese, chinese));
        let evidence = compare(Model::builtin(), &english, &chinese, &Rarity::default());
        let sum = log_odds(Model::builtin(), &english, &chinese, &Rarity::default());
        assert!((evidence.log_odds() - sum).abs() < 1e-3, "one sum, two roads");
        evidence
    }

    #[test]
    fn agreement_beats_difference() {
        for (english, right, wrong) in [
            ("Docker 1.2 is out on Ubuntu", "Docker 1.2 已登陆 Ubuntu", "Docker 1.3 已登陆 Ubuntu"),
            ("Sales fall 5% in May", "五月销量下滑5%", "五月销量下滑6%"),
            ("Nokia sells 30 million phones", "诺基亚卖出三千万部手机", "诺基亚卖出四千万部手机"),
            ("Huawei opens a lab in Paris", "华为在巴黎开设实验室", "中兴在巴黎开设实验室"),
            ("Learn Python today", "今天就学Python", "今天就学Java"),
            ("Galaxy1514 review", "Galaxy1514评测", "Galaxy1529评测"),
            ("Zorin 16 is out", "Zorin 16发布", "Zorin 17发布"),
        ] {
            let gap = weigh(english, right).log_odds() - weigh(english, wrong).log_odds();
            assert!(gap > 1.0, "{english}: {right} against {wrong}: {gap}");
        }
    }

    #[test]
    fn hits_say_which_words() {
        let (english, chinese) = ("Nokia sells 30 million phones", "诺基亚卖出三千万部手机");
        let hits = weigh(english, chinese).hits();
        let words: Vec<_> =
            hits.iter().map(|h| (h.english.of(english), h.chinese.of(chinese))).collect();
        assert!(words.contains(&("30 million", "三千万")), "{words:?}");
        assert!(words.contains(&("Nokia", "诺基亚")), "{words:?}");
    }

    #[test]
    fn empty_titles_have_finite_evidence() {
        assert!(weigh("", "").log_odds().is_finite());
    }

    /// All weights are 1 but those of the second features of a signal: they are 0.
    fn lab() -> Lab {
        let mut weights = [0.0; FEATURES];
        for (at, (_, signal)) in SIGNALS.iter().enumerate() {
            let first = SIGNALS.iter().position(|(_, s)| s == signal) == Some(at);
            weights[at] = f32::from(u8::from(first));
        }
        // Numbers count half.
        weights[Feature::Numbers as usize] = 0.5;
        Lab::new(weights)
    }

    #[test]
    fn hits_have_their_share_of_what_their_signal_says() {
        let (english, chinese) = ("apple rain 3", "苹果雨3");
        let evidence = lab().compare(english, chinese);
        let part = |signal| evidence.parts.iter().find(|part| part.signal == signal).unwrap();
        let hits = |signal| {
            let hit = |hit: &Hit| (hit.english.of(english), hit.chinese.of(chinese), hit.log_odds);
            part(signal).hits.iter().map(hit).collect::<Vec<_>>()
        };
        // Half of ln(.7 / .002); what is missing twice is in the hit, and taken back by the part.
        let number = part(Signal::Number);
        assert!(close(number.log_odds, 0.5 * 5.8579), "{number:?}");
        let [(e, z, log_odds)] = hits(Signal::Number)[..] else { panic!("{number:?}") };
        assert_eq!((e, z), ("3", "3"));
        assert!(close(log_odds, 0.5 * (5.8579 + 1.2040)), "{log_odds}");
        let matched = hits(Signal::Match);
        let words: Vec<_> = matched.iter().map(|&(e, z, _)| (e, z)).collect();
        assert_eq!(words, [("apple", "苹果"), ("rain", "雨"), ("3", "3")]);
        let sum: f32 = matched.iter().map(|hit| hit.2).sum();
        assert!(close(sum, part(Signal::Match).log_odds), "all that matches is mutual: {sum}");
        assert!(part(Signal::Vector).hits.is_empty() && part(Signal::Vector).log_odds > 0.0);
    }

    #[test]
    fn what_matches_counts_by_its_weight() {
        let evidence = lab().compare("apple rain", "苹果雨");
        let part = evidence.parts.iter().find(|part| part.signal == Signal::Match).unwrap();
        let [apple, rain] = part.hits[..] else { panic!("{part:?}") };
        // Scores .5 and 1, shares of the weight 2/3 and 1/3 in English, 1/3 and 2/3 in Chinese.
        assert!(close(rain.log_odds, 2.0 * apple.log_odds), "{part:?}");
        assert!(close(part.log_odds, 1.5) && close(apple.log_odds, 0.5), "{part:?}");
        // What speaks against a pair is nobody's share.
        let mut weights = [0.0; FEATURES];
        weights[Feature::Matched as usize] = -1.0;
        let against = Lab::new(weights).compare("apple rain", "苹果雨");
        let part = &against.parts[6];
        assert!(part.log_odds < 0.0 && part.hits.iter().all(|hit| hit.log_odds == 0.0), "{part:?}");
        assert_eq!(part.hits.len(), 2);
    }

    #[test]
    fn weak_or_one_sided_matches_are_no_proof() {
        let matched = |english, chinese| lab().compare(english, chinese).parts[6].hits.len();
        // -.5 and 0.
        assert_eq!((matched("rain", "苹果"), matched("apple", "雨")), (0, 0));
        // Both would have 苹果, one is nearer.
        assert_eq!(matched("apple pear", "苹果"), 1);
    }

    #[test]
    fn every_signal_has_a_part_and_a_name() {
        let evidence = lab().compare("", "");
        for part in &evidence.parts {
            let name = serde_json::to_string(&part.signal).unwrap();
            assert_eq!(name, format!("\"{}\"", part.signal.name()));
        }
        let order: Vec<Signal> = evidence.parts.iter().map(|part| part.signal).collect();
        assert_eq!(order, Signal::ALL);
        assert!(order.is_sorted());
    }
}
