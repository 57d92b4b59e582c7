//! Links between two lines of words, drawn with lines.

use unicode_width::UnicodeWidthStr;

use super::Paint;

/// Words of one line and where they stand: each has an anchor that links meet, on even cells in the
/// upper line and on odd ones in the lower, so that no two links run in one column.
struct Row {
    starts: Vec<usize>,
    anchors: Vec<usize>,
}

impl Row {
    fn new(words: &[String], odd: usize) -> Self {
        let (mut starts, mut anchors) = (Vec::new(), Vec::new());
        let mut at = 0;
        for word in words {
            let middle = word.width().saturating_sub(1) / 2;
            at += usize::from((at + middle) % 2 != odd);
            starts.push(at);
            anchors.push(at + middle);
            at += word.width() + 2;
        }
        Self { starts, anchors }
    }

    fn line(&self, words: &[String], groups: &[Option<usize>], paint: Paint) -> String {
        let (mut line, mut at) = (String::new(), 0);
        for ((word, &start), group) in words.iter().zip(&self.starts).zip(groups) {
            line.push_str(&" ".repeat(start - at));
            line.push_str(&group.map_or(word.clone(), |group| paint.group(group, word)));
            at = start + word.width();
        }
        line
    }
}

/// The words that hang together, and the bar that joins them.
struct Group {
    upper: Vec<usize>,
    lower: Vec<usize>,
    bar: usize,
}

impl Group {
    fn ends(&self) -> (usize, usize) {
        let all = || self.upper.iter().chain(&self.lower).copied();
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    }
}

/// The lines of a drawing: the upper words, links, the lower words. Links are pairs of positions.
pub fn draw(
    upper: &[String],
    lower: &[String],
    links: &[(usize, usize)],
    paint: Paint,
) -> Vec<String> {
    let (of_upper, of_lower) = connected(upper.len(), lower.len(), links);
    let (above, below) = (Row::new(upper, 0), Row::new(lower, 1));
    let count = of_upper.iter().chain(&of_lower).flatten().max().map_or(0, |most| most + 1);
    let anchors = |row: &Row, groups: &[Option<usize>], group| {
        let own = groups.iter().zip(&row.anchors).filter(|(g, _)| **g == Some(group));
        own.map(|(_, &anchor)| anchor).collect::<Vec<_>>()
    };
    let mut groups: Vec<Group> = (0..count)
        .map(|group| Group {
            upper: anchors(&above, &of_upper, group),
            lower: anchors(&below, &of_lower, group),
            bar: 0,
        })
        .collect();
    let bars = place(&mut groups);
    let mut lines = vec![above.line(upper, &of_upper, paint)];
    lines.extend((0..bars).map(|bar| between(&groups, bar, paint)));
    lines.push(below.line(lower, &of_lower, paint));
    lines
}

/// The groups that links make of the words of either line, numbered from the left.
fn connected(
    upper: usize,
    lower: usize,
    links: &[(usize, usize)],
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut of: Vec<Option<usize>> = vec![None; upper + lower];
    let mut count = 0;
    for &(e, z) in links.iter().filter(|&&(e, z)| e < upper && z < lower) {
        match (of[e], of[upper + z]) {
            (Some(a), Some(b)) => {
                of.iter_mut().filter(|g| **g == Some(b)).for_each(|g| *g = Some(a))
            }
            (a, b) => {
                let group = a.or(b).unwrap_or(count);
                count += usize::from(group == count);
                (of[e], of[upper + z]) = (Some(group), Some(group));
            }
        }
    }
    let mut names: Vec<usize> = Vec::new();
    for group in of.iter_mut().flatten() {
        let known = names.iter().position(|name| name == group);
        *group = known.unwrap_or_else(|| {
            names.push(*group);
            names.len() - 1
        });
    }
    let lower = of.split_off(upper);
    (of, lower)
}

/// Gives each group the first bar on which it meets no other, the shortest first; the number of
/// bars.
fn place(groups: &mut [Group]) -> usize {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&at| groups[at].ends().1 - groups[at].ends().0);
    let mut bars: Vec<Vec<(usize, usize)>> = Vec::new();
    for at in order {
        let (start, end) = groups[at].ends();
        let free = |bar: &Vec<(usize, usize)>| bar.iter().all(|&(s, e)| end < s || e < start);
        let bar = bars.iter().position(free).unwrap_or_else(|| {
            bars.push(Vec::new());
            bars.len() - 1
        });
        bars[bar].push((start, end));
        groups[at].bar = bar;
    }
    bars.len()
}

/// One line between the words.
fn between(groups: &[Group], bar: usize, paint: Paint) -> String {
    let width = groups.iter().map(|group| group.ends().1 + 1).max().unwrap_or(0);
    let mut cells: Vec<(char, usize)> = vec![(' ', 0); width];
    for (number, group) in groups.iter().enumerate() {
        let (start, end) = group.ends();
        if group.bar == bar {
            for (at, cell) in cells.iter_mut().enumerate().take(end + 1).skip(start) {
                *cell = (joint(group, at), number);
            }
        }
    }
    for (number, group) in groups.iter().enumerate() {
        let passing =
            |down: &[usize], passes: bool| if passes { down.to_vec() } else { Vec::new() };
        let columns =
            [passing(&group.upper, bar < group.bar), passing(&group.lower, bar > group.bar)];
        for at in columns.concat() {
            cells[at] = if cells[at].0 == ' ' { ('│', number) } else { ('┼', number) };
        }
    }
    let end = cells.iter().rposition(|cell| cell.0 != ' ').map_or(0, |at| at + 1);
    let paint_one =
        |&(c, group): &(char, usize)| if c == ' ' { " ".into() } else { paint.group(group, c) };
    cells[..end].iter().map(paint_one).collect()
}

/// What a bar is at a cell.
fn joint(group: &Group, at: usize) -> char {
    let (start, end) = group.ends();
    let (up, down) = (group.upper.contains(&at), group.lower.contains(&at));
    match (up, down, at == start, at == end) {
        (true, _, true, _) => '╰',
        (true, _, _, true) => '╯',
        (true, ..) => '┴',
        (_, true, true, _) => '╭',
        (_, true, _, true) => '╮',
        (_, true, ..) => '┬',
        _ => '─',
    }
}
