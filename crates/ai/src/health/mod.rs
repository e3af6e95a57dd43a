//! Whether accounts work: asked for now and then, more seldom the longer one fails; and told when that changes
//! (004, 账号故障转移). A check asks the provider for its models, which costs nothing.

mod check;
mod store;

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{App, Error, Result, Stream, TenantId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

pub use store::{recent, record};

use crate::{
    Gateway,
    breaker::{Change, Pass},
    snapshot::{Account, Tenant},
};

/// How often it is looked who is due.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A healthy account, unless calls go there anyway.
const WELL_EVERY: Duration = Duration::from_secs(300);
/// A failing one, at first; doubled with each failure.
const ILL_EVERY: Duration = Duration::from_secs(10);
const ILL_MAX: Duration = Duration::from_secs(300);

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiHealthCheck")]
pub struct Check {
    pub account_id: i64,
    pub is_healthy: bool,
    pub response_time: Option<i32>,
    /// What the provider said, when it failed.
    pub error_message: String,
    pub checked_at: DateTime<Utc>,
}

/// Asks the provider now, and keeps what it said.
pub async fn check_now(gateway: &Gateway, tenant: TenantId, account: i64) -> Result<Check> {
    gateway.catch_up(tenant).await;
    let tenant = gateway.tenant(tenant).await?;
    let account = tenant.snapshot().accounts.get(&account).cloned().ok_or_else(Error::not_found)?;
    look_at(gateway, &tenant, &account).await
}

async fn look_at(gateway: &Gateway, tenant: &Arc<Tenant>, account: &Account) -> Result<Check> {
    let (told, took) = check::ask(gateway, account).await;
    let checked = Check {
        account_id: account.id,
        is_healthy: told.is_ok(),
        response_time: Some(i32::try_from(took.as_millis()).unwrap_or(i32::MAX)),
        error_message: told.err().unwrap_or_default(),
        checked_at: gateway.app().now(),
    };
    let mut tx = gateway.app().db().begin_system(tenant.id).await?;
    if store::record(&mut tx, &checked).await? {
        let name = if checked.is_healthy { "ai_account_recovered" } else { "ai_account_unhealthy" };
        let event = json!({ "accountId": account.id, "accountName": account.name, "error": checked.error_message });
        for user in store::keepers(&mut tx).await? {
            tx.emit(Stream::user(user), name, &event)?;
        }
        tx.emit_views(Stream::ai(), name, None::<&()>, &event)?;
    }
    tx.finish().await?;
    if checked.is_healthy {
        let mut breaker = account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // A limit of the provider's is kept: being alive is not having room.
        if matches!(breaker.peek(gateway.millis()), Pass::Probe) {
            breaker.recover();
        }
    }
    Ok(checked)
}

/// A breaker opened or closed: written down for whoever watches the accounts.
pub async fn moved(gateway: &Gateway, tenant: TenantId, account: i64, change: Change) {
    let told = async {
        let mut tx = gateway.app().db().begin_system(tenant).await?;
        let (name, cooldown) = match change {
            Change::Opened { cooldown } => ("ai_account_opened", Some(cooldown.as_secs())),
            Change::Closed => ("ai_account_closed", None),
        };
        let event = json!({ "accountId": account, "cooldownSeconds": cooldown });
        for user in store::keepers(&mut tx).await? {
            tx.emit(Stream::user(user), name, &event)?;
        }
        tx.emit_views(Stream("ai-alerts".into()), name, None::<&()>, &event)?;
        tx.finish().await
    };
    if let Err(cause) = told.await {
        tracing::warn!(%cause, tenant, account, "a breaker's move could not be written down");
    }
}

/// Whether RFC 2606 has set the name aside, so that nobody can ever answer there: examples and the demo's accounts.
fn leads_nowhere(base: &str) -> bool {
    let Ok(url) = base.parse::<http::Uri>() else { return false };
    let host = url.host().unwrap_or_default();
    ["example", "invalid", "test"].contains(&host.rsplit('.').next().unwrap_or_default())
}

/// When an account is looked at next.
struct Due {
    at: DateTime<Utc>,
    failures: u32,
}

pub fn start(app: &App, gateway: &Gateway) {
    let (app_for_task, gateway) = (app.clone(), gateway.clone());
    app.spawn("ai health checks", async move {
        let mut due: HashMap<(TenantId, i64), Due> = HashMap::new();
        while app_for_task.stop().run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await.is_some() {
            let mut known = Vec::new();
            for tenant in gateway.known() {
                for account in tenant.snapshot().accounts.values().filter(|a| a.is_enabled && !leads_nowhere(&a.base)) {
                    known.push((tenant.id, account.id));
                    look_when_due(&gateway, &tenant, account, &mut due).await;
                }
            }
            due.retain(|key, _| known.contains(key));
        }
    });
}

async fn look_when_due(
    gateway: &Gateway,
    tenant: &Arc<Tenant>,
    account: &Account,
    due: &mut HashMap<(TenantId, i64), Due>,
) {
    let now = gateway.app().now();
    let is_troubled = !account.is_healthy || {
        let breaker = account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        breaker.peek(gateway.millis()) != Pass::Yes
    };
    let first = if is_troubled { ILL_EVERY } else { WELL_EVERY };
    let entry = due.entry((tenant.id, account.id)).or_insert_with(|| Due { at: later(now, first), failures: 0 });
    if is_troubled && entry.failures == 0 {
        entry.at = entry.at.min(later(now, ILL_EVERY));
    }
    if entry.at > now {
        return;
    }
    match look_at(gateway, tenant, account).await {
        Ok(check) if check.is_healthy => *entry = Due { at: later(now, WELL_EVERY), failures: 0 },
        Ok(_) => {
            entry.failures += 1;
            let wait = ILL_EVERY.saturating_mul(1 << entry.failures.min(6)).min(ILL_MAX);
            entry.at = later(now, wait);
        }
        Err(cause) => {
            tracing::warn!(%cause, tenant = tenant.id, account = account.id, "a health check was not recorded");
            entry.at = later(now, ILL_EVERY);
        }
    }
}

fn later(now: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    now + TimeDelta::from_std(by).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::leads_nowhere;

    #[test]
    fn only_names_that_are_set_aside_lead_nowhere() {
        for nowhere in ["https://claude.ai.example/v1", "https://x.invalid", "https://a.test:8443/v1"] {
            assert!(leads_nowhere(nowhere), "{nowhere}");
        }
        for somewhere in ["https://api.anthropic.com/v1", "https://example.org.cn/v1", "http://127.0.0.1:9100/v1"] {
            assert!(!leads_nowhere(somewhere), "{somewhere}");
        }
    }
}
