//! Feedback: what a customer thinks of the service, and what became of it (001 §3.2, §5.2). Rules and SQL.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, Error, PageQuery, Result, TenantTx, error::code, http::page::COUNTED};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
        #[serde(rename_all = "lowercase")]
        #[sqlx(type_name = "text", rename_all = "lowercase")]
        pub enum $name { $($variant),+ }
    };
}

text_enum! {
    /// What it is about.
    FeedbackType { Service, Feature, Bug, Suggestion }
}
text_enum! {
    /// What it hangs on.
    FeedbackTarget { Ticket, Knowledge, Session }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackStatus {
    Pending,
    Processing,
    Processed,
    Closed,
    NeedInfo,
    Reprocessing,
}

use FeedbackStatus::{Closed, NeedInfo, Pending, Processed, Processing, Reprocessing};

impl FeedbackStatus {
    pub const ALL: [Self; 6] = [Pending, Processing, Processed, Closed, NeedInfo, Reprocessing];

    /// 001's numbers: 1 to 4, and 5 and 6 for the two states that its diagram adds.
    pub fn to_db(self) -> i16 {
        match self {
            Pending => 1,
            Processing => 2,
            Processed => 3,
            Closed => 4,
            NeedInfo => 5,
            Reprocessing => 6,
        }
    }
    pub fn from_db(number: i16) -> Self {
        Self::ALL.into_iter().find(|s| s.to_db() == number).unwrap_or(Pending)
    }

    /// Where staff may move it.
    pub fn next_for_staff(self) -> &'static [Self] {
        match self {
            Pending | Reprocessing => &[Processing],
            Processing => &[Processed, NeedInfo],
            Processed | Closed | NeedInfo => &[],
        }
    }
    /// Where its customer may move it: confirm, object, or answer a question.
    pub fn next_for_customer(self) -> &'static [Self] {
        match self {
            Processed => &[Closed, Reprocessing],
            NeedInfo => &[Processing],
            Pending | Processing | Closed | Reprocessing => &[],
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("feedback that is {from:?} cannot become {to:?} this way")]
pub struct BadMove {
    from: FeedbackStatus,
    to: FeedbackStatus,
}

impl DomainError for BadMove {
    fn code(&self) -> &'static Code {
        code::CONFLICT
    }
}

/// The state after a move of one side, or why it cannot be.
pub fn moved(from: FeedbackStatus, to: FeedbackStatus, by_customer: bool) -> Result<FeedbackStatus, BadMove> {
    let legal = if by_customer { from.next_for_customer() } else { from.next_for_staff() };
    if legal.contains(&to) { Ok(to) } else { Err(BadMove { from, to }) }
}

/// Feedback as it is shown, in 001's spelling.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Feedback {
    pub id: i64,
    pub customer_id: i64,
    pub customer_name: String,
    pub feedback_type: FeedbackType,
    pub related_type: Option<FeedbackTarget>,
    pub related_id: Option<i64>,
    pub rating: Option<i16>,
    pub feedback_content: String,
    pub suggestions: Option<String>,
    pub contact_required: bool,
    /// 1 high, 2 middle, 3 low.
    pub priority_level: i16,
    pub status: FeedbackStatus,
    pub processed_by_name: Option<String>,
    pub processed_at: Option<DateTime<Utc>>,
    pub response_content: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    customer_id: i64,
    customer_name: String,
    feedback_type: FeedbackType,
    related_type: Option<FeedbackTarget>,
    related_id: Option<i64>,
    rating: Option<i16>,
    content: String,
    suggestions: Option<String>,
    contact_required: bool,
    priority_level: i16,
    status: i16,
    processed_by_name: Option<String>,
    processed_at: Option<DateTime<Utc>>,
    response: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for Feedback {
    fn from(r: Row) -> Self {
        Self {
            id: r.id,
            customer_id: r.customer_id,
            customer_name: r.customer_name,
            feedback_type: r.feedback_type,
            related_type: r.related_type,
            related_id: r.related_id,
            rating: r.rating,
            feedback_content: r.content,
            suggestions: r.suggestions,
            contact_required: r.contact_required,
            priority_level: r.priority_level,
            status: FeedbackStatus::from_db(r.status),
            processed_by_name: r.processed_by_name,
            processed_at: r.processed_at,
            response_content: r.response,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

const SELECT: &str = "
  select f.id, f.customer_id, c.name as customer_name, f.feedback_type, f.related_type, f.related_id, f.rating, f.content, f.suggestions, f.contact_required,
    f.priority_level, f.status, u.name as processed_by_name, f.processed_at, f.response, f.created_at, f.updated_at
  from customer_feedback f
  join customers c on c.tenant_id = f.tenant_id and c.id = f.customer_id
  left join users u on u.tenant_id = f.tenant_id and u.id = f.processed_by";

pub struct NewFeedback {
    pub customer: i64,
    pub feedback_type: FeedbackType,
    pub related: Option<(FeedbackTarget, i64)>,
    pub rating: Option<i16>,
    pub content: String,
    pub suggestions: Option<String>,
    pub contact_required: bool,
    pub priority_level: i16,
}

pub async fn insert(tx: &mut TenantTx, new: &NewFeedback) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into customer_feedback (tenant_id, customer_id, feedback_type, related_type, related_id, rating, content, suggestions, contact_required,
           priority_level, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id",
    )
    .bind(tenant)
    .bind(new.customer)
    .bind(new.feedback_type)
    .bind(new.related.map(|r| r.0))
    .bind(new.related.map(|r| r.1))
    .bind(new.rating)
    .bind(&new.content)
    .bind(&new.suggestions)
    .bind(new.contact_required)
    .bind(new.priority_level)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

/// Whether the thing that feedback hangs on is there for this customer.
pub async fn is_related(tx: &mut TenantTx, (kind, id): (FeedbackTarget, i64), customer: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let sql = match kind {
        FeedbackTarget::Ticket => {
            "select exists (select 1 from tickets where tenant_id = $1 and id = $2 and customer_id = $3 and deleted_at is null)"
        }
        FeedbackTarget::Session => {
            "select exists (select 1 from conversations where tenant_id = $1 and id = $2 and customer_id = $3)"
        }
        FeedbackTarget::Knowledge => {
            "select exists (select 1 from articles where tenant_id = $1 and id = $2 and status = 'published' and audience = 'public' and $3::bigint is not null)"
        }
    };
    Ok(sqlx::query_scalar(sql).bind(tenant).bind(id).bind(customer).fetch_one(tx.conn()).await?)
}

/// One of a customer's own, or any of the tenant's.
pub async fn get(tx: &mut TenantTx, id: i64, customer: Option<i64>) -> Result<Feedback> {
    let tenant = tx.tenant();
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "{SELECT} where f.tenant_id = $1 and f.id = $2 and ($3::bigint is null or f.customer_id = $3)"
    )))
    .bind(tenant)
    .bind(id)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?;
    row.map(Feedback::from).ok_or_else(Error::not_found)
}

/// Locks it and tells its state.
pub async fn lock(tx: &mut TenantTx, id: i64, customer: Option<i64>) -> Result<FeedbackStatus> {
    let tenant = tx.tenant();
    let status: Option<i16> = sqlx::query_scalar(
        "select status from customer_feedback where tenant_id = $1 and id = $2 and ($3::bigint is null or customer_id = $3) for update",
    )
    .bind(tenant)
    .bind(id)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?;
    status.map(FeedbackStatus::from_db).ok_or_else(Error::not_found)
}

/// Newest first, and how many there are.
pub async fn list(
    tx: &mut TenantTx,
    customer: Option<i64>,
    status: Option<FeedbackStatus>,
    page: &PageQuery,
) -> Result<(Vec<Feedback>, i64)> {
    let (tenant, status) = (tx.tenant(), status.map(FeedbackStatus::to_db));
    const WHERE: &str = "where f.tenant_id = $1 and ($2::bigint is null or f.customer_id = $2) and ($3::smallint is null or f.status = $3)";
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(format!("{SELECT} {WHERE} order by f.id desc limit $4 offset $5")))
            .bind(tenant)
            .bind(customer)
            .bind(status)
            .bind(page.limit())
            .bind(page.offset())
            .fetch_all(tx.conn())
            .await?;
    let sql = format!("select count(*) from (select from customer_feedback f {WHERE} limit $4) counted");
    let total = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(customer)
        .bind(status)
        .bind(COUNTED)
        .fetch_one(tx.conn())
        .await?;
    Ok((rows.into_iter().map(Feedback::from).collect(), total))
}

/// Staff worked on it.
pub async fn save_handled(tx: &mut TenantTx, id: i64, status: FeedbackStatus, response: Option<&str>) -> Result<()> {
    let (tenant, who, now) = (tx.tenant(), tx.user_id(), tx.now());
    sqlx::query(
        "update customer_feedback set status = $3, response = coalesce($4, response), processed_by = coalesce($5, processed_by),
           processed_at = case when $3 = 3 then $6 else processed_at end, updated_at = $6
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(status.to_db())
    .bind(response)
    .bind(who)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The customer answered; what it adds stands below what it said first.
pub async fn save_answered(tx: &mut TenantTx, id: i64, status: FeedbackStatus, addition: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customer_feedback set status = $3, content = case when $4 = '' then content else content || E'\\n\\n' || $4 end, updated_at = $5
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(status.to_db())
    .bind(addition)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 001 §5.2, arrow by arrow.
    const ARROWS: [(FeedbackStatus, FeedbackStatus); 7] = [
        (Pending, Processing),
        (Processing, Processed),
        (Processing, NeedInfo),
        (NeedInfo, Processing),
        (Processed, Closed),
        (Processed, Reprocessing),
        (Reprocessing, Processing),
    ];

    #[test]
    fn every_pair_of_states_is_as_the_diagram_says_and_one_side_moves_it() {
        for from in FeedbackStatus::ALL {
            for to in FeedbackStatus::ALL {
                let sides = [true, false].into_iter().filter(|customer| moved(from, to, *customer).is_ok()).count();
                assert_eq!(sides, usize::from(ARROWS.contains(&(from, to))), "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn numbers_of_states_read_back() {
        for status in FeedbackStatus::ALL {
            assert_eq!(FeedbackStatus::from_db(status.to_db()), status);
        }
    }
}
