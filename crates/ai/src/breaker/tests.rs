use proptest::prelude::*;

use super::*;

fn opened() -> Breaker {
    let mut b = Breaker::default();
    b.record(0, Pass::Yes, Outcome::Stalled);
    b
}

#[test]
fn two_faults_in_a_row_open_and_one_probe_closes() {
    let mut b = Breaker::default();
    assert_eq!(b.record(0, Pass::Yes, Outcome::Fault), None);
    assert_eq!(b.record(0, Pass::Yes, Outcome::Fault), Some(Change::Opened { cooldown: COOLDOWN_MIN }));
    assert_eq!(b.enter(4_999), Pass::No { until: 5_000 });
    assert_eq!(b.enter(5_000), Pass::Probe);
    assert!(matches!(b.enter(5_001), Pass::No { .. }), "one probe at a time");
    assert_eq!(b.record(5_100, Pass::Probe, Outcome::Success), Some(Change::Closed));
    assert_eq!(b.enter(5_101), Pass::Yes);
}

#[test]
fn a_failed_probe_waits_longer() {
    let mut b = opened();
    assert_eq!(b.enter(5_000), Pass::Probe);
    assert_eq!(b.record(5_000, Pass::Probe, Outcome::Fault), None, "it was open all the time");
    assert_eq!(b.peek(14_999), Pass::No { until: 15_000 });
    assert_eq!(b.peek(15_000), Pass::Probe);
}

#[test]
fn the_clients_faults_never_count_and_give_the_probe_back() {
    let mut b = Breaker::default();
    for _ in 0..100 {
        assert_eq!(b.record(0, Pass::Yes, Outcome::Neutral), None);
    }
    assert_eq!(b.peek(0), Pass::Yes);
    let mut b = opened();
    assert_eq!(b.enter(5_000), Pass::Probe);
    b.record(5_010, Pass::Probe, Outcome::Neutral);
    assert_eq!(b.enter(5_010), Pass::Probe);
}

#[test]
fn retry_after_is_a_floor_within_reason() {
    let limited = |s| Outcome::Limited { retry_after: Some(Duration::from_secs(s)) };
    let mut b = Breaker::default();
    b.record(0, Pass::Yes, limited(20));
    assert_eq!(b.peek(19_999), Pass::No { until: 20_000 });
    let mut b = Breaker::default();
    b.record(0, Pass::Yes, limited(1));
    assert_eq!(b.peek(4_999), Pass::No { until: 5_000 }, "never shorter than ours");
    let mut b = Breaker::default();
    b.record(0, Pass::Yes, limited(10_000_000));
    assert_eq!(b.peek(0), Pass::No { until: 86_400_000 });
}

#[test]
fn every_other_call_failing_opens_too() {
    let mut b = Breaker::default();
    let changes =
        (0..WINDOW).filter_map(|n| b.record(0, Pass::Yes, if n % 2 == 0 { Outcome::Fault } else { Outcome::Success }));
    assert_eq!(changes.count(), 1);
}

#[test]
fn success_from_before_does_not_close() {
    let mut b = opened();
    assert_eq!(b.record(10, Pass::Yes, Outcome::Success), None);
    assert!(matches!(b.peek(11), Pass::No { .. }));
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        3 => Just(Outcome::Success),
        1 => Just(Outcome::Neutral),
        3 => Just(Outcome::Fault),
        1 => Just(Outcome::Stalled),
        1 => (0_u64..100).prop_map(|s| Outcome::Limited { retry_after: Some(Duration::from_secs(s)) }),
        1 => Just(Outcome::QuotaGone),
        1 => Just(Outcome::CredentialDead),
    ]
}

proptest! {
    /// Calls come at random times and end in any order: there is never a second probe while one is out, an
    /// account is never shut for ever, and events alternate.
    #[test]
    fn one_probe_at_a_time_and_a_way_back(steps in prop::collection::vec((0_u64..8_000, outcome(), any::<bool>()), 1..200)) {
        let (mut b, mut now) = (Breaker::default(), 0);
        let mut out: Vec<Pass> = Vec::new();
        let mut is_open = false;
        for (wait, outcome, starts) in steps {
            now += wait;
            if starts {
                match b.enter(now) {
                    Pass::No { until } => prop_assert!(until > now),
                    pass => {
                        prop_assert!(pass == Pass::Yes || !out.contains(&Pass::Probe) || b.peek(now) != Pass::Yes);
                        out.push(pass);
                    }
                }
            } else if let Some(pass) = out.pop() {
                match b.record(now, pass, outcome) {
                    Some(Change::Opened { cooldown }) => {
                        prop_assert!(!is_open && cooldown >= COOLDOWN_MIN);
                        is_open = true;
                    }
                    Some(Change::Closed) => {
                        prop_assert!(is_open);
                        is_open = false;
                    }
                    None => {}
                }
            }
        }
        prop_assert!(matches!(b.peek(now + 2 * 86_400_000), Pass::Yes | Pass::Probe));
    }
}
