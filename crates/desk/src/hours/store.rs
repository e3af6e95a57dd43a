//! SQL of schedules and of the tenant's calendar.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use kernel::{Error, Result, TenantTx};

use super::model::{
    Calendar, CalendarDay, DayKind, HoursError, Interval, Mode, Opening, Schedule, Timetable, china, zone,
};

#[derive(sqlx::FromRow)]
struct ScheduleRow {
    team_id: i64,
    mode: Mode,
    week: String,
    follow_calendar: bool,
    version: i32,
}

impl ScheduleRow {
    fn read(self) -> Result<(i64, Schedule)> {
        let week = serde_json::from_str(&self.week).map_err(Error::internal)?;
        let schedule = Schedule { mode: self.mode, week, follow_calendar: self.follow_calendar, version: self.version };
        Ok((self.team_id, schedule))
    }
}

/// The schedules of those of the teams that have one.
pub async fn schedules(tx: &mut TenantTx, teams: &[i64]) -> Result<HashMap<i64, Schedule>> {
    let tenant = tx.tenant();
    let rows: Vec<ScheduleRow> = sqlx::query_as(
        "select team_id, mode, week, follow_calendar, version from team_schedules where tenant_id = $1 and team_id = any($2)",
    )
    .bind(tenant)
    .bind(teams)
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(ScheduleRow::read).collect()
}

/// Writes the hours of a team. `seen` is the version that the editor saw; none = whatever there is.
pub async fn save_schedule(tx: &mut TenantTx, team: i64, s: &Schedule, seen: Option<i32>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "insert into team_schedules as s (tenant_id, team_id, mode, week, follow_calendar, version, updated_at)
         select $1, $2, $3, $4, $5, 1, $6 where coalesce($7, 0) = 0 or exists (select 1 from team_schedules where tenant_id = $1 and team_id = $2)
         on conflict (tenant_id, team_id) do update set mode = excluded.mode, week = excluded.week,
           follow_calendar = excluded.follow_calendar, version = s.version + 1, updated_at = excluded.updated_at
         where $7::integer is null or s.version = $7",
    )
    .bind(tenant)
    .bind(team)
    .bind(s.mode)
    .bind(serde_json::to_string(&s.week).map_err(Error::internal)?)
    .bind(s.follow_calendar)
    .bind(now)
    .bind(seen)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(HoursError::Stale.into()) }
}

#[derive(sqlx::FromRow)]
struct DayRow {
    day: NaiveDate,
    kind: DayKind,
    name: String,
    intervals: String,
    like_weekday: Option<i16>,
}

pub async fn calendar(tx: &mut TenantTx) -> Result<Calendar> {
    let tenant = tx.tenant();
    let head: Option<(String, i32)> = sqlx::query_as("select time_zone, version from calendars where tenant_id = $1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?;
    let Some((time_zone, version)) = head else { return Ok(china()) };
    let rows: Vec<DayRow> = sqlx::query_as(
        "select day, kind, name, intervals, like_weekday from calendar_days where tenant_id = $1 order by day",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?;
    let days = rows.into_iter().map(|r| {
        let intervals: Vec<Interval> = serde_json::from_str(&r.intervals).map_err(Error::internal)?;
        Ok(CalendarDay { date: r.day, kind: r.kind, name: r.name, intervals, like_weekday: r.like_weekday })
    });
    Ok(Calendar { time_zone, days: days.collect::<Result<_>>()?, version })
}

/// Replaces the calendar; the row of its head, locked by the update, keeps two editors apart.
pub async fn save_calendar(tx: &mut TenantTx, c: &Calendar, seen: Option<i32>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "insert into calendars as c (tenant_id, time_zone, version, updated_at)
         select $1, $2, 1, $3 where coalesce($4, 0) = 0 or exists (select 1 from calendars where tenant_id = $1)
         on conflict (tenant_id) do update set time_zone = excluded.time_zone, version = c.version + 1, updated_at = excluded.updated_at
         where $4::integer is null or c.version = $4",
    )
    .bind(tenant)
    .bind(&c.time_zone)
    .bind(now)
    .bind(seen)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Err(HoursError::Stale.into());
    }
    clear_days(tx).await?;
    insert_days(tx, &c.days).await
}

async fn clear_days(tx: &mut TenantTx) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from calendar_days where tenant_id = $1").bind(tenant).execute(tx.conn()).await?;
    Ok(())
}

async fn insert_days(tx: &mut TenantTx, days: &[CalendarDay]) -> Result<()> {
    let tenant = tx.tenant();
    let intervals: Vec<String> =
        days.iter().map(|d| serde_json::to_string(&d.intervals).map_err(Error::internal)).collect::<Result<_>>()?;
    let kinds = days.iter().map(|d| if d.kind == DayKind::Holiday { "holiday" } else { "workday" });
    sqlx::query(
        "insert into calendar_days (tenant_id, day, kind, name, intervals, like_weekday)
         select $1, * from unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::smallint[])",
    )
    .bind(tenant)
    .bind(days.iter().map(|d| d.date).collect::<Vec<_>>())
    .bind(kinds.collect::<Vec<_>>())
    .bind(days.iter().map(|d| d.name.trim().to_owned()).collect::<Vec<_>>())
    .bind(intervals)
    .bind(days.iter().map(|d| d.like_weekday).collect::<Vec<_>>())
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The tenant's time zone.
pub(crate) async fn zone_of(tx: &mut TenantTx) -> Result<Tz> {
    Ok(zone(&calendar(tx).await?.time_zone).unwrap_or(Tz::UTC))
}

/// How the teams stand now; every one of them is in the answer.
pub(crate) async fn openings(tx: &mut TenantTx, teams: &[i64]) -> Result<HashMap<i64, Opening>> {
    let (calendar, schedules, now) = (calendar(tx).await?, schedules(tx, teams).await?, tx.now());
    let unset = Schedule::default();
    let of = |team: &i64| Timetable::new(schedules.get(team).unwrap_or(&unset), &calendar).opening(now);
    Ok(teams.iter().map(|team| (*team, of(team))).collect())
}
