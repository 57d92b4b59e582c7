//! The best so many of what comes along.

/// Up to `count` numbers with the greatest scores, equal ones by the lower number.
#[derive(Debug, Clone)]
pub(crate) struct Top {
    count: usize,
    found: Vec<(f32, u32)>,
    /// What a score must be above, once there are enough.
    bar: f32,
}

impl Top {
    pub(crate) fn new(count: usize) -> Self {
        let bar = if count > 0 { f32::NEG_INFINITY } else { f32::INFINITY };
        Self { count, found: Vec::new(), bar }
    }

    /// Offers one; numbers must be offered in rising order where scores may be equal.
    #[inline]
    pub(crate) fn offer(&mut self, score: f32, number: u32) {
        if score > self.bar {
            self.take(score, number);
        }
    }

    /// Offers several; see [`Top::offer`].
    #[inline]
    pub(crate) fn offer_all<'s>(
        &mut self,
        scores: impl Iterator<Item = &'s f32>,
        numbers: impl Iterator<Item = u32>,
    ) {
        let mut bar = self.bar;
        for (&score, number) in scores.zip(numbers) {
            if score > bar {
                self.take(score, number);
                bar = self.bar;
            }
        }
    }

    fn take(&mut self, score: f32, number: u32) {
        if self.found.len() == 2 * self.count {
            self.cut();
            if score <= self.bar {
                return;
            }
        }
        self.found.push((score, number));
    }

    /// Leaves the best, in no order.
    fn cut(&mut self) {
        if self.found.len() > self.count && self.count > 0 {
            self.found.select_nth_unstable_by(self.count - 1, better);
            self.bar = self.found[self.count - 1].0;
        }
        self.found.truncate(self.count);
    }

    /// The best, best first.
    pub(crate) fn into_sorted(mut self) -> Vec<(f32, u32)> {
        self.cut();
        self.found.sort_unstable_by(better);
        self.found
    }
}

fn better(a: &(f32, u32), b: &(f32, u32)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_best() {
        let mut top = Top::new(3);
        for (number, score) in [5.0, 1.0, 7.0, 3.0, 7.0, 2.0, 6.0, 7.0].into_iter().enumerate() {
            top.offer(score, number as u32);
        }
        assert_eq!(top.into_sorted(), [(7.0, 2), (7.0, 4), (7.0, 7)]);
        let mut none = Top::new(0);
        none.offer(1.0, 1);
        assert!(none.into_sorted().is_empty());
    }
}
