//! Conversations: one customer and, once served, one agent, talking live. 003 calls them sessions.
//!
//! States: queued -> active -> closed, back to queued when handed to a team, never out of closed.
//! Invariants: an active conversation has an assignee and a queued one has none; a customer has at
//! most one that is not closed; message numbers have no gaps; whoever sends the same
//! `clientMessageId` twice has sent one message; every change is announced with the whole object.

mod access;
mod draft;
mod events;
mod http;
mod idle;
mod list;
mod live;
mod messages;
mod model;
mod ops;
mod portal;
mod store;
mod view;

pub use access::{Reach, may_subscribe};
pub use http::routes;
pub use live::{mark_read, send};
pub use model::{
    Channel, CloseReason, Message, MessageKind, MySession, NewMessage, QueueInfo, Session, SessionError, Status,
};
pub use ops::{link_ticket, rate};
pub use view::{sessions_of_customer, sessions_of_organization};

pub(crate) use access::{find_for_staff, lock_all_for_staff, lock_for_staff};
pub(crate) use events::{Audience, CustomerUpdate, announce};
pub(crate) use idle::sweep as end_idle;
pub(crate) use list::waiting;
pub(crate) use model::{Move, is_storable, is_storable_option};
pub(crate) use store::{Conversation, lock, lock_all, save_hands, save_team};
pub(crate) use view::{ViewRow, waiting_customers};
