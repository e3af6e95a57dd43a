//! Customers and their organizations; contact data is masked but for an audited look.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn contact_data_is_masked_and_every_reveal_is_on_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let organization = acme.admin.post("/organizations", json!({ "name": "城东卫生院", "region": "杭州" })).await.ok();
    let body = json!({ "name": "王芳", "phone": "+86 138-0000-0001", "email": "wang@example.com", "organizationId": organization["id"], "vip": true, "tags": ["报表"], "profile": "formal" });
    let made = agent.post("/customers", body).await.ok();
    let path = format!("/customers/{}", made["id"]);
    for seen in [&made, &agent.get(&path).await.ok(), &agent.get("/customers").await.list()[0]] {
        assert_eq!((&seen["phone"], &seen["email"]), (&json!("138****0001"), &json!("w***@example.com")));
        assert_eq!(seen["organization"]["name"], "城东卫生院");
    }
    agent.post(&format!("{path}/reveal"), json!({})).await.refused(403, 10003);
    assert_eq!(acme.admin.get("/audit-events?action=customer.reveal").await.list().len(), 0);
    let shown = acme.admin.post(&format!("{path}/reveal"), json!({})).await.ok();
    assert_eq!((&shown["phone"], &shown["email"]), (&json!("13800000001"), &json!("wang@example.com")));
    let trail = acme.admin.get("/audit-events?action=customer.reveal").await;
    assert_eq!(trail.list()[0]["target"], format!("customer/{}", made["id"]));
    assert!(!trail.body.to_string().contains("13800000001"), "the record does not repeat the secret");
}

#[tokio::test]
async fn customers_are_found_by_name_phone_organization_and_profile() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let organization = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    acme.admin.post("/customers", json!({ "name": "王芳", "phone": "13800000001", "organizationId": organization["id"], "profile": "formal" })).await.ok();
    acme.admin.post("/customers", json!({ "name": "李明", "phone": "13800000002", "vip": true })).await.ok();
    for (query, expected) in [
        ("q=%E7%8E%8B".to_owned(), "王芳"),
        ("q=138-0000-0002".into(), "李明"),
        (format!("organizationId={}", organization["id"]), "王芳"),
        ("profile=formal".into(), "王芳"),
        ("vip=true".into(), "李明"),
    ] {
        let found = acme.admin.get(&format!("/customers?{query}")).await.list();
        assert_eq!((found.len(), &found[0]["name"]), (1, &json!(expected)), "{query}");
    }
    let taken =
        acme.admin.post("/customers", json!({ "name": "另一个", "phone": "138 0000 0001", "profile": "formal" })).await;
    taken.refused(409, 12406);
    acme.admin.get("/customers?profile=nobody").await.bad_fields();
}

#[tokio::test]
async fn a_change_leaves_the_masked_fields_as_they_are() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let made = acme
        .admin
        .post("/customers", json!({ "name": "王芳", "phone": "13800000001", "email": "w@example.com" }))
        .await
        .ok();
    let path = format!("/customers/{}", made["id"]);
    acme.admin.put(&path, json!({ "name": "王芳芳", "note": "常客" })).await.ok();
    let shown = acme.admin.post(&format!("{path}/reveal"), json!({})).await.ok();
    assert_eq!((&shown["phone"], &shown["email"]), (&json!("13800000001"), &json!("w@example.com")));
    acme.admin.put("/customers/999999", json!({ "name": "x" })).await.refused(404, 10004);
}

#[tokio::test]
async fn a_customer_has_tags_and_the_whole_of_its_contact_data_masked() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body = json!({ "name": "王芳", "gender": "female", "landline": "0571-88886666", "department": "信息科", "emergencyPhone": "13900000009", "duty": "公卫上报" });
    let made = acme.admin.post("/customers", body).await.ok();
    assert_eq!((&made["landline"], &made["emergencyPhone"]), (&json!("057*****6666"), &json!("139****0009")));
    assert_eq!(
        (&made["gender"], &made["department"], &made["duty"]),
        (&json!("female"), &json!("信息科"), &json!("公卫上报"))
    );
    let path = format!("/customers/{}", made["id"]);
    let shown = acme.admin.post(&format!("{path}/reveal"), json!({})).await.ok();
    assert_eq!((&shown["landline"], &shown["emergencyPhone"]), (&json!("057188886666"), &json!("13900000009")));
    let tags = acme.admin.post(&format!("{path}/tags"), json!({ "tags": ["报表", " 接口 ", "报表"] })).await.ok();
    assert_eq!(tags, json!({ "tags": ["报表", "接口"] }));
    assert_eq!(acme.admin.get(&format!("{path}/tags")).await.ok(), tags);
    acme.admin.post("/customers/999999/tags", json!({ "tags": [] })).await.refused(404, 10004);
}

#[tokio::test]
async fn a_profile_is_not_changed_by_hand() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let pending = acme.admin.post("/customers", json!({ "name": "王芳", "profile": "pending_archive" })).await;
    assert_eq!(pending.bad_fields(), ["profile"]);
    let made = acme.admin.post("/customers", json!({ "name": "王芳" })).await.ok();
    let path = format!("/customers/{}", made["id"]);
    acme.admin.put(&path, json!({ "name": "王芳", "profile": "formal" })).await.refused(409, 12402);
    acme.admin.put(&path, json!({ "name": "王芳", "profile": "temporary" })).await.ok();
}

#[tokio::test]
async fn another_tenants_organization_cannot_be_pointed_at() {
    let app = TestApp::start().await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let theirs = other.admin.post("/organizations", json!({ "name": "theirs" })).await.ok();
    let answer = acme.admin.post("/customers", json!({ "name": "x", "organizationId": theirs["id"] })).await;
    assert!(answer.status == 404 || answer.status == 400, "{}", answer.body);
    assert_eq!(acme.admin.get("/customers").await.list().len(), 0);
}

#[tokio::test]
async fn who_saves_over_a_profile_that_changed_meanwhile_is_told() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let lin = acme.user("lin", "agent").await;
    for path in ["/customers", "/organizations"] {
        let seen = acme.admin.post(path, json!({ "name": "甲" })).await.ok();
        let url = format!("{path}/{}", seen["id"]);
        let version = seen["version"].clone();
        let first = acme.admin.put(&url, json!({ "name": "甲改", "version": version })).await.ok();
        assert_eq!(first["version"].as_i64(), version.as_i64().map(|v| v + 1));
        acme.admin.put(&url, json!({ "name": "乙改", "version": version })).await.refused(409, 10011);
        assert_eq!(acme.admin.get(&url).await.ok()["name"], "甲改", "{path}: what was saved stays");
        acme.admin.put(&url, json!({ "name": "乙改", "version": first["version"] })).await.ok();
    }
    // Tags have a door of their own and stand in the form, too.
    let seen = lin.post("/customers", json!({ "name": "丙" })).await.ok();
    let url = format!("/customers/{}", seen["id"]);
    acme.admin.post(&format!("{url}/tags"), json!({ "tags": ["VIP"] })).await.ok();
    lin.put(&url, json!({ "name": "丙改", "version": seen["version"] })).await.refused(409, 10011);
}
