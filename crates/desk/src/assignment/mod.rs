//! Who is given which conversation, and why.
//!
//! `model::decide` chooses, from a snapshot; `hands::hand_over` is the one function that changes who
//! serves - by the assigner, a supervisor, a transfer or the agent itself - and writes the history.
//! One decision at a time for a (tenant, team), under an advisory lock; the agent's row, locked,
//! holds presence and load. Lock order: advisory, conversations by id, agents by id, transfers.
//!
//! A transfer is pending -> accepted | rejected | cancelled | timeout; the agent who offers keeps the
//! conversation until a colleague accepts. Handing to a team queues it there at once.

mod assigner;
mod deserted;
mod hands;
mod http;
mod manual;
mod model;
mod runner;
mod store;
mod transfers;

pub use assigner::settle;
pub use http::routes;
pub use model::{
    AssignmentKind, AssignmentRecord, Candidate, Decision, Explain, Snapshot, Strategy, Transfer, TransferStatus,
    decide,
};
pub use runner::start;

pub(crate) use hands::{claim, drop_offer, regroup, release};
pub(crate) use store::{Accept, accepts, lock_pool, team_exists};
