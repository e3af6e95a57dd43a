//! Who sees and changes which user. Data scope: own, team, department, tenant; who is out of reach is as
//! absent as who does not exist.

use kernel::{Error, Principal, PrincipalKind, Result, TenantTx, error::code, perm::Scope};

use super::store;

/// How far a permission over users reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Oneself, and the people of one's departments.
    pub people: Vec<i64>,
    /// Teams whose members it reaches.
    pub teams: Vec<i64>,
}

impl Reach {
    /// `None` reaches everybody.
    pub fn of(who: &Principal, permission: &str) -> Option<Self> {
        let scope = who.scope(permission).unwrap_or(Scope::Own);
        if who.kind == PrincipalKind::System || scope == Scope::Tenant {
            return None;
        }
        let own = (who.kind == PrincipalKind::User).then_some(who.id);
        let colleagues = if scope >= Scope::Department { &who.colleagues[..] } else { &[] };
        Some(Self {
            people: own.into_iter().chain(colleagues.iter().copied()).collect(),
            teams: if scope >= Scope::Team { who.teams.to_vec() } else { Vec::new() },
        })
    }
}

/// Refuses as if there were no such user when the caller's grant does not reach one of them.
pub async fn check(tx: &mut TenantTx, permission: &str, users: &[i64]) -> Result<()> {
    let Some(reach) = Reach::of(tx.principal(), permission) else { return Ok(()) };
    if store::within(tx, users, &reach).await? { Ok(()) } else { Err(Error::not_found()) }
}

/// Who is not there yet is in nobody's team or department.
pub fn check_all(who: &Principal, permission: &str) -> Result<()> {
    match Reach::of(who, permission) {
        None => Ok(()),
        Some(_) => Err(Error::new(code::DENIED).detail("Adding users asks for a grant that reaches the whole tenant")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_reaches_oneself_then_the_team_then_the_department_then_everybody() {
        let who = |scope| Principal {
            kind: PrincipalKind::User,
            id: 7,
            grants: std::sync::Arc::new([("users:read".to_owned(), scope)].into()),
            teams: [1].into(),
            colleagues: [7, 8].into(),
            ..Principal::system(1)
        };
        let reach = |scope| Reach::of(&who(scope), "users:read");
        assert_eq!(reach(Scope::Own), Some(Reach { people: vec![7], teams: vec![] }));
        assert_eq!(reach(Scope::Team), Some(Reach { people: vec![7], teams: vec![1] }));
        assert_eq!(reach(Scope::Department), Some(Reach { people: vec![7, 7, 8], teams: vec![1] }));
        assert_eq!(reach(Scope::Tenant), None);
        assert_eq!(Reach::of(&Principal::system(1), "users:read"), None);
    }
}
