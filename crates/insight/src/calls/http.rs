//! `/platform/calls` for the operator, `/calls` for a tenant's own view.

use std::convert::Infallible;

use aide::axum::{ApiRouter, routing::get_with};
use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{StreamExt, stream};
use kernel::{Allow, App, List, Page, PageQuery, Query, Reply, Result, perm};
use tokio::sync::broadcast::error::RecvError;

use super::{ApiCall, CallFilter, Recorder, store};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/platform/calls",
            get_with(list, |o| {
                o.id("listPlatformCalls").summary("API calls of all tenants, newest first.").tag("platform")
            }),
        )
        .api_route(
            "/platform/calls/stream",
            get_with(watch, |o| {
                o.id("watchPlatformCalls")
                    .summary("API calls as they happen: server-sent events named `call`.")
                    .tag("platform")
            }),
        )
        .api_route(
            "/calls",
            get_with(list_own, |o| {
                o.id("listCalls").summary("The tenant's own API calls, newest first.").tag("insight")
            }),
        )
}

async fn list(
    caller: Allow<perm::CallsRead>,
    State(app): State<App>,
    Query(filter): Query<CallFilter>,
) -> Result<List<ApiCall>> {
    let tx = caller.begin_platform(&app).await?;
    page(tx, filter).await
}

async fn list_own(
    caller: Allow<perm::CallsReadOwn>,
    State(app): State<App>,
    Query(filter): Query<CallFilter>,
) -> Result<List<ApiCall>> {
    let tx = app.db().begin_platform().await?;
    page(tx, CallFilter { tenant_id: Some(caller.principal.tenant), ..filter }).await
}

async fn page(mut tx: kernel::PlatformTx, filter: CallFilter) -> Result<List<ApiCall>> {
    let calls = store::list(&mut tx, &filter).await?;
    let total = match filter.is_empty() {
        true => store::estimate(&mut tx).await?.max(calls.len() as i64),
        false => store::count(&mut tx, &filter).await?,
    };
    let size = u32::try_from(filter.size.unwrap_or(50)).unwrap_or(50);
    Ok(Reply(Page::new(calls, total, &PageQuery { page: 1, size })))
}

async fn watch(
    caller: Allow<perm::CallsRead>,
    State(app): State<App>,
    Extension(recorder): Extension<Recorder>,
    Query(filter): Query<CallFilter>,
) -> Result<EventStream> {
    // Only the platform tenant passes here.
    drop(caller.begin_platform(&app).await?);
    let stop = app.stop().clone();
    let calls = stream::unfold(recorder.live(), |mut live| async move {
        loop {
            match live.recv().await {
                Ok(call) => return Some((call, live)),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let events = calls
        .take_until(async move { stop.cancelled().await })
        .filter(move |call| std::future::ready(filter.matches(call)))
        .map(|call| {
            Ok::<_, Infallible>(
                Event::default()
                    .event("call")
                    .id(call.id.to_string())
                    .data(serde_json::to_string(&*call).unwrap_or_default()),
            )
        });
    Ok(EventStream(Sse::new(events.boxed()).keep_alive(KeepAlive::default()).into_response()))
}

/// Server-sent events.
struct EventStream(Response);

impl IntoResponse for EventStream {
    fn into_response(self) -> Response {
        self.0
    }
}

impl aide::OperationOutput for EventStream {
    type Inner = String;
    fn inferred_responses(
        _: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let content = [("text/event-stream".to_owned(), aide::openapi::MediaType::default())].into_iter().collect();
        let response =
            aide::openapi::Response { description: "An endless stream.".into(), content, ..Default::default() };
        vec![(Some(aide::openapi::StatusCode::Code(200)), response)]
    }
}
