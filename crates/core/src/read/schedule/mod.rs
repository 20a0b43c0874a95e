//! Working time: `做五休二`, `早8晚5`, `22:00-次日7:00`, `四班两倒`, `长白班，旺季加班`, `白班为主，每周一个夜班`.
//!
//! ```text
//! schedule := (rest | shift | window | hours | trait)*
//! window   := time (- 至 到) time | 早 time 晚 time
//! time     := [早 上午 中午 下午 晚 凌晨 次日] number (: number | 点 [半 | number 分])?
//! rest     := 双休 | 单休 | 大小周 | 做N休M | 月休 N [天] | 周休 N 天 | 上N休M | 周一至周五 …
//! ```
//! - An end before its start lies in the afternoon where both are small (`9-6`), else in the next day.
//! - Nights are yes where a night shift, rotating shifts or a window past 22:30 is named; no where it is denied, where
//!   only day shifts are named, or where every window lies in the day; else unknown.
//! - What a choice offers (`白班夜班可选`) is offered, not imposed: [`Schedule::choosable`].

mod window;
mod words;

use crate::model::{Answer, Rest, Schedule, Shift, Window};
use crate::read::lex::{Kind, Place, Token};
use words::{VOCABULARY, Word};

/// Reads a folded text. A schedule in which nothing is known is no error: silence is no statement.
#[must_use]
pub fn read(folded: &str) -> Schedule {
    let tokens = VOCABULARY.lex(folded);
    let mut reader = Reader {
        tokens: &tokens,
        schedule: Schedule::default(),
        denied_night: false,
        seldom_night: false,
        turns: false,
        bare: true,
    };
    reader.read();
    reader.finish()
}

/// Reads what a body text says about working time: only what is named by words of shifts and rest, or by times with
/// a colon or 点.
#[must_use]
pub fn read_in_body(folded: &str) -> Schedule {
    read_body_tokens(&VOCABULARY.lex(folded))
}

/// The same for a text in which the words have been found.
pub(crate) fn read_in_body_at(folded: &str, places: &[Place]) -> Schedule {
    if words::speak_of_time(folded, VOCABULARY.words_at(folded, places).map(|(_, word)| word)) {
        read_body_tokens(&VOCABULARY.lex_at(folded, places))
    } else {
        Schedule::default()
    }
}

/// The words of working time, sorted.
pub(crate) fn words() -> &'static [String] {
    VOCABULARY.all()
}

fn read_body_tokens(tokens: &[Token<Word>]) -> Schedule {
    let mut reader = Reader {
        tokens,
        schedule: Schedule::default(),
        denied_night: false,
        seldom_night: false,
        turns: false,
        bare: false,
    };
    reader.read();
    reader.finish()
}

struct Reader<'t> {
    tokens: &'t [Token<Word>],
    schedule: Schedule,
    denied_night: bool,
    seldom_night: bool,
    turns: bool,
    /// Bare numbers (9-6) are times.
    bare: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at).max(at + 1);
        }
    }

    /// Reads what begins at a token; gives the token after it.
    fn step(&mut self, at: usize) -> usize {
        if let Some((window, next)) = window::at(self.tokens, at, self.bare) {
            self.schedule.windows.push(window);
            return next;
        }
        match self.tokens[at].kind {
            Kind::Word(word) => self.word(word, at),
            Kind::Number(n) if self.is_word(at + 1, Word::HoursUnit) && (2..=24).contains(&n.whole()) => {
                if at > 0 && (self.is_word(at - 1, Word::Break) || self.is_word(at - 1, Word::Off)) {
                    return at + 2;
                }
                self.schedule.hours_per_day_tenths.get_or_insert((n.milli / 100) as u16);
                at + 2
            }
            _ => at + 1,
        }
    }

    fn word(&mut self, word: Word, at: usize) -> usize {
        match word {
            Word::Rest(rest, tenths) => self.rest(rest, tenths),
            Word::WeekendOff => {
                self.rest(Rest::TwoDays, Some(50));
                self.schedule.weekends = self.schedule.weekends.and_also(Answer::No);
            }
            Word::MonthlyRest => return self.monthly_rest(at),
            Word::WeeklyRest => return self.weekly_rest(at),
            Word::Weekly => return self.days_of_a_week(at),
            Word::Do => return self.days_on_and_off(at),
            Word::Shift(shift) => self.shift(shift, at),
            Word::Turns => {
                self.shift(Shift::Rotating, at);
                self.turns |= self.schedule.shifts.contains(Shift::Rotating);
            }
            Word::NoNight => self.denied_night = true,
            Word::Choice => self.schedule.choosable |= self.bare || self.is_of_shifts(at),
            Word::SeldomNight => self.seldom_night = true,
            Word::Weekend => self.schedule.weekends = Answer::Yes,
            Word::Flexible => {
                self.schedule.flexible = Answer::Yes;
                self.schedule.shifts.insert(Shift::Flexible);
            }
            Word::OnCall => self.state(at, |s| &mut s.on_call),
            Word::Overtime => self.state(at, |s| &mut s.overtime),
            Word::NoOvertime => self.schedule.overtime = Answer::No,
            Word::Temporary => self.schedule.temporary = Answer::Yes,
            Word::NineNineSix(days) => self.nine_nine_six(days),
            _ => {}
        }
        at + 1
    }

    /// In a body, a choice is one of shifts where shifts or hours stand near it (两个店可选 is none).
    fn is_of_shifts(&self, at: usize) -> bool {
        let near = &self.tokens[at.saturating_sub(3)..(at + 3).min(self.tokens.len())];
        near.iter().any(|t| {
            matches!(t.kind, Kind::Word(Word::Shift(_) | Word::Turns | Word::Flexible | Word::OClock))
        })
    }

    fn rest(&mut self, rest: Rest, tenths: Option<u8>) {
        // The first statement counts: a later one speaks of a season or a grade.
        if self.schedule.rest.is_none() {
            self.schedule.rest = Some(rest);
            self.schedule.days_per_week_tenths = tenths;
        }
    }

    fn state(&mut self, at: usize, field: impl Fn(&mut Schedule) -> &mut Answer) {
        let denied = at > 0 && self.is_word(at - 1, Word::Not);
        *field(&mut self.schedule) = if denied { Answer::No } else { Answer::Yes };
    }

    fn shift(&mut self, shift: Shift, at: usize) {
        if at > 0 && self.is_word(at - 1, Word::Not) {
            self.denied_night |=
                matches!(shift, Shift::Night | Shift::TwoShift | Shift::ThreeShift | Shift::Rotating);
            return;
        }
        self.schedule.shifts.insert(shift);
        if shift == Shift::RoundTheClock {
            self.schedule.hours_per_day_tenths.get_or_insert(240);
        }
    }

    /// `月休4天`, `月休 4-6 天`.
    fn monthly_rest(&mut self, at: usize) -> usize {
        let Some(days) = self.small(at + 1) else { return at + 1 };
        if self.schedule.rest.is_none_or(|r| r == Rest::Monthly) {
            self.schedule.rest = Some(Rest::Monthly);
            self.schedule.rest_days_per_month.get_or_insert(days);
        }
        at + 2
    }

    /// `周休1天`, `每周休两天`.
    fn weekly_rest(&mut self, at: usize) -> usize {
        match self.small(at + 1) {
            Some(1) => self.rest(Rest::OneDay, Some(60)),
            Some(2) => self.rest(Rest::TwoDays, Some(50)),
            _ => return at + 1,
        }
        at + 2
    }

    /// `每周工作五天`, `一周上六天班`; other numbers are those of a post for some days of the week.
    fn days_of_a_week(&mut self, at: usize) -> usize {
        let number = if self.is_word(at + 1, Word::Do) { at + 2 } else { at + 1 };
        match self.small(number).filter(|_| self.is_word(number + 1, Word::DaysUnit)) {
            Some(5) => self.rest(Rest::TwoDays, Some(50)),
            Some(6) => self.rest(Rest::OneDay, Some(60)),
            _ => return at + 1,
        }
        number + 2
    }

    /// `做五休二`, `上六休一`, `上24休48`, `做四休二`, `上20天休10天`.
    fn days_on_and_off(&mut self, at: usize) -> usize {
        let Some(on) = self.small(at + 1) else { return at + 1 };
        let mut next = at + 2;
        while self.is_word(next, Word::DaysUnit) || self.is_word(next, Word::HoursUnit) {
            next += 1;
        }
        if !self.is_word(next, Word::Off) {
            return at + 1;
        }
        let Some(off) = self.small(next + 1) else { return at + 1 };
        match (on, off) {
            (4, 2) => self.rest(Rest::FourOnTwoOff, None),
            (6, 1) => self.rest(Rest::OneDay, Some(60)),
            (5, 2) => self.rest(Rest::TwoDays, Some(50)),
            (24, _) | (1, 1..=3) => {
                self.rest(Rest::DayOnDaysOff, None);
                self.schedule.shifts.insert(Shift::RoundTheClock);
            }
            (10.., _) => self.rest(Rest::Blocks, None),
            (3, 3) | (2, 2) | (3, 2) | (2, 1) | (3, 1) => self.rest(Rest::FourOnTwoOff, None),
            _ => {}
        }
        next + 2
    }

    fn nine_nine_six(&mut self, days: u8) {
        self.rest(if days == 6 { Rest::OneDay } else { Rest::TwoDays }, Some(days * 10));
        self.schedule.windows.push(Window { start: 9 * 60, end: 21 * 60 });
        self.schedule.overtime = Answer::Yes;
    }

    fn small(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at)?.kind {
            Kind::Number(n) => u8::try_from(n.whole()).ok().filter(|n| (1..=60).contains(n)),
            _ => None,
        }
    }

    fn is_word(&self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == Kind::Word(word))
    }

    fn finish(mut self) -> Schedule {
        self.schedule.night = self.night();
        let rotates = self.schedule.shifts.contains(Shift::Rotating);
        // 双休 without the word 周末, beside 轮休 or shifts, promises two days and not which.
        let two_days = self.schedule.rest == Some(Rest::TwoDays);
        if two_days
            && !rotates
            && self.schedule.weekends == Answer::Unknown
            && self.schedule.night != Answer::Yes
        {
            self.schedule.weekends = Answer::No;
        }
        self.schedule
    }

    fn night(&self) -> Answer {
        let s = &self.schedule;
        let imposes = [Shift::Night, Shift::ThreeShift, Shift::FourCrews, Shift::RoundTheClock];
        let late = |w: &Window| w.end > LATE_END || w.start < EARLY_START;
        let has_late = s.windows.iter().any(late);
        if imposes.iter().any(|&shift| s.shifts.contains(shift)) || has_late {
            return if self.denied_night && !has_late { Answer::No } else { Answer::Yes };
        }
        if self.denied_night {
            return Answer::No;
        }
        // Two shifts in turn are day and night, unless both windows are written and lie in the day.
        if s.shifts.contains(Shift::TwoShift) {
            return if s.windows.len() > 1 { Answer::No } else { Answer::Yes };
        }
        if self.turns && s.windows.is_empty() {
            return Answer::Yes;
        }
        let day =
            s.shifts.contains(Shift::Day) || (!s.windows.is_empty() && !s.shifts.contains(Shift::Rotating));
        if day && !self.seldom_night { Answer::No } else { Answer::Unknown }
    }
}

/// Work past 22:30 is night work; shops and calls that close at ten or shortly after are late work.
const LATE_END: u16 = 22 * 60 + 30;
/// Work that begins before four is night work; bakers and markets at half past four are early work.
const EARLY_START: u16 = 4 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(text: &str) -> Vec<(u16, u16)> {
        read(text).windows.iter().map(|w| (w.start, w.end)).collect()
    }

    fn check(text: &str, rest: Option<Rest>, night: Answer) {
        let s = read(text);
        assert_eq!((s.rest, s.night), (rest, night), "{text}: {s:?}");
    }

    #[test]
    fn rest_in_every_form() {
        check("上六休一", Some(Rest::OneDay), Answer::Unknown);
        check("周休两天", Some(Rest::TwoDays), Answer::Unknown);
        check("隔周双休", Some(Rest::Alternate), Answer::Unknown);
        check("上24休48", Some(Rest::DayOnDaysOff), Answer::Yes);
        check("上20天休10天", Some(Rest::Blocks), Answer::Unknown);
        assert_eq!(read("月休4-6天").rest_days_per_month, Some(4));
        assert_eq!(read("周一至周五").weekends, Answer::No);
        assert_eq!(read("做五休二(周末必有一天上班)").weekends, Answer::Yes);
    }

    #[test]
    fn windows_over_noon_and_midnight() {
        assert_eq!(windows("9-6"), [(540, 1080)]);
        assert_eq!(windows("早8晚5"), [(480, 1020)]);
        assert_eq!(windows("朝九晚五半"), [(540, 1050)]);
        assert_eq!(windows("早7点半到晚6点半"), [(450, 1110)]);
        assert_eq!(windows("22:00-次日7:00"), [(1320, 1860)]);
        assert_eq!(windows("两班,8-20 / 20-8"), [(480, 1200), (1200, 1920)]);
        assert_eq!(windows("早10-18/晚14-22"), [(600, 1080), (840, 1320)]);
        assert_eq!(windows("8点到18点"), [(480, 1080)]);
        assert_eq!(windows("每月2-3次"), []);
    }

    #[test]
    fn nights_are_told_from_days() {
        check("长白班", None, Answer::No);
        check("白班为主,每周一个夜班", None, Answer::Yes);
        check("四班三运转", None, Answer::Yes);
        check("不上夜班", None, Answer::No);
        check("8:30-17:30 双休", Some(Rest::TwoDays), Answer::No);
        check("两班,8:00-16:00/13:30-21:30", None, Answer::No);
        check("双休", Some(Rest::TwoDays), Answer::Unknown);
        assert!(read("倒班/日勤可选").choosable);
        check("长白班,偶尔值夜班", None, Answer::Unknown);
        assert!(read_in_body("早班晚班可选").choosable && !read_in_body("两家店可选").choosable);
        assert_eq!(read_in_body("家里有小孩的可排短班").flexible, Answer::Yes);
    }

    #[test]
    fn duty_and_overtime() {
        assert_eq!(read("8:30-17:30,应急随叫随到").on_call, Answer::Yes);
        assert_eq!(read("双休,不加班").overtime, Answer::No);
        assert_eq!(read("996").overtime, Answer::Yes);
    }
}
