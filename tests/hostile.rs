//! Titles and lists made to break things: the laws hold, the numbers stay numbers, ties are broken
//! the same way each time. What such input costs is told by `cargo bench --bench attacks`.

use bititle::split::split;
use bititle::{Aligner, Language, PairOptions, Span, TitleIndex};

// `REPEATED`, `FRAMED` and how texts are made of them.
include!("data/hostile.rs");

/// So long, in bytes, is a hostile title.
const LONG: usize = 3000;

fn titles() -> impl Iterator<Item = String> {
    let all = REPEATED.iter().map(|part| repeated(part, LONG));
    all.chain(FRAMED.iter().map(|frame| framed(frame, LONG)))
}

fn assert_rising(spans: impl Iterator<Item = Span>, text: &str) {
    let mut at = 0;
    for span in spans {
        assert!(span.start >= at && text.get(span.range()).is_some(), "{span:?} after {at}");
        at = span.end;
    }
}

#[test]
fn long_titles_keep_the_laws() {
    let aligner = Aligner::builtin();
    for title in titles() {
        for language in [Language::English, Language::Chinese] {
            let segmented = aligner.segment(language, &title);
            assert_rising(segmented.tokens.iter().map(|token| token.span), &title);
        }
        for cut in [split(&title), aligner.split(&title)] {
            let pieces = cut.pieces.iter().map(|piece| piece.span.of(&title));
            assert_eq!(pieces.collect::<String>(), title);
            assert!((0.0..=1.0).contains(&cut.probability));
        }
    }
}

#[test]
fn scores_of_long_titles_are_numbers() {
    let aligner = Aligner::builtin();
    let (english, chinese) = ("Baidu opens 3 labs", "百度开设三家实验室");
    for title in titles() {
        for (e, z) in [(&*title, chinese), (english, &title), (&title, &title)] {
            assert!(aligner.evidence(e, z).log_odds().is_finite(), "{:.9}", title);
            for link in aligner.words(e, z) {
                assert!((0.0..=1.0).contains(&link.probability), "{:.9}", title);
            }
            let options = PairOptions::default().threshold(0.0);
            for pair in aligner.pair_with(&[e], &[z], &options).pairs {
                assert!((0.0..=1.0).contains(&pair.probability), "{:.9}", title);
            }
        }
        let index = TitleIndex::build(&aligner, Language::Chinese, [title.clone()]);
        for query in [&title, english] {
            assert!(index.search(query, 3).iter().all(|f| (0.0..=1.0).contains(&f.score)));
        }
    }
}

#[test]
fn ties_are_broken_by_position() {
    let aligner = Aligner::builtin();
    let english = ["Nokia sells phones"; 5];
    let chinese = ["诺基亚卖出手机"; 4];
    let options = PairOptions::default().threshold(0.0);
    let pairing = aligner.pair_with(&english, &chinese, &options);
    let found: Vec<_> = pairing.pairs.iter().map(|p| (p.english.0, p.chinese.0)).collect();
    assert_eq!(found, [(0, 0), (1, 1), (2, 2), (3, 3)]);
    assert!(pairing.pairs.windows(2).all(|w| w[0].probability == w[1].probability));
    for found in aligner.search(Language::English, &english, &chinese, 9) {
        assert_eq!(found.iter().map(|f| f.candidate).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
    let index = TitleIndex::build(&aligner, Language::Chinese, chinese);
    let found = index.search(english[0], 9);
    assert_eq!(found.iter().map(|f| f.candidate).collect::<Vec<_>>(), [0, 1, 2, 3]);
}

#[test]
fn lists_of_equal_titles_are_told_of_whole() {
    let aligner = Aligner::builtin();
    for (english, chinese) in [("Nokia", "诺基亚"), ("Xqzt", "Xqzt"), ("", ""), ("!", "。")] {
        let pairing = aligner.pair(&[english; 90], &[chinese; 80]);
        assert_eq!(pairing.pairs.len() + pairing.unpaired_english.len(), 90);
        assert_eq!(pairing.pairs.len() + pairing.unpaired_chinese.len(), 80);
    }
}

#[cfg(feature = "parallel")]
#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let table = include_str!("data/retold.tsv");
    let (mut english, mut chinese): (Vec<&str>, Vec<&str>) =
        table.lines().filter_map(|line| line.split_once('\t')).unzip();
    // Ties, too.
    english.extend([english[0]; 3]);
    chinese.extend([chinese[0]; 3]);
    let aligner = Aligner::builtin();
    let run = || {
        let pairing = aligner.pair(&english, &chinese);
        let index = TitleIndex::build(&aligner, Language::Chinese, chinese.iter().copied());
        let mut saved = Vec::new();
        index.save(&mut saved).expect("memory takes it");
        (serde_json::to_string(&pairing).expect("plain data"), saved)
    };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(run)
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5), "they differ");
}
