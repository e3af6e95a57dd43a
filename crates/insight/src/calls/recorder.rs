//! The layer that times each request, and the task that writes what it saw.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use kernel::{App, caller::CallerSlot, http::context};
use tokio::sync::{broadcast, mpsc};

use super::{ApiCall, NewCall, store};

/// Calls that wait to be written. Beyond this they are counted and dropped: telemetry must not slow a request.
const WAITING_MAX: usize = 20_000;
const BATCH_MAX: usize = 500;
const BATCH_EVERY: Duration = Duration::from_millis(300);
/// Rows are kept for this long.
const KEEP_DAYS: i32 = 7;

#[derive(Clone)]
pub struct Recorder(Arc<Shared>);

struct Shared {
    calls: mpsc::Sender<NewCall>,
    live: broadcast::Sender<Arc<ApiCall>>,
    dropped: AtomicU64,
}

/// The receiving end, to be handed to [`Recorder::start`].
pub struct Inbox(mpsc::Receiver<NewCall>);

impl Recorder {
    pub fn new() -> (Self, Inbox) {
        let (calls, inbox) = mpsc::channel(WAITING_MAX);
        let live = broadcast::channel(1024).0;
        (Self(Arc::new(Shared { calls, live, dropped: AtomicU64::new(0) })), Inbox(inbox))
    }

    /// Calls as they are recorded.
    pub fn live(&self) -> broadcast::Receiver<Arc<ApiCall>> {
        self.0.live.subscribe()
    }

    pub fn start(&self, app: &App, inbox: Inbox) {
        let (recorder, app_for_task) = (self.clone(), app.clone());
        app.spawn("api call recorder", async move { recorder.write_batches(app_for_task, inbox.0).await });
        let app_for_task = app.clone();
        app.spawn("api call pruning", async move { prune(app_for_task).await });
    }

    fn record(&self, call: NewCall) {
        if self.0.calls.try_send(call).is_err() && self.0.dropped.fetch_add(1, Ordering::Relaxed).is_multiple_of(1000) {
            tracing::warn!("API calls are not recorded: the database cannot keep up");
        }
    }

    async fn write_batches(&self, app: App, mut inbox: mpsc::Receiver<NewCall>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        loop {
            let received = tokio::select! {
                n = inbox.recv_many(&mut batch, BATCH_MAX) => n,
                () = app.stop().cancelled() => {
                    // What was taken in before the stop is still written.
                    while let Ok(call) = inbox.try_recv() { batch.push(call); }
                    0
                }
            };
            if !batch.is_empty() && self.write(&app, &batch).await.is_err() {
                tracing::warn!(calls = batch.len(), "API calls could not be recorded");
            }
            batch.clear();
            if received == 0 {
                return;
            }
            tokio::select! { () = tokio::time::sleep(BATCH_EVERY) => {}, () = app.stop().cancelled() => {} }
        }
    }

    async fn write(&self, app: &App, batch: &[NewCall]) -> kernel::Result<()> {
        let mut tx = app.db().begin_platform().await?;
        let calls = store::insert(&mut tx, batch).await?;
        tx.commit().await?;
        for call in calls {
            // Nobody watching is the usual case.
            drop(self.0.live.send(Arc::new(call)));
        }
        Ok(())
    }
}

async fn prune(app: App) {
    while app.stop().run_until_cancelled(tokio::time::sleep(Duration::from_secs(600))).await.is_some() {
        let pruned = async {
            let mut tx = app.db().begin_platform().await?;
            let n = store::prune(&mut tx, KEEP_DAYS).await?;
            tx.commit().await?;
            Ok::<_, kernel::Error>(n)
        };
        match pruned.await {
            Ok(0) => {}
            Ok(n) => tracing::info!(rows = n, "pruned API calls"),
            Err(e) => tracing::warn!(error = %e, "pruning API calls failed"),
        }
    }
}

/// The layer. It stands inside [`context::track`] and outside everything that can refuse a request.
pub async fn measure(State(recorder): State<Recorder>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let slot = CallerSlot::default();
    request.extensions_mut().insert(slot.clone());
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "unmatched".to_owned(), |m| m.as_str().to_owned());
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let request_bytes = length(request.headers());
    let seen = context::current();
    let response = next.run(request).await;
    let caller = slot.get();
    let took = started.elapsed();
    metrics::histogram!("http_request_seconds", "method" => method.clone(), "route" => route.clone(), "status" => response.status().as_u16().to_string())
        .record(took.as_secs_f64());
    recorder.record(NewCall {
        request_id: seen.trace_id.clone(),
        at: seen.at,
        tenant: caller.map(|c| c.tenant),
        principal: caller.map_or_else(|| "anonymous".into(), |c| format!("{}/{}", c.kind.as_str(), c.id)),
        method,
        route,
        path: path.chars().take(500).collect(),
        status: i16::try_from(response.status().as_u16()).unwrap_or(599),
        latency_us: i64::try_from(took.as_micros()).unwrap_or(i64::MAX),
        request_bytes,
        response_bytes: length(response.headers()).max(http_body_size(&response)),
        ip: seen.ip.map(|ip| ip.to_string()),
    });
    response
}

fn length(headers: &axum::http::HeaderMap) -> i64 {
    headers.get(axum::http::header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok()).unwrap_or(0)
}

fn http_body_size(response: &Response) -> i64 {
    use axum::body::HttpBody;
    response.body().size_hint().exact().and_then(|n| i64::try_from(n).ok()).unwrap_or(0)
}
