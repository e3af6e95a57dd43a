//! Signing in with a code that is sent to the phone: staff at `/auth/login/phone`, customers at
//! `/public/login/phone`. Off unless the tenant's settings switch it on.
//!
//! Invariants: asking for a code answers the same, as fast, and at the same limits for a phone that is nobody's;
//! tries are counted as those of passwords are; a second factor and a password that has to be changed still are
//! asked for.

mod flows;
mod http;
mod store;

pub use http::routes;
