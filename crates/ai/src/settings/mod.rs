//! What a tenant sets for all its AI groups together.

mod http;
mod model;
pub(crate) mod store;

pub use http::routes;
pub use model::Settings;
