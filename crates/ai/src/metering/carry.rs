//! From the spool to PostgreSQL.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};

use kernel::{App, Result, TenantId, TenantTx, error::code};

use super::{entry::Booking, spool::Waiting, store};
use crate::{
    Gateway, alerts,
    budget::{Amount, Periods, Scope},
    snapshot::Tenant,
};

const BATCH_MAX: usize = 1_000;
const BATCH_EVERY: Duration = Duration::from_millis(200);
/// What other nodes booked is read again after this.
const LEARN_EVERY: Duration = Duration::from_secs(2);
const SYNC_EVERY: Duration = Duration::from_millis(100);
/// Between tries while the database is away.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Books what an earlier process left in the spool, so that the budgets begin with all that was used.
pub async fn replay(app: &App, gateway: &Gateway) {
    while gateway.spool().waiting() > 0 {
        if let Err(cause) = round(app, gateway).await {
            tracing::warn!(%cause, "the spool could not be replayed at start; it is carried on with");
            return;
        }
    }
}

pub fn start(app: &App, gateway: &Gateway) {
    let (task, carrier) = (app.clone(), gateway.clone());
    app.spawn("ai bookings", async move { carry(task, carrier).await });
    let (stop, spool) = (app.stop().clone(), gateway.spool().clone());
    app.spawn("ai spool sync", async move {
        loop {
            let stopped = stop.run_until_cancelled(tokio::time::sleep(SYNC_EVERY)).await.is_none();
            let spool = spool.clone();
            match tokio::task::spawn_blocking(move || spool.sync()).await {
                Ok(Ok(())) => {}
                Ok(Err(cause)) => tracing::error!(%cause, "the spool could not be synced"),
                Err(cause) => tracing::error!(%cause, "syncing the spool"),
            }
            if stopped {
                return;
            }
        }
    });
}

async fn carry(app: App, gateway: Gateway) {
    let mut learned = tokio::time::Instant::now();
    loop {
        let more = match round(&app, &gateway).await {
            Ok(more) => more,
            Err(cause) => {
                tracing::warn!(%cause, "AI bookings could not be written; they wait in the spool");
                if app.stop().is_cancelled() {
                    return;
                }
                app.stop().run_until_cancelled(tokio::time::sleep(AGAIN_AFTER)).await;
                continue;
            }
        };
        if app.stop().is_cancelled() && gateway.spool().waiting() == 0 {
            return;
        }
        // In this task, after the writing: what this node wrote and what it reads back cannot disagree.
        if learned.elapsed() >= LEARN_EVERY {
            for tenant in gateway.known() {
                if let Err(cause) = relearn(&app, &tenant).await {
                    tracing::warn!(%cause, tenant = tenant.id, "what other nodes used could not be read");
                }
            }
            learned = tokio::time::Instant::now();
        }
        if !more {
            tokio::select! {
                () = gateway.spool().news() => {}
                () = app.stop().cancelled() => {}
                () = tokio::time::sleep(LEARN_EVERY) => {}
            }
            app.stop().run_until_cancelled(tokio::time::sleep(BATCH_EVERY)).await;
        }
    }
}

/// Writes one batch; true when more wait.
async fn round(app: &App, gateway: &Gateway) -> Result<bool> {
    let taken = gateway.spool().take(BATCH_MAX);
    let is_full = taken.len() == BATCH_MAX;
    let mut by_tenant: BTreeMap<TenantId, Vec<Waiting>> = BTreeMap::new();
    for waiting in taken {
        by_tenant.entry(waiting.booking.attempt.tenant).or_default().push(waiting);
    }
    let mut failed = None;
    for (tenant, batch) in by_tenant {
        match write(app, gateway, tenant, &batch).await {
            Ok(()) => gateway.spool().carried(&batch),
            // The tenant was deleted, and its rows with it.
            Err(e) if e.code == code::NOT_FOUND => gateway.spool().carried(&batch),
            Err(e) => {
                gateway.spool().give_back(batch);
                failed = Some(e);
            }
        }
    }
    failed.map_or(Ok(is_full), Err)
}

async fn write(app: &App, gateway: &Gateway, id: TenantId, batch: &[Waiting]) -> Result<()> {
    let mut bookings: Vec<&Booking> = batch.iter().map(|w| &w.booking).collect();
    let mut tx = app.db().begin_system(id).await?;
    if batch.iter().any(|w| w.may_be_known) {
        let known: HashSet<String> = store::known(&mut tx, &bookings).await?.into_iter().collect();
        bookings.retain(|b| !known.contains(&b.attempt.id.to_string()));
    }
    if !bookings.is_empty() {
        store::book(&mut tx, &bookings).await?;
    }
    tx.finish().await?;
    let Some(tenant) = gateway.known_tenant(id) else { return Ok(()) };
    // All of them: one whose commit was not heard of was written by this node all the same.
    for booking in batch.iter().map(|w| &w.booking) {
        // What an earlier process of this node left counts as others', for this one never settled it.
        if booking.attempt.at >= gateway.started_at() {
            tenant.wrote(&booking.scopes(), booking.amount(), tenant.periods(booking.attempt.at));
        }
    }
    let groups: HashSet<i64> = batch.iter().map(|w| w.booking.attempt.group).collect();
    // After the commit: an alert that cannot be given now is given with the next booking.
    if let Err(cause) = alerts::raise(app, &tenant, &groups).await {
        tracing::warn!(%cause, tenant = id, "budget alerts could not be given");
    }
    Ok(())
}

async fn relearn(app: &App, tenant: &Tenant) -> Result<()> {
    let mut tx = app.db().begin_system(tenant.id).await?;
    learn(&mut tx, tenant, tenant.periods(app.now())).await
}

/// Reads what the database has of every limit.
pub async fn learn(tx: &mut TenantTx, tenant: &Tenant, periods: Periods) -> Result<()> {
    let mut sums: HashMap<Scope, Amount> = HashMap::new();
    for row in store::used(tx, periods.day_start(), periods.month_start()).await? {
        let mut scopes = vec![Scope::Tenant, Scope::Group(row.group_id), Scope::Account(row.account_id)];
        scopes.extend((row.key_id != 0).then_some(Scope::Key(row.key_id)));
        for scope in scopes {
            let sum = sums.entry(scope).or_default();
            sum.tokens += row.day_tokens;
            sum.charge += row.month_charge;
        }
    }
    for (scope, sum) in sums {
        tenant.learn(scope, periods, sum);
    }
    Ok(())
}
