//! What calls used, booked exactly once (design §8).
//!
//! Before the provider is asked, an attempt is written to the spool, an append-only file in the data folder;
//! after it, what it used. A task carries the spool's entries to PostgreSQL in batches, where a repeated one
//! adds nothing, and deletes the segments that hold nothing else. After a crash the spool is read again: an
//! attempt without an end is booked as unknown, at its estimate.

mod carry;
mod entry;
mod spool;
mod store;
mod sums;

pub use carry::{learn, replay, start};
pub use entry::{Attempt, Booking, Ended, Status};
pub use spool::{Place, Spool};
pub(crate) use store::book;
