//! Searching: for staff (`/kb/articles/search`), and for customers on 001's paths. What customers
//! search for is counted by day, for the popular searches and for the gaps in the knowledge base.

mod http;
mod keywords;
mod model;
mod portal;
mod store;

pub use keywords::Searched;
pub(crate) use keywords::record;
pub(crate) use model::thousandths;
pub use model::{ArticleHit, SearchResult};
pub(crate) use store::most_read;

pub fn routes() -> aide::axum::ApiRouter<kernel::App> {
    http::routes().merge(portal::routes())
}
