//! How the tables of cases write what is known beside the text: `occ=…;employer=…;min=2320,24.4`.
#![allow(clippy::unwrap_used)]

use rengang_lint::{Context, EmployerKind, MinimumWage};

/// Reads the context of a case.
pub fn context(written: &str) -> Context<'_> {
    let mut context = Context::default();
    for (key, value) in written.split(';').filter_map(|part| part.split_once('=')) {
        match key {
            "occ" => context.occupation = value,
            "post" => context.post_type = value,
            "channel" => context.channel = value,
            "employer" => context.employer_kind = EmployerKind::read(value),
            "min" => {
                let (month, hour) = value.split_once(',').unwrap();
                let hourly_cents = (hour.parse::<f64>().unwrap() * 100.0).round() as u32;
                context.minimum = Some(MinimumWage { monthly_yuan: month.parse().unwrap(), hourly_cents });
            }
            _ => panic!("unknown context {key}"),
        }
    }
    context
}
