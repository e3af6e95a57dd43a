//! `GET /events/stream?streams=conversation/12:41,user/3:0`: the same frames as over the socket.

use std::convert::Infallible;

use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{StreamExt, stream};
use kernel::{App, Caller, Error, Query, Result, Stream, error::code};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Hub, follower::Follower, frame::Frame};

#[derive(Deserialize, JsonSchema, garde::Validate)]
pub struct Follow {
    /// Comma-separated `stream:lastSeq`; without a number, from now on.
    #[garde(length(min = 1, max = 4000))]
    #[schemars(length(min = 1, max = 4000))]
    pub streams: String,
}

/// `conversation/12:41,user/3` as streams with the number the client has.
pub fn parse(text: &str) -> Result<Vec<(Stream, Option<i64>)>> {
    text.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| match part.rsplit_once(':') {
            None => Ok((Stream(part.to_owned()), None)),
            Some((name, seq)) => {
                let seq = seq.parse().map_err(|_| Error::field("streams", "a stream's number is a whole number"))?;
                Ok((Stream(name.to_owned()), Some(seq)))
            }
        })
        .collect()
}

/// Subscribes to all of them; frames that are due at once come first. One that has ended meanwhile does not
/// keep the others from being heard.
pub async fn subscribe_all(follower: &mut Follower, streams: &str) -> Result<Vec<Frame>> {
    let mut frames = Vec::new();
    for (stream, after) in parse(streams)? {
        match follower.subscribe(stream.clone(), after).await {
            Err(e) if e.code == code::NOT_FOUND && stream.tells_newest() => frames.push(Frame::ended(&stream)),
            followed => frames.extend(followed?),
        }
    }
    Ok(frames)
}

pub async fn follow(
    Caller(principal): Caller,
    State(app): State<App>,
    Extension(hub): Extension<Hub>,
    Query(query): Query<Follow>,
) -> Result<EventStream> {
    let mut follower = Follower::join(app, hub, principal);
    let first = subscribe_all(&mut follower, &query.streams).await?;
    let live = stream::unfold(follower, |mut follower| async move {
        // The end of the stream makes the browser come back, and it resumes by number.
        follower.next().await.ok().map(|frames| (stream::iter(frames), follower))
    });
    let events =
        stream::iter(first).chain(live.flatten()).map(|frame| Ok::<_, Infallible>(Event::default().data(frame.text)));
    Ok(EventStream(Sse::new(events.boxed()).keep_alive(KeepAlive::default()).into_response()))
}

pub struct EventStream(Response);

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
        let response = aide::openapi::Response {
            description: "An endless stream of frames.".into(),
            content,
            ..Default::default()
        };
        vec![(Some(aide::openapi::StatusCode::Code(200)), response)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_come_with_or_without_a_number() {
        let parsed = parse("conversation/12:41,pool").unwrap();
        assert_eq!(parsed, [(Stream::conversation(12), Some(41)), (Stream::pool(), None)]);
        assert!(parse("user/1:x").is_err());
    }
}
