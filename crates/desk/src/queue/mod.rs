//! The queue as its customers see it: an honest position and, when it can be told, the wait
//! (003 §2.4.3.4, §3.2.2). The order is (priority, queued_at, id) within a pool: a team, or nobody's.
//!
//! What a customer was told is stored, so that a fetch says what the last event said.

mod estimate;
mod ops;
mod refresh;
mod store;

pub use estimate::{Gap, wait_minutes};
pub(crate) use ops::place;
pub use refresh::refresh;
