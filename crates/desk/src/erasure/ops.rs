//! Asking for an erasure, and what it would do.

use kernel::{Error, Result, TenantTx, secret::MasterKey};
use serde_json::json;

use super::{
    EraseCustomer, JOB,
    ledger::Tombstone,
    model::{ErasureError, ErasurePreview, Identifiers},
    store,
};

/// Purpose of the digests by which a person who is erased can be recognised, should they come again.
const PURPOSE: &str = "erased identifier";

fn digests(keys: &MasterKey, tenant: i64, who: &Identifiers) -> String {
    let digests: Vec<_> =
        who.contacts.iter().map(|c| keys.sign(PURPOSE, &format!("{tenant}/{}", c.to_lowercase()))).collect();
    digests.join(",")
}

fn check(head: &store::Head) -> Result<(), ErasureError> {
    match head {
        head if head.erased_at.is_some() || head.is_being_erased => Err(ErasureError::Erased),
        head if head.merged_into.is_some() => Err(ErasureError::Merged),
        _ => Ok(()),
    }
}

pub async fn preview(tx: &mut TenantTx, customer: i64) -> Result<ErasurePreview> {
    let head = store::lock(tx, customer).await?;
    check(&head)?;
    let who: Vec<i64> = store::subjects(tx, customer).await?.iter().map(|s| s.id).collect();
    Ok(ErasurePreview {
        customer_id: customer,
        name: head.name,
        counts: store::belongings(tx, &who).await?,
        obstacles: store::obstacles(tx, &who).await?,
    })
}

/// Hides the customer and sets the job to work. From the commit on there is no way back.
pub async fn request(tx: &mut TenantTx, customer: i64, typed_name: &str, reason: &str) -> Result<i64> {
    let head = store::lock(tx, customer).await?;
    check(&head)?;
    if typed_name != head.name.trim() {
        return Err(Error::field("name", "is not the name of this customer"));
    }
    let subjects = store::subjects(tx, customer).await?;
    let who: Vec<i64> = subjects.iter().map(|s| s.id).collect();
    let identifiers = store::identifiers(tx, &who).await?;
    identifiers.check_reason(reason).map_err(|field| Error::fields(vec![field]))?;
    store::obstacles(tx, &who).await?.check()?;
    let tombstone = Tombstone {
        token: uuid::Uuid::now_v7().to_string(),
        tenant: tx.tenant(),
        customer,
        subjects,
        reason: reason.to_owned(),
        requested_by: tx.user_id(),
        requested_by_name: tx.principal().name.to_string(),
        identifiers: digests(tx.keys(), tx.tenant(), &identifiers),
        requested_at: tx.now(),
    };
    let id = store::insert(tx, &tombstone, false).await?;
    store::hide(tx, &who).await?;
    let job = EraseCustomer { tenant: tx.tenant(), erasure: id };
    tx.enqueue(JOB, &job).await?;
    tx.audit("customer.erase", format!("customer/{customer}"), json!({ "erasure": id }));
    Ok(id)
}

/// Writes down again what a restored backup does not know of; none when there is nobody to forget.
pub async fn restore(tx: &mut TenantTx, tombstone: &Tombstone) -> Result<Option<i64>> {
    if store::of_customer(tx, tombstone.customer).await?.is_some() {
        // Known, and its own job's.
        return Ok(None);
    }
    let who = store::known(tx, &tombstone.subjects).await?;
    if who.is_empty() {
        return Ok(None);
    }
    let id = store::insert(tx, tombstone, true).await?;
    store::hide(tx, &who).await?;
    let job = EraseCustomer { tenant: tx.tenant(), erasure: id };
    tx.enqueue(JOB, &job).await?;
    tx.audit("customer.erase", format!("customer/{}", tombstone.customer), json!({ "erasure": id, "replayed": true }));
    Ok(Some(id))
}
