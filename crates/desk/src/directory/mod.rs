//! The directory: what is shown everywhere by its name. A conversation's card shows its customer, the
//! customer's organization, its agent and its team; none of them is the conversation's own. When one changes,
//! no card is written again: one event says what it is now, and clients lay it over what they hold
//! (docs/adr/0011). So a change costs the same whether one card shows it or ten thousand.
//!
//! Staff follow stream `directory`. A customer follows `agent/{id}` and `team/{id}` of those whom its own
//! conversations and tickets show, and hears of nobody else.

mod ops;
mod store;

pub use ops::tell;
pub(crate) use store::{shows_agent, shows_team};
