//! `/kb/articles` for staff, `/public/kb/{slug}` for everybody.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use kernel::{
    Allow, App, Body, Error, IdPath, List, Offers, Page, Path, Query, Reply, Result, TenantTx, db::TenantStatus,
    error::code, feature, perm,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{Article, ArticleCard, ArticleQuery, ArticleVersion, Audience, NewArticle, Sort, Status},
    ops, store,
};
use crate::{
    Done, Knowledge,
    categories::{self, Category},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/kb/articles",
            get_with(list, |o| o.id("listArticles").summary("Articles, also unpublished ones.").tag("knowledge"))
                .post_with(create, |o| o.id("createArticle").summary("Write an article.").tag("knowledge")),
        )
        .api_route(
            "/kb/articles/{id}",
            get_with(get, |o| o.id("getArticle").summary("An article with its text.").tag("knowledge"))
                .put_with(update, |o| {
                    o.id("updateArticle").summary("Save a new version of an article.").tag("knowledge")
                })
                .delete_with(delete, |o| o.id("deleteArticle").summary("Delete an article.").tag("knowledge")),
        )
        .api_route(
            "/kb/articles/{id}/publish",
            post_with(publish, |o| o.id("publishArticle").summary("Show an article to its readers.").tag("knowledge")),
        )
        .api_route(
            "/kb/articles/{id}/unpublish",
            post_with(unpublish, |o| o.id("unpublishArticle").summary("Take an article back.").tag("knowledge")),
        )
        .api_route(
            "/kb/articles/{id}/versions",
            get_with(versions, |o| {
                o.id("listArticleVersions").summary("Every version of an article, newest first.").tag("knowledge")
            }),
        )
        .api_route(
            "/kb/articles/{id}/restore",
            post_with(restore, |o| {
                o.id("restoreArticle").summary("Bring an earlier version back as a new one.").tag("knowledge")
            }),
        )
        .api_route(
            "/public/kb/{slug}/categories",
            get_with(public_categories, |o| {
                o.id("listPublicCategories").summary("The categories that customers see.").tag("portal")
            }),
        )
        .api_route(
            "/public/kb/{slug}/articles",
            get_with(public_list, |o| o.id("listPublicArticles").summary("Published articles.").tag("portal")),
        )
        .api_route(
            "/public/kb/{slug}/articles/{id}",
            get_with(public_get, |o| {
                o.id("getPublicArticle").summary("A published article; counts a view.").tag("portal")
            }),
        )
        .api_route(
            "/public/kb/{slug}/articles/{id}/helpful",
            post_with(vote, |o| o.id("voteArticle").summary("Say whether an article helped.").tag("portal")),
        )
}

async fn list(
    caller: Allow<perm::ArticlesRead>,
    State(app): State<App>,
    Query(query): Query<ArticleQuery>,
) -> Result<List<ArticleCard>> {
    let mut tx = caller.begin(&app).await?;
    page(&mut tx, &query, None).await
}

async fn page(tx: &mut TenantTx, query: &ArticleQuery, audience: Option<Audience>) -> Result<List<ArticleCard>> {
    let total = store::count(tx, query, audience).await?;
    let list = store::list(tx, query, audience).await?;
    Ok(Reply(Page::new(list, total, &query.page)))
}

async fn create(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Body(body): Body<NewArticle>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let article = ops::create(&mut tx, &body).await?;
    tx.commit(article).await
}

async fn get(
    caller: Allow<perm::ArticlesRead>,
    State(app): State<App>,
    Extension(knowledge): Extension<Knowledge>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let mut article = store::get(&mut tx, path.id).await?;
    article.related = related(&knowledge, &mut tx, &article.card, None).await?;
    Ok(Reply(article))
}

/// Articles like this one, by its title.
async fn related(
    knowledge: &Knowledge,
    tx: &mut TenantTx,
    card: &ArticleCard,
    audience: Option<Audience>,
) -> Result<Vec<ArticleCard>> {
    let ids = knowledge.similar(tx.tenant(), card.id, &card.title, audience.unwrap_or(Audience::Internal)).await?;
    store::cards(tx, &ids, audience).await
}

async fn update(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<NewArticle>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let article = ops::update(&mut tx, path.id, &body).await?;
    tx.commit(article).await
}

async fn delete(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, path.id).await?;
    tx.commit(Done {}).await
}

async fn publish(
    caller: Allow<perm::ArticlesPublish>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let article = ops::publish(&mut tx, path.id).await?;
    tx.commit(article).await
}

async fn unpublish(
    caller: Allow<perm::ArticlesPublish>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let article = ops::unpublish(&mut tx, path.id).await?;
    tx.commit(article).await
}

async fn versions(
    caller: Allow<perm::ArticlesRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Vec<ArticleVersion>>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx, path.id).await?;
    store::versions(&mut tx, path.id).await.map(Reply)
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct RestoreArticle {
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    version: i32,
}

async fn restore(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<RestoreArticle>,
) -> Result<Reply<Article>> {
    let mut tx = caller.begin(&app).await?;
    let article = ops::restore(&mut tx, path.id, body.version).await?;
    tx.commit(article).await
}

/// A tenant's public knowledge base.
#[derive(Debug, Deserialize, JsonSchema)]
struct SlugPath {
    #[schemars(length(min = 1, max = 64))]
    slug: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct SlugIdPath {
    #[schemars(length(min = 1, max = 64))]
    slug: String,
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    id: i64,
}

async fn public(app: &App, slug: &str) -> Result<TenantTx> {
    let tenant = app.db().tenant_by_slug(slug).await?;
    if tenant.status != TenantStatus::Active {
        return Err(Error::new(code::TENANT_SUSPENDED));
    }
    app.db().begin_system(tenant.id).await
}

async fn public_categories(
    State(app): State<App>,
    _: Offers<feature::Knowledge>,
    Path(path): Path<SlugPath>,
) -> Result<Reply<Vec<Category>>> {
    let mut tx = public(&app, &path.slug).await?;
    categories::list(&mut tx).await.map(Reply)
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct PublicArticleQuery {
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    category_id: Option<i64>,
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    tag: Option<String>,
    #[garde(skip)]
    sort: Option<Sort>,
    #[serde(flatten)]
    #[garde(dive)]
    page: kernel::PageQuery,
}

async fn public_list(
    State(app): State<App>,
    _: Offers<feature::Knowledge>,
    Path(path): Path<SlugPath>,
    Query(query): Query<PublicArticleQuery>,
) -> Result<List<ArticleCard>> {
    let mut tx = public(&app, &path.slug).await?;
    let query = ArticleQuery {
        q: None,
        category_id: query.category_id,
        status: Some(Status::Published),
        tag: query.tag,
        sort: query.sort,
        page: query.page,
    };
    page(&mut tx, &query, Some(Audience::Public)).await
}

async fn public_get(
    State(app): State<App>,
    _: Offers<feature::Knowledge>,
    Extension(knowledge): Extension<Knowledge>,
    Path(path): Path<SlugIdPath>,
) -> Result<Reply<Article>> {
    let mut tx = public(&app, &path.slug).await?;
    let mut article = store::get(&mut tx, path.id).await?;
    if article.card.status != Status::Published || article.card.audience != Audience::Public {
        return Err(Error::not_found());
    }
    article.related = related(&knowledge, &mut tx, &article.card, Some(Audience::Public)).await?;
    // Who wrote it is the tenant's own business.
    article.author = None;
    store::count_view(&mut tx, path.id).await?;
    tx.commit(article).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct ArticleVote {
    #[garde(skip)]
    helpful: bool,
}

async fn vote(
    State(app): State<App>,
    _: Offers<feature::Knowledge>,
    Path(path): Path<SlugIdPath>,
    Body(body): Body<ArticleVote>,
) -> Result<Reply<Done>> {
    let mut tx = public(&app, &path.slug).await?;
    if !store::vote(&mut tx, path.id, body.helpful).await? {
        return Err(Error::not_found());
    }
    tx.commit(Done {}).await
}
