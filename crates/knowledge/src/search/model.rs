//! What a search answers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    categories::Category,
    index::{Hit, Question, excerpt, highlight},
    markdown::marked,
};

const SNIPPET_CHARS: usize = 120;

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArticleHit {
    pub id: i64,
    pub title: String,
    /// Escaped, with `<mark>` around what matches.
    pub title_highlighted: String,
    /// The part of the text that matches; escaped, with `<mark>`.
    pub snippet: String,
    pub category_name: Option<String>,
    /// 0 to 1, against the best there could be.
    pub relevance: f64,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    pub query: String,
    pub hits: Vec<ArticleHit>,
    pub total: i64,
    pub took_ms: i64,
    /// What was searched for instead, when that was not what was typed.
    pub corrected: Option<String>,
}

/// Three digits are what the figure is worth.
pub fn thousandths(value: f32) -> f64 {
    (f64::from(value.clamp(0.0, 1.0)) * 1000.0).round() / 1000.0
}

impl ArticleHit {
    pub fn new(hit: &Hit, question: &Question, categories: &[Category]) -> Self {
        let snippet = excerpt(&hit.text, question, SNIPPET_CHARS);
        Self {
            id: hit.article,
            title_highlighted: marked(&hit.title, &highlight(&hit.title, question)),
            snippet: marked(&snippet.text, &snippet.marks),
            category_name: categories.iter().find(|c| Some(c.id) == hit.category).map(|c| c.name.clone()),
            relevance: thousandths(hit.score),
            version: hit.version,
            title: hit.title.clone(),
        }
    }
}

/// `root` and everything below it.
pub fn with_descendants(categories: &[Category], root: i64) -> Vec<i64> {
    let mut found = vec![root];
    let mut at = 0;
    while at < found.len() {
        let below = categories
            .iter()
            .filter(|c| c.parent_id == Some(found[at]) && !found.contains(&c.id))
            .map(|c| c.id)
            .collect::<Vec<_>>();
        found.extend(below);
        at += 1;
    }
    found
}

/// What a customer is shown of a search (001's spelling).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PortalHit {
    pub id: i64,
    pub title: String,
    pub title_highlighted: String,
    pub snippet: String,
    pub category: Option<String>,
    pub relevance: f64,
    pub version: i32,
}

impl From<ArticleHit> for PortalHit {
    fn from(hit: ArticleHit) -> Self {
        Self {
            id: hit.id,
            title: hit.title,
            title_highlighted: hit.title_highlighted,
            snippet: hit.snippet,
            category: hit.category_name,
            relevance: hit.relevance,
            version: hit.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(id: i64, parent_id: Option<i64>) -> Category {
        Category {
            id,
            parent_id,
            slug: id.to_string(),
            name: id.to_string(),
            name_en: None,
            icon: None,
            description: None,
            article_count: 0,
            sort: 0,
        }
    }

    #[test]
    fn a_category_stands_for_what_is_below_it() {
        let tree = [category(1, None), category(2, Some(1)), category(3, Some(2)), category(4, None)];
        assert_eq!(with_descendants(&tree, 1), [1, 2, 3]);
        let circle = [category(1, Some(2)), category(2, Some(1))];
        assert_eq!(with_descendants(&circle, 1), [1, 2], "a circle ends");
    }
}
