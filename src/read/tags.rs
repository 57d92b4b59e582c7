//! Tags of a page as they stand in its text, without a tree.

/// Elements whose content is text, up to their own end tag.
const RAW: [&str; 9] =
    ["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// A start or end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Where its name stands.
    pub(super) at: usize,
    /// Its name as it is written.
    pub(super) name: &'a str,
    pub(super) closes: bool,
    /// What follows the name, with the `>`.
    pub(super) rest: &'a str,
}

/// The tags of a page in order, those in comments and raw text left out.
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
    raw: Option<&'static str>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, raw: None }
    }

    /// The tag at a `<`, if it is one; moves behind what stands there.
    fn read(&mut self, at: usize) -> Option<Tag<'a>> {
        let text = &self.text[at..];
        let closes = text[1..].starts_with('/');
        let start = at + 1 + usize::from(closes);
        let name = name(&self.text[start..]);
        self.at = start + name.len();
        if let Some(raw) = self.raw {
            if !closes || !name.eq_ignore_ascii_case(raw) {
                return None;
            }
            self.raw = None;
        }
        if name.is_empty() {
            self.at = at + not_a_tag(text);
            return None;
        }
        let rest = &self.text[self.at..];
        let rest = &rest[..length(rest)];
        self.at += rest.len();
        if !closes {
            self.raw = RAW.into_iter().find(|raw| name.eq_ignore_ascii_case(raw));
        }
        Some(Tag { at: start, name, closes, rest })
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let at = self.at + self.text[self.at..].find('<')?;
            if let Some(tag) = self.read(at) {
                return Some(tag);
            }
        }
    }
}

/// The name at the start of a text; empty where no tag begins.
pub(super) fn name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    &text[..end.unwrap_or(text.len())]
}

/// The length of a comment or declaration at the start of a text; of a `<` that means itself 1.
fn not_a_tag(text: &str) -> usize {
    let ends_comment = |end: usize| {
        text[2..end].ends_with("--") || text.get(4..end).is_some_and(|text| text.ends_with("--!"))
    };
    let mut ends = text.match_indices('>').map(|(end, _)| end);
    let end = match text.as_bytes().get(1) {
        _ if text.starts_with("<!--") => ends.find(|&end| ends_comment(end)),
        Some(b'!' | b'?' | b'/') => ends.next(),
        _ => return 1,
    };
    end.map_or(text.len(), |end| end + 1)
}

/// How long the rest of a tag is behind its name.
fn length(rest: &str) -> usize {
    let mut attributes = Attributes(rest);
    attributes.by_ref().for_each(drop);
    let left = attributes.0;
    rest.len() - left.len() + usize::from(left.starts_with('>'))
}

/// Names and values of attributes, up to the `>` of the tag.
pub(super) struct Attributes<'a>(pub(super) &'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let is_space = |c: char| c.is_ascii_whitespace();
        self.0 = self.0.trim_start_matches(|c: char| is_space(c) || c == '/');
        if self.0.is_empty() || self.0.starts_with('>') {
            return None;
        }
        // A `=` that begins a name is part of it.
        let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
        let end = self.0.char_indices().skip(1).find(|&(_, c)| ends(c));
        let (name, rest) = self.0.split_at(end.map_or(self.0.len(), |(end, _)| end));
        self.0 = rest;
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else {
            return Some((name, ""));
        };
        let value = value.trim_start_matches(is_space);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => {
                let end = value.find(|c: char| is_space(c) || c == '>');
                value.split_at(end.unwrap_or(value.len()))
            }
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(page: &str) -> String {
        let slash = |tag: &Tag<'_>| if tag.closes { "/" } else { "" };
        let names = Tags::new(page).map(|tag| format!("{}{}", slash(&tag), tag.name));
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_is_a_tag_is_one() {
        for (page, expected) in [
            ("<p>a < b</P ><x-é:1/>", "p /P x-é:1"),
            ("<!-- <a> --><b><!--><i><!---><u><!----!><s><!-- <q> ", "b i u s"),
            ("<!doctype <a><?php <b> ?></ <c>></><i>", "i"),
            ("<a title='</a>' href=x>y\"<b q=\"<i>\"></b>", "a b /b"),
            (
                "<title>a<b c='</title><script>\"<i>\"</scrip></Script><u>",
                "title /title script /Script u",
            ),
            ("<svg><title><i></i></title>", "svg title /title"),
            ("<a href=\"x><b></b>", "a"),
        ] {
            assert_eq!(names(page), expected, "{page}");
        }
    }

    #[test]
    fn attributes_end_where_the_tag_does() {
        let rest = " a b = 'x > y'/c=\"\"d =e/f =g é>h";
        let found: Vec<_> = Attributes(rest).collect();
        assert_eq!(
            found,
            [("a", ""), ("b", "x > y"), ("c", ""), ("d", "e/f"), ("=g", ""), ("é", "")]
        );
        assert_eq!(&rest[length(rest)..], "h");
    }
}
