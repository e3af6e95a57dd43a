//! Roles: named sets of grants (a permission and how far it reaches). Built-in ones come with the
//! tenant and do not change; tenants make their own.
//!
//! Invariants: nobody gives away more than it holds; a tenant's role never holds a platform
//! permission, nor a customer's; a role that somebody has cannot be deleted.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{Grant, NewRole, Role, RoleRef, UpdateRole};
pub(crate) use ops::may_give;
pub use ops::{admin_code, seed};
pub use store::id_by_code;
pub(crate) use store::{granted, lock_admin_role, of_user, of_users};
