//! A WebSocket that follows one conversation: signs in, subscribes from the last number it saw, and after
//! a cut does so again, so that nothing is missed and nothing is seen twice.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::api::Api;
use crate::ledger::Seen;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A silent server is taken for dead after this.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries to connect.
const PAUSE: Duration = Duration::from_millis(50);

struct Send {
    body: Value,
    ack: oneshot::Sender<Seen>,
}

/// Runs in a task of its own until `close`.
#[derive(Debug)]
pub struct Live {
    sends: mpsc::UnboundedSender<Send>,
    seen: watch::Receiver<Vec<Seen>>,
    task: tokio::task::JoinHandle<Result<u32>>,
}

impl Live {
    /// Follows the conversation from its beginning. `path` is where REST serves it to this person.
    pub fn follow(api: Api, session: i64, path: String) -> Self {
        let (sends, outbox) = mpsc::unbounded_channel();
        let (publish, seen) = watch::channel(Vec::new());
        let follower = Follower { api, session, path, last_seq: 0, publish, waiting: HashMap::new() };
        Self { sends, seen, task: tokio::spawn(follower.run(outbox)) }
    }

    /// `None` when no acknowledgement came in time: the message may or may not have been stored.
    pub async fn send(&self, body: Value, patience: Duration) -> Option<Seen> {
        let (ack, answer) = oneshot::channel();
        self.sends.send(Send { body, ack }).ok()?;
        tokio::time::timeout(patience, answer).await.ok()?.ok()
    }

    /// Everything delivered so far, in the order of delivery.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().clone()
    }

    /// Waits until `count` messages were delivered.
    pub async fn until(&mut self, count: usize, patience: Duration) -> Result<()> {
        let enough = self.seen.wait_for(|seen| seen.len() >= count);
        tokio::time::timeout(patience, enough).await.context("not all messages were delivered")??;
        Ok(())
    }

    /// Ends the connection; how often it had to be made again.
    pub async fn close(self) -> Result<u32> {
        drop(self.sends);
        self.task.await?
    }
}

struct Follower {
    api: Api,
    session: i64,
    path: String,
    /// Position in the stream `conversation/{id}`.
    last_seq: i64,
    publish: watch::Sender<Vec<Seen>>,
    waiting: HashMap<String, oneshot::Sender<Seen>>,
}

impl Follower {
    /// Counts the reconnects.
    async fn run(mut self, mut outbox: mpsc::UnboundedReceiver<Send>) -> Result<u32> {
        let mut cuts = 0;
        loop {
            if outbox.is_closed() && outbox.is_empty() {
                return Ok(cuts);
            }
            let Ok(mut socket) = self.connect().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            if self.serve(&mut socket, &mut outbox).await.is_ok() {
                let _ = socket.close(None).await;
                return Ok(cuts);
            }
            // Who waits for an acknowledgement learns that none will come on this connection.
            self.waiting.clear();
            cuts += 1;
        }
    }

    async fn connect(&mut self) -> Result<Socket> {
        let url = format!("{}/ws", self.api.base().replacen("http", "ws", 1));
        let (mut socket, _) = tokio::time::timeout(PATIENCE, tokio_tungstenite::connect_async(url)).await??;
        say(&mut socket, json!({"type": "auth", "data": {"token": self.api.token()}})).await?;
        let stream = format!("conversation/{}", self.session);
        say(&mut socket, json!({"type": "subscribe", "data": {"stream": stream, "lastSeq": self.last_seq}})).await?;
        Ok(socket)
    }

    /// Returns `Ok` when the owner closed, `Err` when the connection is lost.
    async fn serve(&mut self, socket: &mut Socket, outbox: &mut mpsc::UnboundedReceiver<Send>) -> Result<()> {
        let mut ping = tokio::time::interval(PATIENCE / 2);
        let mut heard = tokio::time::Instant::now();
        loop {
            tokio::select! {
                frame = socket.next() => {
                    heard = tokio::time::Instant::now();
                    match frame.context("closed")?? {
                        Frame::Text(text) => self.take(&serde_json::from_str(&text)?).await?,
                        Frame::Close(reason) => bail!("closed: {reason:?}"),
                        _ => {}
                    }
                }
                send = outbox.recv() => {
                    let Some(Send { mut body, ack }) = send else { return Ok(()) };
                    let id = body["clientMessageId"].as_str().context("a message without clientMessageId")?.to_owned();
                    self.waiting.insert(id, ack);
                    body["sessionId"] = self.session.into();
                    say(socket, json!({"type": "message", "data": body})).await?;
                }
                _ = ping.tick() => {
                    if heard.elapsed() > PATIENCE {
                        bail!("silent");
                    }
                    say(socket, json!({"type": "ping"})).await?;
                }
            }
        }
    }

    async fn take(&mut self, frame: &Value) -> Result<()> {
        match frame["type"].as_str().unwrap_or_default() {
            "ack" => {
                let data = &frame["data"];
                let ack = Seen {
                    client_message_id: data["clientMessageId"].as_str().unwrap_or_default().into(),
                    id: data["messageId"].as_i64().context("ack without messageId")?,
                    seq: data["seq"].as_i64().context("ack without seq")?,
                };
                if let Some(waiting) = self.waiting.remove(&ack.client_message_id) {
                    let _ = waiting.send(ack);
                }
            }
            // Without the subscription nothing would be delivered: connect again, and ask again.
            "error" if frame["data"]["stream"].is_string() => bail!("not subscribed: {frame}"),
            "error" => {
                // Dropping the sender tells that no acknowledgement comes.
                if let Some(id) = frame["data"]["clientMessageId"].as_str() {
                    self.waiting.remove(id);
                }
            }
            "reset" => self.refetch(frame).await?,
            kind => {
                let Some(seq) = frame["seq"].as_i64().filter(|_| kind != "subscribed") else { return Ok(()) };
                self.last_seq = seq;
                if kind == "message" || kind == "note" {
                    self.note(&frame["data"]["message"]);
                }
            }
        }
        Ok(())
    }

    /// The gap is too large to be replayed: state comes by REST, and the stream goes on from `seq`.
    async fn refetch(&mut self, frame: &Value) -> Result<()> {
        for message in self.api.all_messages(&self.path).await? {
            let known = self.publish.borrow().last().map_or(0, |last| last.seq);
            if message["seq"].as_i64().unwrap_or(0) > known {
                self.note(&message);
            }
        }
        self.last_seq = frame["seq"].as_i64().context("reset without seq")?;
        Ok(())
    }

    fn note(&mut self, message: &Value) {
        if let Some(seen) = written_by_people(message) {
            self.publish.send_modify(|all| all.push(seen));
        }
    }
}

/// The system's own lines ("an agent has joined") are nobody's acknowledgement: left out on all sides.
pub fn written_by_people(message: &Value) -> Option<Seen> {
    if message["kind"] == "system" {
        return None;
    }
    Some(Seen {
        client_message_id: message["clientMessageId"].as_str()?.into(),
        id: message["id"].as_i64()?,
        seq: message["seq"].as_i64()?,
    })
}

async fn say(socket: &mut Socket, frame: Value) -> Result<()> {
    socket.send(Frame::text(frame.to_string())).await?;
    Ok(())
}
