//! A provider that answers at once with what it always answers, in OpenAI's format. It costs as little as it can, so
//! that the proxies before it are what is measured.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::time::{Sleep, sleep};

/// Pieces of text in a stream.
pub const PIECES: usize = 20;
/// From a streamed request to its first piece.
pub const FIRST_PIECE_AFTER: Duration = Duration::from_millis(5);
const ANSWER: &str = r#"{"id":"chatcmpl-bench","object":"chat.completion","created":1721172741,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"您好，退款将在三个工作日内原路退回。 Refunds arrive within three working days.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":25,"completion_tokens":20,"total_tokens":45,"prompt_tokens_details":{"cached_tokens":10},"completion_tokens_details":{"reasoning_tokens":0}},"system_fingerprint":"fp_bench"}"#;

/// The pieces of a stream, made once.
struct Script(Vec<Bytes>);

impl Script {
    fn new() -> Self {
        let chunk = |choices: &str, usage: &str| {
            Bytes::from(format!(
                "data: {{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1721172741,\
                 \"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_bench\",\"choices\":{choices},\"usage\":{usage}}}\n\n"
            ))
        };
        let delta = |delta: &str, finish: &str| {
            let choice = format!(r#"[{{"index":0,"delta":{delta},"logprobs":null,"finish_reason":{finish}}}]"#);
            chunk(&choice, "null")
        };
        let mut script = vec![delta(r#"{"role":"assistant","content":""}"#, "null")];
        script.extend((0..PIECES).map(|n| delta(&format!(r#"{{"content":"词{n} "}}"#), "null")));
        script.push(delta("{}", r#""stop""#));
        let usage = r#"{"prompt_tokens":25,"completion_tokens":20,"total_tokens":45,"prompt_tokens_details":{"cached_tokens":10},"completion_tokens_details":{"reasoning_tokens":0}}"#;
        script.push(chunk("[]", usage));
        script.push(Bytes::from_static(b"data: [DONE]\n\n"));
        Self(script)
    }
}

enum Answer {
    Whole(Option<Bytes>),
    Stream {
        script: Arc<Script>,
        next: usize,
        /// Before the first piece.
        wait: Option<Pin<Box<Sleep>>>,
        /// A piece was given: the next poll lets it leave alone, as a model's words do.
        pause: bool,
    },
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut *self {
            Self::Whole(answer) => Poll::Ready(answer.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Stream { script, next, wait, pause } => {
                if let Some(sleep) = wait {
                    std::task::ready!(sleep.as_mut().poll(cx));
                    *wait = None;
                }
                if std::mem::take(pause) {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                let piece = script.0.get(*next).cloned();
                *next += 1;
                *pause = true;
                Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
            }
        }
    }

    fn size_hint(&self) -> http_body::SizeHint {
        match self {
            Self::Whole(Some(bytes)) => http_body::SizeHint::with_exact(bytes.len() as u64),
            _ => http_body::SizeHint::default(),
        }
    }
}

/// Serves until it is killed. `GET /served` tells how many completions were asked for.
pub async fn serve() -> Result<()> {
    let listener = super::listen().await?;
    let script = Arc::new(Script::new());
    let served = Arc::new(AtomicU64::new(0));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        stream.set_nodelay(true)?;
        let (script, served) = (script.clone(), served.clone());
        let service = service_fn(move |request| answer(request, script.clone(), served.clone()));
        tokio::spawn(async move {
            // A connection that breaks is its client's end.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    script: Arc<Script>,
    served: Arc<AtomicU64>,
) -> Result<Response<Answer>, hyper::Error> {
    if request.uri().path() == "/served" {
        let count = served.load(Ordering::Relaxed).to_string();
        return Ok(Response::new(Answer::Whole(Some(count.into()))));
    }
    let body = request.into_body().collect().await?.to_bytes();
    served.fetch_add(1, Ordering::Relaxed);
    let is_stream = body.windows(13).any(|w| w == b"\"stream\":true");
    let (kind, answer) = match is_stream {
        false => ("application/json", Answer::Whole(Some(Bytes::from_static(ANSWER.as_bytes())))),
        true => {
            let wait = Some(Box::pin(sleep(FIRST_PIECE_AFTER)));
            ("text/event-stream; charset=utf-8", Answer::Stream { script, next: 0, wait, pause: false })
        }
    };
    let mut response = Response::new(answer);
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    Ok(response)
}
