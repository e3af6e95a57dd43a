//! The customer's portal, as 001 shapes it: its look, the customer's own tickets, ratings and feedback.
//!
//! Paths and fields are 001's (snake_case); the rules are those of the rooms behind. A customer reaches
//! its own things only. Feedback has a state of its own: pending -> processing -> processed -> closed,
//! with a question back (need_info) and a second round (reprocessing).

mod color;
mod config;
mod feedback;
mod feedback_http;
mod look;
mod satisfaction;
mod ticket_view;
mod tickets;

use aide::axum::ApiRouter;
use kernel::App;

pub use feedback::{
    FeedbackStatus, FeedbackType, NewFeedback, insert as insert_feedback, save_handled as handle_feedback,
};
pub use look::{PortalLook, dress, look};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(config::routes())
        .merge(tickets::routes())
        .merge(satisfaction::routes())
        .merge(feedback_http::routes())
}
