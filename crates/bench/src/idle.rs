//! Sockets that are open and silent, as most of a customer-service system's are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message as Frame;

use crate::api::Api;

/// How many connect at the same time.
const AT_ONCE: usize = 50;

#[derive(Debug)]
pub struct Sockets {
    tasks: Vec<JoinHandle<()>>,
    closed: Arc<AtomicUsize>,
    end: watch::Sender<bool>,
}

/// Opens and signs in `count` sockets that follow their person's own stream.
pub async fn open(api: &Api, count: usize) -> Result<Sockets> {
    let me = api.get("/user/info").await?;
    let stream = format!("{}/{}", me["kind"].as_str().unwrap_or("user"), me["id"]);
    let closed = Arc::new(AtomicUsize::new(0));
    let (end, ending) = watch::channel(false);
    let mut tasks = Vec::with_capacity(count);
    while tasks.len() < count {
        let batch = (count - tasks.len()).min(AT_ONCE);
        let opening = (0..batch).map(|_| one(api.clone(), stream.clone(), closed.clone(), ending.clone()));
        for task in futures_util::future::join_all(opening).await {
            tasks.push(task?);
        }
    }
    Ok(Sockets { tasks, closed, end })
}

async fn one(
    api: Api,
    stream: String,
    closed: Arc<AtomicUsize>,
    mut ending: watch::Receiver<bool>,
) -> Result<JoinHandle<()>> {
    let url = format!("{}/ws", api.base().replacen("http", "ws", 1));
    let (mut socket, _) =
        tokio_tungstenite::connect_async(url).await.context("opening a socket (is `ulimit -n` high enough?)")?;
    for frame in [
        json!({"type": "auth", "data": {"token": api.token()}}),
        json!({"type": "subscribe", "data": {"stream": stream}}),
    ] {
        socket.send(Frame::text(frame.to_string())).await?;
        let answer = socket.next().await.context("closed at sign-in")??;
        let answer: Value = serde_json::from_str(answer.to_text()?)?;
        ensure!(answer["type"] != "error", "{answer}");
    }
    Ok(tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = ending.changed() => break,
                frame = socket.next() => match frame {
                    Some(Ok(Frame::Text(text))) if text.contains("\"ping\"") => {
                        let _ = socket.send(Frame::text(r#"{"type":"pong"}"#)).await;
                    }
                    Some(Ok(_)) => {}
                    _ => {
                        closed.fetch_add(1, Ordering::Relaxed);
                        return;
                    }
                },
            }
        }
        let _ = socket.close(None).await;
    }))
}

impl Sockets {
    pub fn all_open(&self) -> bool {
        self.closed.load(Ordering::Relaxed) == 0
    }

    pub async fn close(self) {
        let _ = self.end.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
    }
}
