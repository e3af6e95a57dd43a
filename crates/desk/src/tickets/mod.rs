//! Tickets: problems that are followed until they are solved.
//!
//! States: pending -> processing -> waiting_customer | pending_review -> resolved -> closed; also
//! cancelled, back to pending, and resolved -> processing when it was not solved after all (`model`
//! has the table). Invariants: every change of state is in the history; a ticket that is worked on by
//! somebody has an assignee; a customer reads nothing that is internal; the version rises with every
//! change of the ticket itself.

mod access;
mod history;
mod http;
mod list;
pub mod model;
mod ops;
mod regroup;
mod store;
mod sweep;
mod view;

pub use http::routes;
pub use model::{TicketPriority, TicketSource, TicketStatus};
pub use sweep::{start, sweep};
pub use view::{
    AuthorKind, FollowUp, Ticket, TicketAuthor, TicketCard, TicketChange, cards_of_customer, cards_of_organization,
};

pub(crate) use access::find;
pub(crate) use list::{Filter, rows};
pub(crate) use ops::{Draft, Edit, Saying, attach, correct, create, flow, follow_up, hand_to, rate, reopen};
pub(crate) use regroup::regroup;
pub(crate) use view::{Row, follow_ups, ticket};
