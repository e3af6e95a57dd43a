//! Data exports: everything that is kept about one customer, as one archive (ZIP with JSON, a page to read, and
//! the files themselves). A job makes it; it lies in the depot, encrypted, for a week, and only who asked for
//! it can fetch it.
//!
//! States: running -> ready -> expired. Invariants: each request and each fetch is in the audit trail; the
//! archive is written row by row, so that its size costs no memory; when the customer is erased, its
//! exports go first.

mod archive;
mod http;
mod job;
mod model;
mod page;
mod sections;
mod store;

pub use http::routes;
pub use job::{ExportData, start};
pub use model::{DataExport, ExportStatus};

pub(crate) use job::object_key;
pub(crate) use store::remove_of;
