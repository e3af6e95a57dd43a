//! Carrying an erasure out, in short transactions. Everything can be done twice: a job whose process was killed
//! begins anew. What is needed to find the rest (the customer's own row) goes last.

use kernel::{App, Result, TenantId, Touched};
use serde_json::json;

use super::{
    ledger::{self, Tombstone},
    model::{self, ErasureStatus},
    ops, plan, store,
};
use crate::{
    conversations::{self, Audience},
    data_exports,
    files::{self, Files, lost},
};

/// Rows of one transaction.
const BATCH: i64 = 1000;
/// Events that are looked through in one.
const EVENTS: i64 = 10_000;
const OBJECTS: i64 = 50;

/// An erasure that is being carried out.
#[derive(Debug)]
pub struct Run {
    pub tenant: TenantId,
    pub erasure: i64,
    pub customer: i64,
    /// The customer and everybody who turned out to be it.
    pub who: Vec<i64>,
    /// From where they signed in.
    pub addresses: Vec<String>,
}

/// Sets the tombstone, before anything is destroyed. None when nothing is left to do.
pub async fn begin(app: &App, files: &Files, tenant: TenantId, erasure: i64) -> Result<Option<Run>> {
    let mut tx = app.db().begin_system(tenant).await?;
    let Some(row) = store::find(&mut tx, erasure).await?.filter(|row| row.status == ErasureStatus::Running) else {
        return Ok(None);
    };
    // Where a tombstone is set already, it knows who is meant: after a restore those that were merged later are people
    // of their own again, and a number may be somebody else's.
    let tombstones = ledger::tombstones(files).await.map_err(lost)?;
    let subjects = match tombstones.into_iter().find(|t| t.tenant == tenant && t.token == row.token) {
        Some(set) => set.subjects,
        None => store::subjects(&mut tx, row.customer_id).await?,
    };
    let mut who = Vec::new();
    for id in store::known(&mut tx, &subjects).await? {
        who.extend(store::subjects(&mut tx, id).await?.into_iter().map(|s| s.id));
    }
    who.sort_unstable();
    who.dedup();
    let counts = store::belongings(&mut tx, &who).await?;
    store::save_counts(&mut tx, erasure, &counts).await?;
    let addresses = store::addresses(&mut tx, &who).await?;
    tx.finish().await?;
    let tombstone = Tombstone {
        token: row.token,
        tenant,
        customer: row.customer_id,
        subjects,
        reason: row.reason,
        requested_by: row.requested_by,
        requested_by_name: row.requested_by_name,
        identifiers: row.identifiers,
        requested_at: row.requested_at,
    };
    ledger::set(files, &tombstone).await.map_err(lost)?;
    Ok(Some(Run { tenant, erasure, customer: tombstone.customer, who, addresses }))
}

/// Destroys and overwrites everything but the customer's own row.
pub async fn overwrite(app: &App, files: &Files, run: &Run) -> Result<()> {
    objects(app, files, run).await?;
    letters(app, run).await?;
    rows(app, run).await?;
    events(app, run).await
}

async fn objects(app: &App, files: &Files, run: &Run) -> Result<()> {
    let mut tx = app.db().begin_system(run.tenant).await?;
    let made = store::exports(&mut tx, &run.who).await?;
    drop(tx);
    for export in made {
        files.destroy(&data_exports::object_key(run.tenant, export)).await?;
    }
    let mut tx = app.db().begin_system(run.tenant).await?;
    data_exports::remove_of(&mut tx, &run.who).await?;
    tx.finish().await?;
    loop {
        let mut tx = app.db().begin_system(run.tenant).await?;
        let found = files::of_customers_alone(&mut tx, &run.who, OBJECTS).await?;
        drop(tx);
        if found.is_empty() {
            return Ok(());
        }
        // The rows go last: with them a killed job finds the objects again.
        for (_, object) in &found {
            files.destroy(object).await?;
        }
        let ids: Vec<i64> = found.into_iter().map(|(id, _)| id).collect();
        let mut tx = app.db().begin_system(run.tenant).await?;
        files::forget(&mut tx, &ids).await?;
        tx.finish().await?;
    }
}

async fn letters(app: &App, run: &Run) -> Result<()> {
    loop {
        let mut tx = app.db().begin_system(run.tenant).await?;
        let contacts = store::identifiers(&mut tx, &run.who).await?.contacts;
        let found = store::letters(&mut tx, &run.who, &contacts, BATCH).await?;
        if found.is_empty() {
            return Ok(());
        }
        let (ids, paths): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        for path in paths.into_iter().flatten() {
            remove(&app.settings().data.join(path)).await?;
        }
        store::forget_letters(&mut tx, &ids).await?;
        tx.finish().await?;
    }
}

async fn remove(path: &std::path::Path) -> Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(lost(e)),
        _ => Ok(()),
    }
}

async fn rows(app: &App, run: &Run) -> Result<()> {
    for step in plan::STEPS {
        loop {
            let mut tx = app.db().begin_system(run.tenant).await?;
            let contacts = store::identifiers(&mut tx, &run.who).await?.contacts;
            let changed = store::step(&mut tx, step, &run.who, &contacts, BATCH).await?;
            tx.finish().await?;
            if !step.in_batches || changed == 0 {
                break;
            }
        }
    }
    Ok(())
}

async fn events(app: &App, run: &Run) -> Result<()> {
    loop {
        let mut tx = app.db().begin_system(run.tenant).await?;
        let changed = store::own_events(&mut tx, &run.who, BATCH).await?;
        tx.finish().await?;
        if changed == 0 {
            break;
        }
    }
    let marks = model::marks(&run.who);
    let mut place = (0, 0);
    loop {
        let mut tx = app.db().begin_system(run.tenant).await?;
        let end = store::told_events(&mut tx, &marks, place, EVENTS).await?;
        tx.finish().await?;
        match end {
            Some(end) => place = end,
            None => break,
        }
    }
    let mut tx = app.db().begin_system(run.tenant).await?;
    let identifiers = store::identifiers(&mut tx, &run.who).await?;
    store::answers(&mut tx, &run.who, &marks, &identifiers).await?;
    tx.finish().await
}

/// Overwrites the customer itself and tells those who look at its conversations.
pub async fn finish(app: &App, run: &Run) -> Result<()> {
    let mut tx = app.db().begin_system(run.tenant).await?;
    store::customers(&mut tx, &run.who).await?;
    run.who.iter().for_each(|id| tx.touch(Touched::Customer(*id)));
    if store::set_done(&mut tx, run.erasure).await? {
        let target = format!("customer/{}", run.customer);
        tx.audit("customer.erased", target, json!({ "erasure": run.erasure }));
    }
    tx.finish().await?;
    let mut after = 0;
    loop {
        let mut tx = app.db().begin_system(run.tenant).await?;
        let found = store::conversations(&mut tx, &run.who, after, OBJECTS).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = *last;
        for id in found {
            conversations::announce(&mut tx, id, Audience::default()).await?;
        }
        tx.finish().await?;
    }
}

/// Names the erasures that a restored database lacks, each hidden again and given to the job; the server
/// carries them out before it serves.
pub async fn replay(app: &App, files: &Files) -> Result<Vec<(TenantId, i64)>> {
    let mut replayed = Vec::new();
    let tenants: Vec<TenantId> = app.db().tenants().await?.into_iter().map(|t| t.id).collect();
    for tombstone in ledger::tombstones(files).await.map_err(lost)? {
        if !tenants.contains(&tombstone.tenant) {
            continue;
        }
        let mut tx = app.db().begin_system(tombstone.tenant).await?;
        if let Some(erasure) = ops::restore(&mut tx, &tombstone).await? {
            tx.finish().await?;
            replayed.push((tombstone.tenant, erasure));
        }
    }
    Ok(replayed)
}

/// Erasures that a killed process left half done. The queue would find that out a minute later.
pub async fn unfinished(app: &App) -> Result<Vec<(TenantId, i64)>> {
    let mut found = Vec::new();
    for tenant in app.db().served_tenants().await? {
        let mut tx = app.db().begin_system(tenant.id).await?;
        found.extend(store::running(&mut tx).await?.into_iter().map(|id| (tenant.id, id)));
    }
    Ok(found)
}
