//! Devices: where somebody is signed in, seen by its owner and by administrators, and signed out from
//! afar (003 §4.2).
//!
//! A device is a sign-in that is open. Ending one is felt at once on this node and within two seconds
//! on every other, by tokens and by sockets.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{Device, SignIn};
