//! Splitting a customer.

use kernel::{Error, Result, TenantTx};
use serde_json::json;

use super::store;
use crate::{
    archiving::records::{self, NewRecord, RecordKind},
    conversations::{self, Audience},
    customers::{self, CustomerError, NewCustomer, Profile},
    tickets,
};

/// The second person, and what is its.
pub struct Second<'a> {
    pub name: &'a str,
    pub phone: Option<String>,
    pub sessions: Vec<i64>,
    pub tickets: Vec<i64>,
    pub reason: &'a str,
}

fn distinct(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Answers the id of the second person.
pub async fn split(tx: &mut TenantTx, id: i64, second: Second<'_>) -> Result<i64> {
    let head = customers::lock(tx, id).await?;
    if head.profile != Profile::Formal {
        return Err(CustomerError::BadMove { is: head.profile }.into());
    }
    let (sessions, tickets) = (distinct(second.sessions), distinct(second.tickets));
    if sessions.is_empty() && tickets.is_empty() {
        return Err(Error::field("sessionIds", "names nothing that would be the second person's"));
    }
    let new = NewCustomer {
        name: second.name.to_owned(),
        phone: second.phone,
        organization_id: head.organization_id,
        ..NewCustomer::default()
    };
    let made = customers::create(tx, &new).await?;
    let moved = store::move_sessions(tx, &sessions, id, made).await?;
    if usize::try_from(moved).map_err(Error::internal)? != sessions.len() {
        return Err(Error::field("sessionIds", "are not all closed conversations of this customer"));
    }
    if !tickets::hand_to(tx, &tickets, id, made).await? {
        return Err(Error::field("ticketIds", "are not all tickets of this customer"));
    }
    for session in &sessions {
        // Whose it was may still follow it, and is told nothing any more.
        conversations::announce(tx, *session, Audience { staff_only: true, ..Audience::default() }).await?;
    }
    for customer in [id, made] {
        customers::announce_history(tx, customer)?;
    }
    let made_head = customers::lock(tx, made).await?;
    for (one, other) in [(&head, &made_head), (&made_head, &head)] {
        let record = NewRecord {
            from_organization: head.organization_name.as_deref(),
            to_organization: head.organization_name.as_deref(),
            other: Some((other.id, &other.name)),
            note: second.reason,
            ..NewRecord::of(one, RecordKind::Split)
        };
        records::write(tx, record).await?;
    }
    tx.audit(
        "customer.split",
        format!("customer/{id}"),
        json!({ "made": made, "sessions": sessions, "tickets": tickets, "reason": second.reason }),
    );
    Ok(made)
}
