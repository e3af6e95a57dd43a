//! `/agents`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, put_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{AgentState, Presence},
    ops, store,
};

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct SetStatus {
    #[garde(skip)]
    pub status: Presence,
}

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/agents",
            get_with(list, |o| {
                o.id("listAgents").summary("Everyone who may serve, with presence and load.").tag("agents")
            }),
        )
        .api_route(
            "/agents/me",
            get_with(mine, |o| o.id("getMyAgentState").summary("The caller's presence and load.").tag("agents")),
        )
        .api_route(
            "/agents/me/status",
            put_with(set_status, |o| o.id("setMyStatus").summary("Go online, busy, away or offline.").tag("agents")),
        )
}

async fn list(caller: Allow<perm::SessionsRead>, State(app): State<App>) -> Result<Reply<Vec<AgentState>>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::board(&mut tx).await?))
}

async fn mine(caller: Allow<perm::SessionsServe>, State(app): State<App>) -> Result<Reply<AgentState>> {
    let mut tx = caller.begin(&app).await?;
    let me = ops::me(&tx)?;
    let state = store::states(&mut tx, &[me]).await?.into_iter().next();
    state.map(|(agent, _)| Reply(agent)).ok_or_else(Error::not_found)
}

async fn set_status(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Body(body): Body<SetStatus>,
) -> Result<Reply<AgentState>> {
    let mut tx = caller.begin(&app).await?;
    let state = ops::set_status(&mut tx, body.status).await?;
    tx.commit(state).await
}
