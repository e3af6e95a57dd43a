//! What the operator reads and writes of a tenant.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    db::{Placement, TenantStatus},
    secret,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a tenant's rows live.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlacementKind {
    /// In tables that tenants share.
    #[default]
    Shared,
    /// In a schema of its own.
    Schema,
    /// In a database of its own.
    Database,
}

impl PlacementKind {
    pub fn from_db(text: &str) -> Self {
        match text {
            "schema" => Self::Schema,
            "database" => Self::Database,
            _ => Self::Shared,
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tenant {
    pub id: i64,
    /// Its name in addresses.
    pub slug: String,
    pub name: String,
    pub contact_person: String,
    pub contact_email: String,
    pub contact_phone: String,
    pub status: TenantStatus,
    pub max_users: i32,
    pub placement: PlacementKind,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub users: i64,
    /// Since midnight UTC.
    pub calls_today: i64,
    /// The newest API call.
    pub last_active_at: Option<DateTime<Utc>>,
    pub open_tickets: i64,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewTenant {
    /// Lower-case letters, digits and `-`; 3 to 40 signs.
    #[garde(custom(is_slug))]
    #[schemars(length(min = 3, max = 40))]
    pub slug: String,
    #[garde(length(chars, min = 1, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    #[garde(length(chars, max = 120), custom(kernel::text::is_name_or_empty))]
    #[schemars(length(max = 120))]
    pub contact_person: String,
    #[garde(custom(is_email_or_empty))]
    #[schemars(length(max = 254))]
    pub contact_email: String,
    #[garde(length(chars, max = 40))]
    #[schemars(length(max = 40))]
    pub contact_phone: String,
    /// The first administrator, whose password is in the answer.
    #[garde(length(chars, min = 1, max = 64), custom(crate::users::is_username))]
    #[schemars(length(min = 1, max = 64))]
    pub admin_username: String,
    #[garde(inner(range(min = 1, max = 1_000_000)))]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_users: Option<i32>,
    #[garde(skip)]
    #[serde(default)]
    pub placement: PlacementKind,
    /// The configured name of the database, for a tenant in a database of its own.
    #[garde(inner(length(min = 1, max = 63)))]
    #[schemars(length(min = 1, max = 63))]
    pub database: Option<String>,
}

/// What is left out stays as it is.
#[derive(Debug, Clone, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTenant {
    #[garde(inner(length(chars, min = 1, max = 120), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 120))]
    pub name: Option<String>,
    #[garde(inner(length(chars, max = 120), custom(kernel::text::is_name_or_empty)))]
    #[schemars(length(max = 120))]
    pub contact_person: Option<String>,
    #[garde(inner(custom(is_email_or_empty)))]
    #[schemars(length(max = 254))]
    pub contact_email: Option<String>,
    #[garde(inner(length(chars, max = 40)))]
    #[schemars(length(max = 40))]
    pub contact_phone: Option<String>,
    #[garde(inner(range(min = 1, max = 1_000_000)))]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_users: Option<i32>,
    #[garde(skip)]
    pub expires_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantCreated {
    pub tenant: Tenant,
    pub admin_username: String,
    /// Shown once.
    pub initial_password: String,
}

/// As `platform.tenants` checks it: `^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$`.
fn is_slug(text: &str, (): &()) -> garde::Result {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    let is_slug = (3..=40).contains(&bytes.len())
        && bytes.iter().all(|b| sign(*b) || *b == b'-')
        && bytes.first().is_some_and(|b| sign(*b))
        && bytes.last().is_some_and(|b| sign(*b));
    // `default` stands for whichever tenant the portal shows when none is named.
    if is_slug && text != "default" {
        Ok(())
    } else {
        Err(garde::Error::new(
            "must be 3 to 40 lower-case letters, digits or '-', and begin and end with a letter or digit",
        ))
    }
}

fn is_email_or_empty(text: &str, (): &()) -> garde::Result {
    if text.is_empty() {
        Ok(())
    } else {
        garde::rules::email::apply(&text, ())
            .and_then(|()| if text.len() <= 254 { Ok(()) } else { Err(garde::Error::new("is too long")) })
    }
}

/// The placement that was asked for; the schema's name is new every time, so that a freed slug does
/// not lead into an old schema.
pub fn placement(kind: PlacementKind, slug: &str, database: Option<&str>) -> Option<Placement> {
    match kind {
        PlacementKind::Shared => Some(Placement::Shared),
        PlacementKind::Schema => {
            let mark: String = secret::digest(&secret::token()).chars().take(8).collect();
            Some(Placement::Schema(format!("t_{}_{mark}", slug.replace('-', "_"))))
        }
        PlacementKind::Database => database.map(|name| Placement::Database(name.to_owned())),
    }
}

/// As `platform.tenants` holds it.
pub fn to_db(placement: &Placement) -> (&'static str, Option<&str>) {
    match placement {
        Placement::Shared => ("shared", None),
        Placement::Schema(name) => ("schema", Some(name)),
        Placement::Database(name) => ("database", Some(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_the_table_accepts() {
        for good in ["abc", "a-c", "kangheng", "0-9", &"a".repeat(40)] {
            assert!(is_slug(good, &()).is_ok(), "{good}");
        }
        for bad in ["", "ab", "-ab", "ab-", "Abc", "a_c", "a.c", "默认值", "default", &"a".repeat(41)] {
            assert!(is_slug(bad, &()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_schema_is_never_used_twice() {
        let name = |p| match p {
            Some(Placement::Schema(name)) => name,
            other => panic!("{other:?}"),
        };
        let (a, b) =
            (name(placement(PlacementKind::Schema, "a-b", None)), name(placement(PlacementKind::Schema, "a-b", None)));
        assert_ne!(a, b);
        assert!(a.starts_with("t_a_b_") && a.len() <= 63);
        assert_eq!(placement(PlacementKind::Database, "a-b", None), None);
    }
}
