use proptest::prelude::{ProptestConfig, Strategy as Generated, any, prop_assert, prop_assert_eq, proptest};

use super::*;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

fn candidates() -> impl Generated<Value = Vec<Candidate>> {
    let one = (0i32..4, 0i32..4, proptest::option::of(0i64..5));
    proptest::collection::btree_map(1i64..20, one, 0..8).prop_map(|map| {
        map.into_iter()
            .map(|(user_id, (load, capacity, last))| Candidate {
                user_id,
                name: format!("agent {user_id}"),
                load,
                capacity,
                last_assigned_at: last.map(at),
            })
            .collect()
    })
}

fn snapshots() -> impl Generated<Value = Snapshot> {
    (any::<bool>(), proptest::option::of(0i64..21), candidates()).prop_map(|(least, last_user_id, candidates)| {
        Snapshot {
            strategy: if least { Strategy::LeastLoaded } else { Strategy::RoundRobin },
            last_user_id,
            queued_at: at(0),
            candidates,
        }
    })
}

/// The rule said slowly: walk the round, or keep whoever nobody beats.
fn oracle(s: &Snapshot) -> Option<i64> {
    match s.strategy {
        Strategy::RoundRobin => {
            let start = s.last_user_id.unwrap_or(0);
            let round = (start + 1..=start + 40).map(|n| n % 40);
            round.into_iter().find(|id| s.candidates.iter().any(|c| c.user_id == *id && c.load < c.capacity))
        }
        Strategy::LeastLoaded => {
            let beats = |a: &Candidate, b: &Candidate| {
                if a.load != b.load {
                    return a.load < b.load;
                }
                match (a.last_assigned_at, b.last_assigned_at) {
                    (None, Some(_)) => true,
                    (Some(_), None) => false,
                    (Some(x), Some(y)) if x != y => x < y,
                    _ => a.user_id < b.user_id,
                }
            };
            let free: Vec<_> = s.candidates.iter().filter(|c| c.load < c.capacity).collect();
            free.iter().find(|a| free.iter().all(|b| a.user_id == b.user_id || beats(a, b))).map(|c| c.user_id)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_decision_is_the_one_that_the_slow_rule_makes(s in snapshots()) {
        prop_assert_eq!(decide(&s, at(60)).map(|d| d.assignee), oracle(&s));
    }

    #[test]
    fn a_decision_explains_itself(s in snapshots()) {
        if let Some(d) = decide(&s, at(60)) {
            let first = &d.explain.candidates[0];
            prop_assert!(first.user_id == d.assignee && first.fits);
            prop_assert_eq!(d.explain.online, s.candidates.len());
            prop_assert_eq!(d.explain.waited_sec, 60);
            prop_assert!(d.explain.candidates.len() <= CONSIDERED_MAX);
        } else {
            prop_assert!(s.candidates.iter().all(|c| !c.fits()));
        }
    }

    /// Many decisions in a row, with closes in between: nobody exceeds the capacity, nobody is left
    /// waiting while there is room, and under least-loaded equal agents end up equally loaded.
    #[test]
    fn a_day_of_decisions_is_within_capacity_and_even(
        least in any::<bool>(), agents in 1usize..6, capacity in 1i32..5, steps in proptest::collection::vec(0u8..4, 1..80),
    ) {
        let strategy = if least { Strategy::LeastLoaded } else { Strategy::RoundRobin };
        let mut s = Snapshot { strategy, last_user_id: None, queued_at: at(0), candidates: (1..=agents).map(|n| Candidate {
            user_id: n as i64, name: String::new(), load: 0, capacity, last_assigned_at: None }).collect() };
        let mut served = vec![0i32; agents + 1];
        for (n, step) in steps.iter().enumerate() {
            if *step == 3 {
                if let Some(c) = s.candidates.iter_mut().find(|c| c.load > 0) { c.load -= 1; }
                continue;
            }
            match decide(&s, at(n as i64)) {
                Some(d) => {
                    let c = s.candidates.iter_mut().find(|c| c.user_id == d.assignee).unwrap();
                    c.load += 1;
                    c.last_assigned_at = Some(at(n as i64));
                    served[d.assignee as usize] += 1;
                    s.last_user_id = Some(d.assignee);
                    prop_assert!(c.load <= c.capacity);
                }
                None => prop_assert!(s.candidates.iter().all(|c| c.load == c.capacity)),
            }
        }
        if !steps.contains(&3) {
            let (low, high) = (served[1..].iter().min().unwrap(), served[1..].iter().max().unwrap());
            prop_assert!(high - low <= 1, "without closes both strategies deal evenly: {served:?}");
        }
    }
}
