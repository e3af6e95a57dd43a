//! What a user is, and what may be asked of it.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::TeamRef;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{departments::DepartmentRef, roles::RoleRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UserStatus {
    Active,
    Inactive,
    Locked,
}

impl UserStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Locked => "locked",
        }
    }
    pub fn from_db(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            "locked" => Self::Locked,
            _ => Self::Inactive,
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: UserStatus,
    pub roles: Vec<RoleRef>,
    pub teams: Vec<TeamRef>,
    pub department: Option<DepartmentRef>,
    /// Conversations at once.
    pub max_sessions: i32,
    pub skills: Vec<String>,
    pub last_login_at: Option<DateTime<Utc>>,
    pub must_change_password: bool,
    /// Two-step verification.
    pub mfa_enabled: bool,
    pub created_at: DateTime<Utc>,
    /// Only in the answer that created the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-once" = true))]
    pub initial_password: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    /// Letters and digits of any script, and `.` `_` `-` `@`.
    #[garde(length(chars, min = 1, max = 64), custom(is_username))]
    #[schemars(length(min = 1, max = 64))]
    pub username: String,
    #[garde(length(chars, min = 1, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    #[garde(inner(email, length(max = 254)))]
    #[schemars(length(max = 254))]
    pub email: Option<String>,
    #[garde(inner(length(chars, max = 32)))]
    #[schemars(length(max = 32))]
    pub phone: Option<String>,
    #[garde(length(max = 20))]
    #[schemars(length(max = 20))]
    pub role_ids: Vec<i64>,
    #[garde(inner(length(max = 50)))]
    #[schemars(length(max = 50))]
    pub team_ids: Option<Vec<i64>>,
    #[garde(skip)]
    pub department_id: Option<i64>,
    /// The tenant's default when left out.
    #[garde(inner(range(min = 0, max = 100)))]
    #[schemars(range(min = 0, max = 100))]
    pub max_sessions: Option<i32>,
    #[garde(inner(length(max = 50), inner(length(chars, min = 1, max = 40), custom(is_skill))))]
    #[schemars(length(max = 50))]
    pub skills: Option<Vec<String>>,
}

/// What is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct UpdateUser {
    #[garde(inner(length(chars, min = 1, max = 120), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 120))]
    pub name: Option<String>,
    #[garde(inner(email, length(max = 254)))]
    #[schemars(length(max = 254))]
    pub email: Option<String>,
    #[garde(inner(length(chars, max = 32)))]
    #[schemars(length(max = 32))]
    pub phone: Option<String>,
    #[garde(inner(length(max = 20)))]
    #[schemars(length(max = 20))]
    pub role_ids: Option<Vec<i64>>,
    #[garde(inner(length(max = 50)))]
    #[schemars(length(max = 50))]
    pub team_ids: Option<Vec<i64>>,
    /// `null` takes the user out of its department.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<i64>")]
    pub department_id: Option<Option<i64>>,
    #[garde(inner(range(min = 0, max = 100)))]
    #[schemars(range(min = 0, max = 100))]
    pub max_sessions: Option<i32>,
    #[garde(inner(length(max = 50), inner(length(chars, min = 1, max = 40), custom(is_skill))))]
    #[schemars(length(max = 50))]
    pub skills: Option<Vec<String>>,
    /// Locking is an operation of its own.
    #[garde(skip)]
    pub status: Option<Presence>,
}

impl UpdateUser {
    /// Whether tokens and connections that are out have to be looked at again.
    pub fn changes_rights(&self) -> bool {
        self.role_ids.is_some() || self.team_ids.is_some() || self.department_id.is_some()
    }
}

/// Tells `null` from a field that is left out.
pub(crate) fn given<'de, D: serde::Deserializer<'de>>(de: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(de).map(Some)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    Active,
    Inactive,
}

impl From<Presence> for UserStatus {
    fn from(p: Presence) -> Self {
        match p {
            Presence::Active => Self::Active,
            Presence::Inactive => Self::Inactive,
        }
    }
}

pub fn is_username(text: &str, (): &()) -> garde::Result {
    match text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@')) {
        // Fillers are letters to Unicode.
        true => kernel::text::is_name(text, &()),
        false => Err(garde::Error::new("may hold letters, digits, '.', '_', '-' and '@'")),
    }
}

/// Skills are kept in one comma-separated text.
fn is_skill(text: &str, (): &()) -> garde::Result {
    if text.contains(',') { Err(garde::Error::new("must not hold a comma")) } else { kernel::text::is_name(text, &()) }
}

pub fn join(parts: &[String]) -> String {
    parts.iter().map(|p| p.trim()).collect::<Vec<_>>().join(",")
}

pub fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(json: &str) -> String {
        kernel::http::body::parse::<NewUser>(json.as_bytes()).unwrap_err().fields[0].field.clone()
    }

    #[test]
    fn what_is_wrong_with_a_new_user_is_named() {
        assert_eq!(complaint(r#"{"username":"a b","name":"x","roleIds":[]}"#), "username");
        assert_eq!(complaint(r#"{"username":"ab","name":"  ","roleIds":[]}"#), "name");
        assert_eq!(complaint(r#"{"username":"ab","name":"x","roleIds":[],"email":"nobody"}"#), "email");
        assert_eq!(complaint(r#"{"username":"ab","name":"x"}"#), "roleIds");
        assert_eq!(complaint(r#"{"username":"ab","name":"x","roleIds":[],"maxSessions":101}"#), "maxSessions");
        assert_eq!(complaint(r#"{"username":"ab","name":"x","roleIds":[],"skills":["a,b"]}"#), "skills[0]");
        kernel::http::body::parse::<NewUser>(
            r#"{"username":"张三.01","name":"张三","roleIds":[1],"skills":["报表"]}"#.as_bytes(),
        )
        .unwrap();
    }
}
