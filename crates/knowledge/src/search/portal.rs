//! 001 §4.1, 智能搜索接口: what customers search with. Names are 001's.

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use chrono::TimeDelta;
use kernel::{App, Offers, PageQuery, PortalList, PortalReply, Query, Reply, Result, feature, http::context};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keywords::{POPULAR_DAYS, Searched},
    model::{ArticleHit, PortalHit, with_descendants},
    store,
};
use crate::{
    Knowledge, Visitor,
    index::{Audience, Filter},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customer-portal/search",
            get_with(search, |o| o.id("portalSearch").summary("Search the knowledge base.").tag("portal")),
        )
        .api_route(
            "/customer-portal/search/category",
            get_with(search_category, |o| {
                o.id("portalSearchCategory").summary("Search one category and those below it.").tag("portal")
            }),
        )
        .api_route(
            "/customer-portal/search/tags",
            get_with(search_tags, |o| {
                o.id("portalSearchTags").summary("Search articles that carry all of the tags.").tag("portal")
            }),
        )
        .api_route(
            "/customer-portal/search/suggestions",
            get_with(suggestions, |o| {
                o.id("portalSuggestions").summary("Titles that begin with what was typed.").tag("portal")
            }),
        )
        .api_route(
            "/customer-portal/search/trending",
            get_with(trending, |o| o.id("portalTrending").summary("What is searched for most.").tag("portal")),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct PortalSearchQuery {
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    q: String,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    category_id: Option<i64>,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

async fn search(
    visitor: Visitor,
    _: Offers<feature::Knowledge>,
    Extension(knowledge): Extension<Knowledge>,
    Query(query): Query<PortalSearchQuery>,
) -> Result<PortalList<PortalHit>> {
    found(&knowledge, &visitor, &query.q, query.category_id, &[], &query.page).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct CategorySearchQuery {
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    q: String,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    category_id: i64,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

async fn search_category(
    visitor: Visitor,
    _: Offers<feature::Knowledge>,
    Extension(knowledge): Extension<Knowledge>,
    Query(query): Query<CategorySearchQuery>,
) -> Result<PortalList<PortalHit>> {
    found(&knowledge, &visitor, &query.q, Some(query.category_id), &[], &query.page).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct TagSearchQuery {
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    q: String,
    /// Separated by commas; an article must carry all of them.
    #[garde(length(chars, min = 1, max = 500))]
    #[schemars(length(min = 1, max = 500))]
    tags: String,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

async fn search_tags(
    visitor: Visitor,
    _: Offers<feature::Knowledge>,
    Extension(knowledge): Extension<Knowledge>,
    Query(query): Query<TagSearchQuery>,
) -> Result<PortalList<PortalHit>> {
    let tags: Vec<&str> = query.tags.split([',', '，']).map(str::trim).filter(|t| !t.is_empty()).collect();
    found(&knowledge, &visitor, &query.q, None, &tags, &query.page).await
}

async fn found(
    knowledge: &Knowledge,
    visitor: &Visitor,
    q: &str,
    category: Option<i64>,
    tags: &[&str],
    page: &PageQuery,
) -> Result<PortalList<PortalHit>> {
    let categories = knowledge.categories(visitor.tenant).await?;
    let mut filter = Filter::of(Audience::Public).with_tags(tags.iter().copied());
    if let Some(category) = category {
        filter = filter.in_categories(&with_descendants(&categories, category));
    }
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let limit = usize::try_from(page.limit()).unwrap_or_default();
    let (question, ranking) = knowledge.find(visitor.tenant, q, filter, offset, limit).await?;
    if page.page == 1 {
        // A full channel means that counting is behind; searching goes on.
        drop(knowledge.0.searched.try_send(Searched {
            tenant: visitor.tenant,
            query: q.to_owned(),
            found: ranking.total > 0,
            asker: asker(visitor),
        }));
    }
    let hits = ranking.hits.iter().map(|h| ArticleHit::new(h, &question, &categories).into()).collect();
    Ok(PortalList::new(hits, i64::try_from(ranking.total).unwrap_or(i64::MAX), page))
}

/// Who counts as one person among the popular searches: whoever has signed in, or a stranger's network, because
/// who has one address of it often has the others, too.
fn asker(visitor: &Visitor) -> Option<String> {
    let signed_in = visitor.principal.as_ref().map(|p| format!("{}/{}", p.kind.as_str(), p.id));
    signed_in.or_else(|| context::current().ip.map(|ip| format!("network/{}", kernel::network::of(Some(ip)))))
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct SuggestionQuery {
    #[garde(length(chars, max = 100))]
    #[schemars(length(max = 100))]
    q: String,
}

const SUGGESTIONS: usize = 8;

async fn suggestions(
    visitor: Visitor,
    _: Offers<feature::Knowledge>,
    Extension(knowledge): Extension<Knowledge>,
    Query(query): Query<SuggestionQuery>,
) -> Result<PortalReply<Vec<String>>> {
    let offered = knowledge.suggest(visitor.tenant, &query.q, Audience::Public, SUGGESTIONS).await?;
    Ok(Reply(offered.into_iter().map(|s| s.title).collect()))
}

/// A popular search.
#[derive(Debug, Serialize, JsonSchema)]
struct TrendingKeyword {
    keyword: String,
    /// How many people searched for it.
    count: i64,
}

const TRENDING: i64 = 10;

async fn trending(
    visitor: Visitor,
    _: Offers<feature::Knowledge>,
    State(app): State<App>,
) -> Result<PortalReply<Vec<TrendingKeyword>>> {
    let mut tx = visitor.begin(&app).await?;
    let since = (app.now() - TimeDelta::days(POPULAR_DAYS)).date_naive();
    let popular = store::popular(&mut tx, since, TRENDING).await?;
    Ok(Reply(popular.into_iter().map(|(keyword, count)| TrendingKeyword { keyword, count }).collect()))
}
