//! A posting as a portal writes it.

use serde::Serialize;

use super::Generator;
use super::chance::Chance;
use super::pay::Hundreds;
use super::words::{DAYS_BEFORE, Occupation};

/// A raw posting, under the engine's own keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each field is the text of the key of its name")]
pub struct Posting {
    pub id: String,
    pub source: String,
    pub title: String,
    pub employer: String,
    pub employer_kind: String,
    pub industry: String,
    pub region: String,
    pub pay: String,
    pub education: String,
    pub experience: String,
    pub headcount: String,
    pub employment_form: String,
    pub schedule: String,
    pub description: String,
    pub benefits: String,
    pub published: String,
    pub valid_until: String,
}

/// What is true of a posting, for checking; never an input to matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostingTruth {
    /// The posting.
    pub id: String,
    /// The occupation it was made from.
    pub occupation: String,
    /// The posting that it repeats under another source, if it does.
    pub duplicate_of: Option<String>,
}

/// The fewest and the most characters of a description.
const CHARACTERS: (usize, usize) = (100, 400);

pub(super) fn make(generator: &Generator, number: u64) -> (Posting, PostingTruth) {
    let mut chance = Chance::of(generator.recipe.seed, "repost", number);
    if number > 0 && chance.is(generator.recipe.reposts_permille) {
        // Near in time, as reposts are; an original that is a repost itself stands for its own original.
        let back = chance.between(1, number.min(5000) as usize) as u64;
        let (posting, truth) = make(generator, number - back);
        return repost(generator, number, posting, truth, &mut chance);
    }
    original(generator, number)
}

fn id(number: u64) -> String {
    format!("S-J{number:07}")
}

fn original(generator: &Generator, number: u64) -> (Posting, PostingTruth) {
    let chance = &mut Chance::of(generator.recipe.seed, "posting", number);
    let words = &generator.words;
    let work = words.occupation(chance);
    let place = chance.below(words.districts.len());
    let published = chance.between(DAYS_BEFORE - 120, DAYS_BEFORE);
    let shown_for = chance.between(30, 120);
    let posting = Posting {
        id: id(number),
        source: words.phrase("source", chance).to_owned(),
        title: title(generator, work, chance),
        employer: employer(generator, chance),
        employer_kind: chance
            .weighed(&[("企业", 820), ("个体工商户", 110), ("事业单位", 40), ("人力资源公司", 30)])
            .to_owned(),
        industry: words.phrase("industry", chance).to_owned(),
        region: region(generator, place, chance),
        pay: Hundreds::of(work.rank, chance).offered(chance),
        education: education(work, chance).to_owned(),
        experience: chance
            .weighed(&[
                ("不限", 450),
                ("1年以上", 180),
                ("1-3年", 150),
                ("2年以上", 90),
                ("3-5年", 90),
                ("5年以上", 40),
            ])
            .to_owned(),
        headcount: chance
            .weighed(&[("1", 300), ("2", 200), ("3人", 150), ("5", 150), ("10人", 120), ("若干", 80)])
            .to_owned(),
        employment_form: chance
            .weighed(&[("全职", 860), ("兼职", 50), ("灵活就业", 60), ("实习", 30)])
            .to_owned(),
        schedule: words.phrase("schedule", chance).to_owned(),
        description: description(generator, work, chance),
        benefits: benefits(generator, chance),
        published: words.date(published).to_owned(),
        valid_until: if chance.is(110) {
            String::new()
        } else {
            words.date(published + shown_for).to_owned()
        },
    };
    let truth = PostingTruth { id: id(number), occupation: work.name.to_owned(), duplicate_of: None };
    (posting, truth)
}

/// The same ad under another source: a new head, other words around, a sentence more or less.
fn repost(
    generator: &Generator,
    number: u64,
    mut posting: Posting,
    truth: PostingTruth,
    chance: &mut Chance,
) -> (Posting, PostingTruth) {
    let words = &generator.words;
    posting.id = id(number);
    posting.source = words.phrase("source", chance).to_owned();
    posting.title = format!("{}{}", words.phrase("prefix", chance), posting.title);
    if chance.is(400) {
        posting.employer = employer(generator, chance);
        posting.employer_kind = "人力资源公司".to_owned();
    }
    if chance.is(600) {
        add(&mut posting.description, words.phrase("noise", chance));
    }
    posting.published = words.date(chance.between(DAYS_BEFORE - 60, DAYS_BEFORE)).to_owned();
    let duplicate_of = Some(truth.duplicate_of.unwrap_or(truth.id));
    let truth = PostingTruth { id: posting.id.clone(), occupation: truth.occupation, duplicate_of };
    (posting, truth)
}

fn title(generator: &Generator, work: &Occupation, chance: &mut Chance) -> String {
    let title = work.titles[work.by_title.draw(chance)];
    match chance.below(10) {
        0 => format!("{}{title}", generator.words.phrase("prefix", chance)),
        1 | 2 => format!("{title}{}", generator.words.phrase("suffix", chance)),
        _ => title.to_owned(),
    }
}

/// Two names and a business, which makes some thirty thousand employers.
fn employer(generator: &Generator, chance: &mut Chance) -> String {
    let words = &generator.words;
    let [first, second] = [(); 2].map(|()| words.phrase("name", chance));
    let business = [
        "机械制造",
        "电子科技",
        "商贸",
        "物业服务",
        "餐饮管理",
        "建筑工程",
        "物流",
        "信息技术",
        "医疗",
        "教育咨询",
    ];
    format!("天津{first}{second}{}有限公司", chance.word(&business))
}

/// From a bare district to a street, as sources write it.
pub(super) fn region(generator: &Generator, place: usize, chance: &mut Chance) -> String {
    let district = &generator.words.districts[place];
    let street = chance.word(&district.streets);
    match chance.below(10) {
        0 => district.name.to_owned(),
        1 => format!("天津市{}", district.name),
        2 => format!("天津市{}{street}", district.name),
        3 => format!("{} {street}", district.name.trim_end_matches('区')),
        _ => format!("{}{street}", district.name),
    }
}

fn education(work: &Occupation, chance: &mut Chance) -> &'static str {
    match work.rank {
        "helper" => chance.weighed(&[("不限", 700), ("小学", 100), ("初中", 200)]),
        "worker" | "skilled" => chance.weighed(&[
            ("不限", 350),
            ("初中", 200),
            ("高中及以上", 200),
            ("中专/中技", 150),
            ("大专", 100),
        ]),
        "senior" => chance.weighed(&[("本科及以上", 800), ("硕士", 200)]),
        _ => chance.weighed(&[("大专", 450), ("本科", 350), ("本科及以上", 100), ("不限", 100)]),
    }
}

fn benefits(generator: &Generator, chance: &mut Chance) -> String {
    let (first, count) = (chance.below(16), chance.between(0, 4));
    // Steps of three through sixteen benefits never meet the same twice in five.
    let each = (0..count).map(|i| generator.words.phrase_at("benefit", first + 3 * i));
    each.collect::<Vec<_>>().join("，")
}

fn description(generator: &Generator, work: &Occupation, chance: &mut Chance) -> String {
    let words = &generator.words;
    let wanted = chance.between(CHARACTERS.0, CHARACTERS.1 - 60);
    let mut draft = Draft::new();
    if chance.is(400) {
        draft.add(words.phrase("opening", chance));
    }
    let (mut duties, mut skills) = (chance.below(work.duties.len()), chance.below(work.skills.len()));
    draft.fill(words.phrase("duty", chance), || generator.duty(work, &mut duties, chance));
    draft.fill(words.phrase("skill", chance), || generator.skill(work, &mut skills, chance));
    if let Some(certificate) = work.certificates.first().filter(|_| chance.is(600)) {
        let need = if chance.is(700) { "须持" } else { "优先考虑持有" };
        [need, certificate, "。"].into_iter().for_each(|piece| draft.add(piece));
    }
    let mut noise = chance.below(20);
    while draft.characters < wanted {
        // Every third sentence tells more of the duties, the others are what any ad says.
        if chance.is(330) {
            draft.fill(words.phrase("duty", chance), || generator.duty(work, &mut duties, chance));
        } else {
            noise += 1;
            draft.add(words.phrase_at("noise", noise));
        }
    }
    held(draft.text)
}

/// Adds a sentence where there is room for it.
fn add(text: &mut String, sentence: &str) {
    if text.chars().count() + sentence.chars().count() <= CHARACTERS.1 {
        text.push_str(sentence);
    }
}

/// Cut to the most characters.
fn held(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(CHARACTERS.1) {
        text.truncate(end);
    }
    text
}

/// A text that knows its length, so that a long one is not counted again for each sentence.
pub(super) struct Draft {
    pub(super) text: String,
    characters: usize,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { text: String::with_capacity(3 * CHARACTERS.1), characters: 0 }
    }

    fn add(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.characters += piece.chars().count();
    }

    /// Adds a pattern, each `{}` in it replaced by a word.
    pub(super) fn fill<'a>(&mut self, pattern: &str, mut word: impl FnMut() -> &'a str) {
        let mut pieces = pattern.split("{}");
        self.add(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.add(word());
            self.add(piece);
        }
    }
}
