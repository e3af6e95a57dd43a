//! Passwords: how they are hashed, which are accepted, and how they are changed: by their owner, by
//! a mailed link, or by an administrator who then never knows the one that is used.
//!
//! Invariants: a plain password is never stored or logged; every change signs out all other
//! sign-ins of the account; a reset link works once.

mod flows;
mod hash;
mod http;
mod policy;
mod store;

pub(crate) use flows::name_of;
pub use flows::set;
pub use hash::{Fresh, Hasher};
pub use http::routes;
pub use policy::{PASSWORD_MAX, check as check_policy};
pub(crate) use store::delete_stale;
