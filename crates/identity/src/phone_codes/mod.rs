//! Six digits that prove a phone: sent to it, typed in within five minutes, good once.
//!
//! States: sent -> used | superseded by the next one | expired | spent (five wrong tries).
//! Invariants: of all tries that race against one code, at most five are looked at; the code itself is
//! not stored; a phone gets one code a minute and ten a day, whoever asks.

mod model;
mod ops;
mod store;

pub use model::{LIFE, RESEND_AFTER};
pub use ops::{send, spend};
pub(crate) use store::delete_stale;
