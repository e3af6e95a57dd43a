//! The shapes of questions and answers. Portal shapes are spelt as 001 §4.2 spells them.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Outcome, Sentence},
    search::ArticleHit,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "AnswerOutcome")]
pub enum QaOutcome {
    Answered,
    Related,
    None,
}

impl From<Outcome> for QaOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Answered => Self::Answered,
            Outcome::Related => Self::Related,
            Outcome::Nothing => Self::None,
        }
    }
}

/// A quoted sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AnswerCitation")]
pub struct QaCitation {
    pub article_id: i64,
    pub version: i32,
    pub title: String,
    pub quote: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Answer")]
pub struct QaAnswer {
    pub outcome: QaOutcome,
    pub answer: String,
    /// Share of answers with this figure that turn out right.
    pub confidence: f64,
    pub citations: Vec<QaCitation>,
    pub related: Vec<ArticleHit>,
    pub degraded: bool,
    pub took_ms: i64,
}

impl QaCitation {
    pub fn new(sentence: &Sentence) -> Self {
        let c = &sentence.citation;
        Self { article_id: c.article, version: c.version, title: c.title.clone(), quote: sentence.text.clone() }
    }
}

/// 001 §4.2, AI智能问答请求格式.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct AiChatRequest {
    #[garde(length(chars, min = 1, max = 2000), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 2000))]
    pub question: String,
    #[serde(default)]
    #[garde(dive)]
    pub context: AiChatContext,
    #[serde(default)]
    #[garde(dive)]
    pub options: AiChatOptions,
}

#[derive(Debug, Default, Deserialize, JsonSchema, garde::Validate)]
pub struct AiChatContext {
    /// The `session_id` of an earlier answer, to go on with that visit.
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    pub session_id: Option<String>,
    #[serde(default)]
    #[garde(length(max = 20), inner(length(chars, max = 2000)))]
    #[schemars(length(max = 20), inner(length(max = 2000)))]
    pub previous_questions: Vec<String>,
    #[garde(length(chars, max = 100))]
    #[schemars(length(max = 100))]
    pub user_role: Option<String>,
    /// Anything the page knows of the customer; not used by the built-in answerer.
    #[garde(skip)]
    #[expect(dead_code, reason = "part of 001's request, for answerers that use it")]
    pub customer_context: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct AiChatOptions {
    #[serde(default = "yes")]
    #[garde(skip)]
    pub include_recommendations: bool,
    #[serde(default = "five")]
    #[garde(range(min = 1, max = 20))]
    #[schemars(range(min = 1, max = 20))]
    pub max_results: u8,
    #[garde(range(min = 0.0, max = 1.0))]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence_threshold: Option<f32>,
}

fn yes() -> bool {
    true
}
fn five() -> u8 {
    5
}

impl Default for AiChatOptions {
    fn default() -> Self {
        Self { include_recommendations: true, max_results: five(), confidence_threshold: None }
    }
}

/// 001 §4.2, AI智能问答响应格式, with outcome, citations and degraded added.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AiChatAnswer {
    pub answer: String,
    pub confidence: f64,
    pub session_id: String,
    pub interaction_id: String,
    /// Milliseconds.
    pub response_time: i64,
    pub outcome: QaOutcome,
    pub citations: Vec<AiChatCitation>,
    pub related_articles: Vec<RelatedArticle>,
    pub suggested_actions: Vec<SuggestedAction>,
    pub follow_up_questions: Vec<String>,
    pub degraded: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AiChatCitation {
    pub article_id: i64,
    pub version: i32,
    pub title: String,
    /// Number of the quoted passage in the text of that version.
    pub passage: String,
    pub quote: String,
}

impl AiChatCitation {
    pub fn new(sentence: &Sentence) -> Self {
        let c = &sentence.citation;
        Self {
            article_id: c.article,
            version: c.version,
            title: c.title.clone(),
            passage: c.passage.to_string(),
            quote: sentence.text.clone(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RelatedArticle {
    pub id: i64,
    pub title: String,
    pub url: String,
    pub relevance: f64,
    pub category: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SuggestedAction {
    pub action: &'static str,
    pub priority: u8,
    pub description: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AiChatTurn {
    pub interaction_id: String,
    pub session_id: String,
    pub question: String,
    pub answer: String,
    pub outcome: QaOutcome,
    pub confidence: f64,
    /// 1 to 5, when it was rated.
    pub helpful_rating: Option<i16>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct AiChatFeedback {
    #[garde(length(chars, min = 1, max = 64))]
    #[schemars(length(min = 1, max = 64))]
    pub interaction_id: String,
    #[garde(skip)]
    pub helpful: Option<bool>,
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub rating: Option<i16>,
}

impl AiChatFeedback {
    /// 001's five steps; a plain yes or no is one of the ends.
    pub fn stars(&self) -> Option<i16> {
        self.rating.or(self.helpful.map(|helpful| if helpful { 5 } else { 1 }))
    }
}
