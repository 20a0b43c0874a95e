//! The words of pay.

use crate::model::{PayPeriod, PayVariable, Settlement};
use crate::read::lex::Vocabulary;
use std::sync::LazyLock;

/// What a word means in a pay text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    /// Between the ends of a range.
    To,
    /// 元, 块: holds a figure together.
    Yuan,
    /// A period wherever it stands.
    Period(PayPeriod),
    /// A period only behind a figure: bare 天, 小时 would also be counts of their own.
    Behind(PayPeriod),
    /// At least.
    Floor,
    /// At most.
    Ceiling,
    /// More or less.
    Approx,
    /// The base.
    Base,
    /// The whole.
    Total,
    /// The whole, of a period.
    TotalOf(PayPeriod),
    /// During probation.
    Probation,
    /// After probation.
    Regular,
    /// A part that varies; numbers behind it may still be the pay (计件7000).
    Variable(PayVariable),
    /// A part that varies; numbers behind it are its own.
    Extra(PayVariable),
    /// Benefits: end what a plus adds.
    Benefit,
    /// When it is handed out.
    Settlement(Settlement),
    /// 薪 behind a number of months.
    MonthlyPays,
    /// Between a month's pay and the number of months.
    Times,
    /// A thirteenth pay.
    DoublePay,
    /// Makes the number before it no pay.
    Count,
    /// Words with numerals inside that are none.
    Noise,
}

pub(super) static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

use PayPeriod::{ClassHour, Day, Hour, Month, Order, Piece, Week, Year};
use Word::{
    Approx, Base, Behind, Benefit, Ceiling, Count, DoublePay, Extra, Floor, MonthlyPays, Noise, Period,
    Probation, Regular, To, Total, TotalOf, Yuan,
};

const ROWS: &[(Word, &str)] = &[
    (To, "- -- ~ ~~ – — —— 至 到 ─ ー"),
    (Yuan, "元 块 块钱 圆 rmb ¥ ¥_ 人民币 元整 大洋"),
    (
        Period(Month),
        "/月 元/月 每月 一个月 一月 月薪 月工资 月基本 /个月 元/个月 /mo 每个月 月给 元每月 按月 月收入 月发 单月 月",
    ),
    (
        TotalOf(Month),
        "月均 月综合 月综合工资 月综合薪资 月入 月收入约 月平均 月到手 月总收入 综合月薪 月能拿 月可拿 月拿 月挣 月赚",
    ),
    (Period(Year), "/年 元/年 每年 一年 年薪 年工资 年总包 元每年 /年度"),
    (
        TotalOf(Year),
        "年收入 年入 年综合 年综合收入 年综合薪资 年均 年薪综合 年包 年收入约 全年收入 年总收入 年挣",
    ),
    (Behind(Year), "年"),
    (Period(Week), "/周 每周 周薪 一周 /星期 每星期 元/周"),
    (
        Period(Day),
        "/天 元/天 每天 一天 日薪 日工资 日均 天薪 每日 /日 元/日 /晚 元/晚 一晚 每晚 /夜 一夜 /班 元/班 每班 \
         一个班 工日 /工 一个工 每工 日赚 一工 /天/人",
    ),
    (Behind(Month), "个月"),
    (Behind(Day), "天 日 晚"),
    (
        Period(Hour),
        "/小时 元/小时 每小时 一小时 一个小时 时薪 小时工资 /h 元/h /hr /时 元/时 每时 小时工 一个钟 /钟 个小时 \
         每个小时 计时工资 /钟头 每钟头 一个钟头 按小时",
    ),
    (Behind(Hour), "小时 钟头"),
    (
        Period(ClassHour),
        "/课时 元/课时 每课时 一课时 课时费 /节 元/节 每节 一节课 每节课 一节 /课 课酬 /堂 每堂 一堂课",
    ),
    (
        Period(Piece),
        "/件 元/件 每件 一件 /个 /只 /张 /平 /平米 /平方 /平方米 /方 /m2 /斤 /公斤 /吨 /字 /千字 千字 每千字 /条 /双 /套 \
         按件 按张 按平米 每平 每平米 每吨 每个 /篇 每篇 /页 /米 /根 /组 /集 /幅 /棵 /箱 /袋 /块 /亩 /枚 /桶 /平方米 每套 每张 每条 每只 每页 每幅 每组 每集 一张图 一幅 一篇",
    ),
    (
        Period(Order),
        "/单 元/单 每单 一单 单价 按单 /票 每票 一票 /趟 每趟 一趟 /款 每款 /次 每次 一次 /场 每场 一场 /台 /户 每户 /车 每车 \
         /人次 /份 /公里 /客户 /桌 /盘 /期 /项 /例 /车次 /床 每桌 每份 每项 一款 一桌",
    ),
    (
        Floor,
        "以上 起 起步 往上 不低于 不少于 至少 最低 最少 打底 之上 及以上 起薪 大于 超过 过 破 不封顶起 多",
    ),
    (Ceiling, "以下 以内 不超过 最高 最多 之内 不高于 封顶 小于 低于"),
    (
        Noise,
        "上不封顶 不封顶 无上限 最低工资 最低工资标准 实习补贴 实习工资 实习津贴 见习补贴 生活补贴 多劳多得 多干多得 多做多得",
    ),
    (Approx, "左右 上下 约 大约 大概 差不多 近 约为 附近"),
    (
        Base,
        "底薪 保底 无责底薪 无责任底薪 责任底薪 有责底薪 基本工资 基本薪资 基础工资 固定工资 固定底薪 基本薪 固薪 \
         保底工资 保底薪资 基础薪资 基薪 底",
    ),
    (
        Total,
        "综合 综合薪资 综合工资 综合收入 综合薪酬 均 均薪 人均 平均 到手 税后 总收入 折合 收入 实发 合计 能拿 可拿 可达 挣到 \
         拿到 总包",
    ),
    (Probation, "试用期 试用 实习期 试岗期 试岗 培训期 学徒期 见习期 前三个月 头三个月"),
    (Regular, "转正 转正后 正式 定岗后 出师后 试用期后"),
    (
        Word::Variable(PayVariable::PieceRate),
        "计件 计件制 计件工资 按量 按件计 手工费 做房计件 趟费 趟费制 计提",
    ),
    (Word::Variable(PayVariable::Overtime), "加班费 加班另算 加班另计"),
    (
        Extra(PayVariable::Commission),
        "提成 业绩提成 提点 销售提成 佣金 抽成 提 签单提成 酒水提成 利润提成 项目提成 工时提成 户数提成",
    ),
    (Extra(PayVariable::Performance), "绩效 绩效工资 绩效奖金 绩效奖"),
    (
        Extra(PayVariable::Bonus),
        "奖金 奖 年终奖 项目奖 项目奖金 全勤 全勤奖 满勤 季度奖 年底奖 年终 安全奖 开门红包 红包 询盘奖 满单奖",
    ),
    (
        Extra(PayVariable::Allowance),
        "补贴 补助 补 差补 餐补 房补 车补 话补 饭补 津贴 夜班补 值班费 高温补 证书补贴 岗位补贴 社保补贴 夜补 工龄 设计费 \
         餐费 住宿费 押金 服装费 体检费 培训费",
    ),
    (Extra(PayVariable::ProfitShare), "分红 股权 期权 利润分成"),
    (Extra(PayVariable::Rebate), "返费 入职奖 返现 奖励费"),
    (Extra(PayVariable::Overtime), "加班 加班工资 晚上九点以后"),
    (
        Benefit,
        "五险一金 五险 六险一金 六险二金 七险二金 七险 六险 二金 一金 社保 公积金 包吃住 包吃 包住 管吃住 管吃 管住 食宿 \
         午餐 晚饭 保险",
    ),
    (
        Word::Settlement(Settlement::Daily),
        "日结 日日结 当天结 当日结 现结 天天结 一天一结 干完就结 当场结 次日结 当天到账 隔日结 做一天结一天",
    ),
    (Word::Settlement(Settlement::Weekly), "周结 一周一结 按周结 每周结 半月结"),
    (Word::Settlement(Settlement::Monthly), "月结 按月结 每月结 次月发 一月一结"),
    (Word::Settlement(Settlement::OnCompletion), "完工结 完工结算 干完结 活完结 项目结 单结 做完结"),
    (MonthlyPays, "薪 个月薪 个月工资 个月薪水 个月薪资"),
    (Word::Times, "x"),
    (DoublePay, "年底双薪 年终双薪 年末双薪 年底13薪 年终多发一个月 双薪年终"),
    (
        Count,
        "% 倍 台 套 家 分钟 点 人 名 位 岁 公里 千米 级 次/天 个 年经验 成 折 系数 周岁 号 天内 月底 月初 月中 险 休 班倒 期 \
         楼 分 节/周",
    ),
];
