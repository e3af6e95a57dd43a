//! SQL: whose phone it is.

use kernel::{Result, TenantTx};

use crate::sign_in::{Account, Kind};

/// The one account that signs in by this phone. A phone that two people have opens neither's.
pub async fn find(tx: &mut TenantTx, kind: Kind, phone: &str) -> Result<Option<Account>> {
    let tenant = tx.tenant();
    let sql = match kind {
        Kind::User => {
            "select id, name, password_hash, true as is_active from users
             where tenant_id = $1 and phone = $2 and status = 'active' and deleted_at is null order by id limit 2"
        }
        // The formal customer, else the one who has proven the phone. One who merely typed it, with a password of
        // its own, may be a stranger who waits for the phone's owner to come in.
        Kind::Customer => {
            "select id, name, password_hash, true as is_active from customers
             where tenant_id = $1 and phone = $2 and deleted_at is null
               and (profile = 'formal' or phone_verified_at is not null)
             order by (profile = 'formal') desc, id limit 1"
        }
    };
    let mut found: Vec<Account> = sqlx::query_as(sql).bind(tenant).bind(phone).fetch_all(tx.conn()).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}
