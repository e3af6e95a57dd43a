//! What a role is, and who may give what.

use garde::Validate;
use kernel::{
    Error, Principal, PrincipalKind, Result,
    db::{PLATFORM_TENANT, TenantId},
    error::code,
    perm::{self, Grants, Scope, Side},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, sqlx::FromRow)]
pub struct RoleRef {
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// A permission and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
pub struct Grant {
    #[garde(length(min = 1, max = 64))]
    #[schemars(length(min = 1, max = 64))]
    pub permission: String,
    #[garde(skip)]
    pub scope: Scope,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub description: String,
    pub built_in: bool,
    pub grants: Vec<Grant>,
    pub user_count: i64,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct NewRole {
    /// Lower-case letters, digits and `_`; made from nothing when left out.
    #[garde(inner(pattern("^[a-z][a-z0-9_]{1,39}$")))]
    #[schemars(regex(pattern = "^[a-z][a-z0-9_]{1,39}$"))]
    pub code: Option<String>,
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[garde(inner(length(chars, max = 500)))]
    #[schemars(length(max = 500))]
    pub description: Option<String>,
    #[garde(length(max = 200), dive)]
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub grants: Vec<Grant>,
}

/// What is left out stays as it is.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct UpdateRole {
    #[garde(inner(length(chars, min = 1, max = 64), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 64))]
    pub name: Option<String>,
    #[garde(inner(length(chars, max = 500)))]
    #[schemars(length(max = 500))]
    pub description: Option<String>,
    #[garde(length(max = 200), dive)]
    #[schemars(length(max = 200))]
    pub grants: Option<Vec<Grant>>,
}

/// True when `wide` holds everything of `narrow`, and as far.
pub fn covers(wide: &Grants, narrow: &Grants) -> bool {
    narrow.iter().all(|(permission, scope)| wide.get(permission).is_some_and(|held| held >= scope))
}

/// The grants as a set, when the tenant's roles can hold them all.
pub fn parse(tenant: TenantId, grants: &[Grant]) -> Result<Grants> {
    let mut set = Grants::new();
    for (at, grant) in grants.iter().enumerate() {
        let entry = perm::ALL.iter().find(|e| e.code == grant.permission);
        let can_hold = entry.is_some_and(|e| match e.side {
            Side::Staff => true,
            Side::Platform => tenant == PLATFORM_TENANT,
            Side::Customer => false,
        });
        if !can_hold {
            return Err(Error::field(
                &format!("grants[{at}].permission"),
                "is not a permission of this tenant's staff",
            ));
        }
        if set.insert(grant.permission.clone(), grant.scope).is_some() {
            return Err(Error::field(&format!("grants[{at}].permission"), "is there twice"));
        }
    }
    Ok(set)
}

/// Nobody gives away more than it holds: else whoever may edit roles holds everything.
pub fn check_giver(who: &Principal, given: &Grants) -> Result<()> {
    if who.kind == PrincipalKind::System || covers(&who.grants, given) {
        return Ok(());
    }
    Err(Error::new(code::DENIED).detail("You cannot give or take permissions that you do not hold yourself"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grants(of: &[(&str, Scope)]) -> Grants {
        of.iter().map(|(p, s)| ((*p).to_owned(), *s)).collect()
    }

    #[test]
    fn a_narrower_scope_does_not_give_a_wider_one() {
        let held = grants(&[("tickets:read", Scope::Team), ("users:read", Scope::Tenant)]);
        assert!(covers(&held, &grants(&[("tickets:read", Scope::Own)])));
        assert!(covers(&held, &Grants::new()));
        assert!(!covers(&held, &grants(&[("tickets:read", Scope::Tenant)])));
        assert!(!covers(&held, &grants(&[("tickets:write", Scope::Own)])));
    }

    #[test]
    fn platform_and_customer_permissions_are_not_for_a_tenants_roles() {
        let grant = |p: &str| vec![Grant { permission: p.into(), scope: Scope::Tenant }];
        assert!(parse(2, &grant("tickets:read")).is_ok());
        assert!(parse(2, &grant("tenants:write")).is_err());
        assert!(parse(PLATFORM_TENANT, &grant("tenants:write")).is_ok());
        assert!(parse(PLATFORM_TENANT, &grant("portal:use")).is_err());
        assert!(parse(2, &grant("no:such")).is_err());
        assert!(parse(2, &[grant("tickets:read"), grant("tickets:read")].concat()).is_err());
    }

    fn any_grants() -> impl Strategy<Value = Grants> {
        let scope = prop::sample::select(vec![Scope::Own, Scope::Team, Scope::Department, Scope::Tenant]);
        let code = prop::sample::select(perm::ALL.iter().map(|e| e.code.to_owned()).collect::<Vec<_>>());
        prop::collection::btree_map(code, scope, 0..12)
    }

    proptest! {
        #[test]
        fn covering_is_an_order(a in any_grants(), b in any_grants(), c in any_grants()) {
            prop_assert!(covers(&a, &a));
            prop_assert!(!(covers(&a, &b) && covers(&b, &c)) || covers(&a, &c));
            prop_assert!(!(covers(&a, &b) && covers(&b, &a)) || a == b);
        }
    }
}
