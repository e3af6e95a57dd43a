//! A row of the trail, and the chain that the rows form.

use chrono::{DateTime, Utc};
use kernel::{audit::row_hash, db::TenantId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// Its number in the tenant's trail, without gaps.
    pub id: i64,
    pub at: DateTime<Utc>,
    /// `user`, `customer`, `api_key` or `system`.
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub actor_name: String,
    /// `noun.verb`.
    pub action: String,
    pub target: String,
    pub detail: serde_json::Map<String, Value>,
    pub ip: Option<String>,
    pub trace_id: String,
}

/// What checking the chain found.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    pub intact: bool,
    pub checked: i64,
    /// The first row that is changed or missing.
    pub broken_at: Option<i64>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Link {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: i64,
    pub action: String,
    pub target: String,
    pub detail: String,
    pub previous_hash: String,
    pub hash: String,
}

/// Where a walk along the chain stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub seq: i64,
    pub hash: String,
}

impl Place {
    /// Goes on to the next row, or says that it is not the one that must follow.
    pub fn follow(&mut self, tenant: TenantId, link: &Link) -> bool {
        let actor = format!("{}/{}", link.actor_kind, link.actor_id);
        let hash = row_hash(&self.hash, tenant, link.seq, link.at, &actor, &link.action, &link.target, &link.detail);
        let follows = link.seq == self.seq + 1 && link.previous_hash == self.hash && link.hash == hash;
        if follows {
            *self = Self { seq: link.seq, hash };
        }
        follows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain(length: i64) -> Vec<Link> {
        let (mut hash, mut links) = (String::new(), Vec::new());
        for seq in 1..=length {
            let at = DateTime::from_timestamp(1_790_000_000 + seq, 0).unwrap();
            let next = row_hash(&hash, 3, seq, at, "user/1", "role.update", "role/2", "{}");
            let link = Link {
                seq,
                at,
                actor_kind: "user".into(),
                actor_id: 1,
                action: "role.update".into(),
                target: "role/2".into(),
                detail: "{}".into(),
                previous_hash: hash,
                hash: next.clone(),
            };
            links.push(link);
            hash = next;
        }
        links
    }

    fn broken_at(links: &[Link]) -> Option<i64> {
        let mut place = Place::default();
        links.iter().find(|l| !place.follow(3, l)).map(|_| place.seq + 1)
    }

    proptest! {
        #[test]
        fn any_changed_or_missing_row_shows(length in 2_i64..20, at in 0_usize..20, what in 0..5) {
            let mut links = chain(length);
            prop_assert_eq!(broken_at(&links), None);
            let at = at % links.len();
            match what {
                0 => links[at].detail = "{\"by\":\"someone else\"}".into(),
                1 => links[at].actor_id = 2,
                2 => links[at].at += chrono::TimeDelta::seconds(1),
                3 => links[at].target = "role/3".into(),
                // The last row missing shows against the head.
                _ if at + 1 == links.len() => return Ok(()),
                _ => drop(links.remove(at)),
            }
            prop_assert_eq!(broken_at(&links), Some(at as i64 + 1));
        }
    }
}
