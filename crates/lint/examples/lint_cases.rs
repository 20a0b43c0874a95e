//! Checks a file of cases, JSON lines of `{"id","text","context","expected":[{"rule","span"}]}`, and prints recall and
//! false alarms: `cargo run --release -p rengang-lint --example lint_cases -- FILE`.
#![allow(clippy::print_stdout, missing_docs)]

use rengang_lint::{Context, EmployerKind, Finding, Linter, MinimumWage};
use serde::Deserialize;
use std::io::{BufRead, BufReader};

#[derive(Deserialize)]
struct Case {
    id: String,
    text: String,
    #[serde(default)]
    context: Known,
    expected: Vec<Expected>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Known {
    occupation: String,
    post_type: String,
    channel: String,
    employer_type: String,
    min_wage_monthly: Option<f64>,
    min_wage_hourly: Option<f64>,
}

#[derive(Deserialize)]
struct Expected {
    rule: String,
    span: String,
}

impl Known {
    fn context(&self) -> Context<'_> {
        let minimum = self.min_wage_monthly.zip(self.min_wage_hourly).map(|(month, hour)| MinimumWage {
            monthly_yuan: month as u32,
            hourly_cents: (hour * 100.0).round() as u32,
        });
        Context {
            as_of: None,
            occupation: &self.occupation,
            post_type: &self.post_type,
            channel: &self.channel,
            employer_kind: EmployerKind::read(&self.employer_type),
            minimum,
        }
    }
}

#[derive(Default)]
struct Tally {
    expected: usize,
    found: usize,
    clean: usize,
    flagged: usize,
    beyond: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: lint_cases FILE")?;
    let linter = Linter::new();
    let mut tally = Tally::default();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let case: Case = serde_json::from_str(&line?)?;
        weigh(&case, &linter.check_text(&case.text, &case.context.context()), &mut tally);
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("found {}/{} ({:.1} %)", tally.found, tally.expected, share(tally.found, tally.expected));
    println!(
        "clean cases flagged {}/{} ({:.1} %)",
        tally.flagged,
        tally.clean,
        share(tally.flagged, tally.clean)
    );
    println!("findings beyond the expected ones in other cases {}", tally.beyond);
    Ok(())
}

fn weigh(case: &Case, findings: &[Finding], tally: &mut Tally) {
    let fits = |f: &Finding, e: &Expected| {
        let start = case.text.find(&e.span).unwrap_or(0);
        f.rule.id == e.rule && f.bytes.start < start + e.span.len() && start < f.bytes.end
    };
    for expected in &case.expected {
        tally.expected += 1;
        if findings.iter().any(|f| fits(f, expected)) {
            tally.found += 1;
        } else {
            println!("missed  {} {} {:?} in {}", case.id, expected.rule, expected.span, case.text);
        }
    }
    let beyond = findings.iter().filter(|f| !case.expected.iter().any(|e| fits(f, e)));
    for f in beyond {
        println!("beyond  {} {} {:?} in {}", case.id, f.rule.id, f.words, case.text);
        tally.beyond += usize::from(!case.expected.is_empty());
    }
    if case.expected.is_empty() {
        tally.clean += 1;
        tally.flagged += usize::from(!findings.is_empty());
    }
}
