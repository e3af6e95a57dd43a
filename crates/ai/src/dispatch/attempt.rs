//! One attempt at one account: the request, its deadlines, and what its failure means.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use tokio::time::timeout;

use super::{
    Refusal, Served, Why,
    running::{End, Running},
    stream::StreamBody,
};
use crate::{
    breaker::Outcome,
    metering::Status,
    routing,
    wire::{self, Dialect, Fault, Identity, Pipe, Provider, Usage},
};

/// Longest whole answer that is taken.
const ANSWER_MAX: usize = 64 << 20;
/// Longest error that is read.
const ERROR_MAX: usize = 1 << 20;

pub enum Failed {
    /// The client's own doing: no other account would help.
    Client(Response<Bytes>),
    /// Another account may do better.
    Elsewhere(Refusal),
}

/// Asks the account. The provider's answer is taken to its end also when the client has gone, because it is paid
/// for either way.
pub async fn run(running: Running, why: routing::Why, number: i16) -> Result<Served, Failed> {
    let abandoned = running.abandoned();
    Finished { inner: Some(Box::pin(ask(running, why, number))), abandoned }.await
}

type Asking = Pin<Box<dyn Future<Output = Result<Served, Failed>> + Send>>;

/// A future that goes on by itself when it is dropped before its end.
struct Finished {
    inner: Option<Asking>,
    abandoned: Arc<AtomicBool>,
}

impl Future for Finished {
    type Output = Result<Served, Failed>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(inner) = &mut self.inner else { return Poll::Pending };
        let polled = inner.as_mut().poll(cx);
        if polled.is_ready() {
            self.inner = None;
        }
        polled
    }
}

impl Drop for Finished {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            self.abandoned.store(true, Ordering::Relaxed);
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                // A stream that comes of it is dropped in its turn, and drained there.
                runtime.spawn(async move { drop(inner.await) });
            }
        }
    }
}

async fn ask(mut running: Running, why: routing::Why, number: i16) -> Result<Served, Failed> {
    let call = running.call().clone();
    let account = running.account.clone();
    let model = if call.head.model == super::call::ANY_MODEL {
        account.current_model.clone().or_else(|| account.models.first().cloned()).unwrap_or_default()
    } else {
        call.head.model.clone()
    };
    let outgoing = match wire::upstream(account.provider, call.surface, &call.head, &call.body, &model) {
        Ok(outgoing) => outgoing,
        Err(e) => {
            running.end(End::failed(Status::Error, "untranslatable", Outcome::Neutral));
            let mut refusal = Refusal::new(Why::BadRequest, e.message);
            refusal.param = e.param;
            // An account of another vendor may know the notion.
            return Err(Failed::Elsewhere(refusal));
        }
    };
    let request = match request(&running, &outgoing.path, outgoing.body) {
        Ok(request) => request,
        Err(cause) => {
            tracing::error!(%cause, account = account.id, "a request to a provider could not be made");
            running.end(End::failed(Status::Error, "bad_endpoint", Outcome::Fault));
            return Err(Failed::Elsewhere(Refusal::new(Why::Upstream, "The account's endpoint cannot be used")));
        }
    };
    let response = match timeout(account.first_byte.min(account.total), call.gateway.client().request(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(cause)) => {
            tracing::debug!(%cause, account = account.id, "a provider was not reached");
            running.end(End::failed(Status::Error, "unreachable", Outcome::Fault));
            return Err(Failed::Elsewhere(Refusal::new(Why::Upstream, "The provider could not be reached")));
        }
        Err(_) => return Err(stalled(running)),
    };
    let (parts, body) = response.into_parts();
    if !parts.status.is_success() {
        return Err(refused(running, parts.status, &parts.headers, body).await);
    }
    let marks = marks(&running, why, number);
    if call.head.stream {
        stream(running, body, marks).await
    } else {
        running.answered();
        whole(running, body, marks).await
    }
}

fn request(running: &Running, path: &str, body: Bytes) -> Result<Request<Full<Bytes>>, http::Error> {
    let (call, account) = (running.call(), &running.account);
    let mut request = Request::post(account.provider.url(&account.base, path));
    if let Some(headers) = request.headers_mut() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for name in handed_on(account.provider, call.surface) {
            if let Some(value) = call.headers.get(*name) {
                headers.insert(HeaderName::from_static(name), value.clone());
            }
        }
        for (name, value) in &account.headers {
            // The client's version of the API, if it is the same API.
            if !headers.contains_key(name) || value.is_sensitive() && name != "anthropic-version" {
                headers.insert(name.clone(), value.clone());
            }
        }
    }
    request.body(Full::new(body))
}

fn handed_on(provider: Provider, surface: Dialect) -> &'static [&'static str] {
    if provider.speaks(surface) { provider.forwarded_headers() } else { &[] }
}

/// What the answer says of the way it came.
fn marks(running: &Running, why: routing::Why, number: i16) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert("x-polydesk-account", HeaderValue::from(running.account.id));
    headers.insert("x-polydesk-reason", HeaderValue::from_static(why.as_str()));
    headers.insert("x-polydesk-attempt", HeaderValue::from(number));
    let name = if running.call().surface == Dialect::Anthropic { "request-id" } else { "x-request-id" };
    if let Ok(id) = HeaderValue::from_str(&running.call().request_id) {
        headers.insert(name, id);
    }
    headers
}

fn stalled(running: Running) -> Failed {
    running.end(End::failed(Status::Timeout, "first_byte", Outcome::Stalled));
    Failed::Elsewhere(Refusal::new(Why::Timeout, "The provider did not begin to answer in time"))
}

fn broken(running: Running, fault: Fault, message: String) -> Failed {
    running.end(End::failed(Status::Error, name(fault), outcome(fault)));
    Failed::Elsewhere(refusal(fault, message))
}

/// An answer that is not a success.
async fn refused(running: Running, status: StatusCode, headers: &HeaderMap, body: Incoming) -> Failed {
    let body = timeout(running.account.idle, read(body, ERROR_MAX)).await.ok().and_then(Result::ok).unwrap_or_default();
    let provider = running.account.provider;
    let verdict = wire::classify_upstream(provider, status.as_u16(), headers, &body, SystemTime::now());
    tracing::debug!(account = running.account.id, status = status.as_u16(), fault = ?verdict.fault, "a provider refused");
    let call = running.call().clone();
    running.end(End::failed(Status::Error, name(verdict.fault), outcome(verdict.fault)));
    match verdict.fault {
        Fault::Client | Fault::ContentRefused | Fault::ContextLength => {
            let reply = wire::client_error(provider, call.surface, status.as_u16(), &body, &verdict, &call.request_id);
            Failed::Client(reply_of(reply))
        }
        fault => Failed::Elsewhere(refusal(fault, verdict.message)),
    }
}

pub fn reply_of(reply: wire::ErrorReply) -> Response<Bytes> {
    let mut response = Response::new(reply.body);
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

pub fn outcome(fault: Fault) -> Outcome {
    match fault {
        Fault::Client | Fault::ContentRefused | Fault::ContextLength | Fault::ModelMissing => Outcome::Neutral,
        Fault::CredentialDead => Outcome::CredentialDead,
        Fault::RateLimited { retry_after } => Outcome::Limited { retry_after },
        Fault::QuotaExhausted => Outcome::QuotaGone,
        Fault::Overloaded { retry_after: Some(wait) } => Outcome::Limited { retry_after: Some(wait) },
        Fault::Overloaded { retry_after: None } | Fault::ServerError | Fault::Garbage => Outcome::Fault,
    }
}

fn name(fault: Fault) -> &'static str {
    match fault {
        Fault::Client => "client",
        Fault::CredentialDead => "credential",
        Fault::RateLimited { .. } => "rate_limited",
        Fault::QuotaExhausted => "quota",
        Fault::Overloaded { .. } => "overloaded",
        Fault::ServerError => "server_error",
        Fault::ContextLength => "context_length",
        Fault::ContentRefused => "content_refused",
        Fault::ModelMissing => "model_missing",
        Fault::Garbage => "garbage",
    }
}

/// What the client is told when no other account does better. The provider's words about our credentials are
/// not the client's business.
fn refusal(fault: Fault, message: String) -> Refusal {
    match fault {
        Fault::RateLimited { retry_after } => Refusal::new(Why::Limited, "The AI providers limit the rate of calls")
            .after(Some(retry_after.unwrap_or(Duration::from_secs(1)))),
        Fault::Overloaded { retry_after } => {
            Refusal::new(Why::NoAccount, "The AI provider is overloaded").after(retry_after)
        }
        Fault::ModelMissing => Refusal::new(Why::Model, message),
        Fault::CredentialDead | Fault::QuotaExhausted => {
            Refusal::new(Why::NoAccount, "No account can be asked right now")
        }
        _ => Refusal::new(Why::Upstream, "The AI provider failed"),
    }
}

async fn read(mut body: Incoming, max: usize) -> Result<Bytes, hyper::Error> {
    let mut first: Option<Bytes> = None;
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        match (&first, all.is_empty()) {
            // Most answers are one piece, which is not copied.
            (None, true) => first = Some(data),
            _ => {
                if let Some(first) = first.take() {
                    all.extend_from_slice(&first);
                }
                all.extend_from_slice(&data);
            }
        }
        if all.len() > max {
            break;
        }
    }
    Ok(first.unwrap_or_else(|| all.freeze()))
}

fn identity(running: &Running) -> Identity {
    let call = running.call();
    Identity { id: call.request_id.clone(), model: call.head.model.clone(), created: call.at.timestamp() }
}

async fn whole(running: Running, body: Incoming, marks: HeaderMap) -> Result<Served, Failed> {
    let left = running.account.total.saturating_sub(running.elapsed());
    let body = match timeout(left, read(body, ANSWER_MAX)).await {
        Ok(Ok(body)) if body.len() <= ANSWER_MAX => body,
        Ok(Ok(_)) => return Err(broken(running, Fault::Garbage, "The answer is too long".into())),
        Ok(Err(_)) => return Err(broken(running, Fault::Garbage, "The answer broke off".into())),
        Err(_) => {
            running.end(End::failed(Status::Timeout, "total", Outcome::Stalled));
            return Err(Failed::Elsewhere(Refusal::new(Why::Timeout, "The provider did not answer in time")));
        }
    };
    let surface = running.call().surface;
    let identity = identity(&running);
    match wire::answer(running.account.provider, surface, &identity, body) {
        Ok((body, usage)) => {
            // Vectors are not words: nobody bills them as output.
            let said = usage.is_none() && surface != Dialect::OpenAiEmbeddings;
            let delivered = if said { estimate(&body) } else { 0 };
            running.end(success(usage, delivered));
            let mut response = Response::new(body);
            *response.headers_mut() = marks;
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Ok(Served::Whole(response))
        }
        Err(e) => Err(broken(running, e.fault, e.message)),
    }
}

fn estimate(body: &[u8]) -> u64 {
    std::str::from_utf8(body).map_or(0, wire::estimate_tokens)
}

pub fn success(usage: Option<Usage>, delivered: u64) -> End {
    End { status: Status::Success, error: None, usage, delivered, outcome: Outcome::Success }
}

/// Reads until there is something to tell the client; until then another account can still take over.
async fn stream(mut running: Running, mut body: Incoming, marks: HeaderMap) -> Result<Served, Failed> {
    let (account, call) = (running.account.clone(), running.call().clone());
    let mut pipe = Pipe::new(account.provider, call.surface, &call.head, identity(&running));
    let mut out: Vec<Bytes> = Vec::new();
    let mut is_finished = false;
    while out.is_empty() && !is_finished {
        let left = account.first_byte.saturating_sub(running.elapsed());
        let told = match timeout(left, body.frame()).await {
            Err(_) => return Err(stalled(running)),
            Ok(Some(Ok(frame))) => match frame.into_data() {
                Ok(data) => pipe.push(data, &mut out),
                Err(_) => Ok(()),
            },
            Ok(Some(Err(_))) => {
                return Err(broken(running, Fault::Garbage, "The stream broke off".into()));
            }
            Ok(None) => {
                is_finished = true;
                pipe.finish(&mut out)
            }
        };
        match told {
            Ok(()) => {}
            Err(e) if out.is_empty() => return Err(broken(running, e.fault, e.message)),
            Err(e) => {
                // Something good came in the same piece: the stream ends it honestly.
                running.answered();
                let body = StreamBody::failed(pipe, running, out, &e);
                return Ok(Served::Stream(dressed(body, &call.head, call.surface, marks)));
            }
        }
    }
    running.answered();
    let body = match is_finished {
        true => StreamBody::whole(&pipe, running, out),
        false => StreamBody::new(body, pipe, running, out),
    };
    Ok(Served::Stream(dressed(body, &call.head, call.surface, marks)))
}

fn dressed(body: StreamBody, head: &wire::Head, surface: Dialect, marks: HeaderMap) -> Response<StreamBody> {
    let mut response = Response::new(body);
    *response.headers_mut() = marks;
    let kind = match surface {
        Dialect::Gemini if head.array => "application/json",
        _ => "text/event-stream; charset=utf-8",
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
