//! The checker of the crash tests: what was acknowledged to somebody must be there once, at the place that
//! the acknowledgement named, in the same order for everybody.

use std::collections::HashMap;

/// One message as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub client_message_id: String,
    pub id: i64,
    pub seq: i64,
}

/// What one sender was told.
#[derive(Debug, Default)]
pub struct Ledger {
    /// In the order of sending; a sender waits for each acknowledgement before it goes on.
    acks: Vec<Seen>,
}

impl Ledger {
    pub fn record(&mut self, ack: Seen) {
        self.acks.push(ack);
    }

    pub fn len(&self) -> usize {
        self.acks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.acks.is_empty()
    }
}

/// All faults of one conversation, in words; empty means none lost, none doubled, one order.
///
/// `fetched` is what REST lists, `views` what each socket delivered (with the name of whose it is).
pub fn faults(ledgers: &[(&str, &Ledger)], fetched: &[Seen], views: &[(&str, &[Seen])]) -> Vec<String> {
    let mut faults = Vec::new();
    rising(&mut faults, "the fetched list", fetched);
    let mut places: HashMap<&str, Vec<&Seen>> = HashMap::new();
    for message in fetched {
        places.entry(&message.client_message_id).or_default().push(message);
    }
    let mut acknowledged = 0;
    for (who, ledger) in ledgers {
        acknowledged += ledger.len();
        rising(&mut faults, &format!("the acknowledgements of {who}"), &ledger.acks);
        for ack in &ledger.acks {
            match places.get(ack.client_message_id.as_str()).map(Vec::as_slice) {
                None => faults.push(format!("lost: {who} was told {ack:?}")),
                Some([one]) if *one == ack => {}
                Some([one]) => faults.push(format!("moved: {who} was told {ack:?}, but there is {one:?}")),
                Some(many) => faults.push(format!("doubled: {many:?}")),
            }
        }
    }
    if fetched.len() != acknowledged {
        faults.push(format!("{acknowledged} messages were acknowledged, {} are there", fetched.len()));
    }
    for (who, view) in views {
        if let Some(at) = (0..fetched.len().max(view.len())).find(|&at| fetched.get(at) != view.get(at)) {
            faults.push(format!(
                "{who} saw something else at place {at}: {:?} instead of {:?}",
                view.get(at),
                fetched.get(at)
            ));
        }
    }
    faults
}

fn rising(faults: &mut Vec<String>, what: &str, messages: &[Seen]) {
    for pair in messages.windows(2) {
        if pair[0].seq >= pair[1].seq {
            faults.push(format!("{what} does not rise: {:?} before {:?}", pair[0], pair[1]));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(n: i64) -> Seen {
        Seen { client_message_id: format!("m{n}"), id: n + 100, seq: n }
    }

    fn ledger(numbers: impl IntoIterator<Item = i64>) -> Ledger {
        let mut ledger = Ledger::default();
        numbers.into_iter().for_each(|n| ledger.record(seen(n)));
        ledger
    }

    proptest! {
        #[test]
        fn an_honest_server_has_no_faults(sides in proptest::collection::vec(any::<bool>(), 0..60)) {
            let all: Vec<Seen> = (1..=sides.len() as i64).map(seen).collect();
            let by = |side| ledger(sides.iter().zip(1_i64..).filter(|(s, _)| **s == side).map(|(_, n)| n));
            let (a, b) = (by(true), by(false));
            prop_assert!(faults(&[("a", &a), ("b", &b)], &all, &[("a", &all), ("b", &all)]).is_empty());
        }

        #[test]
        fn every_kind_of_harm_is_found(length in 2_usize..40, at in 0_usize..40, kind in 0..6) {
            let at = at % (length - 1);
            let all: Vec<Seen> = (1..=length as i64).map(seen).collect();
            let (mut fetched, mut view) = (all.clone(), all.clone());
            match kind {
                0 => { fetched.remove(at); view.remove(at); }
                1 => { let twin = Seen { id: 9999, seq: length as i64 + 1, ..all[at].clone() }; fetched.push(twin.clone()); view.push(twin); }
                2 => view.swap(at, at + 1),
                3 => { view.remove(at); }
                4 => { let twin = view[at].clone(); view.insert(at, twin); }
                _ => fetched[at].id += 1,
            }
            let ledger = ledger(1..=length as i64);
            prop_assert!(!faults(&[("a", &ledger)], &fetched, &[("a", &view)]).is_empty());
        }
    }
}
