//! An organization: a client company of the tenant, whose people are its customers.

mod http;
mod store;

pub use http::routes;
pub use store::{NewOrganization, Organization, create, ensure};
