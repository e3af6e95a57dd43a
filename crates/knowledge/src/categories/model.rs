//! What a category is.

use kernel::{
    DomainError,
    error::{Code, code},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    pub id: i64,
    pub parent_id: Option<i64>,
    pub slug: String,
    pub name: String,
    pub name_en: Option<String>,
    pub icon: Option<String>,
    pub description: Option<String>,
    /// Published articles that the reader may see.
    pub article_count: i64,
    pub sort: i32,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewCategory {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub name_en: Option<String>,
    /// Part of the address; made from the name when left out.
    #[garde(length(chars, min = 1, max = 64), custom(is_slug))]
    #[schemars(length(min = 1, max = 64))]
    pub slug: Option<String>,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub parent_id: Option<i64>,
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    pub icon: Option<String>,
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    pub description: Option<String>,
    #[garde(range(min = -1_000_000, max = 1_000_000))]
    #[schemars(range(min = -1_000_000, max = 1_000_000))]
    pub sort: Option<i32>,
}

fn is_slug(slug: &Option<String>, _: &()) -> garde::Result {
    match slug {
        Some(slug) if !slug.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') => {
            Err(garde::Error::new("may hold letters, digits, - and _"))
        }
        _ => Ok(()),
    }
}

/// A slug for a name: letters and digits kept, the rest a dash.
pub fn slug_of(name: &str) -> String {
    let dashed: String =
        name.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let slug = dashed.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let slug: String = slug.chars().take(64).collect();
    if slug.is_empty() { "category".into() } else { slug }
}

#[derive(Debug, thiserror::Error)]
pub enum CategoryError {
    #[error("the category still has articles or subcategories")]
    InUse,
    #[error("a category with this address exists already")]
    SlugTaken,
}

impl DomainError for CategoryError {
    fn code(&self) -> &'static Code {
        match self {
            Self::InUse => code::CATEGORY_IN_USE,
            Self::SlugTaken => code::DUPLICATE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_a_slug() {
        assert_eq!(slug_of("登录 / 账号"), "登录-账号");
        assert_eq!(slug_of("  FAQ & Help "), "faq-help");
        assert_eq!(slug_of("!!!"), "category");
    }
}
