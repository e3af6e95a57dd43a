//! Finding people and organizations by any part of their name, through an index also where a tenant has 200,000.
//!
//! Each name stands in `customer_names` (`organization_names`) from each of its characters on, lower-cased, up to
//! [`TAIL`] characters; triggers keep it so. What contains "小明" is what has a tail that begins with it: one range
//! of an index, which row-level security allows because comparing text is leakproof.

use kernel::TenantId;
use sqlx::{Postgres, QueryBuilder};

/// Characters of a tail; as in migration 0018.
const TAIL: usize = 32;
/// Sorts behind whatever a tail goes on with.
const BEHIND: char = char::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    Customers,
    Organizations,
}

impl Names {
    /// The table of tails, its column of ids, and the table of the names themselves.
    fn tables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Customers => ("customer_names", "customer_id", "customers"),
            Self::Organizations => ("organization_names", "organization_id", "organizations"),
        }
    }

    /// Appends a query of the ids whose name contains `part`, which is not empty.
    pub fn containing(self, sql: &mut QueryBuilder<Postgres>, tenant: TenantId, part: &str) {
        let (tails, id, whole) = self.tables();
        let begin: String = part.chars().take(TAIL).collect();
        let long = begin.len() < part.len();
        if long {
            sql.push(format!("select w.id from {whole} w where w.tenant_id = ")).push_bind(tenant);
            sql.push(" and position(lower(").push_bind(part.to_owned()).push(") in lower(w.name)) > 0 and w.id in (");
        }
        sql.push(format!("select n.{id} from {tails} n where n.tenant_id = ")).push_bind(tenant);
        sql.push(" and n.tail >= lower(").push_bind(begin.clone());
        sql.push(") and n.tail < lower(").push_bind(format!("{begin}{BEHIND}")).push(")");
        if long {
            sql.push(")");
        }
    }
}
