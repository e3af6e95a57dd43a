//! Users: the members of a tenant's staff.
//!
//! States: active <-> locked (by an administrator), active <-> inactive (left for a while), deleted
//! (the name is free again; the row stays, because what the user did points at it).
//! Invariants: a tenant has at most `max_users` that are not deleted and always one active
//! administrator; nobody changes a user who may do more than itself.

mod access;
mod http;
mod model;
mod ops;
mod seed;
mod store;

pub(crate) use access::check as check_reach;
pub use http::routes;
pub use model::{NewUser, UpdateUser, User, UserStatus};
pub(crate) use model::{given, is_username, split};
pub use ops::create;
pub(crate) use ops::{lock as lock_to_change, not_oneself};
pub use seed::{create_given, create_with_password, give_customer_password};
pub(crate) use store::exists;
pub use store::id_by_username;
