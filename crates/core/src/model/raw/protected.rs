//! Keys that carry a protected trait or an identity.

/// Whether a key of a raw record carries a protected trait (sex, ethnicity, marriage and family, religion, health,
/// household registration, politics, birth, looks) or an identity (name, numbers, contact, picture, address).
///
/// ```
/// use rengang::model::raw::protected::is_protected;
/// assert!(is_protected("Marital-Status") && is_protected("身份证号码"));
/// assert!(!is_protected("favourite_colour"));
/// ```
#[must_use]
pub fn is_protected(key: &str) -> bool {
    let key: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WHOLE.contains(&key.as_str()) || PARTS.iter().any(|part| key.contains(part))
}

/// Keys that are protected as they stand; as parts of other words they would catch too much.
const WHOLE: &[&str] = &[
    "sex", "age", "race", "name", "fullname", "realname", "username", "birth", "photo", "image", "avatar",
    "phone", "mobile", "tel", "contact", "address", "party", "religion", "nation", "id_no", "idno",
    "idnumber", "weight", "height", "qq", "姓名", "名字", "年龄", "民族", "性别", "照片", "头像", "地址",
    "身高", "体重", "相貌", "微信", "电话", "手机", "党派", "籍贯", "生日", "子女", "xm", "xb", "mz", "sfzh",
    "sjh", "lxdh", "csrq", "hyzk", "jkzk", "zzmm", "jg", "hkxz", "aac002", "aac003", "aac004", "aac005",
    "aac006", "aac009", "aac017", "aac024", "aac033",
];

/// Parts that make a key protected wherever they stand.
const PARTS: &[&str] = &[
    "gender",
    "ethnic",
    "nationality",
    "marital",
    "married",
    "marriage",
    "pregnan",
    "fertility",
    "religio",
    "health",
    "disease",
    "disabilit",
    "illness",
    "medical",
    "hepatitis",
    "hukou",
    "household",
    "idcard",
    "identitycard",
    "residentid",
    "passport",
    "phonenumber",
    "mobilephone",
    "telephone",
    "cellphone",
    "email",
    "wechat",
    "birthday",
    "birthdate",
    "birthmonth",
    "birthyear",
    "dateofbirth",
    "homeaddress",
    "political",
    "candidatename",
    "personname",
    "bloodtype",
    "zodiac",
    "children",
    "portrait",
    "性别",
    "民族",
    "婚姻",
    "婚否",
    "婚育",
    "生育",
    "宗教",
    "信仰",
    "健康",
    "疾病",
    "病史",
    "残疾",
    "户籍",
    "户口",
    "身份证",
    "证件号",
    "手机号",
    "电话",
    "邮箱",
    "邮件地址",
    "微信号",
    "出生",
    "家庭住址",
    "联系地址",
    "详细住址",
    "住址",
    "通讯地址",
    "政治面貌",
    "姓名",
    "照片",
    "血型",
    "星座",
    "属相",
    "联系方式",
    "联系人",
    "乙肝",
    "怀孕",
];
