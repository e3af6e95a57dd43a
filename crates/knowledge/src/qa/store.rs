//! SQL of visits and interactions.

use chrono::{DateTime, Utc};
use kernel::{PageQuery, Result, TenantTx};

use super::model::{AiChatTurn, QaOutcome};

pub struct Visit {
    pub id: i64,
    pub token: String,
}

/// The visit of a token, when it belongs to the asker: a customer's to that customer, a stranger's to whoever holds the token.
pub async fn visit(tx: &mut TenantTx, token: &str, customer: Option<i64>) -> Result<Option<Visit>> {
    let tenant = tx.tenant();
    let found: Option<(i64, String)> =
        sqlx::query_as("select id, token from self_service_sessions where tenant_id = $1 and token = $2 and (customer_id is null or customer_id = $3)")
            .bind(tenant)
            .bind(token)
            .bind(customer)
            .fetch_optional(tx.conn())
            .await?;
    Ok(found.map(|(id, token)| Visit { id, token }))
}

pub async fn open_visit(tx: &mut TenantTx, token: &str, customer: Option<i64>, question: &str) -> Result<Visit> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let id = sqlx::query_scalar(
        "insert into self_service_sessions (tenant_id, token, customer_id, session_type, initial_question, created_at, updated_at)
         values ($1, $2, $3, 'ai_chat', $4, $5, $5) returning id",
    )
    .bind(tenant)
    .bind(token)
    .bind(customer)
    .bind(question)
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    Ok(Visit { id, token: token.to_owned() })
}

pub struct NewInteraction<'a> {
    pub token: &'a str,
    pub question: &'a str,
    pub answer: &'a str,
    pub outcome: QaOutcome,
    pub confidence: f32,
    pub degraded: bool,
    pub took_ms: i64,
    pub articles: &'a [i64],
}

pub async fn add_interaction(tx: &mut TenantTx, visit: i64, new: NewInteraction<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let thousandths = (new.confidence.clamp(0.0, 1.0) * 1000.0).round() as i16;
    sqlx::query(
        "with counted as (update self_service_sessions set interaction_count = interaction_count + 1, updated_at = $11 where tenant_id = $1 and id = $3)
         insert into session_interactions (tenant_id, token, session_id, user_input, system_response, outcome, ai_confidence, degraded, response_time_ms, article_ids, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tenant)
    .bind(new.token)
    .bind(visit)
    .bind(new.question)
    .bind(new.answer)
    .bind(new.outcome)
    .bind(thousandths)
    .bind(new.degraded)
    .bind(i32::try_from(new.took_ms).unwrap_or(i32::MAX))
    .bind(new.articles.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whose interactions are listed: one visit's, or all of a customer.
pub enum Of {
    Visit(i64),
    Customer(i64),
}

type TurnRow = (String, String, String, String, QaOutcome, i16, Option<i16>, DateTime<Utc>);

/// Newest first.
pub async fn turns(tx: &mut TenantTx, of: &Of, page: &PageQuery) -> Result<Vec<AiChatTurn>> {
    let tenant = tx.tenant();
    let (visit, customer) = split(of);
    let rows: Vec<TurnRow> = sqlx::query_as(
        "select i.token, s.token, i.user_input, i.system_response, i.outcome, i.ai_confidence, i.helpful_rating, i.created_at
         from session_interactions i join self_service_sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id
         where i.tenant_id = $1 and ($2::bigint is null or s.id = $2) and ($3::bigint is null or s.customer_id = $3)
         order by i.id desc limit $4 offset $5",
    )
    .bind(tenant)
    .bind(visit)
    .bind(customer)
    .bind(page.limit())
    .bind(page.offset())
    .fetch_all(tx.conn())
    .await?;
    let turn =
        |(interaction_id, session_id, question, answer, outcome, confidence, helpful_rating, created_at): TurnRow| {
            AiChatTurn {
                interaction_id,
                session_id,
                question,
                answer,
                outcome,
                confidence: f64::from(confidence) / 1000.0,
                helpful_rating,
                created_at,
            }
        };
    Ok(rows.into_iter().map(turn).collect())
}

pub async fn count_turns(tx: &mut TenantTx, of: &Of) -> Result<i64> {
    let tenant = tx.tenant();
    let (visit, customer) = split(of);
    Ok(sqlx::query_scalar(
        "select count(*) from session_interactions i join self_service_sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id
         where i.tenant_id = $1 and ($2::bigint is null or s.id = $2) and ($3::bigint is null or s.customer_id = $3)",
    )
    .bind(tenant)
    .bind(visit)
    .bind(customer)
    .fetch_one(tx.conn())
    .await?)
}

fn split(of: &Of) -> (Option<i64>, Option<i64>) {
    match of {
        Of::Visit(id) => (Some(*id), None),
        Of::Customer(id) => (None, Some(*id)),
    }
}

/// Rates an interaction of the asker; `false` when there is none of that token.
pub async fn rate(tx: &mut TenantTx, token: &str, customer: Option<i64>, stars: i16) -> Result<bool> {
    let tenant = tx.tenant();
    let rated = sqlx::query(
        "update session_interactions i set helpful_rating = $4 from self_service_sessions s
         where i.tenant_id = $1 and i.token = $2 and s.tenant_id = i.tenant_id and s.id = i.session_id and (s.customer_id is null or s.customer_id = $3)",
    )
    .bind(tenant)
    .bind(token)
    .bind(customer)
    .bind(stars)
    .execute(tx.conn())
    .await?;
    Ok(rated.rows_affected() > 0)
}
