//! A request's body with two clocks, which run only while somebody waits for it: one from piece to piece, and one for
//! all of it, so that a byte now and then does not hold a request open for ever.

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Patience;

/// Raised when the client was too slow.
#[derive(Clone, Default)]
pub struct Flag(Arc<AtomicBool>);

impl Flag {
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The body broke off because the client was too slow.
#[derive(Debug)]
pub struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request came too slowly")
    }
}

impl std::error::Error for TooSlow {}

pub struct SlowBody {
    inner: Incoming,
    patience: Patience,
    flag: Flag,
    /// Since when this piece is waited for, and until when it will be.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    /// How long all pieces so far were waited for.
    waited: Duration,
    received: u64,
}

impl SlowBody {
    pub fn new(inner: Incoming, patience: Patience, flag: Flag) -> Self {
        Self { inner, patience, flag, waiting: None, waited: Duration::ZERO, received: 0 }
    }

    /// How long this piece may be waited for.
    fn allowed(&self) -> Duration {
        allowed(&self.patience, self.received, self.waited)
    }
}

fn allowed(patience: &Patience, received: u64, waited: Duration) -> Duration {
    let earned = Duration::from_secs(received / u64::from(patience.body_rate.max(1)));
    (patience.body_start + earned).saturating_sub(waited).min(patience.body_idle)
}

impl Body for SlowBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(piece) = Pin::new(&mut self.inner).poll_frame(cx) {
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &piece {
                self.received += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(piece.map(|p| p.map_err(Into::into)));
        }
        let allowed = self.allowed();
        let (_, until) = self.waiting.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(sleep_until(now + allowed)))
        });
        ready!(until.as_mut().poll(cx));
        self.flag.0.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err(TooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_waited_for_as_long_as_the_pace_of_all_allows() {
        let patience = Patience::with_connections(1);
        let s = Duration::from_secs;
        assert_eq!(allowed(&patience, 0, s(0)), s(30), "from piece to piece");
        assert_eq!(allowed(&patience, 10, s(50)), s(10), "a few bytes earn nothing");
        assert_eq!(allowed(&patience, 10, s(61)), s(0));
        assert_eq!(allowed(&patience, 20_000, s(90)), s(10), "40 seconds for 20 kB, and the first minute");
        // A photo of 2 MB at 2 kB/s takes 1,000 seconds and is welcome.
        assert_eq!(allowed(&patience, 1_000_000, s(500)), s(30));
    }
}
