//! What people do to applications. Each locks the customer first, so that of two people at once one
//! wins and the other finds a state that does not allow its move.

use kernel::{Error, FieldError, Result, TenantTx, Touched};
use serde_json::json;

use super::{
    model::{ApplicationStatus, ArchiveError, Move, Proposal},
    records::{self, NewRecord, RecordKind},
    store::{self, Head},
};
use crate::{
    customers::{self, Profile, ProfileMove},
    organizations, settings,
};

/// Writes the draft of a customer's application: a new one, the one that is open, or the one that was
/// rejected, taken up again. `version` is the one that the editor saw; none, when it saw none.
pub async fn save(
    tx: &mut TenantTx,
    customer: i64,
    proposal: Proposal,
    note: &str,
    version: Option<i32>,
) -> Result<i64> {
    let head = customers::lock(tx, customer).await?;
    // Nobody who is on file or about to be is applied for.
    head.profile.after(ProfileMove::Submit)?;
    let proposal = proposal.tidy();
    if let Some(organization) = proposal.organization_id
        && organizations::find(tx, organization).await.is_err()
    {
        return Err(Error::field("organizationId", "names no organization"));
    }
    let latest = store::latest_of_customer(tx, customer).await?;
    let open = latest.filter(|a| matches!(a.status, ApplicationStatus::Draft | ApplicationStatus::Rejected));
    if open.as_ref().map(|a| a.version) != version {
        return Err(ArchiveError::Stale.into());
    }
    let Some(open) = open else {
        let id = store::insert(tx, customer, &proposal, note).await?;
        tx.audit("archive.draft", format!("archive-application/{id}"), json!({ "customer": customer }));
        return Ok(id);
    };
    let step = if open.status == ApplicationStatus::Rejected { Move::Revise } else { Move::Save };
    open.status.after(step)?;
    let proposal = proposal.keep_hidden(open.proposal()?);
    store::rewrite(tx, open.id, &proposal, note).await?;
    tx.audit("archive.draft", format!("archive-application/{}", open.id), json!({ "customer": customer }));
    Ok(open.id)
}

/// Hands the draft in; where nobody reviews, it takes effect at once.
pub async fn submit(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (customer, application) = lock(tx, id).await?;
    let status = application.status.after(Move::Submit)?;
    let profile = customer.profile.after(ProfileMove::Submit)?;
    let proposal = application.proposal()?;
    check_complete(&proposal, &customer)?;
    if let Some(new) = &proposal.new_organization {
        organizations::check_new(tx, new).await?;
    }
    store::set_submitted(tx, id, status).await?;
    customers::set_profile(tx, customer.id, profile).await?;
    tx.touch(Touched::Customer(customer.id));
    let to = organization_of(tx, &proposal, &customer).await?;
    let record = NewRecord {
        to_profile: profile,
        from_organization: customer.organization_name.as_deref(),
        to_organization: to.as_deref(),
        application: Some(id),
        proposal: Some(&proposal),
        ..NewRecord::of(&customer, RecordKind::Submitted)
    };
    records::write(tx, record).await?;
    tx.audit("archive.submit", format!("archive-application/{id}"), json!({ "customer": customer.id }));
    if settings::archive(tx).await?.review_required {
        return Ok(());
    }
    approve(tx, id, "", None).await
}

/// The name of the organization that the customer would belong to.
async fn organization_of(tx: &mut TenantTx, proposal: &Proposal, customer: &customers::Head) -> Result<Option<String>> {
    Ok(match (&proposal.new_organization, proposal.organization_id) {
        (Some(new), _) => Some(new.name.clone()),
        (None, Some(id)) => Some(organizations::find(tx, id).await?.name),
        (None, None) => customer.organization_name.clone(),
    })
}

fn check_complete(proposal: &Proposal, customer: &customers::Head) -> Result<()> {
    let mut missing = Vec::new();
    if proposal.person.phone.is_none() && customer.phone.is_none() {
        missing.push(FieldError::required("person.phone"));
    }
    if proposal.organization_id.is_none() && proposal.new_organization.is_none() && customer.organization_id.is_none() {
        missing.push(FieldError::required("organizationId"));
    }
    if missing.is_empty() { Ok(()) } else { Err(Error::fields(missing)) }
}

/// The customer, locked, and then the application as nobody else can change it any more.
async fn lock(tx: &mut TenantTx, id: i64) -> Result<(customers::Head, Head)> {
    let customer = store::customer_of(tx, id).await?;
    let customer = customers::lock(tx, customer).await?;
    Ok((customer, store::find(tx, id).await?))
}

fn check_version(application: &Head, seen: Option<i32>) -> Result<(), ArchiveError> {
    if seen.is_some_and(|v| v != application.version) { Err(ArchiveError::Stale) } else { Ok(()) }
}

pub async fn approve(tx: &mut TenantTx, id: i64, opinion: &str, version: Option<i32>) -> Result<()> {
    let (customer, application) = lock(tx, id).await?;
    let status = application.status.after(Move::Approve)?;
    check_version(&application, version)?;
    let profile = customer.profile.after(ProfileMove::File)?;
    let proposal = application.proposal()?;
    let made = match &proposal.new_organization {
        Some(new) => Some(organizations::create(tx, new).await?),
        None => None,
    };
    let Some(organization) = made.or(proposal.organization_id).or(customer.organization_id) else {
        // The one that was picked was deleted meanwhile.
        return Err(Error::fields(vec![FieldError::required("organizationId")]));
    };
    store::file_customer(tx, customer.id, &proposal.person, organization).await?;
    tx.touch(Touched::Customer(customer.id));
    store::set_decided(tx, id, status, opinion, made).await?;
    let to = organizations::find(tx, organization).await?.name;
    let record = NewRecord {
        to_profile: profile,
        from_organization: customer.organization_name.as_deref(),
        to_organization: Some(&to),
        application: Some(id),
        note: opinion,
        ..NewRecord::of(&customer, RecordKind::Approved)
    };
    records::write(tx, record).await?;
    tx.audit("archive.approve", format!("archive-application/{id}"), json!({ "customer": customer.id }));
    Ok(())
}

pub async fn reject(tx: &mut TenantTx, id: i64, opinion: &str, version: Option<i32>) -> Result<()> {
    let (customer, application) = lock(tx, id).await?;
    let status = application.status.after(Move::Reject)?;
    check_version(&application, version)?;
    let profile = customer.profile.after(ProfileMove::Return)?;
    store::set_decided(tx, id, status, opinion, None).await?;
    give_back(tx, &customer, profile, id, RecordKind::Rejected, opinion).await?;
    tx.audit("archive.reject", format!("archive-application/{id}"), json!({ "customer": customer.id }));
    Ok(())
}

pub async fn withdraw(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (customer, application) = lock(tx, id).await?;
    let status = application.status.after(Move::Withdraw)?;
    let own = application.created_by.is_some() && application.created_by == tx.user_id();
    if !own && !tx.principal().can("customers:supervise") {
        return Err(ArchiveError::NotYours.into());
    }
    let profile = customer.profile.after(ProfileMove::Return)?;
    store::set_withdrawn(tx, id, status).await?;
    give_back(tx, &customer, profile, id, RecordKind::Withdrawn, "").await?;
    tx.audit("archive.withdraw", format!("archive-application/{id}"), json!({ "customer": customer.id }));
    Ok(())
}

/// The customer is temporary again.
async fn give_back(
    tx: &mut TenantTx,
    customer: &customers::Head,
    profile: Profile,
    application: i64,
    kind: RecordKind,
    note: &str,
) -> Result<()> {
    customers::set_profile(tx, customer.id, profile).await?;
    tx.touch(Touched::Customer(customer.id));
    let organization = customer.organization_name.as_deref();
    let record = NewRecord {
        to_profile: profile,
        from_organization: organization,
        to_organization: organization,
        application: Some(application),
        note,
        ..NewRecord::of(customer, kind)
    };
    records::write(tx, record).await
}

/// Throws a draft away.
pub async fn discard(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (customer, application) = lock(tx, id).await?;
    // What may be written again may be thrown away.
    application.status.after(Move::Save)?;
    store::delete(tx, id).await?;
    tx.audit("archive.discard", format!("archive-application/{id}"), json!({ "customer": customer.id }));
    Ok(())
}
