//! How a team ends: dissolved, or merged into another. What is open goes to the successor - conversations
//! (whoever serves goes on serving), tickets, relations with customers - and with a merger the members
//! go, too.
//!
//! What is over stays where it happened: closed conversations and tickets keep the team that had them, under its
//! name of then, and so do figures. A report of last month does not change because teams were put together this
//! month, and the successor is not praised or blamed for what it did not do; its figures begin with what it took
//! over. The ended team's figures can still be read by its id and say who succeeded it.
//!
//! Lock order: pools of the assigner, conversations by id, teams by id. New conversations hold a share
//! of their team's row until they commit, so none slips in behind.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use ops::dissolve;
