//! From the database to a picture.

use std::{collections::HashMap, sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue};
use kernel::{Error, Result, Stream, TenantTx, db};

use super::{Account, Drawn, Group, Key, Snapshot, Tenant};
use crate::{
    accounts::{self, AccountType, Health, ServiceType, lines},
    bindings::{self, Draw, Mode, Target},
    groups::{self, GroupKind, Priority, Strategy},
    keys, settings,
    wire::Provider,
};

fn provider(service: ServiceType) -> Provider {
    match service {
        ServiceType::Claude => Provider::Anthropic,
        ServiceType::Gemini => Provider::Gemini,
        ServiceType::Openai => Provider::OpenAi,
        ServiceType::Qwen => Provider::Qwen,
        ServiceType::Deepseek => Provider::DeepSeek,
        ServiceType::Compatible => Provider::Compatible,
    }
}

/// Reads everything; `tenant` lends what goes on beside it.
pub async fn load(tx: &mut TenantTx, tenant: &Tenant) -> Result<Snapshot> {
    // First, so that a change that commits meanwhile is read again rather than missed.
    let seq = db::stream_seq(tx, &Stream::ai()).await?;
    let settings = settings::store::get(tx).await?;
    let mut pool: Vec<(Arc<Account>, bool)> = Vec::new();
    for row in accounts::store::all(tx).await? {
        let is_shared = AccountType::parse(&row.account_type) == AccountType::Shared;
        match account(tx, tenant, row) {
            Ok(account) => pool.push((Arc::new(account), is_shared)),
            // One broken row takes no other account down.
            Err(cause) => tracing::error!(%cause, tenant = tx.tenant(), "an AI account cannot be used"),
        }
    }
    let mut draws: HashMap<i64, Vec<Draw>> = HashMap::new();
    for (group, draw) in bindings::store::list(tx, None).await? {
        draws.entry(group).or_default().push(draw);
    }
    let mut snapshot = Snapshot { settings, seq, ..Snapshot::default() };
    for row in groups::store::all(tx).await? {
        match GroupKind::parse(&row.kind) {
            GroupKind::Default => snapshot.default_group = Some(row.id),
            GroupKind::Portal => snapshot.portal_group = Some(row.id),
            GroupKind::Normal => {}
        }
        let rows = draws.get(&row.id).map_or(&[][..], Vec::as_slice);
        // The customers' assistant costs nothing before somebody binds it.
        let is_unbound = rows.is_empty() && GroupKind::parse(&row.kind) == GroupKind::Portal;
        let drawn = if is_unbound { Vec::new() } else { drawn(Mode::parse(&row.binding_mode), rows, &pool) };
        let group = Group {
            id: row.id,
            is_active: row.status == "active",
            strategy: Strategy::parse(&row.strategy),
            sticky: row.is_sticky,
            priority: Priority::parse(&row.priority),
            daily_tokens: Some(row.daily_tokens).filter(|n| *n > 0),
            monthly_budget: row.monthly_budget,
            warning_percent: row.warning_percent,
            alert_percent: row.alert_percent,
            drawn,
            live: tenant.group_live(row.id),
        };
        snapshot.groups.insert(row.id, Arc::new(group));
    }
    for row in keys::store::usable(tx).await? {
        let key = Key {
            id: row.id,
            group: row.group_id,
            models: lines(&row.models),
            networks: lines(&row.networks).iter().filter_map(|n| keys::network(n)).collect(),
            monthly_budget: row.monthly_budget,
            expires_at: row.expires_at,
        };
        snapshot.keys.insert(row.digest, Arc::new(key));
    }
    snapshot.members = groups::store::memberships(tx).await?.into_iter().collect();
    snapshot.accounts = pool.into_iter().map(|(account, _)| (account.id, account)).collect();
    Ok(snapshot)
}

fn account(tx: &TenantTx, tenant: &Tenant, row: accounts::store::AccountRow) -> Result<Account> {
    let service = ServiceType::parse(&row.service_type);
    let provider = provider(service);
    let key = accounts::seal::open(tx.keys(), tx.tenant(), row.id, &row.sealed_key)?;
    let headers = provider.headers(&key).into_iter().map(|(name, value)| {
        let mut value = HeaderValue::try_from(value).map_err(Error::internal)?;
        value.set_sensitive(true);
        Ok((HeaderName::from_static(name), value))
    });
    let price = row.price();
    let base = row.endpoint.or_else(|| service.default_endpoint().map(str::to_owned)).unwrap_or_default();
    let ms = |n: i32| Duration::from_millis(u64::try_from(n).unwrap_or(0));
    let count = |n: i32| u32::try_from(n).unwrap_or(0);
    Ok(Account {
        id: row.id,
        name: row.name,
        service,
        provider,
        base,
        headers: headers.collect::<Result<_>>()?,
        models: lines(&row.models),
        current_model: row.current_model,
        daily_limit: row.daily_limit,
        price,
        weight: count(row.weight),
        max_concurrency: count(row.max_concurrency),
        first_byte: ms(row.first_byte_ms),
        idle: ms(row.idle_ms),
        total: ms(row.total_ms),
        is_enabled: row.is_enabled,
        is_healthy: Health::parse(&row.health) != Health::Unhealthy,
        live: tenant.live(row.id),
    })
}

/// The accounts that a group's rows come to. An account that is named and in a pool, too, counts where it is
/// named.
fn drawn(mode: Mode, rows: &[Draw], pool: &[(Arc<Account>, bool)]) -> Vec<Drawn> {
    // Shared and nothing said: every pool.
    if mode == Mode::Shared && rows.is_empty() {
        let all = pool.iter().filter(|(_, is_shared)| *is_shared);
        return all
            .map(|(account, _)| Drawn { account: account.clone(), tier: 0, priority: 1, max_usage_percent: 100 })
            .collect();
    }
    let mut drawn: Vec<Drawn> = Vec::new();
    let (named, pools): (Vec<&Draw>, Vec<&Draw>) = rows.iter().partition(|d| matches!(d.target, Target::Account(_)));
    for draw in named.into_iter().chain(pools) {
        for (account, is_shared) in pool {
            let is_meant = match draw.target {
                Target::Account(id) => account.id == id,
                Target::Pool(service) => *is_shared && account.service == service,
            };
            if is_meant && drawn.iter().all(|d| d.account.id != account.id) {
                drawn.push(Drawn {
                    account: account.clone(),
                    tier: u8::from(!draw.is_primary),
                    priority: draw.priority,
                    max_usage_percent: draw.max_usage_percent,
                });
            }
        }
    }
    drawn
}
