//! What stays of a name in every spelling and transcription: its first consonants.

/// The first consonants of a name by family: three of them, or two if the name has no more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Skeleton {
    families: [u8; Self::FULL],
    len: usize,
    liquid: bool,
}

impl Skeleton {
    /// Consonants that make a key without the end of the name being known
    const FULL: usize = 3;

    /// Adds a consonant family; `V` is an opening vowel, `R` a liquid that closes a syllable and is
    /// often left out, and `-` nothing
    pub(super) fn push(&mut self, family: u8) {
        match family {
            b'-' => {}
            b'R' => self.liquid = true,
            // A doubled n is one letter but two sounds (肯尼迪), or the other way round.
            b'N' if self.len > 0 && self.families[self.len - 1] == b'N' => {}
            _ if self.len < Self::FULL => {
                self.families[self.len] = family;
                self.len += 1;
            }
            _ => {}
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.len == Self::FULL
    }

    /// The key of a name that ends here; `None` where there is too little to go by
    pub(super) fn key(mut self) -> Option<u64> {
        if self.len == 1 && self.liquid {
            self.push(b'r');
        }
        let packed = self.families.iter().fold(0, |key, &family| key << 8 | u64::from(family));
        (self.len >= 2).then_some(packed)
    }
}
