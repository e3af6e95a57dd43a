//! A customer: a person whom the tenant serves (design §2).
//!
//! `profile` says how well it is known: temporary (quick registration) -> pending_archive (an application
//! to put it on file was submitted) -> formal; `model` has the table. Invariants: a profile changes only
//! through archiving or direct conversion, and every change of it is in the archive records; a deleted
//! customer keeps its row, and a merged one names who it turned out to be. Phones and mail are
//! sensitive: masked in every answer but the audited reveal (design §6).

mod events;
mod http;
mod list;
pub mod model;
mod ops;
mod reach;
mod store;

pub use http::routes;
pub use model::{Customer, Gender, NewCustomer, Profile, ProfileMove};
pub use store::{create, find};

pub(crate) use events::announce_history;
pub(crate) use http::{CustomerServices, SERVICES_MAX, diallable};
pub(crate) use list::{Wanted, conditions, list};
pub(crate) use model::{CustomerError, Revealed};
pub(crate) use reach::{Reach, check};
pub(crate) use store::{Head, has_open_conversation, lock, set_profile};
