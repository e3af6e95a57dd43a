//! SQL of the categories.

use kernel::{Error, Result, TenantTx, error::on_constraint};

use super::model::{Category, CategoryError, NewCategory, slug_of};

/// All categories in their order; counts are of what customers can read.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Category>> {
    let tenant = tx.tenant();
    let rows = sqlx::query_as(
        "select c.id, c.parent_id, c.slug, c.name, c.name_en, c.icon, c.description, c.sort, coalesce(n.count, 0) as article_count
         from article_categories c
         left join (select category_id, count(*) as count from articles
                    where tenant_id = $1 and status = 'published' and audience = 'public' and deleted_at is null group by category_id) n
           on n.category_id = c.id
         where c.tenant_id = $1 order by c.sort, c.id",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<Category> {
    list(tx).await?.into_iter().find(|c| c.id == id).ok_or_else(Error::not_found)
}

pub async fn by_slug(tx: &mut TenantTx, slug: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from article_categories where tenant_id = $1 and slug = $2")
        .bind(tenant)
        .bind(slug)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn insert(tx: &mut TenantTx, new: &NewCategory) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let made = sqlx::query_scalar(
        "insert into article_categories (tenant_id, parent_id, slug, name, name_en, icon, description, sort, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
    )
    .bind(tenant)
    .bind(new.parent_id)
    .bind(new.slug.clone().unwrap_or_else(|| slug_of(&new.name)))
    .bind(&new.name)
    .bind(&new.name_en)
    .bind(&new.icon)
    .bind(&new.description)
    .bind(new.sort.unwrap_or(0))
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    named(on_constraint(made, "article_categories_slug_key", || CategoryError::SlugTaken.into()))
}

pub async fn by_name(tx: &mut TenantTx, name: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from article_categories where tenant_id = $1 and name = $2 order by id limit 1")
        .bind(tenant)
        .bind(name)
        .fetch_optional(tx.conn())
        .await?)
}

/// Inserts under a slug made from the name, numbered when another category has it.
pub async fn insert_with_free_slug(tx: &mut TenantTx, mut new: NewCategory) -> Result<i64> {
    let slug = slug_of(&new.name);
    let tenant = tx.tenant();
    let taken: Vec<String> = sqlx::query_scalar("select slug from article_categories where tenant_id = $1")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?;
    let free = std::iter::once(slug.clone())
        .chain((2..).map(|n| format!("{}-{n}", slug.chars().take(56).collect::<String>())))
        .find(|s| !taken.contains(s));
    new.slug = free;
    insert(tx, &new).await
}

/// A missing parent is a fault of a field, not of the address that was asked for.
fn named<T>(result: Result<T>) -> Result<T> {
    result.map_err(|e| {
        if e.code == kernel::error::code::NOT_FOUND { Error::field("parentId", "names no category") } else { e }
    })
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewCategory) -> Result<()> {
    let tenant = tx.tenant();
    let changed = sqlx::query(
        "update article_categories set parent_id = $3, slug = coalesce($4, slug), name = $5, name_en = $6, icon = $7, description = $8, sort = coalesce($9, sort)
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.parent_id)
    .bind(&new.slug)
    .bind(&new.name)
    .bind(&new.name_en)
    .bind(&new.icon)
    .bind(&new.description)
    .bind(new.sort)
    .execute(tx.conn())
    .await;
    let changed = named(on_constraint(changed, "article_categories_slug_key", || CategoryError::SlugTaken.into()))?;
    if changed.rows_affected() == 0 { Err(Error::not_found()) } else { Ok(()) }
}

/// Articles that were deleted keep their row; they no longer hold the category.
pub async fn release_deleted(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update articles set category_id = null where tenant_id = $1 and category_id = $2 and deleted_at is not null",
    )
    .bind(tenant)
    .bind(id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let gone = sqlx::query("delete from article_categories where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await;
    let gone = on_constraint(gone, "articles_category_fkey", || CategoryError::InUse.into());
    let gone = match gone {
        Err(e) if e.code == kernel::error::code::NOT_FOUND => Err(CategoryError::InUse.into()),
        other => other,
    }?;
    if gone.rows_affected() == 0 { Err(Error::not_found()) } else { Ok(()) }
}
