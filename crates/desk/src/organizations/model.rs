//! What an organization is.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, contact, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credit_code;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum OrganizationSize {
    Micro,
    Small,
    Medium,
    Large,
}

#[derive(Debug, Clone, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    pub id: i64,
    pub name: String,
    /// 统一社会信用代码, masked: `9135**********0Y43`.
    pub credit_code: Option<String>,
    pub region: Option<String>,
    pub address: Option<String>,
    /// Masked: `138****0001`.
    pub phone: Option<String>,
    /// What the dictionary `organization_industry` holds, or the tenant's own words.
    pub industry: Option<String>,
    pub size: Option<OrganizationSize>,
    pub business_scope: Option<String>,
    /// What the dictionary `cooperation_level` holds, or the tenant's own words.
    pub cooperation_level: Option<String>,
    pub contract_note: Option<String>,
    /// Counts changes; a change that names an older one is refused.
    pub version: i32,
    /// How many customers belong to it.
    pub customers: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Organization {
    pub fn masked(mut self) -> Self {
        self.credit_code = self.credit_code.as_deref().map(mask_credit_code);
        self.phone = self.phone.as_deref().map(contact::mask_phone);
        self
    }
}

/// `9135**********0Y43`: what is left tells the kind and the province, and lets people recognise their own.
pub fn mask_credit_code(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let shown = if signs.len() >= 12 { 4 } else { 1 };
    let hidden = |n: usize| signs.len() <= 2 * shown || (shown..signs.len() - shown).contains(&n);
    signs.iter().enumerate().map(|(n, c)| if hidden(n) { '*' } else { *c }).collect()
}

/// Credit code and phone as they are; every look is in the audit trail.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct RevealedOrganization {
    pub credit_code: Option<String>,
    pub phone: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewOrganization {
    #[garde(length(chars, max = 200), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// With the right check character (GB 32100). Left out in a change, it stays; an empty one takes it away.
    #[garde(inner(length(max = 32), custom(right_code)))]
    #[schemars(length(max = 32))]
    pub credit_code: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub region: Option<String>,
    #[garde(length(chars, max = 300))]
    #[schemars(length(max = 300))]
    pub address: Option<String>,
    /// Left out in a change, it stays; an empty one takes it away.
    #[garde(inner(length(max = 20), custom(diallable_or_empty)))]
    #[schemars(length(max = 20))]
    pub phone: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub industry: Option<String>,
    #[garde(skip)]
    pub size: Option<OrganizationSize>,
    #[garde(length(chars, max = 1000))]
    #[schemars(length(max = 1000))]
    pub business_scope: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub cooperation_level: Option<String>,
    #[garde(length(chars, max = 2000))]
    #[schemars(length(max = 2000))]
    pub contract_note: Option<String>,
    /// The version that the editor saw.
    #[garde(inner(range(min = 0)))]
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
}

impl NewOrganization {
    /// Spelled as it is stored: one spelling of codes and phones, no blanks around, nothing for empty.
    /// `Some("")` in a sensitive field means that it is taken away, and stays.
    pub fn tidy(mut self) -> Self {
        self.name = self.name.trim().to_owned();
        self.credit_code = self.credit_code.map(|c| credit_code::parse(&c).unwrap_or_default());
        self.phone = self.phone.map(|p| contact::phone(&p).unwrap_or_default());
        for field in [
            &mut self.region,
            &mut self.address,
            &mut self.industry,
            &mut self.business_scope,
            &mut self.cooperation_level,
            &mut self.contract_note,
        ] {
            *field = kernel::text::filled(field).map(str::to_owned);
        }
        self
    }

    pub fn masked(mut self) -> Self {
        self.credit_code = self.credit_code.as_deref().map(mask_credit_code);
        self.phone = self.phone.as_deref().map(contact::mask_phone);
        self
    }
}

fn right_code(text: &str, _: &()) -> garde::Result {
    match text.trim().is_empty() || credit_code::parse(text).is_some() {
        true => Ok(()),
        false => Err(garde::Error::new("is not a credit code: its check character does not fit")),
    }
}
fn diallable_or_empty(text: &str, _: &()) -> garde::Result {
    match text.is_empty() || contact::phone(text).is_some() {
        true => Ok(()),
        false => Err(garde::Error::new("is not a phone number")),
    }
}

#[derive(Debug, thiserror::Error)]
pub enum OrganizationError {
    #[error("an organization with this name exists")]
    NameTaken,
    #[error("an organization with this credit code exists")]
    CodeTaken,
    #[error("the organization still has customers")]
    InUse,
    #[error("somebody else was faster")]
    Stale,
}

impl DomainError for OrganizationError {
    fn code(&self) -> &'static Code {
        match self {
            Self::NameTaken | Self::CodeTaken => code::DUPLICATE,
            Self::InUse => code::ORGANIZATION_IN_USE,
            Self::Stale => code::STALE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_code_keeps_its_ends() {
        assert_eq!(mask_credit_code("91350100M000100Y43"), "9135**********0Y43");
        assert_eq!(mask_credit_code("AB"), "**");
        assert_eq!(mask_credit_code(""), "");
    }

    #[test]
    fn what_is_stored_has_one_spelling() {
        let new = NewOrganization {
            name: " 城东卫生院 ".into(),
            credit_code: Some("91350100m000100y43".into()),
            phone: Some("0571-8888 6666".into()),
            region: Some("  ".into()),
            ..Default::default()
        };
        let tidy = new.tidy();
        assert_eq!((tidy.name.as_str(), tidy.region), ("城东卫生院", None));
        assert_eq!(
            (tidy.credit_code.as_deref(), tidy.phone.as_deref()),
            (Some("91350100M000100Y43"), Some("057188886666"))
        );
    }
}
