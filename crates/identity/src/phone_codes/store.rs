//! SQL of phone codes.

use kernel::{Result, TenantTx};

use super::model::Sent;

/// The newest code of a phone. One who sends and one who tries take turns, also for the first code, of
/// which there is no row yet.
pub async fn lock(tx: &mut TenantTx, phone: &str) -> Result<Option<Sent>> {
    let tenant = tx.tenant();
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('phone code ' || $1, $2))")
        .bind(phone)
        .bind(tenant)
        .execute(tx.conn())
        .await?;
    Ok(sqlx::query_as(
        "select digest, sent_at, failures, sent_on, sent_count, used_at from phone_codes where tenant_id = $1 and phone = $2",
    )
    .bind(tenant)
    .bind(phone)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn save(tx: &mut TenantTx, phone: &str, sent: &Sent) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into phone_codes (tenant_id, phone, digest, sent_at, failures, sent_on, sent_count, used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, phone) do update set digest = excluded.digest, sent_at = excluded.sent_at, failures = excluded.failures,
           sent_on = excluded.sent_on, sent_count = excluded.sent_count, used_at = excluded.used_at",
    )
    .bind(tenant)
    .bind(phone)
    .bind(&sent.digest)
    .bind(sent.sent_at)
    .bind(sent.failures)
    .bind(sent.sent_on)
    .bind(sent.sent_count)
    .bind(sent.used_at)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Counts a code that is about to be sent from a network; how many that makes today.
pub async fn count_network(tx: &mut TenantTx, network: &str) -> Result<i32> {
    let (tenant, today) = (tx.tenant(), tx.now().date_naive());
    Ok(sqlx::query_scalar(
        "insert into phone_code_networks as n (tenant_id, network, sent_on, sent_count) values ($1, $2, $3, 1)
         on conflict (tenant_id, network) do update set
           sent_count = case when n.sent_on = excluded.sent_on then n.sent_count + 1 else 1 end, sent_on = excluded.sent_on
         returning sent_count",
    )
    .bind(tenant)
    .bind(network)
    .bind(today)
    .fetch_one(tx.conn())
    .await?)
}

/// Those that neither open anything nor count against their day any more.
pub async fn delete_stale(tx: &mut TenantTx) -> Result<u64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let deleted = sqlx::query("delete from phone_codes where tenant_id = $1 and sent_at < $2")
        .bind(tenant)
        .bind(now - chrono::TimeDelta::days(2))
        .execute(tx.conn())
        .await?;
    let networks = sqlx::query("delete from phone_code_networks where tenant_id = $1 and sent_on < $2")
        .bind(tenant)
        .bind(now.date_naive())
        .execute(tx.conn())
        .await?;
    Ok(deleted.rows_affected() + networks.rows_affected())
}
