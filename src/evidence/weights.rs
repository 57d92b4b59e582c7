//! What a shared word, number or name is worth before the model weighs its signal: natural
//! log-odds, each with its reason.

/// Share of the Latin words in a Chinese title that stand in its English counterpart too:
/// measured between .63 (encyclopedia titles) and .97 (manuals) on open bilingual text.
const KEPT: f32 = 0.85;

/// Share of them that stand in an unrelated English title: measured at .02 or less.
const KEPT_BY_CHANCE: f32 = 0.02;

/// A Latin word of the Chinese title that the English one lacks.
pub(super) fn word_missing() -> f32 {
    ((1.0 - KEPT) / (1.0 - KEPT_BY_CHANCE)).ln()
}

/// A word that both titles have, by the share of titles that have it.
pub(super) fn word_shared(frequency: f32) -> f32 {
    (KEPT / frequency).ln().max(0.0)
}

/// Share of the numbers in a Chinese title that its counterpart has too. Lower than for words:
/// editors round, leave out and add numbers.
const NUMBER_KEPT: f32 = 0.7;

/// A number of one title that the other lacks: half the evidence that it would be against a
/// pair if numbers were always kept, counted once on either side.
pub(super) fn number_missing() -> f32 {
    0.5 * (1.0 - NUMBER_KEPT).ln()
}

/// A number that both titles have, by the share of titles that have it.
pub(super) fn number_shared(frequency: f32) -> f32 {
    (NUMBER_KEPT / frequency).ln().max(0.0)
}

/// Numbers equal in value but of different kinds (`15` and `15%`) are worth this part.
pub(super) const OTHER_UNIT: f32 = 0.4;

/// Share of the names in a Chinese title that the sound rule finds in its counterpart.
const NAME_FOUND: f32 = 0.5;

/// A name that sounds alike, by how alike (0 to 1) and by the share of titles that have it.
///
/// The share is raised by what matches by chance: a full match does in one of 2,000 unrelated
/// titles, a weak one ten times as often.
pub(super) fn name_shared(similarity: f32, frequency: f32) -> f32 {
    const BY_CHANCE: f32 = 0.0005;
    let chance = BY_CHANCE * 10f32.powf((1.0 - similarity) * 2.0);
    (NAME_FOUND / (frequency + chance)).ln().max(0.0) * similarity
}

/// How many titles a word is taken to have been looked for in before any is seen, and the share
/// of them that had it: so that in a list of four titles a word that stands in two of them is
/// still a rare word.
pub(super) const PRIOR_TITLES: f32 = 200.0;
/// See [`PRIOR_TITLES`].
pub(super) const PRIOR_FREQUENCY: f32 = 0.002;

/// Spread of the length ratio, in natural log units, of true pairs and of random ones: measured
/// on headings of open manuals (.18, .56), encyclopedia titles (.34, .46) and our own fixtures
/// (.19, .23).
pub(super) const LENGTH_SPREAD: f32 = 0.25;
/// See [`LENGTH_SPREAD`].
pub(super) const LENGTH_SPREAD_BY_CHANCE: f32 = 0.5;

/// How much less a unit counts that many titles of a list have, by the share of them: in a list
/// about Linux, `Linux` says little.
pub(super) fn rarity_weight(frequency: f32) -> f32 {
    (frequency.ln() / PRIOR_FREQUENCY.ln()).clamp(0.1, 1.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-3
    }

    #[test]
    fn weights_are_the_logarithms_of_how_often_things_are() {
        // ln(.15 / .98), half of ln(.3).
        assert!(close(word_missing(), -1.8769) && close(number_missing(), -0.6020));
        // ln(.85 / .0085), ln(.7 / .007); what all have is worth nothing.
        assert!(close(word_shared(0.0085), 4.6052) && close(number_shared(0.007), 4.6052));
        assert_eq!((word_shared(1.0), number_shared(1.0)), (0.0, 0.0));
        // ln(.5 / .001); half of ln(.5 / .0055).
        assert!(close(name_shared(1.0, 0.0005), 6.2146) && close(name_shared(0.5, 0.0005), 2.2549));
        assert_eq!(rarity_weight(PRIOR_FREQUENCY), 1.0);
    }
}
