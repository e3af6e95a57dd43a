//! Reading the audit trail, and proving that nobody changed it. It is written by the kernel, in the
//! transaction of the deed.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{AuditEvent, Verdict};
