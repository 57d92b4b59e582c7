//! Traditional to simplified characters, one for one.
//!
//! The mapping is that of the crate `fast2s` (see DESIGN.md for the candidates measured), copied
//! once into a table with a slot per character, with the rare variants it misses. A few
//! characters depend on a neighbour (乾隆 but 干净); these are asked with their neighbours.

use std::ops::Range;
use std::sync::LazyLock;

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Slot of a character that only its neighbours decide.
const CONTEXTUAL: u16 = 0;

/// The characters for which `fast2s` looks at the neighbours.
const BY_NEIGHBOUR: &str = "兒覆夥藉瞭麽幺於乾著苧闔鍾讎畫";

/// Variants that `fast2s` leaves: (variant, simplified).
const VARIANTS: [(char, char); 6] =
    [('羣', '群'), ('眞', '真'), ('嚐', '尝'), ('峯', '峰'), ('牀', '床'), ('喫', '吃')];

/// 著 stays in these words; everywhere else it is the particle 着, as in 隨著 and 接著.
const ZHU_AFTER: &str = "显顯名原专專编編论論卓巨拙遗遺昭译譯土合所新执執";
const ZHU_BEFORE: &str = "名作称稱者述书書有录錄";

/// Simplified form of each character of the common block.
pub(super) struct Table {
    slots: Vec<u16>,
}

/// The table, made on first use (under a millisecond).
pub(super) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(Table::new);
    &TABLE
}

/// Appends the simplified form of a stretch of the common block; its neighbours in the text
/// decide where they matter.
pub(super) fn simplify_into(text: &str, range: Range<usize>, out: &mut String) {
    let table = table();
    let mut copied = range.start;
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        let next = at + c.len_utf8();
        let neighbours = || [text[..at].chars().next_back(), text[next..].chars().next()];
        let simple = table.simplify(c, neighbours);
        if simple != c {
            out.push_str(&text[copied..at]);
            out.push(simple);
            copied = next;
        }
    }
    out.push_str(&text[copied..range.end]);
}

impl Table {
    fn new() -> Self {
        let block: String = (FIRST..=LAST).filter_map(char::from_u32).collect();
        let slot = |c: char| u16::try_from(u32::from(c)).unwrap_or(CONTEXTUAL);
        let mut slots: Vec<u16> = block.chars().map(|c| slot(fast2s_alone(c))).collect();
        for (from, to) in VARIANTS {
            slots[index(from)] = slot(to);
        }
        for c in BY_NEIGHBOUR.chars() {
            slots[index(c)] = CONTEXTUAL;
        }
        Self { slots }
    }

    /// The simplified form of `c`; `neighbours` is asked only where it matters.
    #[inline]
    pub(super) fn simplify(&self, c: char, neighbours: impl FnOnce() -> [Option<char>; 2]) -> char {
        if !matches!(u32::from(c), FIRST..=LAST) {
            return c;
        }
        match self.slots.get(index(c)) {
            Some(&CONTEXTUAL) => by_neighbour(c, neighbours()),
            Some(&slot) => char::from_u32(u32::from(slot)).unwrap_or(c),
            None => c,
        }
    }
}

fn index(c: char) -> usize {
    u32::from(c).saturating_sub(FIRST) as usize
}

fn fast2s_alone(c: char) -> char {
    fast2s::convert(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}

fn by_neighbour(c: char, [before, after]: [Option<char>; 2]) -> char {
    if c == '著' {
        let kept = before.is_some_and(|b| ZHU_AFTER.contains(b))
            || after.is_some_and(|a| ZHU_BEFORE.contains(a));
        return if kept { c } else { '着' };
    }
    let window: String = before.into_iter().chain([c]).chain(after).collect();
    let at = usize::from(before.is_some());
    fast2s::convert(&window).chars().nth(at).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplifies_with_an_eye_on_neighbours() {
        for (traditional, simplified) in [
            ("乾隆喝乾了", "乾隆喝干了"),
            ("瞭望臺", "瞭望台"),
            ("隨著著名作家", "随着著名作家"),
            ("顯著", "显著"),
            ("羣眾", "群众"),
            ("計畫", "计划"),
            ("已经是简体", "已经是简体"),
        ] {
            assert_eq!(crate::normalize::normalize(traditional).as_str(), simplified);
        }
    }

    #[test]
    fn simplified_forms_stay() {
        let table = table();
        for c in (FIRST..=LAST).filter_map(char::from_u32) {
            let once = table.simplify(c, || [None, None]);
            assert_eq!(table.simplify(once, || [None, None]), once, "{c} → {once}");
        }
    }
}
