//! Writing, publishing and taking back.

use kernel::perm::Permission;
use kernel::{Result, Stream, TenantTx, perm};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::{Article, ArticleError, NewArticle, Status},
    store::{self, Written},
};
use crate::markdown;

/// The name of the one event of the stream `kb`.
pub const ARTICLES_CHANGED: &str = "articles_changed";

/// Articles whose place in the index may be out of date: the reader looks at what they are now.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticlesChanged {
    pub ids: Vec<i64>,
}

/// Tells the readers of the log that these articles changed.
pub fn changed(tx: &mut TenantTx, ids: Vec<i64>) -> Result<()> {
    tx.emit(Stream::knowledge(), ARTICLES_CHANGED, &ArticlesChanged { ids })
}

/// Makes an article, published or as a draft.
pub async fn create(tx: &mut TenantTx, new: &NewArticle) -> Result<Article> {
    if new.publish {
        may_publish(tx)?;
    }
    let status = if new.publish { Status::Published } else { Status::Draft };
    let plain = markdown::plain(&new.body);
    let (html, summary) = (markdown::html(&new.body), markdown::summary(&plain));
    let id = store::insert(tx, new, Written { html: &html, summary: &summary }, status).await?;
    store::insert_version(tx, id, 1, new.title.trim(), &new.body).await?;
    store::insert_tags(tx, id, &new.clean_tags()).await?;
    tx.audit("article.create", format!("article/{id}"), json!({ "title": new.title, "published": new.publish }));
    changed(tx, vec![id])?;
    store::get(tx, id).await
}

/// Saves a new version. On a published article it is what customers read from now on.
pub async fn update(tx: &mut TenantTx, id: i64, new: &NewArticle) -> Result<Article> {
    let (status, version) = store::lock(tx, id).await?;
    if status == Status::Published || new.publish {
        may_publish(tx)?;
    }
    new.check_version(version)?;
    let plain = markdown::plain(&new.body);
    let (html, summary) = (markdown::html(&new.body), markdown::summary(&plain));
    store::update(tx, id, version + 1, new, Written { html: &html, summary: &summary }).await?;
    store::insert_version(tx, id, version + 1, new.title.trim(), &new.body).await?;
    store::clear_tags(tx, id).await?;
    store::insert_tags(tx, id, &new.clean_tags()).await?;
    if new.publish && status != Status::Published {
        store::set_status(tx, id, status.publish()?).await?;
    }
    tx.audit("article.update", format!("article/{id}"), json!({ "title": new.title, "version": version + 1 }));
    changed(tx, vec![id])?;
    store::get(tx, id).await
}

/// Brings an earlier text back, as a new version.
pub async fn restore(tx: &mut TenantTx, id: i64, version: i32) -> Result<Article> {
    let article = store::get(tx, id).await?;
    let wanted = store::versions(tx, id).await?.into_iter().find(|v| v.version == version);
    let Some(wanted) = wanted else { return Err(kernel::Error::field("version", "is not a version of this article")) };
    let new = NewArticle {
        title: wanted.title,
        body: wanted.body,
        category_id: article.card.category_id,
        tags: article.card.tags,
        audience: article.card.audience,
        publish: false,
        version: None,
    };
    update(tx, id, &new).await
}

pub async fn publish(tx: &mut TenantTx, id: i64) -> Result<Article> {
    let (status, version) = store::lock(tx, id).await?;
    store::set_status(tx, id, status.publish()?).await?;
    tx.audit("article.publish", format!("article/{id}"), json!({ "version": version }));
    changed(tx, vec![id])?;
    store::get(tx, id).await
}

pub async fn unpublish(tx: &mut TenantTx, id: i64) -> Result<Article> {
    let (status, version) = store::lock(tx, id).await?;
    store::set_status(tx, id, status.unpublish()?).await?;
    tx.audit("article.unpublish", format!("article/{id}"), json!({ "version": version }));
    changed(tx, vec![id])?;
    store::get(tx, id).await
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (status, _) = store::lock(tx, id).await?;
    if status == Status::Published {
        may_publish(tx)?;
    }
    store::delete(tx, id).await?;
    tx.audit("article.delete", format!("article/{id}"), json!({}));
    changed(tx, vec![id])
}

/// Sets the counter that orders popular articles; for seeds, not for the API.
pub async fn seed_views(tx: &mut TenantTx, id: i64, views: i64) -> Result<()> {
    store::set_views(tx, id, views).await
}

fn may_publish(tx: &TenantTx) -> Result<(), ArticleError> {
    let who = tx.principal();
    let is_program = who.kind == kernel::PrincipalKind::System;
    if is_program || who.can(perm::ArticlesPublish::CODE) { Ok(()) } else { Err(ArticleError::NeedsPublish) }
}
