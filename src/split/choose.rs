//! One of the cuts, or none.

use super::weigh::Candidate;

/// The best of the cuts, `None` for leaving the line whole, with its probability.
pub(super) fn best(
    line: &str,
    mut cuts: Vec<Candidate>,
    judge: &impl Fn(&str, &str) -> f32,
) -> (Option<Candidate>, f32) {
    /// A cut this much better than any other answer (a thousand to one) needs no second opinion.
    const SURE: f32 = 7.0;
    let top = |cuts: &[Candidate]| cuts.iter().map(|c| c.log_odds).fold(0.0, f32::max);
    let open = top(&cuts) - SURE;
    let rivals = cuts.iter().filter(|c| c.log_odds > open).count() + usize::from(open < 0.0);
    if rivals > 1 {
        for cut in cuts.iter_mut().filter(|c| c.log_odds > open) {
            let opinion = judge(cut.english.of(line), cut.chinese.of(line));
            cut.log_odds += if opinion.is_finite() { opinion } else { 0.0 };
        }
    }
    let top = top(&cuts);
    let all: f32 = cuts.iter().map(|c| (c.log_odds - top).exp()).sum::<f32>() + (-top).exp();
    let winner = cuts.into_iter().find(|c| c.log_odds >= top && c.log_odds > 0.0);
    (winner, 1.0 / all)
}

#[cfg(test)]
mod tests {
    use super::super::clues::Clues;
    use super::*;
    use crate::title::Span;

    #[test]
    fn a_cut_that_is_sure_is_not_judged() {
        let cut = |log_odds| Candidate {
            english: Span::new(0, 1),
            chinese: Span::new(1, 2),
            marker: None,
            log_odds,
            clues: Clues::none(),
        };
        let judged = |all: &[f32]| {
            let asked = std::cell::Cell::new(0);
            let judge = |_: &str, _: &str| {
                asked.set(asked.get() + 1);
                0.0
            };
            let (found, probability) = best("ab", all.iter().map(|&l| cut(l)).collect(), &judge);
            (asked.get(), found.map(|c| c.log_odds), probability)
        };
        assert_eq!(
            judged(&[9.0, 1.0]),
            (0, Some(9.0), 1.0 / (1.0 + (-8f32).exp() + (-9f32).exp()))
        );
        assert_eq!(judged(&[9.0, 2.5]).0, 2);
        for opinion in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let (found, probability) = best("ab", vec![cut(1.0), cut(0.5)], &|_, _| opinion);
            assert_eq!(found.map(|c| c.log_odds), Some(1.0), "no number is no opinion");
            assert!((0.0..=1.0).contains(&probability));
        }
        assert_eq!(judged(&[3.0]).0, 1, "leaving it whole is a rival");
        assert_eq!(judged(&[-1.0]).1, None);
        assert_eq!(judged(&[0.0]).1, None, "a torn title is worse than an uncut line");
        assert_eq!(judged(&[]), (0, None, 1.0));
    }
}
