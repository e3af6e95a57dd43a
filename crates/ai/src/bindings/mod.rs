//! How a group draws on accounts (004 §2.1): dedicated (accounts by name), shared (the pools of services),
//! hybrid (accounts first, pools when those cannot).
//!
//! Invariant: the rows of a group are what its mode says: dedicated has primary accounts alone, shared pools
//! alone (none = every shared account of the tenant), hybrid primary accounts and fallback pools.

mod http;
mod model;
mod ops;
pub(crate) mod store;

pub use http::routes;
pub(crate) use model::{BindingConfig, BindingInput, BoundAccount, Draw, Target};
pub use model::{Mode, Pool};
pub(crate) use ops::bind;
