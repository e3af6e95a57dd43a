//! What a canned answer is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::conversations::is_storable;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuickReplyScope {
    /// Everyone's.
    Global,
    /// Only its owner's.
    Personal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuickReply {
    pub id: i64,
    pub scope: QuickReplyScope,
    pub category: String,
    pub title: String,
    /// What one types to insert it, such as `/nh`.
    pub shortcut: String,
    pub content: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewQuickReply {
    #[garde(skip)]
    pub scope: QuickReplyScope,
    #[serde(default)]
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_or_empty))]
    #[schemars(length(max = 64))]
    pub category: String,
    #[garde(length(chars, max = 100), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 100))]
    pub title: String,
    /// Unique in its list, whatever the case; may be empty.
    #[serde(default)]
    #[garde(length(chars, max = 32), custom(is_storable), custom(is_word))]
    #[schemars(length(max = 32))]
    pub shortcut: String,
    #[garde(length(chars, max = 5000), custom(is_storable), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 5000))]
    pub content: String,
}

fn is_word(text: &str, _: &()) -> garde::Result {
    if text.contains(char::is_whitespace) {
        return Err(garde::Error::new("must not contain white space"));
    }
    kernel::text::is_name_or_empty(text, &())
}
