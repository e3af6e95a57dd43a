//! Customers and organizations into files (003 §2.2.1): what a list shows, as CSV or XLSX.
//!
//! An answer is made while it is sent, batch by batch in order of id, so that no export is too large and nothing has to
//! be kept or cleaned up. Contact data stays masked unless the caller may reveal it and asks to; either way the audit
//! trail says who took how many rows, before the first one leaves. No cell begins a formula (`sheets::harmless`).

mod columns;
mod download;
mod http;
mod store;
mod write;

pub(crate) use download::Download;
pub use http::routes;
