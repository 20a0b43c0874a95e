//! Where digests go besides the output file: webhooks, and whatever implements [`Sink`].

mod lines;
mod webhook;

pub use lines::LineSink;
pub use webhook::{Webhook, WebhookSettings};

/// A digest on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery<'d> {
    /// Two deliveries with one key are the same digest; a receiver takes the first and thanks for the second.
    pub idempotency_key: &'d str,
    /// The digest as one JSON object, without a line end.
    pub body: &'d [u8],
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Taken,
    /// The receiver will never take it; it is reported and not sent again.
    Refused(String),
    /// The receiver cannot take it now; it waits for the next run, and so does everything behind it.
    Unavailable(String),
}

/// A receiver of digests: a broker, a queue, a message gateway. Delivery is at least once; the key makes it once.
pub trait Sink {
    /// Hands a digest over and waits until the receiver has it, or has not.
    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome;
}
