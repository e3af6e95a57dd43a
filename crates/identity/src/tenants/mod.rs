//! Tenants, as the operator sees them (the platform area), and what the public may know of one.
//!
//! States: inactive (being made) -> active <-> suspended -> deleted. A suspended tenant's users and
//! customers are refused within two seconds. Deleting hides the tenant and frees its slug; the rows
//! stay until they are purged.
//! Invariant: the operator's own tenant can be neither suspended nor deleted.

mod create;
mod http;
mod model;
mod ops;
mod public;
mod store;
mod usage;

pub(crate) use create::refresh_roles;
pub use create::{Start, bootstrap_admin, create, create_with, ensure_platform, introduce};
pub use http::routes;
pub use model::{NewTenant, PlacementKind, Tenant, TenantCreated, UpdateTenant};
pub use public::{PublicTenant, open_by_id, open_by_slug};
