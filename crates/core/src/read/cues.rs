//! The words by which free text is read: conditions of work, and what affirms, denies or weakens what stands near it.
//!
//! A text is cut into clauses (at commas, stops, brackets); inside a clause a word is judged by its nearest cue before
//! it, else by the first one behind it ([`stance`]). A list (`不跑长途、不装卸`) shares the cue before it; a turn
//! (`但`, `只`) ends its reach.

use crate::model::Condition;
use crate::read::lex::{Kind, Place, REACH, Token, Vocabulary};
use std::ops::Range;
use std::sync::LazyLock;

/// What a word of free text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A condition of work.
    Condition(Condition),
    /// A condition tied to certain goods: a person who sells for a living and refuses it refuses those goods only.
    Goods(Condition),
    /// Says by itself that a condition is not there (`坐着干活`).
    Free(Condition),
    /// A fear: an ad that warns of it has the condition, a person who has it refuses.
    Fear(Condition),
    /// A condition where a title or a person says it; in a body text the word has other uses.
    Mild(Condition),
    /// A condition where a person says it; in an ad it tells where one lodges, unless it is far or for long.
    Lodging(Condition),
    /// Something done now and then: no statement.
    Slight,
    /// Makes what follows a thing of now and then.
    Seldom,
    /// Makes what stands before it a thing that is liked.
    Liked,
    /// Far away or for long.
    Far,
    /// Denies what follows.
    Not,
    /// Denies what stands before it, of a person (`不行`, `免谈`).
    NotBehind,
    /// Affirms what stands around it.
    Accept,
    /// Others do it.
    Others,
    /// Ends the reach of a cue.
    Turn,
    /// Looks like a cue and is none.
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Cue>> = LazyLock::new(|| Vocabulary::new(ROWS));

use Condition as C;
use Cue::{Condition as Has, Fear, Free, Goods, Lodging, Mild};

#[rustfmt::skip]
const ROWS: &[(Cue, &str)] = &[
    (Has(C::HeavyLifting), "搬重物 重物 搬运 装卸 卸货 卸车 装车 搬货 扛包 扛货 扛箱 扛梯子 扛料 扛水泥 扛袋 重体力 体力活 力气活 搬整箱 整箱 搬箱 搬运重物 抬重 搬家 搬抬 \
        装卸货 跟车卸货 搬重货 手搬 人工搬 手工搬 靠人搬 肩扛 肩扛手抬 卸散件 散件装卸 抱起 抱扶 抱抬 抱上抱下 搬抬病人 抬病人 体力要好 体力好 有力气 怕出力 靠力气 重体力劳动 搬钢卷 重货 码垛 扛活 搬砖 搬布匹 重活 搬整箱货 搬整箱书 搬大件 上下货 搬库 搬扛 负重 提重物 搬东西 倒货 搬来搬去 扛上楼 搬上楼 抬上楼 背上楼 要上楼 搬运上楼 送货上楼 \
        大件 重件 抬货 爬楼 爬楼梯 爬楼多 背货 抬家具 搬家具 具上楼 机上楼 送水上楼 扛米 扛大包 抬东西 提重 拎重物 搬搬扛扛 下苦力 出大力 卖力气 搬冰箱 搬货卸货 重家伙"),
    (Has(C::Heights), "高空 高处作业 高空作业 吊绳 蜘蛛人 吊篮 高空吊篮 登杆 登高杆 外墙 塔吊 上高空 高处 爬杆 爬塔 登塔 高空安装 擦高玻璃 上房顶"),
    (Has(C::Climbing), "登高 登高作业 爬高 爬高作业 攀爬 爬梯 登梯 登梯子 爬梯子 上梯子 爬架子 上架子"),
    (Fear(C::Climbing), "恐高 恐高症 怕高 有恐高"),
    (Fear(C::HeavyLifting), "腰不好 腰不行 腰疼 腰痛 腰伤 腰椎 腰突 腰间盘 腰间盘突出 椎间盘 腰肌劳损 老腰 颈椎不好 使不上劲 使不上力 使不了劲 没力气 力气小 不能受累 不能使劲 \
        干不了重的 干不动重的 胳膊使不上 手腕不好 膝盖不好 膝盖不行"),
    (Fear(C::LongStanding), "腿脚不好 腿脚不便 腿脚不利索 腿脚不行 腿不好 腿不行 腿疼 静脉曲张 走路慢 走路不便 走不了远路 站不久 站不住 站久了 脚不好 脚伤 腿伤"),
    (Fear(C::Animals), "怕狗 怕猫 狗毛过敏 猫毛过敏 怕狗狗"),
    (Fear(C::StationedAway), "恋家 家里离不开 离不开家 天天回家"),
    (Has(C::LongStanding), "久站 站立作业 站立 长时间站立 站一天 一站一整天 站着 站班 长站 站岗 全程站立 站立工作 站着干 站整天 长期站立 久立 \
        站柜台 站一整天 站着捡 站高峰 整天站着 站军姿 长时间站 老站着 \
        走楼梯 爬楼层 巡楼 上下楼巡 步行巡 徒步巡 走一天 全天走动 来回走动 走街串巷 站八小时 站十个小时 站十二小时 站一整夜 走动多 站久 一天站 成天站 天天站 站一上午"),
    (Free(C::LongStanding), "坐着干活 坐着 坐岗 坐办公室 坐着上班 有坐的时候 坐着工作 能坐下来 坐着站着交替 站着坐着轮换 站坐交替 办公室工作 能坐着 \
        坐下来 坐着的 坐站交替 可坐 坐姿作业 要坐着 坐着做"),
    (Has(C::LongSitting), "久坐 长时间坐着 坐得住 一坐一天 长期坐着 坐一天 老坐着"),
    (Has(C::Riding), "骑电动车 骑行送餐 骑行配送 自备电动车 骑电瓶车 骑摩托 自带电动车 骑摩托车 骑车 骑车送餐 三轮车 骑三轮 \
        骑小电驴 小电驴 自备电瓶车 自带电瓶车 自备摩托 骑行上门 电动车上门 骑电车"),
    (Has(C::LongHaul), "长途 跑长途 长途车 干线 跨省 双驾 一趟4-6天 全国跑 跑全国 跑外省 省际 快运干线 常年在外跑 跑高速 长线"),
    (Has(C::Travel), "出差 经常出差 频繁出差 长期出差 能出差 可出差 适应出差 差旅 外派 出差为主 接受出差 出差较多 短差较多 跑外地 常出差 外地出差 独立出差 \
        出差频繁 全国出差 出国参展 项目期出差 \
        常年出差 去外地出差 短期外派"),
    (Has(C::StationedAway), "常驻外地 驻外 长驻 长期驻外 外地项目 常住外地 长期在外 外派项目 驻外地 长年在外 \
        外地驻场 长驻外地 驻点外地 离家久 长期驻场 驻外省 驻外项目 全国项目 异地驻场 长期驻项目 \
        常驻外省 外省项目 驻外项目部 常年在外省 大半时间在外省 多在外省 外省为主 在外省干 常年跑外地 常年跑外省 长年跑外"),
    (Has(C::ClientSite), "驻场 驻甲方 驻客户 驻客户现场 派驻甲方 派驻客户 外派驻 外派驻场 甲方驻场 客户驻场 甲方现场 客户现场 外包驻场 驻场开发 驻场运维 驻场实施 驻场服务 驻点服务"),
    (Lodging(C::StationedAway), "住现场 驻项目 驻工地 常驻 住工地 住板房 跟项目走 住项目部 驻点"),
    (Has(C::Abroad), "出国 境外 外派国外 去国外 派驻海外 东南亚 常驻海外 国外项目"),
    (Has(C::Drinking), "喝酒 应酬 陪酒 酒局 喝酒应酬 饭局 喝两杯 酒量 陪客户吃饭 拼酒 商务宴请 陪酒应酬 能喝酒 酒桌 \
        陪客户喝 喝大酒 陪吃陪喝 酒桌文化 招待客户 陪酒吃饭"),
    (Has(C::Outdoors), "户外 室外 露天 风吹日晒 外勤 跑户外 跑外 日晒雨淋 野外 夏天热冬天冷 外出作业 跑外勤 风里雨里 户外作业 室外作业 地推"),
    (Has(C::Fumes), "油烟 粉尘 异味 味道大 气味 胶水味 有味 刺激性气味 喷漆 油漆 有机溶剂 化学品 味儿大 橡胶味 怕味 溶剂 烟尘 \
        吸胶水味 接触化学 防毒面具 接触粉尘 酸碱 有毒有害 化工味 漆味 焊烟 灰尘 胶味 怕脏怕味 接触有机溶剂"),
    (Has(C::HarshPlace), "噪音 噪声 高温作业 高温 冷库 低温 有点吵 车间热 潮湿 冷链库 闷热 炉前 井下 蒸汽 耐高温 环境嘈杂 零下 \
        车间比较热 比较热 车间较热 温度高 炎热 冷冻车间 冻库 零度 速冻库 很热 高噪音 烤人 太热 热得很 冻手 噪音大 湿冷"),
    (Has(C::SalesQuota), "业绩指标 销售任务 销售指标 背指标 背业绩 背存款指标 业绩考核 存款指标 开户指标 入住指标 小任务 揽储 拉存款 任务指标 扛业绩 \
        冲业绩 业绩压力 完成任务 拉新 \
        月度指标 任务量 业绩达标 业务指标 办卡任务 业绩要求 业绩排名 销售业绩 营销任务 会员任务 个人指标 考核业绩 背任务 背单量"),
    (Has(C::Selling), "推销 做销售 干销售 销售岗 卖货 招生 强推销 卖产品 跑业务 拉客户 纯销售 做推销 推销产品 拉业务 \
        拉人头 做营销 拉人 连带销售 升单 逼单 拓客"),
    (Goods(C::Selling), "卖课 卖保险 推销保健品 卖房 卖房子 卖车 卖卡 推卡 推销办卡 卖保健品 推荐疗程 疗程卡 销卡 推荐办卡 推荐会员卡 推荐加油卡 推销酒水 推酒水 \
        拉人办卡 推销卡 卖酒水 卖套餐 推项目 推销课程 推课 卖疗程"),
    (Has(C::ColdCalling), "电销 打电话推销 外呼 电话销售 电话邀约 陌拜 陌生拜访 催收 外拨 打骚扰电话 电话营销 扫楼 电催 陌电 \
        打推销电话 陌生电话 打陌生电话 电话拓客 电话催收 催债 打外呼 拨打电话邀约 打电话拉客户 电话推销 提醒逾期 逾期客户 催还款 催缴欠款"),
    (Has(C::DangerousGoods), "危险品 危险货 危货 危化品 易燃易爆 危险化学品 拉危险品 放射 射线 辐射 剧毒 爆炸物 危险货物 带电作业 有限空间 受限空间 \
        汽柴油 液氨 液化气 甲醇 油罐 槽车 液氯 烟花爆竹 炸药 液化天然气 硫酸 危货运输 有毒气体"),
    (Has(C::LiveIn), "住家 24小时照护 陪夜 住店值守 住家24小时 陪护过夜 全天陪护 \
        吃住在场 住场 吃住在雇主家 住雇主家 跟宝宝睡 跟妈妈睡 带睡 住家式 吃住在客户家 24小时陪护 24小时跟床 跟床 24小时看护 24小时陪床 24小时护理 24小时照看 吃住在病房 住病房 陪床 全天候陪护 住客户家 住家保姆 住家阿姨"),
    (Has(C::AssemblyLine), "流水线 上产线 上线干活 流水线装配 拉线 上流水线 组装线 产线操作 流水作业"),
    (Has(C::Screen), "对电脑 整天对电脑 盯屏 长时间看电脑 整天电脑 盯电脑 看屏幕 对着电脑 一直坐电脑前 用眼 显微"),
    (Has(C::BodyCare), "擦洗 擦身 喂饭 翻身 失能 卧床老人 端屎端尿 大小便 助浴 陪护 护工 失能老人 喂食 换尿布 擦屎"),
    (Has(C::SmartphoneUse), "手机接单 抢单 app接单 智能手机 手机抢单 智能手机接单 导航接单 线上抢单 手机派单 会用手机 智能机导航 扫码接单"),
    (Has(C::LeadingPeople), "带团队 带班 管理团队 带人 带队 带徒弟 带领团队"),
    (Has(C::Animals), "养狗 养猫 宠物 有狗 有猫 有宠物 一只猫 一条狗 宠物店 牲畜 养殖 家里有猫 \
        金毛 泰迪 大狗 小狗 狗狗 猫咪 条狗 只狗 只猫 养了狗 养了猫 养猪 养鸡 养牛 养羊 喂猪 喂牛 喂鸡 猪场 猪舍 鸡舍 牛舍 羊圈 猫狗 狗场 养殖场"),
    (Has(C::UpfrontPayment), "购车 押金 培训费 以租代购 先交 加盟费 保证金 信息服务费 培训贷 交钱学 零首付 贷款购车 交培训费 服装费 定金 购买设备 \
        交钱 贷款买车 垫资 \
        收押金 交押金 交材料费 先交材料费 先交钱 交会费 租车押金 入职费 办证押金 垫钱 介绍费"),
    (Has(C::Dirt), "脏活 脏累 垃圾 厕所 卫生间清洁 怕脏 下水道 粪 污水 又脏又累 脏 嫌脏 收垃圾 掏粪 \
        掏下水 淘粪 清粪 扫厕所 刷厕所 油污"),
    (Has(C::Site), "工地 住工地 跟工地 施工现场 下工地 跑工地 工地上 常驻工地 在工地 盯现场 \
        工地现场"),
    (Has(C::OnCamera), "出镜 露脸 镜头 上镜 直播间出镜 当主播 \
        露脸直播 真人出镜 拍视频出镜"),
    (Mild(C::Selling), "销售 营销 导购 业务员"),
    (Mild(C::Abroad), "海外 国外"),
    (Cue::Slight, "偶尔出差 偶有出差 短差 偶尔短差 偶尔外出 少量出差 偶尔跑外 出差不多 出差少 很少出差 基本不外出 偶尔加班 偶尔下现场 \
        短期出差 本市出差 出差本市 市内出差 偶尔短期出差"),
    (Cue::Seldom, "偶尔 偶有 有时 少量 极少 很少 个别时候 必要时 偶发 难得"),
    (Cue::Liked, "优先 加分 更好 加钱 另给钱 最好 为佳 更佳 优先考虑 单独谈 者优先 另有补贴"),
    (Cue::Far, "外地 外省 省外 异地 全国 长期 长年 常年 个月 半年 一年 两年 国内各地 各省"),
    (Cue::Not, "不 不能 不想 不用 无需 无须 不必 不要 不干 不去 不接受 不接 不愿 不愿意 拒绝 绝不 绝对不 没有 无 非 别 \
        免 不需要 不需 不再 不想再 不碰 不收 不是 不含 不涉及 不考虑 不适合 少 尽量少 别让 讨厌 受不了 吃不消 \
        闻不惯 远离 不许 没 不爱 不太想 不太能 厌烦 从不     不让 不安排 不设 杜绝 禁止 不得 \
        零 严禁 拒 不负责 不涉 未 不参与 不预收 不强制 干不了 做不了 搬不了 爬不了 站不了 坐不了 上不了 不方便 不宜 \
        无任何 不预 避免 谢绝 最烦 不好意思 不敢 不沾 不太会 不会 \
        莫 勿要 弗 冇 没得 不肯 甭 莫要 懒得 不大想 决不 不太愿意"),
    (Cue::NotBehind, "不行 免谈 不干 不做 不考虑 不接受 不要 不想干 绝对不碰 不碰 干不了 做不了 不去 不想去 不会 尽量少 少点 越少越好 不愿干 不想碰 不合适 \
        的活不干 的不干 就算了 别找我 的不去 勿扰 别来 \
        除外 不拉 不送 不接 不来 莫来 莫喊我 吃不消 受不了 不伺候 不得行 不得干 不中 搞不来 弄不了 做不来 干不来 扛不住 不沾 不行的 不奉陪 不玩 的别找 拉倒 拜拜 的不要 的不做 的不考虑 的算了 就免了"),
    (Cue::Accept, "没问题 可以 能接受 接受 都行 也行 也成 愿意 能 可 无所谓 习惯 不怕 不嫌 ok 行 不介意 倒惯了 适应 能行 会 能吃苦 也能 不在乎 都成 \
        不挑 都能 皆可 没意见 肯 服从 不发怵 不惧 能干 干得了 \
        得行 要得 也中 都中 就中 惯了 干惯了 没啥 没得事 不在话下 都干 都会 也干 吃得消 受得了 顶得住 都没事 没得问题 随时都行"),
    (Cue::Others, "有专人 都不是 冒充 冒名 是骗子 都是骗 别人 另有专人 由专人 专人 男同事 男工 有男 男辅工 辅工 有人搬 另有人 另招 由他人 外包出去 由司机 由师傅 有尾板 有叉车 机器搬 机械化 \
        另有 由男 不由本岗 有装卸工 归 有机器 用叉车 都用叉车 叉车搬 叉车上架 叉车作业 纯叉车 叉车装 叉车装卸 行车吊 天车吊 用行车 电梯上下 有电梯 机械装卸 机械搬 用机械 液压车 搭把手 有护工 两人抬"),
    (Cue::Turn, "但 但是 不过 只 而是 需 需要 要求 必须 须 除了 只要 才 而且 就是 以 如 若 如果 者 的 地 只有"),
    (Cue::Noise, "不限 不仅 不断 不同 不错 不少 不超过 不低于 不足 不满 不论 无论 不管 不止 不但 无犯罪 无事故 无不良 没关系 无尘 无纺 免费 非常 非全日制 \
        非标 别墅 特别 级别 类别 识别 性别 差别 个别 分别 少儿 少数 装修垃圾有别人 青少年 至少 不少于 减少 多少 别太 无人机 不锈钢 不良 不合格 无损 无线 无菌 \
        不动产 无障碍 非机动车 非遗 没事 坐班车 跑外卖 跑外送 能力 功能 智能 性能 节能 技能 产能 可靠 可能 许可 能源 新能源 会计 社会 会议 会员 协会 晚会 机会 会务 会展 \
        行业 行政 银行 行为 执行 进行 运行 行走 行驶 出行 流行 旅行 飞行 行程 零件 零售 零食 零工 零部件 零配件 零星 零基础 零钱 认可 许可证 可视 \
        未来 未成年 怕生 哪怕 恐怕 的话 的士 目的 要不 以上 以下 以内 以及 以前 以后 以来 所以 可以考虑 地区 地址 地方 地铁 工地上都成 基地 本地 \
        当地 地点 场地 产地 地面 地下 土地 地产 地推员 责任底薪 必要 需求 须知 免检 免疫 避免事故 拒收 归档 归纳 归集 归口 如实 例如 假如 譬如 \
        如下 若干 学者 患者 或者 记者 消费者 使用者 受试者 作者 不一样 非常好 少许 不定期 不定时 无忧 无极 零首 别克 拍摄 拒签 没毕业 不满意 零距离 \
        保护工作 维护工作 监护工作 救护工作 看护工作 养护工作 防护工作 爱护工 招生考试 招生办 采购车间 采购车 安装车 高低温 高温费 高温补 高温补贴 高温津贴 高温假 高温奖 抽烟喝酒 喝酒上岗 喝酒开车 种养殖 养殖户 户外家具 户外用品 户外品牌 户外广告 \
        户外活动 户外游戏 户外服装 流水线部署 发布流水线 部署流水线 数据流水线 码垛机 码垛机器人 机器人码垛 脏数据 无脏 抗噪音 降噪 噪声监测 噪声检测 环境噪声 \
        没开 没带过 没做过 没干过 没碰过 没接触过 没写过 没用过 没有经验 没经验 没考 没什么 没出过 无重大 无酒驾 没问题的 没活 没单 没事干 没订单 不酗酒 不抽烟 不喝酒开车 \
        免税 免提 免冠 免签 免单 免运费 豁免 零上 比较热情 很热情 比较热爱 很热爱 很热闹 太热情 莫名 莫非 莫过于 弗兰 没得说 扛大梁 大件事 机上楼宇 会籍 会所 会场 会销 会诊 会长 会馆 会计师"),
];

/// A clause of a body text: its tokens.
pub(crate) type Clause<'t> = &'t [Token<Cue>];

/// Cuts a folded text into tokens.
pub(crate) fn lex(folded: &str) -> Vec<Token<Cue>> {
    VOCABULARY.lex(folded)
}

/// Cuts a folded text into tokens in which the words have been found; none where no word is one of conditions.
pub(crate) fn lex_at(folded: &str, places: &[Place]) -> Vec<Token<Cue>> {
    let names = |cue| matches!(cue, Has(_) | Goods(_) | Free(_) | Fear(_) | Mild(_) | Lodging(_));
    if VOCABULARY.words_at(folded, places).any(|(_, cue)| names(cue)) {
        VOCABULARY.lex_at(folded, places)
    } else {
        Vec::new()
    }
}

/// The words of conditions and cues, sorted.
pub(crate) fn words() -> &'static [String] {
    VOCABULARY.all()
}

/// The clauses of the tokens.
pub(crate) fn clauses(tokens: &[Token<Cue>]) -> impl Iterator<Item = Clause<'_>> {
    tokens.split(|t| matches!(t.kind, Kind::Mark(c) if ends_clause(c))).filter(|c| !c.is_empty())
}

/// Whether a mark ends a clause for the reach of cues.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '!' | '?' | '(' | ')' | '\n' | ':' | '【' | '】' | '—')
}

/// What a clause says about the word at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stance {
    /// It is denied or refused.
    Denied,
    /// It is affirmed or accepted.
    Accepted,
    /// It is only named.
    Plain,
}

/// Who speaks: cues behind a word mean something else in an ad than from a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// An employer.
    Employer,
    /// A person who looks for work.
    Person,
}

/// Chosen: one verb of two characters at most.
const MOST_VERB: usize = 6;

/// The stance of a clause on the word at the bytes `span`.
pub(crate) fn stance(clause: Clause<'_>, span: &Range<usize>, speaker: Speaker) -> Stance {
    let at = clause.partition_point(|t| t.span.end <= span.start);
    for token in clause[..at].iter().rev().take(REACH) {
        match token.kind {
            Kind::Word(Cue::Not | Cue::NotBehind) => return Stance::Denied,
            Kind::Word(Cue::Accept) => return Stance::Accepted,
            Kind::Word(Cue::Turn) => break,
            _ => {}
        }
    }
    let last = clause.last().map(|t| t.span.start);
    let end = clause.last().map_or(span.end, |t| t.span.end);
    let behind = clause.partition_point(|t| t.span.start < span.end);
    for token in clause[behind..].iter().take(REACH) {
        match token.kind {
            // 大车不干: a denial that ends the clause speaks of what stands before it.
            Kind::Word(Cue::Not) if Some(token.span.start) == last => return Stance::Denied,
            // 危险品不拉, 大件不送: so does 不 with the verb that ends the clause.
            Kind::Word(Cue::Not) if speaker == Speaker::Person && end <= token.span.end + MOST_VERB => {
                return Stance::Denied;
            }
            Kind::Word(Cue::Others) if speaker == Speaker::Employer => return Stance::Denied,
            Kind::Word(Cue::NotBehind) if speaker == Speaker::Person => return Stance::Denied,
            Kind::Word(Cue::Accept) if speaker == Speaker::Person => return Stance::Accepted,
            Kind::Word(Cue::Not) if speaker == Speaker::Person => break,
            _ => {}
        }
    }
    Stance::Plain
}
