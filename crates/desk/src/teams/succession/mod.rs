//! How a team ends: dissolved, or merged into another. What is open goes to the successor - conversations
//! (whoever serves goes on serving), tickets, relations with customers - and with a merger the members
//! go, too. Conversations that are over keep the name of the team that had them.
//!
//! Lock order: pools of the assigner, conversations by id, teams by id. New conversations hold a share
//! of their team's row until they commit, so none slips in behind.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use ops::dissolve;
