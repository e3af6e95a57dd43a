//! `/healthz` (the process lives), `/readyz` (it can serve) and `/metrics` (Prometheus).

use std::sync::OnceLock;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use kernel::{App, Error, Result, error::code, http::context, secret};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde_json::json;

pub fn routes() -> Router<App> {
    // Recorded from the start, also while nobody scrapes.
    let _ = handle();
    Router::new()
        .route("/healthz", get(|| async { Json(json!({ "status": "ok" })) }))
        .route("/readyz", get(ready))
        .route("/metrics", get(scrape))
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    let database = app.db().ping().await;
    let stopping = app.stop().is_cancelled();
    let status = if database && !stopping { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (
        status,
        Json(
            json!({ "status": if status.is_success() { "ready" } else { "not ready" }, "database": database, "stopping": stopping }),
        ),
    )
}

/// For this machine, or for whoever knows the operator's token: what it tells is nobody else's business. What a
/// proxy of this machine hands on is not this machine's own, whether or not the operator named that proxy.
async fn scrape(State(app): State<App>, headers: HeaderMap) -> Result<impl IntoResponse> {
    let shown =
        headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    // Digests, so that the time of the comparison tells nothing of the token.
    let is_known = app
        .settings()
        .metrics_token
        .as_deref()
        .is_some_and(|token| shown.map(secret::digest) == Some(secret::digest(token)));
    let is_handed_on =
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    let is_local = !is_handed_on && context::current().ip.is_some_and(|ip| ip.to_canonical().is_loopback());
    if !is_known && !is_local {
        return Err(Error::new(code::UNAUTHENTICATED));
    }
    Ok(([("content-type", "text/plain; version=0.0.4")], handle().map(PrometheusHandle::render).unwrap_or_default()))
}

/// One recorder a process, however many programs run in it (tests run many).
fn handle() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
            PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &buckets)
                .and_then(PrometheusBuilder::install_recorder)
                .ok()
        })
        .as_ref()
}
