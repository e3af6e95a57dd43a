//! The vendors, played by one HTTP server: OpenAI's, Anthropic's and Google's formats, as strict as they are, written
//! without a line of the gateway's own wire code. It answers from what it was asked, misbehaves on demand, and keeps
//! books on what each credential used: the gateway's accounts must agree with them to the token.

mod anthropic;
mod brain;
mod gemini;
mod ledger;
mod openai;
mod responses;
mod trouble;

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use parking::Mutex;
use serde_json::{Value, json};

pub use ledger::{Call, End};
pub use trouble::Trouble;

use brain::{Ask, Said};
use ledger::Ledger;

/// `std`'s, without its poison: a test that panics fails anyway.
mod parking {
    pub struct Mutex<T>(std::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub fn new(value: T) -> Self {
            Self(std::sync::Mutex::new(value))
        }

        pub fn lock(&self) -> std::sync::MutexGuard<'_, T> {
            self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
        }
    }
}

/// Each vendor on a free port of its own would be the same server thrice: one port serves all.
pub struct Upstream {
    /// `http://127.0.0.1:port`; OpenAI's and Anthropic's are below `/v1`, Google's below `/v1beta`.
    pub url: String,
    stub: Arc<Stub>,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Troubles {
    by_credential: HashMap<String, Trouble>,
    gap: Duration,
}

struct Stub {
    ledger: Arc<Mutex<Ledger>>,
    troubles: Mutex<Troubles>,
}

impl Upstream {
    pub async fn start() -> Self {
        let stub = Arc::new(Stub {
            ledger: Arc::new(Mutex::new(Ledger::default())),
            troubles: Mutex::new(Troubles::default()),
        });
        let router = Router::new()
            .route("/v1/chat/completions", post(chat))
            .route("/v1/responses", post(respond))
            .route("/v1/embeddings", post(embeddings))
            .route("/v1/models", get(models))
            .route("/v1/messages", post(messages))
            .route("/v1beta/models/{action}", post(generate))
            .route("/__ledger", get(|State(stub): State<Arc<Stub>>| async move { Json(stub.ledger.lock().totals()) }))
            .route("/__trouble", post(control))
            .with_state(stub.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            // As a vendor's edge does: no piece of a stream waits for the next.
            let listener = axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
            axum::serve(listener, router).await.unwrap();
        });
        Self { url, stub, server }
    }

    /// Anthropic's, too.
    pub fn openai(&self) -> String {
        format!("{}/v1", self.url)
    }

    pub fn gemini(&self) -> String {
        format!("{}/v1beta", self.url)
    }

    /// From now on each call with this credential goes like that.
    pub fn trouble(&self, credential: &str, trouble: Trouble) {
        self.stub.troubles.lock().by_credential.insert(credential.into(), trouble);
    }

    pub fn calm(&self, credential: &str) {
        self.stub.troubles.lock().by_credential.remove(credential);
    }

    /// The time between two pieces of a stream.
    pub fn pace(&self, gap: Duration) {
        self.stub.troubles.lock().gap = gap;
    }

    /// Every call so far, in the order in which they came.
    pub fn calls(&self) -> Vec<Call> {
        self.stub.ledger.lock().calls.clone()
    }

    pub fn calls_of(&self, credential: &str) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.credential == credential).collect()
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(serde::Deserialize)]
struct Control {
    credential: String,
    trouble: Option<String>,
}

async fn control(State(stub): State<Arc<Stub>>, Json(control): Json<Control>) -> StatusCode {
    let mut troubles = stub.troubles.lock();
    match control.trouble {
        None => {
            troubles.by_credential.remove(&control.credential);
            StatusCode::NO_CONTENT
        }
        Some(name) => match Trouble::named(&name) {
            Some(trouble) => {
                troubles.by_credential.insert(control.credential, trouble);
                StatusCode::NO_CONTENT
            }
            None => StatusCode::BAD_REQUEST,
        },
    }
}

/// Which vendor is being played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    OpenAi,
    Anthropic,
    Gemini,
}

async fn chat(State(stub): State<Arc<Stub>>, headers: HeaderMap, body: Bytes) -> Response {
    let credential = bearer(&headers);
    stub.answer(Vendor::OpenAi, credential, &body, openai::read).await
}

async fn respond(State(stub): State<Arc<Stub>>, headers: HeaderMap, body: Bytes) -> Response {
    stub.answer(Vendor::OpenAi, bearer(&headers), &body, responses::read).await
}

async fn messages(State(stub): State<Arc<Stub>>, headers: HeaderMap, body: Bytes) -> Response {
    let credential = headers.get("x-api-key").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    if headers.get("anthropic-version").is_none() {
        return Vendor::Anthropic.refuse(400, "anthropic-version: header is required");
    }
    stub.answer(Vendor::Anthropic, credential, &body, anthropic::read).await
}

async fn generate(
    State(stub): State<Arc<Stub>>,
    Path(action): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let credential = headers.get("x-goog-api-key").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let Some((model, action)) = action.rsplit_once(':') else { return StatusCode::NOT_FOUND.into_response() };
    let stream = match action {
        "generateContent" => false,
        "streamGenerateContent" if query.get("alt").is_some_and(|alt| alt == "sse") => true,
        "streamGenerateContent" => return Vendor::Gemini.refuse(400, "this server streams events only"),
        "batchEmbedContents" => return gemini::embed(&stub, &credential, model, &body),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    stub.answer(Vendor::Gemini, credential, &body, |body| gemini::read(body, model, stream)).await
}

async fn embeddings(State(stub): State<Arc<Stub>>, headers: HeaderMap, body: Bytes) -> Response {
    openai::embed(&stub, &bearer(&headers), &body)
}

async fn models() -> Json<Value> {
    let list = ["gpt-4o-mini", "text-embedding-3-small"]
        .map(|id| json!({ "id": id, "object": "model", "created": 1_721_172_741, "owned_by": "system" }));
    Json(json!({ "object": "list", "data": list }))
}

fn bearer(headers: &HeaderMap) -> String {
    let value = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).unwrap_or("");
    value.strip_prefix("Bearer ").unwrap_or("").to_owned()
}

impl Stub {
    /// Any key is good, but there must be one.
    fn refuses(vendor: Vendor, credential: &str) -> Option<Response> {
        credential.is_empty().then(|| vendor.refuse(401, "the key is not valid"))
    }

    /// One call from its reading to its end.
    async fn answer(
        &self,
        vendor: Vendor,
        credential: String,
        body: &Bytes,
        read: impl FnOnce(&Value) -> Result<Ask, String>,
    ) -> Response {
        if let Some(refusal) = Self::refuses(vendor, &credential) {
            self.ledger.lock().refused(vendor, &credential, 401);
            return refusal;
        }
        let ask = serde_json::from_slice(body).map_err(|e| e.to_string()).and_then(|body| read(&body));
        let ask = match ask {
            Ok(ask) => ask,
            Err(message) => {
                self.ledger.lock().refused(vendor, &credential, 400);
                return vendor.refuse(400, &message);
            }
        };
        let (trouble, gap) = {
            let troubles = self.troubles.lock();
            let by_name = ask.model.split_once('+').and_then(|(_, name)| Trouble::named(name));
            (troubles.by_credential.get(&credential).cloned().or(by_name), troubles.gap)
        };
        if let Some(trouble) = &trouble {
            if let Some(wait) = trouble.wait() {
                tokio::time::sleep(wait).await;
            }
            if let Some(response) = trouble.response(vendor) {
                self.ledger.lock().refused(vendor, &credential, response.status().as_u16());
                return response;
            }
        }
        let said = Said::to(&ask);
        let entry = Ledger::open(&self.ledger, vendor, &credential, &ask, &said);
        if !ask.stream {
            let reply = match vendor {
                Vendor::OpenAi if ask.as_response => responses::reply(&ask, &said),
                Vendor::OpenAi => openai::reply(&ask, &said),
                Vendor::Anthropic => anthropic::reply(&ask, &said),
                Vendor::Gemini => gemini::reply(&ask, &said),
            };
            entry.whole(&said);
            return Json(reply).into_response();
        }
        let frames = match vendor {
            Vendor::OpenAi if ask.as_response => responses::frames(&ask, &said),
            Vendor::OpenAi => openai::frames(&ask, &said),
            Vendor::Anthropic => anthropic::frames(&ask, &said),
            Vendor::Gemini => gemini::frames(&ask, &said),
        };
        let body = Body::from_stream(trouble::stream(vendor, frames, entry, trouble, gap));
        ([(header::CONTENT_TYPE, "text/event-stream; charset=utf-8")], body).into_response()
    }
}

/// A piece of a stream and how many tokens of output it completes.
pub struct Frame {
    pub text: String,
    pub tokens: u64,
}

impl Frame {
    fn data(value: &Value, tokens: u64) -> Self {
        Self { text: format!("data: {value}\n\n"), tokens }
    }

    fn event(value: &Value, tokens: u64) -> Self {
        Self { text: format!("event: {}\ndata: {value}\n\n", value["type"].as_str().unwrap()), tokens }
    }
}

impl Vendor {
    /// An error in the vendor's own words.
    fn refuse(self, status: u16, message: &str) -> Response {
        let kind = match (self, status) {
            (Self::Gemini, 400) => "INVALID_ARGUMENT",
            (Self::Gemini, 401) => "UNAUTHENTICATED",
            (Self::Gemini, 404) => "NOT_FOUND",
            (Self::Gemini, 429) => "RESOURCE_EXHAUSTED",
            (Self::Gemini, 503) => "UNAVAILABLE",
            (Self::Gemini, _) => "INTERNAL",
            (Self::Anthropic, 401) => "authentication_error",
            (Self::Anthropic, 404) => "not_found_error",
            (Self::Anthropic, 429) => "rate_limit_error",
            (Self::Anthropic, 529 | 503) => "overloaded_error",
            (Self::Anthropic, 500..) => "api_error",
            (Self::OpenAi, 500..) => "server_error",
            _ => "invalid_request_error",
        };
        let body = match self {
            Self::OpenAi => json!({ "error": { "message": message, "type": kind, "param": null, "code": null } }),
            Self::Anthropic => json!({ "type": "error", "error": { "type": kind, "message": message },
                "request_id": "req_stub" }),
            Self::Gemini => json!({ "error": { "code": status, "message": message, "status": kind } }),
        };
        (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
    }
}
