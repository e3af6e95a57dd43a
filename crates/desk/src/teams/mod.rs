//! A team: agents who serve together, with skills and a strategy by which conversations reach them
//! (003 §2.1.4). A team with open conversations cannot be deleted.

pub mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{NewTeam, Team, no_comma, split};
pub(crate) use store::lock;
pub use store::{add_member, create, find, set_leader};
