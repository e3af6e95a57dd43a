//! The signed-in person's own view of itself.

use kernel::{
    Error, Principal, PrincipalKind, Result, TenantTx, Touched, db::TenantInfo, error::code, perm, refs::TeamRef,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Kind, check::grants};
use crate::roles::RoleRef;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantRef {
    pub id: i64,
    pub slug: String,
    pub name: String,
}

impl From<&TenantInfo> for TenantRef {
    fn from(t: &TenantInfo) -> Self {
        Self { id: t.id, slug: t.slug.clone(), name: t.name.clone() }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    pub id: i64,
    /// `user` (staff) or `customer`.
    #[schemars(extend("enum" = ["user", "customer"]))]
    pub kind: &'static str,
    pub tenant: TenantRef,
    /// What one signs in with; a customer's phone, empty for one who has none.
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<RoleRef>,
    /// Codes of what one may do; how far each reaches is for the server to say.
    pub permissions: Vec<String>,
    pub teams: Vec<TeamRef>,
    pub must_change_password: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
    pub avatar_url: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Person {
    username: String,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    must_change_password: bool,
    locale: String,
}

/// The kind of account that a principal is; keys and the program itself are none.
pub fn kind_of(principal: &Principal) -> Result<Kind> {
    match principal.kind {
        PrincipalKind::User => Ok(Kind::User),
        PrincipalKind::Customer => Ok(Kind::Customer),
        PrincipalKind::ApiKey | PrincipalKind::System => {
            Err(Error::new(code::DENIED).detail("An API key is not a person"))
        }
    }
}

pub async fn load(tx: &mut TenantTx, tenant: &TenantInfo, kind: Kind, id: i64) -> Result<Me> {
    let person = person(tx, kind, id).await?;
    let (roles, permissions, teams) = match kind {
        Kind::User => (crate::roles::of_user(tx, id).await?, permissions(tx, id).await?, teams(tx, id).await?),
        Kind::Customer => (Vec::new(), perm::customer_grants().into_keys().collect(), Vec::new()),
    };
    Ok(Me {
        id,
        kind: kind.as_str(),
        tenant: tenant.into(),
        username: person.username,
        name: person.name,
        email: person.email,
        phone: person.phone,
        roles,
        permissions,
        teams,
        must_change_password: person.must_change_password,
        locale: person.locale,
        avatar_url: None,
    })
}

async fn person(tx: &mut TenantTx, kind: Kind, id: i64) -> Result<Person> {
    let tenant = tx.tenant();
    let sql = match kind {
        Kind::User => {
            "select username, name, email, phone, must_change_password, locale from users where tenant_id = $1 and id = $2 and deleted_at is null"
        }
        Kind::Customer => {
            "select coalesce(phone, '') as username, name, email, phone, false as must_change_password, locale from customers
             where tenant_id = $1 and id = $2 and deleted_at is null"
        }
    };
    Ok(sqlx::query_as(sql).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

async fn permissions(tx: &mut TenantTx, user: i64) -> Result<Vec<String>> {
    let granted = crate::roles::granted(tx, user).await?;
    let (permissions, scopes) = granted.into_iter().unzip();
    Ok(grants(permissions, scopes).into_keys().collect())
}

async fn teams(tx: &mut TenantTx, user: i64) -> Result<Vec<TeamRef>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "select t.id, t.name from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
         where m.tenant_id = $1 and m.user_id = $2 and t.deleted_at is null order by t.name",
    )
    .bind(tenant)
    .bind(user)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|(id, name)| TeamRef { id, name }).collect())
}

/// Changes to one's own account; what is left out stays.
pub struct Changes {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub locale: Option<String>,
}

pub async fn update(tx: &mut TenantTx, kind: Kind, id: i64, changes: &Changes) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = match kind {
        Kind::User => {
            "update users set name = coalesce($3, name), email = coalesce($4, email), phone = coalesce($5, phone), locale = coalesce($6, locale), updated_at = $7
             where tenant_id = $1 and id = $2 and deleted_at is null"
        }
        Kind::Customer => {
            "update customers set name = coalesce($3, name), email = coalesce($4, email), phone = coalesce($5, phone), locale = coalesce($6, locale), updated_at = $7
             where tenant_id = $1 and id = $2 and deleted_at is null"
        }
    };
    sqlx::query(sql)
        .bind(tenant)
        .bind(id)
        .bind(&changes.name)
        .bind(&changes.email)
        .bind(&changes.phone)
        .bind(&changes.locale)
        .bind(now)
        .execute(tx.conn())
        .await?;
    match kind {
        Kind::User if changes.name.is_some() => {
            tx.touch(Touched::User(id));
            tx.touch(Touched::Agent(id));
        }
        Kind::User => {}
        Kind::Customer => tx.touch(Touched::Customer(id)),
    }
    Ok(())
}
