//! Handing written digests to a sink: at least once, in order, across kills.

use std::path::Path;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::facts::{Consents, RunKind};
use crate::ledger::{Ledger, Parcel};
use crate::output::read_part;
use crate::run::Progress;
use crate::sink::{Delivery, Outcome, Sink};

/// What became of the waiting digests.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Delivered {
    /// The receiver has them.
    pub taken: u64,
    /// The receiver will never take them: request ids and why; at most a hundred are named.
    pub refused: Vec<(String, String)>,
    /// Not sent, because the consent was taken back meanwhile.
    pub withdrawn: u64,
    /// Why the sink could not take more; what is left waits for the next run.
    pub stopped: Option<String>,
}

/// Parcels that are taken out of the ledger in one commit: what a kill makes go twice, under the same keys.
const BATCH: usize = 64;

/// Refusals that a report names.
const NAMED: usize = 100;

/// Delivers what waits in the ledger until nothing is left or the sink cannot take more.
///
/// # Errors
/// [`ErrorKind::FileIo`] where an output is gone that holds waiting digests, [`ErrorKind::LedgerIo`],
/// [`ErrorKind::LedgerDamaged`].
pub fn deliver(
    ledger: &Ledger,
    consents: &mut dyn Consents,
    sink: &mut dyn Sink,
    progress: &mut dyn FnMut(Progress),
) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    loop {
        let parcels = ledger.parcels(0, BATCH)?;
        if parcels.is_empty() {
            return Ok(delivered);
        }
        consents.refresh()?;
        let mut settled = Vec::with_capacity(parcels.len());
        for (sequence, parcel) in &parcels {
            if !hand_over(parcel, &*consents, sink, &mut delivered)? {
                break;
            }
            settled.push(*sequence);
            progress(Progress::Delivered);
        }
        ledger.remove_parcels(&settled)?;
        if delivered.stopped.is_some() {
            return Ok(delivered);
        }
    }
}

/// Hands one digest over; false if it has to wait.
fn hand_over(
    parcel: &Parcel,
    consents: &dyn Consents,
    sink: &mut dyn Sink,
    delivered: &mut Delivered,
) -> Result<bool> {
    let line = read_part(Path::new(&parcel.out), parcel.from, parcel.bytes as usize)?;
    let body = line.trim_ascii_end();
    let digest: Digest = serde_json::from_slice(body).map_err(|source| {
        let what = "an output does not hold the digest that it should";
        Error::new(ErrorKind::LedgerDamaged { what }).with_source(source)
    })?;
    let mut people: Vec<&str> = digest.items.iter().map(|item| item.item.as_str()).collect();
    if digest.kind != RunKind::Employer {
        people = vec![&digest.recipient];
    }
    if people.iter().any(|id| consents.withdrawn(id)) {
        delivered.withdrawn += 1;
        return Ok(true);
    }
    match sink.deliver(&Delivery { idempotency_key: &digest.request, body }) {
        Outcome::Taken => delivered.taken += 1,
        Outcome::Refused(why) if delivered.refused.len() < NAMED => {
            delivered.refused.push((digest.request, why));
        }
        Outcome::Refused(_) => {}
        Outcome::Unavailable(why) => {
            delivered.stopped = Some(why);
            return Ok(false);
        }
    }
    Ok(true)
}
