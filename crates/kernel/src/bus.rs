//! What happens inside this process after a commit: committed events and short-lived signals are
//! handed to whoever listens. It may lose (a full channel, another node's commit); listeners recover
//! from the event log, which loses nothing.

use std::sync::Arc;

use serde_json::value::RawValue;
use tokio::sync::broadcast;

use crate::{Stream, db::TenantId, event::Committed};

#[derive(Debug, Clone)]
pub enum Signal {
    /// Events of one transaction, in order.
    Committed(Arc<[Committed]>),
    /// Typing and the like: not stored, without a number.
    Ephemeral(Arc<Ephemeral>),
    /// A principal lost its right to be connected (disabled, signed out, role changed); without user and
    /// session, everybody of the tenant.
    Revoked { tenant: TenantId, user: Option<i64>, session: Option<i64> },
}

#[derive(Debug)]
pub struct Ephemeral {
    pub tenant: TenantId,
    pub stream: Stream,
    pub name: &'static str,
    pub payload: Box<RawValue>,
    /// Not sent back to the connection that caused it.
    pub from_connection: Option<u64>,
}

#[derive(Clone)]
pub struct Bus(broadcast::Sender<Signal>);

impl Default for Bus {
    fn default() -> Self {
        // A listener that falls this far behind re-reads the log.
        Self(broadcast::channel(8192).0)
    }
}

impl Bus {
    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.0.subscribe()
    }
    pub fn publish(&self, signal: Signal) {
        // No listener is not an error: the log has it.
        drop(self.0.send(signal));
    }
}
