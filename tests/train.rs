//! The trainer, on our own few fixtures: that it learns, repeats itself and tells of bad input.
#![cfg(feature = "train")]

use std::fs;
use std::path::PathBuf;

use bititle::model::Model;
use bititle::train::{TrainOptions, recalibrate, tokens, train, write_whole};
use bititle::{Aligner, Language};

/// The fixtures as a file of pairs.
fn pairs(name: &str) -> PathBuf {
    let rows = include_str!("data/pairs.tsv").lines().skip(1);
    let text: Vec<&str> = rows.map(|row| row.splitn(4, '\t').nth(3).unwrap()).collect();
    file(name, &text.join("\n"))
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("train_{name}.tsv"));
    fs::write(&path, text).unwrap();
    path
}

fn small() -> TrainOptions {
    let mut options = TrainOptions::default();
    options.dims = 32;
    options.passes = 30;
    options
}

fn model(files: &[PathBuf], options: &TrainOptions) -> Vec<u8> {
    train(files, options, |_| ()).unwrap()
}

#[test]
fn it_learns_and_repeats_itself() {
    let files = [pairs("learns")];
    let bytes = model(&files, &small());
    assert_eq!(bytes, model(&files, &small()), "equal seeds, equal models");
    let mut other = small();
    other.seed = 2;
    assert_ne!(bytes, model(&files, &other), "another seed, another model");

    // What the small model knows best is what it was trained on.
    let aligner = Aligner::builtin().with_model(Model::from_bytes(&bytes).unwrap());
    let text = fs::read_to_string(&files[0]).unwrap();
    let (english, chinese): (Vec<&str>, Vec<&str>) =
        text.lines().map(|line| line.split_once('\t').unwrap()).unzip();
    let found = aligner.search(Language::English, &english, &chinese, 1);
    let right = found.iter().enumerate().filter(|(i, f)| f.iter().any(|f| f.candidate == *i));
    let right = right.count();
    assert!(right > 150, "{right} of {}", english.len());
}

#[test]
fn a_base_keeps_its_words_and_learns_new_ones() {
    let base = Model::from_bytes(&model(&[pairs("base")], &small())).unwrap();
    let known = base.entries();
    let row = "Zorblax opens in Paris\t佐布拉斯在巴黎开张\n";
    let more = file("more", &row.repeat(4));
    let mut options = TrainOptions::adapting(base);
    options.passes = 2;
    let adapted = Model::from_bytes(&model(&[more], &options)).unwrap();
    assert!(adapted.entries() > known, "{} of {known}", adapted.entries());
}

/// Headlines put together from parts: 840 of them.
fn many(name: &str) -> PathBuf {
    let names = [("Nokia", "诺基亚"), ("Huawei", "华为"), ("Siemens", "西门子"), ("Baidu", "百度")];
    let deeds = [
        ("opens a lab in", "在%开设实验室"),
        ("sells its shops in", "出售%的门店"),
        ("sues a rival in", "在%起诉对手"),
        ("plans a tower for", "计划在%建造大楼"),
        ("builds a bridge in", "在%修建大桥"),
        ("hires teachers in", "在%招聘教师"),
        ("leaves the market of", "退出%市场"),
    ];
    let places = [
        ("Paris", "巴黎"),
        ("London", "伦敦"),
        ("Peru", "秘鲁"),
        ("Cairo", "开罗"),
        ("Rome", "罗马"),
    ];
    let times = [
        ("today", "今天"),
        ("in May", "五月"),
        ("next year", "明年"),
        ("after the flood", "在洪水之后"),
        ("with the army", "与军队一起"),
        ("despite protests", "不顾抗议"),
    ];
    let mut text = String::new();
    for (who, subject) in names {
        for (does, deed) in deeds {
            for (place, site) in places {
                for (when, time) in times {
                    let deed = deed.replace("%", site);
                    text.push_str(&format!("{who} {does} {place} {when}\t{subject}{time}{deed}\n"));
                }
            }
        }
    }
    file(name, &text)
}

#[test]
fn the_evidence_of_a_model_is_weighed_anew() {
    let files = [many("many")];
    let model = model(&[pairs("weighed")], &small());
    let bytes = recalibrate(&files, &model, 1, |_| ()).unwrap();
    assert_eq!(bytes.len(), model.len());
    assert!(bytes != model, "it was fitted");
    let (before, after) = (Model::from_bytes(&model).unwrap(), Model::from_bytes(&bytes).unwrap());
    assert_eq!(before.entries(), after.entries());
    let few = recalibrate(&[pairs("few")], &model, 1, |_| ()).unwrap_err().to_string();
    assert!(few.contains("too few pairs"), "{few}");
    assert!(recalibrate(&files, b"no model", 1, |_| ()).is_err());
}

#[test]
fn it_starts_from_word_vectors() {
    let files = [pairs("init")];
    let words = tokens(&files, 0).unwrap();
    assert!(words.iter().any(|w| w == "华为") && words.iter().all(|w| !w.contains(' ')));
    let mut options = small();
    options.init = Some(file("vectors", "2 3\n华为 1 0 0\nhuawei 1 0 0\n"));
    let error = |options: &TrainOptions| train(&files, options, |_| ()).unwrap_err().to_string();
    assert!(error(&options).contains("line 1"), "{}", error(&options));
    options.dims = 4;
    options.init = Some(file("cut", "2 4\n华为 1 0 0 x\n"));
    assert!(error(&options).contains("line 2"), "{}", error(&options));
    options.init = Some(file("good", "2 4\n华为 1 0 0 0.5\nhuawei 1 0 0 0.5\n"));
    assert!(Model::from_bytes(&model(&files, &options)).is_ok());
}

#[test]
fn titles_of_a_group_are_counterparts_of_each_other() {
    let group =
        "Nokia sells phones || Finland's Nokia ships handsets\t诺基亚卖手机 || 芬兰诺基亚出货\n";
    let other = "Baidu opens a lab\t百度开设实验室 || 百度建实验室\n";
    let path = file("groups", &(group.repeat(3) + &other.repeat(3)));
    let words = tokens(std::slice::from_ref(&path), 0).unwrap();
    assert!(["finland", "handsets", "芬兰"].iter().all(|word| words.iter().any(|w| w == word)));
    assert!(words.iter().all(|word| !word.contains('|')), "{words:?}");
    let aligner =
        Aligner::builtin().with_model(Model::from_bytes(&model(&[path], &small())).unwrap());
    let said = ["Finland's Nokia ships handsets", "Baidu opens a lab"];
    let found = aligner.search(Language::English, &said, &["百度建实验室", "诺基亚卖手机"], 1);
    assert_eq!((found[0][0].candidate, found[1][0].candidate), (1, 0));
}

#[test]
fn bad_input_is_told_of() {
    let error = |text: &str| {
        let path = file("bad", text);
        train(&[path], &TrainOptions::default(), |_| ()).unwrap_err().to_string()
    };
    assert!(error("").contains("no pairs"), "{}", error(""));
    let one = error("Title\t标题\nno tab here\n");
    assert!(one.contains("train_bad.tsv") && one.contains("line 2"), "{one}");
    assert!(train(&["no/such/file".into()], &TrainOptions::default(), |_| ()).is_err());
    let mut odd = TrainOptions::default();
    odd.dims = 5;
    assert!(train(&[pairs("odd")], &odd, |_| ()).is_err());
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole.model");
    write_whole(&path, b"first").unwrap();
    write_whole(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    assert!(!path.with_extension("model.part").exists());
    assert!(write_whole(&path.join("below"), b"no folder").is_err());
}
