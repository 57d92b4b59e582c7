//! draft
use std::io::{BufRead, Write};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let f = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in f.lines() {
        let line = line.unwrap();
        let s = bititle::split::split(&line);
        let h = s.pairs.first().copied().unwrap_or_default();
        writeln!(
            out,
            "{}\t{}",
            h.english.map_or("", |s| s.of(&line)),
            h.chinese.map_or("", |s| s.of(&line))
        )
        .unwrap();
    }
}
