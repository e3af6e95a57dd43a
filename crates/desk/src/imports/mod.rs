//! Customers from files (003 §2.2.1), with their organizations.
//!
//! uploaded -> checking -> checked -> running -> done; cancelled or failed on the way. A file is stored first; then
//! it is checked, which writes nothing but what it found, and then the same file is written by the same steps: whoever
//! saw the check knows what comes. A job goes through the file in batches, and each batch is written in the transaction
//! that counts it: a killed program goes on where it was, and nothing is there twice.
//!
//! A row is the customer that has its code, or else its phone, or else, when it has neither, its e-mail. So the same
//! file again changes nothing. `columns` knows the heads of columns, `draft` reads a row, `decide` says what becomes of
//! it, `issue` names what can be wrong; those are pure.

mod columns;
mod decide;
mod draft;
mod http;
mod issue;
mod job;
mod model;
mod people;
mod receive;
mod store;
mod sweep;
mod template;

pub(crate) use columns::Field;
pub use http::routes;
pub use job::RunImport;
pub use model::CustomerImport;
pub(crate) use sweep::start;
pub use sweep::sweep;
