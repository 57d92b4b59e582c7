use proptest::prelude::*;

use super::*;

/// Names in pinyin.
const PINYIN: &str = "huawei 华为 rongyao 荣耀 baidu 百度 chongqing 重庆 xian 西安 xi'an 西安 beijing 北京 \
    shanghai 上海 guangzhou 广州 shenzhen 深圳 hangzhou 杭州 nanjing 南京 chengdu 成都 wuhan 武汉 \
    tianjin 天津 suzhou 苏州 qingdao 青岛 dalian 大连 xiamen 厦门 changsha 长沙 zhengzhou 郑州 \
    taiyuan 太原 hefei 合肥 guiyang 贵阳 kunming 昆明 lanzhou 兰州 yinchuan 银川 haikou 海口 sanya 三亚 \
    xiaomi 小米 weixin 微信 taobao 淘宝 zhihu 知乎 douyin 抖音 kuaishou 快手 meituan 美团 jinping 近平 \
    guangdong 广东 heilongjiang 黑龙江 sichuan 四川 yunnan 云南 guizhou 贵州 shandong 山东 fujian 福建 \
    chang'e 嫦娥 tian'anmen 天安门 lüda 旅大 luliang 吕梁 weixin's 微信 zhongguancun 中关村 mali 马里 \
    ningxia 宁夏 xinjiang 新疆 gaokao 高考 qin'an 秦安";

/// Foreign names that are transcribed.
const FOREIGN: &str = "trump 特朗普 obama 奥巴马 barcelona 巴塞罗那 biden 拜登 merkel 默克尔 \
    california 加利福尼亚 nokia 诺基亚 sony 索尼 intel 英特尔 tesla 特斯拉 musk 马斯克 putin 普京 \
    ubuntu 乌班图 zelensky 泽连斯基 ukraine 乌克兰 iran 伊朗 netanyahu 内塔尼亚胡 macron 马克龙 \
    london 伦敦 boston 波士顿 texas 得克萨斯 messi 梅西 ronaldo 罗纳尔多 federer 费德勒 nadal 纳达尔 \
    disney 迪士尼 nike 耐克 adidas 阿迪达斯 motorola 摩托罗拉 amazon 亚马逊 rubio 鲁比奥 \
    blinken 布林肯 modi 莫迪 starmer 斯塔默 canada 加拿大 kenya 肯尼亚 cuba 古巴 johnson 约翰逊 \
    clinton 克林顿 bush 布什 kennedy 肯尼迪 einstein 爱因斯坦 newton 牛顿 darwin 达尔文 \
    mozart 莫扎特 beethoven 贝多芬 hitler 希特勒 stalin 斯大林 lenin 列宁 napoleon 拿破仑 \
    robert 罗伯特 william 威廉 maria 玛丽亚 moscow 莫斯科 berlin 柏林 chelsea 切尔西 madrid 马德里 \
    milan 米兰 dell 戴尔 karl 卡尔";

/// Ordinary titles without any of the names and words below.
const TITLES: [&str; 12] = [
    "如何在命令行中管理文件和目录",
    "我们今天来谈谈开源软件的未来",
    "国务院发布关于促进消费的通知",
    "五分钟学会使用版本控制系统",
    "市场监管部门公布抽查结果",
    "多地迎来今年首场大雪",
    "他说那本书里的例子都很容易理解",
    "提高数据库查询性能的十个技巧",
    "专家解读最新经济数据",
    "本地里程最长的高速公路通车",
    "加大对中小企业的支持力度",
    "什么是容器，为什么要用它？",
];

const WORDS: &str = "women change china make like name take time made same page line date case code \
    linux server system manager terminal command open source software network computer building \
    market government economy president minister company expert student history question answer \
    python database container security kernel release version container install update simple \
    better because through another between language program function tutorial weather";

fn pairs(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let words: Vec<_> = table.split_whitespace().collect();
    words.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn find(word: &str, text: &str) -> Option<SoundMatch> {
    best_match(&LatinSound::new(word)?, &ChineseSound::new(text))
}

fn similarity(word: &str, text: &str) -> f32 {
    find(word, text).map_or(0.0, |found| found.similarity)
}

fn share_key(word: &str, text: &str) -> bool {
    let chinese = ChineseSound::new(text).keys();
    LatinSound::new(word).is_some_and(|latin| latin.keys().iter().any(|key| chinese.contains(key)))
}

#[test]
fn pinyin_names_are_found_where_they_stand() {
    for (word, name) in pairs(PINYIN) {
        let text = format!("关于{name}的事");
        let found = find(word, &text).filter(|found| found.by == SoundMethod::Pinyin);
        let span = found.map(|found| &text[found.start..found.end]);
        assert_eq!(span, Some(name), "{word}");
        assert!(similarity(word, &text) >= RECUT, "{word}");
        assert!(share_key(word, &text), "{word} shares no key");
    }
}

#[test]
fn foreign_names_are_found_where_they_stand() {
    for (word, name) in pairs(FOREIGN) {
        let text = format!("我们说：{name}，是的");
        let found = find(word, &text);
        let span = found.map(|found| &text[found.start..found.end]);
        assert_eq!(span, Some(name), "{word}");
        assert!(similarity(word, &text) >= THRESHOLD, "{word} {}", similarity(word, &text));
        assert!(share_key(word, &text), "{word} shares no key");
    }
}

#[test]
fn foreign_names_are_found_amid_prose() {
    let texts = [("trump", "美国总统特朗普访问中国"), ("obama", "前总统奥巴马发表演讲")];
    for (word, text) in texts {
        assert!(similarity(word, text) >= THRESHOLD, "{word}");
    }
}

#[test]
fn ordinary_words_match_no_ordinary_title() {
    for word in WORDS.split_whitespace() {
        for title in TITLES {
            let found = find(word, title).filter(|found| found.similarity >= THRESHOLD);
            assert_eq!(found, None, "{word} in {title}");
        }
    }
}

#[test]
fn names_match_no_other_name() {
    for (word, other) in
        [("obama", "特朗普"), ("merkel", "马克龙"), ("huawei", "百度"), ("sony", "诺基亚")]
    {
        assert!(similarity(word, other) < THRESHOLD, "{word} {other}");
    }
}

#[test]
fn one_syllable_is_weak_evidence() {
    for (word, text) in [("xi", "习"), ("wang", "王"), ("zhang", "张")] {
        assert_eq!(similarity(word, text), ONE_SYLLABLE, "{word}");
        assert!(!share_key(word, text), "{word}");
    }
}

#[test]
fn english_words_are_no_pinyin() {
    for word in ["an", "he", "she", "you", "sun", "men", "fan", "pen", "a", "the", "e"] {
        assert!(LatinSound::new(word).is_none(), "{word}");
    }
    assert_eq!(find("long", "龙"), None);
    assert!(similarity("women", "我们") < THRESHOLD);
}

#[test]
fn a_missing_apostrophe_costs_certainty() {
    assert_eq!(similarity("xi'an", "西安"), SPELLED);
    assert_eq!(similarity("xian", "西安"), RECUT);
    assert_eq!(similarity("xian", "县"), ONE_SYLLABLE);
}

#[test]
fn anything_else_breaks_a_name() {
    assert!(similarity("huawei", "华 为") < THRESHOLD);
    assert!(similarity("obama", "奥，巴，马") < THRESHOLD);
    assert!(similarity("huawei", "华x为") < THRESHOLD);
}

#[test]
fn words_that_are_not_letters_carry_nothing() {
    for word in ["", "'", "'s", "2024", "c++", "日本", "naïve", "abcdefghijklmnopqrstuvwxyz"] {
        assert!(LatinSound::new(word).is_none(), "{word}");
    }
}

#[test]
fn keys_stay_few() {
    let titles =
        TITLES.iter().map(|title| (title.chars().count(), ChineseSound::new(title).keys()));
    let (characters, keys) = titles.fold((0, 0), |(c, k), (n, keys)| (c + n, k + keys.len()));
    assert!(keys <= characters * 40 / 15, "{keys} keys for {characters} characters");
    let names = pairs(FOREIGN).into_iter().filter_map(|pair| LatinSound::new(pair.0));
    assert!(names.map(|name| name.keys().len()).all(|keys| keys <= 15));
}

#[test]
fn tables_are_whole() {
    let graded = table::CHARACTERS.iter().flat_map(|(_, group)| group.chars());
    for c in graded {
        assert!(foreign::Sounds::of(c).is_some_and(|sounds| sounds.len() > 0), "{c}");
    }
}

/// Han characters, some of them in names, amid anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", "[\u{4e00}-\u{9fff}]{0,40}", "[阿巴卡达尔斯特拉马尼亚 ,a]{0,60}"]
}

proptest! {
    #[test]
    fn any_input_is_read(word in prop_oneof!["\\PC{0,30}", "[a-z']{0,30}"], text in text()) {
        let chinese = ChineseSound::new(&text);
        prop_assert!(chinese.keys().len() <= text.chars().count() * 13);
        if let Some(latin) = LatinSound::new(&word) {
            prop_assert!(latin.keys().len() <= 15);
            if let Some(found) = best_match(&latin, &chinese) {
                prop_assert!((0.0..=1.0).contains(&found.similarity));
                prop_assert!(text.get(found.start..found.end).is_some_and(|span| !span.is_empty()));
            }
        }
    }

    #[test]
    fn a_spelled_name_shares_a_key(at in 0..pairs(PINYIN).len(), before in text(), after in text()) {
        let (word, name) = pairs(PINYIN)[at];
        let text = format!("{before}{name}{after}");
        let found = find(word, &text).filter(|found| found.by == SoundMethod::Pinyin);
        prop_assert!(found.is_none_or(|f| f.similarity < THRESHOLD) || share_key(word, &text));
    }

    #[test]
    fn a_name_is_found_in_any_surroundings(at in 0..pairs(FOREIGN).len(), text in "[ -~]{0,20}") {
        let (word, name) = pairs(FOREIGN)[at];
        let text = format!("{text}{name}{text}");
        prop_assert!(similarity(word, &text) >= THRESHOLD);
    }
}
