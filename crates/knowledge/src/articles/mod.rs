//! Articles of the knowledge base. draft -> published <-> unpublished; deleted ones are gone for everybody.
//!
//! Every save makes a version, and what is published is always the newest one: changing a published
//! article changes what customers read at once, and therefore asks for the permission to publish.
//! Each change writes `articles_changed` to the stream `kb`; the search index reads it from there.

mod http;
mod model;
mod ops;
mod store;

pub use http::routes;
pub use model::{Article, ArticleCard, ArticleError, Audience, NewArticle, Status};
pub(crate) use ops::{ARTICLES_CHANGED, ArticlesChanged, changed};
pub use ops::{create, seed_views};
pub(crate) use store::{ImportRow, Indexed, import, indexed, indexed_after};
