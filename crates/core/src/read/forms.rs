//! Forms of employment: `全职`, `兼职/全职均可`, `劳务派遣`, `就业见习岗位`, `公益性岗位`, `退休返聘`.

use crate::model::{EmploymentForm, EmploymentForms};
use crate::read::lex::Vocabulary;
use EmploymentForm as F;
use std::sync::LazyLock;

static VOCABULARY: LazyLock<Vocabulary<Option<EmploymentForm>>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Option<EmploymentForm>, &str)] = &[
    (
        Some(F::FullTime),
        "全职 全日制用工 长期工 正式工 全日制 正式员工 合同工 固定工 劳动合同 正式 稳定工作 签合同 全职工作 长期稳定",
    ),
    (
        Some(F::PartTime),
        "兼职 半职 周末兼职 半天班 半天 课余 业余时间 副业 课余兼职 半日 非全日制 兼职工 勤工俭学 勤工助学 \
         长期兼职 短期兼职 临时兼职",
    ),
    (Some(F::FullTime), "长期"),
    (Some(F::Hourly), "小时工 钟点工 计时工 按小时 时薪工 小时制 按时计薪"),
    (Some(F::Gig), "零工 日结工 散工 日结 打零工 零活 日工 散活 临时日结 天工"),
    (Some(F::Flexible), "灵活就业 灵活用工 众包 灵活 自由职业 合作协议 劳务合作 平台用工 新就业形态"),
    (Some(F::Temporary), "临时工 短期 短期工 临时 短工 临时性 临聘 暑期工 寒假工 暑假工 临时岗位 代课"),
    (Some(F::Seasonal), "季节工 季节性 季节性用工 农忙工 旺季工"),
    (Some(F::Dispatch), "劳务派遣 派遣 派遣制 人事派遣 派遣工 劳务派遣制 第三方派遣"),
    (Some(F::Outsourcing), "外包 劳务外包 外包岗位 业务外包 岗位外包 人力外包 项目外包 外包制 服务外包"),
    (Some(F::Internship), "实习 实习生 实习岗 顶岗实习 可先实习 实习岗位 假期实习"),
    (Some(F::Trainee), "见习 就业见习 见习岗位 见习岗 见习生 青年见习 就业见习岗位 见习基地"),
    (Some(F::Apprentice), "学徒 学徒工 学徒制 新型学徒制 徒工"),
    (Some(F::OverAgeRehire), "退休返聘 返聘 退休人员 超龄用工 退休再就业 超龄 离退休返聘 超龄劳动者"),
    (
        Some(F::ContractPublic),
        "编外 编外合同制 编外人员 合同制 辅助岗 非编 聘用制 编外聘用 政府雇员 合同制人员 员额制 劳务合同制 编外用工 辅助人员 政府购买服务",
    ),
    (
        Some(F::Establishment),
        "正式编制 编制岗 编制岗位 编制内 事业编 有编制 在编 事业编制 公务员 带编 行政编制 编内",
    ),
    (Some(F::PublicWelfare), "公益性岗位 公益岗 公益性 公益岗位 城镇公益性岗位 乡村公益性岗位"),
    (Some(F::Remote), "远程 居家 居家办公 线上 在家 不坐班 远程办公 线上兼职 居家办 在家办公"),
    (Some(F::Partner), "合伙人 加盟 代理合同 合伙 代理制 创业合伙 个人代理"),
    (
        None,
        "派遣员 外包装 装外包 长期出差 灵活调整 公益活动 实习证明 实习医生 线上线下 反应灵活 手脚灵活 见习主管 见习店长 全日制本科 \
     全日制大专 全日制学历 全日制统招 头脑灵活 思维灵活 日结工资 临时抽查 学徒出身 公务员考试 无需实习 非公益 非派遣 非外包 不是派遣 \
     不是外包 短期出差 短期培训",
    ),
];

/// The forms that a folded text names, in its order, each once.
#[must_use]
pub fn read_all(folded: &str) -> Vec<EmploymentForm> {
    let mut forms: Vec<EmploymentForm> = Vec::new();
    for form in VOCABULARY.words(folded).filter_map(|(_, form)| form) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// The forms that a folded text names, as a set; 都行, 均可 without a name add nothing.
#[must_use]
pub fn read(folded: &str) -> EmploymentForms {
    read_all(folded).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, forms: &[EmploymentForm]) {
        assert_eq!(read_all(text), forms, "{text}");
    }

    #[test]
    fn names_forms_and_not_what_sounds_like_them() {
        check("兼职/全职均可", &[F::PartTime, F::FullTime]);
        check("就业见习岗位", &[F::Trainee]);
        check("超龄用工", &[F::OverAgeRehire]);
        check("手脚灵活", &[]);
    }
}
