//! The demo's working hours and service relations, of its default tenant.

use std::collections::HashMap;

use chrono::TimeDelta;
use desk::{
    hours::{Calendar, CalendarDay, Interval, Mode, Schedule},
    relations::{NewRelation, NewTerms, Priority},
};
use kernel::{App, TenantId};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceFile {
    time_zone: String,
    days: Vec<CalendarDay>,
    hours: Vec<HoursFile>,
    relations: Vec<RelationFile>,
}

#[derive(Deserialize)]
struct HoursFile {
    team: String,
    week: Vec<Vec<Interval>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RelationFile {
    /// A phone of the demo's customers.
    customer: String,
    team: String,
    #[serde(default = "secondary")]
    priority: Priority,
    #[serde(default = "first")]
    rank: i32,
    #[serde(default)]
    problem_types: Vec<String>,
    #[serde(default)]
    business_types: Vec<String>,
    /// Until when, in days from now.
    days: Option<i64>,
    #[serde(default)]
    reason: String,
}

fn secondary() -> Priority {
    Priority::Secondary
}
fn first() -> i32 {
    1
}

pub async fn fill(
    app: &App,
    tenant: TenantId,
    file: ServiceFile,
    teams: &HashMap<String, i64>,
    customers: &HashMap<String, i64>,
) -> anyhow::Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let calendar = Calendar { time_zone: file.time_zone, days: file.days, version: 0 };
    desk::hours::save_calendar(&mut tx, &calendar, None).await?;
    for hours in file.hours {
        let Some(team) = teams.get(&hours.team) else { continue };
        let schedule = Schedule { mode: Mode::Weekly, week: hours.week, follow_calendar: true, version: 0 };
        desk::hours::save_schedule(&mut tx, *team, &schedule, None).await?;
    }
    for r in file.relations {
        let Some((customer_id, team_id)) = customers.get(&r.customer).zip(teams.get(&r.team)) else { continue };
        let valid_until = r.days.map(|days| tx.now() + TimeDelta::days(days));
        let terms = NewTerms {
            priority: r.priority,
            rank: r.rank,
            problem_types: r.problem_types,
            business_types: r.business_types,
            valid_from: None,
            valid_until,
            replace_primary: false,
        };
        let new = NewRelation { customer_id: *customer_id, team_id: *team_id, terms, reason: r.reason };
        desk::relations::create(&mut tx, &new).await?;
    }
    tx.finish().await?;
    Ok(())
}
