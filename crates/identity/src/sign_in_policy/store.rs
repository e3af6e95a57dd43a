//! SQL of the settings, and of whom a second factor is asked.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, error::on_constraint};

use super::{MfaRequired, SignInSettings};

/// Of whom it is asked: `u` is the user, `p` the tenant's settings.
macro_rules! asked {
    () => {
        "p.tenant_id = u.tenant_id and (p.mfa_required = 'all' or (p.mfa_required = 'roles' and exists (
           select 1 from user_roles r join mfa_roles m on m.tenant_id = r.tenant_id and m.role_id = r.role_id
           where r.tenant_id = u.tenant_id and r.user_id = u.id)))"
    };
}

const ASKED: &str = asked!();
/// When the user `u` has to have a second factor: null when none is asked of it, or it has one.
pub(crate) const MFA_DUE_AT: &str = concat!(
    "(select greatest(p.mfa_required_at, u.created_at) + make_interval(days => p.mfa_grace_days) from sign_in_settings p where ",
    asked!(),
    " and not exists (select 1 from totps t where t.tenant_id = u.tenant_id and t.user_id = u.id and t.confirmed_at is not null))"
);

pub async fn get(tx: &mut TenantTx) -> Result<SignInSettings> {
    let tenant = tx.tenant();
    let row: Option<(bool, bool, MfaRequired, i32, Vec<i64>)> = sqlx::query_as(
        "select phone_code_users, phone_code_customers, mfa_required, mfa_grace_days,
           array(select m.role_id from mfa_roles m where m.tenant_id = s.tenant_id order by m.role_id)
         from sign_in_settings s where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map_or_else(SignInSettings::default, |(users, customers, mfa_required, mfa_grace_days, mfa_role_ids)| {
        SignInSettings {
            phone_code_users: users,
            phone_code_customers: customers,
            mfa_required,
            mfa_role_ids,
            mfa_grace_days,
        }
    }))
}

/// The grace of those who are there already begins when the requirement does.
pub async fn save(tx: &mut TenantTx, s: &SignInSettings) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into sign_in_settings as s (tenant_id, phone_code_users, phone_code_customers, mfa_required, mfa_grace_days, mfa_required_at, updated_at)
         values ($1, $2, $3, $4, $5, case when $4 = 'off' then null else $6 end, $6)
         on conflict (tenant_id) do update set phone_code_users = excluded.phone_code_users, phone_code_customers = excluded.phone_code_customers,
           mfa_required = excluded.mfa_required, mfa_grace_days = excluded.mfa_grace_days, updated_at = excluded.updated_at,
           mfa_required_at = case when excluded.mfa_required = 'off' then null else coalesce(s.mfa_required_at, excluded.updated_at) end",
    )
    .bind(tenant)
    .bind(s.phone_code_users)
    .bind(s.phone_code_customers)
    .bind(s.mfa_required)
    .bind(s.mfa_grace_days)
    .bind(now)
    .execute(tx.conn())
    .await?;
    sqlx::query("delete from mfa_roles where tenant_id = $1").bind(tenant).execute(tx.conn()).await?;
    let named =
        sqlx::query("insert into mfa_roles (tenant_id, role_id) select distinct $1, r from unnest($2::bigint[]) as r")
            .bind(tenant)
            .bind(&s.mfa_role_ids)
            .execute(tx.conn())
            .await;
    on_constraint(named, "mfa_roles_tenant_id_role_id_fkey", || Error::field("mfaRoleIds", "names no role")).map(drop)
}

/// Whether a second factor is asked of the user, now or after its grace.
pub async fn is_mfa_asked(tx: &mut TenantTx, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let sql = format!(
        "select exists (select 1 from users u, sign_in_settings p where u.tenant_id = $1 and u.id = $2 and {ASKED})"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(user).fetch_one(tx.conn()).await?)
}

/// When the user has to have a second factor that it lacks.
pub async fn mfa_due_at(tx: &mut TenantTx, user: i64) -> Result<Option<DateTime<Utc>>> {
    let tenant = tx.tenant();
    let sql = format!("select {MFA_DUE_AT} from users u where u.tenant_id = $1 and u.id = $2");
    let due: Option<Option<DateTime<Utc>>> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(user).fetch_optional(tx.conn()).await?;
    Ok(due.flatten())
}

/// Those of these users who lack a second factor that is due. Costs next to nothing where none is asked.
pub async fn overdue_among(tx: &mut TenantTx, users: &[i64]) -> Result<Vec<i64>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!(
        "select u.id from users u where u.tenant_id = $1 and u.id = any ($3)
           and (select true from sign_in_settings where tenant_id = $1 and mfa_required <> 'off') and {MFA_DUE_AT} <= $2"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).bind(users).fetch_all(tx.conn()).await?)
}

/// Users who are signed in and lack a second factor that is due: their connections end.
pub async fn overdue(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!(
        "select u.id from users u where u.tenant_id = $1 and u.status = 'active' and u.deleted_at is null and {MFA_DUE_AT} <= $2
           and exists (select 1 from sign_ins s where s.tenant_id = u.tenant_id and s.principal_kind = 'user' and s.principal_id = u.id
             and s.revoked_at is null and s.expires_at > $2)"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).fetch_all(tx.conn()).await?)
}
