//! Agents: users who serve conversations. Presence (online, busy, away, offline) is what the agent
//! says; load is what it serves. Both stand in one row, whose lock every change of hands takes.
//!
//! Invariants: `load` = the number of active conversations of the user; only `online` agents are
//! given conversations by the system; going offline keeps what the agent has.

mod absence;
mod http;
mod model;
mod ops;
pub(crate) mod store;

pub(crate) use absence::sweep;
pub use absence::{heartbeat, lapse, left};
pub use http::routes;
pub(crate) use model::split;
pub use model::{AgentState, Presence};
pub(crate) use ops::{announce, announce_all, announce_touched, me};
