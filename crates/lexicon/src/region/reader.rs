//! Reads the places that a posting or a wish names, and how each is meant.

use std::ops::Range;

use rengang_text::{Folded, fold};
use rustc_hash::FxHashSet;

use super::cue::Cue;
use super::mention::{Meant, Mention, mentions};
use super::token::{Token, TokenKind, tokens};
use super::{RegionCode, RegionLevel, Regions};

/// What is known before the text is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegionContext {
    /// Where the service or the person is at home: decides between places of one name.
    pub home_region: Option<RegionCode>,
    /// The region that the field lies in, such as the city where the text gives only the district.
    pub parent: Option<RegionCode>,
}

/// The places of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionReading {
    /// Places by where they stand in the text; a group (市内六区) gives several with one span.
    pub places: Vec<Place>,
    /// The coarsest level among the places.
    pub precision: Option<RegionLevel>,
    /// Namings that fit several regions and nothing decides between them; they are not among the places.
    pub ambiguous: Vec<Ambiguity>,
    /// Places that are not wanted: 不去蓟州, 除了滨海新区.
    pub excluded: Vec<RegionCode>,
    /// The work is, or may be, done from home or on line.
    pub remote: bool,
    /// Other places than those named will do.
    pub anywhere: Option<Anywhere>,
    /// Close to home is what counts: 离家近就行.
    pub near_home: bool,
    /// What was found and left out.
    pub notices: Vec<RegionNotice>,
}

/// One place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The region.
    pub code: RegionCode,
    /// Bytes of the original text that name it.
    pub span: Range<usize>,
    /// Its order among the wishes.
    pub wish: Wish,
    /// What must hold for it to do.
    pub condition: Option<Condition>,
}

/// How much a place is wished, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// 最好, 优先, 为主.
    Preferred,
    /// Named without more.
    Wished,
    /// 也行, 近的也可以, 最远到: second choice.
    Acceptable,
}

/// What must hold for a place to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Condition {
    /// The employer gives housing: 管住哪都能去.
    Housing,
    /// The employer runs a bus.
    Shuttle,
    /// The underground goes there.
    Metro,
}

/// That other places than those named will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anywhere {
    /// Where in: 天津哪都行; none for the whole country.
    pub within: Option<RegionCode>,
    /// What must hold for it.
    pub condition: Option<Condition>,
}

/// A naming that fits several regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// All regions that it may mean, ascending.
    pub candidates: Vec<RegionCode>,
}

/// Something that was found and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionNotice {
    /// What it is.
    pub kind: NoticeKind,
    /// Bytes of the original text.
    pub span: Range<usize>,
}

/// Why a place of the text is not a place of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoticeKind {
    /// Interviews or training are held there, the work is elsewhere.
    VisitOnly,
    /// The work goes there at times, and begins elsewhere.
    TravelOnly,
    /// The person comes from there and lives elsewhere.
    OriginOnly,
    /// It only says how to get to another place.
    LandmarkOnly,
    /// Work outside the country; no code stands for it.
    Overseas,
}

impl RegionReading {
    /// Whether a naming fits several regions.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        !self.ambiguous.is_empty()
    }
}

impl Regions {
    /// Reads the places of `text`, linear in its length.
    ///
    /// ```
    /// use rengang_lexicon::region::{Condition, RegionContext, Regions, Wish};
    /// let regions = Regions::embedded();
    /// let home = regions.by_digits("120000");
    /// let context = RegionContext { home_region: home, parent: None };
    /// let reading = regions.read("西青、津南最好，管住的话天津哪个区都行", context);
    /// assert_eq!(reading.places[0].wish, Wish::Preferred);
    /// let anywhere = reading.anywhere.unwrap();
    /// assert_eq!((anywhere.within, anywhere.condition), (home, Some(Condition::Housing)));
    /// ```
    #[must_use]
    pub fn read(&self, text: &str, context: RegionContext) -> RegionReading {
        self.read_folded(&fold(text), context)
    }

    /// Reads the places of a text that is folded already.
    #[must_use]
    pub fn read_folded(&self, folded: &Folded, context: RegionContext) -> RegionReading {
        if let Some(code) = self.by_digits(folded.as_str().trim()) {
            return single(code, folded.original_len());
        }
        let tokens = tokens(self, folded.as_str(), context);
        let mentions = mentions(folded.as_str(), &tokens, context);
        let clauses = Clauses::new(folded.as_str());
        let cues = tokens.iter().filter_map(|t| Placed::cue(t, &clauses)).collect();
        Reader { folded, mentions, clauses, cues, context }.reading()
    }
}

fn single(code: RegionCode, len: usize) -> RegionReading {
    let place = Place { code, span: 0..len, wish: Wish::Wished, condition: None };
    RegionReading { places: vec![place], precision: Some(code.level()), ..RegionReading::default() }
}

/// Where the clauses of a text end.
struct Clauses(Vec<usize>);

/// Chosen: nobody says more in one clause; a longer one is cut, so that the cost stays linear.
const MAX_CLAUSE: usize = 600;

impl Clauses {
    fn new(folded: &str) -> Self {
        let mut all = Vec::new();
        for (at, c) in folded.char_indices() {
            let ends = matches!(c, ',' | '。' | ';' | '!' | '?' | '\n' | '(' | ')');
            if ends || at - all.last().copied().unwrap_or(0) > MAX_CLAUSE {
                all.push(at);
            }
        }
        Self(all)
    }

    fn of(&self, at: usize) -> usize {
        self.0.partition_point(|&end| end <= at)
    }
}

/// A cue and where it stands.
#[derive(Debug, Clone, Copy)]
struct Placed {
    cue: Cue,
    clause: usize,
    start: usize,
    end: usize,
}

impl Placed {
    fn cue(token: &Token, clauses: &Clauses) -> Option<Self> {
        let TokenKind::Cue(cue) = token.kind else { return None };
        let (start, end) = (token.bytes.start, token.bytes.end);
        Some(Self { cue, clause: clauses.of(start), start, end })
    }
}

/// What becomes of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Place,
    Excluded,
    Left(NoticeKind),
}

struct Reader<'a> {
    folded: &'a Folded,
    mentions: Vec<Mention>,
    clauses: Clauses,
    cues: Vec<Placed>,
    context: RegionContext,
}

impl Reader<'_> {
    fn reading(&self) -> RegionReading {
        let roles = self.roles();
        let mut out = RegionReading {
            remote: self.has_anywhere_in_text(Cue::Remote),
            near_home: self.has_anywhere_in_text(Cue::NearHome),
            anywhere: self.anywhere(),
            ..RegionReading::default()
        };
        for (mention, role) in self.mentions.iter().zip(roles) {
            self.put(mention, role, &mut out);
        }
        self.put_overseas(&mut out);
        let mut seen = FxHashSet::default();
        out.places.retain(|place| seen.insert(place.code));
        seen.clear();
        out.excluded.retain(|&code| seen.insert(code));
        raise_when_all_are_second_choice(&mut out);
        out.precision = out.places.iter().map(|p| p.code.level()).min();
        out
    }

    fn put(&self, mention: &Mention, role: Role, out: &mut RegionReading) {
        let span = self.folded.original_span(mention.bytes.clone());
        match (role, &mention.meant) {
            (Role::Left(kind), _) => out.notices.push(RegionNotice { kind, span }),
            (Role::Excluded, meant) => out.excluded.extend(meant.codes()),
            (Role::Place, Meant::Ambiguous(codes)) => {
                let mut candidates = codes.clone();
                candidates.sort_unstable();
                out.ambiguous.push(Ambiguity { span, candidates });
            }
            (Role::Place, meant) => {
                let clause = self.clauses.of(mention.bytes.start);
                let (wish, condition) = (self.wish(clause), self.condition(clause));
                let place = |&code: &RegionCode| Place { code, span: span.clone(), wish, condition };
                out.places.extend(meant.codes().iter().map(place));
            }
        }
    }

    fn put_overseas(&self, out: &mut RegionReading) {
        for cue in self.cues.iter().filter(|c| c.cue == Cue::Overseas) {
            let span = self.folded.original_span(cue.start..cue.end);
            out.notices.push(RegionNotice { kind: NoticeKind::Overseas, span });
        }
    }

    /// A place is left out only where another one remains: 面试地点天津 alone still says 天津.
    fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = self.mentions.iter().map(|m| self.role(m)).collect();
        let remains = roles.contains(&Role::Place);
        for role in &mut roles {
            if matches!(role, Role::Left(kind) if *kind != NoticeKind::LandmarkOnly && !remains) {
                *role = Role::Place;
            }
        }
        roles
    }

    fn role(&self, mention: &Mention) -> Role {
        let clause = self.clauses.of(mention.bytes.start);
        if self.cues_of(clause).any(|c| self.is_landmark(c, mention)) {
            return Role::Left(NoticeKind::LandmarkOnly);
        }
        if self.cues_of(clause).any(|c| self.excludes(c, mention)) {
            return Role::Excluded;
        }
        if self.has(clause, Cue::Visit) {
            return Role::Left(NoticeKind::VisitOnly);
        }
        if self.cues_of(clause).any(|c| self.is_travel(c, mention)) {
            return Role::Left(NoticeKind::TravelOnly);
        }
        // 静海老家最好: what is liked or would do is a wish, wherever one comes from.
        let origin = self.has(clause, Cue::Origin) && self.wish(clause) == Wish::Wished;
        if origin { Role::Left(NoticeKind::OriginOnly) } else { Role::Place }
    }

    fn is_landmark(&self, cue: &Placed, mention: &Mention) -> bool {
        let touches = cue.end == mention.bytes.start || cue.start == mention.bytes.end;
        cue.cue == Cue::Landmark && touches
    }

    /// 华北出差, 跑长三角: after 跑 only, since 河西跑单 begins in 河西.
    fn is_travel(&self, cue: &Placed, mention: &Mention) -> bool {
        let everywhere = cue.end - cue.start > "跑".len();
        cue.cue == Cue::Travel && (everywhere || mention.bytes.start >= cue.end)
    }

    /// 不去 speaks of the places after it in its clause, or if there are none of those before it; a bare 除 only of
    /// the place that it touches.
    fn excludes(&self, cue: &Placed, mention: &Mention) -> bool {
        let text = self.folded.as_str();
        match cue.cue {
            Cue::Excluded => {
                let next = self.mentions.partition_point(|m| m.bytes.start < cue.end);
                let after =
                    self.mentions.get(next).is_some_and(|m| self.clauses.of(m.bytes.start) == cue.clause);
                mention.bytes.start >= cue.end || !after
            }
            Cue::Except if &text[cue.start..cue.end] == "除" => cue.end == mention.bytes.start,
            Cue::Except => true,
            _ => false,
        }
    }

    fn cues_of(&self, clause: usize) -> impl Iterator<Item = &Placed> {
        let from = self.cues.partition_point(|c| c.clause < clause);
        self.cues[from..].iter().take_while(move |c| c.clause == clause)
    }

    fn has(&self, clause: usize, cue: Cue) -> bool {
        self.cues_of(clause).any(|c| c.cue == cue)
    }

    fn has_anywhere_in_text(&self, cue: Cue) -> bool {
        self.cues.iter().any(|c| c.cue == cue)
    }

    fn wish(&self, clause: usize) -> Wish {
        if self.has(clause, Cue::Preferred) {
            Wish::Preferred
        } else if self.has(clause, Cue::Acceptable) {
            Wish::Acceptable
        } else {
            Wish::Wished
        }
    }

    fn condition(&self, clause: usize) -> Option<Condition> {
        let known = [
            (Cue::Housing, Condition::Housing),
            (Cue::Shuttle, Condition::Shuttle),
            (Cue::Metro, Condition::Metro),
        ];
        known.into_iter().find(|&(cue, _)| self.has(clause, cue)).map(|(_, condition)| condition)
    }

    fn anywhere(&self) -> Option<Anywhere> {
        self.cues.iter().find_map(|cue| {
            let opens = match cue.cue {
                Cue::Anywhere | Cue::Nationwide => !self.has(cue.clause, Cue::Excluded),
                Cue::AllOver => !self.ends_in_county(cue.start),
                Cue::Except => self.has(cue.clause, Cue::Neutral),
                _ => false,
            };
            opens.then(|| Anywhere { within: self.within(cue), condition: self.condition(cue.clause) })
        })
    }

    /// Where a cue opens: the city or province named before it in its clause, for 全市 and 除了 else that of the home
    /// or of the first place.
    fn within(&self, cue: &Placed) -> Option<RegionCode> {
        let named = self.place_before(cue).filter(|code| code.level() < RegionLevel::County);
        let home =
            || self.context.home_region.or_else(|| self.mentions.first()?.meant.codes().first().copied());
        let local = matches!(cue.cue, Cue::AllOver | Cue::Except);
        named.or_else(|| local.then(home).flatten().map(RegionCode::prefecture))
    }

    /// Whether a county or town ends at `at`: 西青区全境 is that county, not the whole city.
    fn ends_in_county(&self, at: usize) -> bool {
        let end = |m: &&Mention| {
            m.bytes.end == at && m.meant.codes().iter().all(|c| c.level() >= RegionLevel::County)
        };
        self.mentions.get(self.mentions.partition_point(|m| m.bytes.end < at)).filter(end).is_some()
    }

    fn place_before(&self, cue: &Placed) -> Option<RegionCode> {
        let after = self.mentions.partition_point(|m| m.bytes.end <= cue.start);
        let before = &self.mentions[after.checked_sub(1)?];
        let same = self.clauses.of(before.bytes.start) == cue.clause;
        same.then(|| before.meant.codes().first().copied()).flatten()
    }
}

/// 东丽可以 alone is a wish, not a second choice: there is no first.
fn raise_when_all_are_second_choice(out: &mut RegionReading) {
    if out.places.iter().all(|p| p.wish == Wish::Acceptable) {
        for place in &mut out.places {
            place.wish = Wish::Wished;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::region::code;

    static REGIONS: LazyLock<Regions> = LazyLock::new(Regions::embedded);

    fn read(text: &str, home: &str) -> RegionReading {
        let home_region = (!home.is_empty()).then(|| code(home));
        REGIONS.read(text, RegionContext { home_region, parent: None })
    }

    fn shown(codes: impl IntoIterator<Item = RegionCode>) -> String {
        codes.into_iter().map(|c| c.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The codes of the places of `text` for a home in Tianjin.
    fn check(text: &str, codes: &str) {
        assert_eq!(shown(read(text, "120000").places.iter().map(|p| p.code)), codes, "{text}");
    }

    #[test]
    fn parts_of_a_region_are_one_place() {
        check("天津市武清区崔黄口镇", "120114103");
        check("天津-滨海新区-泰达", "120116014");
        check("空港（东丽）", "120110402");
        check("河北省廊坊市霸州市", "131081");
        check("津南区（辛庄镇）", "120112104");
        check("杭州余杭区仓前街道", "330110012");
    }

    #[test]
    fn several_places_stand_side_by_side() {
        check("红桥、北辰区/武清", "120106 120113 120114");
        check("市内六区，静海也行", "120101 120102 120103 120104 120105 120106 120118");
        check("京津都可以", "110000 120000");
    }

    #[test]
    fn hebei_is_the_province_except_among_districts_of_tianjin() {
        check("河北", "130000");
        check("河北、北京", "130000 110000");
        check("红桥、河北、河东", "120106 120105 120102");
        check("天津河北", "120105");
        check("南开、河北沧州", "120104 130900");
        let parent = Some(code("120100"));
        let reading = REGIONS.read("河北", RegionContext { home_region: None, parent });
        assert_eq!(shown(reading.places.iter().map(|p| p.code)), "120105");
    }

    #[test]
    fn old_names_and_quarters_lead_to_todays_regions() {
        check("汉沽", "120116");
        check("宁河县芦台镇", "120117001");
        check("ＴＥＤＡ", "120116014");
        check("河东万新村", "120102");
        check("万新村", "120110003");
        check("宜興埠", "120113106");
    }

    #[test]
    fn names_that_fit_several_regions_are_ambiguous_without_a_home() {
        let reading = read("鼓楼区", "");
        assert_eq!(shown(reading.ambiguous[0].candidates.iter().copied()), "320106 320302 350102 410204");
        assert!(reading.places.is_empty());
        check("鼓楼", "120104002");
        assert!(read("和平区", "").is_ambiguous());
        assert!(!read("和平区、西青区", "").is_ambiguous(), "the second names the city of the first");
    }

    #[test]
    fn roads_named_after_cities_are_no_cities() {
        check("西安道与成都道交口", "120101");
        check("山西路", "");
        check("南开区长江道", "120104");
    }

    #[test]
    fn wishes_have_an_order_and_conditions() {
        let reading = read("西青优先，津南近的也成，宝坻有宿舍也能考虑", "120000");
        let wishes: Vec<_> =
            reading.places.iter().map(|p| (p.code.to_string(), p.wish, p.condition)).collect();
        let expected = [
            ("120111", Wish::Preferred, None),
            ("120112", Wish::Acceptable, None),
            ("120115", Wish::Acceptable, Some(Condition::Housing)),
        ];
        assert_eq!(wishes, expected.map(|(c, w, k)| (c.to_owned(), w, k)));
    }

    #[test]
    fn unwanted_places_are_excluded() {
        let reading = read("除了宁河哪都行，塘沽太远", "120000");
        assert_eq!(shown(reading.excluded.iter().copied()), "120117 120116");
        assert!(reading.anywhere.is_some() && reading.places.is_empty());
        let reading = read("北辰，不去静海和蓟州", "120000");
        assert_eq!(shown(reading.places.iter().map(|p| p.code)), "120113");
        assert_eq!(shown(reading.excluded.iter().copied()), "120118 120119");
    }

    #[test]
    fn open_wishes_say_where_and_on_what_condition() {
        let anywhere =
            |text| read(text, "120000").anywhere.map(|a| (a.within.map(|c| c.to_string()), a.condition));
        assert_eq!(anywhere("包吃住去哪都行"), Some((None, Some(Condition::Housing))));
        assert_eq!(anywhere("天津各区均可"), Some((Some("120000".to_owned()), None)));
        assert_eq!(anywhere("全国出差"), Some((None, None)));
        assert_eq!(anywhere("西青区全境"), None);
        assert!(read("就近就行", "120000").near_home);
        assert!(read("居家办公", "").remote);
    }

    #[test]
    fn places_of_interviews_and_marks_on_the_way_are_left_out() {
        let kinds = |text| read(text, "120000").notices.iter().map(|n| n.kind).collect::<Vec<_>>();
        check("面试在河西，工作在武清", "120114");
        assert_eq!(kinds("面试在河西，工作在武清"), [NoticeKind::VisitOnly]);
        assert_eq!(kinds("武清（离北京40分钟）"), [NoticeKind::LandmarkOnly]);
        assert_eq!(kinds("老家河南，住西青"), [NoticeKind::OriginOnly]);
        check("面试地点天津", "120000");
        check("静海老家最好，西青有宿舍也行", "120118 120111");
    }

    #[test]
    fn spans_are_those_of_the_original_text() {
        let text = "１号：天津\u{200b}市西青，保税區";
        let reading = read(text, "120000");
        let spans: Vec<&str> = reading.places.iter().map(|p| &text[p.span.clone()]).collect();
        assert_eq!(spans, ["天津\u{200b}市西青", "保税區"]);
    }

    #[test]
    fn a_long_text_of_places_is_read() {
        let text = "和平、南开，不去武清，".repeat(2000);
        let reading = read(&text, "120000");
        assert_eq!((reading.places.len(), reading.excluded.len()), (2, 1));
    }
}
