//! Reading the event log: one stream by number, or a tenant's whole log without ever skipping a late commit.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::value::RawValue;
use sqlx::{Row, postgres::PgRow};

use super::TenantTx;
use crate::{Error, Result, Stream, event::Committed};

/// A place in a tenant's whole log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
pub struct LogCursor {
    pub xid: i64,
    pub id: i64,
}

#[derive(Debug, Clone)]
pub struct LogEvent {
    pub cursor: LogCursor,
    pub event: Committed,
}

/// Events of a stream after `after`, oldest first.
pub async fn read_stream(tx: &mut TenantTx, stream: &Stream, after: i64, limit: i64) -> Result<Vec<Committed>> {
    let tenant = tx.tenant();
    let rows = sqlx::query("select stream, seq, name, at, public, staff from events where tenant_id = $1 and stream = $2 and seq > $3 order by seq limit $4")
        .bind(tenant)
        .bind(&stream.0)
        .bind(after)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?;
    rows.iter().map(|row| event(tenant, row)).collect()
}

/// The number of a stream's newest event; 0 for a stream that has none.
pub async fn stream_seq(tx: &mut TenantTx, stream: &Stream) -> Result<i64> {
    let tenant = tx.tenant();
    let seq: Option<i64> = sqlx::query_scalar("select last_seq from streams where tenant_id = $1 and stream = $2")
        .bind(tenant)
        .bind(&stream.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(seq.unwrap_or(0))
}

/// The newest numbers of several streams; streams without events are left out.
pub async fn stream_heads(tx: &mut TenantTx, streams: &[String]) -> Result<Vec<(String, i64)>> {
    let tenant = tx.tenant();
    let heads = sqlx::query_as("select stream, last_seq from streams where tenant_id = $1 and stream = any($2)")
        .bind(tenant)
        .bind(streams);
    Ok(heads.fetch_all(tx.conn()).await?)
}

/// The tenant's log after `cursor`. Rows of transactions younger than the oldest one still running
/// wait for the next read: one of those may yet commit with an earlier place.
pub async fn read_log(tx: &mut TenantTx, cursor: LogCursor, limit: i64) -> Result<Vec<LogEvent>> {
    let tenant = tx.tenant();
    let rows = sqlx::query(
        "select xid, id, stream, seq, name, at, public, staff from events
         where tenant_id = $1 and (xid, id) > ($2, $3) and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         order by xid, id limit $4",
    )
    .bind(tenant)
    .bind(cursor.xid)
    .bind(cursor.id)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(LogEvent {
                cursor: LogCursor { xid: row.try_get("xid")?, id: row.try_get("id")? },
                event: event(tenant, row)?,
            })
        })
        .collect()
}

fn event(tenant: i64, row: &PgRow) -> Result<Committed> {
    let raw = |text: Option<String>| -> Result<Option<Arc<RawValue>>> {
        text.map(|t| RawValue::from_string(t).map(Arc::from)).transpose().map_err(Error::internal)
    };
    Ok(Committed {
        tenant,
        stream: Stream(row.try_get("stream")?),
        seq: row.try_get("seq")?,
        name: row.try_get("name")?,
        at: row.try_get::<DateTime<Utc>, _>("at")?,
        public: raw(row.try_get("public")?)?,
        staff: raw(row.try_get("staff")?)?,
    })
}
