//! The providers' own APIs (design §5). They stand outside the layers of our API: no envelope, errors in the
//! API's own shape, bodies as bytes.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    extract::{Request, State},
    routing::{any, get, post},
};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Response, StatusCode, header, request::Parts};
use http_body_util::BodyExt;
use kernel::{App, http::context};
use uuid::Uuid;

use super::{
    tools,
    who::{self, Who},
};
use crate::{
    Gateway,
    dispatch::{self, Call, Refusal, Served, Why},
    wire::{self, Dialect, Failure, GeminiAction, GeminiPath, Model, WireError},
};

/// Longer requests are refused.
const BODY_MAX: usize = 16 << 20;
/// So much of a refused one is read, that its sender hears the refusal instead of a broken connection.
const DISCARD_MAX: usize = 64 << 20;

pub fn native() -> Router<App> {
    // What else a provider has there is refused as the provider would.
    let elsewhere = ["/v1", "/v1/", "/v1/{*rest}", "/v1beta", "/v1beta/", "/v1beta/{*rest}"];
    let rest = elsewhere.into_iter().fold(Router::new(), |router, path| router.route(path, any(no_such_path)));
    rest.merge(offered()).method_not_allowed_fallback(wrong_method)
}

fn offered() -> Router<App> {
    Router::new()
        .route("/v1/chat/completions", post(openai_chat))
        .route("/v1/responses", post(openai_responses))
        .route("/v1/embeddings", post(openai_embeddings))
        .route("/v1/messages", post(anthropic))
        .route("/v1/messages/count_tokens", post(anthropic_count))
        .route("/v1/models", get(list_models))
        // Google's SDK calls either version.
        .route("/v1/models/{model}", post(gemini).get(one_model))
        .route("/v1beta/models", get(gemini_models))
        .route("/v1beta/models/{model}", post(gemini).get(gemini_model))
}

async fn openai_chat(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    serve(state, gateway, request, Dialect::OpenAiChat).await
}
async fn openai_responses(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    serve(state, gateway, request, Dialect::OpenAiResponses).await
}
async fn openai_embeddings(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    serve(state, gateway, request, Dialect::OpenAiEmbeddings).await
}
async fn anthropic(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    serve(state, gateway, request, Dialect::Anthropic).await
}
async fn gemini(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    serve(state, gateway, request, Dialect::Gemini).await
}

async fn no_such_path(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    let refusal = Refusal::new(Why::NoPath, format!("Invalid URL ({} {})", request.method(), request.uri().path()));
    turned_away(state, gateway, request, &refusal).await
}
async fn wrong_method(state: State<App>, gateway: Extension<Gateway>, request: Request) -> Response<Body> {
    let refusal = Refusal::new(Why::Method, format!("Not allowed to {} on {}", request.method(), request.uri().path()));
    turned_away(state, gateway, request, &refusal).await
}
async fn turned_away(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
    refusal: &Refusal,
) -> Response<Body> {
    let path = request.uri().path();
    let surface = match path {
        _ if path.starts_with("/v1beta") => Dialect::Gemini,
        _ if path.starts_with("/v1/messages") => Dialect::Anthropic,
        _ => listing_surface(&request),
    };
    let (arrived, body) = Arrived::of(&app, gateway, request, surface);
    drop(read(body).await);
    arrived.refused(refusal)
}

/// What is known of a request before its body is read.
struct Arrived {
    gateway: Gateway,
    surface: Dialect,
    id: String,
    parts: Parts,
    ip: Option<std::net::IpAddr>,
    now: chrono::DateTime<chrono::Utc>,
}

impl Arrived {
    fn of(app: &App, gateway: Gateway, request: Request, surface: Dialect) -> (Self, Body) {
        let ip = context::client_ip(&request, &app.settings().trusted_proxies);
        let (parts, body) = request.into_parts();
        let now = app.now();
        let id = Uuid::now_v7().simple().to_string();
        (Self { gateway, surface, id, parts, ip, now }, body)
    }

    async fn who(&self) -> Result<Who, Refusal> {
        let key = who::presented(&self.parts.headers, self.parts.uri.query());
        who::who(&self.gateway, key, self.ip, self.now).await
    }

    /// Gemini's clients name model and action in the path.
    fn path(&self) -> Option<GeminiPath> {
        let last = self.parts.uri.path().rsplit('/').next()?;
        let last = percent_encoding::percent_decode_str(last).decode_utf8().ok()?;
        GeminiPath::parse(&last, self.parts.uri.query())
    }

    fn refused(&self, refusal: &Refusal) -> Response<Body> {
        let failure = Failure {
            kind: refusal.kind(),
            message: &refusal.message,
            param: refusal.param.as_deref(),
            retry_after: refusal.retry_after,
            request_id: &self.id,
        };
        let reply = wire::encode_error(self.surface, &failure);
        let mut response = Response::new(Body::from(reply.body));
        *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in reply.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    fn json(&self, body: Bytes) -> Response<Body> {
        let mut response = Response::new(Body::from(body));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(id) = HeaderValue::from_str(&self.id) {
            response.headers_mut().insert("x-request-id", id);
        }
        response
    }
}

/// The body, if it is not too long.
async fn read(mut body: Body) -> Result<Bytes, Refusal> {
    let too_long = || Refusal::new(Why::TooLarge, format!("The request is longer than {BODY_MAX} bytes"));
    let (mut first, mut all, mut length) = (None::<Bytes>, BytesMut::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::new(Why::BadRequest, "The request broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length > DISCARD_MAX {
            return Err(too_long());
        }
        if length > BODY_MAX {
            (first, all) = (None, BytesMut::new());
            continue;
        }
        match (&first, all.is_empty()) {
            // Most requests are one piece, which is not copied.
            (None, true) => first = Some(data),
            _ => {
                if let Some(first) = first.take() {
                    all.extend_from_slice(&first);
                }
                all.extend_from_slice(&data);
            }
        }
    }
    if length > BODY_MAX { Err(too_long()) } else { Ok(first.unwrap_or_else(|| all.freeze())) }
}

pub fn misread(e: WireError) -> Refusal {
    Refusal { param: e.param, ..Refusal::new(Why::BadRequest, e.message) }
}

async fn serve(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
    surface: Dialect,
) -> Response<Body> {
    let (arrived, body) = Arrived::of(&app, gateway, request, surface);
    match answer(&arrived, body).await {
        Ok(response) => response,
        Err(refusal) => arrived.refused(&refusal),
    }
}

/// Of the client's headers, those that may mean something to a provider.
fn handed_on(arrived: &Arrived) -> HeaderMap {
    let meant = arrived.parts.headers.iter().filter(|(name, _)| name.as_str().starts_with("anthropic-"));
    meant.map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn answer(arrived: &Arrived, body: Body) -> Result<Response<Body>, Refusal> {
    // The key first: a stranger's body is not parsed.
    let who = arrived.who().await;
    let body = read(body).await?;
    let who = who?;
    let path = if arrived.surface == Dialect::Gemini { arrived.path() } else { None };
    if arrived.surface == Dialect::Gemini && path.is_none() {
        return Err(Refusal::new(Why::Model, "This method is not offered"));
    }
    let head = wire::peek(arrived.surface, path.as_ref(), &body).map_err(misread)?;
    tools::check(arrived.surface, &body)?;
    who::may_ask(&who.key, &head.model)?;
    if path.is_some_and(|p| p.action == GeminiAction::CountTokens) {
        return Ok(arrived.json(wire::encode_token_count(arrived.surface, head.input_tokens)));
    }
    let call = Call {
        gateway: arrived.gateway.clone(),
        tenant: who.tenant,
        snapshot: who.snapshot,
        group: who.group,
        key: Some(who.key),
        user: None,
        surface: arrived.surface,
        head,
        body,
        headers: handed_on(arrived),
        request_id: arrived.id.clone(),
        at: arrived.now,
        service: None,
    };
    Ok(match dispatch::serve(Arc::new(call)).await? {
        Served::Whole(response) => response.map(Body::from),
        Served::Stream(response) => response.map(Body::new),
    })
}

#[derive(serde::Deserialize)]
struct CountInput {
    model: String,
    messages: Vec<Box<serde_json::value::RawValue>>,
}

/// Our own estimate: an account is not asked for it.
async fn anthropic_count(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
) -> Response<Body> {
    let (arrived, body) = Arrived::of(&app, gateway, request, Dialect::Anthropic);
    let counted = async {
        let who = arrived.who().await;
        let body = read(body).await?;
        let asked: CountInput = serde_json::from_slice(&body)
            .map_err(|_| Refusal::new(Why::BadRequest, "The body needs 'model' and a list 'messages'"))?;
        who::may_ask(&who?.key, &asked.model)?;
        drop(asked.messages);
        let tokens = std::str::from_utf8(&body).map_or(0, wire::estimate_tokens);
        Ok(arrived.json(wire::encode_token_count(Dialect::Anthropic, tokens)))
    };
    match counted.await {
        Ok(response) => response,
        Err(refusal) => arrived.refused(&refusal),
    }
}

/// Paths that all vendors have; Anthropic's and Google's clients say whose they mean.
fn listing_surface(request: &Request) -> Dialect {
    if request.headers().contains_key("anthropic-version") {
        Dialect::Anthropic
    } else if request.headers().contains_key("x-goog-api-key") {
        Dialect::Gemini
    } else {
        Dialect::OpenAiChat
    }
}

async fn list_models(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
) -> Response<Body> {
    let surface = listing_surface(&request);
    models(&Arrived::of(&app, gateway, request, surface).0, None).await
}

async fn one_model(State(app): State<App>, Extension(gateway): Extension<Gateway>, request: Request) -> Response<Body> {
    let surface = listing_surface(&request);
    let (arrived, _) = Arrived::of(&app, gateway, request, surface);
    let name = last_segment(&arrived.parts);
    models(&arrived, Some(&name)).await
}

async fn gemini_models(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
) -> Response<Body> {
    models(&Arrived::of(&app, gateway, request, Dialect::Gemini).0, None).await
}

async fn gemini_model(
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    request: Request,
) -> Response<Body> {
    let (arrived, _) = Arrived::of(&app, gateway, request, Dialect::Gemini);
    let name = last_segment(&arrived.parts);
    models(&arrived, Some(&name)).await
}

fn last_segment(parts: &Parts) -> String {
    let last = parts.uri.path().rsplit('/').next().unwrap_or_default();
    percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
}

async fn models(arrived: &Arrived, one: Option<&str>) -> Response<Body> {
    let who = match arrived.who().await {
        Ok(who) => who,
        Err(refusal) => return arrived.refused(&refusal),
    };
    let created = arrived.gateway.started_at().timestamp();
    let entry = |name: String| Model { name, created, owned_by: "polydesk".into(), max_input: None, max_output: None };
    let all: Vec<Model> = who::models(&who).into_iter().map(entry).collect();
    match one {
        None => arrived.json(wire::encode_models(arrived.surface, &all)),
        Some(name) => match all.iter().find(|m| m.name == name) {
            Some(model) => arrived.json(wire::encode_model(arrived.surface, model)),
            None => {
                arrived.refused(&Refusal::new(Why::Model, format!("The model '{name}' is not offered to this key")))
            }
        },
    }
}
