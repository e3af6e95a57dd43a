//! Who on this node follows which stream.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use identity::sign_in::ENDED_STREAM;
use kernel::{
    App, Principal, PrincipalKind, Stream, TenantId,
    bus::{Ephemeral, Signal},
    event::Committed,
};
use tokio::sync::{broadcast::error::RecvError, mpsc};

use super::revocations;

/// What a follower may have waiting. One that is further behind is closed, and resumes by number.
pub const WAITING_MAX: usize = 256;
/// How often streams are compared with the log: finds what other nodes wrote, and what a full bus lost.
const SWEEP: Duration = Duration::from_secs(1);

/// Well inside the desk's patience with a silent agent.
const BEAT: Duration = Duration::from_secs(10);

type Key = (TenantId, Stream);

#[derive(Debug, Clone)]
pub enum Push {
    Event(Arc<[Committed]>, usize),
    /// The stream has reached this number; the events are in the log.
    Behind(Stream, i64),
    Ephemeral(Arc<Ephemeral>),
    Revoked,
}

#[derive(Clone)]
pub struct Hub(Arc<Shared>);

struct Shared {
    next_id: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    followers: HashMap<u64, Entry>,
    by_stream: HashMap<Key, HashSet<u64>>,
    /// Sockets of each signed-in user, for presence.
    sockets: HashMap<(TenantId, i64), usize>,
    /// How often each user's last socket has closed: tells an absence from the one before it.
    departures: HashMap<(TenantId, i64), u64>,
    /// How far the ends of sign-ins were heard of, by tenant that somebody is connected of.
    heard: HashMap<TenantId, i64>,
}

struct Entry {
    principal: Principal,
    push: mpsc::Sender<Push>,
}

impl Hub {
    pub fn start(app: &App, identity: identity::Identity) -> Self {
        let hub = Self(Arc::new(Shared { next_id: AtomicU64::new(1), state: Mutex::default() }));
        let (forward, app_for_task) = (hub.clone(), app.clone());
        app.spawn("realtime hub", async move { forward.run(app_for_task, identity).await });
        let (beating, app_for_task) = (hub.clone(), app.clone());
        app.spawn("presence heartbeat", async move { beating.beat(app_for_task).await });
        hub
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn join(&self, principal: Principal) -> (u64, mpsc::Receiver<Push>) {
        let id = self.0.next_id.fetch_add(1, Ordering::Relaxed);
        let (push, pushed) = mpsc::channel(WAITING_MAX);
        let mut state = self.state();
        if principal.kind == PrincipalKind::User {
            *state.sockets.entry((principal.tenant, principal.id)).or_default() += 1;
        }
        state.followers.insert(id, Entry { principal, push });
        metrics::gauge!("realtime_followers").set(state.followers.len() as f64);
        (id, pushed)
    }

    /// Forgets a follower. Returns the user whose last socket this was, and which departure that is.
    pub(super) fn leave(&self, id: u64, streams: impl Iterator<Item = Stream>) -> Option<(TenantId, i64, u64)> {
        let mut state = self.state();
        let entry = state.followers.remove(&id)?;
        let tenant = entry.principal.tenant;
        for stream in streams {
            remove(&mut state.by_stream, (tenant, stream), id);
        }
        metrics::gauge!("realtime_followers").set(state.followers.len() as f64);
        if entry.principal.kind != PrincipalKind::User {
            return None;
        }
        let user = (tenant, entry.principal.id);
        let left = state.sockets.get_mut(&user)?;
        *left -= 1;
        if *left > 0 {
            return None;
        }
        state.sockets.remove(&user);
        let departure = state.departures.entry(user).or_default();
        *departure += 1;
        Some((user.0, user.1, *departure))
    }

    pub(super) fn watch(&self, id: u64, tenant: TenantId, stream: &Stream) {
        self.state().by_stream.entry((tenant, stream.clone())).or_default().insert(id);
    }

    pub(super) fn unwatch(&self, id: u64, tenant: TenantId, stream: &Stream) {
        remove(&mut self.state().by_stream, (tenant, stream.clone()), id);
    }

    /// True while the user has no socket on this node and had none since this departure.
    pub fn still_gone(&self, tenant: TenantId, user: i64, departure: u64) -> bool {
        let state = self.state();
        !state.sockets.contains_key(&(tenant, user)) && state.departures.get(&(tenant, user)) == Some(&departure)
    }

    async fn run(self, app: App, identity: identity::Identity) {
        let mut signals = app.bus().subscribe();
        let mut sweep = tokio::time::interval(SWEEP);
        sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                signal = signals.recv() => match signal {
                    Ok(signal) => self.forward(&signal),
                    Err(RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "the hub fell behind the bus; catching up from the log");
                        self.sweep(&app, &identity).await;
                    }
                    Err(RecvError::Closed) => return,
                },
                _ = sweep.tick() => self.sweep(&app, &identity).await,
                () = app.stop().cancelled() => return,
            }
        }
    }

    /// Says of every connected user that it is there; other nodes and a restart know it from the database.
    async fn beat(self, app: App) {
        while app.stop().run_until_cancelled(tokio::time::sleep(BEAT)).await.is_some() {
            let users: Vec<_> = self.state().sockets.keys().copied().collect();
            for (tenant, user) in users {
                if let Err(e) = desk::agents::heartbeat(&app, tenant, user).await {
                    tracing::warn!(error = %e, tenant, user, "a heartbeat could not be noted");
                }
            }
        }
    }

    fn forward(&self, signal: &Signal) {
        let mut state = self.state();
        match signal {
            Signal::Committed(events) => {
                for (i, event) in events.iter().enumerate() {
                    revocations::done_here(&mut state.heard, event);
                    state.send((event.tenant, event.stream.clone()), &Push::Event(events.clone(), i));
                }
            }
            Signal::Ephemeral(e) => state.send((e.tenant, e.stream.clone()), &Push::Ephemeral(e.clone())),
            Signal::Revoked { tenant, user, session } => {
                for entry in state.followers.values() {
                    let p = &entry.principal;
                    let is_all = user.is_none() && session.is_none();
                    let meant = p.tenant == *tenant
                        && (is_all
                            || session.is_some() && p.session == *session
                            || p.kind == PrincipalKind::User && *user == Some(p.id));
                    if meant {
                        // A full channel means that it is being closed as slow already.
                        drop(entry.push.try_send(Push::Revoked));
                    }
                }
            }
        }
    }

    async fn sweep(&self, app: &App, identity: &identity::Identity) {
        for (tenant, mut streams) in self.watched() {
            streams.push(ENDED_STREAM.to_owned());
            match heads(app, tenant, &streams).await {
                Ok(heads) => {
                    for (stream, seq) in heads {
                        if stream == ENDED_STREAM {
                            self.hear(app, identity, tenant, seq).await;
                            continue;
                        }
                        let stream = Stream(stream);
                        self.state().send((tenant, stream.clone()), &Push::Behind(stream, seq));
                    }
                }
                Err(e) => tracing::warn!(error = %e, tenant, "comparing streams with the log failed"),
            }
            match self.overdue(app, tenant).await {
                Ok(users) => {
                    for user in users {
                        // What is believed of its tokens is a second old at most and ends by itself.
                        self.forward(&Signal::Revoked { tenant, user: Some(user), session: None });
                    }
                }
                Err(e) => tracing::warn!(error = %e, tenant, "looking for second factors that are due failed"),
            }
            if !revocations::is_usable(app, tenant).await {
                self.forward(&Signal::Revoked { tenant, user: None, session: None });
            }
        }
    }

    /// Users with an open socket whose time to enrol a second factor is over: nothing but its passing says so.
    async fn overdue(&self, app: &App, tenant: TenantId) -> kernel::Result<Vec<i64>> {
        let users: Vec<i64> = self.state().sockets.keys().filter(|(of, _)| *of == tenant).map(|(_, id)| *id).collect();
        if users.is_empty() {
            return Ok(users);
        }
        let mut tx = app.db().begin_system(tenant).await?;
        identity::sign_in_policy::overdue_among(&mut tx, &users).await
    }

    /// The streams that are followed on this node, by every tenant that somebody is connected of.
    fn watched(&self) -> HashMap<TenantId, Vec<String>> {
        let mut state = self.state();
        let mut watched: HashMap<TenantId, Vec<String>> =
            state.followers.values().map(|f| (f.principal.tenant, Vec::new())).collect();
        for (tenant, stream) in state.by_stream.keys() {
            watched.entry(*tenant).or_default().push(stream.0.clone());
        }
        state.heard.retain(|tenant, _| watched.contains_key(tenant));
        watched
    }

    /// Ends the connections of those who were signed out, or got other rights, on another node.
    async fn hear(&self, app: &App, identity: &identity::Identity, tenant: TenantId, head: i64) {
        let heard = self.state().heard.get(&tenant).copied();
        if heard.is_some_and(|h| h >= head) {
            return;
        }
        match revocations::since(app, tenant, heard, head).await {
            Ok(all) => {
                for ended in all {
                    // The tokens first: a socket that comes back at once must not be let in by what was known.
                    identity.hear_of(tenant, &ended);
                    for signal in revocations::signals(tenant, &ended) {
                        self.forward(&signal);
                    }
                }
                let mut state = self.state();
                let heard = state.heard.entry(tenant).or_default();
                *heard = head.max(*heard);
            }
            Err(e) => tracing::warn!(error = %e, tenant, "reading the ends of sign-ins failed"),
        }
    }
}

impl State {
    fn send(&self, key: Key, push: &Push) {
        for id in self.by_stream.get(&key).into_iter().flatten() {
            if let Some(entry) = self.followers.get(id) {
                // A follower whose channel is full sees that it is behind, and closes itself.
                drop(entry.push.try_send(push.clone()));
            }
        }
    }
}

fn remove(by_stream: &mut HashMap<Key, HashSet<u64>>, key: Key, id: u64) {
    if let Some(ids) = by_stream.get_mut(&key) {
        ids.remove(&id);
        if ids.is_empty() {
            by_stream.remove(&key);
        }
    }
}

async fn heads(app: &App, tenant: TenantId, streams: &[String]) -> kernel::Result<Vec<(String, i64)>> {
    let mut tx = app.db().begin_system(tenant).await?;
    kernel::db::stream_heads(&mut tx, streams).await
}
