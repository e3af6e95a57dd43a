//! The knowledge base: articles, the search over them, and answers that quote them.

pub mod answer;
pub mod index;
pub mod text;
