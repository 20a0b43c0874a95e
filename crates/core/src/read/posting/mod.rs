//! A whole posting: each field by its reader, then what only the body text says.
//!
//! The fields of a record come first; the body fills what they leave open and never overrules them. Where both name a
//! last valid day, the earlier one counts. What could not be read leaves a notice.

mod body;
mod terms;

use crate::knowledge::{occupation_id, region_code};
use crate::model::{
    AgeDemand, Benefit, ClaimSource, EmployerKind, Evidence, Field, IndustryId, Notice, NoticeKind,
    OccupationClaim, Pay, Place, PostPart, Posting, RawPosting, Reading, Stated, Status, Validity,
};
use crate::read::folded::FoldedTexts;
use crate::read::lex::{Scan, Vocabulary, head};
use crate::read::{
    Reader, benefits, codes, date, education, experience, forms, headcount, pay, schedule, title,
};
use jiff::civil::Date;
use rengang_lexicon::region::RegionContext;
use rengang_lexicon::title::TitleContext;
use rengang_text::{Folded, fold};
use std::sync::LazyLock;

/// Reads a posting. Total: every record gives a value; what it does not say is unknown in it.
#[must_use]
pub fn read_posting(raw: &RawPosting, reader: &Reader) -> Reading<Posting> {
    let texts = FoldedTexts::of(raw.texts().filter(|(field, _)| is_read(*field)));
    let mut reading = PostingReader::new(raw, &texts, reader);
    reading.read_identity();
    reading.read_dates();
    reading.read_title();
    reading.read_pay();
    reading.read_demands();
    reading.read_places();
    reading.read_terms();
    reading.read_body();
    reading.finish()
}

/// Ids and names of sources are taken as they are.
fn is_read(field: Field) -> bool {
    !matches!(field, Field::Id | Field::Source)
}

/// A posting on its way to being read.
struct PostingReader<'r> {
    raw: &'r RawPosting,
    reader: &'r Reader,
    posting: Posting,
    notices: Vec<Notice>,
    age: Option<AgeDemand>,
    texts: &'r FoldedTexts,
    title: &'r Folded,
    body: &'r Folded,
    /// The words of the body, by vocabulary.
    scan: Scan,
}

impl<'r> PostingReader<'r> {
    fn new(raw: &'r RawPosting, texts: &'r FoldedTexts, reader: &'r Reader) -> Self {
        Self {
            raw,
            reader,
            posting: Posting { id: raw.id().to_owned(), ..Posting::default() },
            notices: raw.notices().collect(),
            age: None,
            texts,
            title: texts.of_field(Field::Title),
            body: texts.of_field(Field::Description),
            scan: terms::BODY.scan(texts.of_field(Field::Description).as_str()),
        }
    }

    fn finish(self) -> Reading<Posting> {
        let id = self.posting.id.clone();
        let mut notices = self.notices;
        notices.iter_mut().for_each(|n| n.record.clone_from(&id));
        Reading { value: self.posting, notices, age: self.age }
    }

    fn notice(&mut self, kind: NoticeKind, field: Field) {
        self.notices.push(Notice::about(kind, field));
    }

    /// The folded text of a field; `None` where the record is silent.
    fn text(&self, field: Field) -> Option<&'r Folded> {
        self.texts.get(field).filter(|_| !self.raw.text(field).trim().is_empty())
    }

    fn whole(&self, field: Field) -> Evidence {
        Evidence::new(field, 0..self.raw.text(field).len())
    }

    fn read_identity(&mut self) {
        check_id(self.raw.id(), &mut self.notices);
        self.posting.source = self.raw.text(Field::Source).to_owned();
        self.posting.employer = self.raw.text(Field::Employer).to_owned();
        self.posting.employer_kind = self.text(Field::EmployerKind).and_then(|t| employer_kind(t.as_str()));
        if let Some(code) = self.text(Field::CreditCode) {
            self.posting.credit_code = codes::credit(code.as_str()).map(|c| c.code);
            if self.posting.credit_code.is_none() {
                self.notice(NoticeKind::Implausible, Field::CreditCode);
            }
        }
        let industries = self.reader.knowledge().industries();
        let industry = industries.find(self.raw.text(Field::Industry));
        self.posting.industries = industry.map(|id| IndustryId(id.index() as u16)).into_iter().collect();
        self.posting.status = self.text(Field::Status).map_or(Status::Open, |t| status(t.as_str()));
    }

    fn read_dates(&mut self) {
        let as_of = self.reader.as_of();
        self.posting.published = self.date(Field::Published, as_of);
        self.posting.first_seen = self.date(Field::FirstSeen, as_of);
        self.posting.updated = self.date(Field::Updated, as_of);
        let near = self.posting.published.unwrap_or(as_of);
        if let Some(text) = self.text(Field::ValidUntil) {
            let reading = date::read_validity(text.as_str(), near);
            let until = reading.until.map(|(value, span)| Stated {
                value,
                at: Evidence::new(Field::ValidUntil, text.original_span(span)),
            });
            self.posting.validity =
                Validity { until, open_ended: reading.open_ended, closed: reading.closed };
            if reading.invalid {
                self.notice(NoticeKind::DateInvalid, Field::ValidUntil);
            } else if self.posting.validity == Validity::default() {
                self.notice(NoticeKind::Unread, Field::ValidUntil);
            }
        }
        let until = self.posting.validity.until.map(|u| u.value);
        if self.posting.published.zip(until).is_some_and(|(published, until)| until < published) {
            self.notice(NoticeKind::DateInvalid, Field::ValidUntil);
        }
    }

    fn date(&mut self, field: Field, near: Date) -> Option<Date> {
        let text = self.text(field)?;
        let date = date::read_date(text.as_str(), near);
        if date.is_none() {
            self.notice(NoticeKind::DateInvalid, field);
        }
        date
    }

    fn read_title(&mut self) {
        let raw = self.raw.text(Field::Title);
        self.posting.title = raw.to_owned();
        let context = RegionContext { home_region: self.reader.home_region(), parent: None };
        let reading = title::read(raw, self.reader.title_knowledge(context));
        self.posting.core_title = reading.title;
        self.read_code();
        let around = TitleContext {
            description: self.body.as_str(),
            industry: self.texts.of_field(Field::Industry).as_str(),
            employer: self.texts.of_field(Field::Employer).as_str(),
        };
        let guesses = self.reader.knowledge().lexicon().titles().read(self.telling_title(), &around);
        let claim = |guess: &rengang_lexicon::title::OccupationGuess| {
            let (source, field) = match guess.evidence.first() {
                Some(rengang_lexicon::title::Evidence::Duties { .. }) => {
                    (ClaimSource::Duties, Field::Description)
                }
                _ => (ClaimSource::Title, Field::Title),
            };
            let occupation = occupation_id(guess.occupation);
            OccupationClaim { occupation, confidence: guess.confidence, source, at: self.whole(field) }
        };
        let claims: Vec<OccupationClaim> = guesses.iter().map(claim).collect();
        self.posting.occupations.extend(claims);
    }

    /// The title without its noise where that is a known title and nothing else in the title names work; else all of
    /// it. The answer is the same, and a whole known title costs a fifth.
    fn telling_title(&self) -> &str {
        let core = fold(&self.posting.core_title);
        let mentions = self.reader.knowledge().lexicon().titles().find_mentions(self.title.as_str());
        match mentions.as_slice() {
            [only] if self.title.as_str()[only.bytes.clone()] == *core.as_str() => &self.posting.core_title,
            _ => head(self.raw.text(Field::Title), title::MAX_TITLE_BYTES),
        }
    }

    /// A code that the source gave claims every kind of work of its class, the class itself first.
    fn read_code(&mut self) {
        let Some(text) = self.text(Field::OccupationCode) else { return };
        let at = self.whole(Field::OccupationCode);
        let occupations = self.reader.knowledge().lexicon().occupations();
        let code = codes::occupation(text.as_str()).and_then(|c| c.code.parse().ok());
        let Some(class) = code.map(|code| occupations.by_code(code)).filter(|c| !c.is_empty()) else {
            return self.notice(NoticeKind::Unread, Field::OccupationCode);
        };
        let claim = |(place, o): (usize, &rengang_lexicon::occupation::Occupation)| OccupationClaim {
            occupation: occupation_id(o.id()),
            confidence: if place == 0 { 1000 } else { 700 },
            source: ClaimSource::Code,
            at,
        };
        self.posting.occupations = class.iter().enumerate().map(claim).collect();
    }

    fn read_pay(&mut self) {
        let Some(text) = self.text(Field::Pay) else { return };
        let Some(reading) = pay::read_all(text.as_str()) else { return };
        let unread = reading.main.period().is_none() && text.as_str().bytes().any(|b| b.is_ascii_digit());
        if unread {
            self.notice(NoticeKind::Ambiguous, Field::Pay);
        }
        if !is_plausible(&reading.main) {
            self.notice(NoticeKind::Implausible, Field::Pay);
        }
        self.posting.pay = Some(reading.main);
        self.posting.other_pay = reading.others;
    }

    fn read_demands(&mut self) {
        if let Some(text) = self.text(Field::Experience) {
            let at = self.whole(Field::Experience);
            self.posting.experience = experience::read(text.as_str()).map(|demand| {
                let occupations = self.occupations_in(text);
                crate::model::ExperienceDemand { at: Some(at), occupations, ..demand }
            });
        }
        if let Some(text) = self.text(Field::Education) {
            let at = self.whole(Field::Education);
            self.posting.education = education::read(text.as_str())
                .map(|demand| crate::model::EducationDemand { at: Some(at), ..demand });
        }
        if let Some(text) = self.text(Field::Headcount) {
            self.posting.headcount = headcount::read(text.as_str());
            if self.posting.headcount.is_none() {
                self.notice(NoticeKind::Unread, Field::Headcount);
            }
        }
        self.read_parts();
    }

    /// What the words of a text can mean as work, each once.
    fn occupations_in(&self, text: &Folded) -> Vec<crate::model::OccupationId> {
        let mentions = self.reader.knowledge().lexicon().titles().find_mentions(text.as_str());
        let mut ids: Vec<_> =
            mentions.iter().flat_map(|m| m.occupations.iter().map(|&o| occupation_id(o))).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Labels of the headcount that name work are the posts of a combined ad; pays with the same label go with them.
    fn read_parts(&mut self) {
        let Some(count) = &self.posting.headcount else { return };
        let part = |p: &crate::model::HeadcountPart| {
            let occupations = self.occupations_in(&fold(&p.label));
            let mut pays = self.posting.pay.iter().chain(&self.posting.other_pay);
            let pay = pays.find(|pay| pay.label().is_some_and(|l| l.contains(&p.label))).cloned();
            (!occupations.is_empty()).then(|| PostPart {
                label: p.label.clone(),
                occupations,
                count: Some(p.count),
                pay,
            })
        };
        self.posting.parts = count.parts.iter().filter_map(part).collect();
    }

    fn read_places(&mut self) {
        let text = self.raw.text(Field::Region);
        if text.trim().is_empty() {
            return;
        }
        let context = RegionContext { home_region: self.reader.home_region(), parent: None };
        let folded = self.texts.of_field(Field::Region);
        let reading = self.reader.knowledge().regions().read_folded(folded, context);
        let place = |code, span: &std::ops::Range<usize>| Place {
            region: region_code(code),
            at: Evidence::new(Field::Region, span.clone()),
        };
        let work = &mut self.posting.workplaces;
        work.places = reading.places.iter().map(|p| place(p.code, &p.span)).collect();
        for open in &reading.ambiguous {
            work.places.extend(open.candidates.iter().map(|&code| place(code, &open.span)));
        }
        work.ambiguous = reading.is_ambiguous();
        work.remote = reading.remote;
        match reading.anywhere.map(|a| a.within) {
            Some(Some(within)) => work.places.push(place(within, &(0..text.len()))),
            Some(None) => work.anywhere = true,
            None => {}
        }
        let nowhere = work.places.is_empty() && !work.remote && !work.anywhere;
        if work.ambiguous {
            self.notice(NoticeKind::Ambiguous, Field::Region);
        } else if nowhere {
            self.notice(NoticeKind::Unread, Field::Region);
        }
    }

    fn read_terms(&mut self) {
        if let Some(text) = self.text(Field::Schedule) {
            self.posting.schedule = schedule::read(text.as_str());
            let at = self.whole(Field::Schedule);
            self.posting.schedule.at.push(at);
        }
        let mut forms = forms::read(self.title.as_str());
        for field in [Field::EmploymentForm, Field::PostType] {
            forms = self.text(field).map_or(forms, |text| forms.union(forms::read(text.as_str())));
        }
        self.posting.forms = forms;
        // 培训师, 餐厅服务员, 编制中心: in a title these name the work.
        let work = [Benefit::Training, Benefit::Canteen, Benefit::Promotion, Benefit::Establishment];
        let title = benefits::read(self.title.as_str()).into_iter().filter(|b| !work.contains(b));
        let fields = [Field::Benefits, Field::Pay].map(|f| self.text(f).map(|t| benefits::read(t.as_str())));
        self.posting.benefits = fields.into_iter().flatten().flatten().chain(title).collect();
    }
}

/// The greatest id that an index term can hold, with room for a prefix.
const MAX_ID_BYTES: usize = 1024;

/// An id that is missing or too long cannot be indexed; the caller refuses the record.
pub(super) fn check_id(id: &str, notices: &mut Vec<Notice>) {
    if id.trim().is_empty() {
        notices.push(Notice::about(NoticeKind::IdMissing, Field::Id));
    } else if id.len() > MAX_ID_BYTES {
        notices.push(Notice::about(NoticeKind::IdTooLong, Field::Id));
    }
}

/// Chosen: under 300 yuan a month nobody works, and over 300,000 nobody is found through a public ad.
fn is_plausible(pay: &Pay) -> bool {
    let within = |yuan: i64| (300..=300_000).contains(&yuan);
    pay.monthly_min().is_none_or(within) && pay.monthly_max().is_none_or(within)
}

#[rustfmt::skip]
static STATUS: LazyLock<Vocabulary<Status>> = LazyLock::new(|| Vocabulary::new(&[
    (Status::Paused, "暂停 paused suspended 挂起 停用 已暂停"),
    (Status::Closed, "关闭 下架 撤回 已招满 结束 过期 closed withdrawn expired filled 下线 已下线 停止 已就业 已入职 找到工作 已找到 删除 无效"),
    (Status::Open, "有效 在招 open active 招聘中 发布 求职中 正常"),
]));

pub(super) fn status(folded: &str) -> Status {
    STATUS.words(folded).map(|(_, status)| status).next().unwrap_or_default()
}

#[rustfmt::skip]
static EMPLOYER_KINDS: LazyLock<Vocabulary<EmployerKind>> = LazyLock::new(|| Vocabulary::new(&[
    (EmployerKind::StateOwned, "国企 国有企业 央企 国有 中央企业 国有独资 国有控股"),
    (EmployerKind::PublicInstitution, "事业单位 公办 公立"),
    (EmployerKind::Government, "机关 政府 党政机关 行政机关 街道 居委会"),
    (EmployerKind::SoleTrader, "个体工商户 个体 个体户 个人经营"),
    (EmployerKind::NonProfit, "民办非企业 民非 社会服务机构 民办非企业单位"),
    (EmployerKind::Association, "社会团体 社团 基金会 协会 商会"),
    (EmployerKind::Staffing, "人力资源 劳务派遣 灵活用工主体 灵活用工平台 劳务公司 平台企业 灵活用工 中介 人力资源服务机构 外包公司"),
    (EmployerKind::Household, "家庭 个人雇主 雇主家庭"),
    (EmployerKind::Company, "企业 公司 民营企业 私营企业 外资企业 合资企业 民企 私企 外企 合资 上市公司 股份制 有限责任公司"),
]));

fn employer_kind(folded: &str) -> Option<EmployerKind> {
    EMPLOYER_KINDS.words(folded).map(|(_, kind)| kind).next()
}
