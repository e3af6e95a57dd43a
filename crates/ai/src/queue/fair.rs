//! Start-time fair queueing over three priorities. Pure.

use std::collections::VecDeque;

use crate::groups::Priority;

/// Calls that may wait at one account; more are turned away at once.
pub const WAITING_MAX: usize = 256;
/// Least common multiple of the weights: a place costs a class `UNIT / weight` of virtual time.
const UNIT: u64 = 8;

fn weight(priority: Priority) -> u64 {
    match priority {
        Priority::High => 8,
        Priority::Medium => 4,
        Priority::Low => 1,
    }
}

fn index(priority: Priority) -> usize {
    match priority {
        Priority::High => 0,
        Priority::Medium => 1,
        Priority::Low => 2,
    }
}

/// Who waits, in three lines; the line whose turn came up first in virtual time is served.
#[derive(Debug)]
pub struct FairQueue<T> {
    lines: [VecDeque<(u64, T)>; 3],
    /// When the last in each line will have been served.
    finish: [u64; 3],
    now: u64,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self { lines: Default::default(), finish: [0; 3], now: 0 }
    }
}

impl<T> FairQueue<T> {
    pub fn len(&self) -> usize {
        self.lines.iter().map(VecDeque::len).sum()
    }

    /// Gives the item back when too many wait.
    pub fn push(&mut self, priority: Priority, item: T) -> Result<(), T> {
        if self.len() >= WAITING_MAX {
            return Err(item);
        }
        let line = index(priority);
        // A line that was empty begins now: it saved nothing up.
        let start = self.finish[line].max(self.now);
        self.finish[line] = start + UNIT / weight(priority);
        self.lines[line].push_back((start, item));
        Ok(())
    }

    pub fn pop(&mut self) -> Option<T> {
        let line = (0..3).filter_map(|l| self.lines[l].front().map(|(start, _)| (*start, l))).min()?.1;
        let (start, item) = self.lines[line].pop_front()?;
        self.now = start;
        Some(item)
    }

    /// Takes out who no longer waits.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        for line in &mut self.lines {
            line.retain(|(_, item)| keep(item));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_full_house_is_shared_eight_to_four_to_one() {
        let mut q = FairQueue::default();
        for _ in 0..80 {
            for p in [Priority::Low, Priority::Medium, Priority::High] {
                q.push(p, p).unwrap();
            }
        }
        let first: Vec<_> = (0..65).filter_map(|_| q.pop()).collect();
        let count = |p| first.iter().filter(|x| **x == p).count();
        assert_eq!((count(Priority::High), count(Priority::Medium), count(Priority::Low)), (40, 20, 5));
    }

    #[test]
    fn nobody_starves_and_the_house_is_bounded() {
        let mut q = FairQueue::default();
        q.push(Priority::Low, "low").unwrap();
        let mut served = 0;
        loop {
            q.push(Priority::High, "high").unwrap();
            served += 1;
            if q.pop() == Some("low") {
                break;
            }
        }
        assert!(served <= 9, "{served}");
        let mut full = FairQueue::default();
        assert_eq!((0..300).filter(|_| full.push(Priority::High, ()).is_ok()).count(), WAITING_MAX);
    }

    proptest! {
        /// Whatever comes and goes: everything that went in comes out once, each line in its order.
        #[test]
        fn lines_keep_their_order(steps in prop::collection::vec((0_u8..5, any::<bool>()), 1..300)) {
            let all = [Priority::High, Priority::Medium, Priority::Low];
            let (mut q, mut n, mut out) = (FairQueue::default(), 0_u32, Vec::new());
            for (which, pops) in steps {
                if pops { out.extend(q.pop()); } else {
                    let p = all[usize::from(which) % 3];
                    if q.push(p, (p, n)).is_ok() { n += 1; }
                }
            }
            while let Some(item) = q.pop() { out.push(item); }
            prop_assert_eq!(out.len(), n as usize);
            for p in all {
                let line: Vec<_> = out.iter().filter(|(x, _)| *x == p).map(|(_, n)| *n).collect();
                prop_assert!(line.is_sorted());
            }
        }
    }
}
