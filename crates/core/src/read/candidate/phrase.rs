//! Work told by a verb and its object: 卖过两年房子, 在补习班教初中数学, 走水电.
//!
//! ```text
//! phrase := [adverb] [在 place] [verb] object
//! ```
//! - Particles and spans between a verb and its object are no part of either: 开了七年长途客车 is 开长途客车.
//! - What is left is looked up as it stands; then the object with the endings that titles of such work have: who sells
//!   (卖) is an 导购 or 销售, who teaches (教) a 老师, who drives (开) a 司机.
//! - Without a verb the end of a phrase may be a title that lacks its ending: 在项目部测量 is a 测量员.

use crate::knowledge::occupation_id;
use crate::model::OccupationId;
use crate::read::lex::tail;
use rengang_lexicon::title::Titles;

/// A verb of work, the endings of titles of such work, and whether the ending alone says enough.
type Verb = (&'static str, &'static [&'static str], bool);

const DOING: &[&str] = &["", "员", "工", "师", "师傅", "司机", "老师", "会计", "文员", "专员", "业务员"];

/// The longer verbs stand first.
#[rustfmt::skip]
const VERBS: &[Verb] = &[
    ("从事", DOING, false), ("担任", DOING, false), ("负责", DOING, false), ("应聘", DOING, false),
    ("做", DOING, false), ("干", DOING, false), ("当", DOING, false), ("搞", DOING, false), ("任", DOING, false),
    ("卖", &["导购", "销售", "销售员", "营业员", "店员", "业务员"], true),
    ("教", &["老师", "教师", "教练"], true),
    ("开", &["司机", "操作工", "工", "驾驶员"], false),
    ("修", &["维修工", "修理工", "维修", "维修员"], false),
    ("装", &["安装工", "装配工", "安装"], false),
    ("种", &["种植工", "种植员"], false),
    ("养", &["饲养员", "养殖工", "养殖员"], false),
    ("跑", &["业务员", "司机", "员", "骑手", "销售"], false),
    ("送", &["配送员", "员", "司机", "工"], false),
    ("管", &["管理员", "主管", "员", "管理"], false),
    ("焊", &["焊工", "焊接工"], true),
    ("刷", &["油漆工", "工"], false), ("铺", &["工", "铺贴工"], false), ("贴", &["工", "贴砖工"], false),
    ("拉", &["司机", "工"], false), ("摘", &["采摘工"], true), ("采", &["采摘工", "工"], false),
    ("缝", &["缝纫工"], true), ("切", &["切割工", "工"], false), ("磨", &["磨工", "打磨工"], false),
    ("印", &["印刷工"], false), ("理", &["员"], false), ("看", &["员", "管理员"], false), ("走", &["工"], false),
    ("剪", &["剪辑师", "剪辑", "工"], false), ("拍", &["摄影师", "摄像师", "拍摄", "拍摄员"], false),
    ("画", &["画师", "制图员", "绘图员", "设计师"], false), ("标", &["标注员"], true), ("烧", &["工", "司炉工"], false),
    ("洗", &["清洗工", "工", "清洗"], false), ("挂", &["工", "挂件工"], false), ("押", &["押运员"], true), ("端", &["服务员"], false),
    ("调", &["调试员", "调试工", "调试"], false), ("打", &["工"], false), ("扎", &["工"], false), ("包", &["工"], false),
    ("喷", &["喷涂工", "工"], false), ("推", &["工"], false), ("翻", &["翻译"], false), ("记", &["员"], false),
    ("操作", &["操作工", "工", "员"], false), ("编", &["工", "程序员"], false), ("写", &["程序员", "文案"], false),
];

/// Where a verb reads otherwise.
#[rustfmt::skip]
const NO_VERBS: &[&str] = &[
    "装修", "装饰", "装潢", "开始", "开会", "开店", "开网店", "开饭店", "开超市", "开公司", "开小店", "修养", "教育", "教培", "养老", "养护", "卖场", "种子", "管理",
    "干部", "干净", "当地", "当时", "任务", "任何", "开发", "开票", "理发", "看护", "看到", "管培", "切配", "印染", "采购", "开放",
    "装卸", "焊接", "磨具", "送礼", "走访", "编制", "写字楼", "操作间", "教学", "教务", "教辅", "跑步", "拉面", "修车",
];

/// What may stand before the work of a phrase.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "先是", "先", "后来", "后头", "后", "之后", "然后", "接着", "又", "再", "还", "也", "原来", "以前", "之前", "早年", "曾经", "曾", "一直", "主要",
    "平时", "有时", "毕业后", "下岗后", "退伍后", "从前", "期间", "自己", "帮人", "给人", "一开始", "开头", "中间", "最早", "起初", "本来", "这几年",
    "前几年", "年轻时", "那会儿", "回来", "回老家", "都", "就", "会", "能",
];

/// The last characters of names of places of work.
const PLACES: &str = "厂店司馆院园校站场部里上队局所行铺家班心城街地间下边团房吧村县市镇头港矿库";

/// Chosen: objects are words; what is longer is a sentence.
const MOST_OBJECT: usize = 8;

/// The work that a phrase without particles and spans tells, or nothing. `told` is whether a span says that it is work.
pub(super) fn work(titles: &Titles, phrase: &str, told: bool) -> Vec<OccupationId> {
    let phrase = without_heads(phrase.trim());
    by_verb(titles, phrase)
        .or_else(|| if told { by_ending(titles, phrase) } else { None })
        .unwrap_or_default()
}

fn without_heads(phrase: &str) -> &str {
    let mut rest = phrase;
    while let Some(shorter) = HEADS.iter().find_map(|h| rest.strip_prefix(h)) {
        rest = shorter;
    }
    rest
}

/// A verb at the beginning or behind a place of work, and its object with an ending.
fn by_verb(titles: &Titles, phrase: &str) -> Option<Vec<OccupationId>> {
    let starts = phrase.char_indices().map(|(at, _)| at).take(MOST_BEFORE);
    let verbs = starts.filter(|&at| begins(phrase, at)).filter_map(|at| {
        let rest = &phrase[at..];
        let verb = VERBS.iter().find(|(word, ..)| rest.starts_with(word))?;
        (!NO_VERBS.iter().any(|w| rest.starts_with(w))).then_some((verb, &rest[verb.0.len()..]))
    });
    verbs.into_iter().find_map(|((verb, endings, enough), object)| {
        let object = trimmed(object);
        if object.is_empty() || object.chars().nth(MOST_OBJECT).is_some() {
            return None;
        }
        let as_said = whole(titles, &format!("{verb}{object}"));
        let longer = || endings.iter().find_map(|ending| titled(titles, object, ending, false));
        let head = || endings.iter().find_map(|ending| titled(titles, object, ending, true));
        as_said.or_else(longer).or_else(|| if *enough { head() } else { None })
    })
}

/// Chosen: a place of work before the verb has at most so many characters.
const MOST_BEFORE: usize = 14;

/// Whether a verb may begin at `at`: at the beginning, or behind 在 and a place, 给 and a person.
fn begins(phrase: &str, at: usize) -> bool {
    phrase[..at].chars().next_back().is_none_or(|c| PLACES.contains(c) || "做干来去学过".contains(c))
}

fn trimmed(object: &str) -> &str {
    let object = object.trim_matches(PARTICLES);
    let tail = TAILS.iter().find_map(|tail| object.strip_suffix(tail).filter(|rest| !rest.is_empty()));
    tail.unwrap_or(object)
}

const PARTICLES: [char; 14] =
    [' ', '、', '的', '了', '过', '着', '个', '点', '些', '得', '哈', '呢', '嘛', '啊'];
/// What may stand behind an object and says no more.
#[rustfmt::skip]
const TAILS: &[&str] = &[
    "工作", "活儿", "的活", "活", "这些", "那些", "那种", "这种", "这类", "什么的", "之类的", "这块", "这一块", "岗位", "这行", "生意", "之类",
];

/// A title of the object and an ending: known whole, or for telling verbs one whose head is known.
fn titled(titles: &Titles, object: &str, ending: &str, head_only: bool) -> Option<Vec<OccupationId>> {
    let title = format!("{object}{ending}");
    if object.chars().count() + ending.chars().count() < 2 {
        return None;
    }
    whole(titles, &title).or_else(|| {
        let head = titles.find_mentions(&title).pop().filter(|m| m.bytes.end == title.len())?;
        let longer = head.bytes.start < object.len();
        let reaches = longer && head.bytes.start * 3 <= title.len() && !ending.is_empty();
        (reaches || (head_only && !longer)).then(|| ids(&head.occupations))
    })
}

/// The longest end of a phrase that is a title but for its ending; of a department (面点房, 化验室) the work done there.
fn by_ending(titles: &Titles, phrase: &str) -> Option<Vec<OccupationId>> {
    let phrase = tail(trimmed(phrase), MOST_END_BYTES);
    let department = DEPARTMENTS.iter().find_map(|d| phrase.strip_suffix(d));
    [Some(phrase), department].into_iter().flatten().find_map(|phrase| {
        let ends = phrase.char_indices().map(|(at, _)| &phrase[at..]);
        let mut ends = ends.filter(|end| (2..=MOST_OBJECT).contains(&end.chars().count()));
        ends.find_map(|end| {
            let endings = ENDINGS.iter().filter(|_| !NO_ENDS.contains(&end));
            endings.into_iter().find_map(|ending| whole(titles, &format!("{end}{ending}")))
        })
    })
}

/// Chosen: an object and a department behind it; what stands further before is no part of a title.
const MOST_END_BYTES: usize = 30;
const ENDINGS: &[&str] = &["员", "工", "师", "司机"];
const DEPARTMENTS: &[&str] = &["车间", "部门", "班组", "房", "部", "室", "科", "组", "岗", "线"];
/// What says how one works or no more than a kind of office; no title may be made of it.
const NO_ENDS: &[&str] = &[
    "实习", "见习", "兼职", "全职", "学徒", "助理", "管理", "设计", "生产", "服务", "销售", "技术", "操作",
    "工作", "维修", "安装", "检验", "测试",
];

/// The object of a phrase without heads and verbs: what to read as a title where nothing is known.
pub(super) fn object(phrase: &str) -> &str {
    let phrase = without_heads(phrase.trim());
    let doing = VERBS.iter().filter(|(_, endings, _)| *endings == DOING);
    let after = doing.filter_map(|(verb, ..)| phrase.rfind(verb).map(|at| at + verb.len())).max();
    trimmed(&phrase[after.unwrap_or(0)..])
}

/// The owners of a text that is one known title from end to end.
fn whole(titles: &Titles, title: &str) -> Option<Vec<OccupationId>> {
    let mentions = titles.find_mentions(title);
    let [only] = mentions.as_slice() else { return None };
    (only.bytes == (0..title.len())).then(|| ids(&only.occupations))
}

fn ids(occupations: &[rengang_lexicon::occupation::OccupationId]) -> Vec<OccupationId> {
    occupations.iter().map(|&o| occupation_id(o)).collect()
}

/// Speech without what stands between a verb and its object: 洗过碗 is 洗碗, 做做饭 is 做饭, 看个店 is 看店.
pub(super) fn bare(phrase: &str) -> String {
    let chars: Vec<char> = phrase.chars().collect();
    let ideograph = |at: usize| chars.get(at).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let between = |at: usize| at > 0 && ideograph(at - 1) && ideograph(at + 1);
    let mut out = String::with_capacity(phrase.len());
    for (at, &c) in chars.iter().enumerate() {
        let particle = between(at)
            && ("了着".contains(c) || (c == '过' && !"通超经路不难".contains(chars[at - 1])))
            && chars[at + 1] != '解';
        let twice = at > 0 && chars[at - 1] == c && TWICE.contains(c);
        let measure = between(at) && "个点些".contains(c) && MEASURED.contains(chars[at - 1]);
        if !(particle || twice || measure) {
            out.push(c);
        }
    }
    out
}

/// Verbs that people say twice, and verbs that take a measure before the object.
const TWICE: &str = "做干带看洗扫开跑送卖修搬打";
const MEASURED: &str = "做干带看洗扫开跑送卖修搬打当找管";

#[cfg(test)]
mod tests {
    use super::*;
    use rengang_lexicon::Lexicon;

    fn check(phrase: &str, told: bool, expected: &str) {
        let lexicon = Lexicon::embedded();
        let names: Vec<&str> = lexicon
            .titles()
            .find_mentions(expected)
            .iter()
            .map(|m| m.occupations[0])
            .map(|o| lexicon.occupations().get(o).name())
            .collect();
        let work = work(lexicon.titles(), &bare(phrase), told);
        let found: Vec<&str> = work
            .iter()
            .filter_map(|o| lexicon.occupations().id_at(usize::from(o.0)))
            .map(|o| lexicon.occupations().get(o).name())
            .collect();
        assert!(
            names.iter().all(|n| found.contains(n)) && found.is_empty() == names.is_empty(),
            "{phrase}: {found:?}, not {names:?}"
        );
    }

    #[test]
    fn particles_are_no_part_of_what_was_done() {
        assert_eq!(bare("洗过碗端过盘子"), "洗碗端盘子");
        assert_eq!(bare("做做饭"), "做饭");
        assert_eq!(bare("看个店"), "看店");
        assert_eq!(bare("通过考试"), "通过考试");
        assert_eq!(bare("做过"), "做过");
    }

    #[test]
    fn verb_and_object_tell_the_work() {
        check("卖了手机", false, "手机导购");
        check("在补习班教英语", false, "英语教师");
        check("跑建材业务", false, "建材业务员");
        check("做资料", false, "资料员");
    }

    #[test]
    fn the_end_of_a_phrase_tells_it_only_where_it_is_work() {
        check("在项目部测量", true, "测量员");
        check("在项目部测量", false, "");
    }

    #[test]
    fn what_only_looks_like_a_verb_tells_nothing() {
        check("装修公司", false, "");
        check("开会", false, "");
        check("在地铁站台实习", true, "");
    }
}
