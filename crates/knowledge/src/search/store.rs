//! SQL of the search counts.

use chrono::NaiveDate;
use kernel::{Result, TenantTx};

/// Adds a day's counts; the arrays run side by side.
pub async fn count(
    tx: &mut TenantTx,
    day: NaiveDate,
    keywords: &[String],
    searches: &[i64],
    misses: &[i64],
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into search_keywords as k (tenant_id, day, keyword, searches, misses)
         select $1, $2, n.keyword, n.searches, n.misses from unnest($3::text[], $4::bigint[], $5::bigint[]) as n(keyword, searches, misses) order by n.keyword
         on conflict (tenant_id, day, keyword) do update set searches = k.searches + excluded.searches, misses = k.misses + excluded.misses",
    )
    .bind(tenant)
    .bind(day)
    .bind(keywords)
    .bind(searches)
    .bind(misses)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Remembers who searched for what; the arrays run side by side.
pub async fn remember_askers(tx: &mut TenantTx, day: NaiveDate, keywords: &[String], askers: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into search_askers as a (tenant_id, keyword, asker, day)
         select $1, n.keyword, n.asker, $2 from unnest($3::text[], $4::text[]) as n(keyword, asker) order by n.keyword, n.asker
         on conflict (tenant_id, keyword, asker) do update set day = excluded.day where a.day < excluded.day",
    )
    .bind(tenant)
    .bind(day)
    .bind(keywords)
    .bind(askers)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets who has not searched since `day`.
pub async fn forget_askers(tx: &mut TenantTx, day: NaiveDate) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from search_askers where tenant_id = $1 and day < $2")
        .bind(tenant)
        .bind(day)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Fewer people than this are a few people's business, and nobody else's.
const PEOPLE_MIN: i64 = 3;

/// What the most people searched for since `day`, of what found something; with how many they were.
pub async fn popular(tx: &mut TenantTx, day: NaiveDate, limit: i64) -> Result<Vec<(String, i64)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select a.keyword, count(*) as people from search_askers a where a.tenant_id = $1 and a.day >= $2
           and exists (select 1 from search_keywords k where k.tenant_id = $1 and k.keyword = a.keyword and k.day >= $2 and k.searches > k.misses)
         group by a.keyword having count(*) >= $3 order by people desc, a.keyword limit $4",
    )
    .bind(tenant)
    .bind(day)
    .bind(PEOPLE_MIN)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

/// Titles of the articles that customers read most.
pub async fn most_read(tx: &mut TenantTx, limit: i64) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select title from articles where tenant_id = $1 and status = 'published' and audience = 'public' and deleted_at is null
         order by views desc, helpful desc, id desc limit $2",
    )
    .bind(tenant)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}
