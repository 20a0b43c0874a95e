//! The name of an employer without place, legal form and trade: what reposts shorten it to.

use crate::squeeze::Squeezed;

/// The parts of an employer's name that tell it from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Employer {
    /// Without place, brackets and legal form: 津辰恒固钢构.
    pub core: String,
    /// Without trade, too: 津辰恒固.
    pub brand: String,
    /// Pairs of characters of the brand.
    pub brand_grams: Vec<u32>,
    /// Whether it advertises for others.
    pub is_agency: bool,
}

/// Endings that tell the legal form or the kind of house; longest first.
const FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "分公司",
    "子公司",
    "总公司",
    "公司",
    "集团",
    "股份",
    "有限",
    "总店",
    "分店",
    "总厂",
    "分厂",
    "经营部",
    "服务部",
    "项目部",
    "工作室",
    "门市部",
    "合作社",
    "事务所",
    "车队",
];

/// Words for the trade, which reposts leave out and which many employers share.
const TRADES: &[&str] = &[
    "人力资源",
    "劳务派遣",
    "餐饮管理",
    "酒店管理",
    "物业管理",
    "企业管理",
    "供应链",
    "商贸",
    "贸易",
    "科技",
    "网络",
    "信息",
    "技术",
    "服务",
    "管理",
    "咨询",
    "文化",
    "传媒",
    "餐饮",
    "酒店",
    "物业",
    "物流",
    "软件",
    "电子",
    "机械",
    "设备",
    "制造",
    "工业",
    "实业",
    "建设",
    "工程",
    "建筑",
    "装饰",
    "建材",
    "食品",
    "医药",
    "生物",
    "医疗",
    "教育",
    "培训",
    "国际",
    "运输",
    "仓储",
    "家居",
    "用品",
    "汽车",
    "精密",
    "钢构",
    "新材料",
    "材料",
    "能源",
    "新能源",
    "环保",
    "投资",
    "发展",
    "商业",
    "运营",
    "家政",
    "保洁",
    "保安",
    "安保",
    "劳务",
    "外包",
    "人才",
    "人力",
    "市政",
    "化工",
    "塑胶",
    "制品",
    "集装箱",
    "智能",
    "装备",
    "体育",
    "广告",
    "设计",
    "健康",
    "养老",
    "超市",
    "生活",
    "健身",
    "美容",
    "美发",
    "服饰",
    "服装",
    "印刷",
    "包装",
    "农业",
    "电器",
    "五金",
    "模具",
    "数据",
    "云",
    "中心",
    "学校",
    "幼儿园",
    "医院",
    "学院",
    "门店",
    "店",
    "厂",
    "社",
    "招聘",
    "窗口",
    "基地",
    "车队",
    "电气",
    "自动化",
    "股份",
];

/// Words that say that an employer advertises for others.
const AGENCIES: &[&str] = &[
    "人力资源",
    "人力",
    "劳务",
    "外包",
    "派遣",
    "职介",
    "职业介绍",
    "代招",
    "委托",
    "代发",
    "猎头",
    "就业服务",
    "劳动力",
    "人才服务",
    "招聘服务",
    "居委会",
    "街道办",
    "人才市场",
    "代理招聘",
    "人才网",
];

/// Names of places that stand before the name itself.
const PLACES: &[&str] = &[
    "中国",
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "广州",
    "深圳",
    "杭州",
    "南京",
    "苏州",
    "武汉",
    "成都",
    "西安",
    "郑州",
    "长沙",
    "青岛",
    "济南",
    "沈阳",
    "大连",
    "石家庄",
];

impl Employer {
    /// Reads the name of an employer as written.
    pub(super) fn read(name: &str) -> Self {
        let squeezed = Squeezed::new(name);
        let name = squeezed.as_str();
        let is_agency = AGENCIES.iter().any(|w| name.contains(w));
        let core = without_forms(without_places(&without_brackets(name))).to_owned();
        let brand = brand(&core);
        let brand_grams = super::features::grams(&brand);
        Self { core, brand, brand_grams, is_agency }
    }

    /// How much the names say that both are one house: 1000 the same, 0 nothing in common.
    pub(super) fn likeness(&self, other: &Self) -> u16 {
        if self.core.is_empty() || other.core.is_empty() {
            return 0;
        }
        if self.core == other.core {
            return 1000;
        }
        let (short, long) = if self.core.len() <= other.core.len() { (self, other) } else { (other, self) };
        if short.core.chars().count() >= 3
            && is_subsequence(&short.core, &long.core)
            && shares_brand(short, long)
        {
            return 950;
        }
        if shares_brand(short, long) { brand_likeness(short, long) } else { 0 }
    }
}

/// Short brands are shared by strangers (鑫源, 华泰): the longer, the surer.
fn brand_likeness(a: &Employer, b: &Employer) -> u16 {
    match a.brand.chars().count().min(b.brand.chars().count()) {
        0 | 1 => 0,
        2 => 600,
        3 => 800,
        _ => 900,
    }
}

fn shares_brand(a: &Employer, b: &Employer) -> bool {
    let (x, y) = (a.brand.as_str(), b.brand.as_str());
    x.chars().count().min(y.chars().count()) >= 2 && (x.contains(y) || y.contains(x))
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0;
    let kept = name.chars().filter(|c| match c {
        '(' | '【' | '[' => {
            depth += 1;
            false
        }
        ')' | '】' | ']' => {
            depth -= 1;
            false
        }
        _ => depth <= 0,
    });
    kept.collect()
}

fn without_places(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = PLACES.iter().find_map(|p| rest.strip_prefix(p)) {
        // 河北区 in Tianjin bears the name of a province.
        rest = shorter.strip_prefix(['市', '省', '区']).unwrap_or(shorter);
    }
    // 河北区小橡树幼儿园: the district, two to four characters before 区, 县 or 镇.
    let district = rest.char_indices().skip(1).take(4).find(|&(_, c)| matches!(c, '区' | '县'));
    let shorter = district.map_or(rest, |(at, c)| &rest[at + c.len_utf8()..]);
    if shorter.chars().count() >= 2 { shorter } else { name }
}

fn without_forms(mut name: &str) -> &str {
    while let Some(shorter) = FORMS.iter().find_map(|f| name.strip_suffix(f)) {
        if shorter.chars().count() < 2 {
            break;
        }
        name = shorter;
    }
    name
}

fn brand(core: &str) -> String {
    let mut brand = core.to_owned();
    for trade in TRADES {
        let shorter = brand.replace(trade, "");
        if shorter.chars().count() >= 2 {
            brand = shorter;
        }
    }
    brand
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| c == d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, likeness: u16) {
        assert_eq!(Employer::read(a).likeness(&Employer::read(b)), likeness, "{a} {b}");
    }

    #[test]
    fn shortened_names_are_one_house() {
        check("天津澜启建材贸易有限公司", "澜启建材", 950);
        check("天津北桅体育用品有限公司", "北桅体育", 950);
        check("天津河北区小橡树幼儿园", "天津小橡树幼儿园（河北区）", 1000);
        check("天津南港昌化新材料有限公司", "天津昌化新材料（南港基地）", 950);
        check("天津港顺程集装箱运输有限公司", "天津顺程车队劳务（委托）", 600);
    }

    #[test]
    fn other_houses_of_the_trade_are_not() {
        check("天津恒和物业服务有限公司", "天津和润嘉物业管理有限公司", 0);
        check("天津澜启建材贸易有限公司", "天津岚栈商业运营管理有限公司", 0);
    }
}
