//! One client's view of its streams: every event once, in order, from where it left off.

use std::{collections::HashMap, sync::Arc};

use kernel::{App, Error, Principal, Result, Stream, bus::Ephemeral, db, error::code, event::Committed};
use tokio::sync::mpsc;

use super::{
    frame::Frame,
    hub::{Hub, Push, WAITING_MAX},
    streams,
};

/// A client that missed more than this reads the state afresh instead.
const REPLAY_MAX: i64 = 1000;
/// Streams that one client may follow at once.
const STREAMS_MAX: usize = 200;

pub struct Follower {
    app: App,
    hub: Hub,
    pub principal: Principal,
    pub id: u64,
    pushed: mpsc::Receiver<Push>,
    /// The number of the last event passed on, by stream.
    passed: HashMap<Stream, i64>,
}

/// Why following ends.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// The sign-in was revoked.
    Revoked,
    /// Too slow: it shall come back and resume.
    Slow,
    /// The program is going down.
    Stopping,
}

impl Follower {
    pub fn join(app: App, hub: Hub, principal: Principal) -> Self {
        let (id, pushed) = hub.join(principal.clone());
        Self { app, hub, principal, id, pushed, passed: HashMap::new() }
    }

    /// Begins to follow a stream. `after` = the last number the client has; `None` = from now on.
    pub async fn subscribe(&mut self, stream: Stream, after: Option<i64>) -> Result<Vec<Frame>> {
        if self.passed.len() >= STREAMS_MAX && !self.passed.contains_key(&stream) {
            return Err(Error::new(code::RATE_LIMITED).detail("too many streams on one connection"));
        }
        let mut tx = self.app.db().begin(&self.principal).await?;
        streams::check(&mut tx, &self.principal, &stream).await?;
        // Watch before reading, so that what commits in between is seen by one of the two.
        self.hub.watch(self.id, self.principal.tenant, &stream);
        let head = db::stream_seq(&mut tx, &stream).await?;
        let after = after.unwrap_or(head);
        let after = if stream.tells_newest() && after < head { head - 1 } else { after };
        self.passed.insert(stream.clone(), head);
        if after > head || head - after > REPLAY_MAX {
            return Ok(vec![Frame::reset(&stream, head)]);
        }
        let missed = db::read_stream(&mut tx, &stream, after, REPLAY_MAX).await?;
        let mut frames = vec![Frame::subscribed(&stream, head)];
        frames.extend(self.pass(&stream, missed));
        Ok(frames)
    }

    pub fn unsubscribe(&mut self, stream: &Stream) {
        self.hub.unwatch(self.id, self.principal.tenant, stream);
        self.passed.remove(stream);
    }

    /// The next frames; waits for them. Cancel-safe until a frame is on its way.
    pub async fn next(&mut self) -> Result<Vec<Frame>, End> {
        let stop = self.app.stop().clone();
        loop {
            let push = tokio::select! {
                push = self.pushed.recv() => push,
                () = stop.cancelled() => return Err(End::Stopping),
            };
            if self.pushed.len() >= WAITING_MAX - 1 {
                return Err(End::Slow);
            }
            let frames = match push {
                None => return Err(End::Stopping),
                Some(Push::Revoked) => return Err(End::Revoked),
                Some(Push::Ephemeral(e)) => self.ephemeral(&e).into_iter().collect(),
                Some(Push::Event(events, i)) => self.event(&events[i]).await,
                Some(Push::Behind(stream, seq)) => self.catch_up(&stream, seq).await,
            };
            if !frames.is_empty() {
                return Ok(frames);
            }
        }
    }

    async fn event(&mut self, event: &Committed) -> Vec<Frame> {
        match self.passed.get(&event.stream) {
            // Rare, and asked about each time: what a customer's things show no more, it hears no more of.
            Some(_) if event.stream.tells_newest() => self.catch_up(&event.stream, event.seq).await,
            Some(&passed) if event.seq == passed + 1 => self.pass(&event.stream, vec![event.clone()]),
            // Commits of one stream can reach the bus out of order: the log has them in order.
            Some(&passed) if event.seq > passed => self.catch_up(&event.stream, event.seq).await,
            _ => Vec::new(),
        }
    }

    async fn catch_up(&mut self, stream: &Stream, seq: i64) -> Vec<Frame> {
        let Some(&passed) = self.passed.get(stream).filter(|&&p| p < seq) else { return Vec::new() };
        let read = async {
            let mut tx = self.app.db().begin(&self.principal).await?;
            if stream.tells_newest() {
                streams::check(&mut tx, &self.principal, stream).await?;
                return db::read_stream(&mut tx, stream, passed.max(seq - 1), 1).await;
            }
            db::read_stream(&mut tx, stream, passed, REPLAY_MAX).await
        };
        match read.await {
            Ok(events) => self.pass(stream, events),
            Err(e) if e.code == code::NOT_FOUND && stream.tells_newest() => {
                self.unsubscribe(stream);
                vec![Frame::ended(stream)]
            }
            Err(e) => {
                // The next event or sweep tries again; nothing is passed over.
                tracing::warn!(error = %e, "reading the log failed");
                Vec::new()
            }
        }
    }

    fn pass(&mut self, stream: &Stream, events: Vec<Committed>) -> Vec<Frame> {
        let staff = self.principal.is_staff();
        if let (Some(last), Some(passed)) = (events.last(), self.passed.get_mut(stream)) {
            *passed = (*passed).max(last.seq);
        }
        events.iter().filter_map(|e| Frame::event(e, staff)).collect()
    }

    fn ephemeral(&self, e: &Arc<Ephemeral>) -> Option<Frame> {
        (e.from_connection != Some(self.id)).then(|| Frame::ephemeral(e))
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        if let Some((tenant, user, departure)) = self.hub.leave(self.id, self.passed.keys().cloned()) {
            streams::last_socket_closed(&self.app, &self.hub, tenant, user, departure);
        }
    }
}
