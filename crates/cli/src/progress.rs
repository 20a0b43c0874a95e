//! A bar on work that takes a while, when somebody looks.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over `total` steps (0: not known), drawn on stderr when that is a terminal.
pub fn bar(what: &'static str, total: u64) -> ProgressBar {
    let bar = if total == 0 { ProgressBar::new_spinner() } else { ProgressBar::new(total) };
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let template = if total == 0 { "{msg} {pos} {per_sec}" } else { "{msg} {wide_bar} {pos}/{len} {eta}" };
    bar.set_style(ProgressStyle::with_template(template).expect("the template is constant"));
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_secs(2));
    bar
}
