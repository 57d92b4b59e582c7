//! Quotes, dashes, spaces and invisible characters.

/// What becomes of a character.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Folded {
    /// It stays or becomes this.
    To(char),
    /// It is invisible and left out.
    Gone,
}

/// Folds the many forms of one punctuation mark into one, after NFKC has folded the widths.
pub(super) fn fold(c: char) -> Folded {
    Folded::To(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '⸺' | '﹣' => '-',
        // The dot inside foreign names: 巴拉克·奥巴马.
        '・' | '‧' | '•' | '∙' | '⋅' => '·',
        '〜' => '~',
        // Zero-width space, byte order mark, soft hyphen, word joiner.
        '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}' => return Folded::Gone,
        c if c.is_whitespace() => ' ',
        c => c,
    })
}
