//! Laws of the readers of reference tables on arbitrary mixtures of what ads and people write.

use std::sync::LazyLock;

use proptest::prelude::*;
use rengang_lexicon::certificate::{Certificates, Speaker};
use rengang_lexicon::industry::Industries;
use rengang_lexicon::major::{MajorText, Majors};
use rengang_lexicon::region::{RegionContext, Regions};

static REGIONS: LazyLock<Regions> = LazyLock::new(Regions::embedded);
static CERTIFICATES: LazyLock<Certificates> = LazyLock::new(Certificates::embedded);
static MAJORS: LazyLock<Majors> = LazyLock::new(Majors::embedded);
static INDUSTRIES: LazyLock<Industries> = LazyLock::new(Industries::embedded);

const FRAGMENTS: [&str; 44] = [
    "天津",
    "河北",
    "和平",
    "南开区",
    "杭州西湖区",
    "燕郊",
    "市内六区",
    "（",
    "）",
    "，",
    "、",
    "；",
    "/",
    " ",
    "或",
    "除了",
    "不去",
    "都行",
    "优先",
    "没有",
    "没证的",
    "送考",
    "电工证",
    "低压",
    "C1",
    "Ａ２",
    "驾照",
    "二级",
    "高级技师",
    "教师資格證",
    "初中",
    "证",
    "本",
    "之一",
    "在考",
    "机械类",
    "会计",
    "相关专业",
    "非",
    "餐饮",
    "业",
    "🚗",
    "\u{200b}",
    "e\u{301}",
];

fn mixture() -> impl Strategy<Value = String> {
    let fragment =
        prop_oneof![4 => prop::sample::select(&FRAGMENTS[..]).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn places_have_whole_spans_and_known_codes(text in mixture(), home in any::<bool>()) {
        let home_region = REGIONS.by_digits("120000").filter(|_| home);
        let reading = REGIONS.read(&text, RegionContext { home_region, parent: None });
        for place in &reading.places {
            prop_assert!(text.get(place.span.clone()).is_some_and(|s| !s.is_empty()));
            prop_assert!(REGIONS.has(place.code));
        }
        for ambiguity in &reading.ambiguous {
            prop_assert!(ambiguity.candidates.len() > 1);
            prop_assert!(text.get(ambiguity.span.clone()).is_some());
        }
        prop_assert_eq!(reading.clone(), REGIONS.read(&text, RegionContext { home_region, parent: None }));
    }

    #[test]
    fn certificates_have_whole_spans_and_are_each_named_once(text in mixture()) {
        for speaker in [Speaker::Posting, Speaker::Person] {
            let mentions = CERTIFICATES.read(&text, speaker);
            for mention in &mentions {
                prop_assert!(text.get(mention.span.clone()).is_some_and(|s| !s.is_empty()));
                prop_assert!(mention.scope.clone().is_none_or(|s| text.get(s).is_some()));
            }
            prop_assert!(mentions.windows(2).all(|two| two[0].span.start <= two[1].span.start));
        }
    }

    #[test]
    fn majors_and_industries_have_whole_spans(text in mixture()) {
        for kind in [MajorText::Field, MajorText::Running] {
            prop_assert!(MAJORS.read(&text, kind).mentions.iter().all(|m| text.get(m.span.clone()).is_some()));
        }
        prop_assert!(INDUSTRIES.mentions(&text).iter().all(|m| text.get(m.span.clone()).is_some()));
        let _ = INDUSTRIES.find(&text);
    }
}
