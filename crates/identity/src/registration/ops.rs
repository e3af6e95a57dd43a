//! Making links.

use kernel::{Error, Result, TenantTx, error::code, secret};
use serde_json::json;

use super::{
    model::{NewLinks, RegistrationLink},
    store,
};

pub async fn create(tx: &mut TenantTx, new: &NewLinks, base: &str) -> Result<Vec<RegistrationLink>> {
    let maker = tx.user_id().ok_or_else(|| Error::new(code::DENIED))?;
    let now = tx.now();
    if new.expires_at.is_some_and(|at| at <= now) {
        return Err(Error::field("expiresAt", "is in the past"));
    }
    if let Some(team) = new.team_id
        && !store::team_exists(tx, team).await?
    {
        return Err(Error::field("teamId", "names no team"));
    }
    let mut ids = Vec::with_capacity(new.count.into());
    for number in 1..=new.count {
        let name = new.name.trim();
        let name = if new.count == 1 { name.to_owned() } else { format!("{name} {number}") };
        // The tenant is in the token, because whoever opens the link has said nothing else yet. No dot: the
        // last part of a page's path that has one is taken for a file.
        let token = format!("{}-{}", tx.tenant(), secret::token());
        ids.push(store::insert(tx, new, &name, &token, maker).await?);
    }
    tx.audit("registration-link.create", "registration-links".to_owned(), json!({ "name": new.name, "ids": ids }));
    let links = store::by_ids(tx, &ids).await?;
    Ok(links.into_iter().map(|link| link.view(base, now)).collect())
}
