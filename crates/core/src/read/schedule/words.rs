//! The words of working time.

use crate::model::{Rest, Shift};
use crate::read::lex::Vocabulary;
use std::sync::LazyLock;

/// What a word means for working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A way of resting, with the working days of a week in tenths where it tells.
    Rest(Rest, Option<u8>),
    /// Both days of the weekend are free.
    WeekendOff,
    /// 月休, before a number.
    MonthlyRest,
    /// 周休, before a number.
    WeeklyRest,
    /// A week, before a number of working days.
    Weekly,
    /// 做, 上 before a number of days on.
    Do,
    /// 休 between days on and off.
    Off,
    /// 天.
    DaysUnit,
    /// 小时.
    HoursUnit,
    /// A break: the hours behind it are none of work.
    Break,
    Shift(Shift),
    /// Shifts in turn of which nights are a part, unless the hours say otherwise.
    Turns,
    NoNight,
    Choice,
    /// Nights now and then.
    SeldomNight,
    /// The weekend is worked.
    Weekend,
    Flexible,
    OnCall,
    Overtime,
    NoOvertime,
    Temporary,
    /// 996 and 995, with the days of a week.
    NineNineSix(u8),
    Not,
    To,
    /// A part of the day before a time.
    Morning,
    Noon,
    Afternoon,
    Evening,
    SmallHours,
    NextDay,
    OClock,
    HalfPast,
    Minutes,
    /// Behind a number: a count that is no time.
    Count,
    Noise,
}

/// Whether the words of a body can say anything of working time: most bodies hold only parts of such words.
pub(super) fn speak_of_time(folded: &str, words: impl Iterator<Item = Word>) -> bool {
    use Word as W;
    let (mut to, mut clock, mut doing, mut off) = (false, folded.contains(':'), false, false);
    for word in words {
        match word {
            W::Noise | W::Not | W::Count | W::Minutes | W::HalfPast | W::DaysUnit | W::Break => {}
            W::To => to = true,
            W::OClock => clock = true,
            W::Do => doing = true,
            W::Off => off = true,
            _ => return true,
        }
        if (to && clock) || (doing && off) {
            return true;
        }
    }
    false
}

pub(super) static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (
        Word::WeekendOff,
        "周末双休 周末休 周末休息 周六日休 周六日休息 周一至周五 周一到周五 周末不上班 周末正常休 星期一至星期五 周六周日休息 周六日双休 \
         礼拜一到礼拜五 双休日休息 周末都休 标准双休 固定双休 正常双休 五天八小时 五天工作制 周末休两天",
    ),
    (
        Word::Rest(Rest::TwoDays, Some(50)),
        "双休 做五休二 上五休二 五天制 一周休两天 每周双休 周双休 周休二日 做5休2 上5休2 休两天 五天班",
    ),
    (
        Word::Rest(Rest::OneDay, Some(60)),
        "单休 做六休一 上六休一 六天一休 周日休 休周日 周日休息 休礼拜天 一周休一天 六天制 周单休 做6休1 上6休1 周末单休 周末休一天 \
         周一至周六 周一到周六 星期一至星期六 星期一到星期六 礼拜一到礼拜六 干六歇一 六天工作制 礼拜天休 周一休 周日固定休 每周单休 一周一休",
    ),
    (
        Word::Rest(Rest::Alternate, Some(55)),
        "大小周 单双休 隔周双休 单双周 大小礼拜 大小休 单双休轮换 隔周休两天 隔周单休 五天半 一周单休一周双休 一周双休一周单休 \
         单休双休轮换 单休双休交替 双休单休轮换 双休单休交替",
    ),
    (Word::Rest(Rest::FourOnTwoOff, None), "做四休二 上四休二 四二制 做4休2 上4休2 干四休二"),
    (
        Word::Rest(Rest::DayOnDaysOff, None),
        "做一休一 上一休一 上一休二 做一休二 做一休三 上一休三 干一天歇一天 上一天休一天",
    ),
    (Word::NineNineSix(6), "996 9106"),
    (Word::NineNineSix(5), "995"),
    (Word::MonthlyRest, "月休 月歇 每月休 每月休息 一个月休 月休息 月轮休 一月休"),
    (Word::WeeklyRest, "周休 每周休 每周休息 一周休 周歇 每周歇"),
    (Word::Weekly, "每周 一周 每星期 一星期 每个星期 一个星期 每礼拜 一礼拜 一个礼拜 周工作"),
    (Word::Do, "做 上 干 工作 上班 出勤"),
    (Word::Off, "休 歇 休息"),
    (Word::DaysUnit, "天 日 整天"),
    (Word::Break, "午休 中午休息 午间休息 休息时间 用餐 就餐 吃饭 中间休息 中午歇"),
    (Word::HoursUnit, "小时 个小时 钟头 h 小时制 个钟"),
    (
        Word::Shift(Shift::Day),
        "长白班 白班 日班 行政班 常白班 正常班 日勤 常日班 正常白班 白天 长日班 全白班 固定白班 纯白班 标准工时 全是白班 \
         坐班制 行政作息",
    ),
    (
        Word::Shift(Shift::Night),
        "夜班 大夜班 大夜 夜间班 晚夜班 通宵 长夜班 值夜 上夜 小夜班 轮值夜班 夜里 凌晨班 夜间值守 夜间巡查 值夜班 零点班 夜间施工 夜间作业 夜间为主 夜里干活 晚上施工 夜间出车 夜间配送 夜间清扫",
    ),
    (
        Word::Shift(Shift::TwoShift),
        "两班倒 两班 二班倒 白夜班 白夜两班 白夜轮换 两班制 白/夜班轮换 白夜班轮换 黑白班 昼夜轮班 白夜倒班 白夜班两周一倒 对班倒 \
         二班制 白夜倒 两班轮换 白加黑 白夜班轮",
    ),
    (
        Word::Shift(Shift::ThreeShift),
        "三班倒 三班 三班运转 三班制 早中晚三班 早中夜三班 三班轮换 三班轮班 早中夜 三班轮转 三八制",
    ),
    (
        Word::Shift(Shift::FourCrews),
        "四班两倒 四班三运转 四班三倒 四班两运转 四班二运转 四班二倒 五班三倒 五班三运转 四班制 四班倒",
    ),
    (
        Word::Shift(Shift::Rotating),
        "轮换 早晚班 早晚班轮换 早中班 排班 翻班 轮岗 早中晚 两班轮 轮流值班 综合班 轮值 早晚轮班 中晚班 \
         跟播排班",
    ),
    (Word::Turns, "倒班 翻班 轮班 倒班制 轮班制 倒夜班 黑白倒 倒大班 倒着班"),
    (Word::Shift(Shift::RoundTheClock), "24小时 二十四小时 24小时制 24小时轮班 24小时照护 24h"),
    (Word::Shift(Shift::Early), "早班 早市 早场 早餐班"),
    (Word::Shift(Shift::Late), "晚班 中班 晚场 晚市 夜市 小晚班"),
    (
        Word::NoNight,
        "不上夜班 无夜班 没有夜班 不值夜班 不倒夜班 不用上夜班 没夜班 无需夜班 不熬夜 不用熬夜 无须夜班 不夜班 无大夜班 不排夜班 免夜班 不值夜 \
         不安排夜班 不用值夜班 不需要上夜班 不倒班 无倒班 没有倒班 不用倒班 夜间有专人 无需倒班 夜班另有专人 不跟夜班",
    ),
    (
        Word::SeldomNight,
        "偶尔支援夜班 偶尔夜班 偶有夜班 偶尔倒班 偶有倒班 偶尔值夜 偶尔上夜班 偶尔值夜班 偶尔加夜班 偶尔倒夜班 个别夜班",
    ),
    (
        Word::Choice,
        "可选 任选 自选 可协商 可固定 可商量 可调 自己选 可自选 选其一 可以选 可以固定 可挑 都可选 二选一 可定",
    ),
    (
        Word::Weekend,
        "周末上班 周末必上班 周末全天 周末必有 周末上课 周末接单 周末轮值 周末不休 周六日 周末轮班 能上周末 周末为主 含周末 周末值班 周末需上班 \
         节假日为主 周末到岗 周五到周日 双休轮休 轮休双休 周末看户 周三至周日 周二至周日 周末排课 周末要上班 周末正常上班 休息日轮换",
    ),
    (
        Word::Flexible,
        "弹性 弹性工作 弹性工作制 弹性打卡 时间自由 时间灵活 时段自选 自由安排 不打卡 自由上线 时间可商量 灵活安排 不坐班 自由 弹性上班 \
         自主安排 时间自定 工作时间自由 无固定时间 弹性时间 自选时段 灵活排班 弹性坐班 时间自由安排 想跑就跑 能来几天来几天 \
         可以排短班 可排短班 能排短班 能准点接孩子 不耽误接孩子 不影响接孩子 可早走 可以早走 可提前走 可接送孩子 方便接孩子 能接孩子",
    ),
    (
        Word::OnCall,
        "值班 随叫随到 待命 应急值班 on-call oncall 24小时待命 应急 24小时应急 随时待命 夜间应急 手机开机 24小时开机 紧急抢修 on_call",
    ),
    (Word::Overtime, "加班 旺季加班 赶工 经常加班 需加班 活急加班 超时 加点"),
    (
        Word::NoOvertime,
        "不加班 无加班 没有加班 基本不加班 很少加班 不用加班 拒绝加班 从不加班 准点下班 不强制加班 到点下班 按时下班 极少加班",
    ),
    (
        Word::Temporary,
        "短期 大修期 工期 检修期 临时 旺季用工 干到 代课期 暑假期间 寒假期间 返货季 双11期间 大约干 为期 活干完 临时支援 短期用工",
    ),
    (Word::Not, "不 无 没有 无需 不用 不需要 不需 没 免 非 不要求 无须 不强制 别"),
    (Word::To, "- ~ – — 至 到 -- ~~ ―"),
    (Word::Morning, "早 上午 早上 朝 早晨 清晨 am 清早"),
    (Word::Noon, "中午 午间"),
    (Word::Afternoon, "下午 pm 傍晚"),
    (Word::Evening, "晚 晚上 夜 夜间 夜晚"),
    (Word::SmallHours, "凌晨 后半夜"),
    (Word::NextDay, "次日 第二天 翌日 隔天"),
    (Word::OClock, "点 点钟 时 点整"),
    (Word::HalfPast, "半"),
    (Word::Minutes, "分"),
    (
        Word::Count,
        "次 个 年 月 人 元 周 岁 倍 % 名 单 趟 公里 km 号 k 万 台 场 节 晚 户 层 班 方 吨 分钟 m 个月 餐 顿 天到",
    ),
    (
        Word::Noise,
        "上不封顶 上岗 上手 上班 做过 上门 上海 工作日 做事 做饭 干活 上线 上架 上课 上料 晚饭 早饭 早餐 晚餐 夜宵 夜班补 夜班补贴 夜补 \
         夜班津贴 加班费 加班另算 加班另计 加班工资 加班按 工作餐 早点 休息区 夜班补助 法定节假日休息 月休按 每天 全天 当天 三天 上市 做账 \
         干部 上传 半年 半成品 应急预案 应急器材 应急管理 应急局 应急管理局 应急管理部 应急救援 早教 早期 上下班 上级 上游 夜班餐 夜餐 \
         做五星 时间 时候 及时 临时 临时用电 值班费 值班餐 值班室 随时 平时 时段 白天黑夜 同时 值班电工 夜班补贴20元 按时 准时 点单 点餐 \
         地点 重点 点检 站点 网点 试点 弹性好 点心 亮点 班组 班车 班级 急加班 加班双倍 双休日加班 倒班津贴 倒班补 值班补贴 值班补助 夜班车",
    ),
];
