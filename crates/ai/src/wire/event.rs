//! What happens in a stream, whatever its dialect.

use super::{Fault, StopReason, Usage};

#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Start {
        id: String,
        model: String,
    },
    Text(String),
    Thinking(String),
    /// Closes the thinking before it: the vendor's seal on it.
    Signature(String),
    Redacted(String),
    ToolStart {
        /// Counts the calls of one answer from 0.
        index: usize,
        id: String,
        name: String,
        signature: Option<String>,
    },
    /// A piece of the JSON text of a call's arguments.
    ToolInput {
        index: usize,
        json: String,
    },
    Stop {
        reason: StopReason,
        sequence: Option<String>,
    },
    /// The counts so far; the last one holds. Never to be added up.
    Usage(Usage),
    /// The stream failed after it had begun. Nothing follows.
    Error(StreamFault),
    /// The vendor said that it was done. Nothing follows.
    End,
}

/// How a stream ended that did not end well.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamFault {
    pub fault: Fault,
    pub message: String,
}
