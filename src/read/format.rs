//! Which reader reads a text.

use std::path::Path;

use super::columns::Columns;
use crate::error::Result;
use crate::item::Item;

/// The form of a text that holds titles. A form whose feature is off is not there.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// One title a line.
    #[default]
    Lines,
    /// A page: titles, headings, links and list items.
    #[cfg(feature = "html")]
    Html,
    /// RSS or Atom.
    #[cfg(feature = "feed")]
    Feed,
    /// Headings, links and list items.
    #[cfg(feature = "markdown")]
    Markdown,
    /// A table with named columns, separated by commas.
    #[cfg(feature = "table")]
    Csv,
    /// A table with named columns, separated by tabs.
    #[cfg(feature = "table")]
    Tsv,
    /// An object a line.
    #[cfg(feature = "json")]
    JsonLines,
}

impl Format {
    /// All that this build reads.
    pub const ALL: &[Self] = &[
        Self::Lines,
        #[cfg(feature = "html")]
        Self::Html,
        #[cfg(feature = "feed")]
        Self::Feed,
        #[cfg(feature = "markdown")]
        Self::Markdown,
        #[cfg(feature = "table")]
        Self::Csv,
        #[cfg(feature = "table")]
        Self::Tsv,
        #[cfg(feature = "json")]
        Self::JsonLines,
    ];

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            #[cfg(feature = "html")]
            Self::Html => "html",
            #[cfg(feature = "feed")]
            Self::Feed => "feed",
            #[cfg(feature = "markdown")]
            Self::Markdown => "markdown",
            #[cfg(feature = "table")]
            Self::Csv => "csv",
            #[cfg(feature = "table")]
            Self::Tsv => "tsv",
            #[cfg(feature = "json")]
            Self::JsonLines => "jsonl",
        }
    }

    /// The format of a name.
    ///
    /// ```
    /// use bititle::read::Format;
    /// assert_eq!(Format::from_name("lines"), Some(Format::Lines));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a file has by the end of its name; lines, where that tells nothing.
    ///
    /// ```
    /// use bititle::read::Format;
    /// assert_eq!(Format::of_path("titles.txt"), Format::Lines);
    /// # #[cfg(feature = "feed")]
    /// assert_eq!(Format::of_path("News.RSS"), Format::Feed);
    /// ```
    #[must_use]
    pub fn of_path(path: impl AsRef<Path>) -> Self {
        let end = path.as_ref().extension().and_then(|end| end.to_str()).unwrap_or_default();
        let name = match end.to_ascii_lowercase().as_str() {
            "htm" | "html" | "xhtml" => "html",
            "rss" | "atom" | "xml" | "rdf" => "feed",
            "md" | "markdown" => "markdown",
            "csv" => "csv",
            "tsv" | "tab" => "tsv",
            "jsonl" | "ndjson" => "jsonl",
            _ => "lines",
        };
        Self::from_name(name).unwrap_or_default()
    }

    /// The items of a text; `columns` are the names of what a table or object holds.
    ///
    /// # Errors
    /// The text is not of its format, with the line. Lines and Markdown always can be read.
    #[cfg_attr(not(feature = "formats"), allow(unused_variables))]
    pub fn items(self, text: &str, columns: &Columns) -> Result<Vec<Item>> {
        match self {
            Self::Lines => Ok(super::lines(text)),
            #[cfg(feature = "html")]
            Self::Html => super::html(text),
            #[cfg(feature = "feed")]
            Self::Feed => super::feed(text),
            #[cfg(feature = "markdown")]
            Self::Markdown => Ok(super::markdown(text)),
            #[cfg(feature = "table")]
            Self::Csv => super::csv(text, columns),
            #[cfg(feature = "table")]
            Self::Tsv => super::tsv(text, columns),
            #[cfg(feature = "json")]
            Self::JsonLines => super::json_lines(text, columns),
        }
    }
}
