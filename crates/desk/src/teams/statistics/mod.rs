//! What a team did in a span of days (003 §2.1.4): conversations, first replies, ratings, tickets, for
//! the team and for each member. A conversation counts on the day on which its customer began to wait,
//! for the team that has it and the member who served it last. Days are those of the tenant's time zone.

mod http;
mod model;
mod store;

pub use http::routes;
