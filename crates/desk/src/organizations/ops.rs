//! What people do to organizations.

use kernel::{Result, TenantTx, Touched};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    credit_code,
    matching::{self, Likeness, MatchReason},
    model::{NewOrganization, Organization, OrganizationError},
    store,
};

pub async fn create(tx: &mut TenantTx, new: &NewOrganization) -> Result<i64> {
    let new = new.clone().tidy();
    let id = store::insert(tx, &new).await?;
    tx.audit("organization.create", format!("organization/{id}"), json!({ "name": new.name }));
    Ok(id)
}

/// Refuses what [`create`] would refuse, before somebody else is asked to look at it.
pub async fn check_new(tx: &mut TenantTx, new: &NewOrganization) -> Result<()> {
    if store::by_name(tx, &new.name).await?.is_some() {
        return Err(OrganizationError::NameTaken.into());
    }
    match &new.credit_code {
        Some(code) if store::by_credit_code(tx, code).await?.is_some() => Err(OrganizationError::CodeTaken.into()),
        _ => Ok(()),
    }
}

pub async fn update(tx: &mut TenantTx, id: i64, new: NewOrganization) -> Result<()> {
    let new = new.tidy();
    let (_, version) = store::lock(tx, id).await?;
    if new.version.is_some_and(|seen| seen != version) {
        return Err(OrganizationError::Stale.into());
    }
    store::update(tx, id, &new).await?;
    tx.touch(Touched::Organization(id));
    tx.audit("organization.update", format!("organization/{id}"), json!({ "name": new.name }));
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (name, _) = store::lock(tx, id).await?;
    if store::has_customers(tx, id).await? {
        return Err(OrganizationError::InUse.into());
    }
    store::release_deleted_customers(tx, id).await?;
    store::delete(tx, id).await?;
    tx.touch(Touched::Organization(id));
    tx.audit("organization.delete", format!("organization/{id}"), json!({ "name": name }));
    Ok(())
}

/// A known organization that may be the one that is meant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationMatch {
    #[serde(flatten)]
    pub likeness: Likeness,
    pub organization: Organization,
}

const MATCHES_MAX: usize = 8;
/// Names that are compared; more than the largest tenant that is planned for has (20,000).
const COMPARED_MAX: i64 = 50_000;

/// Best first. The same credit code is proof, so nothing else is proposed beside it.
pub async fn find_matches(tx: &mut TenantTx, q: &str, code: Option<&str>) -> Result<Vec<OrganizationMatch>> {
    let found = match code.and_then(credit_code::parse) {
        Some(code) => store::by_credit_code(tx, &code).await?,
        None => None,
    };
    let ranked = match found {
        Some(id) => vec![(id, Likeness { score: 1.0, reason: MatchReason::CreditCode })],
        None if matching::normalised(q).is_empty() => Vec::new(),
        None => by_name(tx, q).await?,
    };
    let ids: Vec<i64> = ranked.iter().map(|r| r.0).collect();
    let organizations = store::find_all(tx, &ids).await?;
    Ok(ranked
        .into_iter()
        .filter_map(|(id, likeness)| {
            let organization = organizations.iter().find(|o| o.id == id)?.clone().masked();
            Some(OrganizationMatch { likeness, organization })
        })
        .collect())
}

async fn by_name(tx: &mut TenantTx, q: &str) -> Result<Vec<(i64, Likeness)>> {
    let (names, q) = (store::names(tx, COMPARED_MAX).await?, q.to_owned());
    // Tens of milliseconds for the largest tenant: not on a thread that others wait for.
    tokio::task::spawn_blocking(move || matching::rank(&q, &names, MATCHES_MAX)).await.map_err(kernel::Error::internal)
}
