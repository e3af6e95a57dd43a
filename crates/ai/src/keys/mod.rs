//! Group keys: `pdai_<tenant>_<random>`, for programs that call models. Shown once, stored as a digest.
//!
//! States: active -> replaced (works until its overlap ends) -> expired; any -> revoked. A key opens its
//! group's models and nothing else; it is no sign-in to the API.

mod http;
mod model;
mod ops;
pub(crate) mod store;

pub use http::routes;
pub use model::{GroupKey, PREFIX, tenant_of};
pub(crate) use model::{KeyInput, network};
pub(crate) use ops::create;
