//! Six digits that prove a phone: sent to it, typed in within five minutes, good once.
//!
//! States: sent -> used | superseded by the next one | expired | spent (five wrong tries).
//! Invariants: of all tries that race against one code, at most five are looked at; the code itself is
//! not stored; a phone gets one code a minute and ten a day, and a network two hundred a day, whoever asks;
//! a code that was sent for one thing does not open another.

mod model;
mod ops;
mod store;

pub use model::{LIFE, Purpose, RESEND_AFTER};
pub use ops::{deliver, issue, spend};
pub(crate) use store::delete_stale;

use schemars::JsonSchema;
use serde::Serialize;

/// What is said of a code that was asked for, whether or not one is on its way.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeSent {
    /// Seconds that the code is good for.
    expires_in: i64,
    /// Seconds until the phone may get another.
    resend_in: i64,
}

impl CodeSent {
    pub fn now() -> Self {
        Self { expires_in: LIFE.num_seconds(), resend_in: RESEND_AFTER.num_seconds() }
    }
}
