//! Making, changing and ending relations. Each change is in the history and told to the team's leader.

use kernel::{Error, Result, Stream, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    history::{self, NewChange},
    list,
    model::{
        ChangeKind, FieldChange, Held, NewRelation, NewTerms, Priority, Relation, RelationError, Terms, check_beside,
        rivals, whole,
    },
    store,
};
use crate::{
    assignment,
    dictionaries::{self, BUSINESS_TYPE, PROBLEM_TYPE},
};

/// What `relation_update` says.
#[derive(Serialize)]
struct Update<'a> {
    kind: ChangeKind,
    relation: &'a Relation,
}

async fn check_codes(tx: &mut TenantTx, new: &Terms, kept: &[&Terms]) -> Result<()> {
    let kept = |f: fn(&Terms) -> &Vec<String>| kept.iter().flat_map(|t| f(t).clone()).collect::<Vec<_>>();
    let (problems, businesses) = (kept(|t| &t.problem_types), kept(|t| &t.business_types));
    dictionaries::check_codes(tx, PROBLEM_TYPE, "problemTypes", &new.problem_types, &problems).await?;
    dictionaries::check_codes(tx, BUSINESS_TYPE, "businessTypes", &new.business_types, &businesses).await
}

/// A change of one relation, written down and announced. Call it after the row was written.
async fn note(
    tx: &mut TenantTx,
    relation: (i64, i64, i64),
    kind: ChangeKind,
    reason: &str,
    changes: &[FieldChange],
) -> Result<()> {
    let (relation, customer, team) = relation;
    history::write(tx, NewChange { relation, customer, team, kind, reason, changes }).await?;
    if let Some(leader) = store::leader(tx, team).await? {
        let relation = list::find(tx, relation).await?;
        tx.emit(Stream::user(leader), "relation_update", &Update { kind, relation: &relation })?;
    }
    Ok(())
}

/// Makes the customer's other primary teams secondary for as long as the new one is primary.
async fn step_down(tx: &mut TenantTx, customer: i64, terms: &Terms, others: &mut [Held], reason: &str) -> Result<()> {
    let ids: Vec<i64> = rivals(terms, others).iter().map(|r| r.id).collect();
    for other in others.iter_mut().filter(|o| ids.contains(&o.id)) {
        let after = Terms { priority: Priority::Secondary, ..other.terms.clone() };
        store::save(tx, other.id, other.team_id, &after, reason).await?;
        let changes = other.terms.changes(&after);
        note(tx, (other.id, customer, other.team_id), ChangeKind::Changed, reason, &changes).await?;
        other.terms = after;
    }
    Ok(())
}

pub async fn create(tx: &mut TenantTx, new: &NewRelation) -> Result<i64> {
    if !store::lock_customer(tx, new.customer_id).await? {
        return Err(Error::field("customerId", "names no customer"));
    }
    if !assignment::team_exists(tx, new.team_id).await? {
        return Err(Error::field("teamId", "names no team"));
    }
    let terms = new.terms.terms(whole(tx.now()));
    check_codes(tx, &terms, &[]).await?;
    let mut others = store::held(tx, new.customer_id, None).await?;
    beside(tx, new.customer_id, (new.team_id, &terms), &mut others, &new.terms, &new.reason).await?;
    let reason = new.reason.trim();
    let id = store::insert(tx, new.customer_id, new.team_id, &terms, reason).await?;
    note(tx, (id, new.customer_id, new.team_id), ChangeKind::Created, reason, &[]).await?;
    tx.audit(
        "relation.create",
        format!("relation/{id}"),
        json!({ "customer": new.customer_id, "team": new.team_id, "priority": terms.priority }),
    );
    Ok(id)
}

/// Whether these teams could serve one customer beside each other; each is there, and named once. What the
/// customer has already is looked at when they are made.
pub(crate) async fn check_together(tx: &mut TenantTx, wanted: &[(i64, &NewTerms)]) -> Result<()> {
    let now = whole(tx.now());
    let mut held: Vec<Held> = Vec::new();
    for (team, new) in wanted {
        if !assignment::team_exists(tx, *team).await? {
            return Err(Error::field("relations", "name a team that does not exist"));
        }
        let terms = new.terms(now);
        check_codes(tx, &terms, &[]).await?;
        if held.iter().any(|h| h.team_id == *team) {
            return Err(Error::field("relations", "name a team twice"));
        }
        match check_beside(*team, &terms, &held) {
            Err(RelationError::PrimaryTaken) => {
                return Err(Error::field("relations", "have more than one primary team"));
            }
            other => other.map_err(|e| Error::field("relations", &e.to_string()))?,
        }
        if terms.valid_until.is_some_and(|until| until <= now) {
            return Err(Error::field("relations", "are over already"));
        }
        held.push(Held { id: 0, team_id: *team, terms });
    }
    Ok(())
}

/// The rule, after others stepped down if that was wanted.
async fn beside(
    tx: &mut TenantTx,
    customer: i64,
    (team, terms): (i64, &Terms),
    others: &mut [Held],
    wish: &NewTerms,
    reason: &str,
) -> Result<()> {
    terms.check().map_err(|e| Error::field("validUntil", &e.to_string()))?;
    if wish.replace_primary && terms.priority == Priority::Primary {
        // Whatever else could refuse it must do so before the others have changed.
        check_beside(team, &Terms { priority: Priority::Secondary, ..terms.clone() }, others)?;
        step_down(tx, customer, terms, others, reason.trim()).await?;
    }
    Ok(check_beside(team, terms, others)?)
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewTerms, reason: &str, version: Option<i32>) -> Result<()> {
    let customer = store::customer_of(tx, id).await?;
    store::lock_customer(tx, customer).await?;
    let head = store::lock(tx, id).await?;
    head.check(version)?;
    let terms = new.terms(head.terms.valid_from);
    check_codes(tx, &terms, &[&head.terms]).await?;
    let mut others = store::held(tx, customer, Some(id)).await?;
    beside(tx, customer, (head.team_id, &terms), &mut others, new, reason).await?;
    let changes = head.terms.changes(&terms);
    store::save(tx, id, head.team_id, &terms, reason).await?;
    note(tx, (id, customer, head.team_id), ChangeKind::Changed, reason, &changes).await?;
    tx.audit("relation.update", format!("relation/{id}"), json!({ "changes": changes }));
    Ok(())
}

pub async fn end(tx: &mut TenantTx, id: i64, reason: &str, version: Option<i32>) -> Result<()> {
    let customer = store::customer_of(tx, id).await?;
    store::lock_customer(tx, customer).await?;
    let head = store::lock(tx, id).await?;
    head.check(version)?;
    store::end(tx, id, reason).await?;
    note(tx, (id, customer, head.team_id), ChangeKind::Ended, reason, &[]).await?;
    tx.audit("relation.end", format!("relation/{id}"), json!({ "customer": customer }));
    Ok(())
}

/// A customer that could not be bound, and why.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailure {
    pub customer_id: i64,
    /// A number of the error registry.
    pub code: u32,
    pub message: String,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct BatchBound {
    /// The new relations.
    pub created: Vec<i64>,
    pub failed: Vec<BatchFailure>,
}

/// Binds many customers to a team; those that a rule refuses do not keep the others back.
pub async fn create_batch(tx: &mut TenantTx, customers: &[i64], sample: &NewRelation) -> Result<BatchBound> {
    if !assignment::team_exists(tx, sample.team_id).await? {
        return Err(Error::field("teamId", "names no team"));
    }
    // In the order of ids, so that two batches cannot wait for each other.
    let mut customers = customers.to_vec();
    customers.sort_unstable();
    customers.dedup();
    let mut done = BatchBound::default();
    for customer_id in customers {
        match create(tx, &NewRelation { customer_id, ..sample.clone() }).await {
            Ok(id) => done.created.push(id),
            // Refused before anything was written.
            Err(e) if e.code.status == 409 || e.fields.iter().any(|f| f.field == "customerId") => {
                let message = e.fields.first().map_or_else(|| e.to_string(), |f| f.message.clone());
                done.failed.push(BatchFailure { customer_id, code: e.code.number, message });
            }
            Err(e) => return Err(e),
        }
    }
    Ok(done)
}
