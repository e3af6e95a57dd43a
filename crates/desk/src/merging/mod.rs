//! Merging (003 §2.2.5 档案合并): two customers turned out to be one person.
//!
//! Everything that was said to, asked by or recorded about the one that goes belongs to the one that
//! stays from then on; what the stayer does not have, it takes over. The goer keeps its row, deleted,
//! and names the stayer. Invariants: somebody on file never goes into somebody who is not; nothing is
//! merged while an application waits for its decision, or while the goer is talking to us.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use store::MOVED;
