//! Which team should serve a customer, and why (003 §7.7: recommend-teams). Scored from what the teams are for, what
//! they know, who of the customer's organization they serve, what they did for the customer before, and
//! how busy they are. Every point has a reason that people can read.

mod http;
mod model;
mod store;

pub use http::routes;
