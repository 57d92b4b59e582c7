//! Several pairs on one line: `Home 首页 | News 新闻`.

use super::atoms::Line;
use super::frame::Frame;
use super::{Halves, Role, Split, choose, finish, weigh};
use crate::title::{Span, is_han};

/// Signs that part the entries of a list.
const BETWEEN_ENTRIES: [&str; 7] = ["|", "｜", "•", ";", "；", "\t", " / "];

/// The line as several pairs, `None` where it is not plainly that: every entry must have both
/// halves, or entries must alternate between the languages.
pub(super) fn split(
    line: &str,
    frame: &Frame,
    judge: &impl Fn(&str, &str) -> f32,
) -> Option<Split> {
    let sign = BETWEEN_ENTRIES.into_iter().find(|&s| entries(line, frame.core, s).len() > 1)?;
    let entries = entries(line, frame.core, sign);
    let (pairs, probability) =
        both_in_each(line, &entries, judge).or_else(|| alternating(line, &entries))?;
    let mut roles: Vec<(Role, Span)> = frame.markers.iter().map(|&m| (Role::Marker, m)).collect();
    roles.extend(frame.tag.iter().map(|&t| (Role::Marker, t)));
    Some(finish(line, pairs, roles, probability))
}

fn entries(line: &str, core: Span, sign: &str) -> Vec<Span> {
    let text = core.of(line);
    let mut at = core.start;
    let parts = text.split(sign).map(|part| {
        let start = at;
        at += part.len() + sign.len();
        Span::new(start, start + part.len()).trimmed(line)
    });
    parts.filter(|span| !span.is_empty()).collect()
}

type Found = (Vec<Halves>, f32);

fn both_in_each(line: &str, entries: &[Span], judge: &impl Fn(&str, &str) -> f32) -> Option<Found> {
    let mut sure = 1.0;
    let mut pairs = Vec::with_capacity(entries.len());
    for &core in entries {
        // Two languages in each entry, or the line is not of this form.
        has_both(core.of(line)).then_some(())?;
        let frame = Frame { core, markers: Vec::new(), tag: None };
        let found = weigh::candidates(&Line::new(line, core), &frame);
        // In a list short names are titles: the best cut of each entry is taken as it is.
        let lifted = found.into_iter().map(|mut c| {
            c.log_odds += LIST_BONUS;
            c
        });
        let (best, probability) = choose::best(line, lifted.collect(), judge);
        pairs.push(best.map(|c| Halves::both(c.english, c.chinese))?);
        sure *= probability;
    }
    Some((pairs, sure))
}

/// Log-odds that a neighbour cut the same way lends to an entry of a list.
const LIST_BONUS: f32 = 2.0;

/// `Home | 首页 | News | 新闻`: an even number of entries in one language each, taking turns.
fn alternating(line: &str, entries: &[Span]) -> Option<Found> {
    if entries.len() < 4 || entries.len() % 2 == 1 {
        return None;
    }
    let chinese = |span: &Span| span.of(line).contains(is_han);
    let first = chinese(&entries[0]);
    let takes_turns = entries.iter().enumerate().all(|(i, e)| {
        chinese(e) == (first == (i % 2 == 0)) && e.of(line).contains(char::is_alphabetic)
    });
    takes_turns.then(|| {
        let pair = |two: &[Span]| match first {
            true => Halves::both(two[1], two[0]),
            false => Halves::both(two[0], two[1]),
        };
        (entries.chunks_exact(2).map(pair).collect(), 1.0)
    })
}

fn has_both(text: &str) -> bool {
    text.contains(is_han) && text.contains(|c: char| c.is_alphabetic() && !is_han(c))
}
