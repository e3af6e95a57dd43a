//! Reminding the leader of a team that a relation will expire (003 §3.1.3): once for each relation and
//! expiry, seven days before. The server runs this now and then and mails what it returns.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kernel::{Result, Stream, TenantTx, UserRef};
use serde::Serialize;

use super::{
    history::{self, NewChange},
    list,
    model::{ChangeKind, Relation},
};
use crate::hours;

/// How long before the expiry.
pub const NOTICE: TimeDelta = TimeDelta::days(7);

/// What a leader is told.
#[derive(Debug)]
pub struct Reminder {
    pub relation: Relation,
    pub leader: UserRef,
    pub email: Option<String>,
    pub locale: String,
    /// The expiry, by the tenant's clocks.
    pub expires: DateTime<Tz>,
}

/// What `relation_expiring` says.
#[derive(Serialize)]
struct Expiring<'a> {
    relation: &'a Relation,
}

#[derive(sqlx::FromRow)]
struct Due {
    id: i64,
    customer_id: i64,
    team_id: i64,
    valid_until: DateTime<Utc>,
    leader_id: i64,
    leader_name: String,
    email: Option<String>,
    locale: String,
}

/// Marks the relations of which nobody was reminded yet; theirs is the transaction that tells.
async fn lock_due(tx: &mut TenantTx, limit: i64) -> Result<Vec<Due>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select r.id, r.customer_id, r.team_id, r.valid_until, u.id as leader_id, u.name as leader_name, u.email, u.locale
         from customer_team_relations r
         join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id and c.deleted_at is null
         join teams t on t.tenant_id = r.tenant_id and t.id = r.team_id and t.deleted_at is null
         join users u on u.tenant_id = t.tenant_id and u.id = t.leader_id and u.deleted_at is null and u.status <> 'inactive'
         where r.tenant_id = $1 and r.ended_at is null and r.valid_until > $2 and r.valid_until <= $3
           and r.reminded_for is distinct from r.valid_until
         order by r.valid_until, r.id limit $4 for update of r skip locked",
    )
    .bind(tenant)
    .bind(now)
    .bind(now + NOTICE)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

async fn mark(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update customer_team_relations set reminded_for = valid_until where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Reminds the leaders of at most `limit` relations; call it again as long as there are some.
pub async fn remind(tx: &mut TenantTx, limit: i64) -> Result<Vec<Reminder>> {
    let due = lock_due(tx, limit).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let zone = hours::zone_of(tx).await?;
    let mut reminders = Vec::with_capacity(due.len());
    for d in due {
        mark(tx, d.id).await?;
        let change = NewChange {
            relation: d.id,
            customer: d.customer_id,
            team: d.team_id,
            kind: ChangeKind::Reminded,
            reason: "",
            changes: &[],
        };
        history::write(tx, change).await?;
        let relation = list::find(tx, d.id).await?;
        tx.emit(Stream::user(d.leader_id), "relation_expiring", &Expiring { relation: &relation })?;
        reminders.push(Reminder {
            relation,
            leader: UserRef::new(d.leader_id, d.leader_name),
            email: d.email,
            locale: d.locale,
            expires: d.valid_until.with_timezone(&zone),
        });
    }
    Ok(reminders)
}
