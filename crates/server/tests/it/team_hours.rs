//! Working hours of teams over the tenant's calendar.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

fn office() -> Value {
    let day = json!([{ "start": "09:00", "end": "12:00" }, { "start": "13:30", "end": "18:00" }]);
    json!([day, day, day, day, day, [], []])
}

async fn team(admin: &Client, name: &str) -> String {
    format!("/teams/{}", admin.post("/teams", json!({ "name": name })).await.ok()["id"])
}

#[tokio::test]
async fn a_team_has_hours_and_says_whether_it_is_open() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let team = team(&acme.admin, "一线").await;
    let path = format!("{team}/schedule");
    let unset = acme.admin.get(&path).await.ok();
    assert_eq!(
        (&unset["mode"], &unset["version"], &unset["now"]["isOpen"], &unset["timeZone"]),
        (&json!("always"), &json!(0), &json!(true), &json!("Asia/Shanghai"))
    );
    let body = json!({ "mode": "weekly", "week": office(), "followCalendar": true, "version": 0 });
    let set = acme.admin.put(&path, body.clone()).await.ok();
    assert_eq!((&set["week"], &set["version"]), (&office(), &json!(1)));
    assert!(set["now"]["nextOpening"].is_string() && set["now"]["nextClosing"].is_string(), "{set}");
    assert_eq!(acme.admin.get(&team).await.ok()["hours"], acme.admin.get(&path).await.ok()["now"]);
    // Somebody else was faster.
    acme.admin.put(&path, body).await.refused(409, 10011);
    assert_eq!(acme.admin.get("/audit-events?action=team.schedule").await.list().len(), 1);
}

#[tokio::test]
async fn never_open_is_possible_and_shows_in_the_list() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let team = team(&acme.admin, "筹备组").await;
    let week = json!([[], [], [], [], [], [], []]);
    acme.admin
        .put(&format!("{team}/schedule"), json!({ "mode": "weekly", "week": week, "followCalendar": true }))
        .await
        .ok();
    let hours = &acme.admin.get("/teams").await.list()[0]["hours"];
    assert_eq!(hours, &json!({ "mode": "weekly", "isOpen": false, "nextOpening": null, "nextClosing": null }));
}

#[tokio::test]
async fn a_customer_hears_whether_anybody_is_at_work() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let customer = acme.customer("王芳", "13800000001").await;
    let told = async || customer.get("/me/service-hours").await.ok();
    assert_eq!(told().await, json!({ "isOpen": true, "nextOpening": null }), "nobody in particular is asked");
    let team = team(&acme.admin, "一线").await;
    let id: i64 = team.rsplit('/').next().unwrap().parse().unwrap();
    let settings =
        json!({ "defaultTeamId": id, "strategy": "least_loaded", "maxSessionsDefault": 5, "acceptMode": "auto" });
    acme.admin.put("/settings/assignment", settings).await.ok();
    // Three hours from now on, every day: closed for the moment, wherever the test runs.
    let china = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    let soon = (app.app.clock().now() + chrono::TimeDelta::hours(3)).with_timezone(&china);
    let interval = json!([{ "start": soon.format("%H:%M").to_string(), "end": (soon + chrono::TimeDelta::hours(1)).format("%H:%M").to_string() }]);
    let body = json!({ "mode": "weekly", "week": vec![interval; 7], "followCalendar": true });
    acme.admin.put(&format!("{team}/schedule"), body).await.ok();
    let closed = told().await;
    let opens = closed["nextOpening"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!(
        (&closed["isOpen"], opens.with_timezone(&china).format("%H:%M").to_string()),
        (&json!(false), soon.format("%H:%M").to_string())
    );
    app.clock.advance(chrono::TimeDelta::minutes(210));
    let customer = acme.customer("李明", "13800000002").await;
    assert_eq!(customer.get("/me/service-hours").await.ok(), json!({ "isOpen": true, "nextOpening": null }));
}

#[tokio::test]
async fn hours_that_make_no_sense_are_refused_by_day() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let path = format!("{}/schedule", team(&acme.admin, "一线").await);
    let put = async |tuesday: Value| {
        let week = json!([[], tuesday, [], [], [], [], []]);
        acme.admin.put(&path, json!({ "mode": "weekly", "week": week, "followCalendar": true })).await
    };
    let overlap = json!([{ "start": "09:00", "end": "12:00" }, { "start": "11:00", "end": "13:00" }]);
    assert_eq!(put(overlap).await.bad_fields(), ["week[1]"]);
    assert_eq!(put(json!([{ "start": "09:00", "end": "09:00" }])).await.bad_fields(), ["week[1]"]);
    for bad in ["9:00", "24:30", "noon", ""] {
        assert_eq!(put(json!([{ "start": bad, "end": "18:00" }])).await.status, 400, "{bad}");
    }
    let six = json!({ "mode": "weekly", "week": [[], [], [], [], [], []], "followCalendar": true });
    assert_eq!(acme.admin.put(&path, six).await.bad_fields(), ["week"]);
    assert_eq!(acme.admin.get(&path).await.ok()["version"], 0, "nothing half-written");
}

#[tokio::test]
async fn the_calendar_closes_teams_that_follow_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let round: Vec<_> = (0..7).map(|_| json!([{ "start": "00:00", "end": "24:00" }])).collect();
    let mut teams = Vec::new();
    for (name, follow) in [("随日历", true), ("不随日历", false)] {
        let team = team(&acme.admin, name).await;
        let body = json!({ "mode": "weekly", "week": round, "followCalendar": follow });
        acme.admin.put(&format!("{team}/schedule"), body).await.ok();
        teams.push(team);
    }
    // Every day around now is a holiday, wherever the test runs.
    let today = chrono::Utc::now().date_naive();
    let days: Vec<_> = (-3..=3)
        .map(|n| json!({ "date": today + chrono::TimeDelta::days(n), "kind": "holiday", "name": "春节" }))
        .collect();
    let calendar = json!({ "timeZone": "Asia/Urumqi", "days": days, "version": 0 });
    let saved = acme.admin.put("/settings/calendar", calendar.clone()).await.ok();
    assert_eq!((saved["days"].as_array().unwrap().len(), &saved["version"]), (7, &json!(1)));
    acme.admin.put("/settings/calendar", calendar).await.refused(409, 10011);
    let open = async |team: &String| acme.admin.get(&format!("{team}/schedule")).await.ok()["now"]["isOpen"].clone();
    assert_eq!((open(&teams[0]).await, open(&teams[1]).await), (json!(false), json!(true)));
    let bad = json!({ "timeZone": "Mars/Base", "days": [] });
    assert_eq!(acme.admin.put("/settings/calendar", bad).await.bad_fields(), ["timeZone"]);
    let twice = json!({ "timeZone": "Asia/Shanghai", "days": [
        { "date": "2026-10-01", "kind": "holiday", "name": "国庆" }, { "date": "2026-10-01", "kind": "workday", "name": "调休" }] });
    assert_eq!(acme.admin.put("/settings/calendar", twice).await.bad_fields(), ["days"]);
}

#[tokio::test]
async fn agents_read_hours_and_only_those_who_may_set_them() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, boss) = (acme.user("li", "agent").await, acme.user("boss", "supervisor").await);
    let path = format!("{}/schedule", team(&acme.admin, "一线").await);
    let body = json!({ "mode": "always", "week": office(), "followCalendar": true });
    li.get(&path).await.ok();
    li.put(&path, body.clone()).await.refused(403, 10003);
    boss.put(&path, body).await.ok();
    li.get("/settings/calendar").await.ok();
    boss.put("/settings/calendar", json!({ "timeZone": "Asia/Shanghai", "days": [] })).await.refused(403, 10003);
}

#[tokio::test]
async fn two_who_set_the_same_hours_at_once_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let path = format!("{}/schedule", team(&acme.admin, "一线").await);
    for version in [0, 1] {
        let body = json!({ "mode": "weekly", "week": office(), "followCalendar": true, "version": version });
        let answers = futures_util::future::join_all((0..6).map(|_| acme.admin.put(&path, body.clone()))).await;
        let mut statuses: Vec<_> = answers.iter().map(|a| a.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
    }
    assert_eq!(acme.admin.get(&path).await.ok()["version"], 2);
}
