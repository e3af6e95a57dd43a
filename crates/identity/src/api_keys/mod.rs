//! API keys: `pd_<tenant>_<random>`, for programs. Shown once, stored as a digest.
//!
//! States: active -> revoked | expired. Invariant: a key holds no more than its maker held, and
//! every permission reaches the whole tenant only if the maker's did.

mod check;
mod http;
mod model;
mod ops;
mod store;

pub(crate) use check::check;
pub use http::routes;
pub use model::{ApiKey, ApiKeyCreated, NewApiKey, PREFIX};
