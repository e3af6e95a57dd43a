//! Archiving: putting a temporary customer on file (003 §2.2.5, §3.3.1).
//!
//! An application says what is to be known about the person and where it works. States: draft ->
//! submitted -> approved | rejected; rejected -> draft; submitted -> withdrawn (`model` has the table).
//! Where a tenant's setting asks for no review, submitting approves. Invariants: a customer has at most
//! one application that is a draft or submitted; it is pending_archive exactly while one is submitted;
//! whoever moves an application holds its customer's lock; each move but the saving of a draft is in
//! `records`, with what was asked for; approval makes the relations that were asked for, or fails as a whole.
//! Reviewers hear of what is submitted, and the applicant of the decision (`notices`).

mod http;
pub mod model;
mod notices;
mod ops;
pub mod records;
mod store;
mod view;

pub use http::routes;
pub use model::{ApplicationStatus, Person, Proposal, WantedTeam};
pub use notices::{JOB as NOTICE_JOB, Notice, Told, notice};
pub use ops::{approve, reject, save, submit, withdraw};

pub(crate) use store::drop_draft;
