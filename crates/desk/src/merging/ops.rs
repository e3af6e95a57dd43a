//! Merging two customers, and what it would do.

use kernel::{Error, Result, TenantTx, Touched};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    model::{self, TakenField},
    store::{self, MOVED},
};
use crate::{
    archiving::{
        self,
        records::{self, NewRecord, RecordKind},
    },
    customers::{self, Customer},
    relations,
};

/// What a merge would do.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MergePreview {
    pub keep: Customer,
    pub drop: Customer,
    /// Code of the error registry that forbids it; none when nothing does.
    pub refused: Option<u32>,
    /// What moves, by count.
    pub sessions: i64,
    pub tickets: i64,
    pub feedback: i64,
    pub self_service_visits: i64,
    pub records: i64,
    /// What the stayer takes over, because it has none.
    pub taken: Vec<TakenField>,
}

pub async fn preview(tx: &mut TenantTx, keep: i64, drop: i64) -> Result<MergePreview> {
    differ(keep, drop)?;
    let (kept, dropped) = (customers::find(tx, keep).await?, customers::find(tx, drop).await?);
    let talking = customers::has_open_conversation(tx, drop).await?;
    let refused = model::check(kept.profile, dropped.profile, talking).err();
    let (keeps, drops) = (store::belongings(tx, keep).await?, store::belongings(tx, drop).await?);
    Ok(MergePreview {
        refused: refused.map(|e| kernel::DomainError::code(&e).number),
        sessions: store::count(tx, ("conversations", "customer_id"), drop).await?,
        tickets: store::count(tx, ("tickets", "customer_id"), drop).await?,
        feedback: store::count(tx, ("customer_feedback", "customer_id"), drop).await?,
        self_service_visits: store::count(tx, ("self_service_sessions", "customer_id"), drop).await?,
        records: store::count(tx, ("archive_records", "customer_id"), drop).await?,
        taken: model::combine(keeps, &drops).1,
        keep: kept,
        drop: dropped,
    })
}

fn differ(keep: i64, drop: i64) -> Result<()> {
    if keep == drop { Err(Error::field("dropId", "is the same customer")) } else { Ok(()) }
}

pub async fn merge(tx: &mut TenantTx, keep: i64, drop: i64, reason: &str) -> Result<()> {
    differ(keep, drop)?;
    // By ascending id: the order everyone takes.
    let first = customers::lock(tx, keep.min(drop)).await?;
    let second = customers::lock(tx, keep.max(drop)).await?;
    let (kept, dropped) = if keep < drop { (first, second) } else { (second, first) };
    model::check(kept.profile, dropped.profile, customers::has_open_conversation(tx, drop).await?)?;
    archiving::drop_draft(tx, drop).await?;
    let keeps = store::belongings(tx, keep).await?;
    let (after, taken) = model::combine(keeps, &store::belongings(tx, drop).await?);
    relations::make_way(tx, drop, keep, reason).await?;
    let mut moved = serde_json::Map::new();
    for pair in MOVED {
        moved.insert(pair.0.to_owned(), store::point_to(tx, *pair, drop, keep).await?.into());
    }
    store::move_files(tx, drop, keep).await?;
    store::drop_customer(tx, drop, keep).await?;
    store::save(tx, keep, &after, drop).await?;
    tx.touch(Touched::Customer(keep));
    tx.touch(Touched::Customer(drop));
    // However much has moved, it is told in one word: who follows its own things fetches them.
    customers::announce_history(tx, keep)?;
    let record = NewRecord {
        from_organization: dropped.organization_name.as_deref(),
        to_organization: kept.organization_name.as_deref(),
        other: Some((drop, &dropped.name)),
        note: reason,
        ..NewRecord::of(&kept, RecordKind::Merged)
    };
    records::write(tx, record).await?;
    tx.audit(
        "customer.merge",
        format!("customer/{keep}"),
        json!({ "gone": drop, "moved": moved, "taken": taken, "reason": reason }),
    );
    Ok(())
}
