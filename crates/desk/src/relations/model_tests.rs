//! The rules of relations, against a model that looks at every hour.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

fn hour(n: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(n * 3600, 0).unwrap()
}

fn terms(priority: Priority, from: i64, until: Option<i64>) -> Terms {
    Terms {
        priority,
        rank: 1,
        problem_types: vec![],
        business_types: vec![],
        valid_from: hour(from),
        valid_until: until.map(hour),
    }
}

#[test]
fn a_state_is_a_matter_of_time() {
    let t = terms(Priority::Primary, 10, Some(20));
    let at = |n| RelationState::at(hour(n), &t, false);
    assert_eq!(
        (at(9), at(10), at(19), at(20)),
        (RelationState::Upcoming, RelationState::Active, RelationState::Active, RelationState::Expired)
    );
    assert_eq!(RelationState::at(hour(15), &t, true), RelationState::Ended);
    assert_eq!(RelationState::at(hour(10_000), &terms(Priority::Primary, 10, None), false), RelationState::Active);
}

#[test]
fn a_change_names_the_fields_that_differ() {
    let before = terms(Priority::Secondary, 1, None);
    let after = Terms { priority: Priority::Primary, problem_types: vec!["data".into()], ..before.clone() };
    let changes = before.changes(&after);
    assert_eq!(changes.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["priority", "problemTypes"]);
    assert_eq!((&changes[0].from, &changes[0].to), (&json!("secondary"), &json!("primary")));
    assert_eq!(before.changes(&before), []);
}

#[test]
fn nothing_leads_out_of_ended_and_a_stale_editor_is_told() {
    let head =
        Head { id: 1, customer_id: 1, team_id: 1, terms: terms(Priority::Primary, 1, None), version: 3, ended: false };
    assert_eq!(
        (head.check(Some(3)), head.check(None), head.check(Some(2))),
        (Ok(()), Ok(()), Err(RelationError::Stale))
    );
    let ended = Head { ended: true, ..head };
    assert_eq!((ended.check(Some(3)), ended.check(None)), (Err(RelationError::Ended), Err(RelationError::Ended)));
}

/// From, for how many hours, and whether primary; the team.
fn some() -> impl Strategy<Value = (i64, Terms)> {
    (1i64..4, any::<bool>(), 0i64..24, prop::option::of(1i64..12)).prop_map(|(team, primary, from, length)| {
        let priority = if primary { Priority::Primary } else { Priority::Secondary };
        (team, terms(priority, from, length.map(|l| from + l)))
    })
}

proptest! {
    #[test]
    fn at_no_hour_two_primary_teams_or_one_team_twice(all in prop::collection::vec(some(), 1..12)) {
        let mut held: Vec<Held> = Vec::new();
        for (n, (team, terms)) in (1..).zip(all) {
            let at = |h: i64, t: &Terms| RelationState::at(hour(h) + TimeDelta::minutes(30), t, false) == RelationState::Active;
            let clash = |f: &dyn Fn(&Held) -> bool| (0..60).any(|h| at(h, &terms) && held.iter().any(|o| f(o) && at(h, &o.terms)));
            let twice = clash(&|o| o.team_id == team);
            let taken = terms.priority == Priority::Primary && clash(&|o| o.terms.priority == Priority::Primary);
            let expected = if twice { Err(RelationError::PairTwice) } else if taken { Err(RelationError::PrimaryTaken) } else { Ok(()) };
            let found = check_beside(team, &terms, &held);
            prop_assert_eq!(&found, &expected);
            if found.is_ok() {
                held.push(Held { id: n, team_id: team, terms });
            }
        }
    }
}
