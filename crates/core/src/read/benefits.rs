//! Benefits: `五险一金，包住不包吃`, `餐补+交通补贴`, `住宿自理，有食堂`.
//!
//! A vocabulary of what is given. A word is taken back by `不`, `无`, `没有` directly before it or `自理`, `自费`
//! directly behind it; `不包吃` and its kin are words of their own that give nothing.

use crate::model::Benefit;
use crate::read::lex::{Kind, Token, Vocabulary};
use std::sync::LazyLock;

use Benefit as B;

/// What a word means for benefits.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Gives(&'static [Benefit]),
    /// Takes back the next word.
    Not,
    /// Takes back the word before.
    Own,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (
        Word::Gives(&[B::SocialInsurance5, B::HousingFund]),
        "五险一金 社保公积金 5险1金 五险1金 五险一住房公积金",
    ),
    (Word::Gives(&[B::SocialInsurance6, B::HousingFund]), "六险一金 七险一金 6险1金"),
    (Word::Gives(&[B::SocialInsurance6, B::HousingFund, B::Annuity]), "六险二金 七险二金 六险两金 七险两金"),
    (Word::Gives(&[B::SocialInsurance5, B::HousingFund, B::Annuity]), "五险二金 五险两金"),
    (Word::Gives(&[B::SocialInsurance6]), "六险 七险"),
    (
        Word::Gives(&[B::SocialInsurance5]),
        "五险 社保 社会保险 养老保险 缴纳保险 三险 5险 缴社保 交社保 上社保 职工社保 四险",
    ),
    (Word::Gives(&[B::HousingFund]), "公积金 住房公积金 一金"),
    (Word::Gives(&[B::Annuity]), "企业年金 年金 职业年金"),
    (
        Word::Gives(&[B::AccidentInsurance]),
        "意外险 雇主险 雇主责任险 意外保险 人身意外险 商业险 上门保险 团体意外险 当日险",
    ),
    (Word::Gives(&[B::InjuryInsurance]), "工伤险 工伤保险 职业伤害保障 单缴工伤"),
    (
        Word::Gives(&[B::SupplementaryMedical]),
        "补充医疗 补充医疗保险 商业医疗 补充商保 商业保险 企业补充医疗 重疾险",
    ),
    (
        Word::Gives(&[B::Meals, B::Lodging]),
        "包吃住 包吃包住 管吃住 管吃管住 包食宿 提供食宿 免费食宿 食宿全包 食宿 吃住 供吃住 包吃包 吃住全包 管食宿 \
     提供吃住 免费吃住 供吃供住 有吃有住 吃住免费 包住包吃",
    ),
    (
        Word::Gives(&[B::Meals]),
        "包吃 管吃 管饭 供饭 包餐 工作餐 免费午餐 午餐 中餐 早餐 晚餐 三餐 两餐 午饭 管午饭 管晚饭 晚饭 免费三餐 员工餐 值班餐 管三餐 \
         夜班餐 班餐 包午餐 管一顿饭 中午管饭 盒饭 包三餐 免费工作餐 夜宵 供午餐 管两顿饭 免费就餐 管一餐 供三餐 夜餐 饭菜免费 \
         提供餐食 提供午餐 早午餐 包中餐 吃饭免费 免费用餐 包饭",
    ),
    (
        Word::Gives(&[B::Lodging]),
        "包住 管住 提供宿舍 住宿 宿舍 免费住宿 提供住宿 公寓 四人间 员工宿舍 单人间 两人间 双人间 有住处 可住宿 可住 供住 安排住宿 六人间 \
         住宿免费 可住店 管住宿 有宿舍 人才公寓 包宿 教师公寓 可提供住宿 解决住宿 免费宿舍 可住厂 住店 空调宿舍",
    ),
    (Word::Gives(&[B::Canteen]), "食堂 员工食堂 职工食堂 有食堂 餐厅 内部食堂"),
    (
        Word::Gives(&[B::MealAllowance]),
        "餐补 饭补 餐贴 餐费补贴 伙食补贴 误餐补贴 午餐补 工作餐补 餐饮补贴 伙食补助 餐费补助 食堂餐补 食堂补贴 误餐费 午餐补贴 午餐补助 餐食补贴 用餐补贴",
    ),
    (Word::Gives(&[B::HousingAllowance]), "房补 住房补贴 租房补贴 住宿补贴 租房补助 住房补助 人才补贴"),
    (
        Word::Gives(&[B::TransportAllowance]),
        "交通补贴 交通补 交通补助 车补 油补 通勤补 通勤补贴 高铁通勤补贴 电动车补 租车补贴 油费补贴 打车 交通费 车贴 夜班交通补",
    ),
    (
        Word::Gives(&[B::PhoneAllowance]),
        "话补 通讯补贴 话费补贴 通讯补 电话补 网络补贴 通信补贴 通讯费 话费 手机补贴",
    ),
    (
        Word::Gives(&[B::TravelAllowance]),
        "差补 出差补贴 差旅补助 出差补 出差补助 差旅报销 驻站补 出车补助 差旅补贴 外派补贴 驻外补贴 卧铺补贴",
    ),
    (
        Word::Gives(&[B::NightAllowance]),
        "夜班补 夜班补贴 夜补 夜班津贴 夜班补助 倒班补 倒班津贴 中夜班补贴 夜班费",
    ),
    (
        Word::Gives(&[B::HeatAllowance]),
        "高温补贴 降温费 高温费 防暑降温 取暖费 高温津贴 高温补 寒补 高温寒补 冬季补贴 防暑降温费 烤火费 采暖补贴 高温补助",
    ),
    (
        Word::Gives(&[B::CertificateAllowance]),
        "证书补贴 技能补贴 技能津贴 职称补贴 技能等级补 证书津贴 持证补贴 职称津贴",
    ),
    (Word::Gives(&[B::SeniorityPay]), "工龄奖 工龄工资 工龄补贴 工龄津贴 司龄工资"),
    (
        Word::Gives(&[B::Shuttle]),
        "班车 免费班车 通勤车 接送车 厂车 大巴 车接 班车接送 车接车送 通勤班车 上下班接送 面包车接",
    ),
    (
        Word::Gives(&[B::PaidLeave]),
        "带薪年假 年假 带薪休假 探亲假 带薪病假 生日假 带薪假 带薪假期 考试假 年休假 带薪年休假 法定年假 婚假 产假 陪产假",
    ),
    (Word::Gives(&[B::SchoolHolidays]), "带薪寒暑假 寒暑假 寒暑假带薪"),
    (
        Word::Gives(&[B::PublicHolidays]),
        "法定节假日 法定假日 节假日休息 国家法定假日 法定节假日休息 法定假日双薪 节假日三倍 法定假期 三倍工资",
    ),
    (
        Word::Gives(&[B::HolidayGift]),
        "节日福利 过节费 节日礼品 过节福利 节礼 节日费 生日福利 生日红包 生日礼 生日蛋糕 节日礼金 节假日福利 逢年过节 节日红包 节日慰问 \
         生日礼物 过节礼品 节日礼物 开工红包",
    ),
    (
        Word::Gives(&[B::HealthCheck]),
        "定期体检 体检 年度体检 免费体检 健康体检 免费年度体检 健康疗养 疗养 每年体检",
    ),
    (
        Word::Gives(&[B::AnnualBonus]),
        "年终奖 年底双薪 年终双薪 年底奖 年终奖金 年终2薪 绩效年终 年底红包 13薪 十三薪 年底奖金 年终分红奖 双薪",
    ),
    (
        Word::Gives(&[B::PerformanceBonus]),
        "绩效奖金 绩效奖 项目奖金 项目奖 季度奖 业绩奖 奖金 绩效 安全奖 满月奖 单满奖 阶段奖 大促奖金 项目提成 里程奖 业绩提成 提成 月度奖 \
         满勤之外奖 优秀员工奖 质量奖 计件奖",
    ),
    (Word::Gives(&[B::FullAttendance]), "全勤奖 全勤 满勤奖 全勤奖金 满勤"),
    (
        Word::Gives(&[B::OvertimePay]),
        "加班费 加班补贴 加班工资 加班补助 加班双倍 加班补偿 旺季加班费 加班1.5倍",
    ),
    (Word::Gives(&[B::WeekendOff]), "双休 周末双休 做五休二 双休日休息 周末休息"),
    (
        Word::Gives(&[B::Training]),
        "培训 带薪培训 免费培训 培训取证 技能培训 岗前培训 入职培训 免费参培 督导培训 技术培训 专业培训 在职培训 学历提升",
    ),
    (Word::Gives(&[B::Promotion]), "晋升 晋升空间 晋升通道 晋升机会 店长晋升 内部晋升"),
    (
        Word::Gives(&[B::ProfitShare]),
        "股权 期权 分红 项目分红 季度分红 年底分红 店铺分红 股票期权 员工持股 股权激励",
    ),
    (Word::Gives(&[B::FlexibleHours]), "弹性工作 弹性 弹性打卡 弹性上班 弹性工作制 弹性上下班"),
    (
        Word::Gives(&[B::TeamLife]),
        "团建 下午茶 旅游 零食 员工旅游 团队旅游 员工活动 年会 水果福利 奶茶 国内外旅游 团建旅游 生日会 出国旅游 年度旅游",
    ),
    (
        Word::Gives(&[B::Workwear]),
        "工服 工装 制服 工作服 劳保 劳保用品 四季工服 工作服免费 防护用品 免费工服",
    ),
    (Word::Gives(&[B::Discount]), "员工折扣 内购 员工价 内购折扣 商场折扣 员工优惠 内部价 员工内购价"),
    (
        Word::Gives(&[B::HomeFare]),
        "探亲路费 往返路费 往返高铁票 回家路费 回家路补 报销路费 报销车票 报销往返 路费报销 报销机票 包机票",
    ),
    (Word::Gives(&[B::CouplesRoom]), "夫妻房 夫妻间 夫妻宿舍"),
    (Word::Gives(&[B::Parking]), "免费停车 停车位 免费停车位"),
    (Word::Gives(&[B::Childcare]), "子女入园 子女入学 子女教育 子女托管 员工子女"),
    (Word::Gives(&[B::Establishment]), "编制 事业编 有编制 在编 正式编制 解决编制"),
    (Word::Not, "不 无 没有 不提供 不含 暂无 不缴 不交 不管 没 不上 未 不包 非 放弃 不缴纳 自愿放弃 不报销"),
    (Word::Own, "自理 自费 自行解决 自备 不管 不包 自己解决 面谈 需自付 自行安排 自付"),
    (
        Word::Noise,
        "不包吃 不包住 不管吃 不管住 不包吃住 不管饭 不包食宿 不供饭 押金 培训费 体检费 服装费 培训机构 培训学校 入职体检 体检中心 \
         无编制 编外 体检合格 非编 无底薪 食堂厨师 餐厅服务员 食堂师傅 不提供食宿 不提供住宿 无五险 体检报告 无绩效 培训老师 \
         不管食宿 培训班 培训贷 收培训 收住宿",
    ),
];

/// The benefits in a folded text, in the order of the text, each once.
#[must_use]
pub fn read(folded: &str) -> Vec<Benefit> {
    let tokens = VOCABULARY.lex(folded);
    let mut given: Vec<Benefit> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Word(Word::Gives(benefits)) = token.kind else { continue };
        if !taken_back(&tokens, at) {
            let new: Vec<Benefit> = benefits.iter().copied().filter(|b| !given.contains(b)).collect();
            given.extend(new);
        }
    }
    given
}

fn taken_back(tokens: &[Token<Word>], at: usize) -> bool {
    let is = |i: Option<usize>, word: Word| {
        i.and_then(|i| tokens.get(i)).is_some_and(|t| t.kind == Kind::Word(word))
    };
    is(at.checked_sub(1), Word::Not) || is(Some(at + 1), Word::Own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, codes: &[&str]) {
        assert_eq!(read(text).into_iter().map(Benefit::code).collect::<Vec<_>>(), codes, "{text}");
    }

    #[test]
    fn words_give_what_they_name_once() {
        check("社保,午餐,五险", &["social_insurance_5", "meals"]);
        check("六险二金、班车", &["social_insurance_6", "housing_fund", "annuity", "shuttle"]);
        check("管吃管住,夏天降温费", &["meals", "lodging", "heat_allowance"]);
    }

    #[test]
    fn what_is_denied_is_not_given() {
        check("管住不管吃", &["lodging"]);
        check("住宿自理", &[]);
        check("试用期不缴纳社保", &[]);
        check("不收培训费押金", &[]);
    }
}
