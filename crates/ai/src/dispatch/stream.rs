//! The body of a streamed answer. It reads the provider as the client reads it; nothing is stored but what is
//! on its way. When the client goes, the provider is read on for a while, for its count of tokens.

use std::{
    collections::VecDeque,
    future::Future,
    pin::Pin,
    sync::atomic::Ordering,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep_until};

use super::{
    attempt::{outcome, success},
    running::{End, Running},
};
use crate::{
    breaker::Outcome,
    metering::Status,
    wire::{ErrorKind, Failure, Fault, Pipe, StreamFault},
};

/// A stream whose client has gone is read on for so long.
const DRAIN: Duration = Duration::from_secs(10);

pub struct StreamBody {
    /// None when the provider has ended, well or not.
    flow: Option<Flow>,
    ready: VecDeque<Bytes>,
    /// The idle deadline, never later than the total one.
    deadline: Pin<Box<Sleep>>,
    idle: Duration,
    until: Instant,
    /// Scratch for the pipe.
    out: Vec<Bytes>,
}

/// A provider at work.
struct Flow {
    source: Incoming,
    pipe: Pipe,
    running: Running,
}

impl StreamBody {
    /// `first`: what has come and the client has not been told.
    pub fn new(source: Incoming, pipe: Pipe, running: Running, first: Vec<Bytes>) -> Self {
        let (now, idle) = (Instant::now(), running.account.idle);
        let until = now + running.account.total.saturating_sub(running.elapsed());
        let flow = Some(Flow { source, pipe, running });
        Self {
            flow,
            ready: first.into(),
            deadline: Box::pin(sleep_until((now + idle).min(until))),
            idle,
            until,
            out: Vec::new(),
        }
    }

    /// One that came at once, whole.
    pub fn whole(pipe: &Pipe, running: Running, first: Vec<Bytes>) -> Self {
        let body = Self::ended(&running, first);
        running.end(success(pipe.usage(), pipe.delivered_tokens()));
        body
    }

    /// One that says what came and then that it failed.
    pub fn failed(mut pipe: Pipe, running: Running, mut first: Vec<Bytes>, fault: &StreamFault) -> Self {
        first.push(told(&mut pipe, &running, fault, Status::Error));
        let body = Self::ended(&running, first);
        running.end(cut(&pipe, Status::Error, outcome(fault.fault)));
        body
    }

    fn ended(running: &Running, first: Vec<Bytes>) -> Self {
        let (now, idle) = (Instant::now(), running.account.idle);
        Self {
            flow: None,
            ready: first.into(),
            deadline: Box::pin(sleep_until(now)),
            idle,
            until: now,
            out: Vec::new(),
        }
    }

    fn fail(&mut self, fault: &StreamFault, status: Status, outcome: Outcome) {
        let Some(Flow { mut pipe, running, .. }) = self.flow.take() else { return };
        self.ready.push_back(told(&mut pipe, &running, fault, status));
        running.end(cut(&pipe, status, outcome));
    }

    /// What the provider said next; nothing = it closed the stream.
    fn take(&mut self, polled: Option<Result<Frame<Bytes>, hyper::Error>>) {
        let Some(flow) = &mut self.flow else { return };
        let is_end = polled.is_none();
        let taken = match polled {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => flow.pipe.push(data, &mut self.out),
                // Trailers say nothing here.
                Err(_) => Ok(()),
            },
            Some(Err(_)) => {
                Err(StreamFault { fault: Fault::Garbage, message: "The provider's stream broke off".into() })
            }
            None => flow.pipe.finish(&mut self.out),
        };
        self.ready.extend(self.out.drain(..));
        match taken {
            Err(fault) => self.fail(&fault, Status::Error, outcome(fault.fault)),
            Ok(()) if is_end => {
                // Booked before the client gets the last piece.
                if let Some(Flow { pipe, running, .. }) = self.flow.take() {
                    running.end(success(pipe.usage(), pipe.delivered_tokens()));
                }
            }
            Ok(()) => {
                let next = (Instant::now() + self.idle).min(self.until);
                self.deadline.as_mut().reset(next);
            }
        }
    }
}

/// The end that the client is told, in its own format; never one that looks whole.
fn told(pipe: &mut Pipe, running: &Running, fault: &StreamFault, status: Status) -> Bytes {
    let kind = if status == Status::Timeout { ErrorKind::Timeout } else { ErrorKind::Upstream };
    let request_id = &running.call().request_id;
    pipe.fail(&Failure { kind, message: &fault.message, param: None, retry_after: None, request_id })
}

fn cut(pipe: &Pipe, status: Status, outcome: Outcome) -> End {
    let error = if status == Status::Cancelled { "client_gone" } else { "stream" };
    // A provider that came to its end has counted everything; an earlier count may lack what was delivered since.
    let delivered = if pipe.is_whole() && pipe.usage().is_some() { 0 } else { pipe.delivered_tokens() };
    End { status, error: Some(error.into()), usage: pipe.usage(), delivered, outcome }
}

impl Body for StreamBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        loop {
            if let Some(piece) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(Frame::data(piece))));
            }
            let Some(flow) = &mut self.flow else { return Poll::Ready(None) };
            match Pin::new(&mut flow.source).poll_frame(cx) {
                Poll::Ready(polled) => self.take(polled),
                Poll::Pending => {
                    if self.deadline.as_mut().poll(cx).is_pending() {
                        return Poll::Pending;
                    }
                    let fault = StreamFault { fault: Fault::Garbage, message: "The provider fell silent".into() };
                    self.fail(&fault, Status::Timeout, Outcome::Stalled);
                }
            }
        }
    }
}

impl Drop for StreamBody {
    /// The client has gone. The provider's count is worth some seconds; without it, what was delivered counts.
    fn drop(&mut self) {
        let Some(Flow { mut source, mut pipe, running }) = self.flow.take() else { return };
        running.abandoned().store(true, Ordering::Relaxed);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            running.end(cut(&pipe, Status::Cancelled, Outcome::Neutral));
            return;
        };
        runtime.spawn(async move {
            let mut out = Vec::new();
            let drained = tokio::time::timeout(DRAIN, async {
                while let Some(Ok(frame)) = source.frame().await {
                    let Ok(data) = frame.into_data() else { continue };
                    if pipe.push(data, &mut out).is_err() {
                        return;
                    }
                    out.clear();
                }
            });
            // Too slow, or broken: what came counts.
            drop(drained.await);
            running.end(cut(&pipe, Status::Cancelled, Outcome::Neutral));
        });
    }
}
