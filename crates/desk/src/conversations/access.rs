//! Who sees which conversation. Data scope: own, team, department, tenant; what is out of reach is as absent as
//! what does not exist.

use kernel::{Error, Principal, PrincipalKind, Result, Stream, TenantTx, perm::Scope};

use super::store::{self, Conversation};
use crate::directory;

/// How far a staff member's view of conversations reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub tenant: bool,
    pub user: Option<i64>,
    pub teams: Vec<i64>,
    /// The people of the user's departments, whose own it reaches as well.
    pub people: Vec<i64>,
    /// Also those that wait for anybody.
    pub unclaimed: bool,
}

impl Reach {
    pub fn of(principal: &Principal) -> Self {
        let scope = principal.scope("sessions:read").unwrap_or(Scope::Own);
        let system = principal.kind == PrincipalKind::System;
        Self {
            tenant: system || scope == Scope::Tenant,
            user: (principal.kind == PrincipalKind::User).then_some(principal.id),
            teams: if scope >= Scope::Team { principal.teams.to_vec() } else { Vec::new() },
            people: if scope >= Scope::Department { principal.colleagues.to_vec() } else { Vec::new() },
            unclaimed: scope >= Scope::Team,
        }
    }

    /// Whether it covers a conversation, apart from one that is offered to the user.
    pub fn covers(&self, team: Option<i64>, assignee: Option<i64>) -> bool {
        self.tenant
            || (self.user.is_some() && assignee == self.user)
            || assignee.is_some_and(|who| self.people.contains(&who))
            || team.map_or(self.unclaimed && assignee.is_none(), |t| self.teams.contains(&t))
    }
}

async fn check(tx: &mut TenantTx, c: &Conversation) -> Result<()> {
    let reach = Reach::of(tx.principal());
    if reach.covers(c.team_id, c.assignee_id) {
        return Ok(());
    }
    match reach.user {
        Some(user) if store::is_offered(tx, c.id, user).await? => Ok(()),
        _ => Err(Error::not_found()),
    }
}

/// The conversation, locked, when the calling staff member may see it.
pub(crate) async fn lock_for_staff(tx: &mut TenantTx, id: i64) -> Result<Conversation> {
    let c = store::lock(tx, id).await?;
    check(tx, &c).await?;
    Ok(c)
}

/// Those of the conversations that the calling staff member may see, locked by ascending id.
pub(crate) async fn lock_all_for_staff(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<Conversation>> {
    let mut visible = Vec::new();
    for c in store::lock_all(tx, ids).await? {
        if found(check(tx, &c).await)? {
            visible.push(c);
        }
    }
    Ok(visible)
}

/// The same as [`lock_for_staff`], without the lock.
pub(crate) async fn find_for_staff(tx: &mut TenantTx, id: i64) -> Result<Conversation> {
    let c = store::find(tx, id).await?.ok_or_else(Error::not_found)?;
    check(tx, &c).await?;
    Ok(c)
}

fn own(tx: &TenantTx, c: Conversation) -> Result<Conversation> {
    let me = tx.principal();
    if me.kind == PrincipalKind::Customer && me.id == c.customer_id { Ok(c) } else { Err(Error::not_found()) }
}

/// The calling customer's own conversation, locked.
pub(super) async fn lock_own(tx: &mut TenantTx, id: i64) -> Result<Conversation> {
    let c = store::lock(tx, id).await?;
    own(tx, c)
}

pub(super) async fn find_own(tx: &mut TenantTx, id: i64) -> Result<Conversation> {
    let c = store::find(tx, id).await?.ok_or_else(Error::not_found)?;
    own(tx, c)
}

/// Whether the principal may follow a stream of the desk.
pub async fn may_subscribe(tx: &mut TenantTx, principal: &Principal, stream: &Stream) -> Result<bool> {
    let customer = principal.kind == PrincipalKind::Customer;
    Ok(match stream.parts() {
        ("conversation", Some(id)) if customer => found(find_own(tx, id).await.map(drop))?,
        ("conversation", Some(id)) => principal.can("sessions:read") && found(find_for_staff(tx, id).await.map(drop))?,
        ("user", Some(id)) => principal.kind == PrincipalKind::User && principal.id == id,
        ("customer", Some(id)) => customer && principal.id == id,
        ("agent", Some(id)) => customer && directory::shows_agent(tx, principal.id, id).await?,
        ("team", Some(id)) => customer && directory::shows_team(tx, principal.id, id).await?,
        // It names every customer, as their list does.
        ("directory", None) => stream.0 == "directory" && !customer && principal.can("customers:read"),
        ("pool", None) => stream.0 == "pool" && !customer && principal.can("sessions:supervise"),
        _ => false,
    })
}

fn found(result: Result<()>) -> Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(e) if e.code == kernel::error::code::NOT_FOUND => Ok(false),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_covers_what_is_own_of_the_team_or_of_the_tenant() {
        let own = Reach { tenant: false, user: Some(7), teams: vec![], people: vec![], unclaimed: false };
        assert!(own.covers(Some(1), Some(7)) && !own.covers(Some(1), Some(8)) && !own.covers(None, None));
        let team = Reach { teams: vec![1], unclaimed: true, ..own.clone() };
        assert!(team.covers(Some(1), Some(8)) && team.covers(Some(1), None) && team.covers(None, None));
        assert!(!team.covers(Some(2), Some(8)) && !team.covers(Some(2), None) && !team.covers(None, Some(8)));
        let department = Reach { people: vec![8, 9], ..team.clone() };
        assert!(department.covers(Some(2), Some(8)) && department.covers(None, Some(9)));
        assert!(!department.covers(Some(2), Some(5)) && !department.covers(Some(2), None));
        let key = Reach { tenant: false, user: None, teams: vec![], people: vec![], unclaimed: false };
        assert!(
            !key.covers(Some(1), None),
            "a key without a scope has nothing of its own, and nobody's is not its own"
        );
        assert!(Reach { tenant: true, ..key }.covers(Some(2), Some(8)));
    }
}
