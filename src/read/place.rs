//! Lines of byte positions that are asked for in rising order.

/// Counts lines as positions rise.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of a position, from 1; of a position before the last one, the line of that.
    pub(super) fn of(&mut self, position: usize) -> usize {
        let bytes = self.text.as_bytes();
        let passed = bytes.get(self.at..position.min(bytes.len())).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.at = self.at.max(position.min(bytes.len()));
        self.line
    }
}
