//! Groups made-up postings with a share of reposts and prints time, recall and precision:
//! `cargo run --release -p rengang-lint --example bench_duplicates -- [COUNT [SEED]]`.
//!
//! Three in ten postings repeat an earlier one as another source would: the employer shortened, or an agency that
//! names it; another title of the occupation; pay in another notation; some of the duties left out, others reworded.
#![allow(clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use rengang_lint::{Ad, Duplicates};
use std::collections::BTreeMap;
use std::time::Instant;

/// A made-up posting with the job that it is for.
struct Made {
    job: u32,
    id: String,
    source: &'static str,
    title: String,
    employer: String,
    region: String,
    pay: String,
    headcount: String,
    schedule: &'static str,
    description: String,
    benefits: &'static str,
    published: String,
}

/// What a job is before it is worded.
struct Job {
    occupation: usize,
    brand: String,
    trade: &'static str,
    place: usize,
    low: u32,
    high: u32,
    openings: u32,
    schedule: usize,
    benefit: usize,
    phrases: Vec<(usize, usize, usize, String)>,
}

/// splitmix64: the same postings for the same seed on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

const SYLLABLES: &str = "恒源鑫隆泰盛瑞祥博远诚达华宇锦程佳润德嘉禾信和广天成宏业兴安康福顺永丰利民创新科联智汇云海蓝星晨光旭日东方明珠金桥银河玉龙凤凰翔飞腾跃进步升腾骏驰捷迅灵巧妙思维度量衡津沽渤滨港湾岛屿岚峰岭谷溪泉江湖波涛浪潮汐沐栩桉槐柏松竹梅兰菊莲荷桐梓楠樟枫杉";
const WORDS: &str = "钢铁铜铝塑胶橡纤维纱布皮革木竹纸板管线缆杆轴承齿轮阀泵箱柜盘盒罐桶瓶袋膜粉液油漆酸碱盐糖茶酒米面豆菜果肉蛋奶鱼虾光电磁声热冷风水气火土石沙泥砖瓦墙窗门梯桥路轨车船机舱网图表码账单证册签章票据卡券";
const TRADES: &[&str] = &[
    "科技",
    "商贸",
    "物流",
    "餐饮管理",
    "建筑工程",
    "机械制造",
    "电子",
    "食品",
    "物业服务",
    "软件",
    "医疗",
    "教育咨询",
    "家政服务",
    "汽车服务",
    "新材料",
];
const PLACES: &[&str] = &[
    "和平区小白楼",
    "河东区万新村",
    "河西区下瓦房",
    "南开区长虹街",
    "河北区王串场",
    "红桥区西站",
    "东丽区空港经济区",
    "西青区中北镇",
    "津南区双港",
    "北辰区双口镇",
    "武清区杨村",
    "宝坻区京津新城",
    "滨海新区塘沽",
    "宁河区芦台",
    "静海区团泊",
    "蓟州区渔阳镇",
    "滨海新区开发区",
    "西青区大寺",
    "北辰区宜兴埠",
    "津南区咸水沽",
];
const SOURCES: &[&str] =
    &["智联招聘", "市级归集平台", "街道窗口", "社区公告", "企业直报", "零工市场", "校园招聘"];
const SCHEDULES: &[&str] =
    &["9:00-18:00 双休", "8:00-17:00 单休", "两班倒 月休6天", "长白班 做六休一", "上24休48", "四班三运转"];
const BENEFITS: &[&str] = &[
    "五险一金 餐补",
    "五险 包吃住",
    "五险 宿舍 班车",
    "六险一金 年终奖",
    "五险 节日福利",
    "五险一金 带薪年假 体检",
];
const OCCUPATIONS: &[&[&str]] = &[
    &["会计", "主办会计", "财务会计", "账务员"],
    &["出纳", "出纳员", "资金专员"],
    &["焊工", "电焊工", "气保焊工"],
    &["叉车司机", "叉车工", "仓库叉车手"],
    &["保安员", "秩序维护员", "门岗保安"],
    &["保洁员", "清洁工", "保洁"],
    &["厨师", "炒菜师傅", "大锅菜厨师"],
    &["服务员", "餐厅服务员", "传菜员"],
    &["客服专员", "线上售后客服", "售后专员"],
    &["电话销售", "销售专员", "业务员"],
    &["后端开发工程师", "Java工程师", "服务端开发"],
    &["前端开发工程师", "Web前端", "H5开发"],
    &["测试工程师", "软件测试", "QA工程师"],
    &["机械设计工程师", "结构工程师", "非标设计"],
    &["电气工程师", "PLC工程师", "电控工程师"],
    &["护士", "门诊护士", "病房护士"],
    &["养老护理员", "护理员", "长照护理"],
    &["幼儿教师", "主班老师", "幼儿园老师"],
    &["人事专员", "HR专员", "招聘专员"],
    &["行政专员", "行政文员", "办公室文员"],
    &["采购专员", "采购员", "采购内勤"],
    &["仓库管理员", "仓管员", "库管"],
    &["质检员", "检验员", "品控员"],
    &["数控操作工", "CNC操机员", "加工中心操作工"],
    &["维修电工", "综合维修工", "维修技工"],
    &["货车司机", "集卡司机", "A2驾驶员"],
    &["快递员", "收派员", "派送员"],
    &["店长", "门店店长", "储备店长"],
    &["收银员", "超市收银", "收银理货员"],
    &["新媒体运营", "短视频运营", "内容运营"],
];
const VERBS: &[[&str; 3]] = &[
    ["负责", "管", "做"],
    ["协助", "帮着", "配合"],
    ["熟练使用", "会用", "熟悉"],
    ["跟进", "盯", "跟踪"],
    ["整理", "归拢", "归档"],
    ["检查", "查看", "巡检"],
    ["维护", "保养", "照看"],
    ["编制", "写", "出具"],
    ["对接", "联系", "沟通"],
    ["录入", "登记", "填写"],
    ["处理", "解决", "应对"],
    ["安排", "排", "组织"],
];
const OBJECTS: &[[&str; 3]] = &[
    ["日常凭证与账簿", "日常记账", "账目凭证"],
    ["增值税申报", "报税", "纳税申报"],
    ["库存盘点", "盘库", "盘点库存"],
    ["客户退换货", "退换补发", "退货换货"],
    ["设备点检", "机器日常检查", "设备巡检"],
    ["生产报表", "产线报表", "生产日报"],
    ["安全巡查", "安全检查", "巡查隐患"],
    ["餐具消毒", "碗筷消毒", "消毒餐具"],
    ["公共区域卫生", "公区清扫", "公共部位打扫"],
    ["访客登记", "来访登记", "来人登记"],
    ["送货单据", "出库单", "发货单据"],
    ["供应商比价", "询价比价", "找供应商比价"],
    ["微服务接口", "后端接口", "服务端接口"],
    ["数据库优化", "慢SQL优化", "调优数据库"],
    ["测试用例", "用例设计", "测试方案"],
    ["三维建模", "画三维图", "SolidWorks建模"],
    ["伺服调试", "电机调试", "调伺服"],
    ["输液与采血", "静脉输液", "采血输液"],
    ["老人起居", "老人日常照料", "照料起居"],
    ["班级活动", "一日活动", "带班活动"],
    ["简历筛选", "筛简历", "挑简历"],
    ["考勤统计", "算考勤", "考勤表"],
    ["来料检验", "进料检测", "来料抽检"],
    ["图纸尺寸", "图样公差", "看图量尺寸"],
    ["配电箱检修", "修配电箱", "配电维修"],
    ["装卸码放", "装货卸货", "码垛装卸"],
    ["区域派送", "片区送件", "派件"],
    ["门店排班", "排店里的班", "店员排班"],
    ["扫码收款", "收银对账", "收款"],
    ["短视频脚本", "写脚本", "视频文案"],
    ["合同归档", "合同整理", "合同台账"],
    ["员工社保", "办社保", "社保增减员"],
    ["车辆保养", "车子保养", "养车"],
    ["菜品出餐", "出菜", "出餐把控"],
    ["投诉安抚", "安抚差评", "客诉处理"],
    ["会议纪要", "记会议", "会议记录"],
    ["模具更换", "换模", "上下模具"],
    ["刀具补偿", "对刀补刀", "刀补"],
    ["焊缝打磨", "磨焊缝", "打磨焊口"],
    ["消防设施", "灭火器材", "消防器材"],
];
const TAILS: &[[&str; 3]] = &[
    ["", "", ""],
    ["每日完成", "天天要做", "每天都有"],
    ["有两年经验优先", "做过两年的更好", "两年以上经验优先"],
    ["月底汇总", "月底合总", "月末汇总"],
    ["新人有师傅带", "有人带", "师傅带教"],
    ["须持证", "要有证", "持证上岗"],
    ["旺季有加班费", "忙时加班另算", "旺季加班算钱"],
    ["按单提成", "按单拿提成", "做单有提成"],
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let count: usize = args.next().map_or(Ok(1_000_000), |a| a.parse())?;
    let seed: u64 = args.next().map_or(Ok(7), |a| a.parse())?;
    let made = make(count, &mut Dice(seed));
    let ads: Vec<Ad> = made.iter().map(ad).collect();
    let start = Instant::now();
    let duplicates = Duplicates::of(&ads);
    let groups = duplicates.groups();
    println!("{count} postings, {} groups, {:.1} s", groups.len(), start.elapsed().as_secs_f64());
    measure(&made, &groups.iter().map(|g| g.members.clone()).collect::<Vec<_>>());
    Ok(())
}

fn make(count: usize, dice: &mut Dice) -> Vec<Made> {
    let syllables: Vec<char> = SYLLABLES.chars().collect();
    let brands: Vec<String> =
        (0..count / 8 + 1).map(|_| (0..2 + dice.roll(3)).map(|_| dice.pick(&syllables)).collect()).collect();
    let mut jobs: Vec<Job> = Vec::new();
    let mut made = Vec::with_capacity(count);
    for at in 0..count {
        let repost = !jobs.is_empty() && dice.roll(10) < 3;
        let job = if repost { dice.roll(jobs.len()) } else { jobs.len() };
        if !repost {
            jobs.push(new_job(&brands, dice));
        }
        made.push(word(at, job as u32, &jobs[job], repost, dice));
    }
    made
}

fn new_job(brands: &[String], dice: &mut Dice) -> Job {
    let at = dice.roll(brands.len());
    let occupation = dice.roll(OCCUPATIONS.len());
    let low = 3000 + 250 * dice.roll(40) as u32;
    Job {
        occupation,
        brand: brands[at].clone(),
        trade: TRADES[at % TRADES.len()],
        place: at % PLACES.len(),
        low,
        high: low + 500 * (1 + dice.roll(8) as u32),
        openings: 1 + dice.roll(12) as u32,
        schedule: dice.roll(SCHEDULES.len()),
        benefit: dice.roll(BENEFITS.len()),
        phrases: (0..7).map(|_| phrase(occupation, dice)).collect(),
    }
}

/// A duty of the occupation: ten of the objects belong to it, some of them to its neighbours, too; the details are two
/// words of sixty that are the occupation's own, or a numbered place, so that other jobs share about as much text as
/// other jobs in real ads do.
fn phrase(occupation: usize, dice: &mut Dice) -> (usize, usize, usize, String) {
    let object = (occupation * 7 + dice.roll(10)) % OBJECTS.len();
    let mut own = || {
        let mut word = Dice((occupation * 60 + dice.roll(60)) as u64);
        let syllables: Vec<char> = WORDS.chars().collect();
        [word.pick(&syllables), word.pick(&syllables)].iter().collect::<String>()
    };
    let detail = own() + &own();
    let place =
        format!("{}号{}", 1 + dice.roll(60), dice.pick(&["线", "库", "楼", "车间", "门店", "站", "机组"]));
    let tail = if dice.roll(3) == 0 { dice.roll(TAILS.len()) } else { 0 };
    (dice.roll(VERBS.len()), object, tail, if dice.roll(4) == 0 { place } else { detail })
}

fn word(at: usize, id: u32, job: &Job, repost: bool, dice: &mut Dice) -> Made {
    let agency = repost && dice.roll(4) == 0;
    let style = if repost { 1 + dice.roll(2) } else { 0 };
    let mut description = String::new();
    if agency {
        description.push_str(&format!("代{}招聘，", job.brand));
    }
    for (verb, object, tail, detail) in &job.phrases {
        if repost && dice.roll(6) == 0 {
            continue;
        }
        // Two thirds of the words of a repost stay as they were.
        let mut say = |words: &[&'static str; 3]| if dice.roll(3) == 0 { words[style] } else { words[0] };
        let parts = [say(&VERBS[*verb]), detail.as_str(), say(&OBJECTS[*object]), say(&TAILS[*tail])];
        description.push_str(&parts.concat());
        description.push('，');
    }
    Made {
        job: id,
        id: at.to_string(),
        source: dice.pick(SOURCES),
        title: dice
            .pick(if repost { OCCUPATIONS[job.occupation] } else { &OCCUPATIONS[job.occupation][..1] })
            .to_owned(),
        employer: employer(job, repost, agency, dice),
        region: if repost {
            PLACES[job.place].chars().take(3).collect()
        } else {
            format!("天津市{}", PLACES[job.place])
        },
        pay: pay(job, style),
        headcount: if repost && dice.roll(5) == 0 {
            "若干".to_owned()
        } else {
            format!("{}人", job.openings)
        },
        schedule: SCHEDULES[job.schedule],
        description,
        benefits: BENEFITS[job.benefit],
        published: format!("2026-{:02}-{:02}", 9 + usize::from(repost), 1 + dice.roll(28)),
    }
}

fn employer(job: &Job, repost: bool, agency: bool, dice: &mut Dice) -> String {
    match (agency, repost, dice.roll(2)) {
        (true, ..) => format!("天津众{}人力资源有限公司（代招）", dice.pick(&["合", "聘", "诚", "聚"])),
        (false, true, 0) => format!("{}{}", job.brand, job.trade),
        _ => format!("天津{}{}有限公司", job.brand, job.trade),
    }
}

fn pay(job: &Job, style: usize) -> String {
    match style {
        0 => format!("{}-{}元/月", job.low, job.high),
        1 => format!("{}-{}", job.low, job.high),
        _ => format!("{}K-{}K", f64::from(job.low) / 1000.0, f64::from(job.high) / 1000.0),
    }
}

fn ad(made: &Made) -> Ad<'_> {
    Ad {
        id: &made.id,
        source: made.source,
        title: &made.title,
        employer: &made.employer,
        region: &made.region,
        pay: &made.pay,
        headcount: &made.headcount,
        schedule: made.schedule,
        description: &made.description,
        benefits: made.benefits,
        published: &made.published,
        ..Ad::default()
    }
}

/// Pairs inside groups against pairs of one job.
fn measure(made: &[Made], groups: &[Vec<usize>]) {
    let pairs = |n: usize| (n * n.saturating_sub(1) / 2) as u64;
    let mut jobs: BTreeMap<u32, usize> = BTreeMap::new();
    made.iter().for_each(|m| *jobs.entry(m.job).or_default() += 1);
    let known: u64 = jobs.values().map(|&n| pairs(n)).sum();
    let (mut found, mut right) = (0, 0);
    for group in groups {
        found += pairs(group.len());
        let mut inside: BTreeMap<u32, usize> = BTreeMap::new();
        group.iter().for_each(|&m| *inside.entry(made[m].job).or_default() += 1);
        right += inside.values().map(|&n| pairs(n)).sum::<u64>();
    }
    let share = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "pairs known {known}, recall {:.1} %, precision {:.1} %",
        share(right, known),
        share(right, found)
    );
}
