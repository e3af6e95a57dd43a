//! How a tenant's people may sign in beside their password, and who needs a second factor. One row a tenant;
//! without one: passwords alone, and a second factor for who wants it.
//!
//! Invariant: a user of whom a second factor is asked and whose grace is over can enrol and nothing else; API
//! keys are programs and not asked.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{MfaRequired, SignInSettings};
pub use store::overdue_among;
pub(crate) use store::{MFA_DUE_AT, get, is_mfa_asked, mfa_due_at};
