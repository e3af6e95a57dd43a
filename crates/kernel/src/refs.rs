//! Short views of things that other views embed. Here, and not in the room of the thing, because
//! every room shows them and the API document must hold each shape once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamRef {
    pub id: i64,
    pub name: String,
}

/// A member of the tenant's staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserRef {
    pub id: i64,
    pub name: String,
    pub avatar_url: Option<String>,
}

impl UserRef {
    pub fn new(id: i64, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), avatar_url: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRef {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRef {
    pub id: i64,
    pub name: String,
    pub vip: bool,
    pub organization: Option<OrganizationRef>,
}
