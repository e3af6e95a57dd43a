//! The places of one account, and waiting for one.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

use super::fair::FairQueue;
use crate::groups::Priority;

#[derive(Debug, Default)]
struct Inside {
    in_flight: u32,
    waiting: FairQueue<oneshot::Sender<Place>>,
}

/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<Inside>>);

/// One call's place; given to the next who waits when it is dropped.
#[derive(Debug)]
#[must_use = "dropping it gives the place away"]
pub struct Place(Option<Gate>);

/// Why there was no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// Too many wait already.
    Full,
    /// None came free in time.
    TooLong,
}

impl Gate {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn in_flight(&self) -> u32 {
        self.inside().in_flight
    }
    pub fn waiting(&self) -> usize {
        self.inside().waiting.len()
    }

    /// A place at once, if one of `max` is free and nobody waits for it.
    pub fn try_enter(&self, max: u32) -> Option<Place> {
        let mut inside = self.inside();
        (inside.in_flight < max && inside.waiting.len() == 0).then(|| {
            inside.in_flight += 1;
            Place(Some(self.clone()))
        })
    }

    /// A place, waited for in the line of `priority`, at most `patience`.
    pub async fn enter(&self, max: u32, priority: Priority, patience: Duration) -> Result<Place, Turned> {
        if let Some(place) = self.try_enter(max) {
            return Ok(place);
        }
        let (sender, receiver) = oneshot::channel();
        {
            let mut inside = self.inside();
            // Who gave up does not take room.
            inside.waiting.retain(|w| !w.is_closed());
            if inside.waiting.push(priority, sender).is_err() {
                return Err(Turned::Full);
            }
        }
        // A place that comes in the very moment of giving up falls back to the gate when the receiver is dropped.
        match timeout(patience, receiver).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Turned::TooLong),
        }
    }

    fn leave(&self) {
        loop {
            let next = {
                let mut inside = self.inside();
                match inside.waiting.pop() {
                    // The place goes over without being free in between.
                    Some(next) => next,
                    None => {
                        inside.in_flight = inside.in_flight.saturating_sub(1);
                        return;
                    }
                }
            };
            match next.send(Place(Some(self.clone()))) {
                Ok(()) => return,
                // Nobody waits there any more: this hand-over is undone, the next one is asked.
                Err(mut place) => place.0 = None,
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(gate) = self.0.take() {
            gate.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_place_goes_to_the_next_in_line_and_priorities_go_first() {
        let gate = Gate::default();
        let place = gate.try_enter(1).unwrap();
        assert!(gate.try_enter(1).is_none());
        let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
        for (n, priority) in [(0, Priority::Low), (1, Priority::Low), (2, Priority::High)] {
            let (seat, told) = (gate.clone(), told.clone());
            tokio::spawn(async move {
                let _place = seat.enter(1, priority, LONG).await.unwrap();
                told.send(n).unwrap();
            });
            while gate.waiting() <= n {
                tokio::task::yield_now().await;
            }
        }
        drop(place);
        let got = [order.recv().await, order.recv().await, order.recv().await].map(Option::unwrap);
        assert_eq!(got, [2, 0, 1], "the high one overtakes both, and they stay in their order");
        while gate.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn waiting_has_an_end_and_leaves_nothing_behind() {
        let gate = Gate::default();
        let place = gate.try_enter(1).unwrap();
        assert_eq!(gate.enter(1, Priority::High, Duration::from_millis(5)).await.unwrap_err(), Turned::TooLong);
        drop(place);
        assert_eq!(gate.in_flight(), 0);
        assert!(gate.try_enter(1).is_some());
    }

    #[tokio::test]
    async fn a_thousand_calls_that_come_and_give_up_leak_no_place() {
        let gate = Gate::default();
        let mut all = tokio::task::JoinSet::new();
        for n in 0..1000_u64 {
            let gate = gate.clone();
            all.spawn(async move {
                let priority = [Priority::High, Priority::Medium, Priority::Low][(n % 3) as usize];
                if let Ok(place) = gate.enter(7, priority, Duration::from_micros(n % 50)).await {
                    assert!(gate.in_flight() <= 7);
                    tokio::task::yield_now().await;
                    drop(place);
                }
            });
        }
        while let Some(done) = all.join_next().await {
            done.unwrap();
        }
        assert_eq!((gate.in_flight(), gate.try_enter(7).is_some()), (0, true));
    }
}
