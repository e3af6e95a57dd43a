use chrono::Utc;

use super::*;
use crate::{
    metering::Status,
    pricing::{Money, Tokens},
};

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("polydesk-spool-{}", Uuid::now_v7().simple())))
    }
    fn segments(&self) -> usize {
        fs::read_dir(&self.0).unwrap().count()
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn attempt() -> Attempt {
    Attempt {
        id: Uuid::now_v7(),
        tenant: 1,
        request: "r".into(),
        number: 1,
        at: Utc::now(),
        group: 2,
        key: Some(3),
        user: None,
        account: 4,
        service: "openai".into(),
        surface: "openai".into(),
        kind: "chat".into(),
        model_asked: "m".into(),
        model_used: "m".into(),
        is_stream: false,
        reason: String::new(),
        tokens: Tokens { input: 5, output: 7, ..Tokens::default() },
        cost: Money(9),
        charge: Money(8),
    }
}

fn done(attempt: &Attempt) -> Booking {
    let ended = Ended { status: Status::Success, is_estimated: false, ..Ended::unknown(attempt) };
    Booking { attempt: attempt.clone(), ended }
}

fn booked(spool: &Spool) -> Vec<Booking> {
    let taken = spool.take(usize::MAX);
    let bookings = taken.iter().map(|w| w.booking.clone()).collect();
    spool.carried(&taken);
    bookings
}

#[test]
fn after_a_death_what_ended_is_booked_and_what_did_not_is_unknown() {
    let folder = Folder::new();
    let (first, second) = (attempt(), attempt());
    {
        let spool = Spool::open(&folder.0).unwrap();
        let place = spool.begin(&first).unwrap();
        let _open = spool.begin(&second).unwrap();
        spool.end(place, done(&first));
        // The process dies here: nothing was carried.
    }
    let spool = Spool::open(&folder.0).unwrap();
    let all = booked(&spool);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], done(&first));
    assert_eq!((all[1].attempt.id, all[1].ended.status), (second.id, Status::Unknown));
    assert_eq!(all[1].ended.cost, Money(9), "at its estimate");
    assert_eq!(folder.segments(), 1, "only the one that is written to");
}

#[test]
fn a_line_that_was_cut_is_left_out() {
    let folder = Folder::new();
    let whole = attempt();
    {
        let spool = Spool::open(&folder.0).unwrap();
        let place = spool.begin(&whole).unwrap();
        spool.end(place, done(&whole));
        let mut inside = spool.inside();
        inside.file.write_all(br#"{"b":{"id":"0190"#).unwrap();
    }
    assert_eq!(booked(&Spool::open(&folder.0).unwrap()), [done(&whole)]);
}

#[test]
fn a_segment_stays_until_its_attempts_are_in_the_database() {
    let folder = Folder::new();
    let spool = Spool::open(&folder.0).unwrap();
    let long = attempt();
    let open = spool.begin(&long).unwrap();
    spool.inside().written = SEGMENT_MAX;
    let short = attempt();
    let place = spool.begin(&short).unwrap();
    spool.end(place, done(&short));
    assert_eq!(booked(&spool).len(), 1);
    assert_eq!(folder.segments(), 2, "the long one still runs");
    spool.end(open, done(&long));
    let taken = spool.take(10);
    spool.give_back(taken);
    assert_eq!((spool.waiting(), folder.segments()), (1, 2), "the database was away");
    assert_eq!(booked(&spool), [done(&long)]);
    assert_eq!(folder.segments(), 1);
}
