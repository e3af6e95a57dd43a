//! One person in one conversation, who sends until told otherwise and never gives a message up: the same
//! `clientMessageId` is tried again, by WebSocket or REST, until it is acknowledged.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::Api;
use crate::ledger::{Ledger, Seen};
use crate::live::Live;

/// For one acknowledgement, before the message is sent again.
const PATIENCE: Duration = Duration::from_secs(3);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(30);
/// A message that is not acknowledged after this many tries fails the run.
const TRIES_MAX: u32 = 400;

#[derive(Debug)]
pub struct Person {
    pub name: String,
    pub api: Api,
    pub live: Live,
    pub ledger: Ledger,
    path: String,
    /// How often a message had to be sent again.
    pub retries: u32,
}

impl Person {
    pub fn customer(name: String, api: Api, session: i64) -> Self {
        Self::at(format!("/me/sessions/{session}"), name, api, session)
    }

    pub fn agent(name: String, api: Api, session: i64) -> Self {
        Self::at(format!("/sessions/{session}"), name, api, session)
    }

    fn at(path: String, name: String, api: Api, session: i64) -> Self {
        let live = Live::follow(api.clone(), session, path.clone());
        Self { name, api, live, ledger: Ledger::default(), path, retries: 0 }
    }

    /// Sends `count` messages one after the other, in turn by WebSocket and by REST. `progress` is shared by
    /// all people of a run.
    pub async fn say(mut self, count: usize, progress: Arc<AtomicUsize>) -> Result<Self> {
        for number in 0..count {
            let id = Uuid::now_v7().to_string();
            let content = format!("{} {number}", self.name);
            let body = json!({"clientMessageId": id, "kind": "text", "content": content});
            let mut tries = 0;
            let ack = loop {
                // The way changes with each try: the repeat often comes by the other one.
                let by_socket = (number + tries as usize).is_multiple_of(2);
                let answer =
                    if by_socket { self.live.send(body.clone(), PATIENCE).await } else { self.by_rest(&body).await };
                if let Some(ack) = answer {
                    break ack;
                }
                tries += 1;
                ensure!(tries < TRIES_MAX, "{}: message {number} is never acknowledged", self.name);
                tokio::time::sleep(PAUSE).await;
            };
            ensure!(ack.client_message_id == id, "{}: an acknowledgement of something else: {ack:?}", self.name);
            self.retries += tries;
            self.ledger.record(ack);
            progress.fetch_add(1, Ordering::Relaxed);
        }
        Ok(self)
    }

    async fn by_rest(&self, body: &Value) -> Option<Seen> {
        let path = format!("{}/messages", self.path);
        let call = self.api.post(&path, body);
        let message = tokio::time::timeout(PATIENCE, call).await.ok()?.ok()?;
        crate::live::written_by_people(&message)
    }

    /// What REST lists to this person.
    pub async fn fetch(&self) -> Result<Vec<Seen>> {
        let messages = self.api.all_messages(&self.path).await?;
        Ok(messages.iter().filter_map(crate::live::written_by_people).collect())
    }
}
