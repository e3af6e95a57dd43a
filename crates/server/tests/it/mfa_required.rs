//! A second factor that the tenant asks for: the grace, the one thing that is open without it, and who is not asked.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    mfa::enrol,
    support::{Client, PASSWORD, Tenant, TestApp},
};

async fn require(acme: &Tenant<'_>, required: &str, roles: Value, grace_days: i64) {
    let body = json!({ "phoneCodeUsers": false, "phoneCodeCustomers": false, "mfaRequired": required, "mfaRoleIds": roles, "mfaGraceDays": grace_days });
    acme.admin.put("/settings/sign-in", body).await.ok();
}

async fn role(acme: &Tenant<'_>, code: &str) -> Value {
    acme.admin.get("/roles").await.list().iter().find(|r| r["code"] == code).unwrap()["id"].clone()
}

async fn refused(client: &Client) {
    client.get("/customers").await.refused(403, 11019);
}

#[tokio::test]
async fn after_the_grace_a_user_without_a_second_factor_can_enrol_and_nothing_else() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    acme.user("wang", "agent").await;
    let agent = role(&acme, "agent").await;
    require(&acme, "roles", json!([agent]), 3).await;
    let login = json!({ "tenant": "acme", "username": "li", "password": PASSWORD });
    let answer = app.anonymous().post("/auth/login", login.clone()).await.ok();
    assert_eq!((&answer["mustEnrolMfa"], answer["user"]["mfaDueAt"].is_string()), (&json!(false), true));
    li.get("/customers").await.ok();
    // Of the administrator nothing is asked.
    assert_eq!(acme.admin.get("/user/info").await.ok()["mfaDueAt"], Value::Null);

    // Of two who connect an hour before the grace ends, one enrols in time.
    app.clock.advance(TimeDelta::days(3) - TimeDelta::hours(1));
    let again = async |name: &str| {
        let login = json!({ "tenant": "acme", "username": name, "password": PASSWORD });
        let answer = app.anonymous().post("/auth/login", login).await.ok();
        app.anonymous().signed_in(&answer)
    };
    let mut open = again("li").await.socket().await;
    let wang = again("wang").await;
    enrol(&app, &wang).await;

    app.clock.advance(TimeDelta::hours(1) + TimeDelta::seconds(1));
    assert_eq!(open.closed().await, 4401, "the connection ends with the grace");
    let mut prompt = wang.socket().await;
    prompt.send(json!({ "type": "ping" })).await;
    prompt.until("pong").await;
    let answer = app.anonymous().post("/auth/login", login).await.ok();
    assert_eq!(answer["mustEnrolMfa"], true);
    let li = app.anonymous().signed_in(&answer);
    refused(&li).await;
    li.get("/events/poll?streams=user/1:0").await.refused(403, 11019);
    li.get("/auth/accounts").await.refused(403, 11019);
    let mut socket = li.raw_socket().await;
    socket.send(json!({ "type": "auth", "data": { "token": li.token } })).await;
    assert_eq!(socket.closed().await, 4401);
    // What leads out of it is open.
    li.get("/user/info").await.ok();
    enrol(&app, &li).await;
    li.get("/customers").await.ok();
    li.post("/auth/mfa/disable", json!({ "password": PASSWORD })).await.refused(409, 11020);
    assert_eq!(li.get("/user/info").await.ok()["mfaDueAt"], Value::Null);
}

#[tokio::test]
async fn without_grace_it_holds_at_once_for_who_is_signed_in_and_keys_are_not_asked() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    enrol(&app, &acme.admin).await;
    let li = acme.user("li", "agent").await;
    let key = acme.admin.post("/api-keys", json!({ "name": "k", "permissions": ["customers:read"] })).await.ok();
    let mut program = app.anonymous();
    program.token = key["secret"].as_str().map(str::to_owned);
    program.get("/customers").await.ok();
    let mut socket = li.socket().await;
    require(&acme, "all", json!([]), 0).await;
    refused(&li).await;
    // The open connection ends as well.
    let _ = socket.closed().await;
    program.get("/customers").await.ok();
    acme.admin.get("/customers").await.ok();
    // Customers are not staff.
    let customer = acme.customer("王芳", "13900000001").await;
    customer.get("/user/info").await.ok();

    enrol(&app, &li).await;
    li.get("/customers").await.ok();
    // Whom an administrator takes it from has to enrol again.
    acme.admin.post(&format!("/users/{}/reset-mfa", li.id()), json!({})).await.ok();
    app.clock.advance(TimeDelta::seconds(2));
    let li = app.sign_in("acme", "li").await;
    refused(&li).await;
    require(&acme, "off", json!([]), 0).await;
    app.sign_in("acme", "li").await.get("/customers").await.ok();
}

#[tokio::test]
async fn a_requirement_names_roles_that_there_are() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let put = |roles: Value| {
        let body = json!({ "phoneCodeUsers": false, "phoneCodeCustomers": false, "mfaRequired": "roles", "mfaRoleIds": roles, "mfaGraceDays": 7 });
        acme.admin.put("/settings/sign-in", body)
    };
    assert_eq!(put(json!([])).await.bad_fields(), ["mfaRoleIds"]);
    assert_eq!(put(json!([987_654])).await.bad_fields(), ["mfaRoleIds"]);
    assert_eq!(acme.admin.get("/settings/sign-in").await.ok()["mfaRequired"], "off");
    let supervisor = acme.user("sup", "supervisor").await;
    supervisor.put("/settings/sign-in", json!({ "mfaRequired": "off" })).await.refused(403, 10003);
}
