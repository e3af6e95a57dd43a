//! The assistant's model: the tenant's AI accounts, through the group that is kept for the portal.

use ai::Gateway;
use async_trait::async_trait;
use kernel::TenantId;
use knowledge::answer::{AnswerError, Model, Prompt};

/// Tokens of an answer of a few sentences, with their citations.
const ANSWER_TOKENS: i64 = 800;

pub struct Assistant(pub Gateway);

#[async_trait]
impl Model for Assistant {
    async fn complete(&self, tenant: TenantId, prompt: &Prompt) -> Result<Option<String>, AnswerError> {
        let asked = self.0.ask_portal(tenant, &prompt.system, &prompt.user, ANSWER_TOKENS);
        asked.await.map_err(|e| AnswerError(e.to_string()))
    }
}
