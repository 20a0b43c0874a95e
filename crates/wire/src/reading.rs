//! A reading as JSON: what was understood of a record, by names and codes, with its notices.

use rengang::Knowledge;
use rengang::model::{
    Candidate, CertificateDemand, Conditions, Notice, OccupationId, Pay, Posting, Reading, RegionCode,
    Schedule, SkillId,
};
use serde_json::{Value, json};

/// The reading of a posting.
#[must_use]
pub fn posting_json(reading: &Reading<Posting>, knowledge: &Knowledge) -> Value {
    let p = &reading.value;
    let claims = p.occupations.iter().map(|claim| {
        let name = knowledge.name_of_occupation(claim.occupation);
        json!({ "name": name, "code": knowledge.code_of_occupation(claim.occupation), "confidence": claim.confidence })
    });
    json!({
        "id": p.id,
        "title": p.core_title,
        "occupations": claims.collect::<Vec<_>>(),
        "employer": p.employer,
        "employer_kind": p.employer_kind.map(|k| k.code()),
        "places": p.workplaces.places.iter().map(|place| region(place.region, knowledge)).collect::<Vec<_>>(),
        "remote": p.workplaces.remote,
        "pay": p.pay.as_ref().map(pay),
        "education": p.education.as_ref().map(|e| json!({
            "min": e.min.map(|l| l.code()),
            "preferred": e.preferred.map(|l| l.code()),
            "full_time_required": e.full_time_required,
            "relaxable": e.relaxable,
        })),
        "experience": p.experience.as_ref().map(|e| json!({
            "min_months": e.min_months, "max_months": e.max_months, "preferred_only": e.preferred_only,
            "fresh_only": e.fresh_only, "fresh_ok": e.fresh_ok,
        })),
        "certificates": p.certificates.iter().map(|demand| certificate(demand, knowledge)).collect::<Vec<_>>(),
        "skills": p.skills.iter().map(|demand| json!({
            "any_of": skills(&demand.any_of, knowledge), "strength": strength(demand.strength),
        })).collect::<Vec<_>>(),
        "forms": p.forms.iter().map(|form| form.code()).collect::<Vec<_>>(),
        "schedule": schedule(&p.schedule),
        "benefits": p.benefits.iter().map(|benefit| benefit.code()).collect::<Vec<_>>(),
        "conditions": conditions(&p.conditions),
        "audience": p.audience.iter().map(|a| json!({
            "group": a.group.code(), "strength": strength(a.strength),
        })).collect::<Vec<_>>(),
        "headcount": p.headcount.as_ref().map(|h| json!({ "min": h.min, "max": h.max, "several": h.several })),
        "published": p.published.map(|d| d.to_string()),
        "valid_until": p.validity.until.map(|d| d.value.to_string()),
        "notices": notices(&reading.notices),
    })
}

/// The reading of a candidate.
#[must_use]
pub fn candidate_json(reading: &Reading<Candidate>, knowledge: &Knowledge) -> Value {
    let c = &reading.value;
    let works =
        |ids: &[OccupationId]| ids.iter().map(|&id| knowledge.name_of_occupation(id)).collect::<Vec<_>>();
    json!({
        "id": c.id,
        "wishes": c.wishes.iter().map(|w| json!({
            "occupations": works(&w.occupations), "firmness": format!("{:?}", w.firmness).to_lowercase(),
            "later": w.later,
        })).collect::<Vec<_>>(),
        "any_work": c.any_work,
        "refused": c.refused.iter().map(|r| works(&r.occupations)).collect::<Vec<_>>(),
        "places": c.region.places.iter().map(|w| json!({
            "region": region(w.region, knowledge),
            "firmness": format!("{:?}", w.firmness).to_lowercase(),
            "condition": w.condition.map(|cond| format!("{cond:?}").to_lowercase()),
        })).collect::<Vec<_>>(),
        "anywhere": c.region.anywhere.map(|on| on.map_or("any".to_owned(), |cond| format!("{cond:?}").to_lowercase())),
        "near_home": c.region.near_home,
        "home": c.home.map(|code| region(code, knowledge)),
        "pay": c.pay.as_ref().map(|wish| json!({ "wished": pay(&wish.wished), "flexible": wish.flexible })),
        "forms": c.forms.iter().map(|form| form.code()).collect::<Vec<_>>(),
        "schedule": json!({
            "nights": answer(c.schedule.nights), "rotating": answer(c.schedule.rotating),
            "day_only": c.schedule.day_only, "latest_end": c.schedule.latest_end.map(clock),
            "weekends_off": answer(c.schedule.weekends_off),
            "rest": c.schedule.rest.map(|(rest, _)| rest.code()),
        }),
        "education": c.education.as_ref().map(|e| json!({
            "level": e.level.code(), "fresh": e.fresh, "graduation_year": e.graduation_year,
            "majors": e.majors.iter().map(|&m| knowledge.name_of_major(m)).collect::<Vec<_>>(),
        })),
        "total_months": c.total_months,
        "history": c.spells.iter().map(|s| json!({
            "occupations": works(&s.occupations), "months": s.months, "internship": s.internship,
        })).collect::<Vec<_>>(),
        "skills": c.skills.iter().map(|s| json!({
            "skill": knowledge.name_of_skill(s.skill), "level": format!("{:?}", s.level).to_lowercase(),
        })).collect::<Vec<_>>(),
        "certificates": c.certificates.iter().map(|held| json!({
            "certificate": knowledge.name_of_held(&held.value.certificate),
            "state": format!("{:?}", held.value.state).to_lowercase(),
        })).collect::<Vec<_>>(),
        "groups": c.groups.iter().map(|group| group.code()).collect::<Vec<_>>(),
        "conditions": conditions(&c.conditions),
        "notices": notices(&reading.notices),
    })
}

fn region(code: RegionCode, knowledge: &Knowledge) -> Value {
    json!({ "code": knowledge.digits_of_region(code), "name": knowledge.name_of_region(code) })
}

fn pay(pay: &Pay) -> Value {
    json!({
        "kind": pay.kind().code(),
        "period": pay.period().map(|p| p.code()),
        "period_assumed": pay.period_assumed(),
        "monthly_min": pay.monthly_min(),
        "monthly_max": pay.monthly_max(),
    })
}

fn certificate(demand: &CertificateDemand, knowledge: &Knowledge) -> Value {
    let names: Vec<String> = demand.any_of.iter().map(|asked| knowledge.name_of_demand(asked)).collect();
    json!({ "any_of": names, "strength": format!("{:?}", demand.strength).to_lowercase() })
}

fn skills<'k>(ids: &[SkillId], knowledge: &'k Knowledge) -> Vec<&'k str> {
    ids.iter().map(|&id| knowledge.name_of_skill(id)).collect()
}

fn schedule(schedule: &Schedule) -> Value {
    json!({
        "rest": schedule.rest.map(|rest| rest.code()),
        "rest_days_per_month": schedule.rest_days_per_month,
        "start": schedule.start().map(clock),
        "end": schedule.end().map(clock),
        "shifts": schedule.shifts.iter().map(|shift| shift.code()).collect::<Vec<_>>(),
        "choosable": schedule.choosable,
        "night": answer(schedule.night),
        "weekends": answer(schedule.weekends),
    })
}

fn conditions(conditions: &Conditions) -> Value {
    let codes = |set: rengang::model::ConditionSet| set.iter().map(|c| c.code()).collect::<Vec<_>>();
    json!({ "yes": codes(conditions.yes()), "no": codes(conditions.no()) })
}

fn answer(answer: rengang::model::Answer) -> Option<bool> {
    match answer {
        rengang::model::Answer::Yes => Some(true),
        rengang::model::Answer::No => Some(false),
        rengang::model::Answer::Unknown => None,
    }
}

fn strength(strength: rengang::model::Strength) -> &'static str {
    match strength {
        rengang::model::Strength::Must => "must",
        rengang::model::Strength::Preferred => "preferred",
    }
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn notices(notices: &[Notice]) -> Vec<Value> {
    let place = |evidence: &Option<std::ops::Range<usize>>| evidence.as_ref().map(|r| [r.start, r.end]);
    let notice = |n: &Notice| json!({ "code": n.kind.code(), "field": n.field.map(|f| f.key()), "key": n.key, "span": place(&n.span) });
    notices.iter().map(notice).collect()
}
