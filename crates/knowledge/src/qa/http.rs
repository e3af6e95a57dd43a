//! `/kb/qa`.

use std::time::Instant;

use aide::axum::{ApiRouter, routing::post_with};
use axum::Extension;
use kernel::{Allow, App, Body, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{QaAnswer, QaCitation},
    ops::{self, THRESHOLD},
};
use crate::{
    Knowledge,
    index::Audience,
    search::{ArticleHit, thousandths},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/kb/qa",
        post_with(ask, |o| o.id("askKnowledge").summary("Answer a question from the knowledge base.").tag("knowledge")),
    )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct KnowledgeQuestion {
    #[garde(length(chars, min = 1, max = 2000), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 2000))]
    question: String,
}

const ENTRIES: usize = 6;

async fn ask(
    caller: Allow<perm::ArticlesRead>,
    Extension(knowledge): Extension<Knowledge>,
    Body(body): Body<KnowledgeQuestion>,
) -> Result<Reply<QaAnswer>> {
    let start = Instant::now();
    let tenant = caller.principal.tenant;
    let answered =
        ops::answer(&knowledge, tenant, Audience::Internal, &body.question, None, THRESHOLD, ENTRIES).await?;
    let categories = knowledge.categories(tenant).await?;
    let answer = &answered.answer;
    Ok(Reply(QaAnswer {
        outcome: answer.outcome.into(),
        answer: answer.text(),
        confidence: thousandths(answer.confidence),
        citations: answer.sentences.iter().map(QaCitation::new).collect(),
        related: answered.ranking.hits.iter().map(|h| ArticleHit::new(h, &answered.question, &categories)).collect(),
        degraded: answer.is_degraded,
        took_ms: i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX),
    }))
}
