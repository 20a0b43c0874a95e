//! What holds for every text: spans lie in the text, the same input gives the same findings, adding one by one groups
//! like a batch.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rengang_lint::{Ad, Context, Duplicates, Linter};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::new);

/// Pieces that patterns are made of, so that random texts match often.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "限",
        "男",
        "女性",
        "优先",
        "，",
        "。",
        " ",
        "不限",
        "35岁",
        "以下",
        "押金",
        "300元",
        "交",
        "ｊ",
        "\u{200b}",
        "試用期",
        "6个月",
        "·",
        "\n",
        "x",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn spans_hold_the_words_in_bytes_and_characters(text in text()) {
        for f in LINTER.check_text(&text, &Context::default()) {
            prop_assert_eq!(text.get(f.bytes.clone()), Some(f.words.as_str()));
            let by_chars: String = text.chars().skip(f.chars.start).take(f.chars.len()).collect();
            prop_assert_eq!(by_chars, f.words);
        }
    }

    #[test]
    fn any_text_is_checked_without_panic(text in any::<String>()) {
        let ad = Ad { title: &text, pay: &text, description: &text, employer: &text, schedule: &text, ..Ad::default() };
        let findings = LINTER.check(&ad, &Context::default());
        prop_assert_eq!(findings, LINTER.check(&ad, &Context::default()));
        let _ = rengang_lint::Validity::of(&ad, &Context::default(), None);
        let _ = Duplicates::of(&[ad, ad]);
    }
}

#[test]
fn a_long_text_of_matches_takes_no_longer_per_character() {
    // Ten times the default text; quadratic work would take minutes here.
    let text = "限男性优先押金300元，".repeat(20_000);
    assert!(LINTER.check_text(&text, &Context::default()).len() > 10_000);
}

#[test]
fn postings_added_one_by_one_are_grouped_like_a_batch() {
    let first = Ad {
        id: "1",
        employer: "天津澜启建材贸易有限公司",
        title: "主办会计",
        region: "河西区下瓦房",
        pay: "6-8K",
        headcount: "1",
        description: "负责公司全盘账，开票、报税、出报表、汇算清缴，用友软件",
        published: "2026-10-21",
        ..Ad::default()
    };
    let other = Ad {
        id: "2",
        title: "叉车司机",
        pay: "6000-7200",
        description: "开三吨电动叉车，装卸车，上下货架",
        ..first
    };
    let repost = Ad {
        id: "3",
        employer: "澜启建材",
        title: "账务",
        region: "河西",
        pay: "6000到8000",
        published: "2026-11-04",
        description: "管一套账到底：记账、开票、报税、出报表、汇算清缴都要自己来，用友软件",
        ..first
    };
    let ads = [first, other, repost];
    let batch = Duplicates::of(&ads);
    let mut growing = Duplicates::new();
    ads.iter().for_each(|ad| assert!(growing.add(ad) < 3));
    assert_eq!(batch.groups(), growing.groups());
    assert_eq!(batch.groups().len(), 1);
    assert_eq!(
        (batch.groups()[0].representative, batch.groups()[0].members.as_slice()),
        (0, [0, 2].as_slice())
    );
}
