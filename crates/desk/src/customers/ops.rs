//! What people do to customers. Whatever touches a profile locks the customer first, so that of two
//! people at once one finds what the other did.

use kernel::{DomainError, Error, OrganizationRef, Result, TenantTx, Touched};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    model::{CustomerError, NewCustomer, Profile, ProfileMove},
    store::{self, Head, Moves},
};
use crate::archiving::records::{self, NewRecord, RecordKind};

pub async fn create(tx: &mut TenantTx, new: &NewCustomer) -> Result<i64> {
    if new.profile == Some(Profile::PendingArchive) {
        return Err(Error::field("profile", "a customer is pending only while an application is"));
    }
    let id = store::create(tx, new).await?;
    tx.audit("customer.create", format!("customer/{id}"), json!({ "profile": new.profile }));
    Ok(id)
}

/// A change of somebody on file that names another organization is a transfer, and recorded as one.
pub async fn update(tx: &mut TenantTx, id: i64, new: &NewCustomer) -> Result<()> {
    let head = store::lock(tx, id).await?;
    if new.version.is_some_and(|seen| seen != head.version) {
        return Err(CustomerError::Overtaken.into());
    }
    if new.profile.is_some_and(|p| p != head.profile) {
        return Err(CustomerError::NotByHand.into());
    }
    store::update(tx, id, new).await?;
    if head.profile == Profile::Formal && new.organization_id != head.organization_id {
        let to = match new.organization_id {
            Some(organization) => store::organization_name(tx, organization).await?,
            None => None,
        };
        record_transfer(tx, &head, to.as_deref(), "").await?;
    }
    tx.touch(Touched::Customer(id));
    tx.audit("customer.update", format!("customer/{id}"), json!({}));
    Ok(())
}

async fn record_transfer(tx: &mut TenantTx, head: &Head, to: Option<&str>, note: &str) -> Result<()> {
    let record = NewRecord {
        from_organization: head.organization_name.as_deref(),
        to_organization: to,
        note,
        ..NewRecord::of(head, RecordKind::Transferred)
    };
    records::write(tx, record).await
}

pub async fn set_tags(tx: &mut TenantTx, id: i64, tags: Vec<String>) -> Result<Vec<String>> {
    store::lock(tx, id).await?;
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.into_iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()) {
        if !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    store::set_tags(tx, id, &kept).await?;
    tx.touch(Touched::Customer(id));
    tx.audit("customer.tag", format!("customer/{id}"), json!({ "tags": kept.len() }));
    Ok(kept)
}

/// On file at once, by somebody who may (research: `convert` is direct, `archive` an application).
pub async fn convert(tx: &mut TenantTx, id: i64, note: &str) -> Result<()> {
    let head = store::lock(tx, id).await?;
    let profile = head.profile.after(ProfileMove::Convert)?;
    store::set_profile(tx, id, profile).await?;
    tx.touch(Touched::Customer(id));
    crate::archiving::drop_draft(tx, id).await?;
    let record = NewRecord {
        to_profile: profile,
        from_organization: head.organization_name.as_deref(),
        to_organization: head.organization_name.as_deref(),
        note,
        ..NewRecord::of(&head, RecordKind::Converted)
    };
    records::write(tx, record).await?;
    tx.audit("customer.convert", format!("customer/{id}"), json!({}));
    Ok(())
}

/// To whom a person goes, and what it does there.
pub struct Transfer<'a> {
    /// The organization that the editor saw.
    pub from: Option<i64>,
    pub organization: i64,
    pub position: Option<&'a str>,
    pub department: Option<&'a str>,
    pub reason: &'a str,
}

/// What a transfer would do.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransferPreview {
    pub from: Option<OrganizationRef>,
    pub to: OrganizationRef,
    /// Code of the error registry that forbids it; none when nothing does.
    pub refused: Option<u32>,
    /// What goes along with the person, by count: from then on all of it is found with the new organization.
    #[serde(flatten)]
    pub moves: Moves,
    /// People on file whom the old organization has left.
    pub left_behind: i64,
}

pub async fn preview_transfer(tx: &mut TenantTx, id: i64, organization: i64) -> Result<TransferPreview> {
    let customer = store::find(tx, id).await?;
    let Some(name) = store::organization_name(tx, organization).await? else {
        return Err(Error::field("organizationId", "names no organization"));
    };
    let from = customer.organization;
    let refused = transferable(customer.profile, from.as_ref().map(|o| o.id), organization).err();
    let left_behind = match &from {
        Some(old) => store::colleagues(tx, old.id, id).await?,
        None => 0,
    };
    Ok(TransferPreview {
        refused: refused.map(|e| e.code().number),
        moves: store::moves(tx, id).await?,
        left_behind,
        to: OrganizationRef { id: organization, name },
        from,
    })
}

/// Whether a person of this profile may go from one organization to the other.
fn transferable(profile: Profile, from: Option<i64>, to: i64) -> Result<(), CustomerError> {
    if profile != Profile::Formal {
        return Err(CustomerError::BadMove { is: profile });
    }
    if from == Some(to) { Err(CustomerError::AlreadyThere) } else { Ok(()) }
}

/// A person on file now works for another organization (003 §2.2.5 档案转移).
pub async fn transfer(tx: &mut TenantTx, id: i64, transfer: Transfer<'_>) -> Result<()> {
    let head = store::lock(tx, id).await?;
    if head.profile != Profile::Formal {
        return Err(CustomerError::BadMove { is: head.profile }.into());
    }
    if transfer.from.is_some() && transfer.from != head.organization_id {
        return Err(CustomerError::Overtaken.into());
    }
    let Some(to) = store::organization_name(tx, transfer.organization).await? else {
        return Err(Error::field("organizationId", "names no organization"));
    };
    transferable(head.profile, head.organization_id, transfer.organization)?;
    store::set_organization(tx, id, transfer.organization, transfer.position, transfer.department).await?;
    tx.touch(Touched::Customer(id));
    record_transfer(tx, &head, Some(&to), transfer.reason).await?;
    tx.audit(
        "customer.transfer",
        format!("customer/{id}"),
        json!({ "from": head.organization_id, "to": transfer.organization }),
    );
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let head = store::lock(tx, id).await?;
    if store::has_open_conversation(tx, id).await? {
        return Err(CustomerError::Busy.into());
    }
    if head.profile == Profile::PendingArchive {
        return Err(CustomerError::BadMove { is: head.profile }.into());
    }
    crate::archiving::drop_draft(tx, id).await?;
    records::write(tx, NewRecord::of(&head, RecordKind::Deleted)).await?;
    store::delete(tx, id).await?;
    tx.touch(Touched::Customer(id));
    tx.audit("customer.delete", format!("customer/{id}"), json!({ "profile": head.profile }));
    Ok(())
}
