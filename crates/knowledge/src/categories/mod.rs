//! Categories order the articles, in a tree. A category with articles or children cannot be deleted.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{Category, NewCategory};
pub(crate) use store::{by_name, insert_with_free_slug};
pub use store::{by_slug, insert, list};
