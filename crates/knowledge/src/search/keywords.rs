//! Counting searches without making a searcher wait: they are gathered and written together.

use std::{collections::HashMap, time::Duration};

use kernel::{App, Result, TenantId};
use tokio::{sync::mpsc, time::interval};

use super::store;
use crate::text;

/// A search that a customer made.
#[derive(Debug)]
pub struct Searched {
    pub tenant: TenantId,
    pub query: String,
    pub found: bool,
}

const EVERY: Duration = Duration::from_secs(2);
/// Longer ones are questions or pasted text; they are no keyword that others would use.
const CHARS_MAX: usize = 30;

/// Searches and misses of a keyword.
type Counts = HashMap<(TenantId, String), (i64, i64)>;

/// Writes what comes in until the app stops. Counts of a crash's last two seconds are lost; nobody is billed by them.
pub async fn record(app: App, mut searched: mpsc::Receiver<Searched>) {
    let mut counts = Counts::new();
    let mut tick = interval(EVERY);
    let stop = app.stop().clone();
    loop {
        tokio::select! {
            Some(search) = searched.recv() => add(&mut counts, search),
            _ = tick.tick() => write(&app, std::mem::take(&mut counts)).await,
            () = stop.cancelled() => break,
        }
    }
    while let Ok(search) = searched.try_recv() {
        add(&mut counts, search);
    }
    write(&app, counts).await;
}

fn add(counts: &mut Counts, search: Searched) {
    let keyword = keyword(&search.query);
    if keyword.is_empty() {
        return;
    }
    let (searches, misses) = counts.entry((search.tenant, keyword)).or_default();
    *searches += 1;
    *misses += i64::from(!search.found);
}

/// One spelling for what many type; empty for what is no keyword: too long, or it may be a person's number.
fn keyword(query: &str) -> String {
    let folded = text::normalise(query);
    let core = text::strip_chatter(&folded).split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = core.chars().filter(char::is_ascii_digit).count();
    if core.chars().count() > CHARS_MAX || digits >= 7 || core.contains('@') || core.contains('\0') {
        String::new()
    } else {
        core
    }
}

async fn write(app: &App, counts: Counts) {
    let mut by_tenant: HashMap<TenantId, Vec<(String, i64, i64)>> = HashMap::new();
    for ((tenant, keyword), (searches, misses)) in counts {
        by_tenant.entry(tenant).or_default().push((keyword, searches, misses));
    }
    for (tenant, rows) in by_tenant {
        if let Err(e) = write_tenant(app, tenant, &rows).await {
            tracing::warn!(error = %e, tenant, "search counts were not written");
        }
    }
}

async fn write_tenant(app: &App, tenant: TenantId, rows: &[(String, i64, i64)]) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let keywords: Vec<String> = rows.iter().map(|r| r.0.clone()).collect();
    let (searches, misses): (Vec<i64>, Vec<i64>) = rows.iter().map(|r| (r.1, r.2)).unzip();
    store::count(&mut tx, app.now().date_naive(), &keywords, &searches, &misses).await?;
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
}
