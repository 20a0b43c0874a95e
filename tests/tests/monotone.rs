//! Laws of the score over whole records: what a person gains never lowers a score, and neither does more pay.

use std::sync::{Arc, LazyLock};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{
    Breakdown, Knowledge, MatchOptions, PreparedPosting, Side, breakdown_of, prepare_candidate, prepare_posting,
};
use rengang_tests::chance::Chance;
use rengang_tests::records;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

fn reader() -> Reader {
    Reader::new(Arc::clone(&KNOWLEDGE), records::DAY)
}

fn prepared(postings: &[RawPosting]) -> Vec<PreparedPosting> {
    postings.iter().map(|raw| prepare_posting(raw, false, &reader()).expect("an id")).collect()
}

fn against(person: &RawCandidate, posts: &[PreparedPosting]) -> Vec<Breakdown> {
    let person = prepare_candidate(person, &reader()).expect("an id");
    let options = MatchOptions::new(records::DAY);
    posts.iter().map(|post| breakdown_of(&person, post, &KNOWLEDGE, &options)).collect()
}

/// Skills of every kind of trade, in the words of people.
const SKILLS: [&str; 16] = [
    "电焊", "氩弧焊", "PLC编程", "CAD制图", "Excel", "Python", "英语", "普通话", "叉车", "面点", "收银", "急救",
    "短视频剪辑", "月子餐", "打磨抛光", "钢筋绑扎",
];

#[test]
fn a_gained_skill_never_lowers_a_score_nor_refuses() {
    let (posts, mut chance, mut risen) = (prepared(&records::postings()), Chance::new(5), 0);
    for person in records::candidates() {
        let skill = SKILLS[chance.below(SKILLS.len() as u64) as usize];
        let known = person.text(Field::Skills).to_owned();
        let more = if known.is_empty() { skill.to_owned() } else { format!("{known}、{skill}") };
        let skilled = person.clone().with(Field::Skills, &more);
        for (before, after) in against(&person, &posts).iter().zip(against(&skilled, &posts)) {
            assert!(after.score() >= before.score(), "{} lost by {skill}", person.id());
            assert!(after.refusals().len() <= before.refusals().len(), "{} refused by {skill}", person.id());
            risen += usize::from(after.score() > before.score());
        }
    }
    assert!(risen > 50, "only {risen} scores rose: the skills say nothing");
}

#[test]
fn more_pay_never_lowers_the_seekers_side() {
    let (people, mut risen) = (records::candidates(), 0);
    let post = |low: u32| {
        let pay = format!("{low}-{}元/月", low + 1500);
        let raw = &records::postings()[7];
        prepared(&[raw.clone().with(Field::Pay, &pay)])
    };
    let ladder: Vec<_> = (0..12).map(|step| post(2500 + 700 * step)).collect();
    for person in &people {
        let sides: Vec<_> = ladder.iter().map(|post| against(person, post)[0].side(Side::Seeker)).collect();
        assert!(sides.is_sorted(), "{}: {sides:?}", person.id());
        risen += usize::from(sides[0] < sides[11]);
    }
    assert!(risen > 10, "only {risen} people care for pay");
}
