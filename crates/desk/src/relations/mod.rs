//! Service relations: which teams serve which customers (003 §2.2.6, §3.1). A relation has a priority
//! (one primary team, then secondary ones in their order), a scope (which problems, which business), a
//! validity, and a history of every change with its reason.
//!
//! State is derived from time: upcoming -> active -> expired, and ended when somebody ended it, out of
//! which nothing leads. Invariants: at any moment a customer has at most one primary team, and a team
//! serves a customer by at most one relation; whoever changes a customer's relations holds the
//! customer's row, so that two changes see each other; the leader of the team is told.

mod expiry;
mod history;
mod http;
mod list;
mod model;
mod ops;
mod recommend;
mod regroup;
mod store;

pub use expiry::{Reminder, remind};
pub use http::routes;
pub use model::{NewRelation, NewTerms, Priority, Relation, RelationState, Terms};
pub(crate) use ops::check_together;
pub use ops::create;
pub(crate) use regroup::{make_way, regroup};
