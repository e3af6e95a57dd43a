//! A client of `/ws`.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use super::Client;

/// Longer than anything that works takes; only a broken test waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    /// A socket that has not said who it is.
    pub async fn raw_socket(&self) -> Socket {
        Socket(connect_async(format!("{}/ws", self.base.replace("http://", "ws://"))).await.unwrap().0)
    }

    pub async fn socket(&self) -> Socket {
        let mut socket = self.raw_socket().await;
        socket.send(json!({ "type": "auth", "data": { "token": self.token } })).await;
        socket.until("auth_ok").await;
        socket
    }
}

impl Socket {
    pub async fn send(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }
    pub async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// Bytes as they are, past the client's own rules.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        use tokio::io::AsyncWriteExt;
        self.0.get_mut().write_all(bytes).await.unwrap();
    }

    pub async fn subscribe(&mut self, stream: &str, last_seq: Option<i64>) -> Value {
        self.send(json!({ "type": "subscribe", "data": { "stream": stream, "lastSeq": last_seq } })).await;
        self.next().await
    }

    /// The next frame.
    pub async fn next(&mut self) -> Value {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next())
                .await
                .expect("a frame in time")
                .expect("an open socket")
                .unwrap();
            if let Message::Text(text) = message {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Skips frames until one of this type.
    pub async fn until(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.next().await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// The code with which the server closes.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match tokio::time::timeout(PATIENCE, self.0.next()).await.expect("a close in time") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("closed without a code: {other:?}"),
            }
        }
    }
}
