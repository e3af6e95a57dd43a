//! Splitting (003 §2.2.5 档案拆分): one profile on file turned out to hold two persons.
//!
//! The second becomes a temporary customer of the same organization, and gets the closed conversations
//! and the tickets that are named. Both profiles have it on record. What is still being talked about
//! stays where it is.

mod http;
mod ops;
mod store;

pub use http::routes;
