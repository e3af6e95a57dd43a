//! `/kb/articles/search` and `/kb/suggest`.

use std::time::Instant;

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::Extension;
use kernel::{Allow, App, Body, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::model::{ArticleHit, SearchResult};
use crate::{
    Knowledge,
    index::{Audience, Filter},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/kb/articles/search",
            get_with(search, |o| {
                o.id("searchArticles").summary("Search published articles, also internal ones.").tag("knowledge")
            }),
        )
        .api_route(
            "/kb/suggest",
            post_with(suggest, |o| {
                o.id("suggestArticles").summary("Articles that may help to answer a message.").tag("knowledge")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct SearchQuery {
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    q: String,
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 50))]
    #[schemars(range(min = 1, max = 50))]
    limit: u8,
}

fn ten() -> u8 {
    10
}

async fn search(
    caller: Allow<perm::ArticlesRead>,
    Extension(knowledge): Extension<Knowledge>,
    Query(query): Query<SearchQuery>,
) -> Result<Reply<SearchResult>> {
    let start = Instant::now();
    let tenant = caller.principal.tenant;
    let (question, ranking) =
        knowledge.find(tenant, &query.q, Filter::of(Audience::Internal), 0, query.limit.into()).await?;
    let categories = knowledge.categories(tenant).await?;
    let hits = ranking.hits.iter().map(|h| ArticleHit::new(h, &question, &categories)).collect();
    let took_ms = i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(Reply(SearchResult {
        query: query.q,
        hits,
        total: i64::try_from(ranking.total).unwrap_or(i64::MAX),
        took_ms,
        corrected: None,
    }))
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct SuggestArticles {
    /// What the customer wrote.
    #[garde(length(chars, min = 1, max = 2000), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 2000))]
    text: String,
}

/// Articles shown beside a chat.
const SUGGESTED: usize = 5;
/// Below this share of what was said, an article is no help.
const COVERAGE_MIN: f32 = 0.25;

async fn suggest(
    caller: Allow<perm::ArticlesRead>,
    Extension(knowledge): Extension<Knowledge>,
    Body(body): Body<SuggestArticles>,
) -> Result<Reply<Vec<ArticleHit>>> {
    let tenant = caller.principal.tenant;
    let (question, ranking) = knowledge.find(tenant, &body.text, Filter::of(Audience::Internal), 0, SUGGESTED).await?;
    let categories = knowledge.categories(tenant).await?;
    Ok(Reply(
        ranking
            .hits
            .iter()
            .filter(|h| h.coverage >= COVERAGE_MIN)
            .map(|h| ArticleHit::new(h, &question, &categories))
            .collect(),
    ))
}
