//! What `--demo` shows of this room: accounts that lead nowhere (their endpoints are names that RFC 2606 has set
//! aside, so that no key of anybody's is sent), groups, keys, and a month of calls booked as real ones are.

mod month;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Error, Result, TenantTx, perm::Scope};
use serde::Deserialize;

use crate::{
    accounts::{self, AccountInput, ServiceType},
    alerts,
    bindings::{self, BindingConfig, BindingInput, BoundAccount, Mode, Pool},
    budget::Periods,
    connector::Allowed,
    groups::{self, GroupInput, GroupKind, GroupStatus, MemberInput, MemberRole, QuotaInput},
    health, keys,
    metering::{self, Booking},
    pricing::{Money, Price},
    settings::{self, Settings},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoFile {
    settings: Settings,
    /// What part of the tenant's budget this month has used, in per cent.
    used_percent: i64,
    accounts: Vec<AccountFile>,
    groups: Vec<GroupFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccountFile {
    #[serde(flatten)]
    input: AccountInput,
    /// What its checks say; nothing = they never went wrong.
    #[serde(default)]
    fault: String,
    /// Until its first byte, and for each token of its answers.
    first_byte_ms: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GroupFile {
    #[serde(flatten)]
    input: GroupInput,
    mode: Mode,
    /// Names of accounts.
    #[serde(default)]
    primary: Vec<String>,
    #[serde(default)]
    pools: Vec<Pool>,
    members: Vec<MemberFile>,
    keys: Vec<String>,
    /// What part of its budget this month has used, in per cent; without a budget when left out.
    used_percent: Option<i64>,
    /// Calls of a working day.
    calls: i64,
    /// Tokens of a question and of an answer, about.
    tokens: (i64, i64),
    asks: Vec<Ask>,
}

#[derive(Deserialize)]
struct MemberFile {
    user: String,
    role: MemberRole,
}

/// A model that a group asks for, of which account, and how often beside the others.
#[derive(Deserialize)]
struct Ask {
    account: String,
    model: String,
    weight: u64,
}

/// An account as the month's calls see it.
#[derive(Debug, Clone)]
struct Known {
    id: i64,
    service: ServiceType,
    price: Price,
    first_byte_ms: i64,
}

/// A group as the month's calls see it.
#[derive(Debug)]
struct Caller {
    id: i64,
    keys: Vec<i64>,
    users: Vec<i64>,
}

const BATCH: usize = 1_000;
const CHECKS: i64 = 12;

/// Fills a tenant that has none of it; `users`: by their names.
pub async fn fill(tx: &mut TenantTx, file: &DemoFile, users: &HashMap<String, i64>) -> Result<()> {
    groups::ensure_system(tx).await?;
    retire_portal(tx).await?;
    let accounts = make_accounts(tx, file).await?;
    let (now, offset) = (tx.now(), file.settings.utc_offset_minutes);
    let month_start = Periods::of(now, offset).month_start();
    let (mut number, mut whole) = (0, 0);
    for group in &file.groups {
        let caller = make_group(tx, group, &accounts, users).await?;
        let plan = month::Plan { tenant: tx.tenant(), now, offset, charge_rate: file.settings.charge_rate };
        let calls = month::calls(&plan, group, &caller, &accounts, &mut number);
        for batch in calls.chunks(BATCH) {
            metering::book(tx, &batch.iter().collect::<Vec<_>>()).await?;
        }
        let used = charged_since(&calls, month_start);
        whole += used;
        if let Some(percent) = group.used_percent {
            limit(tx, group, caller.id, used, percent, now, offset).await?;
        }
    }
    let budget = Some(Money(budget_of(whole, file.used_percent)));
    settings::store::put(tx, &Settings { monthly_budget: budget, ..file.settings.clone() }).await
}

/// The customers' assistant must not wait for accounts that lead nowhere.
async fn retire_portal(tx: &mut TenantTx) -> Result<()> {
    let portal = groups::store::all(tx).await?.into_iter().find(|g| GroupKind::parse(&g.kind) == GroupKind::Portal);
    let Some(portal) = portal else { return Ok(()) };
    groups::store::set_status(tx, portal.id, GroupStatus::Inactive).await?;
    groups::changed(tx, portal.id)
}

async fn make_accounts(tx: &mut TenantTx, file: &DemoFile) -> Result<HashMap<String, Known>> {
    let (allowed, now) = (Allowed::new(&[]), tx.now());
    let mut known = HashMap::new();
    for account in &file.accounts {
        let id = accounts::create(tx, &account.input, &allowed).await?;
        for n in (0..CHECKS).rev() {
            // Only the last ones of an account that fails now went wrong.
            let error_message = if n < 3 { account.fault.clone() } else { String::new() };
            let check = health::Check {
                account_id: id,
                is_healthy: error_message.is_empty(),
                response_time: i32::try_from(account.first_byte_ms / 3 + (n * 37) % 90).ok(),
                error_message,
                checked_at: now - TimeDelta::minutes(7 + 55 * n),
            };
            health::record(tx, &check).await?;
        }
        let (service, price) = (account.input.service_type, account.input.price);
        known.insert(account.input.name.clone(), Known { id, service, price, first_byte_ms: account.first_byte_ms });
    }
    Ok(known)
}

fn binding(file: &GroupFile, accounts: &HashMap<String, Known>) -> Result<BindingInput> {
    let named = file.primary.iter().map(|name| accounts.get(name).ok_or_else(|| Error::internal(format!("no {name}"))));
    let named: Vec<&Known> = named.collect::<Result<_>>()?;
    let ids = || named.iter().map(|a| a.id);
    let config = match file.mode {
        Mode::Dedicated => BindingConfig {
            accounts: (1..)
                .zip(ids())
                .map(|(priority, account_id)| BoundAccount { account_id, service_type: None, priority })
                .collect(),
            ..BindingConfig::default()
        },
        Mode::Shared => BindingConfig { pool_config: file.pools.clone(), ..BindingConfig::default() },
        Mode::Hybrid => BindingConfig {
            primary_accounts: ids().collect(),
            fallback_pools: file.pools.clone(),
            ..BindingConfig::default()
        },
    };
    Ok(BindingInput { binding_mode: file.mode, binding_config: config, quota_config: None })
}

async fn make_group(
    tx: &mut TenantTx,
    file: &GroupFile,
    accounts: &HashMap<String, Known>,
    users: &HashMap<String, i64>,
) -> Result<Caller> {
    let id = groups::create(tx, &file.input).await?;
    bindings::bind(tx, id, &binding(file, accounts)?).await?;
    let mut caller = Caller { id, keys: Vec::new(), users: Vec::new() };
    for member in &file.members {
        let Some(user_id) = users.get(&member.user).copied() else { continue };
        groups::put_member(tx, Scope::Tenant, id, &MemberInput { user_id, role: member.role }).await?;
        caller.users.push(user_id);
    }
    for name in &file.keys {
        let key = keys::KeyInput::named(name.clone());
        caller.keys.push(keys::create(tx, Scope::Tenant, id, &key).await?.key.id);
    }
    Ok(caller)
}

fn charged_since(calls: &[Booking], since: DateTime<Utc>) -> i64 {
    calls.iter().filter(|c| c.attempt.at >= since).map(|c| c.ended.charge.0).sum()
}

/// The budget of which `used` is so much, in whole units of the currency; a month that has just begun has a small one.
fn budget_of(used: i64, percent: i64) -> i64 {
    const UNIT: i64 = 1_000_000;
    ((used * 100 / percent.max(1)) / UNIT + 1) * UNIT
}

/// Gives a group the budget that it has used so much of, and the alerts that it had for it.
async fn limit(
    tx: &mut TenantTx,
    file: &GroupFile,
    group: i64,
    used: i64,
    percent: i64,
    now: DateTime<Utc>,
    offset: i32,
) -> Result<()> {
    let allowed = budget_of(used, percent);
    let quota = QuotaInput { monthly_budget: Some(Money(allowed)), ..file.input.quota.clone() };
    groups::store::set_quota(tx, group, &quota).await?;
    groups::changed(tx, group)?;
    let thresholds = [quota.warning_threshold, quota.alert_threshold];
    let first = Periods::of(now, offset).first_of_month();
    for crossing in alerts::due(group, alerts::Measure::MonthlyBudget, used, Some(allowed), thresholds) {
        alerts::keep(tx, &crossing, first).await?;
    }
    Ok(())
}
