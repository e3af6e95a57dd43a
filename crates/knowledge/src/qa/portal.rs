//! 001 §4.1, AI问答接口. Names are 001's.

use std::time::Instant;

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use kernel::{
    App, Body, Error, FieldError, Offers, PageQuery, PortalList, PortalReply, Query, Reply, Result, feature,
    http::context::{self, Locale},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    intent::asks_for_a_person,
    model::{AiChatAnswer, AiChatCitation, AiChatFeedback, AiChatRequest, AiChatTurn, RelatedArticle, SuggestedAction},
    ops::{self, Answered, THRESHOLD},
    store::{self, NewInteraction, Of},
};
use crate::{
    Done, Knowledge, Visitor,
    answer::{Answer, Outcome},
    categories::Category,
    index::Audience,
    search,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customer-portal/ai-chat",
            post_with(ask, |o| o.id("portalAsk").summary("Ask the assistant.").tag("portal")),
        )
        .api_route(
            "/customer-portal/ai-chat/history",
            get_with(history, |o| {
                o.id("portalAskHistory").summary("What was asked and answered before, newest first.").tag("portal")
            }),
        )
        .api_route(
            "/customer-portal/ai-chat/feedback",
            post_with(feedback, |o| o.id("portalAskFeedback").summary("Say whether an answer helped.").tag("portal")),
        )
        .api_route(
            "/customer-portal/ai-chat/recommendations",
            get_with(recommendations, |o| {
                o.id("portalAskRecommendations").summary("Questions that many ask.").tag("portal")
            }),
        )
}

async fn ask(
    visitor: Visitor,
    _: Offers<feature::AiChat>,
    State(app): State<App>,
    Extension(knowledge): Extension<Knowledge>,
    Body(body): Body<AiChatRequest>,
) -> Result<PortalReply<AiChatAnswer>> {
    let start = Instant::now();
    let threshold = body.options.confidence_threshold.unwrap_or(THRESHOLD);
    let before = body.context.previous_questions.last().map(String::as_str);
    let mut answered = ops::answer(
        &knowledge,
        visitor.tenant,
        Audience::Public,
        &body.question,
        before,
        threshold,
        body.options.max_results.into(),
    )
    .await?;
    let wants_person = asks_for_a_person(&body.question);
    if wants_person {
        // No article is an answer to that, however well its words fit.
        answered.ranking.hits.clear();
        answered.answer =
            Answer { outcome: Outcome::Nothing, sentences: Vec::new(), confidence: 0.0, is_degraded: false };
    } else {
        answered.answer = knowledge.write(visitor.tenant, &body.question, &answered.ranking, answered.answer).await;
    }
    let categories = knowledge.categories(visitor.tenant).await?;
    let portal = format!("/portal/{}", app.db().tenant(visitor.tenant).await?.slug);
    let took_ms = i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX);

    let mut tx = visitor.begin(&app).await?;
    let customer = visitor.customer();
    let known = match &body.context.session_id {
        // A visit of someone else is no error to tell: a new one begins.
        Some(token) => store::visit(&mut tx, token, customer).await?,
        None => None,
    };
    let visit = match known {
        Some(visit) => visit,
        None => {
            store::open_visit(&mut tx, &format!("sess_{}", kernel::secret::token()), customer, &body.question).await?
        }
    };
    let mut reply =
        reply(&answered, &categories, &portal, visit.token.clone(), took_ms, body.options.include_recommendations);
    if wants_person {
        reply.answer = handing_over().to_owned();
    }
    let articles: Vec<i64> = answered.ranking.hits.iter().map(|h| h.article).collect();
    let new = NewInteraction {
        token: &reply.interaction_id,
        question: &body.question,
        answer: &reply.answer,
        outcome: reply.outcome,
        confidence: answered.answer.confidence,
        degraded: reply.degraded,
        took_ms,
        articles: &articles,
    };
    store::add_interaction(&mut tx, visit.id, new).await?;
    tx.commit(reply).await
}

const FOLLOW_UPS: usize = 3;

fn reply(
    answered: &Answered,
    categories: &[Category],
    portal: &str,
    session_id: String,
    response_time: i64,
    recommend: bool,
) -> AiChatAnswer {
    let answer = &answered.answer;
    let cited: Vec<i64> = answer.sentences.iter().map(|s| s.citation.article).collect();
    let related = answered.ranking.hits.iter().map(|hit| RelatedArticle {
        id: hit.article,
        title: hit.title.clone(),
        url: format!("{portal}/articles/{}", hit.article),
        relevance: search::thousandths(hit.score),
        category: categories.iter().find(|c| Some(c.id) == hit.category).map(|c| c.name.clone()),
    });
    let follow_ups = answered
        .ranking
        .hits
        .iter()
        .filter(|h| recommend && !cited.contains(&h.article))
        .take(FOLLOW_UPS)
        .map(|h| h.title.clone());
    AiChatAnswer {
        answer: answer.text(),
        confidence: search::thousandths(answer.confidence),
        session_id,
        interaction_id: format!("int_{}", kernel::secret::token()),
        response_time,
        outcome: answer.outcome.into(),
        citations: answer.sentences.iter().map(AiChatCitation::new).collect(),
        related_articles: related.collect(),
        suggested_actions: if answer.outcome == Outcome::Answered { Vec::new() } else { actions() },
        follow_up_questions: follow_ups.collect(),
        degraded: answer.is_degraded,
    }
}

/// Beside the actions, which lead to one.
fn handing_over() -> &'static str {
    match context::current().locale {
        Locale::ZhCn => "好的，请人工客服来处理；也可以提交工单，我们处理后答复您。",
        Locale::En => "Of course: talk to a person, or create a ticket and we will get back to you.",
    }
}

/// What remains when the knowledge base has no answer: people.
fn actions() -> Vec<SuggestedAction> {
    match context::current().locale {
        Locale::ZhCn => vec![
            SuggestedAction {
                action: "转人工客服", priority: 1, description: "与客服在线沟通您的问题"
            },
            SuggestedAction {
                action: "提交工单", priority: 2, description: "描述问题，我们处理后答复您"
            },
        ],
        Locale::En => vec![
            SuggestedAction {
                action: "Talk to a person",
                priority: 1,
                description: "Chat with an agent about your question",
            },
            SuggestedAction {
                action: "Create a ticket",
                priority: 2,
                description: "Describe the problem and we will get back to you",
            },
        ],
    }
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct HistoryQuery {
    /// A visit; left out, a signed-in customer's whole history.
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    session_id: Option<String>,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

async fn history(
    visitor: Visitor,
    _: Offers<feature::AiChat>,
    State(app): State<App>,
    Query(query): Query<HistoryQuery>,
) -> Result<PortalList<AiChatTurn>> {
    let mut tx = visitor.begin(&app).await?;
    let of = match (&query.session_id, visitor.customer()) {
        (Some(token), customer) => {
            Of::Visit(store::visit(&mut tx, token, customer).await?.ok_or_else(Error::not_found)?.id)
        }
        (None, Some(customer)) => Of::Customer(customer),
        (None, None) => return Err(Error::fields(vec![FieldError::required("session_id")])),
    };
    let total = store::count_turns(&mut tx, &of).await?;
    let turns = store::turns(&mut tx, &of, &query.page).await?;
    Ok(PortalList::new(turns, total, &query.page))
}

async fn feedback(
    visitor: Visitor,
    _: Offers<feature::AiChat>,
    State(app): State<App>,
    Body(body): Body<AiChatFeedback>,
) -> Result<PortalReply<Done>> {
    let Some(stars) = body.stars() else { return Err(Error::fields(vec![FieldError::required("helpful")])) };
    let mut tx = visitor.begin(&app).await?;
    if !store::rate(&mut tx, &body.interaction_id, visitor.customer(), stars).await? {
        return Err(Error::not_found());
    }
    tx.commit(Done {}).await
}

const RECOMMENDED: i64 = 6;

async fn recommendations(
    visitor: Visitor,
    _: Offers<feature::AiChat>,
    State(app): State<App>,
) -> Result<PortalReply<Vec<String>>> {
    let mut tx = visitor.begin(&app).await?;
    search::most_read(&mut tx, RECOMMENDED).await.map(Reply)
}
