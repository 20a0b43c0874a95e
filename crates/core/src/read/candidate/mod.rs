//! A whole person: wishes, refusals, history and what they bring, mostly from free text.
//!
//! Each field is read for what it is for, and the remarks for everything. A wish is what is named, a refusal what a
//! clause denies; who says `不能` speaks of a condition, who says `不想做` of a kind of work. Nothing in here reads sex,
//! age, family or health: `43岁`, `已婚`, `女` have no reader, and illness counts only by what a person says not to do.

mod certificates;
mod history;
mod phrase;
mod place;
mod time;
mod wage;
mod work;

use crate::knowledge::{major_id, region_code, to_region};
use crate::model::{
    Candidate, EducationHeld, Evidence, Field, Group, Notice, NoticeKind, RawCandidate, Reading, StudyMode,
};
use crate::read::cues::{self, Cue, Speaker};
use crate::read::folded::FoldedTexts;
use crate::read::lex::{Kind, Vocabulary};
use crate::read::{Reader, conditions, date, education, forms, groups, posting, skills};
use jiff::civil::Date;
use rengang_lexicon::major::MajorText;
use rengang_lexicon::region::RegionContext;
use rengang_text::Folded;
use std::sync::LazyLock;

/// Reads a person. Total: every record gives a value; what it does not say is unknown in it.
#[must_use]
pub fn read_candidate(raw: &RawCandidate, reader: &Reader) -> Reading<Candidate> {
    let mut reading = CandidateReader::new(raw, reader);
    reading.read_identity();
    reading.read_home();
    work::read(&mut reading);
    place::read(&mut reading);
    wage::read(&mut reading);
    time::read(&mut reading);
    history::read(&mut reading);
    certificates::read(&mut reading);
    reading.read_education();
    reading.read_skills();
    reading.read_conditions();
    reading.finish()
}

/// A person on the way to being read.
struct CandidateReader<'r> {
    raw: &'r RawCandidate,
    reader: &'r Reader,
    candidate: Candidate,
    notices: Vec<Notice>,
    texts: FoldedTexts,
}

impl<'r> CandidateReader<'r> {
    fn new(raw: &'r RawCandidate, reader: &'r Reader) -> Self {
        Self {
            raw,
            reader,
            candidate: Candidate { id: raw.id().to_owned(), ..Candidate::default() },
            notices: raw.notices().collect(),
            texts: FoldedTexts::of(raw.texts()),
        }
    }

    fn finish(mut self) -> Reading<Candidate> {
        self.notices.iter_mut().for_each(|n| self.candidate.id.clone_into(&mut n.record));
        Reading { value: self.candidate, notices: self.notices, age: None }
    }

    /// The folded text of a field; `None` where the record is silent.
    fn text(&self, field: Field) -> Option<&Folded> {
        self.texts.get(field)
    }

    fn str(&self, field: Field) -> &str {
        self.texts.of_field(field).as_str()
    }

    fn evidence(&self, field: Field, span: std::ops::Range<usize>) -> Evidence {
        Evidence::new(field, self.text(field).map_or(0..0, |text| text.original_span(span)))
    }

    fn whole(&self, field: Field) -> Evidence {
        Evidence::new(field, 0..self.raw.text(field).len())
    }

    fn read_identity(&mut self) {
        posting::check_id(self.raw.id(), &mut self.notices);
        self.candidate.groups = groups::read(self.str(Field::Groups)).groups;
        self.candidate.consent = answer(self.str(Field::Consent));
        self.candidate.personalisation = answer(self.str(Field::Personalisation));
        self.candidate.status = posting::status(self.str(Field::Status));
        let forms = [Field::WishForm, Field::WishPay].map(|f| forms::read(self.str(f)));
        self.candidate.forms = forms[0].union(if forms[0].is_empty() { forms[1] } else { forms[0] });
        self.candidate.available_from = available(self.str(Field::AvailableFrom), self.reader.as_of());
    }

    fn read_home(&mut self) {
        let text = self.raw.text(Field::HomeRegion);
        if text.trim().is_empty() {
            return;
        }
        let context = RegionContext { home_region: self.reader.home_region(), parent: None };
        let reading =
            self.reader.knowledge().regions().read_folded(self.texts.of_field(Field::HomeRegion), context);
        self.candidate.home = reading.places.first().map(|p| region_code(p.code));
        if self.candidate.home.is_none() {
            self.notices.push(Notice::about(NoticeKind::Unread, Field::HomeRegion));
        }
    }

    /// Where places of one name are looked for first: around home, else where the service is.
    fn context(&self) -> RegionContext {
        let home = self.candidate.home.and_then(to_region).map(rengang_lexicon::region::RegionCode::province);
        RegionContext { home_region: home.or(self.reader.home_region()), parent: None }
    }

    fn read_education(&mut self) {
        let Some(held) = education::read_held(self.str(Field::Education)) else { return };
        let year = ["education", "years", "history"]
            .iter()
            .zip([Field::Education, Field::Years, Field::History])
            .find_map(|(_, field)| history::graduation_year(self.str(field)));
        let as_of = self.reader.as_of().year();
        let named_fresh =
            self.str(Field::Years).contains("应届") || self.str(Field::Education).contains("应届");
        let recent = year.is_some_and(|y| (as_of..=as_of + 1).contains(&y));
        let worked = self.candidate.total_months.unwrap_or(0);
        if held.studying.is_some() && !self.candidate.groups.contains(&Group::Student) {
            self.candidate.groups.push(Group::Student);
        }
        let majors = self.reader.knowledge().majors();
        let studied = [Field::Major, Field::Education]
            .map(|field| majors.read_folded(self.texts.of_field(field), MajorText::Field).ids());
        let mut majors: Vec<_> = studied.into_iter().flatten().map(major_id).collect();
        majors.dedup();
        self.candidate.education = Some(EducationHeld {
            level: held.level,
            mode: held.full_time.map(|full| if full { StudyMode::FullTime } else { StudyMode::PartTime }),
            studying: held.studying,
            graduation_year: year,
            fresh: named_fresh || (recent && worked <= FRESH_MONTHS),
            majors,
            at: self.whole(Field::Education),
        });
    }

    fn read_skills(&mut self) {
        let lexicon = self.reader.knowledge().lexicon();
        for field in [Field::Skills, Field::Certificates, Field::Wish, Field::History] {
            let Some(text) = self.text(field) else { continue };
            let found = lexicon.find_skills(text.as_str());
            let held = skills::read_held(&found, text, field);
            for skill in held {
                // The skills field comes first and is the person's own list: it counts over stories.
                if !self.candidate.skills.iter().any(|s| s.skill == skill.skill) {
                    self.candidate.skills.push(skill);
                }
            }
        }
    }

    fn read_conditions(&mut self) {
        let fields = [
            Field::Wish,
            Field::WishRegion,
            Field::WishForm,
            Field::WishSchedule,
            Field::Skills,
            Field::Remarks,
        ];
        let sells = SELLING.iter().any(|word| self.str(Field::Wish).contains(word));
        for field in fields {
            let Some(text) = self.texts.get(field) else { continue };
            let mut tokens = cues::lex(text.as_str());
            if sells {
                tokens.retain(|token| !matches!(token.kind, Kind::Word(Cue::Goods(_))));
            }
            conditions::read(&tokens, text, field, Speaker::Person, &mut self.candidate.conditions);
        }
        self.read_limits_in_history();
    }

    /// 右腿走路慢，不能久站: a story tells what was done, and only in such words what cannot be done.
    fn read_limits_in_history(&mut self) {
        let Some(text) = self.texts.get(Field::History) else { return };
        let tokens = cues::lex(text.as_str());
        for clause in cues::clauses(&tokens) {
            let (Some(first), Some(last)) = (clause.first(), clause.last()) else { continue };
            let words = &text.as_str()[first.span.start..last.span.end];
            if LIMITS.iter().any(|limit| words.contains(limit)) {
                let conditions = &mut self.candidate.conditions;
                conditions::read(clause, text, Field::History, Speaker::Person, conditions);
            }
        }
    }
}

/// Words of a wish to sell.
const SELLING: [&str; 7] = ["销售", "业务", "导购", "渠道", "营销", "招商", "置业"];

/// Words by which a story says what cannot be done any more, or never again.
const LIMITS: [&str; 12] = [
    "不能",
    "不想再",
    "干不了",
    "做不了",
    "受不了",
    "吃不消",
    "再也不",
    "不便",
    "不好",
    "不行",
    "走路慢",
    "手术",
];

/// Chosen: someone who has worked longer than a year since school applies with experience, not as a graduate.
const FRESH_MONTHS: u16 = 12;

#[rustfmt::skip]
static ANSWERS: LazyLock<Vocabulary<bool>> = LazyLock::new(|| Vocabulary::new(&[
    (false, "false no n 0 否 不同意 拒绝 未授权 不 关闭 off 未同意 撤回"),
    (true, "true yes y 1 是 同意 已授权 授权 可以 开启 on 允许 已同意"),
]));

fn answer(folded: &str) -> Option<bool> {
    ANSWERS.words(folded).map(|(_, yes)| yes).next()
}

/// What a word says about when a person can begin.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Begin {
    Now,
    Days(i64),
    NextMonth,
}

#[rustfmt::skip]
static BEGINNINGS: LazyLock<Vocabulary<Begin>> = LazyLock::new(|| Vocabulary::new(&[
    (Begin::Now, "随时 马上 现在 随到 立即 立刻 即日 今天 明天 这两天 随叫随到"),
    (Begin::Days(7), "一周 下周 一周内 1周 一个星期 下星期 七天 一星期"),
    (Begin::Days(14), "两周 两周内 2周 半个月 两个星期 半月 十五天 十来天"),
    (Begin::Days(21), "三周 3周"),
    (Begin::Days(30), "一个月 1个月 一月内 30天"),
    (Begin::Days(60), "两个月 2个月"),
    (Begin::NextMonth, "下月 下个月 下月初"),
]));

/// The day a person can begin, where the text tells one.
fn available(folded: &str, as_of: Date) -> Option<Date> {
    if folded.trim().is_empty() {
        return None;
    }
    match BEGINNINGS.words(folded).map(|(_, begin)| begin).next() {
        Some(Begin::Now) => Some(as_of),
        Some(Begin::Days(days)) => as_of.checked_add(jiff::Span::new().days(days)).ok(),
        Some(Begin::NextMonth) => as_of.last_of_month().tomorrow().ok(),
        None => date::read_date(folded, as_of),
    }
}

#[cfg(test)]
mod tests;
