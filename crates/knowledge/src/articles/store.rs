//! SQL of the articles.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, UserRef, error::on_constraint};
use sqlx::{Postgres, QueryBuilder, Row};

use super::model::{Article, ArticleCard, ArticleQuery, ArticleVersion, Audience, NewArticle, Sort, Status};

const CARD: &str = "a.id, a.title, a.summary, a.category_id, c.name as category_name, a.status, a.audience, a.version, a.views, a.helpful, a.unhelpful, a.published_at, a.updated_at,
  array(select t.tag from article_tags t where t.tenant_id = a.tenant_id and t.article_id = a.id order by t.place) as tags";
const FROM: &str =
    "from articles a left join article_categories c on c.tenant_id = a.tenant_id and c.id = a.category_id";

/// What a new version holds besides what was typed.
pub struct Written<'a> {
    pub html: &'a str,
    pub summary: &'a str,
}

fn filtered(builder: &mut QueryBuilder<Postgres>, tenant: i64, query: &ArticleQuery, audience: Option<Audience>) {
    builder.push(" where a.tenant_id = ").push_bind(tenant).push(" and a.deleted_at is null");
    if let Some(status) = query.status {
        builder.push(" and a.status = ").push_bind(status);
    }
    if let Some(category) = query.category_id {
        builder.push(" and a.category_id = ").push_bind(category);
    }
    if let Some(audience) = audience {
        builder.push(" and a.audience = ").push_bind(audience);
    }
    if let Some(tag) = query.tag.as_deref().filter(|t| !t.is_empty()) {
        builder.push(" and exists (select 1 from article_tags t where t.tenant_id = a.tenant_id and t.article_id = a.id and t.tag = ").push_bind(tag).push(")");
    }
    if let Some(q) = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        builder.push(" and position(lower(").push_bind(q).push(") in lower(a.title)) > 0");
    }
}

pub async fn list(tx: &mut TenantTx, query: &ArticleQuery, audience: Option<Audience>) -> Result<Vec<ArticleCard>> {
    let mut builder = QueryBuilder::new(format!("select {CARD} {FROM}"));
    filtered(&mut builder, tx.tenant(), query, audience);
    builder.push(match query.sort.unwrap_or_default() {
        Sort::Newest => " order by a.updated_at desc, a.id desc",
        Sort::Oldest => " order by a.updated_at, a.id",
        Sort::Views => " order by a.views desc, a.id desc",
        Sort::Published => " order by a.published_at desc nulls last, a.id desc",
        Sort::Title => " order by a.title, a.id",
        Sort::Id => " order by a.id",
    });
    builder.push(" limit ").push_bind(query.page.limit()).push(" offset ").push_bind(query.page.offset());
    Ok(builder.build_query_as().fetch_all(tx.conn()).await?)
}

pub async fn count(tx: &mut TenantTx, query: &ArticleQuery, audience: Option<Audience>) -> Result<i64> {
    let mut builder = QueryBuilder::new("select count(*) from articles a");
    filtered(&mut builder, tx.tenant(), query, audience);
    Ok(builder.build_query_scalar().fetch_one(tx.conn()).await?)
}

/// Cards of `ids` that are published and for `audience`, in the order of `ids`.
pub async fn cards(tx: &mut TenantTx, ids: &[i64], audience: Option<Audience>) -> Result<Vec<ArticleCard>> {
    let mut builder = QueryBuilder::new(format!("select {CARD} {FROM} where a.tenant_id = "));
    builder
        .push_bind(tx.tenant())
        .push(" and a.id = any(")
        .push_bind(ids)
        .push(") and a.status = 'published' and a.deleted_at is null");
    if let Some(audience) = audience {
        builder.push(" and a.audience = ").push_bind(audience);
    }
    let mut cards: Vec<ArticleCard> = builder.build_query_as().fetch_all(tx.conn()).await?;
    cards.sort_by_key(|card| ids.iter().position(|id| *id == card.id));
    Ok(cards)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<Article> {
    let mut builder = QueryBuilder::new(format!(
        "select {CARD}, a.body, a.html, a.author_id, u.name as author_name {FROM} left join users u on u.tenant_id = a.tenant_id and u.id = a.author_id where a.tenant_id = "
    ));
    builder.push_bind(tx.tenant()).push(" and a.id = ").push_bind(id).push(" and a.deleted_at is null");
    let row = builder.build().fetch_optional(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let author = row.try_get::<Option<String>, _>("author_name")?.zip(row.try_get::<Option<i64>, _>("author_id")?);
    Ok(Article {
        card: sqlx::FromRow::from_row(&row)?,
        body: row.try_get("body")?,
        html: row.try_get("html")?,
        author: author.map(|(name, id)| UserRef::new(id, name)),
        related: Vec::new(),
    })
}

/// The state and version, locked until the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<(Status, i32)> {
    let tenant = tx.tenant();
    sqlx::query_as(
        "select status, version from articles where tenant_id = $1 and id = $2 and deleted_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(Error::not_found)
}

fn category_named<T>(result: Result<T, sqlx::Error>) -> Result<T> {
    on_constraint(result, "articles_category_fkey", || Error::field("categoryId", "names no category"))
}

pub async fn insert(tx: &mut TenantTx, new: &NewArticle, written: Written<'_>, status: Status) -> Result<i64> {
    let (tenant, now, author) = (tx.tenant(), tx.now(), tx.user_id());
    let made = sqlx::query_scalar(
        "insert into articles (tenant_id, title, body, html, summary, category_id, status, audience, author_id, published_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id",
    )
    .bind(tenant)
    .bind(new.title.trim())
    .bind(&new.body)
    .bind(written.html)
    .bind(written.summary)
    .bind(new.category_id)
    .bind(status)
    .bind(new.audience)
    .bind(author)
    .bind((status == Status::Published).then_some(now))
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    category_named(made)
}

pub async fn update(tx: &mut TenantTx, id: i64, version: i32, new: &NewArticle, written: Written<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let changed = sqlx::query(
        "update articles set title = $3, body = $4, html = $5, summary = $6, category_id = $7, audience = $8, version = $9, updated_at = $10
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.title.trim())
    .bind(&new.body)
    .bind(written.html)
    .bind(written.summary)
    .bind(new.category_id)
    .bind(new.audience)
    .bind(version)
    .bind(now)
    .execute(tx.conn())
    .await;
    category_named(changed).map(drop)
}

pub async fn set_status(tx: &mut TenantTx, id: i64, status: Status) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update articles set status = $3, published_at = case when $3 = 'published' then $4 else published_at end, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    // The import key goes with it, so that a later import can bring the article back.
    sqlx::query("update articles set deleted_at = $3, import_key = null where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn insert_version(tx: &mut TenantTx, id: i64, version: i32, title: &str, body: &str) -> Result<()> {
    let (tenant, now, editor) = (tx.tenant(), tx.now(), tx.user_id());
    sqlx::query("insert into article_versions (tenant_id, article_id, version, title, body, editor_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(tenant)
        .bind(id)
        .bind(version)
        .bind(title)
        .bind(body)
        .bind(editor)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn clear_tags(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from article_tags where tenant_id = $1 and article_id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn insert_tags(tx: &mut TenantTx, id: i64, tags: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("insert into article_tags (tenant_id, article_id, place, tag) select $1, $2, (t.place - 1)::smallint, t.tag from unnest($3::text[]) with ordinality as t(tag, place)")
        .bind(tenant)
        .bind(id)
        .bind(tags)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Version, title, body, and who wrote it when.
type VersionRow = (i32, String, String, Option<i64>, Option<String>, DateTime<Utc>);

pub async fn versions(tx: &mut TenantTx, id: i64) -> Result<Vec<ArticleVersion>> {
    let tenant = tx.tenant();
    let rows: Vec<VersionRow> = sqlx::query_as(
        "select v.version, v.title, v.body, v.editor_id, u.name, v.created_at from article_versions v
         left join users u on u.tenant_id = v.tenant_id and u.id = v.editor_id
         where v.tenant_id = $1 and v.article_id = $2 order by v.version desc limit 200",
    )
    .bind(tenant)
    .bind(id)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|(version, title, body, id, name, created_at)| ArticleVersion {
            version,
            title,
            body,
            editor: id.zip(name).map(|(id, name)| UserRef::new(id, name)),
            created_at,
        })
        .collect())
}

pub async fn count_view(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update articles set views = views + 1 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_views(tx: &mut TenantTx, id: i64, views: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update articles set views = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(views)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Counts a vote on an article that customers can read; `false` when there is none.
pub async fn vote(tx: &mut TenantTx, id: i64, helpful: bool) -> Result<bool> {
    let tenant = tx.tenant();
    let voted = sqlx::query(
        "update articles set helpful = helpful + $3::int, unhelpful = unhelpful + 1 - $3::int
         where tenant_id = $1 and id = $2 and status = 'published' and audience = 'public' and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .bind(i32::from(helpful))
    .execute(tx.conn())
    .await?;
    Ok(voted.rows_affected() > 0)
}

/// What the index needs of a published article.
#[derive(Debug, sqlx::FromRow)]
pub struct Indexed {
    pub id: i64,
    pub version: i32,
    pub title: String,
    pub body: String,
    pub category_id: Option<i64>,
    pub audience: Audience,
    pub tags: Vec<String>,
}

const INDEXED: &str = "select a.id, a.version, a.title, a.body, a.category_id, a.audience,
  array(select t.tag from article_tags t where t.tenant_id = a.tenant_id and t.article_id = a.id order by t.place) as tags
  from articles a where a.tenant_id = $1 and a.status = 'published' and a.deleted_at is null";

/// Those of `ids` that are published now.
pub async fn indexed(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<Indexed>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{INDEXED} and a.id = any($2)")))
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?)
}

/// The published articles after `id`, for a rebuild.
pub async fn indexed_after(tx: &mut TenantTx, id: i64, limit: i64) -> Result<Vec<Indexed>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{INDEXED} and a.id > $2 order by a.id limit $3")))
        .bind(tenant)
        .bind(id)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?)
}

/// A row of an import, ready to be written.
#[derive(Debug, Clone)]
pub struct ImportRow {
    pub key: Option<String>,
    pub title: String,
    pub body: String,
    pub html: String,
    pub summary: String,
    pub category: Option<i64>,
    pub tags: Vec<String>,
}

/// Articles that an import made.
pub struct Imported {
    pub ids: Vec<i64>,
    pub keys: HashSet<String>,
}

/// Writes many published articles in one statement; rows whose key is there already are left alone.
pub async fn import(tx: &mut TenantTx, rows: &[ImportRow], author: Option<i64>) -> Result<Imported> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let column = |f: fn(&ImportRow) -> &str| rows.iter().map(|r| f(r).to_owned()).collect::<Vec<_>>();
    let made: Vec<(i64, Option<String>, String, String)> = sqlx::query_as(
        "insert into articles (tenant_id, title, body, html, summary, category_id, status, author_id, published_at, created_at, updated_at, import_key)
         select $1, r.title, r.body, r.html, r.summary, r.category, 'published', $2, $3, $3, $3, r.key
         from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[]) as r(title, body, html, summary, category, key)
         on conflict do nothing returning id, import_key, title, body",
    )
    .bind(tenant)
    .bind(author)
    .bind(now)
    .bind(column(|r| &r.title))
    .bind(column(|r| &r.body))
    .bind(column(|r| &r.html))
    .bind(column(|r| &r.summary))
    .bind(rows.iter().map(|r| r.category).collect::<Vec<_>>())
    .bind(rows.iter().map(|r| r.key.clone()).collect::<Vec<_>>())
    .fetch_all(tx.conn())
    .await?;
    let ids: Vec<i64> = made.iter().map(|m| m.0).collect();
    sqlx::query(
        "insert into article_versions (tenant_id, article_id, version, title, body, editor_id, created_at)
         select tenant_id, id, 1, title, body, author_id, created_at from articles where tenant_id = $1 and id = any($2)",
    )
    .bind(tenant)
    .bind(&ids)
    .execute(tx.conn())
    .await?;
    let (mut tagged, mut places, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    // Rows may share a title, or all of it: each takes the tags of one row that is exactly it.
    let mut waiting: Vec<&ImportRow> = rows.iter().collect();
    for (id, key, title, body) in &made {
        let same = |r: &&ImportRow| r.key == *key && r.title == *title && r.body == *body;
        let Some(row) = waiting.iter().position(same).map(|at| waiting.remove(at)) else { continue };
        for (place, tag) in (0i16..).zip(&row.tags) {
            tagged.push(*id);
            places.push(place);
            tags.push(tag.clone());
        }
    }
    if !tags.is_empty() {
        sqlx::query("insert into article_tags (tenant_id, article_id, place, tag) select $1, t.id, t.place, t.tag from unnest($2::bigint[], $3::smallint[], $4::text[]) as t(id, place, tag)")
            .bind(tenant)
            .bind(tagged)
            .bind(places)
            .bind(tags)
            .execute(tx.conn())
            .await?;
    }
    Ok(Imported { ids, keys: made.into_iter().filter_map(|m| m.1).collect() })
}
