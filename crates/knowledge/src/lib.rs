//! The knowledge base: articles and their categories, imports, the search over them, and answers
//! that quote them.
//!
//! [`index`], [`text`] and [`answer`] are pure: they know neither database nor HTTP. [`feed`] keeps
//! the index in step with the event log. [`Knowledge`] is what the features share.

pub mod answer;
pub mod articles;
pub mod categories;
mod feed;
pub mod imports;
pub mod index;
pub mod markdown;
pub mod qa;
pub mod search;
pub mod text;

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

use aide::axum::ApiRouter;
use graphile_worker::WorkerOptions;
use kernel::{App, Error, Result, TenantId, error::code};
use moka::future::Cache;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::{Semaphore, mpsc};

use answer::{Answer, Ask, Calibration, Extractor, Model, Outcome};
use categories::Category;
use index::{Filter, IndexError, Mix, Question, Ranking, SearchIndex, Suggestion};

pub use kernel::Visitor;

/// Every route of this room, without the `/api/v1` in front.
pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(search::routes())
        .merge(qa::routes())
        .merge(articles::routes())
        .merge(categories::routes())
        .merge(imports::routes())
}

pub fn jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<imports::RunImport>()
}

/// Nothing to say but that it is done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KnowledgeDone")]
pub struct Done {}

/// A model that has not answered by then is not waited for.
const MODEL_WITHIN: Duration = Duration::from_secs(5);
/// How long the names of categories may be out of date.
const CATEGORIES_FRESH: Duration = Duration::from_secs(2);
/// Searches that wait for the recorder; more are not counted.
const RECORDED_MAX: usize = 10_000;

/// The index and what surrounds it. Cheap to clone.
#[derive(Clone)]
pub struct Knowledge(Arc<Inner>);

struct Inner {
    app: App,
    index: SearchIndex,
    /// A search is a few milliseconds of one core: more at once than cores only makes each slower.
    seats: Semaphore,
    /// What each knowledge base taught, and how many articles it had then.
    calibrations: RwLock<HashMap<TenantId, (usize, Calibration)>>,
    categories: Cache<TenantId, Arc<Vec<Category>>>,
    searched: mpsc::Sender<search::Searched>,
    model: OnceLock<Arc<dyn Model>>,
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Knowledge")
    }
}

/// The index failed; the cause is for the log.
fn broken(e: IndexError) -> Error {
    tracing::error!(error = %e, "search failed");
    Error::new(code::SEARCH_FAILED)
}

impl Knowledge {
    /// Opens the index and starts to keep it in step with the log.
    pub async fn start(app: &App) -> Result<Self> {
        let folder = app.settings().data.join("search");
        let index = tokio::task::spawn_blocking(move || SearchIndex::open(&folder))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        let (searched, recorded) = mpsc::channel(RECORDED_MAX);
        let seats = std::thread::available_parallelism().map_or(2, usize::from);
        let knowledge = Self(Arc::new(Inner {
            app: app.clone(),
            index,
            seats: Semaphore::new(seats),
            calibrations: RwLock::default(),
            categories: Cache::builder().max_capacity(10_000).time_to_live(CATEGORIES_FRESH).build(),
            searched,
            model: OnceLock::new(),
        }));
        app.spawn("search index", feed::follow(knowledge.clone()));
        app.spawn("search keywords", search::record(app.clone(), recorded));
        Ok(knowledge)
    }

    /// Runs `work` on the index, off the async threads.
    async fn on_index<T: Send + 'static>(
        &self,
        work: impl FnOnce(&SearchIndex) -> std::result::Result<T, IndexError> + Send + 'static,
    ) -> Result<T> {
        let _seat = self.0.seats.acquire().await.map_err(Error::internal)?;
        let inner = self.0.clone();
        tokio::task::spawn_blocking(move || work(&inner.index)).await.map_err(Error::internal)?.map_err(broken)
    }

    pub(crate) async fn find(
        &self,
        tenant: TenantId,
        asked: &str,
        filter: Filter,
        offset: usize,
        limit: usize,
    ) -> Result<(Question, Ranking)> {
        let asked = asked.to_owned();
        self.on_index(move |index| {
            let question = Question::read(&asked);
            let ranking = index.search(tenant, &question, &filter, &Mix::default(), offset, limit)?;
            Ok((question, ranking))
        })
        .await
    }

    pub(crate) async fn suggest(
        &self,
        tenant: TenantId,
        typed: &str,
        audience: index::Audience,
        limit: usize,
    ) -> Result<Vec<Suggestion>> {
        let typed = typed.to_owned();
        self.on_index(move |index| index.suggest(tenant, &typed, audience, limit)).await
    }

    /// Ids of the entries most like a title.
    pub(crate) async fn similar(
        &self,
        tenant: TenantId,
        article: i64,
        title: &str,
        audience: articles::Audience,
    ) -> Result<Vec<i64>> {
        const SIMILAR: usize = 3;
        let filter = Filter::of(audience.into()).without(article);
        let (_, ranking) = self.find(tenant, title, filter, 0, SIMILAR).await?;
        Ok(ranking.hits.iter().filter(|h| h.coverage >= 0.2).map(|h| h.article).collect())
    }

    /// Answers from what was found, at the confidence that this knowledge base calls for.
    pub(crate) fn answer(&self, tenant: TenantId, question: &Question, ranking: &Ranking, threshold: f32) -> Answer {
        Extractor { calibration: self.calibration(tenant) }.answer_now(Ask { question, ranking, threshold })
    }

    /// Has answers written by a model where a tenant has bound one. Called once, before anybody asks.
    pub fn answer_by(&self, model: Arc<dyn Model>) {
        if self.0.model.set(model).is_err() {
            tracing::error!("a second model for answers was offered; the first one stays");
        }
    }

    /// The answer as the tenant's model writes it from what was found. Without a model it stays what it is;
    /// with one that fails, it stays and says that it stands in.
    pub(crate) async fn write(&self, tenant: TenantId, asked: &str, ranking: &Ranking, quoted: Answer) -> Answer {
        let Some(model) = self.0.model.get().filter(|_| !ranking.hits.is_empty()) else { return quoted };
        let (prompt, sources) = answer::prompt(asked, ranking);
        let told = match tokio::time::timeout(MODEL_WITHIN, model.complete(tenant, &prompt)).await {
            Ok(Ok(None)) => return quoted,
            Ok(Ok(Some(reply))) => answer::read(&reply, &sources),
            Ok(Err(e)) => Err(e),
            Err(_) => Err(answer::AnswerError("no reply in time".into())),
        };
        match told {
            Ok(sentences) => {
                let outcome = if sentences.is_empty() { Outcome::Related } else { Outcome::Answered };
                Answer { outcome, sentences, ..quoted }
            }
            Err(cause) => {
                tracing::warn!(%cause, tenant, "the assistant's model failed; the answer is quoted");
                Answer { is_degraded: true, ..quoted }
            }
        }
    }

    fn calibration(&self, tenant: TenantId) -> Calibration {
        let known = self.0.calibrations.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&tenant).map(|(_, calibration)| *calibration).unwrap_or_default()
    }

    /// The tenant's categories, at most a moment old.
    pub(crate) async fn categories(&self, tenant: TenantId) -> Result<Arc<Vec<Category>>> {
        if let Some(known) = self.0.categories.get(&tenant).await {
            return Ok(known);
        }
        let mut tx = self.0.app.db().begin_system(tenant).await?;
        let list = Arc::new(categories::list(&mut tx).await?);
        self.0.categories.insert(tenant, list.clone()).await;
        Ok(list)
    }

    /// Articles in the index, of all tenants; for health pages and tests.
    pub fn indexed(&self) -> u64 {
        self.0.index.len()
    }
}
