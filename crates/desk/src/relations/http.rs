//! `/customer-team-relations`, and the same seen from a customer or a team (003 §7.7).

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use chrono::TimeDelta;
use kernel::{Allow, App, Body, IdPath, List, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    history,
    list::{self, Filter},
    model::{NewRelation, NewTerms, Relation, RelationChange},
    ops::{self, BatchBound},
    recommend,
};
use kernel::text::not_blank;

use crate::{
    customers::{self, Reach},
    teams,
};

pub fn routes() -> ApiRouter<App> {
    let tag = "relations";
    ApiRouter::new()
        .api_route(
            "/customer-team-relations",
            get_with(list, |o| o.id("listRelations").summary("Which teams serve which customers.").tag(tag))
                .post_with(create, |o| o.id("createRelation").summary("Bind a customer to a team.").tag(tag)),
        )
        .api_route(
            "/customer-team-relations/batch",
            post_with(batch, |o| o.id("batchCreateRelations").summary("Bind many customers to a team.").tag(tag)),
        )
        .api_route(
            "/customer-team-relations/expiring",
            get_with(expiring, |o| {
                o.id("listExpiringRelations").summary("Relations that expire soon, the most urgent first.").tag(tag)
            }),
        )
        .api_route(
            "/customer-team-relations/{id}",
            get_with(get, |o| o.id("getRelation").summary("One relation.").tag(tag))
                .put_with(update, |o| o.id("updateRelation").summary("Change what was agreed.").tag(tag))
                .delete_with(end, |o| o.id("endRelation").summary("End a relation; its history stays.").tag(tag)),
        )
        .api_route(
            "/customer-team-relations/{id}/history",
            get_with(changes, |o| {
                o.id("listRelationChanges").summary("Every change of a relation, newest first.").tag(tag)
            }),
        )
        .api_route(
            "/customers/{id}/teams",
            get_with(of_customer, |o| {
                o.id("listCustomerTeams").summary("The teams of a customer, the primary one first.").tag(tag)
            }),
        )
        .api_route(
            "/customers/{id}/teams/history",
            get_with(changes_of_customer, |o| {
                o.id("listCustomerTeamChanges").summary("Every change of a customer's relations.").tag(tag)
            }),
        )
        .api_route(
            "/teams/{id}/customers",
            get_with(of_team, |o| o.id("listTeamCustomers").summary("The customers that a team serves.").tag(tag)),
        )
        .merge(recommend::routes())
}

/// Changes what was agreed; who and with which team stays.
#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct UpdateRelation {
    #[serde(flatten)]
    #[garde(dive)]
    terms: NewTerms,
    /// 003 §3.1.2 asks why.
    #[garde(length(chars, max = 500), custom(not_blank))]
    #[schemars(length(min = 1, max = 500))]
    reason: String,
    /// The version that the editor saw.
    #[garde(inner(range(min = 1)))]
    #[schemars(range(min = 1))]
    version: Option<i32>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct BatchRelations {
    #[garde(length(min = 1, max = 500))]
    #[schemars(length(min = 1, max = 500))]
    customer_ids: Vec<i64>,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    team_id: i64,
    #[serde(flatten)]
    #[garde(dive)]
    terms: NewTerms,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct EndQuery {
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
    /// The version that the editor saw.
    #[garde(inner(range(min = 1)))]
    #[schemars(range(min = 1))]
    version: Option<i32>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct ExpiringQuery {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Within how many days; 7 when left out.
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(inner(range(min = 1, max = 366)))]
    #[schemars(with = "Option<i64>", range(min = 1, max = 366))]
    days: Option<i64>,
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Relation>> {
    let mut tx = caller.begin(&app).await?;
    list::page(&mut tx, &filter, &Reach::of(&caller.principal, caller.scope)).await.map(Reply)
}

async fn expiring(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(query): Query<ExpiringQuery>,
) -> Result<List<Relation>> {
    let mut tx = caller.begin(&app).await?;
    let until = tx.now() + TimeDelta::days(query.days.unwrap_or(7));
    let reach = Reach::of(&caller.principal, caller.scope);
    list::expiring(&mut tx, until, &reach, &query.page).await.map(Reply)
}

async fn get(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Relation>> {
    let mut tx = caller.begin(&app).await?;
    let relation = list::find(&mut tx, p.id).await?;
    customers::check(&mut tx, caller.scope, relation.customer.id).await?;
    Ok(Reply(relation))
}

async fn create(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Body(new): Body<NewRelation>,
) -> Result<Reply<Relation>> {
    let mut tx = caller.begin(&app).await?;
    let id = ops::create(&mut tx, &new).await?;
    let relation = list::find(&mut tx, id).await?;
    tx.commit(relation).await
}

async fn batch(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Body(b): Body<BatchRelations>,
) -> Result<Reply<BatchBound>> {
    let mut tx = caller.begin(&app).await?;
    let sample = NewRelation { customer_id: 0, team_id: b.team_id, terms: b.terms, reason: b.reason };
    let done = ops::create_batch(&mut tx, &b.customer_ids, &sample).await?;
    tx.commit(done).await
}

async fn update(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdateRelation>,
) -> Result<Reply<Relation>> {
    let mut tx = caller.begin(&app).await?;
    ops::update(&mut tx, p.id, &body.terms, body.reason.trim(), body.version).await?;
    let relation = list::find(&mut tx, p.id).await?;
    tx.commit(relation).await
}

async fn end(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<EndQuery>,
) -> Result<Reply<()>> {
    let mut tx = caller.begin(&app).await?;
    ops::end(&mut tx, p.id, query.reason.trim(), query.version).await?;
    tx.commit(()).await
}

async fn changes(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<RelationChange>>> {
    let mut tx = caller.begin(&app).await?;
    let relation = list::find(&mut tx, p.id).await?;
    customers::check(&mut tx, caller.scope, relation.customer.id).await?;
    history::of_relation(&mut tx, p.id).await.map(Reply)
}

async fn of_customer(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<Relation>>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, p.id).await?;
    customers::find(&mut tx, p.id).await?;
    list::of_customer(&mut tx, p.id).await.map(Reply)
}

async fn changes_of_customer(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<RelationChange>>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, p.id).await?;
    customers::find(&mut tx, p.id).await?;
    history::of_customer(&mut tx, p.id).await.map(Reply)
}

async fn of_team(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(filter): Query<Filter>,
) -> Result<List<Relation>> {
    let mut tx = caller.begin(&app).await?;
    teams::find(&mut tx, p.id).await?;
    let reach = Reach::of(&caller.principal, caller.scope);
    list::page(&mut tx, &Filter { team_id: Some(p.id), ..filter }, &reach).await.map(Reply)
}
