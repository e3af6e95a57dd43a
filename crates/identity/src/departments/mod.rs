//! Departments: where in the house somebody works (003 §2.1.3). A tree; a user is in one department or
//! in none. The data scope `department` of a role reaches the people of one's own department, of those
//! that one leads, and of all below.
//!
//! Invariants: no department is below itself, whoever moves what at the same time; names differ among
//! siblings; only an empty department can be deleted; at most [`model::DEPTH_MAX`] levels.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{Department, DepartmentNode, DepartmentRef, NewDepartment};
pub use ops::create;
pub use store::seat;
