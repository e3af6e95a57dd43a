//! The stream of `/ai/chat`: OpenAI's chunks as our own events.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::header;
use http_body_util::BodyDataStream;
use serde_json::{Value, json};

use super::chat::{AccountUsed, charged, counted};
use crate::{
    dispatch::{Call, StreamBody},
    pricing::Tokens,
    sse,
};

struct Told {
    call: Arc<Call>,
    account: AccountUsed,
    frames: sse::Frames,
    usage: Value,
    is_over: bool,
}

pub fn events(call: &Arc<Call>, account: AccountUsed, body: StreamBody) -> Response {
    let told = Told { call: call.clone(), account, frames: sse::Frames::default(), usage: Value::Null, is_over: false };
    let pieces = BodyDataStream::new(body);
    let out = stream::unfold((pieces, told), |(mut pieces, mut told)| async move {
        loop {
            if told.is_over {
                return None;
            }
            let Some(Ok(piece)) = pieces.next().await else {
                told.is_over = true;
                return Some((Ok::<_, Infallible>(told.cut_off()), (pieces, told)));
            };
            let text = told.take(piece);
            if !text.is_empty() {
                return Some((Ok(text), (pieces, told)));
            }
        }
    });
    let headers = [(header::CONTENT_TYPE, "text/event-stream; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, Body::from_stream(out)).into_response()
}

fn event(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

impl Told {
    fn take(&mut self, piece: Bytes) -> Bytes {
        let mut out = String::new();
        let Ok(whole) = self.frames.push(piece) else {
            self.is_over = true;
            return self.cut_off();
        };
        for frame in sse::split(&whole).filter_map(sse::parse) {
            if frame.data.as_ref() == b"[DONE]" {
                out += &event("done", &self.summary());
                self.is_over = true;
                break;
            }
            let Ok(chunk) = serde_json::from_slice::<Value>(&frame.data) else { continue };
            if chunk["error"].is_object() {
                out +=
                    &event("error", &json!({ "message": chunk["error"]["message"], "code": chunk["error"]["code"] }));
                self.is_over = true;
                break;
            }
            if chunk["usage"].is_object() {
                self.usage = chunk["usage"].clone();
            }
            if let Some(text) = chunk["choices"][0]["delta"]["content"].as_str().filter(|t| !t.is_empty()) {
                out += &event("delta", &json!({ "content": text }));
            }
        }
        out.into()
    }

    fn summary(&self) -> Value {
        let (usage, tokens): (_, Tokens) = counted(&self.usage);
        let cost = charged(&self.call, self.account.id, tokens);
        json!({ "usage": usage, "cost": cost, "accountUsed": self.account })
    }

    fn cut_off(&self) -> Bytes {
        event("error", &json!({ "message": "The answer broke off", "code": "cut_off" })).into()
    }
}
