//! SQL of erasures, but for the statements of the plan.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, UserRef};
use sqlx::Row as _;

use super::{
    ledger::{Subject, Tombstone},
    model::{Belongings, ERASED, Erasure, ErasureStatus, Identifiers, Obstacles},
    plan::Step,
};

/// The customer as erasure looks at it, also one that was deleted; locked.
#[derive(Debug, sqlx::FromRow)]
pub struct Head {
    pub name: String,
    pub merged_into: Option<i64>,
    pub erased_at: Option<DateTime<Utc>>,
    pub is_being_erased: bool,
}

pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let head: Option<Head> = sqlx::query_as(
        "select c.name, c.merged_into, c.erased_at,
           exists (select 1 from erasures e where e.tenant_id = $1 and e.customer_id = c.id) as is_being_erased
         from customers c where c.tenant_id = $1 and c.id = $2 for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    head.ok_or_else(Error::not_found)
}

/// The customer and everybody who turned out to be it.
pub async fn subjects(tx: &mut TenantTx, customer: i64) -> Result<Vec<Subject>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, DateTime<Utc>)> = sqlx::query_as(
        "with recursive s as (
           select id, created_at from customers where tenant_id = $1 and id = $2
           union select c.id, c.created_at from customers c join s on c.merged_into = s.id where c.tenant_id = $1)
         select id, created_at from s order by id",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|(id, created_at)| Subject { id, created_at }).collect())
}

/// Of these the ones that are here, were made at that time, and are not erased.
pub async fn known(tx: &mut TenantTx, subjects: &[Subject]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    let (ids, times): (Vec<_>, Vec<_>) = subjects.iter().map(|s| (s.id, s.created_at)).unzip();
    Ok(sqlx::query_scalar(
        "select c.id from customers c join unnest($2::bigint[], $3::timestamptz[]) as w(id, created_at) on w.id = c.id and w.created_at = c.created_at
         where c.tenant_id = $1 and c.erased_at is null order by c.id",
    )
    .bind(tenant)
    .bind(ids)
    .bind(times)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn identifiers(tx: &mut TenantTx, who: &[i64]) -> Result<Identifiers> {
    let tenant = tx.tenant();
    let rows = sqlx::query(
        "select name, phone, landline, emergency_phone, email from customers where tenant_id = $1 and id = any ($2) and erased_at is null",
    )
    .bind(tenant)
    .bind(who)
    .fetch_all(tx.conn())
    .await?;
    let mut found = Identifiers::default();
    for row in rows {
        found.names.push(row.try_get("name")?);
        for column in ["phone", "landline", "emergency_phone", "email"] {
            found.contacts.extend(row.try_get::<Option<String>, _>(column)?);
        }
    }
    found.contacts.sort();
    found.contacts.dedup();
    Ok(found)
}

pub async fn addresses(tx: &mut TenantTx, who: &[i64]) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select distinct ip from sign_ins where tenant_id = $1 and principal_kind = 'customer' and principal_id = any ($2) and ip is not null",
    )
    .bind(tenant)
    .bind(who)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn obstacles(tx: &mut TenantTx, who: &[i64]) -> Result<Obstacles> {
    let tenant = tx.tenant();
    let ids = |sql: &'static str| sqlx::query_scalar(sql).bind(tenant).bind(who);
    Ok(Obstacles {
        sessions: ids("select id from conversations where tenant_id = $1 and customer_id = any ($2) and status <> 'closed' order by id")
            .fetch_all(tx.conn())
            .await?,
        tickets: sqlx::query_as(
            "select id, no from tickets where tenant_id = $1 and customer_id = any ($2) and deleted_at is null
               and status not in ('resolved', 'closed', 'cancelled') order by id",
        )
        .bind(tenant)
        .bind(who)
        .fetch_all(tx.conn())
        .await?,
        applications: ids("select id from archive_applications where tenant_id = $1 and customer_id = any ($2) and status = 'submitted' order by id")
            .fetch_all(tx.conn())
            .await?,
    })
}

pub async fn belongings(tx: &mut TenantTx, who: &[i64]) -> Result<Belongings> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "with s as (select id from conversations where tenant_id = $1 and customer_id = any ($2)),
              t as (select id from tickets where tenant_id = $1 and customer_id = any ($2)),
              f as (select id from files where tenant_id = $1 and uploader_kind = 'customer' and uploader_id = any ($2)
                    union select m.file_id from messages m where m.tenant_id = $1 and m.file_id is not null and m.conversation_id in (select id from s)
                    union select a.file_id from ticket_attachments a where a.tenant_id = $1 and a.ticket_id in (select id from t))
         select
           (select count(*) from customers where tenant_id = $1 and merged_into = any ($2)) as merged,
           (select count(*) from s) as sessions,
           (select count(*) from messages where tenant_id = $1 and conversation_id in (select id from s)) as messages,
           (select count(*) from t) as tickets,
           (select count(*) from ticket_follow_ups where tenant_id = $1 and ticket_id in (select id from t)) as follow_ups,
           (select count(*) from f) as files,
           (select coalesce(sum(size), 0)::bigint from files where tenant_id = $1 and id in (select id from f)) as file_bytes,
           (select count(*) from customer_feedback where tenant_id = $1 and customer_id = any ($2)) as feedback,
           (select count(*) from self_service_sessions where tenant_id = $1 and customer_id = any ($2)) as self_service_visits,
           (select count(*) from customer_team_relations where tenant_id = $1 and customer_id = any ($2)) as relations,
           (select count(*) from archive_records where tenant_id = $1 and customer_id = any ($2)) as archive_records,
           (select count(*) from sign_ins where tenant_id = $1 and principal_kind = 'customer' and principal_id = any ($2)) as sign_ins,
           (select count(*) from mails m where m.tenant_id = $1 and (m.customer_id = any ($2) or m.recipient in
              (select unnest(array[c.phone, c.email]) from customers c where c.tenant_id = $1 and c.id = any ($2)))) as letters,
           (select count(*) from data_exports where tenant_id = $1 and customer_id = any ($2)) as data_exports",
    )
    .bind(tenant)
    .bind(who)
    .fetch_one(tx.conn())
    .await?)
}

/// From here on nobody finds it, signs in as it or talks to it.
pub async fn hide(tx: &mut TenantTx, who: &[i64]) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers set deleted_at = coalesce(deleted_at, $3), updated_at = $3 where tenant_id = $1 and id = any ($2)",
    )
    .bind(tenant)
    .bind(who)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut TenantTx, t: &Tombstone, replayed: bool) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "insert into erasures (tenant_id, token, customer_id, reason, requested_by, requested_by_name, identifiers, replayed, requested_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
    )
    .bind(tenant)
    .bind(&t.token)
    .bind(t.customer)
    .bind(&t.reason)
    .bind(t.requested_by)
    .bind(&t.requested_by_name)
    .bind(&t.identifiers)
    .bind(replayed)
    .bind(t.requested_at)
    .fetch_one(tx.conn())
    .await?)
}

#[derive(sqlx::FromRow)]
pub struct ErasureRow {
    pub id: i64,
    pub token: String,
    pub customer_id: i64,
    pub status: ErasureStatus,
    pub reason: String,
    pub requested_by: Option<i64>,
    pub requested_by_name: String,
    pub identifiers: String,
    replayed: bool,
    counts: Option<String>,
    pub requested_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl ErasureRow {
    pub fn view(self) -> Erasure {
        let name = self.requested_by_name;
        Erasure {
            id: self.id,
            customer_id: self.customer_id,
            status: self.status,
            reason: self.reason,
            requested_by: self.requested_by.map(|id| UserRef::new(id, name)),
            replayed: self.replayed,
            counts: self.counts.as_deref().and_then(|c| serde_json::from_str(c).ok()),
            requested_at: self.requested_at,
            finished_at: self.finished_at,
        }
    }
}

const COLUMNS: &str = "id, token, customer_id, status, reason, requested_by, requested_by_name, identifiers, replayed, counts, requested_at, finished_at";

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Option<ErasureRow>> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from erasures where tenant_id = $1 and id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?)
}

pub async fn of_customer(tx: &mut TenantTx, customer: i64) -> Result<Option<ErasureRow>> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from erasures where tenant_id = $1 and customer_id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(customer).fetch_optional(tx.conn()).await?)
}

pub async fn running(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from erasures where tenant_id = $1 and status = 'running' order by id")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?)
}

/// Newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<(Vec<ErasureRow>, i64)> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from erasures where tenant_id = $1 order by id desc limit $2 offset $3");
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    let total = sqlx::query_scalar("select count(*) from erasures where tenant_id = $1")
        .bind(tenant)
        .fetch_one(tx.conn())
        .await?;
    Ok((rows, total))
}

/// What is to be counted when it is done, as it was when it began.
pub async fn save_counts(tx: &mut TenantTx, id: i64, counts: &Belongings) -> Result<()> {
    let tenant = tx.tenant();
    let counts = serde_json::to_string(counts).map_err(Error::internal)?;
    sqlx::query("update erasures set counts = coalesce(counts, $3) where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(counts)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_done(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update erasures set status = 'done', finished_at = $3 where tenant_id = $1 and id = $2 and status = 'running'",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One round of a step; answers how many rows changed.
pub async fn step(tx: &mut TenantTx, step: &Step, who: &[i64], contacts: &[String], batch: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let mut query = sqlx::query(step.sql).bind(tenant).bind(who).bind(contacts).bind(ERASED);
    if step.in_batches {
        query = query.bind(batch);
    }
    Ok(query.execute(tx.conn()).await?.rows_affected())
}

/// Letters to these customers or about them: id, and where the outbox wrote it.
pub async fn letters(
    tx: &mut TenantTx,
    who: &[i64],
    contacts: &[String],
    limit: i64,
) -> Result<Vec<(i64, Option<String>)>> {
    let tenant = tx.tenant();
    let links: Vec<String> = who.iter().map(|id| format!("/console/customers/{id}#")).collect();
    Ok(sqlx::query_as(
        "select id, path from mails where tenant_id = $1 and (customer_id = any ($2) or recipient = any ($3)
           or exists (select 1 from unnest($4::text[]) l where position(l in body) > 0)) order by id limit $5 for update",
    )
    .bind(tenant)
    .bind(who)
    .bind(contacts)
    .bind(links)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn forget_letters(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from mails where tenant_id = $1 and id = any ($2)")
        .bind(tenant)
        .bind(ids)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Ids of exports, whether their archive is made or not.
pub async fn exports(tx: &mut TenantTx, who: &[i64]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from data_exports where tenant_id = $1 and customer_id = any ($2)")
        .bind(tenant)
        .bind(who)
        .fetch_all(tx.conn())
        .await?)
}

/// Overwrites what was said on the customers' own streams and their conversations'. A reader that resumes
/// finds an event with the same number that says nothing but that it was erased.
pub async fn own_events(tx: &mut TenantTx, who: &[i64], batch: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update events e set name = 'erased', public = case when e.public is not null then '{}' end, staff = '{}'
         from (select v.stream, v.seq from events v
               where v.tenant_id = $1 and v.name <> 'erased' and v.stream in (
                 select 'customer/' || w from unnest($2::bigint[]) w
                 union all select 'conversation/' || c.id from conversations c where c.tenant_id = $1 and c.customer_id = any ($2))
               limit $3) x
         where e.tenant_id = $1 and e.stream = x.stream and e.seq = x.seq",
    )
    .bind(tenant)
    .bind(who)
    .bind(batch)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The same for other streams (inboxes of staff, the pool), by what the events say. Goes through a part of the
/// log and answers where it got to; none when it was the last part.
pub async fn told_events(
    tx: &mut TenantTx,
    marks: &[String],
    after: (i64, i64),
    batch: i64,
) -> Result<Option<(i64, i64)>> {
    let tenant = tx.tenant();
    let end: Option<(i64, i64)> = sqlx::query_as(
        "select xid, id from (select xid, id from events where tenant_id = $1 and (xid, id) > ($2, $3) order by xid, id limit $4) p
         order by xid desc, id desc limit 1",
    )
    .bind(tenant)
    .bind(after.0)
    .bind(after.1)
    .bind(batch)
    .fetch_optional(tx.conn())
    .await?;
    let Some(end) = end else { return Ok(None) };
    sqlx::query(
        "update events e set name = 'erased', public = case when e.public is not null then '{}' end, staff = '{}'
         where e.tenant_id = $1 and (e.xid, e.id) > ($2, $3) and (e.xid, e.id) <= ($4, $5) and e.name <> 'erased'
           and exists (select 1 from unnest($6::text[]) m where position(m in coalesce(e.public, '')) > 0 or position(m in coalesce(e.staff, '')) > 0)",
    )
    .bind(tenant)
    .bind(after.0)
    .bind(after.1)
    .bind(end.0)
    .bind(end.1)
    .bind(marks)
    .execute(tx.conn())
    .await?;
    Ok(Some(end))
}

/// Forgets stored answers of repeatable requests that speak of these customers; such a request is refused when
/// it is repeated, as one whose answer held a secret.
pub async fn answers(tx: &mut TenantTx, who: &[i64], marks: &[String], identifiers: &Identifiers) -> Result<()> {
    let tenant = tx.tenant();
    // As JSON writes them.
    let names: Vec<String> = identifiers.names.iter().filter_map(|n| serde_json::to_string(n).ok()).collect();
    sqlx::query(
        "update idempotency_keys k set answer = null where k.tenant_id = $1 and k.answer is not null and (
           k.principal in (select 'customer/' || w from unnest($2::bigint[]) w)
           or exists (select 1 from unnest($3::text[]) m where position(m in k.answer) > 0)
           or exists (select 1 from unnest($4::text[]) c where position(c in k.answer) > 0)
           or exists (select 1 from unnest($5::text[]) n where position('\"name\":' || n in k.answer) > 0)
           or exists (select 1 from conversations c where c.tenant_id = $1 and c.customer_id = any ($2) and position('\"sessionId\":' || c.id || ',' in k.answer) > 0)
           or exists (select 1 from tickets t where t.tenant_id = $1 and t.customer_id = any ($2) and position(t.no in k.answer) > 0))",
    )
    .bind(tenant)
    .bind(who)
    .bind(marks)
    .bind(&identifiers.contacts)
    .bind(names)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The last of all: from here on nothing tells who it was.
pub async fn customers(tx: &mut TenantTx, who: &[i64]) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers set name = $3, phone = null, landline = null, emergency_phone = null, email = null, password_hash = null, gender = null,
           organization_id = null, position = null, department = null, duty = null, tags = '', note = null, vip = false, locale = 'zh-CN',
           profile = 'temporary', registration_link_id = null, phone_verified_at = null, last_seen_at = null,
           deleted_at = coalesce(deleted_at, $4), erased_at = $4, updated_at = $4
         where tenant_id = $1 and id = any ($2)",
    )
    .bind(tenant)
    .bind(who)
    .bind(ERASED)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Conversations of these customers above `after`.
pub async fn conversations(tx: &mut TenantTx, who: &[i64], after: i64, limit: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from conversations where tenant_id = $1 and customer_id = any ($2) and id > $3 order by id limit $4",
    )
    .bind(tenant)
    .bind(who)
    .bind(after)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}
