//! What a tenant can decide.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Of whom a second factor is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum MfaRequired {
    /// Of nobody; everyone may have one.
    #[default]
    Off,
    /// Of all staff.
    All,
    /// Of who holds one of the named roles.
    Roles,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SignInSettings {
    /// Staff may sign in with a code that is sent to their phone.
    #[garde(skip)]
    pub phone_code_users: bool,
    /// Customers whose phone is known may.
    #[garde(skip)]
    pub phone_code_customers: bool,
    #[garde(skip)]
    pub mfa_required: MfaRequired,
    /// For `roles`.
    #[garde(length(max = 50))]
    #[schemars(length(max = 50))]
    #[serde(default)]
    pub mfa_role_ids: Vec<i64>,
    /// Days from the requirement, or from the making of the user, until it holds.
    #[garde(range(min = 0, max = 90))]
    #[schemars(range(min = 0, max = 90))]
    pub mfa_grace_days: i32,
}

impl Default for SignInSettings {
    fn default() -> Self {
        Self {
            phone_code_users: false,
            phone_code_customers: false,
            mfa_required: MfaRequired::Off,
            mfa_role_ids: Vec::new(),
            mfa_grace_days: 7,
        }
    }
}
