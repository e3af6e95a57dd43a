//! What the gateway knows of a tenant while it serves: a picture of the configuration that is replaced as a
//! whole, and what goes on beside it (places, breakers, the ledger), which outlives the pictures. Calls read
//! these alone; no call waits for the database.

mod load;
mod tenant;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, AtomicU64},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue};
use ipnet::IpNet;

use crate::{
    accounts::ServiceType,
    breaker::Breaker,
    groups::{Priority, Strategy},
    pricing::Price,
    queue::Gate,
    settings::Settings,
    wire::Provider,
};

pub use load::load;
pub use tenant::Tenant;

/// An account as calls see it.
#[derive(Debug)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub service: ServiceType,
    pub provider: Provider,
    /// Where its API begins.
    pub base: String,
    /// The credential and what else its provider wants, ready to be sent.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Empty = all.
    pub models: Vec<String>,
    pub current_model: Option<String>,
    /// 0 = without a limit.
    pub daily_limit: i64,
    pub price: Price,
    pub weight: u32,
    pub max_concurrency: u32,
    pub first_byte: Duration,
    pub idle: Duration,
    pub total: Duration,
    pub is_enabled: bool,
    pub is_healthy: bool,
    pub live: Arc<Live>,
}

impl Account {
    pub fn serves(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.iter().any(|m| m == model)
    }
}

/// What goes on at an account, on this node.
#[derive(Debug, Default)]
pub struct Live {
    pub gate: Gate,
    pub breaker: std::sync::Mutex<Breaker>,
    /// Until the first byte, a moving average in milliseconds; 0 = not measured.
    pub latency_ms: AtomicU32,
    /// Tokens of an answer, a moving average: the estimate for calls that set no limit.
    pub output_tokens: AtomicU64,
}

/// An account that a group may draw on.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub account: Arc<Account>,
    /// 0 = primary, 1 = fallback.
    pub tier: u8,
    pub priority: i32,
    pub max_usage_percent: i32,
}

#[derive(Debug)]
pub struct Group {
    pub id: i64,
    pub is_active: bool,
    pub strategy: Strategy,
    pub sticky: bool,
    pub priority: Priority,
    pub daily_tokens: Option<i64>,
    pub monthly_budget: Option<i64>,
    pub warning_percent: i32,
    pub alert_percent: i32,
    pub drawn: Vec<Drawn>,
    pub live: Arc<GroupLive>,
}

/// What goes on in a group, on this node.
#[derive(Debug, Default)]
pub struct GroupLive {
    pub turn: AtomicU64,
    pub active: AtomicU32,
    pub queued: AtomicU32,
    /// Who served last.
    pub account: AtomicI64,
}

#[derive(Debug)]
pub struct Key {
    pub id: i64,
    pub group: i64,
    /// Empty = all.
    pub models: Vec<String>,
    /// Empty = from everywhere.
    pub networks: Vec<IpNet>,
    pub monthly_budget: Option<i64>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// The configuration at one moment.
#[derive(Debug, Default)]
pub struct Snapshot {
    pub settings: Settings,
    pub accounts: HashMap<i64, Arc<Account>>,
    pub groups: HashMap<i64, Arc<Group>>,
    /// By digest.
    pub keys: HashMap<String, Arc<Key>>,
    /// (group, user).
    pub members: HashSet<(i64, i64)>,
    pub default_group: Option<i64>,
    pub portal_group: Option<i64>,
    /// The number of the newest event that is in it.
    pub seq: i64,
}
