//! `/customer-portal/feedback` for customers; `/feedback` for those who answer it.

use aide::axum::{
    ApiRouter,
    routing::{get_with, put_with},
};
use axum::extract::State;
use kernel::{
    Allow, App, Body, Error, FieldError, IdPath, List, Offers, Page, PageQuery, Path, PortalList, PortalReply, Query,
    Reply, Result, feature, perm,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use kernel::text::{filled, not_blank, visible};

use super::feedback::{self, Feedback, FeedbackStatus, FeedbackTarget, FeedbackType, NewFeedback};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customer-portal/feedback",
            get_with(mine, |o| {
                o.id("listMyFeedback").summary("One's own feedback and what became of it.").tag("portal")
            })
            .post_with(create, |o| o.id("giveFeedback").summary("Tell what is good or bad, or missing.").tag("portal")),
        )
        .api_route(
            "/customer-portal/feedback/{id}",
            get_with(one, |o| o.id("getMyFeedback").summary("One's own feedback, and the answer.").tag("portal"))
                .put_with(answer, |o| {
                    o.id("answerFeedback")
                        .summary("Confirm the answer, object to it, or add what was asked for.")
                        .tag("portal")
                }),
        )
        .api_route(
            "/feedback",
            get_with(list, |o| o.id("listFeedback").summary("Feedback of all customers.").tag("feedback")),
        )
        .api_route(
            "/feedback/{id}",
            put_with(handle, |o| {
                o.id("handleFeedback").summary("Take feedback up, ask back, or answer it.").tag("feedback")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct GiveFeedback {
    #[garde(skip)]
    feedback_type: FeedbackType,
    /// Feedback on the service names what it is about (001 §3.3).
    #[garde(skip)]
    related_type: Option<FeedbackTarget>,
    #[garde(skip)]
    related_id: Option<i64>,
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    rating: Option<i16>,
    #[garde(length(chars, max = 4000), custom(not_blank))]
    #[schemars(length(min = 1, max = 4000))]
    feedback_content: String,
    #[garde(inner(length(chars, max = 4000)))]
    #[schemars(length(max = 4000))]
    suggestions: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    contact_required: bool,
    /// 1 high, 2 middle, 3 low.
    #[serde(default = "middle")]
    #[garde(range(min = 1, max = 3))]
    #[schemars(range(min = 1, max = 3))]
    priority_level: i16,
}

fn middle() -> i16 {
    2
}

impl GiveFeedback {
    fn related(&self) -> Result<Option<(FeedbackTarget, i64)>> {
        match (self.related_type, self.related_id) {
            (Some(kind), Some(id)) => Ok(Some((kind, id))),
            (Some(_), None) => Err(Error::fields(vec![FieldError::required("related_id")])),
            (None, Some(_)) => Err(Error::fields(vec![FieldError::required("related_type")])),
            (None, None) if self.feedback_type == FeedbackType::Service => {
                Err(Error::fields(vec![FieldError::required("related_type"), FieldError::required("related_id")]))
            }
            (None, None) => Ok(None),
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct AnswerFeedback {
    #[garde(skip)]
    status: FeedbackStatus,
    #[serde(default)]
    #[garde(length(chars, max = 900))]
    #[schemars(length(max = 900))]
    content: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct HandleFeedback {
    #[garde(skip)]
    status: FeedbackStatus,
    #[garde(inner(length(chars, max = 5000)))]
    #[schemars(length(max = 5000))]
    response_content: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct FeedbackFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    #[garde(skip)]
    status: Option<FeedbackStatus>,
}

async fn create(
    caller: Allow<perm::PortalUse>,
    _: Offers<feature::Feedback>,
    State(app): State<App>,
    Body(given): Body<GiveFeedback>,
) -> Result<PortalReply<Feedback>> {
    let related = given.related()?;
    let customer = caller.principal.id;
    let mut tx = caller.begin(&app).await?;
    if let Some(related) = related
        && !feedback::is_related(&mut tx, related, customer).await?
    {
        return Err(Error::field("related_id", "names nothing of yours"));
    }
    let new = NewFeedback {
        customer,
        feedback_type: given.feedback_type,
        related,
        rating: given.rating,
        content: given.feedback_content.trim().to_owned(),
        suggestions: filled(&given.suggestions).map(str::to_owned),
        contact_required: given.contact_required,
        priority_level: given.priority_level,
    };
    let id = feedback::insert(&mut tx, &new).await?;
    let made = feedback::get(&mut tx, id, Some(customer)).await?;
    tx.commit(made).await
}

async fn mine(
    caller: Allow<perm::PortalUse>,
    _: Offers<feature::Feedback>,
    State(app): State<App>,
    Query(filter): Query<FeedbackFilter>,
) -> Result<PortalList<Feedback>> {
    let mut tx = caller.begin(&app).await?;
    let (list, total) = feedback::list(&mut tx, Some(caller.principal.id), filter.status, &filter.page).await?;
    Ok(PortalList::new(list, total, &filter.page))
}

async fn one(
    caller: Allow<perm::PortalUse>,
    _: Offers<feature::Feedback>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<PortalReply<Feedback>> {
    let mut tx = caller.begin(&app).await?;
    feedback::get(&mut tx, p.id, Some(caller.principal.id)).await.map(Reply)
}

async fn answer(
    caller: Allow<perm::PortalUse>,
    _: Offers<feature::Feedback>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<AnswerFeedback>,
) -> Result<PortalReply<Feedback>> {
    let customer = Some(caller.principal.id);
    let mut tx = caller.begin(&app).await?;
    let from = feedback::lock(&mut tx, p.id, customer).await?;
    let to = feedback::moved(from, body.status, true)?;
    feedback::save_answered(&mut tx, p.id, to, visible(&body.content).unwrap_or_default()).await?;
    let after = feedback::get(&mut tx, p.id, customer).await?;
    tx.commit(after).await
}

async fn list(
    caller: Allow<perm::PortalManage>,
    State(app): State<App>,
    Query(filter): Query<FeedbackFilter>,
) -> Result<List<Feedback>> {
    let mut tx = caller.begin(&app).await?;
    let (list, total) = feedback::list(&mut tx, None, filter.status, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn handle(
    caller: Allow<perm::PortalManage>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<HandleFeedback>,
) -> Result<Reply<Feedback>> {
    let mut tx = caller.begin(&app).await?;
    let from = feedback::lock(&mut tx, p.id, None).await?;
    let to = feedback::moved(from, body.status, false)?;
    let response = filled(&body.response_content);
    if matches!(to, FeedbackStatus::Processed | FeedbackStatus::NeedInfo) && response.is_none() {
        return Err(Error::fields(vec![FieldError::required("response_content")]));
    }
    feedback::save_handled(&mut tx, p.id, to, response).await?;
    tx.audit("feedback.handle", format!("feedback/{}", p.id), json!({ "from": from, "to": to }));
    let after = feedback::get(&mut tx, p.id, None).await?;
    tx.commit(after).await
}
