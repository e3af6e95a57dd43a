//! Answering.

use kernel::{Result, TenantId};

use crate::{
    Knowledge,
    answer::Answer,
    index::{Audience, Filter, Question, Ranking},
};

/// A calibrated confidence of a half: more often right than wrong. 001's example of 0.7 can be asked for.
pub const THRESHOLD: f32 = 0.5;
/// Related entries must hold this share of the question; one common word is no relation.
const RELATED_COVERAGE_MIN: f32 = 0.15;
/// A question of so few words may lean on the one before it ("那费用呢？").
const SHORT_WORDS: usize = 3;

/// What was found for a question, and the answer from it.
pub struct Answered {
    pub question: Question,
    pub ranking: Ranking,
    pub answer: Answer,
}

/// Answers `asked`; a short follow-up is also tried together with the question before it.
pub async fn answer(
    knowledge: &Knowledge,
    tenant: TenantId,
    audience: Audience,
    asked: &str,
    before: Option<&str>,
    threshold: f32,
    entries: usize,
) -> Result<Answered> {
    let alone = answer_one(knowledge, tenant, audience, asked, threshold, entries).await?;
    let Some(before) = before.filter(|b| !kernel::text::is_blank(b)) else { return Ok(alone) };
    if alone.question.is_empty() || alone.question.word_count() > SHORT_WORDS || alone.answer.confidence >= threshold {
        return Ok(alone);
    }
    let together = answer_one(knowledge, tenant, audience, &format!("{before} {asked}"), threshold, entries).await?;
    Ok(if together.answer.confidence > alone.answer.confidence { together } else { alone })
}

async fn answer_one(
    knowledge: &Knowledge,
    tenant: TenantId,
    audience: Audience,
    asked: &str,
    threshold: f32,
    entries: usize,
) -> Result<Answered> {
    let (question, mut ranking) = knowledge.find(tenant, asked, Filter::of(audience), 0, entries).await?;
    ranking.hits.retain(|h| h.coverage >= RELATED_COVERAGE_MIN || h.likeness() >= RELATED_COVERAGE_MIN);
    let answer = knowledge.answer(tenant, &question, &ranking, threshold);
    Ok(Answered { question, ranking, answer })
}
