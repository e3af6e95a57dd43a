//! A tenant at size - 200,000 customers with what they did - and the requests of people who look them up.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::api::Api;
use crate::baseline::Baseline;

pub const CUSTOMERS: i64 = 200_000;
/// Ids of the demo's own rows are far below.
const FIRST: i64 = 1_000_000;
/// Of ten requests, how many look at a list; the others at a person.
const LISTS_OF_TEN: i64 = 3;

/// The same rows as the test that looks at the plans has.
pub fn fill(baseline: &Baseline, tenant: &str) -> Result<()> {
    let id = baseline.ask(&format!("select id from platform.tenants where slug = '{tenant}'"))?;
    let data = include_str!("../../server/tests/size/data.sql")
        .replace("{tenant}", &id)
        .replace("{base}", &FIRST.to_string())
        .replace("{customers}", &CUSTOMERS.to_string())
        .replace("{users}", &(CUSTOMERS / 40).to_string())
        .replace("{teams}", "300");
    baseline.ask(&data)?;
    baseline.ask("vacuum analyze").map(drop)
}

pub struct People {
    readers: Vec<Api>,
    next: AtomicI64,
}

impl People {
    pub fn new(readers: Vec<Api>) -> Self {
        Self { readers, next: AtomicI64::new(0) }
    }

    fn reader(&self, client: usize) -> &Api {
        &self.readers[client % self.readers.len()]
    }

    pub async fn request(&self, kind: &str, client: usize) -> Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        match kind {
            "list customers" => self.list(client, number).await,
            "get customer" => self.profile(client, number).await,
            _ if number % 10 < LISTS_OF_TEN => self.list(client, number / 10).await,
            _ => self.profile(client, number).await,
        }
    }

    /// The newest, and those of a name, a kind, an organization.
    async fn list(&self, client: usize, number: i64) -> Result<()> {
        let filter = match number % 4 {
            0 => String::new(),
            1 => "&q=%E6%AC%A7%E9%98%B3%E9%9C%9E".to_owned(),
            2 => "&vip=true&profile=formal".to_owned(),
            _ => format!("&organizationId={}", FIRST + 1 + number * 37 % (CUSTOMERS / 10)),
        };
        let page = self.reader(client).get(&format!("/customers?page=1&size=20{filter}")).await?;
        let length = page["list"].as_array().map(Vec::len);
        ensure!(length.is_some_and(|n| n > 0 || number % 4 == 3), "an empty page for {filter}: {page}");
        Ok(())
    }

    async fn profile(&self, client: usize, number: i64) -> Result<()> {
        let id = FIRST + 1 + number * 7919 % CUSTOMERS;
        let customer = self.reader(client).get(&format!("/customers/{id}")).await?;
        ensure!(customer["id"] == id, "another customer: {customer}");
        Ok(())
    }

    /// Milliseconds of a segment's preview, the middle of five, for each kind of condition.
    pub async fn previews(&self) -> Result<Vec<(String, f64, i64)>> {
        let mut all = Vec::new();
        for condition in conditions() {
            let rules = json!({ "matches": "all", "conditions": [condition] });
            let (mut times, mut total) = (Vec::new(), 0);
            for _ in 0..5 {
                let began = Instant::now();
                let preview = self.reader(0).post("/customer-segments/preview", &rules).await?;
                times.push(began.elapsed().as_secs_f64() * 1e3);
                total = preview["total"].as_i64().context("a preview without a total")?;
            }
            times.sort_by(f64::total_cmp);
            all.push((condition["field"].as_str().unwrap_or_default().to_owned(), times[2], total));
        }
        Ok(all)
    }
}

/// One of each kind.
fn conditions() -> Vec<Value> {
    vec![
        json!({ "field": "vip", "is": true }),
        json!({ "field": "profile", "is": "formal" }),
        json!({ "field": "region", "is": "临江市" }),
        json!({ "field": "organization", "id": FIRST + 8 }),
        json!({ "field": "tag", "has": "重点" }),
        json!({ "field": "registered", "when": { "withinDays": 30 } }),
        json!({ "field": "last_seen", "when": { "beforeDays": 90 } }),
        json!({ "field": "sessions", "atLeast": 1, "withinDays": 365 }),
        json!({ "field": "tickets", "atLeast": 1, "withinDays": 365 }),
        json!({ "field": "rated", "atMost": 2, "withinDays": 365 }),
    ]
}
