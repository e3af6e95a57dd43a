//! `/teams/{id}/statistics` and `/teams/{id}/performance`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::NaiveDate;
use kernel::{Allow, App, IdPath, Path, Query, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{Span, TeamPerformance, TeamStatistics},
    store,
};
use crate::hours;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/teams/{id}/statistics",
            get_with(statistics, |o| {
                o.id("getTeamStatistics").summary("A team's conversations, replies, ratings and tickets.").tag("teams")
            }),
        )
        .api_route(
            "/teams/{id}/performance",
            get_with(performance, |o| {
                o.id("getTeamPerformance").summary("The same for each member of a team.").tag("teams")
            }),
        )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct SpanQuery {
    /// First day, in the tenant's time zone; thirty days back when left out.
    #[garde(skip)]
    from: Option<NaiveDate>,
    /// Last day; today when left out.
    #[garde(skip)]
    to: Option<NaiveDate>,
}

/// The span that is asked for.
async fn span(tx: &mut TenantTx, query: &SpanQuery) -> Result<Span> {
    let zone = hours::zone_of(tx).await?;
    Span::new(query.from, query.to, zone, tx.now())
}

async fn statistics(
    caller: Allow<perm::StatsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<SpanQuery>,
) -> Result<Reply<TeamStatistics>> {
    let mut tx = caller.begin(&app).await?;
    let ending = store::ending(&mut tx, p.id).await?;
    let span = span(&mut tx, &query).await?;
    Ok(Reply(TeamStatistics {
        ended_at: ending.ended_at,
        successor: ending.successor,
        from: span.from,
        to: span.to,
        sessions: store::sessions(&mut tx, p.id, &span).await?,
        tickets: store::tickets(&mut tx, p.id, &span).await?,
        days: store::days(&mut tx, p.id, &span).await?,
    }))
}

async fn performance(
    caller: Allow<perm::StatsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<SpanQuery>,
) -> Result<Reply<TeamPerformance>> {
    let mut tx = caller.begin(&app).await?;
    store::ending(&mut tx, p.id).await?;
    let span = span(&mut tx, &query).await?;
    let members = store::members(&mut tx, p.id, &span).await?;
    Ok(Reply(TeamPerformance { from: span.from, to: span.to, members }))
}
