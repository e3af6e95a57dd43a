//! `/customer-portal/satisfaction`: a customer rates what was done for it, once.

use aide::axum::{ApiRouter, routing::post_with};
use axum::extract::State;
use kernel::{Allow, App, Body, PortalReply, Result, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{conversations, tickets};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/customer-portal/satisfaction",
        post_with(rate, |o| o.id("rateService").summary("Rate a ticket or a conversation, once.").tag("portal")),
    )
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum RatedKind {
    Ticket,
    Session,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct NewRating {
    #[garde(skip)]
    target_type: RatedKind,
    #[garde(skip)]
    target_id: i64,
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    score: i16,
    #[garde(inner(length(chars, max = 1000)))]
    #[schemars(length(max = 1000))]
    comment: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalRating")]
struct Rating {
    target_type: RatedKind,
    target_id: i64,
    score: i16,
    comment: Option<String>,
}

async fn rate(
    caller: Allow<perm::PortalUse>,
    State(app): State<App>,
    Body(new): Body<NewRating>,
) -> Result<PortalReply<Rating>> {
    let mut tx = caller.begin(&app).await?;
    let comment = kernel::text::filled(&new.comment).map(str::to_owned);
    match new.target_type {
        RatedKind::Ticket => tickets::rate(&mut tx, new.target_id, new.score, comment.clone()).await?,
        RatedKind::Session => drop(conversations::rate(&mut tx, new.target_id, new.score, comment.as_deref()).await?),
    }
    tx.commit(Rating { target_type: new.target_type, target_id: new.target_id, score: new.score, comment }).await
}
