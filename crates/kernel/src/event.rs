//! The event log (design rule 2). A change of state writes its events in its own transaction;
//! realtime delivery, search, notifications and statistics only read.
//!
//! Events belong to streams. The numbers of a stream are gap-free, given at commit under the lock of
//! the stream's row, so a reader that saw `n` will never find a new event below `n`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::{PgConnection, Row};

use crate::{Error, Result, db::TenantId};

/// The name of a stream: `conversation/12`, `user/3`, `customer/9`, `pool`, `kb`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stream(pub String);

impl Stream {
    pub fn conversation(id: i64) -> Self {
        Self(format!("conversation/{id}"))
    }
    /// A staff member's inbox.
    pub fn user(id: i64) -> Self {
        Self(format!("user/{id}"))
    }
    /// A customer's inbox.
    pub fn customer(id: i64) -> Self {
        Self(format!("customer/{id}"))
    }
    /// The waiting pool that supervisors watch.
    pub fn pool() -> Self {
        Self("pool".into())
    }
    /// Changes of the knowledge base; read by the search index.
    pub fn knowledge() -> Self {
        Self("kb".into())
    }
    /// Changes of AI accounts, groups, keys and bindings; every node's gateway follows it.
    pub fn ai() -> Self {
        Self("ai".into())
    }
    /// Splits `conversation/12` into its kind and id.
    pub fn parts(&self) -> (&str, Option<i64>) {
        match self.0.split_once('/') {
            Some((kind, id)) => (kind, id.parse().ok()),
            None => (&self.0, None),
        }
    }
}

/// An event that is about to be written.
pub(crate) struct Pending {
    pub stream: Stream,
    pub name: &'static str,
    /// What everyone on the stream reads; `None` = for staff only.
    pub public: Option<String>,
    /// What staff read instead, when it differs.
    pub staff: Option<String>,
}

/// An event as it was committed.
#[derive(Debug, Clone)]
pub struct Committed {
    pub tenant: TenantId,
    pub stream: Stream,
    pub seq: i64,
    pub name: String,
    pub at: DateTime<Utc>,
    pub public: Option<Arc<RawValue>>,
    pub staff: Option<Arc<RawValue>>,
}

impl Committed {
    /// The payload for a reader, or `None` when the event is not for its eyes.
    pub fn payload(&self, for_staff: bool) -> Option<&RawValue> {
        if for_staff { self.staff.as_deref().or(self.public.as_deref()) } else { self.public.as_deref() }
    }
}

const WRITE: &str = "
with e as (
  select * from unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[])
    as t(stream, k, n, name, public, staff)
), s as (
  insert into streams as st (tenant_id, stream, last_seq)
  select $7, stream, max(n) from e group by stream order by stream
  on conflict (tenant_id, stream) do update set last_seq = st.last_seq + excluded.last_seq
  returning stream, last_seq
)
insert into events (tenant_id, stream, seq, name, public, staff)
select $7, e.stream, s.last_seq - e.n + e.k, e.name, e.public, e.staff
from e join s using (stream) order by e.stream, e.k
returning stream, seq, at";

/// Writes the buffered events in one statement. Streams are locked in the order of their names, so
/// that two transactions cannot wait for each other.
pub(crate) async fn write(
    conn: &mut PgConnection,
    tenant: TenantId,
    mut events: Vec<Pending>,
) -> Result<Vec<Committed>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    events.sort_by(|a, b| a.stream.cmp(&b.stream));
    let (mut ks, mut ns) = (Vec::with_capacity(events.len()), Vec::with_capacity(events.len()));
    for group in events.chunk_by(|a, b| a.stream == b.stream) {
        let n = i32::try_from(group.len()).map_err(Error::internal)?;
        ks.extend(1..=n);
        ns.extend(std::iter::repeat_n(n, group.len()));
    }
    let column = |f: fn(&Pending) -> Option<&str>| events.iter().map(|e| f(e).map(str::to_owned)).collect::<Vec<_>>();
    let rows = sqlx::query(WRITE)
        .bind(column(|e| Some(&e.stream.0)))
        .bind(ks)
        .bind(ns)
        .bind(column(|e| Some(e.name)))
        .bind(column(|e| e.public.as_deref()))
        .bind(column(|e| e.staff.as_deref()))
        .bind(tenant)
        .fetch_all(conn)
        .await?;
    events.into_iter().zip(rows).map(|(e, row)| committed(tenant, e, &row)).collect()
}

fn committed(tenant: TenantId, e: Pending, row: &sqlx::postgres::PgRow) -> Result<Committed> {
    let raw = |text: Option<String>| -> Result<Option<Arc<RawValue>>> {
        text.map(|t| RawValue::from_string(t).map(Arc::from)).transpose().map_err(Error::internal)
    };
    Ok(Committed {
        tenant,
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        name: e.name.to_owned(),
        public: raw(e.public)?,
        staff: raw(e.staff)?,
        stream: e.stream,
    })
}
