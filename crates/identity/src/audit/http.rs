//! `/audit-events`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use garde::Validate;
use kernel::{Allow, App, List, Page, PageQuery, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{AuditEvent, Place, Verdict},
    store::{self, Filter},
};

/// Rows that are checked at once.
const STEP: i64 = 1000;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/audit-events",
            get_with(list, |o| o.id("listAuditEvents").summary("Who did what, newest first.").tag("audit")),
        )
        .api_route(
            "/audit-events/verify",
            get_with(verify, |o| {
                o.id("verifyAuditTrail").summary("Check that no row of the trail was changed or removed.").tag("audit")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct AuditFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// An action, or the beginning of one: `user`, `user.lock`.
    #[garde(inner(length(max = 64)))]
    #[schemars(length(max = 64))]
    action: Option<String>,
    /// A part of the actor's name.
    #[garde(inner(length(chars, max = 100)))]
    #[schemars(length(max = 100))]
    actor: Option<String>,
    /// The last id of the page before: the next ones are older.
    #[garde(skip)]
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    after: Option<i64>,
}

async fn list(
    caller: Allow<perm::AuditRead>,
    State(app): State<App>,
    Query(query): Query<AuditFilter>,
) -> Result<List<AuditEvent>> {
    let mut tx = caller.begin(&app).await?;
    let filter = Filter { action: query.action, actor: query.actor, before: query.after };
    let events = store::list(&mut tx, &filter, query.page.limit(), query.page.offset()).await?;
    let total = store::count(&mut tx, &filter).await?;
    Ok(Reply(Page::new(events, total, &query.page)))
}

async fn verify(caller: Allow<perm::AuditRead>, State(app): State<App>) -> Result<Reply<Verdict>> {
    let mut tx = caller.begin(&app).await?;
    let tenant = tx.tenant();
    let head = store::head(&mut tx).await?;
    let mut place = Place::default();
    while place.seq < head.seq {
        let links = store::links(&mut tx, place.seq, STEP).await?;
        if links.is_empty() {
            break;
        }
        if let Some(stop) = links.iter().take_while(|l| l.seq <= head.seq).find(|l| !place.follow(tenant, l)) {
            tracing::error!(tenant, seq = stop.seq, "the audit trail is broken");
            break;
        }
    }
    let intact = place == head;
    Ok(Reply(Verdict { intact, checked: place.seq, broken_at: (!intact).then_some(place.seq + 1) }))
}
