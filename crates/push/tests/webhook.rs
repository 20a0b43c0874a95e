//! The webhook against a real HTTP server on this machine that fails, stalls, answers twice and dies.
#![allow(clippy::unwrap_used, reason = "in a test a failure is a failed test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rengang_push::sink::{Delivery, Outcome, Sink, Webhook, WebhookSettings};
use rengang_push::synthetic::{Shape, Synthetic};
use rengang_push::{Ledger, NoWithdrawals, Policy, RunKind, RunOptions, Secret, run, signature};

/// What the server does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Answer(u16),
    /// Says nothing for longer than anybody waits.
    Stall,
    /// Takes the request and closes the connection without an answer.
    Die,
    /// Answers 200, and then once more on the same connection.
    AnswerTwice,
}

#[derive(Debug)]
struct Request {
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

struct Server {
    url: String,
    requests: Receiver<Request>,
}

impl Server {
    /// Does what it is told, one request after the other, and from then on the last of it.
    fn new(does: Vec<Does>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/push", listener.local_addr().unwrap());
        let (told, requests) = channel();
        std::thread::spawn(move || serve(&listener, &does, &told));
        Self { url, requests }
    }

    fn keys(&self) -> Vec<String> {
        self.requests.try_iter().map(|r| r.headers["idempotency-key"].clone()).collect()
    }
}

fn serve(listener: &TcpListener, does: &[Does], told: &Sender<Request>) {
    let mut stalled = Vec::new();
    let mut turn = 0;
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        while let Some(request) = read_request(&mut stream) {
            let act = does[turn.min(does.len() - 1)];
            turn += 1;
            if told.send(request).is_err() {
                return;
            }
            let answer = |status: u16| format!("HTTP/1.1 {status} x\r\nContent-Length: 2\r\n\r\nok");
            match act {
                Does::Answer(status) => stream.write_all(answer(status).as_bytes()).unwrap(),
                Does::AnswerTwice => stream.write_all(answer(200).repeat(2).as_bytes()).unwrap(),
                Does::Die => break,
                Does::Stall => {
                    stalled.push(stream);
                    break;
                }
            }
        }
    }
}

fn read_request(stream: &mut TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream);
    let (mut headers, mut line) = (BTreeMap::new(), String::new());
    lines.read_line(&mut line).ok().filter(|&n| n > 0)?;
    loop {
        line.clear();
        lines.read_line(&mut line).ok().filter(|&n| n > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    lines.read_exact(&mut body).ok()?;
    Some(Request { headers, body })
}

fn settings() -> WebhookSettings {
    let pause = Duration::from_millis(5);
    WebhookSettings { tries: 4, pause, longest_pause: pause * 2, timeout: Duration::from_millis(400) }
}

fn check(does: &[Does]) -> (Outcome, usize) {
    let server = Server::new(does.to_vec());
    let mut webhook = Webhook::new(&server.url, None, settings()).unwrap();
    let outcome = webhook.deliver(&Delivery { idempotency_key: "k", body: b"{}" });
    (outcome, server.keys().len())
}

#[test]
fn what_fails_is_tried_again_and_what_is_refused_is_not() {
    use Does::{Answer, Die, Stall};
    assert_eq!(check(&[Answer(200)]), (Outcome::Taken, 1));
    assert_eq!(check(&[Answer(409)]), (Outcome::Taken, 1));
    assert_eq!(check(&[Answer(500), Answer(503), Answer(202)]), (Outcome::Taken, 3));
    assert_eq!(check(&[Answer(429), Answer(200)]), (Outcome::Taken, 2));
    assert_eq!(check(&[Stall, Answer(200)]), (Outcome::Taken, 2));
    assert_eq!(check(&[Die, Answer(200)]), (Outcome::Taken, 2));
    assert_eq!(check(&[Answer(400)]), (Outcome::Refused("status 400".into()), 1));
    assert_eq!(check(&[Answer(302)]), (Outcome::Refused("status 302".into()), 1));
    assert_eq!(check(&[Answer(500)]), (Outcome::Unavailable("status 500".into()), 4));
}

#[test]
fn nobody_listening_is_no_end_of_the_run() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut webhook = Webhook::new(&format!("http://{closed}/"), None, settings()).unwrap();
    let outcome = webhook.deliver(&Delivery { idempotency_key: "k", body: b"{}" });
    assert!(matches!(outcome, Outcome::Unavailable(_)), "{outcome:?}");
}

#[test]
fn a_call_is_signed_so_that_the_receiver_can_check_it() {
    let server = Server::new(vec![Does::Answer(200)]);
    let mut webhook = Webhook::new(&server.url, Some(b"shared"), settings()).unwrap();
    webhook.deliver(&Delivery { idempotency_key: "k1", body: b"{\"a\":1}" });
    let request = server.requests.recv().unwrap();
    assert_eq!(request.headers["x-rengang-signature"], signature(b"shared", "k1", &request.body));
    assert_ne!(signature(b"shared", "k1", b"{}"), signature(b"shared", "k2", b"{}"));
}

#[test]
fn a_url_that_is_none_is_refused_before_a_night_begins() {
    assert!(Webhook::new("ftp://x/", None, settings()).is_err());
    assert!(Webhook::new("http://x/", None, WebhookSettings { tries: 0, ..settings() }).is_err());
}

#[test]
fn a_receiver_that_fails_stalls_answers_twice_and_dies_gets_every_digest_in_the_end() {
    use Does::{Answer, AnswerTwice, Die, Stall};
    let date = jiff::civil::date(2026, 11, 20);
    let world = Synthetic::new(&Shape { people: 40, posts: 200, seed: 2, date });
    let ledger = Ledger::in_memory(Secret::new(&[1; 32]).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (out, adviser) = (folder.path().join("out"), folder.path().join("adviser"));
    let options = RunOptions { now: date.at(9, 0, 0, 0), kind: RunKind::Daily, out, adviser, partition: 10 };
    let night = |url: &str| {
        let mut webhook = Webhook::new(url, None, settings()).unwrap();
        let policy = Policy::default();
        let report =
            run(&world, &ledger, &policy, &options, &mut NoWithdrawals, Some(&mut webhook), &mut |_| ());
        (report.unwrap(), ledger.info().unwrap().waiting)
    };
    let bad = vec![
        Answer(500),
        Answer(200),
        Stall,
        Answer(200),
        AnswerTwice,
        Die,
        AnswerTwice,
        Answer(200),
        Answer(500),
    ];
    let bad = Server::new(bad);
    let (first, waiting) = night(&bad.url);
    let stopped = first.delivered.unwrap();
    assert!(stopped.stopped.is_some() && stopped.taken > 0 && waiting == first.digests - stopped.taken);
    let good = Server::new(vec![Answer(200)]);
    let (second, waiting) = night(&good.url);
    assert!(second.was_done);
    assert_eq!((second.delivered.unwrap().taken, waiting), (first.digests - stopped.taken, 0));
    let mut keys: Vec<String> = bad.keys().into_iter().chain(good.keys()).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len() as u64, first.digests, "every key arrived");
}
