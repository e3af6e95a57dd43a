//! Questions and answers: `/kb/qa` for staff, and 001's assistant for customers. An answer quotes the
//! knowledge base and says where; without a sure one it says so and offers what is related.
//!
//! What customers ask is kept as a visit (001's self_service_sessions) with its interactions. A visit
//! and an interaction are known outside by random tokens, since strangers ask too.

mod http;
mod intent;
mod model;
mod ops;
mod portal;
mod store;

pub use model::{QaAnswer, QaOutcome};

pub fn routes() -> aide::axum::ApiRouter<kernel::App> {
    http::routes().merge(portal::routes())
}
