//! Imports of articles from JSON Lines or CSV. queued -> running -> done | failed; cancelled on the way.
//!
//! The file is kept in the database until the import has ended, and each batch of rows is written in
//! the same transaction as the count of rows done: whichever node goes on after a crash neither
//! repeats a row nor leaves one out. A bad row is reported with its line and does not stop the rest.

mod http;
mod job;
mod model;
mod receive;
mod rows;
mod store;

pub use http::routes;
pub use job::RunImport;
pub use model::{ImportJob, ImportStatus};
