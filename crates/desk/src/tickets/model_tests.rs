use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
}

fn head(status: TicketStatus) -> Head {
    Head {
        id: 1,
        subject: "s".into(),
        description: String::new(),
        status,
        priority: TicketPriority::Normal,
        category: None,
        customer_id: None,
        assignee_id: Some(7),
        team_id: None,
        created_by_kind: "user".into(),
        created_by_id: 7,
        version: 1,
        due_at: Some(at(86_400)),
        waiting_since: (status == WaitingCustomer).then(|| at(0)),
        first_response_at: None,
        resolved_at: matches!(status, Resolved | Closed).then(|| at(0)),
        closed_at: (status == Closed).then(|| at(0)),
        rating: None,
        rating_comment: None,
        rated_at: None,
        created_at: at(0),
    }
}

/// The table of the requirements, written out a second time.
const LEGAL: &str = "
    pending -> processing cancelled
    processing -> waiting_customer pending_review resolved pending cancelled
    waiting_customer -> processing resolved cancelled
    pending_review -> resolved processing
    resolved -> closed processing
    closed ->
    cancelled ->";

#[test]
fn every_pair_of_states_is_as_the_table_says() {
    let legal: BTreeMap<&str, BTreeSet<&str>> = LEGAL
        .lines()
        .filter_map(|l| l.trim().split_once(" ->"))
        .map(|(from, to)| (from, to.split_whitespace().collect()))
        .collect();
    assert_eq!(legal.len(), TicketStatus::ALL.len());
    for from in TicketStatus::ALL {
        for to in TicketStatus::ALL {
            let mut ticket = head(from);
            let before = ticket.clone();
            let moved = ticket.move_to(to, at(60));
            if legal[from.as_str()].contains(to.as_str()) {
                assert_eq!((moved, ticket.status), (Ok(()), to), "{from:?} -> {to:?}");
            } else {
                assert_eq!(moved, Err(TicketError::BadMove { from, to }), "{from:?} -> {to:?}");
                assert_eq!(ticket, before, "a refused move changes nothing");
            }
        }
    }
}

#[test]
fn codes_of_states_read_back() {
    for status in TicketStatus::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    assert_eq!("open".parse::<TicketStatus>(), Err(()));
}

#[test]
fn waiting_for_the_customer_stops_the_clock() {
    let mut ticket = head(Processing);
    ticket.move_to(WaitingCustomer, at(3600)).unwrap();
    assert!(!is_overdue(ticket.status, ticket.due_at, ticket.waiting_since, at(90_000)));
    ticket.move_to(Processing, at(3600 + 50_000)).unwrap();
    assert_eq!(ticket.due_at, Some(at(86_400 + 50_000)));
}

#[test]
fn lateness_from_before_the_question_remains() {
    let mut ticket = head(Processing);
    ticket.move_to(WaitingCustomer, at(90_000)).unwrap();
    assert!(is_overdue(ticket.status, ticket.due_at, ticket.waiting_since, at(90_001)));
}

#[test]
fn going_back_to_the_pool_takes_it_from_its_assignee() {
    let mut ticket = head(Processing);
    ticket.move_to(Pending, at(1)).unwrap();
    assert_eq!(ticket.assignee_id, None);
}

#[test]
fn it_can_be_opened_again_for_a_week_and_then_the_promise_starts_anew() {
    let week = REOPEN_WINDOW.num_seconds();
    assert_eq!(head(Resolved).check_reopen(at(week)), Ok(()));
    assert_eq!(head(Resolved).check_reopen(at(week + 1)), Err(TicketError::ReopenTooLate));
    for status in TicketStatus::ALL.into_iter().filter(|s| *s != Resolved) {
        assert!(head(status).check_reopen(at(1)).is_err(), "{status:?}");
    }
    let mut ticket = head(Resolved);
    ticket.move_to(Processing, at(1000)).unwrap();
    assert_eq!((ticket.resolved_at, ticket.due_at), (None, Some(at(1000) + TicketPriority::Normal.target())));
}

#[test]
fn it_is_rated_once_and_only_after_it_was_resolved() {
    for status in TicketStatus::ALL {
        let mut ticket = head(status);
        let rated = ticket.rate(4, None, at(5));
        assert_eq!(rated.is_ok(), matches!(status, Resolved | Closed), "{status:?}");
    }
    let mut ticket = head(Resolved);
    ticket.rate(4, Some("quick".into()), at(5)).unwrap();
    assert_eq!(ticket.rate(1, None, at(6)), Err(TicketError::AlreadyRated));
    assert_eq!(ticket.rating, Some(4));
}

#[test]
fn an_editor_that_saw_an_older_version_is_refused() {
    assert_eq!(head(Pending).check_version(Some(1)), Ok(()));
    assert_eq!(head(Pending).check_version(None), Ok(()));
    assert_eq!(head(Pending).check_version(Some(0)), Err(TicketError::Stale));
}

#[test]
fn numbers_carry_the_local_day_and_grow_past_four_digits() {
    let late = "2026-11-21T16:00:00Z".parse().unwrap();
    assert_eq!(day(late), 20_261_122);
    assert_eq!(number(20_261_122, 7), "TK202611220007");
    assert_eq!(number(20_261_122, 12_345), "TK2026112212345");
}

proptest! {
    /// However a ticket wanders: an end is an end, the time that the customer took is never counted
    /// against us, and its dates fit its state.
    #[test]
    fn a_wandering_ticket_stays_sound(steps in prop::collection::vec((0usize..7, 1i64..100_000), 0..40)) {
        let mut ticket = head(Pending);
        let (mut now, mut promise, mut waited, mut asked) = (0, at(86_400), 0, None);
        for (to, pause) in steps {
            now += pause;
            let (before, to) = (ticket.clone(), TicketStatus::ALL[to]);
            if ticket.move_to(to, at(now)).is_err() {
                prop_assert_eq!(&ticket, &before);
                continue;
            }
            prop_assert!(!before.status.is_final());
            waited += asked.take().map_or(0, |since| now - since);
            if to == WaitingCustomer {
                asked = Some(now);
            }
            if before.status == Resolved && to == Processing {
                (promise, waited) = (at(now) + TicketPriority::Normal.target(), 0);
            }
            prop_assert_eq!(ticket.due_at, Some(promise + TimeDelta::seconds(waited)));
            prop_assert_eq!(ticket.waiting_since.is_some(), ticket.status == WaitingCustomer);
            prop_assert_eq!(ticket.closed_at.is_some(), ticket.status.is_final());
            prop_assert_eq!(ticket.resolved_at.is_some(), matches!(ticket.status, Resolved | Closed));
        }
    }
}
