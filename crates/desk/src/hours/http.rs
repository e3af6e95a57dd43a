//! `/teams/{id}/schedule` and `/settings/calendar`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::{Allow, App, Body, Error, IdPath, Path, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::{Calendar, CalendarDay, Interval, Mode, Opening, Schedule, Timetable, check_day},
    store,
};
use crate::{settings, teams};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/teams/{id}/schedule",
            get_with(show, |o| o.id("getTeamSchedule").summary("When a team is at work.").tag("teams"))
                .put_with(put, |o| o.id("putTeamSchedule").summary("Set a team's working hours.").tag("teams")),
        )
        .api_route(
            "/settings/calendar",
            get_with(calendar, |o| {
                o.id("getCalendar").summary("The tenant's time zone, holidays and make-up days.").tag("settings")
            })
            .put_with(put_calendar, |o| {
                o.id("putCalendar").summary("Replace the time zone, holidays and make-up days.").tag("settings")
            }),
        )
        .api_route(
            "/me/service-hours",
            get_with(mine, |o| {
                o.id("getMyServiceHours")
                    .summary("Whether the people whom a new conversation would wait for are at work.")
                    .tag("my sessions")
            }),
        )
}

/// When a team is at work, and how it stands now.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct TeamSchedule {
    mode: Mode,
    /// Seven days, Monday first; each has its intervals in order.
    week: Vec<Vec<Interval>>,
    follow_calendar: bool,
    /// Rises with every change; 0 = nobody has set it yet.
    version: i32,
    time_zone: String,
    now: Opening,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct PutSchedule {
    #[garde(skip)]
    mode: Mode,
    /// Seven days, Monday first. Kept, but of no effect while the mode is `always`.
    #[garde(length(equal = 7))]
    #[schemars(length(equal = 7))]
    week: Vec<Vec<Interval>>,
    /// Whether the tenant's holidays and make-up days count.
    #[garde(skip)]
    follow_calendar: bool,
    /// The version that the editor saw.
    #[garde(inner(range(min = 0)))]
    #[schemars(range(min = 0))]
    version: Option<i32>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(example = serde_json::json!({ "timeZone": "Asia/Shanghai", "days": [{ "date": "2026-10-01", "kind": "holiday", "name": "国庆节" }] }))]
struct PutCalendar {
    /// IANA name, like `Asia/Shanghai`.
    #[garde(length(min = 1, max = 64))]
    #[schemars(length(min = 1, max = 64))]
    time_zone: String,
    #[garde(length(max = 1000), dive)]
    #[schemars(length(max = 1000))]
    days: Vec<CalendarDay>,
    /// The version that the editor saw.
    #[garde(inner(range(min = 0)))]
    #[schemars(range(min = 0))]
    version: Option<i32>,
}

async fn read(tx: &mut TenantTx, team: i64) -> Result<TeamSchedule> {
    let calendar = store::calendar(tx).await?;
    let s = store::schedules(tx, &[team]).await?.remove(&team).unwrap_or_default();
    let now = Timetable::new(&s, &calendar).opening(tx.now());
    let (mode, week, follow_calendar, version) = (s.mode, s.week, s.follow_calendar, s.version);
    Ok(TeamSchedule { mode, week, follow_calendar, version, time_zone: calendar.time_zone, now })
}

async fn show(
    caller: Allow<perm::TeamsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<TeamSchedule>> {
    let mut tx = caller.begin(&app).await?;
    teams::find(&mut tx, p.id).await?;
    read(&mut tx, p.id).await.map(Reply)
}

async fn put(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<PutSchedule>,
) -> Result<Reply<TeamSchedule>> {
    let mut tx = caller.begin(&app).await?;
    teams::lock(&mut tx, p.id).await?;
    for (n, day) in body.week.iter().enumerate() {
        check_day(day).map_err(|e| Error::field(&format!("week[{n}]"), &e.to_string()))?;
    }
    let schedule = Schedule { mode: body.mode, week: body.week, follow_calendar: body.follow_calendar, version: 0 };
    store::save_schedule(&mut tx, p.id, &schedule, body.version).await?;
    tx.audit(
        "team.schedule",
        format!("team/{}", p.id),
        json!({ "mode": schedule.mode, "week": schedule.week, "followCalendar": schedule.follow_calendar }),
    );
    let after = read(&mut tx, p.id).await?;
    tx.commit(after).await
}

/// What a customer is told before it asks for a person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ServiceHours {
    is_open: bool,
    /// When they are at work next; `null` while they are, or when nobody knows.
    next_opening: Option<DateTime<Utc>>,
}

/// A conversation that names no team waits for the default one; where there is none, for anybody.
async fn mine(caller: Allow<perm::PortalChat>, State(app): State<App>) -> Result<Reply<ServiceHours>> {
    let mut tx = caller.begin(&app).await?;
    let Some(team) = settings::get(&mut tx).await?.default_team_id else {
        return Ok(Reply(ServiceHours { is_open: true, next_opening: None }));
    };
    let opening = store::openings(&mut tx, &[team]).await?.remove(&team).ok_or_else(Error::not_found)?;
    let next_opening = opening.next_opening.filter(|_| !opening.is_open);
    Ok(Reply(ServiceHours { is_open: opening.is_open, next_opening }))
}

/// Whoever reads teams reads the days on which they are closed.
async fn calendar(caller: Allow<perm::TeamsRead>, State(app): State<App>) -> Result<Reply<Calendar>> {
    let mut tx = caller.begin(&app).await?;
    store::calendar(&mut tx).await.map(Reply)
}

async fn put_calendar(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Body(body): Body<PutCalendar>,
) -> Result<Reply<Calendar>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = Calendar { time_zone: body.time_zone, days: body.days, version: 0 };
    wanted.check().map_err(|e| Error::field(e.field(), &e.to_string()))?;
    store::save_calendar(&mut tx, &wanted, body.version).await?;
    tx.audit(
        "settings.calendar",
        "settings/calendar",
        json!({ "timeZone": wanted.time_zone, "days": wanted.days.len() }),
    );
    let after = store::calendar(&mut tx).await?;
    tx.commit(after).await
}
