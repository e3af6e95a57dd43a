//! Answers from the knowledge base. An answer quotes: each of its sentences carries the article,
//! version and passage it stands in. Three outcomes, all honest: answered, only related entries,
//! nothing. Confidence is a calibrated probability that the first entry is the right one.

mod calibration;
mod extract;
mod passages;
mod written;

pub use calibration::{Calibration, features};
pub use extract::{Extractor, quote};
pub use passages::{Passage, split};
pub use written::{Model, Prompt, prompt, read};

use crate::index::{Question, Ranking};
use async_trait::async_trait;

/// Where a sentence of an answer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub article: i64,
    pub version: i32,
    /// Number of the passage in the plain text of that version, from 0.
    pub passage: usize,
    pub title: String,
}

/// One quoted sentence. There is no sentence without a citation: the type has no room for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub citation: Citation,
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Answered,
    /// Nothing that answers, but entries that may be related.
    Related,
    Nothing,
}

/// What an answerer says.
#[derive(Debug, Clone)]
pub struct Answer {
    pub outcome: Outcome,
    /// Empty unless answered.
    pub sentences: Vec<Sentence>,
    /// 0..1, comparable across questions of one knowledge base.
    pub confidence: f32,
    /// A better answerer was asked and failed; this one stood in.
    pub is_degraded: bool,
}

impl Answer {
    /// The sentences as one text.
    pub fn text(&self) -> String {
        self.sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A question with what the index found for it.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub question: &'a Question,
    pub ranking: &'a Ranking,
    /// At least this confident, or no answer.
    pub threshold: f32,
}

/// Why no answer came; the caller falls back to the extractive one.
#[derive(Debug, thiserror::Error)]
#[error("the answerer failed: {0}")]
pub struct AnswerError(pub String);

/// Something that answers from what was found: quoting (here), or a model behind the gateway.
#[async_trait]
pub trait Answerer: Send + Sync + 'static {
    async fn answer(&self, ask: Ask<'_>) -> Result<Answer, AnswerError>;
}

#[cfg(test)]
mod tests;
