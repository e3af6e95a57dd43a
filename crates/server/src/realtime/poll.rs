//! `GET /events/poll`: answers as soon as something is due, or empty after `wait` seconds.

use std::time::Duration;

use axum::{Extension, extract::State};
use kernel::{App, Caller, Error, Query, Reply, Result, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Hub, follower::Follower, sse::subscribe_all};

#[derive(Deserialize, JsonSchema, garde::Validate)]
pub struct Poll {
    /// Comma-separated `stream:lastSeq`.
    #[garde(length(min = 1, max = 4000))]
    #[schemars(length(min = 1, max = 4000))]
    pub streams: String,
    /// Seconds to wait for an event, at most 55.
    #[garde(range(max = 55))]
    #[schemars(range(max = 55))]
    pub wait: Option<u8>,
}

/// The frames that a socket would have carried.
#[derive(Serialize, JsonSchema)]
pub struct Frames {
    #[schemars(with = "Vec<serde_json::Value>")]
    pub frames: Vec<Box<RawValue>>,
}

pub async fn poll(
    Caller(principal): Caller,
    State(app): State<App>,
    Extension(hub): Extension<Hub>,
    Query(query): Query<Poll>,
) -> Result<Reply<Frames>> {
    let mut follower = Follower::join(app, hub, principal);
    let mut frames = subscribe_all(&mut follower, &query.streams).await?;
    if frames.iter().all(|f| f.greeting) {
        let wait = Duration::from_secs(query.wait.unwrap_or(25).into());
        match tokio::time::timeout(wait, follower.next()).await {
            Ok(Ok(more)) => frames.extend(more),
            Ok(Err(_)) => return Err(Error::new(code::UNAUTHENTICATED)),
            Err(_) => {}
        }
    }
    let frames = frames
        .into_iter()
        .map(|frame| RawValue::from_string(frame.text))
        .collect::<Result<_, _>>()
        .map_err(Error::internal)?;
    Ok(Reply(Frames { frames }))
}
