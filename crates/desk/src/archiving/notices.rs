//! Telling people about applications: those who may decide that one was submitted, and who applied what was
//! decided. An event for those who are there; the job (the server's) mails those who are away.

use kernel::{CustomerRef, OrganizationRef, Result, Stream, TenantId, TenantTx};
use serde::{Deserialize, Serialize};

use super::{
    model::ApplicationStatus,
    store,
    view::{self, ArchiveApplicationCard},
};

pub const JOB: &str = "desk.archive_notice";

/// Who is told of which application; the words are looked up when it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notice {
    pub tenant: TenantId,
    pub application: i64,
    pub user: i64,
    /// The state that it is about: one that has moved on is no news.
    pub status: ApplicationStatus,
}

/// What `archive_submitted` and `archive_decided` say.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Update<'a> {
    application_id: i64,
    status: ApplicationStatus,
    customer: CustomerRef,
    /// Who applied, or who decided.
    by: Option<&'a str>,
    opinion: Option<&'a str>,
}

fn customer(card: &ArchiveApplicationCard) -> CustomerRef {
    let c = &card.customer;
    let organization = c.organization.as_ref().map(|o| OrganizationRef { id: o.id, name: o.name.clone() });
    CustomerRef { id: c.id, name: c.name.clone(), vip: c.vip, organization }
}

async fn tell(tx: &mut TenantTx, users: &[i64], event: &'static str, update: &Update<'_>) -> Result<()> {
    for user in users {
        tx.emit(Stream::user(*user), event, update)?;
        let notice =
            Notice { tenant: tx.tenant(), application: update.application_id, user: *user, status: update.status };
        tx.enqueue(JOB, &notice).await?;
    }
    Ok(())
}

/// Call it when the application waits for a decision. Who applied needs no notice of it.
pub async fn submitted(tx: &mut TenantTx, id: i64) -> Result<()> {
    let card = view::card(tx, id).await?;
    let applicant = card.created_by.as_ref();
    let mut users = store::reviewers(tx).await?;
    users.retain(|u| applicant.is_none_or(|a| a.id != *u));
    let update = Update {
        application_id: id,
        status: card.status,
        customer: customer(&card),
        by: applicant.map(|a| a.name.as_str()),
        opinion: None,
    };
    tell(tx, &users, "archive_submitted", &update).await
}

/// Call it when the application was decided. Who decided its own hears nothing new.
pub async fn decided(tx: &mut TenantTx, id: i64) -> Result<()> {
    let card = view::card(tx, id).await?;
    let Some(applicant) = card.created_by.as_ref().map(|a| a.id).filter(|a| Some(*a) != tx.user_id()) else {
        return Ok(());
    };
    let update = Update {
        application_id: id,
        status: card.status,
        customer: customer(&card),
        by: card.decided_by.as_ref().map(|d| d.name.as_str()),
        opinion: card.opinion.as_deref().filter(|o| !o.is_empty()),
    };
    tell(tx, &[applicant], "archive_decided", &update).await
}

/// What a letter needs to say.
#[derive(Debug)]
pub struct Told {
    pub name: String,
    pub email: String,
    pub locale: String,
    pub customer: CustomerRef,
    pub status: ApplicationStatus,
    /// Who applied.
    pub applicant: Option<String>,
    pub opinion: Option<String>,
}

/// None when it is no news any more, or there is no address.
pub async fn notice(tx: &mut TenantTx, notice: &Notice) -> Result<Option<Told>> {
    let card = match view::card(tx, notice.application).await {
        Err(e) if e.code == kernel::error::code::NOT_FOUND => return Ok(None),
        other => other?,
    };
    if card.status != notice.status {
        return Ok(None);
    }
    let Some((name, email, locale)) = store::address(tx, notice.user).await? else { return Ok(None) };
    Ok(Some(Told {
        name,
        email,
        locale,
        customer: customer(&card),
        status: card.status,
        applicant: card.created_by.map(|a| a.name),
        opinion: card.opinion.filter(|o| !o.is_empty()),
    }))
}
