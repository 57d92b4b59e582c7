//! Figures for comparing foreign names with their Chinese transcriptions.
//!
//! Scores and character levels were estimated from pairs of names on Wikidata (CC0 1.0): the scores
//! by expectation maximisation over monotone alignments, the levels by how much more often a
//! character occurs in transcriptions than in ordinary prose.

/// Latin sounds, one row of [`SCORES`] each. Small letters stand for themselves; `C` is *ch*, `c` a
/// soft *c*, `G` a soft *g*, `E` a final *e*, `H` a silent *h*, `J` is *zh*, `Q` a final *ng*, `S` is
/// *sh*, `T` is *th*, `Z` is *ts*; `L`, `M`, `N`, `R` are the plain letters at the end of a syllable.
pub(super) const LATIN: &[u8; 39] = b"abcdefghijklmnopqrstuvwxyzCEGHJLMNQRSTZ";
/// Chinese sounds, one column each: vowels, `0` for a vowel that only carries its consonant, `v` and
/// `N` for a final *n* and *ng*, `8` for *er*, initials, and `Z`, `C`, `S` for *zh*, *ch*, *sh*.
pub(super) const HAN: &[u8; 32] = b"aeiou0vN8bpmfdtnlgkhjqxrzcsywZCS";
/// Consonant family of each Chinese sound, for index keys; `-` has none.
pub(super) const FAMILIES: &[u8; 32] = b"------NNRPPMFTTNLKKKJJJSSSS-WSSS";

/// Quarter nats of evidence for each pair of sounds: `a`..`x` are 1..24, `A`..`X` are -1..-24. Each
/// row opens with the cost of a Latin sound that is not heard; the last row is for added sounds.
const LETTERS: [&[u8; 33]; 40] = [
    b"MgFTFMSUUVXVWVXXXXVXSQTTPQMXVXOKQ", // a
    b"UXWXUSWRRTmGNARRSRPONKINJKGQPbHEI", // b
    b"XSPQNLQLDMKILILLLIEAGanmCD0iIKeba", // c
    b"KXVXUSXNRTJPSKmEMWPMNBINJDcTPRBEM", // d
    b"KagCDCAVVRXTTUVWVXUXRTRROMLXPWMJR", // e
    b"QVSOQORONJGAOqOOISLOEKIJFGCLLKDAI", // f
    b"HXUUFRVKPRQNRORQHUnI0kGFIJFSJPGDL", // g
    b"GCQQPNRMLJIJMJNMMQCNpDHibFBOBaCaH", // h
    b"KGbgNGISSTXTXUXRXUUVSTNSOLLXEDMJO", // i
    b"MTQCLMQMLNMJMJMMMQKNklfandBJkLmeF", // j
    b"QXRWWUXSSUTQLKTPTX0l0gfHGLgGQSEgG", // k
    b"SXXSQOWQSaTQTMLPKiMUMLOPLMIVBDJGO", // l
    b"XUWXUSXOGTMKnIPSNRLONOMNJKGPPIH0M", // m
    b"WJJVVTX0BTSPSPMSmJQTJLNDFKHUGLIEN", // n
    b"JIcXicPSJWWTWTWQVUTVRSQNNOKXTFLIQ", // o
    b"QXUVTRVMMRgpMJMQMUNRLNLLHIESNPGCF", // p
    b"NOLNKCLHGIHFIFIHHLcjDjnD0AcJEGbeC", // q
    b"PQXXRUXUTBURUROUKiOUMMOJeMIPLTCaO", // r
    b"HUXGWVVURPQSOSVSUVSRNRPhH0JkRTCHg", // s
    b"IXXOWUXRQTTMQQflTXQTOCHIKLBOQSJAO", // t
    b"HHEFdkCPLSURU0UUUXRTPQOPLMIVRKJGO", // u
    b"PXUWTJVHPRbORjMQQUJRDNLMIJFSGnGDL", // v
    b"QRLRNaNLKILILFLLLPJMdIGACDANInabG", // w
    b"BOMOLJNIHJIFHFJIIMGfADcfAcbcFHage", // x
    b"LJObKCPKJJGDKCKKKOHLFHFFBCaLobAcF", // y
    b"OUROPOSJMONKNKNNNLGOJejajrmfKMqha", // z
    b"XQRMQOONMKJKOKJNNNBdhenkF0CLKMdpm", // C
    b"ECdEGIdCPNQMQNQQQUNQLMKLHIERNPFCK", // E
    b"NOQSPNRMLNGJMJMMMQlIflecpABOALkaH", // G
    b"CSLEOFQLKNMJMJMMHHeMmcC0DbAMeLbaH", // H
    b"NGDACAE0aA0c0c0000cAehjeshpBcarne", // J
    b"HWTMJGUQLlQNQNQQQBNQHMKLHEEPEPFCK", // L
    b"QUOSMNShjONKjKNNJRKNIJHIEFBOKMC0H", // M
    b"SXTTRUXklPTNPQTTCQRUPQOPLFIRQSJFO", // N
    b"MOLMKIMkjIHEHEHHHLjICEbCa0cJEGbfC", // Q
    b"EXKKJTXSKkSQSQMPSKMTOPKOFLHUPSIEN", // R
    b"XMJPMKPKJGKHKHKKKNDKcGamBCafHJ0hp", // S
    b"SMNKGKOICKJGJ0fkJNGFEGEdAbbfFI0dc", // T
    b"ONKMJHLCFHGDGDHjGKEHCDhCakvDDFcmB", // Z
    b"0KMENKAILPWUXUSTXXUSLXQQXOLOBNRNK", // no letter
];

/// [`LETTERS`] decoded: evidence by Latin row and Chinese column.
pub(super) const SCORES: [[i8; 33]; 40] = decode();

const fn decode() -> [[i8; 33]; 40] {
    let mut scores = [[0; 33]; 40];
    let mut at = 0;
    while at < 40 * 33 {
        scores[at / 33][at % 33] = quarter_nats(LETTERS[at / 33][at % 33]);
        at += 1;
    }
    scores
}

/// Row of each Latin sound, by its letter.
pub(super) static ROWS: [u8; 128] = rows();

const fn rows() -> [u8; 128] {
    let mut rows = [0; 128];
    let mut row = 0;
    while row < LATIN.len() {
        rows[(LATIN[row] & 0x7f) as usize] = row as u8;
        row += 1;
    }
    rows
}

/// The most that each Latin sound can score.
pub(super) static BEST: [i8; 40] = best();

const fn best() -> [i8; 40] {
    let mut best = [0; 40];
    let mut at = 0;
    while at < 40 * 33 {
        let score = SCORES[at / 33][at % 33];
        if at % 33 > 0 && score > best[at / 33] {
            best[at / 33] = score;
        }
        at += 1;
    }
    best
}

const fn quarter_nats(letter: u8) -> i8 {
    match letter {
        b'a'..=b'x' => (letter - b'a') as i8 + 1,
        b'A'..=b'X' => -((letter - b'A') as i8 + 1),
        _ => 0,
    }
}

/// Characters that take part in transcriptions, by the quarter nats that seeing one adds: those of
/// the first groups hardly occur elsewhere, those of the last mostly do.
pub(super) const CHARACTERS: [(i8, &str); 5] = [
    (
        6,
        "阿埃艾昂奥贝博茨德蒂迪杜厄恩尔菲夫弗戈哈赫霍吉贾杰凯坎克孔拉莱朗勒雷莉廖龙卢鲁洛吕迈曼芒\
         梅蒙米莫姆穆娜奈讷妮尼涅努诺帕佩皮普奇恰乔屈茹萨塞桑瑟森斯塔泰滕瓦旺韦翁沃谢耶伊泽扎兹",
    ),
    (
        3,
        "巴拜柏班邦堡鲍彼碧宾伯勃卜波布昌戴黛丹邓狄丁东敦顿凡芬丰佛富芙盖甘冈葛贡古瓜汉翰豪亨洪胡\
         嘉迦卡喀柯科肯夸奎昆赖兰蕾丽里林琳柳隆伦罗萝玛马纳瑙嫩宁纽奴潘庞彭蓬珀琴钦琼丘热瑞撒沙莎\
         山舍什石舒丝苏坦唐汤陶忒特廷汀陀娃威维薇魏温乌伍武希西锡夏肖欣辛雄逊亚娅雅扬尤赞札詹朱祖\
         佐",
    ),
    (
        0,
        "爱安芭白宝奔比滨冰玻驰楚川达道帝多俄耳啡冯福伽噶哥格根艮谷圭海罕荷黑侯虎怀惠辉基季济加戛\
         姜捷津京久咖康库阔喇腊蓝劳利黎廉莲烈灵娄露鹿仑麦毛茅门盟缅敏墨摩默慕木拿那乃耐南内牛农欧\
         派培坡婆朴浦葡琦齐钱桥切庆仁荣儒若赛珊尚绍圣盛史士思松孙索太腾托脱哇万卫渥吾坞香兴叙阳叶\
         夷幽犹云赵珍贞芝卓",
    ),
    (
        -3,
        "澳毕察大代旦登底儿费尕刚高歌光华佳金居考老乐力连列留路纶略密挪匹平破契巧日色施素透图挝席\
         休牙延仰宜易因音英迎佑约哲真智治子宗尊",
    ),
    (
        -6,
        "百保包本边别步曾查次措当得地典发法范方果辑简开可客来理立逻律秘明擎申世台提通推文悉新许以\
         依意印引优于则",
    ),
];

/// Characters whose reading in transcriptions is not the first one of the dictionary.
pub(super) const READ_AS: [(char, &str); 4] =
    [('什', "shi"), ('伽', "jia"), ('曾', "zeng"), ('秘', "bi")];

/// Characters that stand for a bare consonant, so that their vowel is not heard.
pub(super) const BARE: &str = "步特德克格普布姆夫弗赫茨兹奇什日";
