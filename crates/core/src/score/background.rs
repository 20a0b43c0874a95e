//! The work that the person has done, against the work offered.

use super::occupation::Work;
use super::{Fit, Verdict};

/// The part: nearness of the best of the work done; unknown where no past work was recognised.
pub(crate) fn verdict(work: &Work) -> Verdict {
    Verdict { fit: work.done.map_or(Fit::Unknown, Fit::of), refusal: None }
}
