//! SQL of sign-ins, of the tallies of failed ones, and of the accounts that sign in.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};
use sqlx::AssertSqlSafe;

use super::{Kind, client::Client, lockout::Tally, refresh::Standing};
use crate::sign_in_policy::MFA_DUE_AT;

/// What signing in has to know of an account.
#[derive(Debug, sqlx::FromRow)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub password_hash: Option<String>,
    pub is_active: bool,
}

pub async fn find_user(tx: &mut TenantTx, username: &str) -> Result<Option<Account>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, name, password_hash, status = 'active' as is_active from users
         where tenant_id = $1 and lower(username) = lower($2) and deleted_at is null",
    )
    .bind(tenant)
    .bind(username)
    .fetch_optional(tx.conn())
    .await?)
}

/// The customer who signs in with this phone: the formal one, else the one who took the phone first.
pub async fn find_customer(tx: &mut TenantTx, phone: &str) -> Result<Option<Account>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, name, password_hash, true as is_active from customers
         where tenant_id = $1 and phone = $2 and deleted_at is null and password_hash is not null
         order by (profile = 'formal') desc, id limit 1",
    )
    .bind(tenant)
    .bind(phone)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn find_user_by_id(tx: &mut TenantTx, id: i64) -> Result<Option<Account>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, name, password_hash, status = 'active' as is_active from users where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?)
}

#[derive(Debug, sqlx::FromRow)]
pub struct SignedInUser {
    pub id: i64,
    pub name: String,
    pub must_change_password: bool,
    pub must_enrol_mfa: bool,
    pub last_used_at: Option<DateTime<Utc>>,
    pub permissions: Vec<String>,
    pub scopes: Vec<i16>,
    pub teams: Vec<i64>,
    pub colleagues: Vec<i64>,
}

static SIGNED_IN_USER: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select u.id, u.name, u.must_change_password, s.last_used_at, coalesce({MFA_DUE_AT} <= $3, false) as must_enrol_mfa,
           array(select g.permission from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
             where r.tenant_id = u.tenant_id and r.user_id = u.id order by g.role_id, g.permission) as permissions,
           array(select g.scope from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
             where r.tenant_id = u.tenant_id and r.user_id = u.id order by g.role_id, g.permission) as scopes,
           array(select m.team_id from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
             where m.tenant_id = u.tenant_id and m.user_id = u.id and t.deleted_at is null order by m.team_id) as teams,
           array(with recursive below(id) as (
               select d.id from departments d where d.tenant_id = u.tenant_id and (d.id = u.department_id or d.leader_id = u.id)
               union select d.id from departments d join below b on d.parent_id = b.id where d.tenant_id = u.tenant_id)
             select c.id from users c join below b on b.id = c.department_id where c.tenant_id = u.tenant_id
               and exists (select 1 from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
                 where r.tenant_id = u.tenant_id and r.user_id = u.id and g.scope = 2)) as colleagues
         from sign_ins s join users u on u.tenant_id = s.tenant_id and u.id = s.principal_id
         where s.tenant_id = $1 and s.id = $2 and s.principal_kind = 'user' and s.revoked_at is null and s.expires_at > $3
           and u.status = 'active' and u.deleted_at is null"
    )
});

/// The user of an open sign-in, with everything that decides what it may do: one round trip, because
/// this runs once a second for everyone who is connected.
pub async fn signed_in_user(tx: &mut TenantTx, sign_in: i64) -> Result<Option<SignedInUser>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(AssertSqlSafe(SIGNED_IN_USER.as_str()))
        .bind(tenant)
        .bind(sign_in)
        .bind(now)
        .fetch_optional(tx.conn())
        .await?)
}

#[derive(Debug, sqlx::FromRow)]
pub struct SignedInCustomer {
    pub id: i64,
    pub name: String,
    pub last_used_at: Option<DateTime<Utc>>,
}

pub async fn signed_in_customer(tx: &mut TenantTx, sign_in: i64) -> Result<Option<SignedInCustomer>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select c.id, c.name, s.last_used_at from sign_ins s join customers c on c.tenant_id = s.tenant_id and c.id = s.principal_id
         where s.tenant_id = $1 and s.id = $2 and s.principal_kind = 'customer' and s.revoked_at is null and s.expires_at > $3
           and c.deleted_at is null",
    )
    .bind(tenant)
    .bind(sign_in)
    .bind(now)
    .fetch_optional(tx.conn())
    .await?)
}

/// Creates the tally where there is none, and locks it until the end of the transaction.
pub async fn lock_tally(tx: &mut TenantTx, account: &str, network: &str) -> Result<Tally> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "insert into login_failures as f (tenant_id, account, network, failures, last_at) values ($1, $2, $3, 0, $4)
         on conflict (tenant_id, account, network) do update set failures = f.failures
         returning failures, last_at, locked_until",
    )
    .bind(tenant)
    .bind(account)
    .bind(network)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn save_tally(tx: &mut TenantTx, account: &str, network: &str, tally: &Tally) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update login_failures set failures = $4, last_at = $5, locked_until = $6 where tenant_id = $1 and account = $2 and network = $3")
        .bind(tenant)
        .bind(account)
        .bind(network)
        .bind(tally.failures)
        .bind(tally.last_at)
        .bind(tally.locked_until)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete_tally(tx: &mut TenantTx, account: &str, network: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from login_failures where tenant_id = $1 and account = $2 and network = $3")
        .bind(tenant)
        .bind(account)
        .bind(network)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Addresses of the account's latest sign-ins.
pub async fn recent_addresses(tx: &mut TenantTx, kind: Kind, id: i64) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select ip from sign_ins where tenant_id = $1 and principal_kind = $2 and principal_id = $3 and ip is not null order by id desc limit 50",
    )
    .bind(tenant)
    .bind(kind.as_str())
    .bind(id)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn insert(
    tx: &mut TenantTx,
    kind: Kind,
    id: i64,
    digest: &str,
    expires_at: DateTime<Utc>,
    client: &Client,
) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into sign_ins (tenant_id, principal_kind, principal_id, refresh_digest, rotated_at, created_at, last_used_at, expires_at, ip, user_agent)
         values ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8) returning id",
    )
    .bind(tenant)
    .bind(kind.as_str())
    .bind(id)
    .bind(digest)
    .bind(now)
    .bind(expires_at)
    .bind(client.ip_text())
    .bind(&client.user_agent)
    .fetch_one(tx.conn())
    .await?)
}

#[derive(Debug, sqlx::FromRow)]
struct SignInRow {
    principal_kind: String,
    principal_id: i64,
    refresh_digest: String,
    rotated_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    ip: Option<String>,
    user_agent: Option<String>,
}

pub struct SignIn {
    pub kind: Kind,
    pub principal_id: i64,
    pub standing: Standing,
}

pub async fn lock(tx: &mut TenantTx, id: i64, client: &Client) -> Result<Option<SignIn>> {
    let tenant = tx.tenant();
    let row: Option<SignInRow> = sqlx::query_as(
        "select principal_kind, principal_id, refresh_digest, rotated_at, created_at, expires_at, revoked_at, ip, user_agent
         from sign_ins where tenant_id = $1 and id = $2 for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| {
        let network = kernel::network::of(row.ip.as_deref().and_then(|ip| ip.parse().ok()));
        SignIn {
            kind: if row.principal_kind == "user" { Kind::User } else { Kind::Customer },
            principal_id: row.principal_id,
            standing: Standing {
                newest_digest: row.refresh_digest,
                rotated_at: row.rotated_at,
                created_at: row.created_at,
                expires_at: row.expires_at,
                is_revoked: row.revoked_at.is_some(),
                is_same_client: network == client.network() && row.user_agent == client.user_agent,
            },
        }
    }))
}

/// Puts the next token in force. The client moves along: phones change networks.
pub async fn rotate(
    tx: &mut TenantTx,
    id: i64,
    digest: &str,
    expires_at: DateTime<Utc>,
    client: &Client,
) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update sign_ins set previous_digest = refresh_digest, refresh_digest = $3, rotated_at = $4, last_used_at = $4, expires_at = $5, ip = $6, user_agent = $7
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(digest)
    .bind(now)
    .bind(expires_at)
    .bind(client.ip_text())
    .bind(&client.user_agent)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update sign_ins set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Answers which sign-ins it ended.
pub async fn revoke_all(tx: &mut TenantTx, kind: Kind, id: i64, except: Option<i64>) -> Result<Vec<i64>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "update sign_ins set revoked_at = $4
         where tenant_id = $1 and principal_kind = $2 and principal_id = $3 and revoked_at is null and id is distinct from $5
         returning id",
    )
    .bind(tenant)
    .bind(kind.as_str())
    .bind(id)
    .bind(now)
    .bind(except)
    .fetch_all(tx.conn())
    .await?)
}

/// Notes that a sign-in is in use.
pub async fn touch_sign_in(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update sign_ins set last_used_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Until the transaction ends, nobody changes the account.
pub async fn lock_account(tx: &mut TenantTx, kind: Kind, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let sql = match kind {
        Kind::User => "select id from users where tenant_id = $1 and id = $2 for update",
        Kind::Customer => "select id from customers where tenant_id = $1 and id = $2 for update",
    };
    sqlx::query(sql).bind(tenant).bind(id).execute(tx.conn()).await?;
    Ok(())
}

pub async fn touch(tx: &mut TenantTx, kind: Kind, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = match kind {
        Kind::User => "update users set last_login_at = $3 where tenant_id = $1 and id = $2",
        Kind::Customer => "update customers set last_seen_at = $3 where tenant_id = $1 and id = $2",
    };
    sqlx::query(sql).bind(tenant).bind(id).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// The hash that is in force now; `None` as well when the account is gone or locked.
pub async fn password_hash(tx: &mut TenantTx, kind: Kind, id: i64) -> Result<Option<String>> {
    let tenant = tx.tenant();
    let sql = match kind {
        Kind::User => {
            "select password_hash from users where tenant_id = $1 and id = $2 and status = 'active' and deleted_at is null"
        }
        Kind::Customer => "select password_hash from customers where tenant_id = $1 and id = $2 and deleted_at is null",
    };
    let found: Option<Option<String>> = sqlx::query_scalar(sql).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    Ok(found.flatten())
}

/// Sign-ins and tallies that no longer decide anything. The former stay a week for the trail of
/// known networks.
pub async fn delete_stale(tx: &mut TenantTx) -> Result<u64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sign_ins = sqlx::query("delete from sign_ins where tenant_id = $1 and (expires_at < $2 or revoked_at < $2)")
        .bind(tenant)
        .bind(now - chrono::TimeDelta::days(7))
        .execute(tx.conn())
        .await?;
    let tallies = sqlx::query("delete from login_failures where tenant_id = $1 and last_at < $2 and (locked_until is null or locked_until < $3)")
        .bind(tenant)
        .bind(now - chrono::TimeDelta::days(1))
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(sign_ins.rows_affected() + tallies.rows_affected())
}

/// Whether a user has been using a sign-in since then. An open console asks for something every minute; the
/// note of it is up to five minutes late.
pub async fn was_here(tx: &mut TenantTx, user: i64, since: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from sign_ins where tenant_id = $1 and principal_kind = 'user' and principal_id = $2
           and revoked_at is null and greatest(last_used_at, created_at) >= $3)",
    )
    .bind(tenant)
    .bind(user)
    .bind(since)
    .fetch_one(tx.conn())
    .await?)
}
