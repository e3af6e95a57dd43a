//! The shapes of requests and replies: one envelope, one way to refuse bad input (design §5).

pub mod body;
mod complaint;
pub mod context;
pub mod page;
pub mod query;
pub mod reply;

pub use body::Body;
pub use page::{List, Page, PageQuery};
pub use query::{IdPath, Path, Query};
pub(crate) use reply::replayed;
pub use reply::{PortalList, PortalPagination, PortalReply, Reply};
