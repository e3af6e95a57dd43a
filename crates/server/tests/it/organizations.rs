//! Organizations: their profile, who works there, and finding the one that somebody means.

use serde_json::{Value, json};

use crate::support::TestApp;

/// A real code, and one with a slip of the pen.
const CODE: &str = "91350100M000100Y43";
const WRONG_CODE: &str = "91350100M000100Y44";

fn whole() -> Value {
    json!({
        "name": "杭州云帆科技有限公司", "creditCode": "91350100m000100y43", "region": "华东区", "address": "滨江区江南大道 1 号",
        "phone": "0571-8888 6666", "industry": "软件与信息服务", "size": "medium", "businessScope": "医院信息系统",
        "cooperationLevel": "重点客户", "contractNote": "三年框架合同"
    })
}

#[tokio::test]
async fn an_organization_keeps_its_whole_profile_and_hides_what_is_sensitive() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let made = agent.post("/organizations", whole()).await.ok();
    for (field, expected) in [
        ("creditCode", "9135**********0Y43"),
        ("phone", "057*****6666"),
        ("address", "滨江区江南大道 1 号"),
        ("industry", "软件与信息服务"),
        ("size", "medium"),
        ("businessScope", "医院信息系统"),
        ("cooperationLevel", "重点客户"),
        ("contractNote", "三年框架合同"),
    ] {
        assert_eq!(made[field], expected, "{field}");
    }
    let path = format!("/organizations/{}", made["id"]);
    agent.post(&format!("{path}/reveal"), json!({})).await.refused(403, 10003);
    let shown = acme.admin.post(&format!("{path}/reveal"), json!({})).await.ok();
    assert_eq!((&shown["creditCode"], &shown["phone"]), (&json!(CODE), &json!("057188886666")));
    let trail = acme.admin.get("/audit-events?action=organization.reveal").await;
    assert_eq!(trail.list()[0]["target"], format!("organization/{}", made["id"]));
    assert!(!trail.body.to_string().contains(CODE), "the record does not repeat the secret");
}

#[tokio::test]
async fn an_edit_of_the_masked_form_keeps_code_and_phone_and_an_empty_one_takes_them_away() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let made = acme.admin.post("/organizations", whole()).await.ok();
    let path = format!("/organizations/{}", made["id"]);
    let changed = acme.admin.put(&path, json!({ "name": "云帆科技", "region": "华南区" })).await.ok();
    assert_eq!((&changed["creditCode"], &changed["region"]), (&made["creditCode"], &json!("华南区")));
    assert_eq!(changed["address"], Value::Null, "what is not sensitive is as the form says");
    let emptied = acme.admin.put(&path, json!({ "name": "云帆科技", "creditCode": "", "phone": "" })).await.ok();
    assert_eq!((&emptied["creditCode"], &emptied["phone"]), (&Value::Null, &Value::Null));
    acme.admin.put("/organizations/999999", json!({ "name": "x" })).await.refused(404, 10004);
}

#[tokio::test]
async fn a_credit_code_must_check_and_be_nobody_elses() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let wrong = acme.admin.post("/organizations", json!({ "name": "甲", "creditCode": WRONG_CODE })).await;
    assert_eq!(wrong.bad_fields(), ["creditCode"]);
    acme.admin.post("/organizations", json!({ "name": "甲", "creditCode": CODE })).await.ok();
    acme.admin.post("/organizations", json!({ "name": "乙", "creditCode": CODE })).await.refused(409, 10012);
    acme.admin.post("/organizations", json!({ "name": "甲" })).await.refused(409, 10012);
    let other = app.tenant("other").await;
    other.admin.post("/organizations", json!({ "name": "甲", "creditCode": CODE })).await.ok();
}

#[tokio::test]
async fn organizations_are_found_by_name_code_region_and_industry_together() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    acme.admin.post("/organizations", whole()).await.ok();
    acme.admin
        .post("/organizations", json!({ "name": "城东卫生院", "region": "华东区", "industry": "医疗卫生" }))
        .await
        .ok();
    for (query, expected) in [
        (format!("q={CODE}"), vec!["杭州云帆科技有限公司"]),
        ("q=%E5%9F%8E%E4%B8%9C".into(), vec!["城东卫生院"]),
        ("region=%E5%8D%8E%E4%B8%9C".into(), vec!["城东卫生院", "杭州云帆科技有限公司"]),
        ("region=%E5%8D%8E%E4%B8%9C&industry=%E5%8C%BB%E7%96%97%E5%8D%AB%E7%94%9F".into(), vec!["城东卫生院"]),
        ("industry=%E6%95%99%E8%82%B2".into(), vec![]),
    ] {
        let found = acme.admin.get(&format!("/organizations?{query}")).await.list();
        let names: Vec<_> = found.iter().map(|o| o["name"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{query}");
    }
}

#[tokio::test]
async fn the_organization_that_is_meant_is_proposed_with_the_reason() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    acme.admin.post("/organizations", whole()).await.ok();
    acme.admin.post("/organizations", json!({ "name": "河溪县疾病预防控制中心" })).await.ok();
    let ask = async |query: String| acme.admin.get(&format!("/organizations/match?{query}")).await.ok();
    // The code is proof, whatever the name says.
    let by_code = ask(format!("q=%E5%9F%8E%E4%B8%9C&creditCode={CODE}")).await;
    assert_eq!((by_code.as_array().unwrap().len(), &by_code[0]["reason"]), (1, &json!("credit_code")));
    assert_eq!(by_code[0]["organization"]["creditCode"], "9135**********0Y43");
    for (q, reason) in
        [("杭州云帆科技", "same_name"), ("云帆科技", "part_of_name"), ("杭州云凡科技公司", "similar_name")]
    {
        let query = url_encode(q);
        let found = ask(format!("q={query}&creditCode={WRONG_CODE}")).await;
        assert_eq!(
            (&found[0]["reason"], &found[0]["organization"]["name"]),
            (&json!(reason), &json!("杭州云帆科技有限公司")),
            "{q}"
        );
        assert!(found[0]["score"].as_f64().unwrap() > 0.4);
    }
    assert_eq!(ask("q=".into()).await, json!([]));
    let other = app.tenant("other").await;
    let foreign = other.admin.get(&format!("/organizations/match?q=&creditCode={CODE}")).await.ok();
    assert_eq!(foreign, json!([]), "another tenant's is not known here");
}

fn url_encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn its_people_and_their_service_history_are_shown_together() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let one = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    let path = format!("/organizations/{}", one["id"]);
    let mut customers = Vec::new();
    for (name, phone) in [("王芳", "13800000001"), ("李明", "13800000002")] {
        let body = json!({ "name": name, "phone": phone, "organizationId": one["id"] });
        customers.push(acme.admin.post("/customers", body).await.ok());
    }
    acme.admin.post("/customers", json!({ "name": "外人" })).await.ok();
    acme.admin.post("/sessions", json!({ "customerId": customers[0]["id"] })).await.ok();
    acme.admin
        .post("/tickets", json!({ "subject": "打不开", "description": "", "customerId": customers[1]["id"] }))
        .await
        .ok();
    let people = acme.admin.get(&format!("{path}/contacts")).await.list();
    assert_eq!(people.iter().map(|p| p["name"].as_str().unwrap()).collect::<Vec<_>>(), ["李明", "王芳"]);
    let found = acme.admin.get(&format!("{path}/contacts?q=13800000001")).await.list();
    assert_eq!((found.len(), &found[0]["name"]), (1, &json!("王芳")));
    let services = acme.admin.get(&format!("{path}/services")).await.ok();
    assert_eq!(services["sessions"][0]["customer"]["name"], "王芳");
    assert_eq!(services["tickets"][0]["customer"]["name"], "李明");
    acme.admin.get("/organizations/999999/contacts").await.refused(404, 10004);
}

#[tokio::test]
async fn one_with_customers_stays_and_one_without_goes() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let one = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    let path = format!("/organizations/{}", one["id"]);
    let customer = acme.admin.post("/customers", json!({ "name": "王芳", "organizationId": one["id"] })).await.ok();
    agent.delete(&path).await.refused(403, 10003);
    acme.admin.delete(&path).await.refused(409, 12404);
    acme.admin.delete(&format!("/customers/{}", customer["id"])).await.ok();
    acme.admin.delete(&path).await.ok();
    acme.admin.get(&path).await.refused(404, 10004);
    assert_eq!(acme.admin.get("/organizations").await.list(), Vec::<Value>::new());
}
