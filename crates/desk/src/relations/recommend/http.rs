//! `/customers/{id}/recommend-teams`.

use std::collections::HashMap;

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, IdPath, Path, Query, Reply, Result, TeamRef, TenantTx, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{Facts, RecommendedTeam, Want, ranked},
    store,
};
use crate::{
    customers,
    relations::{list, model::Relation},
    teams::{self, Team, split},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/customers/{id}/recommend-teams",
        get_with(recommend, |o| {
            o.id("recommendTeams").summary("Teams that fit a customer best, with the reasons.").tag("relations")
        }),
    )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    /// A code of the dictionary `problem_type`.
    #[garde(length(max = 64))]
    #[schemars(length(max = 64))]
    problem_type: Option<String>,
    /// A code of the dictionary `business_type`.
    #[garde(length(max = 64))]
    #[schemars(length(max = 64))]
    business_type: Option<String>,
    /// What it is about, in words; skills that occur in them count.
    #[garde(length(chars, max = 200))]
    #[schemars(length(max = 200))]
    q: Option<String>,
}

/// How many are shown.
const SHOWN: usize = 8;

async fn recommend(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(wanted): Query<Wanted>,
) -> Result<Reply<Vec<RecommendedTeam>>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, p.id).await?;
    let customer = store::customer(&mut tx, p.id).await?;
    let mut words = split(&customer.tags);
    words.extend(wanted.q);
    let given = |text: Option<String>| text.filter(|t| !t.is_empty());
    let want = Want { problem_type: given(wanted.problem_type), business_type: given(wanted.business_type), words };
    let teams = teams::all(&mut tx).await?;
    let facts = facts(&mut tx, p.id, customer.organization_id, &teams).await?;
    let relations = list::of_customer(&mut tx, p.id).await?;
    let names: HashMap<i64, &str> = teams.iter().map(|t| (t.id, t.name.as_str())).collect();
    let best = ranked(&facts, &want).into_iter().take(SHOWN).map(|(id, score, reasons)| RecommendedTeam {
        team: TeamRef { id, name: names.get(&id).copied().unwrap_or_default().to_owned() },
        score,
        reasons,
        relation: relation_with(&relations, id),
    });
    Ok(Reply(best.collect()))
}

fn relation_with(relations: &[Relation], team: i64) -> Option<Relation> {
    relations.iter().find(|r| r.team.id == team).cloned()
}

async fn facts(tx: &mut TenantTx, customer: i64, organization: Option<i64>, teams: &[Team]) -> Result<Vec<Facts>> {
    let (people, colleagues) = match organization {
        Some(organization) => store::colleagues(tx, organization, customer).await?,
        None => (0, HashMap::new()),
    };
    let served = store::served(tx, customer).await?;
    let capacities = store::capacities(tx).await?;
    let of = |map: &HashMap<i64, i64>, id: i64| map.get(&id).copied().unwrap_or(0);
    let facts = teams.iter().map(|t| Facts {
        id: t.id,
        name: t.name.clone(),
        skills: t.skills.clone(),
        problem_types: t.problem_types.clone(),
        business_types: t.business_types.clone(),
        colleagues: of(&colleagues, t.id),
        organization: people,
        served: of(&served, t.id),
        online: t.online_count - t.busy_count,
        load: t.queued + t.active,
        capacity: t.max_sessions.map_or(i64::MAX, i64::from).min(of(&capacities, t.id)),
        is_open: t.hours.is_open,
    });
    Ok(facts.collect())
}
