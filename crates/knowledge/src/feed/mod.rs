//! Keeps the index in step with the event log. For each tenant it remembers the number of the last
//! event of the stream `kb` that the index reflects; the numbers of a stream have no gaps and are given
//! under the stream's lock, so nothing that commits late is skipped. Articles are read as they are now,
//! not as the event said, so doing it twice does no harm. A tenant that the index does not know, or
//! whose log does not reach back far enough, is rebuilt from its articles.
//!
//! The bus tells of this node's commits at once; a sweep finds those of other nodes.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::Duration,
};

use kernel::{Error, Result, Stream, TenantId, bus::Signal, db};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, sleep, timeout_at},
};

use crate::{
    Knowledge,
    answer::Calibration,
    articles::{self, ARTICLES_CHANGED, ArticlesChanged, Indexed},
    index::Entry,
    markdown,
};

/// Commits that come within this time share one commit of the index.
const GATHER: Duration = Duration::from_millis(60);
const SWEEP: Duration = Duration::from_millis(500);
/// Tenants looked at in one sweep; with more of them the sweep takes turns.
const SWEPT_MAX: usize = 20;
const EVENTS_MAX: i64 = 500;
const ARTICLES_MAX: usize = 500;
const RETRY: Duration = Duration::from_secs(1);
/// A knowledge base learns anew when it has grown or shrunk by a tenth.
const LEARN_PER_CHANGE: usize = 10;
const LEARN_FROM: usize = 20;

/// The last event of each tenant that the index reflects; kept in the index itself.
type Reached = HashMap<TenantId, i64>;

/// Runs until the app stops.
pub async fn follow(knowledge: Knowledge) {
    let app = knowledge.0.app.clone();
    let mut bus = app.bus().subscribe();
    let mut feed = Feed { reached: position(&knowledge), knowledge, next_swept: 0, restless: HashSet::new() };
    let stop = app.stop().clone();
    let work = async {
        while let Err(e) = feed.catch_up_all().await {
            tracing::warn!(error = %e, "the search index could not be brought up to date");
            sleep(RETRY).await;
        }
        let mut sweep_at = Instant::now() + SWEEP;
        loop {
            let mut tenants = BTreeSet::new();
            match timeout_at(sweep_at, bus.recv()).await {
                Ok(Ok(signal)) => tenants.extend(changed_by(&signal)),
                // Too far behind: the sweep finds what was missed.
                Ok(Err(RecvError::Lagged(_))) | Err(_) => {}
                Ok(Err(RecvError::Closed)) => return,
            }
            if Instant::now() >= sweep_at {
                feed.sweep(&mut tenants).await;
                sweep_at = Instant::now() + SWEEP;
            }
            if tenants.is_empty() {
                feed.learn().await;
                continue;
            }
            let gathered = Instant::now() + GATHER;
            while Instant::now() < gathered
                && let Ok(Ok(signal)) = timeout_at(gathered, bus.recv()).await
            {
                tenants.extend(changed_by(&signal));
            }
            if let Err(e) = feed.apply(tenants).await {
                tracing::warn!(error = %e, "the search index fell behind");
                sleep(RETRY).await;
            }
        }
    };
    tokio::select! { () = work => {}, () = stop.cancelled() => {} }
}

fn position(knowledge: &Knowledge) -> Reached {
    let stored = knowledge.0.index.position().ok().flatten();
    stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn changed_by(signal: &Signal) -> Option<TenantId> {
    match signal {
        Signal::Committed(events) => events.iter().find(|e| e.stream == Stream::knowledge()).map(|e| e.tenant),
        _ => None,
    }
}

struct Feed {
    knowledge: Knowledge,
    reached: Reached,
    next_swept: usize,
    /// Tenants whose articles changed since they were last looked at for learning.
    restless: HashSet<TenantId>,
}

impl Feed {
    /// At start: every tenant, and none that is no longer there.
    async fn catch_up_all(&mut self) -> Result<()> {
        let tenants = self.knowledge.0.app.db().tenants().await?;
        let gone: Vec<TenantId> =
            self.reached.keys().filter(|id| tenants.iter().all(|t| t.id != **id)).copied().collect();
        let tenants: BTreeSet<TenantId> = tenants.iter().filter(|t| t.is_served()).map(|t| t.id).collect();
        for tenant in gone {
            self.blocking(move |k| k.0.index.remove_tenant(tenant)).await?;
            self.reached.remove(&tenant);
        }
        self.restless.extend(&tenants);
        self.apply(tenants).await
    }

    /// Adds the tenants whose log has grown without this node being told.
    async fn sweep(&mut self, found: &mut BTreeSet<TenantId>) {
        let Ok(tenants) = self.knowledge.0.app.db().served_tenants().await else { return };
        let count = tenants.len();
        for tenant in tenants.iter().cycle().skip(self.next_swept).take(count.min(SWEPT_MAX)) {
            match self.head(tenant.id).await {
                Ok(head) if self.reached.get(&tenant.id) != Some(&head) => {
                    found.insert(tenant.id);
                }
                Ok(_) => {}
                Err(e) => tracing::debug!(error = %e, tenant = tenant.id, "sweep failed"),
            }
        }
        self.next_swept = if count == 0 { 0 } else { (self.next_swept + SWEPT_MAX) % count };
    }

    async fn head(&self, tenant: TenantId) -> Result<i64> {
        let mut tx = self.knowledge.0.app.db().begin_system(tenant).await?;
        db::stream_seq(&mut tx, &Stream::knowledge()).await
    }

    async fn apply(&mut self, tenants: BTreeSet<TenantId>) -> Result<()> {
        let mut is_changed = false;
        for tenant in tenants {
            let before = self.reached.get(&tenant).copied();
            match self.bring_up(tenant).await {
                Ok(()) => {}
                // A tenant that was deleted a moment ago, or a placement that is down: the others go on.
                Err(e) => tracing::warn!(error = %e, tenant, "indexing failed"),
            }
            if self.reached.get(&tenant).copied() != before {
                is_changed = true;
                self.restless.insert(tenant);
            }
        }
        if is_changed {
            let position = serde_json::to_string(&self.reached).map_err(Error::internal)?;
            self.blocking(move |k| k.0.index.commit(&position)).await?;
        }
        Ok(())
    }

    async fn bring_up(&mut self, tenant: TenantId) -> Result<()> {
        let head = self.head(tenant).await?;
        let Some(mut reached) = self.reached.get(&tenant).copied().filter(|r| *r <= head) else {
            return self.rebuild(tenant, head).await;
        };
        while reached < head {
            let mut tx = self.knowledge.0.app.db().begin_system(tenant).await?;
            let events = db::read_stream(&mut tx, &Stream::knowledge(), reached, EVENTS_MAX).await?;
            if events.first().is_none_or(|e| e.seq != reached + 1) {
                // The log was pruned past our place.
                return self.rebuild(tenant, head).await;
            }
            let mut ids = BTreeSet::new();
            for event in events.iter().filter(|e| e.name == ARTICLES_CHANGED) {
                let changed = event.payload(true).map(|p| serde_json::from_str::<ArticlesChanged>(p.get()));
                ids.extend(changed.transpose().map_err(Error::internal)?.into_iter().flat_map(|c| c.ids));
            }
            let ids: Vec<i64> = ids.into_iter().collect();
            for some in ids.chunks(ARTICLES_MAX) {
                let live = articles::indexed(&mut tx, some).await?;
                let gone = some.iter().copied().filter(|id| !live.iter().any(|a| a.id == *id)).collect();
                self.write(tenant, live, gone).await?;
            }
            reached = events.last().map_or(head, |e| e.seq);
        }
        self.reached.insert(tenant, reached);
        Ok(())
    }

    /// Reads every published article. The place in the log is taken first: what changes meanwhile is read again.
    async fn rebuild(&mut self, tenant: TenantId, head: i64) -> Result<()> {
        self.blocking(move |k| k.0.index.remove_tenant(tenant)).await?;
        let mut after = 0;
        loop {
            let mut tx = self.knowledge.0.app.db().begin_system(tenant).await?;
            let page = articles::indexed_after(&mut tx, after, i64::try_from(ARTICLES_MAX).unwrap_or(i64::MAX)).await?;
            let Some(last) = page.last().map(|a| a.id) else { break };
            after = last;
            self.write(tenant, page, Vec::new()).await?;
        }
        self.reached.insert(tenant, head);
        Ok(())
    }

    async fn write(&self, tenant: TenantId, live: Vec<Indexed>, gone: Vec<i64>) -> Result<()> {
        self.blocking(move |k| {
            for article in live {
                k.0.index.put(&entry(tenant, article))?;
            }
            gone.into_iter().try_for_each(|id| k.0.index.remove(tenant, id))
        })
        .await
    }

    /// Lets knowledge bases that have changed enough learn how sure their answers are; one at a time, when nothing else is to do.
    async fn learn(&mut self) {
        let Some(tenant) = self.restless.iter().next().copied() else { return };
        self.restless.remove(&tenant);
        let learned = self
            .blocking(move |k| {
                let count = k.0.index.count(tenant)?;
                let known =
                    k.0.calibrations
                        .read()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .get(&tenant)
                        .map(|(count, _)| *count);
                if count < LEARN_FROM || known.is_some_and(|known| known.abs_diff(count) * LEARN_PER_CHANGE < known) {
                    return Ok(());
                }
                let calibration = Calibration::learn(&k.0.index, tenant)?;
                tracing::debug!(tenant, count, ?calibration, "calibrated");
                k.0.calibrations
                    .write()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .insert(tenant, (count, calibration));
                Ok(())
            })
            .await;
        if let Err(e) = learned {
            tracing::warn!(error = %e, tenant, "calibration failed");
        }
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Knowledge) -> std::result::Result<T, crate::index::IndexError> + Send + 'static,
    ) -> Result<T> {
        let knowledge = self.knowledge.clone();
        tokio::task::spawn_blocking(move || work(&knowledge)).await.map_err(Error::internal)?.map_err(crate::broken)
    }
}

fn entry(tenant: TenantId, article: Indexed) -> Entry {
    Entry {
        tenant,
        article: article.id,
        version: article.version,
        text: markdown::plain(&article.body),
        title: article.title,
        category: article.category_id,
        tags: article.tags,
        audience: article.audience.into(),
    }
}
