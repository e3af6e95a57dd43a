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

/// The searches that found something, most frequent first, since `day`.
pub async fn popular(tx: &mut TenantTx, day: NaiveDate, limit: i64) -> Result<Vec<(String, i64)>> {
    let tenant = tx.tenant();
    // Twice at least: what one person typed once is nobody else's business.
    Ok(sqlx::query_as(
        "select keyword, sum(searches)::bigint as count from search_keywords where tenant_id = $1 and day >= $2
         group by keyword having sum(searches - misses) >= 2 order by count desc, keyword limit $3",
    )
    .bind(tenant)
    .bind(day)
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
