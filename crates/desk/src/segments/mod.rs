//! Segments: customers by what they are (attributes) and what they do (behaviour), 003 §2.2.2.
//!
//! A segment is a list of conditions that all, or any, have to hold. Nothing is stored per customer: who is
//! in a segment is asked of the rows as they are now, so it is never out of date.

mod http;
mod model;
mod query;
mod store;

pub use http::routes;
pub use model::{Condition, Rules, Segment};

pub(crate) use query::push;
pub(crate) use store::find;
