//! SQL of the tenant's settings.

use kernel::{Result, TenantTx};

use super::Settings;
use crate::pricing::Money;

pub async fn get(tx: &mut TenantTx) -> Result<Settings> {
    let tenant = tx.tenant();
    let row: Option<(String, i32, Option<i64>, i32)> = sqlx::query_as(
        "select currency, charge_rate, monthly_budget, utc_offset from ai_settings where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map_or_else(Settings::default, |(currency, charge_rate, budget, utc_offset_minutes)| Settings {
        currency,
        charge_rate,
        monthly_budget: budget.map(Money),
        utc_offset_minutes,
    }))
}

pub async fn put(tx: &mut TenantTx, settings: &Settings) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into ai_settings (tenant_id, currency, charge_rate, monthly_budget, utc_offset, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id) do update set currency = excluded.currency, charge_rate = excluded.charge_rate,
           monthly_budget = excluded.monthly_budget, utc_offset = excluded.utc_offset, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(&settings.currency)
    .bind(settings.charge_rate)
    .bind(settings.monthly_budget.map(|m| m.0))
    .bind(settings.utc_offset_minutes)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}
