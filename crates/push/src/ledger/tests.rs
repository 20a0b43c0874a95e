use super::*;
use crate::key::{GroupKey, PersonKey, Request};
use crate::policy::Retention;
use jiff::civil::date;

fn secret(byte: u8) -> Secret {
    Secret::new(&[byte; 32]).unwrap()
}

fn ledger() -> Ledger {
    Ledger::in_memory(secret(1)).unwrap()
}

fn send(ledger: &Ledger, id: &str, day: i8, groups: &[u64]) {
    let request = Request::new(ledger.secret().person(id), date(2026, 11, day), RunKind::Daily);
    let items = groups.iter().map(|&group| SentItem { group, item: 0 }).collect();
    let partition = ledger.partition().unwrap();
    partition.put_sent(&[(request, Sent { items })]).unwrap();
    partition.commit().unwrap();
}

fn mark(ledger: &Ledger, id: &str, day: u32, reaction: Reaction) {
    let mark = Mark { reaction, day, reason: String::new() };
    ledger.mark(&[(ledger.secret().person(id), GroupKey(7), mark)]).unwrap();
}

fn history(ledger: &Ledger, id: &str, day: i8) -> History {
    let day = crate::key::day_number(date(2026, 11, day));
    ledger.histories().unwrap().of(ledger.secret().person(id), day, RunKind::Daily).unwrap()
}

#[test]
fn a_history_leaves_out_the_run_that_asks_and_what_comes_after() {
    let ledger = ledger();
    [(18, 5), (19, 6), (20, 7), (21, 8)]
        .iter()
        .for_each(|&(day, group)| send(&ledger, "P1", day, &[group, 1]));
    send(&ledger, "P2", 19, &[9]);
    let history = history(&ledger, "P1", 20);
    assert_eq!(history.digests.len(), 2);
    let mut groups: Vec<u64> = history.shown.keys().map(|g| g.0).collect();
    groups.sort_unstable();
    assert_eq!(groups, [1, 5, 6]);
    assert_eq!(history.shown[&GroupKey(1)].times, 2);
    assert_eq!(history.last[0], [GroupKey(6), GroupKey(1)]);
}

#[test]
fn erasing_leaves_nothing_but_the_wish_not_to_be_written_to() {
    let ledger = ledger();
    send(&ledger, "P1", 18, &[5]);
    send(&ledger, "P2", 18, &[5]);
    mark(&ledger, "P1", 20_000, Reaction::Applied);
    ledger.set_opted_out(ledger.secret().person("P1"), true).unwrap();
    assert_eq!(ledger.erase("P1").unwrap(), 2);
    let left = ledger.person("P1").unwrap();
    assert!(left.digests.is_empty() && left.reactions.is_empty() && left.opted_out);
    assert_eq!(ledger.person("P2").unwrap().digests.len(), 1);
}

#[test]
fn looking_again_does_not_undo_an_application() {
    let ledger = ledger();
    mark(&ledger, "P1", 1, Reaction::Applied);
    mark(&ledger, "P1", 2, Reaction::Viewed);
    assert_eq!(ledger.person("P1").unwrap().reactions[0].mark.reaction, Reaction::Applied);
    mark(&ledger, "P1", 3, Reaction::Hired);
    assert_eq!(ledger.person("P1").unwrap().reactions[0].mark.reaction, Reaction::Hired);
}

#[test]
fn pruning_forgets_what_is_older_than_the_policy_keeps() {
    let ledger = ledger();
    send(&ledger, "P1", 1, &[5]);
    send(&ledger, "P1", 20, &[6]);
    mark(&ledger, "P1", 0, Reaction::Viewed);
    let retention = Retention { sent_days: 10, reaction_days: 10 };
    let pruned = ledger.prune(&retention, date(2026, 11, 20)).unwrap();
    assert_eq!((pruned.digests, pruned.reactions), (1, 1));
    assert_eq!(ledger.info().unwrap().digests, 1);
}

#[test]
fn a_ledger_opens_under_its_own_secret_and_in_one_process_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger");
    let ledger = Ledger::open(&path, secret(1)).unwrap();
    let code = |opened: Result<Ledger>| opened.err().map(|e| e.kind().code());
    assert_eq!(code(Ledger::open(&path, secret(1))), Some("push.ledger_locked"));
    drop(ledger);
    assert_eq!(code(Ledger::open(&path, secret(2))), Some("push.secret_foreign"));
    assert!(Ledger::open(&path, secret(1)).is_ok());
}

#[test]
fn no_id_stands_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger");
    let ledger = Ledger::open(&path, secret(1)).unwrap();
    send(&ledger, "PERSON-THE-FIRST", 18, &[5]);
    mark(&ledger, "PERSON-THE-FIRST", 1, Reaction::Applied);
    drop(ledger);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(10).any(|w| w == b"PERSON-THE"));
}

#[test]
fn parcels_wait_in_order_until_they_are_taken_out() {
    let ledger = ledger();
    let parcel = |from| Parcel { out: "o".into(), from, bytes: 1 };
    for from in [10, 20] {
        let partition = ledger.partition().unwrap();
        partition.put_parcels(&[parcel(from), parcel(from + 1)]).unwrap();
        partition.commit().unwrap();
    }
    let waiting = ledger.parcels(0, 3).unwrap();
    assert_eq!(waiting.iter().map(|(_, p)| p.from).collect::<Vec<_>>(), [10, 11, 20]);
    ledger.remove_parcels(&[waiting[0].0, waiting[2].0]).unwrap();
    assert_eq!(ledger.parcels(0, 9).unwrap().iter().map(|(_, p)| p.from).collect::<Vec<_>>(), [11, 21]);
}

#[test]
fn showings_count_by_kind_and_day_without_the_run_itself() {
    let ledger = ledger();
    let _: PersonKey = ledger.secret().person("x");
    for (id, day) in [("P1", 18), ("P2", 18), ("P1", 20)] {
        send(&ledger, id, day, &[5]);
    }
    let count = |from: i8, day: i8| {
        let day_of = |day| crate::key::day_number(date(2026, 11, day));
        let mut shown = 0;
        ledger.showings(day_of(from), day_of(day), RunKind::Daily, |_| true, |_, n| shown += n).unwrap();
        shown
    };
    assert_eq!([count(17, 20), count(17, 21), count(19, 21), count(18, 18)], [2, 3, 1, 0]);
}

#[test]
fn applicants_are_counted_by_group_and_day() {
    let ledger = ledger();
    mark(&ledger, "P1", 10, Reaction::Applied);
    mark(&ledger, "P2", 11, Reaction::Hired);
    mark(&ledger, "P3", 11, Reaction::Viewed);
    mark(&ledger, "P4", 5, Reaction::Applied);
    let mut groups = Vec::new();
    ledger.applicants(10, 11, |group| groups.push(group.0)).unwrap();
    assert_eq!(groups, [7, 7]);
}

#[test]
fn what_a_killed_making_left_beside_is_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger");
    std::fs::write(folder.path().join("ledger.new"), [0; 4096]).unwrap();
    assert!(Ledger::open(&path, secret(1)).is_ok());
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["ledger"]);
}
