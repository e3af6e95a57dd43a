//! What PostgreSQL really did: `auto_explain` sends each statement's plan, with the rows that it read, as a notice, and
//! the driver hands notices to `tracing`. Nothing here knows a statement of the program.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

/// A statement as it was carried out.
pub struct Plan {
    pub sql: String,
    /// Read from tables and indexes, what a filter then threw away included.
    pub rows: u64,
    /// Tables that were read from end to end, with the rows found there.
    pub whole: Vec<(String, u64)>,
}

#[derive(Clone, Default)]
pub struct Plans(Arc<Mutex<Vec<String>>>);

impl Plans {
    /// Listens to all connections of this process.
    pub fn listen() -> Self {
        let plans = Self::default();
        tracing_subscriber::registry().with(plans.clone()).init();
        plans
    }

    /// What came since the last time.
    pub fn take(&self) -> Vec<Plan> {
        std::mem::take(&mut *self.0.lock().unwrap()).iter().filter_map(|notice| plan(notice)).collect()
    }
}

impl<S: Subscriber> Layer<S> for Plans {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "sqlx::postgres::notice"
    }
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        struct Message(String);
        impl Visit for Message {
            fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
                if field.name() == "message" {
                    self.0 = format!("{value:?}");
                }
            }
            fn record_str(&mut self, field: &Field, value: &str) {
                if field.name() == "message" {
                    self.0 = value.to_owned();
                }
            }
        }
        let mut message = Message(String::new());
        event.record(&mut message);
        self.0.lock().unwrap().push(message.0);
    }
}

/// `duration: 0.061 ms  plan:` and then JSON.
fn plan(notice: &str) -> Option<Plan> {
    let (_, text) = notice.split_once("plan:\n")?;
    let explained: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {notice}"));
    let sql = explained["Query Text"].as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plan = Plan { sql, rows: 0, whole: Vec::new() };
    add(&mut plan, &explained["Plan"]);
    Some(plan)
}

fn add(plan: &mut Plan, node: &Value) {
    let number = |name: &str| node[name].as_u64().unwrap_or(0);
    let kind = node["Node Type"].as_str().unwrap_or_default();
    // A bitmap's rows are counted where the table is read.
    if kind.ends_with("Scan") && kind != "Bitmap Index Scan" && !node["Relation Name"].is_null() {
        let each = number("Actual Rows") + number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        let rows = each * number("Actual Loops");
        plan.rows += rows;
        if kind == "Seq Scan" {
            plan.whole.push((node["Relation Name"].as_str().unwrap_or_default().to_owned(), each));
        }
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        add(plan, below);
    }
}
