//! SQL of archive applications, but for the reads of whole views (`view`).

use kernel::{Error, Result, TeamRef, TenantTx, error::on_constraint};

use super::model::{ApplicationStatus, Person, Proposal};
use crate::customers::CustomerError;

/// The part of an application that rules look at. Whoever changes one holds its customer's lock.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Head {
    pub id: i64,
    pub status: ApplicationStatus,
    pub version: i32,
    pub person: String,
    pub organization_id: Option<i64>,
    pub new_organization: Option<String>,
    pub relations: String,
    pub created_by: Option<i64>,
}

const COLUMNS: &str = "id, status, version, person, organization_id, new_organization, relations, created_by";

impl Head {
    pub fn proposal(&self) -> Result<Proposal> {
        proposal(&self.person, self.organization_id, self.new_organization.as_deref(), &self.relations)
    }
}

/// What was written, read back.
pub fn proposal(
    person: &str,
    organization_id: Option<i64>,
    new_organization: Option<&str>,
    relations: &str,
) -> Result<Proposal> {
    Ok(Proposal {
        person: serde_json::from_str(person).map_err(Error::internal)?,
        organization_id,
        new_organization: new_organization.map(serde_json::from_str).transpose().map_err(Error::internal)?,
        relations: serde_json::from_str(relations).map_err(Error::internal)?,
    })
}

/// Whose application it is: the customer to lock before [`find`].
pub async fn customer_of(tx: &mut TenantTx, id: i64) -> Result<i64> {
    let tenant = tx.tenant();
    let found: Option<i64> =
        sqlx::query_scalar("select customer_id from archive_applications where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    found.ok_or_else(Error::not_found)
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from archive_applications where tenant_id = $1 and id = $2");
    let head: Option<Head> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    head.ok_or_else(Error::not_found)
}

/// The one that somebody still has to do something about; else the newest. (After a merge a customer may
/// have a draft of its own and a newer rejected one of who it took over.)
pub async fn latest_of_customer(tx: &mut TenantTx, customer: i64) -> Result<Option<Head>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from archive_applications where tenant_id = $1 and customer_id = $2
         order by (status in ('draft', 'submitted')) desc, id desc limit 1"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(customer).fetch_optional(tx.conn()).await?)
}

/// A proposal as its columns hold it.
struct Written {
    person: String,
    new_organization: Option<String>,
    relations: String,
}

fn written(proposal: &Proposal) -> Result<Written> {
    let organization = proposal.new_organization.as_ref().map(serde_json::to_string);
    Ok(Written {
        person: serde_json::to_string(&proposal.person).map_err(Error::internal)?,
        new_organization: organization.transpose().map_err(Error::internal)?,
        relations: serde_json::to_string(&proposal.relations).map_err(Error::internal)?,
    })
}

pub async fn insert(tx: &mut TenantTx, customer: i64, proposal: &Proposal, note: &str) -> Result<i64> {
    let (tenant, now, by, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    let w = written(proposal)?;
    Ok(sqlx::query_scalar(
        "insert into archive_applications (tenant_id, customer_id, status, person, organization_id, new_organization, note, created_by,
           created_by_name, created_at, updated_at, relations)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) returning id",
    )
    .bind(tenant)
    .bind(customer)
    .bind(ApplicationStatus::Draft)
    .bind(w.person)
    .bind(proposal.organization_id)
    .bind(w.new_organization)
    .bind(note)
    .bind(by)
    .bind(&*name)
    .bind(now)
    .bind(w.relations)
    .fetch_one(tx.conn())
    .await?)
}

/// A draft as it is now; whoever writes it is whose it is.
pub async fn rewrite(tx: &mut TenantTx, id: i64, proposal: &Proposal, note: &str) -> Result<()> {
    let (tenant, now, by, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    let w = written(proposal)?;
    sqlx::query(
        "update archive_applications set status = $3, person = $4, organization_id = $5, new_organization = $6, note = $7, created_by = $8,
           created_by_name = $9, decided_by = null, decided_by_name = null, decided_at = null, opinion = null, updated_at = $10,
           relations = $11, version = version + 1
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(ApplicationStatus::Draft)
    .bind(w.person)
    .bind(proposal.organization_id)
    .bind(w.new_organization)
    .bind(note)
    .bind(by)
    .bind(&*name)
    .bind(now)
    .bind(w.relations)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_submitted(tx: &mut TenantTx, id: i64, status: ApplicationStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update archive_applications set status = $3, submitted_at = $4, updated_at = $4, version = version + 1 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(status)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_withdrawn(tx: &mut TenantTx, id: i64, status: ApplicationStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update archive_applications set status = $3, updated_at = $4, version = version + 1 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Approved or rejected, by whom and why. An organization that was made for it is now the one it names.
pub async fn set_decided(
    tx: &mut TenantTx,
    id: i64,
    status: ApplicationStatus,
    opinion: &str,
    made: Option<i64>,
) -> Result<()> {
    let (tenant, now, by, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    sqlx::query(
        "update archive_applications set status = $3, opinion = $4, decided_by = $5, decided_by_name = $6, decided_at = $7, updated_at = $7,
           organization_id = coalesce($8, organization_id), new_organization = case when $8 is null then new_organization end,
           version = version + 1
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(status)
    .bind(opinion)
    .bind(by)
    .bind(&*name)
    .bind(now)
    .bind(made)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from archive_applications where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A draft for somebody who is on file or gone is nothing that anybody can go on with.
pub async fn drop_draft(tx: &mut TenantTx, customer: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from archive_applications where tenant_id = $1 and customer_id = $2 and status = 'draft'")
        .bind(tenant)
        .bind(customer)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts the customer on file with what was asked for; a field left out stays.
pub async fn file_customer(tx: &mut TenantTx, customer: i64, person: &Person, organization: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update customers set profile = 'formal', name = coalesce($3, name), gender = coalesce($4, gender), phone = coalesce($5, phone),
           landline = coalesce($6, landline), email = coalesce($7, email), position = coalesce($8, position),
           department = coalesce($9, department), emergency_phone = coalesce($10, emergency_phone), duty = coalesce($11, duty),
           organization_id = $12, updated_at = $13
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(customer)
    .bind(&person.name)
    .bind(person.gender)
    .bind(&person.phone)
    .bind(&person.landline)
    .bind(&person.email)
    .bind(&person.position)
    .bind(&person.department)
    .bind(&person.emergency_phone)
    .bind(&person.duty)
    .bind(organization)
    .bind(now)
    .execute(tx.conn())
    .await;
    on_constraint(done, "customers_phone_key", || CustomerError::PhoneTaken.into())?;
    Ok(())
}

/// Names of teams, also of those that were dissolved since.
pub async fn teams(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<TeamRef>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String)> =
        sqlx::query_as("select id, name from teams where tenant_id = $1 and id = any ($2) order by id")
            .bind(tenant)
            .bind(ids)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|(id, name)| TeamRef { id, name }).collect())
}

/// Who may decide an application and can sign in.
pub async fn reviewers(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select u.id from users u where u.tenant_id = $1 and u.deleted_at is null and u.status = 'active' and exists (
           select 1 from user_roles r join role_grants g on g.tenant_id = $1 and g.role_id = r.role_id
           where r.tenant_id = $1 and r.user_id = u.id and g.permission = 'customers:supervise') order by u.id",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?)
}

/// How somebody is written to; none without an address, or who has left.
pub async fn address(tx: &mut TenantTx, user: i64) -> Result<Option<(String, String, String)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select name, email, locale from users where tenant_id = $1 and id = $2 and email is not null and deleted_at is null and status = 'active'",
    )
    .bind(tenant)
    .bind(user)
    .fetch_optional(tx.conn())
    .await?)
}
