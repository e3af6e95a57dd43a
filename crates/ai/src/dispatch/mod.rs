//! A call's way: the key's group, what it may, an account, a place there, money set aside, the provider, and
//! the booking. Everything on it is in memory; the one thing written before the provider is asked is a line
//! of the spool.
//!
//! An account that fails is left for another one as long as the client has been told nothing. After the
//! first byte, an honest error ends the stream in its own format.

mod attempt;
mod books;
mod call;
mod refusal;
mod running;
mod stream;

pub use call::{ANY_MODEL, Call, Route, Served, dry_run, serve};
pub use refusal::{Refusal, Why};
pub use stream::StreamBody;
