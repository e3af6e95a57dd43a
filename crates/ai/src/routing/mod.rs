//! Which account serves a call: a pure decision over a snapshot (004 §3, SmartAiRouter).
//!
//! Binding -> candidates that may serve now -> the best tier (primary before fallback, then by priority) ->
//! the conversation's own account, or the group's strategy. The reason is part of the answer.

mod model;

pub use model::{Candidate, Choice, Needs, Nobody, Verdict, Why, decide, verdict};
