//! Laws of the score over whole records: what a person gains never lowers a score, and neither does more pay.

use std::sync::{Arc, LazyLock};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{
    Breakdown, Knowledge, MatchOptions, PreparedPosting, Side, breakdown_of, prepare_candidate,
    prepare_posting,
};
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

/// The score in a list; a refused pair stands in none.
fn listed(breakdown: &Breakdown) -> Option<u32> {
    breakdown.refusals().is_empty().then(|| breakdown.score())
}

/// Skills of every kind of trade, in the words of people.
const SKILLS: [&str; 16] = [
    "电焊",
    "氩弧焊",
    "PLC编程",
    "CAD制图",
    "Excel",
    "Python",
    "英语",
    "普通话",
    "叉车",
    "面点",
    "收银",
    "急救",
    "短视频剪辑",
    "月子餐",
    "打磨抛光",
    "钢筋绑扎",
];

#[test]
fn a_gained_skill_never_lowers_a_score_nor_refuses() {
    let (posts, mut risen) = (prepared(&records::postings()), 0);
    for (place, person) in records::candidates().into_iter().enumerate() {
        let before = against(&person, &posts);
        for skill in SKILLS.iter().skip(place % 4).step_by(4) {
            let after = against(&skilled(&person, skill), &posts);
            for (before, after) in before.iter().zip(&after) {
                assert!(listed(after) >= listed(before), "{} lost by {skill}", person.id());
                risen += usize::from(listed(after) > listed(before));
            }
        }
    }
    assert!(risen > 50, "only {risen} scores rose: the skills say nothing");
}

fn skilled(person: &RawCandidate, skill: &str) -> RawCandidate {
    let more = match person.text(Field::Skills) {
        "" => skill.to_owned(),
        known => format!("{known}、{skill}"),
    };
    person.clone().with(Field::Skills, &more)
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
