//! Sign-ins that ended on another node: what this node has to know of them, and how far back it looks.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use identity::sign_in::{ENDED_STREAM, Ended};
use kernel::{App, Result, Stream, TenantId, bus::Signal, db, error::code, event::Committed};

/// Of a tenant that nobody was connected of before, only the latest count: a token is believed for a
/// second without asking the database, and the sweep comes once a second.
const RECENT: TimeDelta = TimeDelta::seconds(5);
/// So many at most are read back in that case.
const RECENT_MAX: i64 = 64;
const PAGE: i64 = 1000;

/// What this node wrote itself it has acted upon; the sweep need not.
pub fn done_here(heard: &mut HashMap<TenantId, i64>, event: &Committed) {
    if event.stream.0 == ENDED_STREAM
        && let Some(heard) = heard.get_mut(&event.tenant)
        && event.seq == *heard + 1
    {
        *heard = event.seq;
    }
}

/// What ended after `heard`; without it, what ended a moment ago.
pub async fn since(app: &App, tenant: TenantId, heard: Option<i64>, head: i64) -> Result<Vec<Ended>> {
    let stream = Stream(ENDED_STREAM.into());
    let mut tx = app.db().begin_system(tenant).await?;
    let after = heard.unwrap_or_else(|| (head - RECENT_MAX).max(0));
    let events = db::read_stream(&mut tx, &stream, after, PAGE).await?;
    // By the clock of the wall, as the database writes it.
    let is_recent = |at: DateTime<Utc>| Utc::now() - at <= RECENT;
    let fresh = events.iter().filter(|e| heard.is_some() || is_recent(e.at));
    Ok(fresh.filter_map(|e| serde_json::from_str(e.staff.as_deref()?.get()).ok()).collect())
}

pub fn signals(tenant: TenantId, ended: &Ended) -> impl Iterator<Item = Signal> + use<'_> {
    let sessions = ended.sign_ins.iter().map(move |id| Signal::Revoked { tenant, user: None, session: Some(*id) });
    let users = ended.users.iter().map(move |id| Signal::Revoked { tenant, user: Some(*id), session: None });
    sessions.chain(users)
}

/// False for a tenant that was suspended, deleted or has expired. Not being able to tell is no reason.
pub async fn is_usable(app: &App, tenant: TenantId) -> bool {
    match app.db().tenant(tenant).await {
        Ok(info) => info.check_usable(app.now()).is_ok(),
        Err(e) => e.code != code::NOT_FOUND,
    }
}
