//! AI accounts: credentials at a provider, with models, prices and limits (004 §1.1). Only accounts by API
//! key: pooling people's subscriptions breaks the vendors' terms.
//!
//! States: enabled or disabled by people; healthy, unhealthy or unknown by checks. Invariant: the
//! provider's key leaves the database only to be sent to the provider.

mod details;
mod endpoint;
mod http;
mod model;
mod ops;
pub(crate) mod seal;
pub(crate) mod store;

pub use http::routes;
pub use model::{Account, AccountStatus, AccountType, Health, ServiceType};
pub(crate) use model::{AccountInput, is_model, lines};
pub(crate) use ops::create;
