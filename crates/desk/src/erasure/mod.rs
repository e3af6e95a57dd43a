//! Erasing a customer for good: rows, events, files, exports, letters, sign-ins, and by the destruction of
//! keys also the copies of files in backups (ADR 0012 says what is guaranteed and what is not).
//!
//! States: running -> done; nothing leads back. The request hides the customer and names a job; the job ends
//! the sign-ins, sets the tombstone, destroys keys and objects, overwrites rows in short transactions and at
//! last the customer's own. Each step can be repeated, so a killed job begins anew. Invariants: numbers and order of
//! messages and events stay; what told who it was goes; another customer's rows are not touched; a
//! restored backup that still knows the customer is put right at the program's start, by the tombstones.
//!
//! `plan` says for each table of a tenant what becomes of it; `run` carries it out; `ledger` keeps tombstones.

mod http;
mod ledger;
mod model;
mod ops;
pub mod plan;
mod run;
mod store;

pub use http::routes;
pub use ledger::{Tombstone, tombstones};
pub use model::{Erasure, ErasureStatus};
pub use run::{Run, begin, finish, overwrite, replay, unfinished};

/// The name of the job; the server carries it out, because the sign-ins are another room's.
pub const JOB: &str = "desk.erase_customer";

/// What the job is told.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct EraseCustomer {
    pub tenant: kernel::TenantId,
    pub erasure: i64,
}
