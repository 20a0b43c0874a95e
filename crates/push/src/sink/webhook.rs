//! HTTP POST of each digest, signed, with time limits and retries.

use std::fmt;
use std::time::Duration;

use ureq::Agent;

use super::{Delivery, Outcome, Sink};
use crate::error::{Error, ErrorKind, Result};
use crate::key::signature;

/// How a webhook is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Tries of one digest before it waits for the next run.
    pub tries: u32,
    /// Pause after the first failure; it doubles each time.
    pub pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// From the beginning of a call to the end of the answer.
    pub timeout: Duration,
}

impl Default for WebhookSettings {
    /// Five tries over about fifteen seconds, ten seconds each: a receiver that restarts is waited for, one that is
    /// down holds a night's run up for a minute, once.
    fn default() -> Self {
        Self {
            tries: 5,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            timeout: Duration::from_secs(10),
        }
    }
}

/// Posts digests to a URL. Headers: `Idempotency-Key`, and `X-Rengang-Signature` ([`signature`]) where there is a
/// secret. 2xx and 409 (already there) are taken; 408, 425, 429 and 5xx are tried again; all else is refused.
pub struct Webhook {
    url: String,
    secret: Option<Vec<u8>>,
    settings: WebhookSettings,
    agent: Agent,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("url", &self.url).field("settings", &self.settings).finish()
    }
}

impl Webhook {
    /// A webhook at `url`, signed where a secret is given.
    ///
    /// # Errors
    /// [`ErrorKind::SettingInvalid`] for a URL that is neither http nor https, or no tries.
    pub fn new(url: &str, secret: Option<&[u8]>, settings: WebhookSettings) -> Result<Self> {
        let invalid = |setting, rule| Err(Error::new(ErrorKind::SettingInvalid { setting, rule }));
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return invalid("sink", "must begin with http:// or https://");
        }
        if settings.tries == 0 {
            return invalid("tries", "must be at least 1");
        }
        let config = Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .http_status_as_error(false)
            // A signed digest is for the address that was given, and for no other.
            .max_redirects(0)
            .user_agent(concat!("rengang-push/", env!("CARGO_PKG_VERSION")));
        let agent = config.build().new_agent();
        Ok(Self { url: url.to_owned(), secret: secret.map(<[u8]>::to_vec), settings, agent })
    }

    fn post(&self, delivery: &Delivery<'_>) -> Outcome {
        let mut request = self
            .agent
            .post(&self.url)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Idempotency-Key", delivery.idempotency_key);
        if let Some(secret) = &self.secret {
            let signed = signature(secret, delivery.idempotency_key, delivery.body);
            request = request.header("X-Rengang-Signature", signed);
        }
        match request.send(delivery.body) {
            Ok(response) => outcome(response.status().as_u16()),
            Err(error) => Outcome::Unavailable(error.to_string()),
        }
    }
}

fn outcome(status: u16) -> Outcome {
    match status {
        200..=299 | 409 => Outcome::Taken,
        408 | 425 | 429 | 500..=599 => Outcome::Unavailable(format!("status {status}")),
        _ => Outcome::Refused(format!("status {status}")),
    }
}

impl Sink for Webhook {
    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome {
        let mut pause = self.settings.pause;
        for _ in 1..self.settings.tries {
            match self.post(delivery) {
                Outcome::Unavailable(_) => std::thread::sleep(pause),
                settled => return settled,
            }
            pause = (pause * 2).min(self.settings.longest_pause);
        }
        self.post(delivery)
    }
}
