//! SQL of the directory: short views of what was touched.

use kernel::{CustomerRef, OrganizationRef, Result, TeamRef, TenantTx, UserRef};

/// A customer as cards show it, and who it turned out to be.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CustomerRow {
    pub id: i64,
    name: String,
    vip: bool,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    pub merged_into: Option<i64>,
}

impl CustomerRow {
    pub fn card(&self) -> CustomerRef {
        let organization =
            self.organization_id.zip(self.organization_name.clone()).map(|(id, name)| OrganizationRef { id, name });
        CustomerRef { id: self.id, name: self.name.clone(), vip: self.vip, organization }
    }
}

pub async fn customers(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<CustomerRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select c.id, c.name, c.vip, c.organization_id, o.name as organization_name, c.merged_into
         from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
         where c.tenant_id = $1 and c.id = any ($2) order by c.id",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn organizations(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<OrganizationRef>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String)> =
        sqlx::query_as("select id, name from organizations where tenant_id = $1 and id = any ($2) order by id")
            .bind(tenant)
            .bind(ids)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|(id, name)| OrganizationRef { id, name }).collect())
}

pub async fn users(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<UserRef>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String)> =
        sqlx::query_as("select id, name from users where tenant_id = $1 and id = any ($2) order by id")
            .bind(tenant)
            .bind(ids)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|(id, name)| UserRef::new(id, name)).collect())
}

/// Teams with the ones that took them over.
pub async fn teams(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<(TeamRef, Option<TeamRef>)>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String, Option<i64>, Option<String>)> = sqlx::query_as(
        "select t.id, t.name, s.id, s.name from teams t left join teams s on s.tenant_id = t.tenant_id and s.id = t.successor_id
         where t.tenant_id = $1 and t.id = any ($2) order by t.id",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, to, to_name)| (TeamRef { id, name }, to.zip(to_name).map(|(id, name)| TeamRef { id, name })))
        .collect())
}

/// Whether a conversation or ticket of the customer shows this user.
pub async fn shows_agent(tx: &mut TenantTx, customer: i64, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from conversations where tenant_id = $1 and customer_id = $2 and assignee_id = $3)
           or exists (select 1 from tickets where tenant_id = $1 and customer_id = $2 and assignee_id = $3 and deleted_at is null)",
    )
    .bind(tenant)
    .bind(customer)
    .bind(user)
    .fetch_one(tx.conn())
    .await?)
}

/// Whether a conversation of the customer shows this team; its tickets show none.
pub async fn shows_team(tx: &mut TenantTx, customer: i64, team: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from conversations where tenant_id = $1 and customer_id = $2 and team_id = $3)",
    )
    .bind(tenant)
    .bind(customer)
    .bind(team)
    .fetch_one(tx.conn())
    .await?)
}
