//! Pairs the titles of an English and a Chinese feed: `feeds ENGLISH CHINESE [DAYS]`.
//!
//! Only titles published at most so many days apart (7) are paired. The feeds are files: fetch them
//! as you like.

use std::error::Error;
use std::time::Duration;
use std::{env, fs};

use bititle::{Aligner, Item, PairOptions, read};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [english, chinese, days @ ..] = args.as_slice() else {
        return Err("usage: feeds ENGLISH CHINESE [DAYS]".into());
    };
    let days: u64 = days.first().map_or(Ok(7), |days| days.parse())?;
    let (english, chinese) = (feed(english)?, feed(chinese)?);

    let aligner = Aligner::builtin();
    let options = PairOptions::default().window(Duration::from_secs(days * 86_400));
    let pairing = aligner.pair_items(&english, &chinese, &options);

    for pair in &pairing.pairs {
        let (english, chinese) = (&english[pair.english.0], &chinese[pair.chinese.0]);
        println!("{:.2}  {}  {}", pair.probability, english.title, chinese.title);
        println!("      {}", chinese.link.as_deref().unwrap_or("no link"));
    }
    println!("{} English titles have no counterpart", pairing.unpaired_english.len());
    Ok(())
}

fn feed(path: &str) -> Result<Vec<Item>, Box<dyn Error>> {
    let text = read::decode(&fs::read(path)?, None)?;
    Ok(read::feed(&text).map_err(|error| error.in_file(path))?)
}
