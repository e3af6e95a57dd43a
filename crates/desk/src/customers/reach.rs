//! How far a grant over customers reaches. A customer has no owner; it is whose work it is: of who put it in the books,
//! of the people who serve its conversations and tickets, and of the teams that serve it by relation or did in a
//! conversation.

use kernel::{Error, Principal, PrincipalKind, Result, TenantTx, perm::Scope};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    pub tenant: bool,
    pub people: Vec<i64>,
    pub teams: Vec<i64>,
}

impl Reach {
    pub fn of(principal: &Principal, scope: Scope) -> Self {
        let mut people: Vec<i64> = if scope >= Scope::Department { principal.colleagues.to_vec() } else { Vec::new() };
        if principal.kind == PrincipalKind::User {
            people.push(principal.id);
        }
        let teams = if scope >= Scope::Team { principal.teams.to_vec() } else { Vec::new() };
        Self { tenant: scope == Scope::Tenant || principal.kind == PrincipalKind::System, people, teams }
    }

    /// Appends a condition over the customers `c` of `tenant`.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>, tenant: i64) {
        self.push_on(sql, tenant, "c.id");
    }

    /// The same over a column that names a customer. By their ids: a reach of a few is then few rows to read, however
    /// many customers there are.
    pub fn push_on(&self, sql: &mut QueryBuilder<Postgres>, tenant: i64, column: &str) {
        if self.tenant {
            sql.push("true");
            return;
        }
        let mut any = |table: &str, condition: &str, ids: &[i64]| {
            sql.push(table).push_bind(tenant).push(condition).push_bind(ids.to_vec()).push(")");
        };
        any(
            &format!("{column} in (select w.id from customers w where w.tenant_id = "),
            " and w.created_by = any (",
            &self.people,
        );
        for (with, ids) in [("assignee_id", &self.people), ("team_id", &self.teams)] {
            any(
                " union all select s.customer_id from conversations s where s.tenant_id = ",
                &format!(" and s.{with} = any ("),
                ids,
            );
            any(
                " union all select t.customer_id from tickets t where t.tenant_id = ",
                &format!(" and t.deleted_at is null and t.{with} = any ("),
                ids,
            );
        }
        any(
            " union all select r.customer_id from customer_team_relations r where r.tenant_id = ",
            " and r.ended_at is null and r.team_id = any (",
            &self.teams,
        );
        sql.push(")");
    }
}

/// Refuses a customer that a grant so wide does not reach: to its holder it is not there.
pub async fn check(tx: &mut TenantTx, scope: Scope, id: i64) -> Result<()> {
    let reach = Reach::of(tx.principal(), scope);
    if reach.tenant {
        return Ok(());
    }
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("select exists (select from customers c where c.tenant_id = ");
    sql.push_bind(tenant).push(" and c.id = ").push_bind(id).push(" and ");
    reach.push(&mut sql, tenant);
    match sql.push(")").build_query_scalar().fetch_one(tx.conn()).await? {
        true => Ok(()),
        false => Err(Error::not_found()),
    }
}
