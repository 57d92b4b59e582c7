//! Which pairs are held out of training, so that the calibration is fitted on what the rest has not seen.

use std::hash::BuildHasher;
use std::path::PathBuf;

use rustc_hash::FxBuildHasher;

use super::corpus::Group;

/// A file gives at most so many, so that none outweighs the others.
const MOST_OF_FILE: usize = 200;

/// And one pair in so many.
const ONE_IN: usize = 4;

/// Groups that were held out of a file, and how often it was given.
pub(super) type HeldOutOf = (usize, Vec<Group>);

/// Takes out of each file's pairs those that the calibration is fitted on. Equal files and seeds lose the same ones.
pub(super) fn hold_out(files: &[PathBuf], groups: &mut [Vec<Group>], seed: u64) -> Vec<HeldOutOf> {
    let mut out = Vec::new();
    for (at, groups) in groups.iter_mut().enumerate() {
        groups.sort_by_cached_key(|group| (lot(seed, &group.english[0]), group.clone()));
        let most = (groups.len() / ONE_IN).min(MOST_OF_FILE);
        let held_out = groups.split_off(groups.len() - most);
        // A file that is given twice counts twice, but its pairs are no rivals of themselves.
        if !files[..at].contains(&files[at]) {
            let times = files.iter().filter(|other| **other == files[at]).count();
            out.push((times, held_out));
        }
    }
    out
}

/// What decides on a pair. It must stay what it is: a model that is calibrated anew would else be asked about
/// pairs that it has seen.
fn lot(seed: u64, english: &str) -> u64 {
    FxBuildHasher.hash_one((seed, english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn lots_are_those_that_the_builtin_model_was_trained_with() {
        assert_eq!(lot(1, "Rain again"), 12_972_657_041_954_852_000);
        assert_eq!(lot(1, ""), 2_950_132_707_509_081_223);
        assert_eq!(lot(2, "Rain again"), 1_989_669_128_822_955_519);
    }
}
