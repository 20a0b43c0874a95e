//! What the description of a post says it is, where the title does not say, or says a wide class only.
//!
//! `诚招 包吃住` over 打扫客房、铺床、换布草 is a 客房服务员; `营业员` over 药品陈列、用药咨询 is one of a chemist's. A duty
//! phrase counts the less the more occupations share it; what people say (带人看房) counts as well.

use std::cmp::Reverse;

use crate::occupation::OccupationId;
use crate::title::duties::DutyHits;
use crate::title::mentions::MentionKind;
use crate::title::read::{Evidence, OccupationGuess, TitleContext};
use crate::title::{SURE, Titles};

/// Weight that makes a description speak for an occupation without a title. Chosen: two phrases of its own and more; at
/// three quarters of it, ads of leading posts were taken for the work that they lead.
const ENOUGH: u32 = 2200;
/// Weight that lets a description tell the title further. Chosen: more than instead of a title, which speaks first.
const FURTHER: u32 = 2500;
/// Weight against a title of which the description has not one phrase: QA over 测试用例, 接口测试 is no chemist's.
const AGAINST: u32 = 4000;
/// A title is wide that stands near so many kinds of work: 营业员, 操作工. Chosen; told trades have a handful.
const WIDE: usize = 10;
/// So related the told work has to be to what a wide title says.
const KIN: u16 = 200;
/// So related kinds of work make a title wide.
const NEAR: u16 = 500;
/// Work that fits a description nearly as well, and is none of the same kin, leaves open which one it tells: in fifths.
const CLEAR_FIFTHS: u32 = 4;
/// Words of titles of those who lead: their duties name the work that others do.
const LEADERS: [&str; 10] =
    ["主管", "经理", "总监", "负责人", "主任", "组长", "队长", "厂长", "店长", "领班"];
/// Chosen: a description that fits two kinds of work tells both, one that fits four tells none.
const MOST: usize = 2;
/// What a told guess has above the least confidence, at most. Chosen: it stays below a known title.
const SPREAD: u32 = 100;

/// Adds what the description tells to the guesses of the title.
pub(crate) fn tell(
    titles: &Titles,
    title: &str,
    context: &TitleContext<'_>,
    hits: &[DutyHits],
    guesses: &mut Vec<OccupationGuess>,
) {
    if context.description.is_empty() {
        return;
    }
    match guesses.first().cloned() {
        Some(first) if !titles.is_wide(first.occupation) => further(titles, hits, &first, guesses),
        _ if LEADERS.iter().any(|word| title.contains(word)) => {}
        _ => instead(titles, context, hits, guesses),
    }
}

/// The title says nothing, or no more than 日结, 普工: the work that the description fits best, if it fits well.
fn instead(
    titles: &Titles,
    context: &TitleContext<'_>,
    hits: &[DutyHits],
    guesses: &mut Vec<OccupationGuess>,
) {
    let told = with_speech(titles, context.description, hits);
    let Some(&best) = told.first().filter(|h| h.weight >= ENOUGH) else { return };
    let like = |h: &DutyHits| titles.fits.fit(best.occupation, h.occupation).points >= KIN;
    if told.iter().any(|h| h.weight * 5 >= best.weight * CLEAR_FIFTHS && !like(h)) {
        return;
    }
    let near = told.iter().take_while(|h| h.weight * 5 >= best.weight * CLEAR_FIFTHS && h.weight >= ENOUGH);
    let near = near.filter(|h| guesses.is_empty() || !titles.is_wide(h.occupation)).take(MOST);
    let told = near.map(|h| guess(h, SURE + ((h.weight - ENOUGH) / 40).min(SPREAD) as u16));
    guesses.splice(0..0, told.collect::<Vec<_>>());
}

/// The title says a wide class, or something of which the description knows nothing: what the description fits far
/// better stands beside it.
fn further(titles: &Titles, hits: &[DutyHits], first: &OccupationGuess, guesses: &mut Vec<OccupationGuess>) {
    let own = hits.iter().find(|h| h.occupation == first.occupation).map_or(0, |h| h.weight);
    let wide = titles.fits.reached_from(first.occupation, NEAR).count() >= WIDE;
    let tells = |h: &&DutyHits| {
        let kin = wide && titles.fits.fit(first.occupation, h.occupation).points >= KIN;
        let enough = (kin && h.weight >= FURTHER.max(own * 2)) || (own == 0 && h.weight >= AGAINST);
        enough && guesses.iter().all(|g| g.occupation != h.occupation)
    };
    let best = hits.iter().filter(tells).max_by_key(|h| (h.weight, Reverse(h.occupation))).copied();
    if let Some(best) = best {
        guesses.push(guess(&best, SURE));
    }
}

fn guess(hits: &DutyHits, confidence: u16) -> OccupationGuess {
    let evidence = vec![Evidence::Duties { hits: hits.hits }];
    OccupationGuess { occupation: hits.occupation, confidence, evidence }
}

/// The duty phrases of a description and what it names in spoken words, the heaviest first.
fn with_speech(titles: &Titles, description: &str, hits: &[DutyHits]) -> Vec<DutyHits> {
    let mut all = hits.to_vec();
    let mentions = titles.find_mentions(description);
    for mention in mentions.iter().filter(|m| m.kind == MentionKind::Spoken) {
        for &occupation in &mention.occupations {
            add(&mut all, occupation, u32::from(mention.strength));
        }
    }
    all.sort_unstable_by_key(|h| (Reverse(h.weight), h.occupation));
    all
}

fn add(all: &mut Vec<DutyHits>, occupation: OccupationId, weight: u32) {
    match all.iter_mut().find(|h| h.occupation == occupation) {
        Some(old) => {
            old.weight += weight;
            old.hits = old.hits.saturating_add(1);
        }
        None => all.push(DutyHits { occupation, hits: 1, weight }),
    }
}

#[cfg(test)]
mod tests {
    use crate::Lexicon;
    use crate::title::TitleContext;

    fn check(title: &str, description: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded();
        let context = TitleContext { description, ..TitleContext::default() };
        let guesses = lexicon.titles().read(title, &context);
        let names: Vec<_> = guesses.iter().map(|g| lexicon.occupations().get(g.occupation).name()).collect();
        assert!(
            expected.iter().all(|e| names.contains(e)) && names.is_empty() == expected.is_empty(),
            "{title}: {names:?}"
        );
    }

    #[test]
    fn a_description_speaks_where_the_title_is_silent() {
        check("高薪急招 包吃住", "负责做房、铺床，换床单，查房退房", &["客房服务员"]);
        check("高薪急招 包吃住", "待遇优厚，欢迎来电", &[]);
    }

    #[test]
    fn a_description_tells_a_wide_title_further() {
        check("营业员", "处方药销售，用药咨询，药品陈列与近效期管理", &["商品营业员", "药店营业员"]);
    }
}
