//! A team: agents who serve together, with skills, a scope (which problems, which business), hours and a
//! strategy by which conversations reach them (003 §2.1.4).
//!
//! A team ends by being dissolved or merged into another. Its row stays, so that old conversations can
//! say whose they were. Invariants: nobody waits for a team that ended; its relations with customers end
//! or move with it; the settings never name it as the default.

pub mod http;
mod model;
mod ops;
mod statistics;
mod store;
mod succession;

pub use http::routes;
pub(crate) use model::TeamError;
pub use model::{NewTeam, Team, no_comma, split};
pub use store::{add_member, create, find, set_leader};
pub(crate) use store::{all, lock};
