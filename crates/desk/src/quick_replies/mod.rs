//! Canned answers (快捷回复, 003 §2.10.3): the tenant's, which those who may write them keep, and each
//! user's own. The text may hold variables such as `{{customer.name}}`; the client fills them in.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{NewQuickReply, QuickReply, QuickReplyScope};
pub use store::insert;
