//! Conditions as SQL. What a person typed is always a bound value.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Postgres, QueryBuilder};

use super::model::{Condition, Match, Rules, When};

fn ago(now: DateTime<Utc>, days: u16) -> DateTime<Utc> {
    now - TimeDelta::days(days.into())
}

/// Appends `(…)` over the customers `c` and their organizations `o` of `tenant`.
pub fn push(query: &mut QueryBuilder<Postgres>, rules: &Rules, tenant: i64, now: DateTime<Utc>) {
    query.push("(");
    for (n, condition) in rules.conditions.iter().enumerate() {
        if n > 0 {
            query.push(match rules.matches {
                Match::All => " and ",
                Match::Any => " or ",
            });
        }
        one(query, condition, tenant, now);
    }
    query.push(")");
}

fn one(query: &mut QueryBuilder<Postgres>, condition: &Condition, tenant: i64, now: DateTime<Utc>) {
    match condition {
        Condition::Vip { is } => query.push("c.vip = ").push_bind(*is),
        Condition::Profile { is } => query.push("c.profile = ").push_bind(is.as_str()),
        // Not null, so that "any" and a negation to come stay two-valued.
        Condition::Region { is } => query.push("coalesce(o.region, '') = ").push_bind(is.trim().to_owned()),
        Condition::Organization { id } => query.push("coalesce(c.organization_id, 0) = ").push_bind(*id),
        Condition::Tag { has } => {
            query.push("position(").push_bind(format!(",{},", has.trim())).push(" in ',' || c.tags || ',') > 0")
        }
        Condition::Registered { when: When::WithinDays(d) } => query.push("c.created_at >= ").push_bind(ago(now, *d)),
        Condition::Registered { when: When::BeforeDays(d) } => query.push("c.created_at < ").push_bind(ago(now, *d)),
        Condition::LastSeen { when: When::WithinDays(d) } => {
            query.push("coalesce(c.last_seen_at, '-infinity') >= ").push_bind(ago(now, *d))
        }
        Condition::LastSeen { when: When::BeforeDays(d) } => {
            query.push("coalesce(c.last_seen_at, '-infinity') < ").push_bind(ago(now, *d))
        }
        Condition::Sessions { at_least, within_days } => {
            often(query, "conversations", tenant, ago(now, *within_days), *at_least)
        }
        Condition::Tickets { at_least, within_days } => {
            often(query, "tickets", tenant, ago(now, *within_days), *at_least)
        }
        Condition::Rated { at_most, within_days } => {
            let since = ago(now, *within_days);
            query.push("(");
            rated(query, "conversations", tenant, since, *at_most);
            query.push(" or ");
            rated(query, "tickets", tenant, since, *at_most).push(")")
        }
    };
}

/// One grouped read of what happened since then, not a look at each customer's rows.
fn often<'q>(
    query: &'q mut QueryBuilder<Postgres>,
    table: &str,
    tenant: i64,
    since: DateTime<Utc>,
    at_least: u16,
) -> &'q mut QueryBuilder<Postgres> {
    query.push(format!("c.id in (select s.customer_id from {table} s where s.tenant_id = ")).push_bind(tenant);
    query.push(" and s.created_at >= ").push_bind(since);
    query.push(" and s.customer_id is not null group by s.customer_id having count(*) >= ");
    query.push_bind(i64::from(at_least)).push(")")
}

fn rated<'q>(
    query: &'q mut QueryBuilder<Postgres>,
    table: &str,
    tenant: i64,
    since: DateTime<Utc>,
    at_most: i16,
) -> &'q mut QueryBuilder<Postgres> {
    query.push(format!("c.id in (select s.customer_id from {table} s where s.tenant_id = ")).push_bind(tenant);
    query.push(" and s.created_at >= ").push_bind(since);
    query.push(" and s.customer_id is not null and s.rating <= ").push_bind(at_most).push(")")
}
