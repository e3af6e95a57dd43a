//! Who sees which ticket. Data scope: own, team, department, tenant; what is out of reach is as absent as what does not exist.

use kernel::{Error, Principal, PrincipalKind, Result, TenantTx, perm::Scope};
use sqlx::{Postgres, QueryBuilder};

use super::{
    model::Head,
    store,
    view::{self, Row},
};

/// How far a staff member's view of tickets reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub tenant: bool,
    pub user: Option<i64>,
    pub teams: Vec<i64>,
    /// The people of the user's departments, whose own it reaches as well.
    pub people: Vec<i64>,
    /// Also those that no team and nobody has yet.
    pub unclaimed: bool,
}

/// What decides who sees a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    pub team: Option<i64>,
    pub assignee: Option<i64>,
    /// The user who made it.
    pub maker: Option<i64>,
}

impl Reach {
    pub fn of(principal: &Principal) -> Self {
        let scope = principal.scope("tickets:read").unwrap_or(Scope::Own);
        let system = principal.kind == PrincipalKind::System;
        Self {
            tenant: system || scope == Scope::Tenant,
            user: (principal.kind == PrincipalKind::User).then_some(principal.id),
            teams: if scope >= Scope::Team { principal.teams.to_vec() } else { Vec::new() },
            people: if scope >= Scope::Department { principal.colleagues.to_vec() } else { Vec::new() },
            unclaimed: scope >= Scope::Team,
        }
    }

    pub fn covers(&self, whose: Whose) -> bool {
        self.tenant
            || (self.user.is_some() && (whose.assignee == self.user || whose.maker == self.user))
            || [whose.assignee, whose.maker].into_iter().flatten().any(|who| self.people.contains(&who))
            || whose.team.map_or(self.unclaimed && whose.assignee.is_none(), |t| self.teams.contains(&t))
    }

    /// The same as a condition on `tickets k`, by an index for each reason to see one: joined by `or`, all tickets
    /// would be read.
    pub fn condition(&self, sql: &mut QueryBuilder<Postgres>, tenant: i64) {
        const EACH: &str = "select w.id from tickets w where w.deleted_at is null and w.tenant_id = ";
        if self.tenant {
            return;
        }
        let people: Vec<i64> = self.people.iter().copied().chain(self.user).collect();
        sql.push(" and k.id in (");
        for (with, ids) in [
            (" and w.assignee_id = any(", &people),
            (" and w.created_by_kind = 'user' and w.created_by_id = any(", &people),
            (" and w.team_id = any(", &self.teams),
        ] {
            sql.push(EACH).push_bind(tenant).push(with).push_bind(ids.clone()).push(") union all ");
        }
        sql.push(EACH).push_bind(tenant).push(" and w.team_id is null and w.assignee_id is null and ");
        sql.push_bind(self.unclaimed).push(")");
    }
}

fn maker(kind: &str, id: i64) -> Option<i64> {
    (kind == "user").then_some(id)
}

impl Head {
    fn whose(&self) -> Whose {
        Whose {
            team: self.team_id,
            assignee: self.assignee_id,
            maker: maker(&self.created_by_kind, self.created_by_id),
        }
    }
}
impl Row {
    fn whose(&self) -> Whose {
        Whose {
            team: self.team_id,
            assignee: self.assignee_id,
            maker: maker(&self.created_by_kind, self.created_by_id),
        }
    }
}

fn is_mine(tx: &TenantTx, customer: Option<i64>) -> bool {
    tx.principal().kind == PrincipalKind::Customer && customer == Some(tx.principal().id)
}

/// The ticket, locked, when the caller may see it: staff within their reach, customers their own.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let head = store::lock(tx, id).await?;
    let seen = match tx.principal().kind {
        PrincipalKind::Customer => is_mine(tx, head.customer_id),
        _ => Reach::of(tx.principal()).covers(head.whose()),
    };
    if seen { Ok(head) } else { Err(Error::not_found()) }
}

/// The same, without the lock.
pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Row> {
    let row = view::row(tx, id).await?;
    let seen = match tx.principal().kind {
        PrincipalKind::Customer => is_mine(tx, row.customer_id),
        _ => Reach::of(tx.principal()).covers(row.whose()),
    };
    if seen { Ok(row) } else { Err(Error::not_found()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn whose(team: Option<i64>, assignee: Option<i64>) -> Whose {
        Whose { team, assignee, maker: None }
    }

    #[test]
    fn reach_covers_what_is_own_of_the_team_or_of_the_tenant() {
        let own = Reach { tenant: false, user: Some(7), teams: vec![], people: vec![], unclaimed: false };
        assert!(
            own.covers(whose(Some(1), Some(7)))
                && !own.covers(whose(Some(1), Some(8)))
                && !own.covers(whose(None, None))
        );
        assert!(own.covers(Whose { maker: Some(7), ..whose(Some(1), Some(8)) }), "what one made oneself");
        let team = Reach { teams: vec![1], unclaimed: true, ..own };
        assert!(
            team.covers(whose(Some(1), Some(8))) && team.covers(whose(Some(1), None)) && team.covers(whose(None, None))
        );
        assert!(
            !team.covers(whose(Some(2), Some(8)))
                && !team.covers(whose(Some(2), None))
                && !team.covers(whose(None, Some(8)))
        );
        let department = Reach { people: vec![8, 9], ..team.clone() };
        assert!(department.covers(whose(Some(2), Some(8))) && department.covers(whose(None, Some(9))));
        assert!(department.covers(Whose { maker: Some(9), ..whose(Some(2), Some(5)) }), "what a colleague made");
        assert!(!department.covers(whose(Some(2), Some(5))) && !department.covers(whose(Some(2), None)));
        let key = Reach { tenant: false, user: None, teams: vec![], people: vec![], unclaimed: false };
        assert!(!key.covers(whose(Some(1), None)), "nobody's is not the key's own");
        assert!(Reach { tenant: true, ..key }.covers(whose(Some(2), Some(8))));
    }
}
