//! Prints how long each reference table takes to build and how fast the readers read.
//!
//! `cargo run --release -p rengang-lexicon --example load_tables`
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::hint::black_box;
use std::time::Instant;

use rengang_lexicon::certificate::{Certificates, Speaker};
use rengang_lexicon::education::EducationWords;
use rengang_lexicon::industry::Industries;
use rengang_lexicon::major::{MajorText, Majors};
use rengang_lexicon::region::{RegionContext, Regions};

fn main() {
    // The script dictionary of the text crate is built on its first traditional character.
    black_box(rengang_text::fold("臺"));
    for round in 0..3 {
        println!("round {round}");
        let regions = timed("regions", Regions::embedded);
        let certificates = timed("certificates", Certificates::embedded);
        let majors = timed("majors", Majors::embedded);
        timed("industries", Industries::embedded);
        timed("education", EducationWords::embedded);
        read(&regions, &certificates, &majors);
    }
}

fn timed<T>(name: &str, build: impl Fn() -> T) -> T {
    let start = Instant::now();
    let value = build();
    println!("  {name}: {:?}", start.elapsed());
    value
}

fn read(regions: &Regions, certificates: &Certificates, majors: &Majors) {
    let context = RegionContext { home_region: regions.by_digits("120000"), parent: None };
    let wish = "西青、津南最好，管住的话天津哪个区都行，不去蓟州";
    let duty = "要求持低压电工作业证或高压，有叉车证优先，没有的入职后公司统一考；C1驾照";
    let course = "机械、电气自动化、机电一体化等相关专业优先";
    per_second("wishes of places", || drop(black_box(regions.read(wish, context))));
    per_second("demands of certificates", || drop(black_box(certificates.read(duty, Speaker::Posting))));
    per_second("demands of majors", || drop(black_box(majors.read(course, MajorText::Running))));
}

fn per_second(name: &str, run: impl Fn()) {
    const TIMES: u32 = 20_000;
    let start = Instant::now();
    (0..TIMES).for_each(|_| run());
    println!("  {name}: {:.0}/s", f64::from(TIMES) / start.elapsed().as_secs_f64());
}
