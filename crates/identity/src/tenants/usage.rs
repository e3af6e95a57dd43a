//! What the operator sees beside a tenant's name: counts, never content.

use std::collections::HashMap;

use futures_util::{StreamExt, stream};
use kernel::{App, Result, TenantId};

use super::{
    model::Tenant,
    store::{self, TenantRow},
};

/// Tenants that are asked at once; each needs a connection for a moment.
const AT_ONCE: usize = 4;

pub async fn complete(app: &App, rows: Vec<TenantRow>) -> Result<Vec<Tenant>> {
    let ids: Vec<TenantId> = rows.iter().map(|r| r.id).collect();
    let midnight = app.now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let mut tx = app.db().begin_platform().await?;
    let calls: HashMap<_, _> =
        store::calls(&mut tx, &ids, midnight).await?.into_iter().map(|(id, today, last)| (id, (today, last))).collect();
    drop(tx);
    let contents: HashMap<_, _> =
        stream::iter(ids).map(|id| contents(app, id)).buffer_unordered(AT_ONCE).collect().await;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (calls_today, last_active_at) = calls.get(&row.id).copied().unwrap_or_default();
            let (users, open_tickets) = contents.get(&row.id).copied().unwrap_or_default();
            Tenant {
                status: row.status(),
                placement: row.placement(),
                id: row.id,
                slug: row.slug,
                name: row.name,
                contact_person: row.contact_person,
                contact_email: row.contact_email,
                contact_phone: row.contact_phone,
                max_users: row.max_users,
                created_at: row.created_at,
                expires_at: row.expires_at,
                users,
                calls_today,
                last_active_at,
                open_tickets,
            }
        })
        .collect())
}

/// One tenant's database being away must not hide the list of all.
async fn contents(app: &App, id: TenantId) -> (TenantId, (i64, i64)) {
    let counted = async {
        let mut tx = app.db().begin_system(id).await?;
        store::contents(&mut tx).await
    };
    let counts = counted.await.unwrap_or_else(|e: kernel::Error| {
        tracing::warn!(tenant = id, error = %e, "a tenant could not be counted");
        (0, 0)
    });
    (id, counts)
}
