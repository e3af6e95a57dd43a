//! What was used and what it cost: statistics, splits, forecasts, exports (004 §4, 使用统计). Read from the
//! hourly sums that bookings add to; only the list of calls reads rows.

mod calls;
mod export;
mod http;
mod model;
mod monitor;
mod overview;
mod store;

pub use http::routes;
pub use model::{ModelShare, Performance, Stat};
pub use store::Sum;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Result, TenantTx};

use model::Granularity;

/// The last 24 hours by the hour.
pub async fn last_day(tx: &mut TenantTx, of: Sum) -> Result<Vec<Stat>> {
    let now = tx.now();
    let rows = store::periods(tx, of, now - TimeDelta::hours(24), now, Granularity::Hour, 0).await?;
    Ok(model::stats(rows, Granularity::Hour))
}

/// Of the last 24 hours.
pub async fn performance(tx: &mut TenantTx, of: Sum) -> Result<Performance> {
    let now = tx.now();
    Ok(model::performance(&store::total(tx, of, now - TimeDelta::hours(24), now).await?))
}

pub async fn by_model(tx: &mut TenantTx, of: Sum, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<ModelShare>> {
    store::by_model(tx, of, from, to).await
}

/// Tokens of a range, for estimates.
pub async fn total(
    tx: &mut TenantTx,
    of: Sum,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<crate::pricing::Tokens> {
    let total = store::total(tx, of, from, to).await?;
    Ok(crate::pricing::Tokens { input: total.input_tokens, output: total.output_tokens, ..Default::default() })
}
