//! What becomes of relations when their team ends, or when their customer turns out to be another one.

use kernel::{Result, TenantTx};
use serde_json::json;

use super::{
    history::{self, NewChange},
    model::{ChangeKind, FieldChange, Head, Held, Priority},
    store,
};

/// How many relations went on, and how many ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    pub moved: u64,
    pub ended: u64,
}

/// Gives a team's relations to its successor. Where that one serves the customer already, the primary
/// relation stays and the other ends; without a successor all of them end.
pub(crate) async fn regroup(tx: &mut TenantTx, from: i64, to: Option<i64>, reason: &str) -> Result<Passed> {
    let mut passed = Passed::default();
    for head in store::lock_of_team(tx, from).await? {
        let Some(to) = to else {
            end(tx, head.id, head.customer_id, from, reason).await?;
            passed.ended += 1;
            continue;
        };
        let shared: Vec<Held> = store::held(tx, head.customer_id, Some(head.id)).await?;
        let shared: Vec<_> = shared.into_iter().filter(|o| o.team_id == to && o.terms.meets(&head.terms)).collect();
        if !shared.is_empty() && head.terms.priority == Priority::Secondary {
            end(tx, head.id, head.customer_id, from, reason).await?;
            passed.ended += 1;
            continue;
        }
        for other in shared {
            end(tx, other.id, head.customer_id, to, reason).await?;
            passed.ended += 1;
        }
        advance(tx, &head, to, reason).await?;
        passed.moved += 1;
    }
    Ok(passed)
}

/// Prepares the relations of a customer who is merged into `keep`, so that they can go over: one with a team
/// that serves `keep` already ends, a second primary one becomes secondary.
pub(crate) async fn make_way(tx: &mut TenantTx, goer: i64, keep: i64, reason: &str) -> Result<()> {
    let kept = store::held(tx, keep, None).await?;
    for mut own in store::held(tx, goer, None).await? {
        let met: Vec<&Held> = kept.iter().filter(|other| other.terms.meets(&own.terms)).collect();
        if met.iter().any(|other| other.team_id == own.team_id) {
            end(tx, own.id, goer, own.team_id, reason).await?;
        } else if own.terms.priority == Priority::Primary
            && met.iter().any(|other| other.terms.priority == Priority::Primary)
        {
            own.terms.priority = Priority::Secondary;
            store::save(tx, own.id, own.team_id, &own.terms, reason).await?;
            let changes = [FieldChange { field: "priority".into(), from: json!("primary"), to: json!("secondary") }];
            let change = NewChange {
                relation: own.id,
                customer: goer,
                team: own.team_id,
                kind: ChangeKind::Changed,
                reason,
                changes: &changes,
            };
            history::write(tx, change).await?;
        }
    }
    Ok(())
}

async fn end(tx: &mut TenantTx, relation: i64, customer: i64, team: i64, reason: &str) -> Result<()> {
    store::end(tx, relation, reason).await?;
    history::write(tx, NewChange { relation, customer, team, kind: ChangeKind::Ended, reason, changes: &[] }).await
}

async fn advance(tx: &mut TenantTx, head: &Head, to: i64, reason: &str) -> Result<()> {
    store::save(tx, head.id, to, &head.terms, reason).await?;
    let changes = [FieldChange { field: "team".into(), from: json!(head.team_id), to: json!(to) }];
    let change = NewChange {
        relation: head.id,
        customer: head.customer_id,
        team: to,
        kind: ChangeKind::Moved,
        reason,
        changes: &changes,
    };
    history::write(tx, change).await
}
