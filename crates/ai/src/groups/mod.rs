//! Carpool groups: people and keys that share AI accounts, a cost and quota centre (004 §2, design §2).
//!
//! Each tenant has two from the start: `default`, for whom nothing else names a group, and `portal`, which
//! the customers' assistant is charged to. Invariant: a group never has more members than `maxMembers`.

mod http;
mod members;
mod model;
mod ops;
pub(crate) mod store;

pub use http::routes;
pub use model::{Group, GroupKind, Priority, Strategy};
pub(crate) use model::{GroupInput, GroupStatus, MemberInput, MemberRole, QuotaInput};
pub(crate) use ops::{changed, create, ensure_system, manageable, put_member, visible};
