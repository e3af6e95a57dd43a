//! A customer: a person whom the tenant serves (design §2). `profile` says how well it is known:
//! temporary (quick registration), pending_archive, formal. Phone and mail are sensitive: masked in
//! every answer but the audited reveal (design §6).

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{Customer, NewCustomer, Profile};
pub use store::{create, find};
