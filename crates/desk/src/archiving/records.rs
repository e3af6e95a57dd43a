//! The archive records (003 §5.1 ArchiveRecord): what happened to a profile, when and by whom, with
//! names as they were. Written in the transaction of the deed; never changed, but that a merge moves
//! them to the customer who remains.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, UserRef, http::page::COUNTED};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};

use super::model::Proposal;
use crate::{
    customers::{Head, Profile, Reach},
    names::Names,
};

/// Names as they were are looked for in this many of the newest records that the other filters leave: no index
/// holds them.
const SEARCHED: i64 = 5000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "ArchiveRecordKind")]
pub enum RecordKind {
    Submitted,
    Approved,
    Rejected,
    Withdrawn,
    Converted,
    Transferred,
    Merged,
    Split,
    Deleted,
}

/// What is to be written down; begin with [`NewRecord::of`].
pub struct NewRecord<'a> {
    pub customer: &'a Head,
    pub kind: RecordKind,
    pub to_profile: Profile,
    pub from_organization: Option<&'a str>,
    pub to_organization: Option<&'a str>,
    pub application: Option<i64>,
    /// Of a merge: the customer that is no more; of a split: the other of the two.
    pub other: Option<(i64, &'a str)>,
    pub proposal: Option<&'a Proposal>,
    pub note: &'a str,
}

impl<'a> NewRecord<'a> {
    /// A record that says that nothing changed; the caller fills in what did.
    pub fn of(customer: &'a Head, kind: RecordKind) -> Self {
        Self {
            customer,
            kind,
            to_profile: customer.profile,
            from_organization: None,
            to_organization: None,
            application: None,
            other: None,
            proposal: None,
            note: "",
        }
    }
}

pub async fn write(tx: &mut TenantTx, r: NewRecord<'_>) -> Result<()> {
    let (tenant, now, actor, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    let proposal = r.proposal.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    sqlx::query(
        "insert into archive_records (tenant_id, customer_id, customer_name, kind, from_profile, to_profile, from_organization, to_organization,
           application_id, other_customer_id, other_customer_name, proposal, note, actor_id, actor_name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(tenant)
    .bind(r.customer.id)
    .bind(&r.customer.name)
    .bind(r.kind)
    .bind(r.customer.profile)
    .bind(r.to_profile)
    .bind(r.from_organization)
    .bind(r.to_organization)
    .bind(r.application)
    .bind(r.other.map(|o| o.0))
    .bind(r.other.map(|o| o.1))
    .bind(proposal)
    .bind(r.note)
    .bind(actor)
    .bind(&*name)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Something that happened to a profile.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveRecord {
    pub id: i64,
    pub customer_id: i64,
    /// As it was then, like all names here.
    pub customer_name: String,
    pub kind: RecordKind,
    pub from_profile: Profile,
    pub to_profile: Profile,
    pub from_organization: Option<String>,
    pub to_organization: Option<String>,
    pub application_id: Option<i64>,
    /// Of a merge: the customer that is no more; of a split: the other of the two.
    pub other_customer_id: Option<i64>,
    pub other_customer_name: Option<String>,
    /// What a submitted application asked for; contact data masked.
    pub proposal: Option<Proposal>,
    /// Opinion or reason.
    pub note: String,
    /// Who did it; none when the program or a key did.
    pub actor: Option<UserRef>,
    pub actor_name: String,
    pub created_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    customer_id: i64,
    customer_name: String,
    kind: RecordKind,
    from_profile: Profile,
    to_profile: Profile,
    from_organization: Option<String>,
    to_organization: Option<String>,
    application_id: Option<i64>,
    other_customer_id: Option<i64>,
    other_customer_name: Option<String>,
    proposal: Option<String>,
    note: String,
    actor_id: Option<i64>,
    actor_name: String,
    created_at: DateTime<Utc>,
}

impl Row {
    fn record(self) -> Result<ArchiveRecord> {
        let proposal: Option<Proposal> =
            self.proposal.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)?;
        Ok(ArchiveRecord {
            id: self.id,
            customer_id: self.customer_id,
            customer_name: self.customer_name,
            kind: self.kind,
            from_profile: self.from_profile,
            to_profile: self.to_profile,
            from_organization: self.from_organization,
            to_organization: self.to_organization,
            application_id: self.application_id,
            other_customer_id: self.other_customer_id,
            other_customer_name: self.other_customer_name,
            proposal: proposal.map(Proposal::masked),
            note: self.note,
            actor: self.actor_id.map(|id| UserRef::new(id, self.actor_name.clone())),
            actor_name: self.actor_name,
            created_at: self.created_at,
        })
    }
}

/// What a list is narrowed to.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Part of the customer's name; of the newest records also as it was then, and of the one that was merged.
    pub q: Option<&'a str>,
    pub kind: Option<RecordKind>,
    pub customer: Option<i64>,
    pub application: Option<i64>,
    /// Of whom; none = of all.
    pub reach: Option<Reach>,
}

fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    sql.push(" where r.tenant_id = ").push_bind(tenant);
    if let Some(reach) = wanted.reach.as_ref().filter(|reach| !reach.tenant) {
        reach.push_on(sql.push(" and "), tenant, "r.customer_id");
    }
    if let Some(kind) = wanted.kind {
        sql.push(" and r.kind = ").push_bind(kind);
    }
    for (column, id) in [(" and r.customer_id = ", wanted.customer), (" and r.application_id = ", wanted.application)] {
        if let Some(id) = id {
            sql.push(column).push_bind(id);
        }
    }
}

/// Those that a search finds among what the filters leave.
async fn search(tx: &mut TenantTx, wanted: &Wanted<'_>, q: &str) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(
        "(select w.id from (select r.id, r.customer_name, r.other_customer_name from archive_records r",
    );
    conditions(&mut sql, tenant, wanted);
    sql.push(" order by r.id desc limit ").push_bind(SEARCHED);
    sql.push(") w where position(lower(").push_bind(q.to_owned()).push(") in lower(w.customer_name)) > 0");
    sql.push(" or position(lower(")
        .push_bind(q.to_owned())
        .push(") in lower(coalesce(w.other_customer_name, ''))) > 0");
    sql.push(") union (select r.id from archive_records r");
    conditions(&mut sql, tenant, wanted);
    Names::Customers.containing(sql.push(" and r.customer_id in ("), tenant, q);
    sql.push(") order by r.id desc limit ").push_bind(SEARCHED).push(")");
    Ok(sql.build_query_scalar().fetch_all(tx.conn()).await?)
}

async fn count(tx: &mut TenantTx, wanted: &Wanted<'_>) -> Result<i64> {
    let mut sql = QueryBuilder::new("select count(*) from (select from archive_records r");
    conditions(&mut sql, tx.tenant(), wanted);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}

/// Newest first.
pub async fn list(tx: &mut TenantTx, wanted: &Wanted<'_>, page: &PageQuery) -> Result<(Vec<ArchiveRecord>, i64)> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(
        "select r.id, r.customer_id, r.customer_name, r.kind, r.from_profile, r.to_profile, r.from_organization, r.to_organization,
           r.application_id, r.other_customer_id, r.other_customer_name, r.proposal, r.note, r.actor_id, r.actor_name, r.created_at
         from archive_records r",
    );
    let total = match wanted.q {
        Some(q) => {
            let found = search(tx, wanted, q).await?;
            let total = i64::try_from(found.len()).map_err(Error::internal)?;
            sql.push(" where r.tenant_id = ").push_bind(tenant).push(" and r.id = any(").push_bind(found).push(")");
            total
        }
        None => {
            conditions(&mut sql, tenant, wanted);
            count(tx, wanted).await?
        }
    };
    sql.push(" order by r.id desc limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    let rows: Vec<Row> = sql.build_query_as().fetch_all(tx.conn()).await?;
    Ok((rows.into_iter().map(Row::record).collect::<Result<_>>()?, total))
}
