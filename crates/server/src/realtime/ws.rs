//! `/ws`. The token comes in the first frame, never in the URL, where logs would keep it.

use std::time::{Duration, Instant};

use axum::{
    Extension,
    extract::{
        State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use kernel::{
    App, Error, Principal, PrincipalKind, Stream, bus,
    error::code,
    http::context::{self, Locale},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite;

use super::{
    Hub,
    follower::{End, Follower},
    frame::Frame,
};

const FRAME_MAX: usize = 64 * 1024;
/// Held by each open socket, most of which are idle: the library's own 128 KiB would be nearly all a socket costs.
const READ_BUFFER: usize = 4 * 1024;
const AUTH_WITHIN: Duration = Duration::from_secs(10);
/// Clients ping every 20 s; three missed ones and the socket is dead.
const SILENCE_MAX: Duration = Duration::from_secs(65);
/// Frames a client may send in a second before it is told to slow down.
const FRAMES_PER_SECOND: u32 = 50;

/// Close codes: the client signs in again, resumes, or comes back later.
const CLOSE_AUTH: u16 = 4401;
const CLOSE_SLOW: u16 = 4408;
const CLOSE_RESTART: u16 = 1012;
const SIGN_IN: (u16, &str) = (CLOSE_AUTH, "sign in");

#[derive(Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
enum Incoming {
    Auth {
        token: String,
    },
    #[serde(rename_all = "camelCase")]
    Subscribe {
        stream: Stream,
        last_seq: Option<i64>,
    },
    Unsubscribe {
        stream: Stream,
    },
    Message(Box<Sending>),
    #[serde(rename_all = "camelCase")]
    Typing {
        session_id: i64,
        typing: bool,
    },
    #[serde(rename_all = "camelCase", alias = "message_ack")]
    Read {
        session_id: i64,
        seq: i64,
    },
    Ping(#[expect(dead_code, reason = "nothing or anything, ignored")] Option<IgnoredAny>),
    Pong(#[expect(dead_code, reason = "nothing or anything, ignored")] Option<IgnoredAny>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sending {
    session_id: i64,
    #[serde(flatten)]
    message: desk::conversations::NewMessage,
}

pub async fn upgrade(State(app): State<App>, Extension(hub): Extension<Hub>, upgrade: WebSocketUpgrade) -> Response {
    // What is refused later is refused in the language of the one who came.
    let locale = context::current().locale;
    upgrade
        .max_message_size(FRAME_MAX)
        .max_frame_size(FRAME_MAX)
        .read_buffer_size(READ_BUFFER)
        .on_upgrade(move |socket| serve(app, hub, socket, locale))
}

async fn serve(app: App, hub: Hub, mut socket: WebSocket, locale: Locale) {
    let (code, reason) = match connect(app, hub, &mut socket, locale).await {
        Ok(mut connection) => connection.run(&mut socket).await,
        Err(refused) => refused,
    };
    close(socket, code, reason).await;
}

/// The connection of who the first frame says, or how to close.
async fn connect(
    app: App,
    hub: Hub,
    socket: &mut WebSocket,
    locale: Locale,
) -> Result<Connection, (u16, &'static str)> {
    let first = match tokio::time::timeout(AUTH_WITHIN, socket.recv()).await {
        Ok(Some(Ok(first))) => first,
        Ok(Some(Err(e))) => return Err(broken(e)),
        Ok(None) | Err(_) => return Err(SIGN_IN),
    };
    let Ok(Incoming::Auth { token }) = serde_json::from_str(first.to_text().unwrap_or_default()) else {
        return Err(SIGN_IN);
    };
    let follower = Follower::join(app.clone(), hub, authenticate(&app, &token).await?);
    // Once more: who was signed out between the first look and joining was not told so.
    let principal = authenticate(&app, &token).await?;
    // At once and not with the next round of heartbeats, which a short visit may miss.
    if principal.kind == PrincipalKind::User
        && let Err(e) = desk::agents::heartbeat(&app, principal.tenant, principal.id).await
    {
        tracing::warn!(error = %e, tenant = principal.tenant, user = principal.id, "a heartbeat could not be noted");
    }
    let hello = Frame::of("auth_ok", json!({ "kind": principal.kind.as_str(), "id": principal.id }));
    socket.send(Message::Text(hello.text.into())).await.map_err(|_| (1000, "bye"))?;
    Ok(Connection { app, follower, locale, heard: Instant::now(), window: (Instant::now(), 0) })
}

async fn authenticate(app: &App, token: &str) -> Result<Principal, (u16, &'static str)> {
    match app.authenticator().authenticate(token).await {
        Ok(principal) if principal.check_ready().is_ok() => Ok(principal),
        // The database is away: the token may be good, so the client tries again and stays signed in.
        Err(e) if e.code.status >= 500 => Err((CLOSE_RESTART, "try again")),
        _ => Err(SIGN_IN),
    }
}

/// How to close on a frame that is none (RFC 6455 §7.4.1).
fn broken(cause: axum::Error) -> (u16, &'static str) {
    match cause.into_inner().downcast_ref() {
        Some(tungstenite::Error::Capacity(_)) => (1009, "frame over 64 KiB"),
        Some(tungstenite::Error::Utf8(_)) => (1007, "not UTF-8"),
        Some(tungstenite::Error::Protocol(_)) => (1002, "not a WebSocket frame"),
        _ => (1000, "bye"),
    }
}

async fn close(mut socket: WebSocket, code: u16, reason: &'static str) {
    // The peer may be gone already; there is nobody to tell then.
    drop(socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await);
}

/// What tells the client which of its frames was refused, of a frame that was not read.
fn about(text: &str) -> Value {
    let frame: Value = serde_json::from_str(text).unwrap_or_default();
    let named = ["clientMessageId", "sessionId", "stream"].into_iter().filter_map(|name| {
        let value = frame["data"].get(name).filter(|v| v.is_string() || v.is_number())?;
        Some((name.to_owned(), value.clone()))
    });
    Value::Object(named.collect())
}

struct Connection {
    app: App,
    follower: Follower,
    locale: Locale,
    heard: Instant,
    /// The start of the current second, and the frames received in it.
    window: (Instant, u32),
}

impl Connection {
    async fn run(&mut self, socket: &mut WebSocket) -> (u16, &'static str) {
        let mut watch = tokio::time::interval(Duration::from_secs(10));
        loop {
            let frames = tokio::select! {
                received = socket.recv() => match received {
                    Some(Ok(message)) => match self.received(message).await {
                        Some(frames) => frames,
                        None => return (1000, "bye"),
                    },
                    Some(Err(e)) => return broken(e),
                    None => return (1000, "bye"),
                },
                pushed = self.follower.next() => match pushed {
                    Ok(frames) => frames,
                    Err(End::Revoked) => return (CLOSE_AUTH, "signed out"),
                    Err(End::Slow) => return (CLOSE_SLOW, "too slow, resume"),
                    Err(End::Stopping) => return (CLOSE_RESTART, "restarting"),
                },
                _ = watch.tick() => {
                    if self.heard.elapsed() > SILENCE_MAX {
                        return (CLOSE_SLOW, "silent");
                    }
                    continue;
                }
            };
            for frame in frames {
                // A peer that does not read for this long is as good as gone; it resumes when it is back.
                let sent =
                    tokio::time::timeout(Duration::from_secs(20), socket.send(Message::Text(frame.text.into()))).await;
                if !matches!(sent, Ok(Ok(()))) {
                    return (CLOSE_SLOW, "too slow, resume");
                }
            }
        }
    }

    /// Frames to answer with; `None` ends the connection.
    async fn received(&mut self, message: Message) -> Option<Vec<Frame>> {
        self.heard = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Close(_) => return None,
            Message::Binary(_) => return Some(vec![self.refused(&Error::field("frame", "send JSON text"), json!({}))]),
            Message::Ping(_) | Message::Pong(_) => return Some(Vec::new()),
        };
        if self.too_fast() {
            return Some(vec![self.refused(&Error::new(code::RATE_LIMITED), about(&text))]);
        }
        Some(match serde_json::from_str(&text) {
            Ok(incoming) => self.handle(incoming).await,
            Err(e) => vec![self.refused(&Error::field("frame", &e.to_string()), about(&text))],
        })
    }

    fn refused(&self, error: &Error, about: Value) -> Frame {
        Frame::error(error, self.locale, about)
    }

    fn too_fast(&mut self) -> bool {
        if self.window.0.elapsed() >= Duration::from_secs(1) {
            self.window = (Instant::now(), 0);
        }
        self.window.1 += 1;
        self.window.1 > FRAMES_PER_SECOND
    }

    async fn handle(&mut self, incoming: Incoming) -> Vec<Frame> {
        match incoming {
            Incoming::Auth { .. } => vec![self.refused(&Error::new(code::CONFLICT), json!({}))],
            Incoming::Ping(_) => vec![Frame::of("pong", json!({}))],
            Incoming::Pong(_) => Vec::new(),
            Incoming::Subscribe { stream, last_seq } => match self.follower.subscribe(stream.clone(), last_seq).await {
                Ok(frames) => frames,
                Err(e) => vec![self.refused(&e, json!({ "stream": stream }))],
            },
            Incoming::Unsubscribe { stream } => {
                self.follower.unsubscribe(&stream);
                vec![Frame::of("unsubscribed", json!({ "stream": stream }))]
            }
            Incoming::Message(sending) => vec![self.send(*sending).await],
            Incoming::Read { session_id, seq } => {
                match desk::conversations::mark_read(&self.app, &self.follower.principal, session_id, seq).await {
                    Ok(_) => Vec::new(),
                    Err(e) => vec![self.refused(&e, json!({ "sessionId": session_id }))],
                }
            }
            Incoming::Typing { session_id, typing } => self.typing(session_id, typing).await,
        }
    }

    async fn send(&self, sending: Sending) -> Frame {
        let client_id = sending.message.client_message_id.clone();
        match desk::conversations::send(&self.app, &self.follower.principal, sending.session_id, sending.message).await
        {
            Ok(m) => Frame::of(
                "ack",
                json!({ "clientMessageId": client_id, "messageId": m.id, "sessionId": m.session_id, "seq": m.seq }),
            ),
            Err(e) => self.refused(&e, json!({ "clientMessageId": client_id, "sessionId": sending.session_id })),
        }
    }

    async fn typing(&self, session_id: i64, typing: bool) -> Vec<Frame> {
        let (principal, stream) = (&self.follower.principal, Stream::conversation(session_id));
        let allowed = async {
            let mut tx = self.app.db().begin(principal).await?;
            super::streams::check(&mut tx, principal, &stream).await
        };
        if let Err(e) = allowed.await {
            return vec![self.refused(&e, json!({ "sessionId": session_id }))];
        }
        let sender = json!({ "kind": principal.kind.as_str(), "id": principal.id, "name": &*principal.name });
        let payload = json!({ "sessionId": session_id, "sender": sender, "typing": typing });
        if let Ok(payload) = serde_json::value::to_raw_value(&payload) {
            let ephemeral = bus::Ephemeral {
                tenant: principal.tenant,
                stream,
                name: "typing",
                payload,
                from_connection: Some(self.follower.id),
            };
            self.app.bus().publish(bus::Signal::Ephemeral(ephemeral.into()));
        }
        Vec::new()
    }
}
