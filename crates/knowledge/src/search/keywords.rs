//! Counting searches without making a searcher wait: they are gathered and written together.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::TimeDelta;
use kernel::{App, Result, TenantId, secret::MasterKey};
use tokio::{sync::mpsc, time::interval};

use super::store;
use crate::text;

/// A search that a customer made.
#[derive(Debug)]
pub struct Searched {
    pub tenant: TenantId,
    pub query: String,
    pub found: bool,
    /// Whoever may count as one person: `customer/7`, or a network. Leaves the process as a digest only.
    pub asker: Option<String>,
}

const EVERY: Duration = Duration::from_secs(2);
/// Longer ones are questions or pasted text; they are no keyword that others would use.
const CHARS_MAX: usize = 30;

/// What is remembered of a keyword until it is written.
#[derive(Debug, Default)]
struct Count {
    searches: i64,
    misses: i64,
    askers: HashSet<String>,
}
type Counts = HashMap<(TenantId, String), Count>;

/// Popular is what was searched for in this many days.
pub const POPULAR_DAYS: i64 = 7;

/// Writes what comes in until the app stops. Counts of a crash's last two seconds are lost; nobody is billed by them.
pub async fn record(app: App, mut searched: mpsc::Receiver<Searched>) {
    let mut counts = Counts::new();
    let mut tick = interval(EVERY);
    let stop = app.stop().clone();
    loop {
        tokio::select! {
            Some(search) = searched.recv() => add(&mut counts, app.keys(), search),
            _ = tick.tick() => write(&app, std::mem::take(&mut counts)).await,
            () = stop.cancelled() => break,
        }
    }
    while let Ok(search) = searched.try_recv() {
        add(&mut counts, app.keys(), search);
    }
    write(&app, counts).await;
}

fn add(counts: &mut Counts, keys: &MasterKey, search: Searched) {
    let keyword = keyword(&search.query);
    if keyword.is_empty() {
        return;
    }
    let asker = search.asker.map(|who| keys.sign("search asker", &format!("{}\n{keyword}\n{who}", search.tenant)));
    let count = counts.entry((search.tenant, keyword)).or_default();
    count.searches += 1;
    count.misses += i64::from(!search.found);
    count.askers.extend(asker);
}

/// One spelling for what many type; empty for what is no keyword: too long, or it may be a person's number.
fn keyword(query: &str) -> String {
    let folded = text::normalise(query);
    let core = text::strip_chatter(&folded).split_whitespace().collect::<Vec<_>>().join(" ");
    if core.chars().count() > CHARS_MAX || is_personal(&folded) || core.contains('\0') { String::new() } else { core }
}

/// Whether folded text may hold a telephone, mail or identity number, however it is spaced or spelt.
fn is_personal(folded: &str) -> bool {
    let digits = folded.chars().filter(|c| c.is_numeric() || "零一二三四五六七八九幺".contains(*c)).count();
    digits >= 7 || folded.contains('@') || folded.contains("(at)") || folded.contains("[at]")
}

async fn write(app: &App, counts: Counts) {
    let mut by_tenant: HashMap<TenantId, Vec<(String, Count)>> = HashMap::new();
    for ((tenant, keyword), count) in counts {
        by_tenant.entry(tenant).or_default().push((keyword, count));
    }
    for (tenant, rows) in by_tenant {
        if let Err(e) = write_tenant(app, tenant, &rows).await {
            tracing::warn!(error = %e, tenant, "search counts were not written");
        }
    }
}

async fn write_tenant(app: &App, tenant: TenantId, rows: &[(String, Count)]) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let today = app.now().date_naive();
    let keywords: Vec<String> = rows.iter().map(|r| r.0.clone()).collect();
    let (searches, misses): (Vec<i64>, Vec<i64>) = rows.iter().map(|r| (r.1.searches, r.1.misses)).unzip();
    store::count(&mut tx, today, &keywords, &searches, &misses).await?;
    let (asked, askers): (Vec<String>, Vec<String>) =
        rows.iter().flat_map(|(keyword, count)| count.askers.iter().map(|a| (keyword.clone(), a.clone()))).unzip();
    store::remember_askers(&mut tx, today, &asked, &askers).await?;
    store::forget_askers(&mut tx, today - TimeDelta::days(POPULAR_DAYS)).await?;
    tx.finish().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_search_are_one_keyword() {
        assert_eq!(keyword("你好，请问重置密碼"), keyword(" 重置密码 "));
        assert_eq!(keyword("13800000001"), "");
        assert_eq!(keyword(&"长".repeat(31)), "");
    }

    #[test]
    fn what_may_be_a_persons_number_is_no_keyword() {
        for query in [
            "138 0000 0001",
            "电话010-12345678",
            "１３８００００００01",
            "一三八零零零零零零零一",
            "11010519491231002X",
            "wang＠example.com",
            "wang(at)example.com",
        ] {
            assert_eq!(keyword(query), "", "{query}");
        }
        assert_eq!(keyword("RPT-5003"), "rpt-5003");
    }
}
