//! The wire from outside: recorded vendors' bytes, arbitrary requests and streams, cuts at any byte.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod client;
mod cuts;
mod errors;
mod faults;
mod passing;
mod refusals;
mod round_trips;
mod translation;
mod vendors;
