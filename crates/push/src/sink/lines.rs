//! JSON lines to any writer.

use std::io::Write;

use super::{Delivery, Outcome, Sink};

/// Writes each digest as a line: to a pipe, a socket, a compressor.
#[derive(Debug)]
pub struct LineSink<W>(pub W);

impl<W: Write> Sink for LineSink<W> {
    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome {
        let line = [delivery.body, b"\n"].concat();
        match self.0.write_all(&line).and_then(|()| self.0.flush()) {
            Ok(()) => Outcome::Taken,
            Err(error) => Outcome::Unavailable(error.to_string()),
        }
    }
}
