//! Telling what was touched, when the transaction that touched it commits.

use std::pin::Pin;

use kernel::{CustomerRef, OrganizationRef, Result, Stream, TeamRef, TenantTx, Touched, UserRef};
use serde::Serialize;

use super::store;
use crate::agents;

#[derive(Serialize)]
struct CustomerUpdate {
    customer: CustomerRef,
}
/// Whatever shows `from` shows the customer from now on.
#[derive(Serialize)]
struct CustomerMerged {
    from: i64,
    customer: CustomerRef,
}
#[derive(Serialize)]
struct OrganizationUpdate<'a> {
    organization: &'a OrganizationRef,
}
#[derive(Serialize)]
struct Removed {
    id: i64,
}
#[derive(Serialize)]
struct TeamUpdate<'a> {
    team: &'a TeamRef,
}
/// Tickets of `from` are the team's now; conversations that are over keep the name of the team that had them.
#[derive(Serialize)]
struct TeamMerged<'a> {
    from: i64,
    team: &'a TeamRef,
}
#[derive(Serialize)]
struct UserUpdate<'a> {
    user: &'a UserRef,
}

/// What was touched, by kind.
#[derive(Default)]
struct ByKind {
    organizations: Vec<i64>,
    customers: Vec<i64>,
    teams: Vec<i64>,
    users: Vec<i64>,
    agents: Vec<i64>,
}

impl ByKind {
    fn of(touched: Vec<Touched>) -> Self {
        let mut by = Self::default();
        for what in touched {
            match what {
                Touched::Organization(id) => by.organizations.push(id),
                Touched::Customer(id) => by.customers.push(id),
                Touched::Team(id) => by.teams.push(id),
                Touched::User(id) => by.users.push(id),
                Touched::Agent(id) => by.agents.push(id),
            }
        }
        by
    }
}

/// Named to the kernel as the one who tells ([`kernel::event::Tell`]).
pub fn tell(tx: &mut TenantTx, touched: Vec<Touched>) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
    Box::pin(async move {
        let by = ByKind::of(touched);
        tell_organizations(tx, &by.organizations).await?;
        tell_customers(tx, &by.customers).await?;
        tell_teams(tx, &by.teams).await?;
        tell_users(tx, &by.users).await?;
        agents::announce_touched(tx, &by.agents).await
    })
}

async fn tell_organizations(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let found = store::organizations(tx, ids).await?;
    for id in ids {
        match found.iter().find(|o| o.id == *id) {
            Some(organization) => {
                tx.emit(Stream::directory(), "organization_update", &OrganizationUpdate { organization })?;
            }
            None => tx.emit(Stream::directory(), "organization_removed", &Removed { id: *id })?,
        }
    }
    Ok(())
}

async fn tell_customers(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for row in store::customers(tx, ids).await? {
        let Some(into) = row.merged_into else {
            tx.emit(Stream::directory(), "customer_update", &CustomerUpdate { customer: row.card() })?;
            continue;
        };
        // Who stays is never merged itself: a merge points those before it to the one that stays.
        for stays in store::customers(tx, &[into]).await? {
            let merged = CustomerMerged { from: row.id, customer: stays.card() };
            tx.emit(Stream::directory(), "customer_merged", &merged)?;
        }
    }
    Ok(())
}

async fn tell_teams(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for (team, successor) in store::teams(tx, ids).await? {
        match &successor {
            Some(to) => {
                tx.emit(Stream::directory(), "team_merged", &TeamMerged { from: team.id, team: to })?;
            }
            None => {
                for stream in [Stream::directory(), Stream::team(team.id)] {
                    tx.emit(stream, "team_update", &TeamUpdate { team: &team })?;
                }
            }
        }
    }
    Ok(())
}

async fn tell_users(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for user in store::users(tx, ids).await? {
        for stream in [Stream::directory(), Stream::agent(user.id)] {
            tx.emit(stream, "user_update", &UserUpdate { user: &user })?;
        }
    }
    Ok(())
}
