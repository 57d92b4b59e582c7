//! What is read of a table or an object.

/// The names of the columns of a table, or of the fields of an object, that are read. Case does
/// not matter in a table. Only the title must be there.
///
/// ```
/// let columns = bititle::read::Columns { title: "headline".into(), ..Default::default() };
/// assert_eq!(columns.date, "date");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Columns {
    /// The title; `title` by default.
    pub title: String,
    /// When it was published; `date` by default.
    pub date: String,
    /// Where it leads; `link` by default.
    pub link: String,
    /// Its language, a tag or a name; `language` by default.
    pub language: String,
}

impl Default for Columns {
    fn default() -> Self {
        let [title, date, link, language] = ["title", "date", "link", "language"].map(Into::into);
        Self { title, date, link, language }
    }
}
