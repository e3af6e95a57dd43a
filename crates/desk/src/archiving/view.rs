//! What staff read of applications; contact data masked.

use chrono::{DateTime, Utc};
use kernel::{
    Error, OrganizationRef, PageQuery, Result, TeamRef, TenantTx, UserRef, contact::mask_phone, http::page::COUNTED,
};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::{Postgres, QueryBuilder};

use super::{
    model::{ApplicationStatus, Proposal},
    records::{self, ArchiveRecord},
    store,
};
use crate::{
    customers::{Profile, Reach, Revealed},
    names::Names,
    organizations::{self, Organization},
};

/// The customer of an application, as it is now.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationCustomer {
    pub id: i64,
    pub name: String,
    /// Masked.
    pub phone: Option<String>,
    pub vip: bool,
    pub profile: Profile,
    pub organization: Option<OrganizationRef>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveApplicationCard {
    pub id: i64,
    pub status: ApplicationStatus,
    /// To be sent along by who goes on with it.
    pub version: i32,
    pub customer: ApplicationCustomer,
    /// Of the organization that it asks for, picked or new.
    pub organization_name: Option<String>,
    pub note: String,
    pub created_by: Option<UserRef>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_by: Option<UserRef>,
    pub decided_at: Option<DateTime<Utc>>,
    pub opinion: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveApplication {
    #[serde(flatten)]
    pub card: ArchiveApplicationCard,
    /// What it asks for; contact data masked.
    pub proposal: Proposal,
    /// The organization that was picked, as it is now.
    pub organization: Option<Organization>,
    /// The teams that it asks for, by name.
    pub teams: Vec<TeamRef>,
    /// What happened to it, newest first.
    pub records: Vec<ArchiveRecord>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    status: ApplicationStatus,
    version: i32,
    person: String,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    new_organization: Option<String>,
    relations: String,
    note: String,
    created_by: Option<i64>,
    created_by_name: String,
    submitted_at: Option<DateTime<Utc>>,
    decided_by: Option<i64>,
    decided_by_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    opinion: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    customer_id: i64,
    customer_name: String,
    customer_phone: Option<String>,
    vip: bool,
    profile: Profile,
    customer_organization_id: Option<i64>,
    customer_organization_name: Option<String>,
}

const COLUMNS: &str = "select a.id, a.status, a.version, a.person, a.organization_id, o.name as organization_name, a.new_organization, a.relations, a.note,
   a.created_by, a.created_by_name, a.submitted_at, a.decided_by, a.decided_by_name, a.decided_at, a.opinion, a.created_at, a.updated_at,
   c.id as customer_id, c.name as customer_name, c.phone as customer_phone, c.vip, c.profile,
   co.id as customer_organization_id, co.name as customer_organization_name";
const TABLES: &str = " from archive_applications a
   join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
   left join organizations o on o.tenant_id = a.tenant_id and o.id = a.organization_id
   left join organizations co on co.tenant_id = a.tenant_id and co.id = c.organization_id";

impl Row {
    fn proposal(&self) -> Result<Proposal> {
        store::proposal(&self.person, self.organization_id, self.new_organization.as_deref(), &self.relations)
    }

    fn card(self) -> Result<ArchiveApplicationCard> {
        let new = self.proposal()?.new_organization.map(|o| o.name);
        let own = self.customer_organization_id.zip(self.customer_organization_name);
        Ok(ArchiveApplicationCard {
            id: self.id,
            status: self.status,
            version: self.version,
            organization_name: self.organization_name.or(new).or_else(|| own.as_ref().map(|o| o.1.clone())),
            customer: ApplicationCustomer {
                id: self.customer_id,
                name: self.customer_name,
                phone: self.customer_phone.as_deref().map(mask_phone),
                vip: self.vip,
                profile: self.profile,
                organization: own.map(|(id, name)| OrganizationRef { id, name }),
            },
            note: self.note,
            created_by: self.created_by.map(|id| UserRef::new(id, self.created_by_name)),
            submitted_at: self.submitted_at,
            decided_by: self.decided_by.zip(self.decided_by_name).map(|(id, name)| UserRef::new(id, name)),
            decided_at: self.decided_at,
            opinion: self.opinion,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// What a list is narrowed to.
pub struct Wanted<'a> {
    /// Part of the customer's name.
    pub q: Option<&'a str>,
    pub status: Option<ApplicationStatus>,
    pub customer: Option<i64>,
    pub created_by: Option<i64>,
    pub reach: Reach,
}

fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    sql.push(" where a.tenant_id = ").push_bind(tenant);
    if let Some(q) = wanted.q {
        Names::Customers.containing(sql.push(" and a.customer_id in ("), tenant, q);
        sql.push(")");
    }
    if !wanted.reach.tenant {
        wanted.reach.push_on(sql.push(" and "), tenant, "a.customer_id");
    }
    if let Some(status) = wanted.status {
        sql.push(" and a.status = ").push_bind(status);
    }
    for (column, id) in [(" and a.customer_id = ", wanted.customer), (" and a.created_by = ", wanted.created_by)] {
        if let Some(id) = id {
            sql.push(column).push_bind(id);
        }
    }
}

/// Newest first.
pub async fn list(
    tx: &mut TenantTx,
    wanted: &Wanted<'_>,
    page: &PageQuery,
) -> Result<(Vec<ArchiveApplicationCard>, i64)> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(COLUMNS);
    sql.push(TABLES);
    conditions(&mut sql, tenant, wanted);
    sql.push(" order by a.id desc limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    let rows: Vec<Row> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from (select from archive_applications a");
    conditions(&mut sql, tenant, wanted);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    let total = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok((rows.into_iter().map(Row::card).collect::<Result<_>>()?, total))
}

/// The newest application of each of these customers that has one.
pub async fn latest_of(tx: &mut TenantTx, customers: &[i64]) -> Result<Vec<ArchiveApplicationCard>> {
    let tenant = tx.tenant();
    let sql = format!(
        "{COLUMNS} {TABLES} where a.tenant_id = $1 and a.id in
           (select max(l.id) from archive_applications l where l.tenant_id = $1 and l.customer_id = any ($2) group by l.customer_id)"
    );
    let rows: Vec<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(customers).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Row::card).collect()
}

/// More than any application goes through.
const RECORDS_MAX: u32 = 100;

async fn row(tx: &mut TenantTx, id: i64) -> Result<Row> {
    let tenant = tx.tenant();
    let sql = format!("{COLUMNS} {TABLES} where a.tenant_id = $1 and a.id = $2");
    let row: Option<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    row.ok_or_else(Error::not_found)
}

pub async fn card(tx: &mut TenantTx, id: i64) -> Result<ArchiveApplicationCard> {
    row(tx, id).await?.card()
}

pub async fn application(tx: &mut TenantTx, id: i64) -> Result<ArchiveApplication> {
    let row = row(tx, id).await?;
    let (proposal, picked) = (row.proposal()?, row.organization_id);
    let card = row.card()?;
    let organization = match picked {
        Some(organization) => Some(organizations::find(tx, organization).await?.masked()),
        None => None,
    };
    let wanted = records::Wanted { application: Some(id), ..records::Wanted::default() };
    let (records, _) = records::list(tx, &wanted, &PageQuery { page: 1, size: RECORDS_MAX }).await?;
    let wanted: Vec<i64> = proposal.relations.iter().map(|r| r.team_id).collect();
    let teams = store::teams(tx, &wanted).await?;
    Ok(ArchiveApplication { card, proposal: proposal.masked(), organization, teams, records })
}

/// The contact data that an application asks for, as it is; every look is in the audit trail.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevealedProposal {
    #[serde(flatten)]
    pub person: Revealed,
    pub credit_code: Option<String>,
    pub organization_phone: Option<String>,
}

pub async fn reveal(tx: &mut TenantTx, id: i64) -> Result<RevealedProposal> {
    let Proposal { person, new_organization, .. } = row(tx, id).await?.proposal()?;
    let organization = new_organization.unwrap_or_default();
    Ok(RevealedProposal {
        person: Revealed {
            phone: person.phone,
            email: person.email,
            landline: person.landline,
            emergency_phone: person.emergency_phone,
        },
        credit_code: organization.credit_code,
        organization_phone: organization.phone,
    })
}
