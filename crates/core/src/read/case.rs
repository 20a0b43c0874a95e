//! Single readings of fields as JSON: what `rengang parse` prints.
//!
//! A case is a field, a text, and a context (home region, parent region, today). The value has one form per field,
//! stated by the functions below; `null` where the reader finds nothing.

use crate::model::{
    Education, EducationDemand, ExperienceDemand, Field, Pay, PayKind, Rest, Schedule, Shift, SkillId,
    Strength,
};
use crate::read::{
    Reader, age, benefits, codes, date, education, experience, forms, groups, headcount, pay, retirement,
    schedule, skills, title,
};
use jiff::civil::Date;
use rengang_lexicon::certificate::{CertificateKind, Certificates, Demand, Speaker};
use rengang_lexicon::region::{RegionCode, RegionContext};
use rengang_text::fold;
use serde_json::{Map, Value, json};

/// Reads `input` as `field`; the context may hold `home_region`, `parent` (region codes) and `today` (a date).
///
/// `None` where no reader has that field.
#[must_use]
pub fn parse_case(reader: &Reader, field: &str, input: &str, context: &Value) -> Option<Value> {
    let folded = fold(input);
    let text = folded.as_str();
    let today = context["today"].as_str().and_then(|t| t.parse::<Date>().ok()).unwrap_or(reader.as_of());
    Some(match field {
        "salary" => pay::read_all(text).map_or(Value::Null, |r| salary(&r.main)),
        "experience" => experience::read(text).map_or(Value::Null, |d| experience_value(&d)),
        "education" => education::read(text).map_or(Value::Null, |d| education_value(&d)),
        "age" => age_value(text),
        "headcount" => headcount_value(text),
        "work_time" => work_time(&schedule::read(text)),
        "benefits" => {
            json!({"codes": benefits::read(text).into_iter().map(|b| b.code()).collect::<Vec<_>>()})
        }
        "employment_type" => json!({"type": forms::read_all(text).first().map(|f| f.code())}),
        "occupation_code" => occupation_code(text),
        "uscc" => credit_code(text),
        "resident_id" => json!({"valid": codes::is_resident_id(text), "pii": true, "index": false}),
        "retirement" => retirement_value(text),
        "validity" => validity(text, today),
        "person_group" => person_group(text),
        "region" => region(reader, input, context),
        "title" => title_value(reader, input, context),
        "certificate" => certificate(reader, input),
        "skills" => skills_value(reader, input),
        _ => return None,
    })
}

fn yuan(fen: Option<i64>) -> Value {
    match fen {
        Some(fen) if fen % 100 == 0 => json!(fen / 100),
        Some(fen) => json!(fen as f64 / 100.0),
        None => Value::Null,
    }
}

fn salary(pay: &Pay) -> Value {
    let mut value = json!({
        "kind": pay.kind().code(),
        "min": yuan(pay.min_fen()),
        "max": yuan(pay.max_fen()),
        "period": pay.period().map(|p| p.code()),
        "period_assumed": pay.period_assumed(),
        "monthly_min": pay.monthly_min(),
        "monthly_max": pay.monthly_max(),
        "annual_min": pay.annual_min(),
        "annual_max": pay.annual_max(),
    });
    let mut put = |key: &str, field: Value| {
        value[key] = field;
    };
    if let Some(months) = pay.months_per_year() {
        put("months_per_year", json!(months));
    }
    if let Some((min, max)) = pay.base_fen() {
        put("base_pay", json!({"min": yuan(Some(min)), "max": yuan(Some(max))}));
    }
    if !pay.variable().is_empty() && pay.kind() != PayKind::Negotiable {
        put("variable", pay.variable().iter().map(|v| v.code()).collect());
    }
    if let Some(probation) = pay.probation_fen() {
        put("probation_pay", yuan(Some(probation)));
    }
    if pay.approx() {
        put("approx", json!(true));
    }
    if let Some(settlement) = pay.settlement() {
        put("settlement", json!(settlement.code()));
    }
    value
}

fn experience_value(demand: &ExperienceDemand) -> Value {
    json!({
        "min_months": demand.min_months,
        "max_months": demand.max_months,
        "fresh_only": demand.fresh_only,
        "fresh_ok": demand.fresh_ok,
        "preferred_only": demand.preferred_only,
    })
}

fn education_value(demand: &EducationDemand) -> Value {
    let mut prefixes: Vec<&str> = demand.min.iter().chain(&demand.also).map(|l| l.gbt4658_prefix()).collect();
    prefixes.sort_unstable();
    let mut value = json!({
        "min": demand.min.map_or("unlimited", Education::code),
        "max": demand.max.map(Education::code),
        "preferred": demand.preferred.map(Education::code),
        "full_time_required": demand.full_time_required,
        "gbt4658_prefix": (!prefixes.is_empty()).then(|| prefixes.join("|")),
    });
    if demand.max.is_some() && demand.min.is_none() {
        value["min"] = json!("unlimited");
    }
    if let Some(tier) = demand.school_tier {
        value["school_tier"] = json!(tier.code());
    }
    value
}

fn age_value(text: &str) -> Value {
    let Some(demand) = age::read(text) else { return Value::Null };
    let mut value = json!({"min": demand.min, "max": demand.max});
    if let Some(around) = demand.around {
        value["around"] = json!(around);
    }
    if let Some(limits) = demand.by_sex {
        let mut by_sex = Map::new();
        for (sex, (min, max)) in ["male", "female"].into_iter().zip(limits) {
            let mut limit = Map::new();
            min.map(|m| limit.insert("min".into(), json!(m)));
            max.map(|m| limit.insert("max".into(), json!(m)));
            if !limit.is_empty() {
                by_sex.insert(sex.into(), limit.into());
            }
        }
        value["by_sex"] = by_sex.into();
    }
    value
}

fn headcount_value(text: &str) -> Value {
    headcount::read(text).map_or(Value::Null, |h| json!({"min": h.min, "max": h.max, "several": h.several}))
}

fn work_time(schedule: &Schedule) -> Value {
    let clock = |minute: Option<u16>| minute.map(|m| format!("{:02}:{:02}", m / 60 % 24, m % 60));
    let days = schedule
        .days_per_week_tenths
        .map(|d| if d % 10 == 0 { json!(d / 10) } else { json!(f64::from(d) / 10.0) });
    let hours = schedule
        .hours_per_day_tenths
        .map(|h| if h % 10 == 0 { json!(h / 10) } else { json!(f64::from(h) / 10.0) });
    json!({
        "rest": schedule.rest.map(Rest::code),
        "rest_days_per_month": schedule.rest_days_per_month,
        "days_per_week": days,
        "start": clock(schedule.start()),
        "end": clock(schedule.end()),
        "shift": main_shift(schedule).map(Shift::code),
        "hours_per_day": hours,
    })
}

/// The shift that tells most: a pattern before its parts, what one chooses before what is imposed last.
fn main_shift(schedule: &Schedule) -> Option<Shift> {
    // 轮休 beside a number of free days is about rest, not about shifts.
    let rotating = |s: &Shift| *s != Shift::Rotating || schedule.rest.is_none();
    let order = [
        Shift::ThreeShift,
        Shift::FourCrews,
        Shift::TwoShift,
        Shift::RoundTheClock,
        Shift::Night,
        Shift::Day,
        Shift::Rotating,
        Shift::Flexible,
        Shift::Early,
        Shift::Late,
    ];
    order.into_iter().filter(rotating).find(|&s| schedule.shifts.contains(s))
}

fn occupation_code(text: &str) -> Value {
    codes::occupation(text)
        .map_or(Value::Null, |c| json!({"level": c.level, "code": c.code, "parent": c.parent()}))
}

fn credit_code(text: &str) -> Value {
    match codes::credit(text) {
        Some(c) => {
            json!({"valid": true, "registrar": c.registrar, "region": c.region, "org_code": c.organisation})
        }
        None => json!({"valid": false}),
    }
}

fn retirement_value(text: &str) -> Value {
    retirement::read(text).map_or(Value::Null, |r| {
        json!({
            "delay_months": r.delay_months,
            "age_years": r.age_years,
            "age_months": r.age_months,
            "retire_month": format!("{:04}-{:02}", r.year, r.month),
        })
    })
}

/// Chosen: an ad without an end has to be confirmed after a month, the usual term of a public service's postings.
const STALE_AFTER_DAYS: u16 = 30;

fn validity(text: &str, today: Date) -> Value {
    let reading = date::read_validity(text, today);
    let until = reading.until.map(|(date, _)| date);
    let mut value = json!({
        "valid_through": until.map(|d| d.to_string()),
        "expired": reading.closed || until.is_some_and(|d| d < today),
    });
    if reading.open_ended && until.is_none() {
        value["stale_after_days"] = json!(STALE_AFTER_DAYS);
    }
    value
}

fn person_group(text: &str) -> Value {
    let reading = groups::read(text);
    let codes = |groups: &[crate::model::Group]| groups.iter().map(|g| g.code()).collect::<Vec<_>>();
    json!({"groups": codes(&reading.groups), "may_qualify": codes(&reading.may_qualify)})
}

fn region_context(context: &Value) -> RegionContext {
    let code = |key: &str| context[key].as_str().and_then(RegionCode::from_digits);
    RegionContext { home_region: code("home_region"), parent: code("parent") }
}

fn region(reader: &Reader, input: &str, context: &Value) -> Value {
    let reading = reader.knowledge().regions().read(input, region_context(context));
    let mut codes: Vec<RegionCode> = reading.places.iter().map(|p| p.code).collect();
    codes.extend(reading.ambiguous.iter().flat_map(|a| a.candidates.iter().copied()));
    let precision = reading.precision.or(codes.iter().map(|c| c.level()).min());
    let precision = precision.map(|level| format!("{level:?}").to_lowercase());
    json!({
        "codes": codes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "precision": precision,
        "ambiguous": reading.is_ambiguous(),
        "remote": reading.remote,
    })
}

fn title_value(reader: &Reader, input: &str, context: &Value) -> Value {
    let mut context = region_context(context);
    context.home_region = context.home_region.or(reader.home_region());
    let known = reader.title_knowledge(context);
    let t = title::read(input, known);
    json!({"title": t.title, "alternatives": t.alternatives, "urgent": t.urgent, "tags": t.tags})
}

/// The choice of the first naming; further namings of the text are not part of the form.
fn certificate(reader: &Reader, input: &str) -> Value {
    let certificates = reader.knowledge().certificates();
    let mentions = certificates.read(input, Speaker::Posting);
    let first = mentions.iter().find(|m| !m.any_of.is_empty());
    let any_of: Vec<Value> =
        first.map_or(Vec::new(), |m| m.any_of.iter().map(|d| demand(certificates, d)).collect());
    json!({"any_of": any_of})
}

fn demand(certificates: &Certificates, demand: &Demand) -> Value {
    let certificate = certificates.get(demand.certificate);
    let kind = certificate.kind();
    // 高级技师 alone is a level of no trade in particular.
    let named = !(certificate.is_general() && kind == CertificateKind::SkillLevel);
    let mut value = json!({"kind": kind.code(), "name": named.then_some(certificate.name())});
    // Equipment has codes that the law gives; others are their own names (B2, CET-6).
    if kind == CertificateKind::SpecialEquipment && !certificate.code().is_empty() {
        value["code"] = json!(certificate.code());
    }
    if let (Some(scale), Some(level)) = (certificate.scale(), demand.min_level) {
        let number = kind == CertificateKind::SkillLevel;
        value["level"] = if number { json!(level.number()) } else { json!(scale.level_code(level)) };
    }
    value
}

fn skills_value(reader: &Reader, input: &str) -> Value {
    let lexicon = reader.knowledge().lexicon();
    let folded = fold(input);
    let demands = skills::read_demands(&lexicon.find_skills(folded.as_str()), &folded, Field::Skills);
    let name = |id: &SkillId| {
        reader.knowledge().skill(*id).map(|id| lexicon.skills().get(id).name().to_owned()).unwrap_or_default()
    };
    let of = |strength: Strength| -> Vec<String> {
        let wanted = demands.iter().filter(|d| d.strength == strength);
        wanted.map(|d| d.any_of.iter().map(name).collect::<Vec<_>>().join("|")).collect()
    };
    json!({"required": of(Strength::Must), "preferred": of(Strength::Preferred)})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;
    use std::sync::{Arc, LazyLock};

    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20)));

    fn check(field: &str, input: &str, context: &Value, expected: &Value) {
        assert_eq!(parse_case(&READER, field, input, context).as_ref(), Some(expected), "{field} {input}");
    }

    #[test]
    fn every_field_has_its_form() {
        check("headcount", "3名", &Value::Null, &json!({"min": 3, "max": 3, "several": false}));
        let today = json!({"today": "2026-11-23"});
        let until = json!({"valid_through": "2026-12-01", "expired": false});
        check("validity", "12月1日截止", &today, &until);
        let home = json!({"home_region": "120000"});
        let place = json!({"codes": ["120103"], "precision": "county", "ambiguous": false, "remote": false});
        check("region", "河西区", &home, &place);
    }

    /// Texts in the words of clerks, agencies, workers and graduates, each with what a person says that it means.
    #[test]
    fn texts_mean_what_a_person_says() {
        let context = json!({"home_region": "120000", "today": "2026-11-23"});
        let rows = include_str!("cases.tsv").lines().filter(|line| !line.starts_with('#'));
        let cells = rows.map(|row| row.splitn(3, '\t').collect::<Vec<_>>());
        let read = cells.filter_map(|row| match row[..] {
            [field, input, value] => {
                let expected: Value = serde_json::from_str(value).unwrap();
                check(field, input, &context, &expected);
                Some(())
            }
            _ => None,
        });
        assert!(read.count() > 700);
    }

    #[test]
    fn an_unknown_field_has_no_reader() {
        assert_eq!(parse_case(&READER, "colour", "red", &Value::Null), None);
    }
}
