//! An organization: a client company of the tenant, whose people are its customers (003 §2.2.5, §3.3.2).
//!
//! Invariants: no two of a tenant have the same name or the same credit code; one that still has
//! customers cannot be deleted. Phone and credit code are sensitive: masked in every answer but the
//! audited reveal (design §6).

pub(crate) mod credit_code;
mod http;
pub mod matching;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{NewOrganization, Organization, OrganizationSize};
pub use ops::create;
pub use store::ensure;

pub(crate) use model::mask_credit_code;
pub(crate) use ops::check_new;
pub(crate) use store::{Wanted, conditions, find};
