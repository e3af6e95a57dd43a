//! `/ai/settings`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Reply, Result, Stream, perm};
use serde_json::json;

use super::{Settings, store};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/settings",
        get_with(get, |o| o.id("getAiSettings").summary("Currency, charge rate, the tenant's budget.").tag("ai"))
            .put_with(put, |o| o.id("updateAiSettings").summary("Change them.").tag("ai")),
    )
}

async fn get(caller: Allow<perm::AiAccountsRead>, State(app): State<App>) -> Result<Reply<Settings>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx).await.map(Reply)
}

async fn put(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Body(body): Body<Settings>,
) -> Result<Reply<Settings>> {
    let mut tx = caller.begin(&app).await?;
    store::put(&mut tx, &body).await?;
    tx.audit(
        "ai_settings.update",
        "ai-settings",
        json!({ "chargeRate": body.charge_rate, "monthlyBudget": body.monthly_budget }),
    );
    tx.emit_views(Stream::ai(), "ai_settings", None::<&()>, &json!({}))?;
    tx.commit(body).await
}
