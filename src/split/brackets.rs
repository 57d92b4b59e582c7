//! Brackets and quotes: what opens, what closes, what holds a whole half.

use crate::title::Span;

/// Brackets that are taken off where they hold a whole half.
const WRAPPERS: [(char, char); 5] =
    [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('〔', '〕')];

/// A Chinese title in these keeps them: they are part of it.
const QUOTES: [(char, char); 5] =
    [('《', '》'), ('「', '」'), ('『', '』'), ('“', '”'), ('〈', '〉')];

/// Signs that stay with what stands before them.
pub(super) fn closes(c: char) -> bool {
    "?!.…)]）】》〉”」』\"'’？！。%".contains(c)
}

/// Signs that stay with what follows them.
pub(super) fn opens(c: char) -> bool {
    "([（【《〈“「『\"'‘".contains(c)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    WRAPPERS.into_iter().chain(QUOTES)
}

/// The inside of brackets that hold the whole half.
pub(super) fn unwrap(text: &str, span: Span) -> Option<Span> {
    let half = span.of(text);
    let (first, last) = (half.chars().next()?, half.chars().next_back()?);
    let (open, close) = WRAPPERS.into_iter().find(|&(open, _)| open == first)?;
    if close != last {
        return None;
    }
    // No bracket closes itself: they are two.
    let inner = Span::new(span.start + open.len_utf8(), span.end - close.len_utf8());
    is_balanced(inner.of(text).chars()).then_some(inner)
}

/// Whether every bracket that opens is closed and the other way round.
pub(super) fn is_balanced(signs: impl Iterator<Item = char>) -> bool {
    let mut depth = [0i32; WRAPPERS.len() + QUOTES.len()];
    for c in signs {
        for (depth, (open, close)) in depth.iter_mut().zip(pairs()) {
            *depth += i32::from(c == open) - i32::from(c == close);
            if *depth < 0 {
                return false;
            }
        }
    }
    depth.iter().all(|&d| d == 0)
}

/// Whether a character opens or closes a bracket.
pub(super) fn is_bracket(c: char) -> bool {
    !c.is_alphanumeric() && pairs().any(|(open, close)| c == open || c == close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_is_closed_in_its_own_kind() {
        for (text, balanced) in [
            ("", true),
            ("(a)[b]", true),
            ("（《a》）", true),
            ("(a", false),
            (")a(", false),
            ("(a）", false),
        ] {
            assert_eq!(is_balanced(text.chars()), balanced, "{text}");
        }
    }

    #[test]
    fn only_brackets_around_all_are_taken_off() {
        let inside = |text| unwrap(text, Span::new(0, str::len(text))).map(|span| span.of(text));
        assert_eq!((inside("（Solar）"), inside("[a (b)]")), (Some("Solar"), Some("a (b)")));
        for text in ["(a) b (c)", "《a》", "(a", "a)", "(", ""] {
            assert_eq!(inside(text), None, "{text}");
        }
    }
}
