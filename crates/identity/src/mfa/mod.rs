//! Two-step verification: beside the password, a code from a device that only the user has (RFC 6238).
//!
//! States: off -> set up (the secret was shown) -> on (a code was right) -> off. Set up protects nothing.
//! Invariants: a code works once, however many requests race with it; a recovery code works once; the
//! tries of one account are counted as those of a password are; only the password, or an administrator,
//! turns it off.

mod flows;
mod http;
mod model;
mod store;

pub(crate) use flows::challenge;
pub use http::routes;
pub(crate) use store::is_on;
