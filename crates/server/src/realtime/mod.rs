//! Realtime delivery: the event log, followed live. A [`Hub`] hands the commits of this process to
//! the [`Follower`]s that watch their streams; a follower knows what it has passed on and reads the
//! log for anything that is missing, so nothing depends on the hub being complete or in order.
//! WebSocket, server-sent events and long-poll are three thin shells around a follower (003 §8.15).

mod follower;
mod frame;
mod hub;
mod poll;
mod revocations;
mod sse;
mod streams;
mod ws;

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Router, routing::get};
use kernel::App;

pub use hub::Hub;

/// `/ws`; outside `/api/v1`, as 003 §8.15 spells it.
pub fn socket() -> Router<App> {
    Router::new().route("/ws", get(ws::upgrade))
}

/// The fallbacks for networks that break WebSockets (003 §1.1).
pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/events/stream",
            get_with(sse::follow, |o| {
                o.id("followEvents").summary("Follow streams by server-sent events.").tag("realtime")
            }),
        )
        .api_route(
            "/events/poll",
            get_with(poll::poll, |o| {
                o.id("pollEvents").summary("Wait for the next events of streams (long-poll).").tag("realtime")
            }),
        )
}
