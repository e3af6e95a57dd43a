//! How far a grant over customers reaches. A customer has no owner; it is whose work it is: of the people who serve
//! its conversations and tickets, and of the teams that serve it by relation or did in a conversation.

use kernel::{Principal, PrincipalKind, perm::Scope};
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
        if self.tenant {
            sql.push("true");
            return;
        }
        let (people, teams) = (&self.people, &self.teams);
        sql.push("(exists (select 1 from conversations s where s.tenant_id = ").push_bind(tenant);
        sql.push(" and s.customer_id = c.id and (s.assignee_id = any (").push_bind(people.clone());
        sql.push(") or s.team_id = any (").push_bind(teams.clone());
        sql.push("))) or exists (select 1 from tickets t where t.tenant_id = ").push_bind(tenant);
        sql.push(" and t.customer_id = c.id and t.deleted_at is null and (t.assignee_id = any (")
            .push_bind(people.clone());
        sql.push(") or t.team_id = any (").push_bind(teams.clone());
        sql.push("))) or exists (select 1 from customer_team_relations r where r.tenant_id = ").push_bind(tenant);
        sql.push(" and r.customer_id = c.id and r.ended_at is null and r.team_id = any (").push_bind(teams.clone());
        sql.push(")))");
    }
}
