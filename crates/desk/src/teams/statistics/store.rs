//! SQL of a team's figures.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TeamRef, TenantTx, UserRef};

use super::model::{MemberPerformance, SessionFigures, Span, TeamDay, TicketFigures};

/// Whether and how a team has ended. What it did stays its own, so its figures can be read ever after.
pub struct Ending {
    pub ended_at: Option<DateTime<Utc>>,
    pub successor: Option<TeamRef>,
}

/// When it ended, and the team that took its place.
type EndingRow = (Option<DateTime<Utc>>, Option<i64>, Option<String>);

pub async fn ending(tx: &mut TenantTx, team: i64) -> Result<Ending> {
    let tenant = tx.tenant();
    let row: Option<EndingRow> = sqlx::query_as(
        "select t.deleted_at, s.id, s.name from teams t left join teams s on s.tenant_id = t.tenant_id and s.id = t.successor_id
         where t.tenant_id = $1 and t.id = $2",
    )
    .bind(tenant)
    .bind(team)
    .fetch_optional(tx.conn())
    .await?;
    let (ended_at, id, name) = row.ok_or_else(Error::not_found)?;
    Ok(Ending { ended_at, successor: id.zip(name).map(|(id, name)| TeamRef { id, name }) })
}

pub async fn sessions(tx: &mut TenantTx, team: i64, span: &Span) -> Result<SessionFigures> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select count(*) filter (where assigned_at is not null) as served,
           count(*) filter (where close_reason = 'abandoned') as abandoned,
           count(distinct customer_id) filter (where assigned_at is not null) as customers,
           avg(extract(epoch from assigned_at - queued_at))::float8 as wait_seconds,
           avg(extract(epoch from first_reply_at - queued_at))::float8 as first_reply_seconds,
           (percentile_cont(0.5) within group (order by extract(epoch from first_reply_at - queued_at)))::float8 as first_reply_median,
           avg(rating)::float8 as rating, count(rating) as rated, count(*) filter (where rating >= 4) as satisfied
         from conversations where tenant_id = $1 and team_id = $2 and queued_at >= $3 and queued_at < $4",
    )
    .bind(tenant)
    .bind(team)
    .bind(span.begin())
    .bind(span.end())
    .fetch_one(tx.conn())
    .await?)
}

pub async fn tickets(tx: &mut TenantTx, team: i64, span: &Span) -> Result<TicketFigures> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select
           (select count(*) from tickets where tenant_id = $1 and team_id = $2 and deleted_at is null and created_at >= $3 and created_at < $4) as tickets_created,
           (select count(*) from tickets where tenant_id = $1 and team_id = $2 and deleted_at is null and resolved_at >= $3 and resolved_at < $4) as tickets_resolved",
    )
    .bind(tenant)
    .bind(team)
    .bind(span.begin())
    .bind(span.end())
    .fetch_one(tx.conn())
    .await?)
}

/// Days on which nothing happened are zeros.
pub async fn days(tx: &mut TenantTx, team: i64, span: &Span) -> Result<Vec<TeamDay>> {
    let tenant = tx.tenant();
    let rows: Vec<(i32, i64, i64)> = sqlx::query_as(
        "select width_bucket(queued_at, $5::timestamptz[]) as day, count(*) filter (where assigned_at is not null), count(*) filter (where close_reason = 'abandoned')
         from conversations where tenant_id = $1 and team_id = $2 and queued_at >= $3 and queued_at < $4 group by day",
    )
    .bind(tenant)
    .bind(team)
    .bind(span.begin())
    .bind(span.end())
    .bind(&span.marks)
    .fetch_all(tx.conn())
    .await?;
    Ok((1..)
        .zip(span.days())
        .map(|(n, date)| {
            let found = rows.iter().find(|r| r.0 == n);
            TeamDay { date, served: found.map_or(0, |r| r.1), abandoned: found.map_or(0, |r| r.2) }
        })
        .collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    member: bool,
    served: i64,
    first_reply_seconds: Option<f64>,
    rating: Option<f64>,
    rated: i64,
    tickets_resolved: i64,
    active: i64,
}

pub async fn members(tx: &mut TenantTx, team: i64, span: &Span) -> Result<Vec<MemberPerformance>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "with s as (
           select assignee_id as id, count(*) as served, avg(extract(epoch from first_reply_at - queued_at))::float8 as first_reply_seconds,
             avg(rating)::float8 as rating, count(rating) as rated
           from conversations where tenant_id = $1 and team_id = $2 and queued_at >= $3 and queued_at < $4 and assignee_id is not null group by assignee_id
         ), k as (
           select assignee_id as id, count(*) as resolved from tickets
           where tenant_id = $1 and team_id = $2 and deleted_at is null and resolved_at >= $3 and resolved_at < $4 and assignee_id is not null group by assignee_id
         ), a as (
           select assignee_id as id, count(*) as active from conversations
           where tenant_id = $1 and team_id = $2 and status = 'active' group by assignee_id
         ), m as (select user_id as id from team_members where tenant_id = $1 and team_id = $2)
         select u.id, u.name, m.id is not null as member, coalesce(s.served, 0) as served, s.first_reply_seconds, s.rating, coalesce(s.rated, 0) as rated,
           coalesce(k.resolved, 0) as tickets_resolved, coalesce(a.active, 0) as active
         from users u left join m on m.id = u.id left join s on s.id = u.id left join k on k.id = u.id left join a on a.id = u.id
         where u.tenant_id = $1 and (m.id is not null and u.deleted_at is null or s.id is not null or k.id is not null or a.id is not null)
         order by served desc, tickets_resolved desc, u.id",
    )
    .bind(tenant)
    .bind(team)
    .bind(span.begin())
    .bind(span.end())
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| MemberPerformance {
            user: UserRef::new(r.id, r.name),
            member: r.member,
            served: r.served,
            first_reply_seconds: r.first_reply_seconds,
            rating: r.rating,
            rated: r.rated,
            tickets_resolved: r.tickets_resolved,
            active: r.active,
        })
        .collect())
}
