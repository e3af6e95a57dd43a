//! API calls (000 §2): one row a request, recorded off the request's path in batches, shown live.
//! This is telemetry: it may be pruned and, in a crash, the last half second of it may be missing.
//! What is billed is not taken from here (design §8).

pub mod http;
mod model;
pub mod recorder;
mod store;

pub use model::{ApiCall, CallFilter, NewCall};
pub use recorder::Recorder;
