//! What an article is, and what may be done with it in which state.

use chrono::{DateTime, Utc};
use kernel::{
    DomainError, PageQuery, UserRef,
    error::{Code, code},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "ArticleStatus")]
pub enum Status {
    Draft,
    Published,
    Unpublished,
    Archived,
}

/// Who may find and read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "ArticleAudience")]
pub enum Audience {
    /// Customers and staff.
    #[default]
    Public,
    /// Staff only.
    Internal,
}

impl From<Audience> for crate::index::Audience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Public => Self::Public,
            Audience::Internal => Self::Internal,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct ArticleCard {
    pub id: i64,
    pub title: String,
    pub summary: String,
    pub category_id: Option<i64>,
    pub category_name: Option<String>,
    pub tags: Vec<String>,
    pub status: Status,
    pub audience: Audience,
    pub version: i32,
    pub views: i64,
    pub helpful: i64,
    pub unhelpful: i64,
    pub published_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    #[serde(flatten)]
    pub card: ArticleCard,
    /// Markdown.
    pub body: String,
    /// Made of the body, sanitised.
    pub html: String,
    pub author: Option<UserRef>,
    pub related: Vec<ArticleCard>,
}

/// Longest text of one article.
pub const BODY_CHARS_MAX: usize = 200_000;
pub const TAGS_MAX: usize = 20;

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewArticle {
    #[garde(length(chars, min = 1, max = 300), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// Markdown.
    #[garde(length(chars, max = BODY_CHARS_MAX))]
    #[schemars(length(max = 200_000))]
    pub body: String,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub category_id: Option<i64>,
    #[serde(default)]
    #[garde(length(max = TAGS_MAX), inner(length(chars, min = 1, max = 64), custom(kernel::text::is_name)))]
    #[schemars(length(max = 20), inner(length(min = 1, max = 64)))]
    pub tags: Vec<String>,
    #[serde(default)]
    #[garde(skip)]
    pub audience: Audience,
    /// Publish at once.
    #[serde(default)]
    #[garde(skip)]
    pub publish: bool,
    /// When changing an article: the version that the editor saw. 409 when somebody saved another one since.
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub version: Option<i32>,
}

impl NewArticle {
    /// Nobody saved another version since the one that the editor saw.
    pub fn check_version(&self, newest: i32) -> Result<(), ArticleError> {
        if self.version.is_none_or(|seen| seen == newest) { Ok(()) } else { Err(ArticleError::Stale) }
    }

    /// Tags without blanks and repeats, in the order given.
    pub fn clean_tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArticleVersion {
    pub version: i32,
    pub title: String,
    pub body: String,
    pub editor: Option<UserRef>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct ArticleQuery {
    /// Part of the title.
    #[garde(length(chars, max = 100))]
    #[schemars(length(max = 100))]
    pub q: Option<String>,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub category_id: Option<i64>,
    #[garde(skip)]
    pub status: Option<Status>,
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    pub tag: Option<String>,
    #[garde(skip)]
    pub sort: Option<Sort>,
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[schemars(rename = "ArticleSort")]
pub enum Sort {
    #[default]
    #[serde(rename = "-updatedAt")]
    Newest,
    #[serde(rename = "updatedAt")]
    Oldest,
    #[serde(rename = "-views")]
    Views,
    #[serde(rename = "-publishedAt")]
    Published,
    #[serde(rename = "title")]
    Title,
    /// In the order in which they were written.
    #[serde(rename = "id")]
    Id,
}

#[derive(Debug, thiserror::Error)]
pub enum ArticleError {
    #[error("a {from:?} article cannot become {to:?}")]
    BadMove { from: Status, to: Status },
    #[error("changing a published article needs the permission articles:publish")]
    NeedsPublish,
    #[error("somebody else changed the article")]
    Stale,
}

impl DomainError for ArticleError {
    fn code(&self) -> &'static Code {
        match self {
            Self::BadMove { .. } => code::ARTICLE_BAD_MOVE,
            Self::NeedsPublish => code::DENIED,
            Self::Stale => code::STALE,
        }
    }
}

impl Status {
    /// The state after publishing.
    pub fn publish(self) -> Result<Self, ArticleError> {
        match self {
            Self::Draft | Self::Unpublished => Ok(Self::Published),
            from @ (Self::Published | Self::Archived) => Err(ArticleError::BadMove { from, to: Self::Published }),
        }
    }

    pub fn unpublish(self) -> Result<Self, ArticleError> {
        match self {
            Self::Published => Ok(Self::Unpublished),
            from => Err(ArticleError::BadMove { from, to: Self::Unpublished }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_published_can_be_published() {
        assert!(matches!(Status::Draft.publish(), Ok(Status::Published)));
        assert!(matches!(Status::Unpublished.publish(), Ok(Status::Published)));
        assert!(Status::Published.publish().is_err());
        assert!(matches!(Status::Published.unpublish(), Ok(Status::Unpublished)));
        assert!(Status::Draft.unpublish().is_err());
    }

    #[test]
    fn tags_are_kept_once() {
        let new = NewArticle { tags: vec![" a ".into(), "a".into(), "b".into(), " ".into()], ..Default::default() };
        assert_eq!(new.clean_tags(), ["a", "b"]);
    }
}
