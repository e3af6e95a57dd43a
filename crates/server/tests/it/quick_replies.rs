//! Canned answers: everyone's and one's own.

use serde_json::{Value, json};

use crate::support::TestApp;

fn reply(scope: &str, shortcut: &str) -> Value {
    json!({ "scope": scope, "category": "greetings", "title": format!("title {shortcut}"), "shortcut": shortcut, "content": "您好，{{customer.name}}" })
}

#[tokio::test]
async fn everyone_reads_the_global_list_and_only_the_owner_a_personal_one() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, wang) = (acme.user("li", "agent").await, acme.user("wang", "agent").await);
    let global = acme.admin.post("/quick-replies", reply("global", "/nh")).await.ok();
    let own = li.post("/quick-replies", reply("personal", "/nh")).await.ok();
    li.post("/quick-replies", reply("global", "/x")).await.refused(403, 10003);
    let ids = |list: Value| list.as_array().unwrap().iter().map(|r| r["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(li.get("/quick-replies").await.ok()), [global["id"].clone(), own["id"].clone()]);
    assert_eq!(ids(wang.get("/quick-replies").await.ok()), [global["id"].clone()]);
    assert_eq!(li.get("/quick-replies?q=customer.name").await.ok().as_array().unwrap().len(), 2);
    assert!(
        li.get("/quick-replies?q=100%25").await.ok().as_array().unwrap().is_empty(),
        "a percent sign is a percent sign"
    );

    let url = format!("/quick-replies/{}", own["id"]);
    for stranger in [&wang, &acme.admin] {
        stranger.put(&url, reply("personal", "/b")).await.refused(404, 10004);
        stranger.delete(&url).await.refused(404, 10004);
    }
    let url = format!("/quick-replies/{}", global["id"]);
    li.put(&url, reply("global", "/b")).await.refused(403, 10003);
    li.put(&url, reply("personal", "/b")).await.refused(403, 10003);
    li.delete(&url).await.refused(403, 10003);
    assert_eq!(acme.admin.put(&url, reply("global", "/hello")).await.ok()["shortcut"], "/hello");
    acme.admin.delete(&url).await.ok();
    acme.admin.delete(&url).await.refused(404, 10004);
    assert_eq!(ids(li.get("/quick-replies").await.ok()), [own["id"].clone()]);
    app.tenant("umbrella").await.admin.delete(&format!("/quick-replies/{}", own["id"])).await.refused(404, 10004);
}

#[tokio::test]
async fn a_shortcut_means_one_thing_in_a_list() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    acme.admin.post("/quick-replies", reply("global", "/nh")).await.ok();
    acme.admin.post("/quick-replies", reply("global", "/NH")).await.refused(409, 10012);
    acme.admin.post("/quick-replies", reply("personal", "/nh")).await.ok();
    for _ in 0..2 {
        acme.admin.post("/quick-replies", reply("global", "")).await.ok();
    }
    let with = |key: &str, value: Value| {
        let mut r = reply("global", "/v");
        r[key] = value;
        r
    };
    for (field, value) in [
        ("title", json!(" ")),
        ("content", json!("")),
        ("shortcut", json!("a b")),
        ("scope", json!("team")),
        ("title", json!("a\u{0}")),
    ] {
        assert_eq!(acme.admin.post("/quick-replies", with(field, value)).await.bad_fields(), [field]);
    }
}
