//! Pages that leave formatting open: the parser repeats it in each block that follows.

use std::borrow::Cow;
use std::collections::HashMap;

use super::element::Kind;
use super::nesting::MOST_ALIKE;
use super::tags::{length, name};

/// So many elements are made by repeating at most: some 180 MB and half a second.
const MOST_REPEATED: usize = 1_000_000;

/// Longer tags, in bytes, are not compared.
const LONGEST_COMPARED: usize = 500;

/// A page in which repeating cannot cost more than its length: where it might, formatting is made `span`, which
/// is never repeated and says as much to us. It is counted as if no tag were closed, wherever it
/// stands, so that nothing can hide.
pub(super) fn without_repeats(page: &str) -> Cow<'_, str> {
    let (mut tags, mut repeated) = (0usize, 0usize);
    let mut alike: HashMap<&[u8], usize> = HashMap::new();
    for (at, _) in page.match_indices('<') {
        tags += 1;
        let body = &page[at + 1..];
        let name = name(body);
        if !is_formatting(name) {
            continue;
        }
        let tag = compared(body, name.len());
        let times = alike.entry(tag).or_default();
        *times += 1;
        repeated += usize::from(*times <= MOST_ALIKE || tag.len() + 4 > LONGEST_COMPARED);
    }
    if tags.saturating_mul(repeated) > MOST_REPEATED {
        Cow::Owned(with_spans(page))
    } else {
        Cow::Borrowed(page)
    }
}

/// Whether the parser repeats an element. (It repeats `a` too, but there is one at a time.)
fn is_formatting(name: &str) -> bool {
    Kind::of(&name.to_ascii_lowercase()) == Kind::Formatting
}

/// A tag as far as it is compared with others.
fn compared(tag: &str, name: usize) -> &[u8] {
    let most = tag.len().min(LONGEST_COMPARED);
    let end = (0..=most).rev().find(|&end| tag.is_char_boundary(end)).unwrap_or(0);
    let rest = &tag[name.min(end)..end];
    &tag.as_bytes()[..end - rest.len() + length(rest)]
}

fn with_spans(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 4);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let start = at + 1 + usize::from(rest[at + 1..].starts_with('/'));
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = name(rest);
        if is_formatting(name) {
            out.push_str("span");
            rest = &rest[name.len()..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` stands for the number of the repeat.
    fn repeated(form: &str, times: usize) -> String {
        (0..times).map(|number| form.replace('#', &number.to_string())).collect()
    }

    #[test]
    fn formatting_that_is_left_open_by_the_thousand_is_not_repeated() {
        for form in ["<p><i a=#>", "<p><I a=\">\" b=#>", "<p><font a=#><!--</font>-->"] {
            let page = repeated(form, 4_300);
            let spans = without_repeats(&page);
            assert!(!spans.contains("<i") && !spans.contains("<font"), "{form}");
            assert_eq!(spans.matches("<span").count(), 4_300);
        }
        let long = format!("<p><b title='{}#'>", "x".repeat(2 * LONGEST_COMPARED));
        assert!(without_repeats(&repeated(&long, 1_000)).contains("<span"));
    }

    #[test]
    fn tags_that_are_the_same_are_repeated_three_times_as_in_a_browser() {
        for form in ["<p><b>word ", "<li><font color=red>#</font>", "<b>#</b><b x='é'>#</b>"] {
            let page = repeated(form, 20_000);
            assert!(matches!(without_repeats(&page), Cow::Borrowed(_)), "{form}");
        }
        let page = repeated("<p><font color=#>", 600);
        assert!(matches!(without_repeats(&page), Cow::Borrowed(_)), "it costs little");
    }
}
