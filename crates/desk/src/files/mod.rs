//! Files: what people attach to messages and tickets.
//!
//! A file is a row and an object in the object store under `{tenant}/{uuid}`; the row is written only
//! once the object is complete and durable, so a row always has its bytes. Its 256-bit token is the
//! public name; reading takes the token and either a signed-in principal who may see the file, or a
//! link that this program signed a few hours ago (browsers load `<img>` without a bearer header).
//!
//! `model` names types and signs links, `sniff` tells what the bytes are, `store` speaks SQL,
//! `depot` holds the bytes, `receive` reads an upload, `http` speaks HTTP.

mod depot;
mod http;
pub mod model;
mod receive;
mod sniff;
mod store;

pub use depot::Files;
pub(crate) use depot::{Spooled, lost};
pub(crate) use http::disposition;
pub use http::routes;
pub use model::FileRef;
pub use receive::{Upload, receive};
pub use store::{FileRow, mine, refs};
