//! Quick-registration links (003 §2.2.3, §3.2.1): staff send one, and whoever opens it is a few fields and
//! a proven phone away from the queue.
//!
//! States of a link: active -> expired | revoked | used up; derived from the row and the time, never stored.
//! Invariant: a link takes no more customers than it was made for, however many register at once.

mod flows;
mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{Invitation, LinkState, NewLinks, RegistrationLink};
pub use ops::create;
pub use store::revoke;
