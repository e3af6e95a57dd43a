//! The portal as the customer meets it: tickets, ratings, feedback, and the look that the tenant gave it.

use serde_json::{Value, json};

use crate::support::{Answer, Client, Tenant, TestApp};

async fn made(customer: &Client) -> Value {
    customer
        .post(
            "/customer-portal/tickets",
            json!({ "subject": "上报失败", "description": "RPT-5003", "priority": "urgent" }),
        )
        .await
        .ok()
}

fn portal(ticket: &Value, rest: &str) -> String {
    format!("/customer-portal/tickets/{}{rest}", ticket["id"])
}

async fn flow(agent: &Client, ticket: &Value, states: &[&str]) {
    for to in states {
        agent.post(&format!("/tickets/{}/flow", ticket["id"]), json!({ "to": to })).await.ok();
    }
}

async fn people(acme: &Tenant<'_>) -> (Client, Client) {
    (acme.user("li", "agent").await, acme.customer("王芳", "13900000001").await)
}

#[tokio::test]
async fn a_customer_follows_answers_and_rates_its_ticket() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let ticket = made(&customer).await;
    assert_eq!(
        (&ticket["status"], &ticket["can_reply"], &ticket["can_rate"], &ticket["agent_name"]),
        (&json!("pending"), &json!(true), &json!(false), &Value::Null)
    );

    flow(&agent, &ticket, &["processing"]).await;
    let follow_up = format!("/tickets/{}/follow-ups", ticket["id"]);
    agent.post(&follow_up, json!({ "content": "老毛病", "internal": true })).await.ok();
    agent.post(&follow_up, json!({ "content": "请发截图" })).await.ok();
    flow(&agent, &ticket, &["waiting_customer"]).await;
    let reply = customer.post(&portal(&ticket, "/replies"), json!({ "content": "给您" })).await.ok();
    assert_eq!(
        (&reply["author_kind"], &reply["change"]["to"]),
        (&json!("customer"), &json!("processing")),
        "an answer sets it going again"
    );

    let seen = customer.get(&portal(&ticket, "")).await.ok();
    let said: Vec<_> = seen["replies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["content"].as_str().unwrap())
        .filter(|c| !c.is_empty())
        .collect();
    assert_eq!(said, ["请发截图", "给您"], "nothing internal");
    assert_eq!(seen["agent_name"], agent.me["name"]);

    let rate = async |score: i64| {
        customer
            .post(
                "/customer-portal/satisfaction",
                json!({ "target_type": "ticket", "target_id": ticket["id"], "score": score, "comment": "很快" }),
            )
            .await
    };
    rate(5).await.refused(409, 12101);
    flow(&agent, &ticket, &["resolved"]).await;
    let status = customer.get(&portal(&ticket, "/status")).await.ok();
    assert_eq!((&status["status"], status["resolved_at"].is_string()), (&json!("resolved"), true));
    assert_eq!(rate(6).await.bad_fields(), ["score"]);
    rate(4).await.ok();
    rate(1).await.refused(409, 12102);
    let rated = agent.get(&format!("/tickets/{}", ticket["id"])).await.ok();
    assert_eq!((&rated["rating"], &rated["ratingComment"]), (&json!(4), &json!("很快")));
    customer.put(&portal(&ticket, ""), json!({ "status": "closed" })).await.ok();
    customer.post(&portal(&ticket, "/replies"), json!({ "content": "谢谢" })).await.refused(409, 12101);
}

#[tokio::test]
async fn what_is_not_solved_is_opened_again_by_its_customer() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let first = made(&customer).await;
    customer.post(&portal(&first, "/reopen"), json!({ "reason": "not yet" })).await.refused(409, 12101);
    flow(&agent, &first, &["processing", "resolved"]).await;
    assert_eq!(customer.post(&portal(&first, "/reopen"), json!({ "reason": " " })).await.bad_fields(), ["reason"]);
    let open = customer.post(&portal(&first, "/reopen"), json!({ "reason": "又出现了" })).await.ok();
    assert_eq!(
        (&open["status"], &open["resolved_at"], &open["can_reopen"]),
        (&json!("processing"), &Value::Null, &json!(false))
    );
}

#[tokio::test]
async fn a_customer_corrects_or_cancels_until_somebody_works_on_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let (first, second) = (made(&customer).await, made(&customer).await);
    let corrected =
        customer.put(&portal(&first, ""), json!({ "subject": "上报很慢", "priority": "normal" })).await.ok();
    assert_eq!(
        (&corrected["subject"], &corrected["priority"], &corrected["description"]),
        (&json!("上报很慢"), &json!("normal"), &json!("RPT-5003"))
    );
    flow(&agent, &first, &["processing"]).await;
    customer.put(&portal(&first, ""), json!({ "subject": "other" })).await.refused(409, 12101);
    let cancelled =
        customer.put(&portal(&second, ""), json!({ "status": "cancelled", "note": "重启就好了" })).await.ok();
    assert_eq!(
        (&cancelled["status"], &cancelled["replies"][0]["content"]),
        (&json!("cancelled"), &json!("重启就好了"))
    );
    customer.put(&portal(&second, ""), json!({ "status": "processing" })).await.refused(400, 10001);
}

#[tokio::test]
async fn nobody_reaches_the_tickets_of_another_customer() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let other = acme.customer("赵敏", "13900000002").await;
    let ticket = made(&customer).await;
    other.get(&portal(&ticket, "")).await.refused(404, 10004);
    other.get(&portal(&ticket, "/status")).await.refused(404, 10004);
    other.put(&portal(&ticket, ""), json!({ "subject": "mine" })).await.refused(404, 10004);
    other.post(&portal(&ticket, "/replies"), json!({ "content": "hi" })).await.refused(404, 10004);
    other.post(&portal(&ticket, "/reopen"), json!({ "reason": "hi" })).await.refused(404, 10004);
    other
        .post(
            "/customer-portal/satisfaction",
            json!({ "target_type": "ticket", "target_id": ticket["id"], "score": 1 }),
        )
        .await
        .refused(404, 10004);
    assert_eq!(other.get("/customer-portal/tickets").await.body["data"], json!([]));
    agent.get(&portal(&ticket, "")).await.refused(403, 10003);
    customer.get(&format!("/tickets/{}", ticket["id"])).await.refused(403, 10003);
}

#[tokio::test]
async fn lists_are_in_the_shape_of_001() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let (first, second) = (made(&customer).await, made(&customer).await);
    flow(&agent, &first, &["processing", "resolved"]).await;
    let answer = customer.get("/customer-portal/tickets?size=1&status=pending,processing").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body["data"].as_array().unwrap().iter().map(|t| t["id"].clone()).collect::<Vec<_>>(),
        [second["id"].clone()]
    );
    assert_eq!(answer.body["pagination"], json!({ "page": 1, "size": 1, "total": 1, "pages": 1 }));
    assert!(answer.body["timestamp"].is_string());
    let refused = customer.get("/customer-portal/tickets?status=open").await;
    assert_eq!(refused.bad_fields(), ["status"]);
    assert!(refused.body["timestamp"].is_string());
}

#[tokio::test]
async fn a_customer_adds_files_to_its_own_ticket() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (_, customer) = people(&acme).await;
    let other = acme.customer("赵敏", "13900000002").await;
    let ticket = made(&customer).await;
    let send = async |who: &Client| {
        let part = reqwest::multipart::Part::bytes("第一行\n".as_bytes().to_vec()).file_name("日志.txt");
        Answer::of(
            who.request(reqwest::Method::POST, &portal(&ticket, "/attachments"))
                .multipart(reqwest::multipart::Form::new().part("file", part)),
        )
        .await
    };
    send(&other).await.refused(404, 10004);
    let file = send(&customer).await.ok();
    let seen = customer.get(&portal(&ticket, "")).await.ok();
    assert_eq!(seen["attachments"], json!([file]), "the same everywhere, its link too");
}

#[tokio::test]
async fn the_portal_wears_what_the_tenant_gave_it() {
    let app = TestApp::start().await;
    let (acme, _) = (app.tenant("acme").await, app.tenant("umbrella").await);
    let stranger = async |slug: &str, path: &str| {
        Answer::of(app.anonymous().request(reqwest::Method::GET, path).header("x-tenant", slug)).await
    };
    let before = stranger("acme", "/customer-portal/config").await.ok();
    assert!(before["enabled_features"].as_array().unwrap().contains(&json!("tickets")));

    let change = json!({ "portal_title": "康衡服务", "theme_color": "#0F766E", "contact_info": { "phone": "400-000-6120" }, "enabled_features": ["tickets", "live_chat"] });
    acme.admin.put("/customer-portal/config", change).await.ok();
    let after = stranger("acme", "/customer-portal/config").await.ok();
    assert_eq!(
        (&after["portal_title"], &after["theme_color"], &after["contact_info"]["phone"]),
        (&json!("康衡服务"), &json!("#0f766e"), &json!("400-000-6120"))
    );
    assert_eq!(after["welcome_message"], before["welcome_message"], "what is not named stays");
    assert_eq!(after["enabled_features"], json!(["live_chat", "tickets"]));
    assert_eq!(stranger("umbrella", "/customer-portal/config").await.ok(), before);
    assert_eq!(stranger("acme", "/customer-portal/theme").await.ok()["theme_color"], "#0f766e");
    stranger("nobody", "/customer-portal/config").await.refused(404, 10004);

    for (field, bad) in [
        ("theme_color", json!({ "theme_color": "#409EFF" })),
        ("theme_color", json!({ "theme_color": "red" })),
        ("portal_title", json!({ "portal_title": " " })),
        ("logo_url", json!({ "logo_url": "javascript:alert(1)" })),
    ] {
        assert_eq!(acme.admin.put("/customer-portal/config", bad).await.bad_fields(), [field]);
    }
    assert_eq!(acme.admin.put("/customer-portal/config", json!({ "custom_css": "*{display:none}" })).await.status, 400);
    acme.admin.put("/customer-portal/theme", json!({ "theme_color": "#ffff00" })).await.refused(400, 10001);
    acme.user("li", "agent")
        .await
        .put("/customer-portal/config", json!({ "portal_title": "x" }))
        .await
        .refused(403, 10003);
}

#[tokio::test]
async fn feedback_goes_its_way_with_each_side_moving_its_part() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, customer) = people(&acme).await;
    let other = acme.customer("赵敏", "13900000002").await;
    let ticket = made(&customer).await;
    let give = json!({ "feedback_type": "service", "feedback_content": "等得太久", "rating": 2, "related_type": "ticket", "related_id": ticket["id"] });
    assert_eq!(
        customer
            .post("/customer-portal/feedback", json!({ "feedback_type": "service", "feedback_content": "x" }))
            .await
            .bad_fields(),
        ["related_type", "related_id"]
    );
    assert_eq!(
        other.post("/customer-portal/feedback", give.clone()).await.bad_fields(),
        ["related_id"],
        "not its ticket"
    );
    let given = customer.post("/customer-portal/feedback", give).await.ok();
    assert_eq!((&given["status"], &given["priority_level"]), (&json!("pending"), &json!(2)));

    let (handle, answer) = (format!("/feedback/{}", given["id"]), format!("/customer-portal/feedback/{}", given["id"]));
    agent.put(&handle, json!({ "status": "processing" })).await.refused(403, 10003);
    let staff = async |status: &str, text: Option<&str>| {
        acme.admin.put(&handle, json!({ "status": status, "response_content": text })).await
    };
    staff("processed", Some("x")).await.refused(409, 10006);
    staff("processing", None).await.ok();
    assert_eq!(staff("need_info", None).await.bad_fields(), ["response_content"]);
    staff("need_info", Some("哪一天？")).await.ok();
    other.put(&answer, json!({ "status": "processing" })).await.refused(404, 10004);
    customer.put(&answer, json!({ "status": "closed" })).await.refused(409, 10006);
    let told = customer.put(&answer, json!({ "status": "processing", "content": "周一" })).await.ok();
    assert_eq!(told["feedback_content"], "等得太久\n\n周一");
    staff("processed", Some("已加派人手")).await.ok();
    staff("closed", None).await.refused(409, 10006);
    customer.put(&answer, json!({ "status": "reprocessing" })).await.ok();
    staff("processing", None).await.ok();
    staff("processed", Some("已退费")).await.ok();
    customer.put(&answer, json!({ "status": "closed" })).await.ok();

    let mine = customer.get("/customer-portal/feedback").await;
    assert_eq!(
        (&mine.body["data"][0]["status"], &mine.body["data"][0]["response_content"]),
        (&json!("closed"), &json!("已退费"))
    );
    assert_eq!(other.get("/customer-portal/feedback").await.body["data"], json!([]));
    assert_eq!(acme.admin.get("/feedback?status=closed").await.list().len(), 1);
}

#[tokio::test]
async fn a_dictionary_is_the_tenants_own_once_it_says_so() {
    let app = TestApp::start().await;
    let (acme, umbrella) = (app.tenant("acme").await, app.tenant("umbrella").await);
    let url = "/dictionaries/ticket_category/items";
    let first = acme.admin.get(url).await.ok();
    assert!(first.as_array().unwrap().iter().any(|i| i["nameZh"] == "系统故障"));
    let own = json!([{ "code": "lab", "nameZh": "检验", "nameEn": "Lab" }, { "code": "child", "nameZh": "妇幼", "nameEn": "Maternal and child" }]);
    assert_eq!(acme.admin.put(url, json!({ "items": own })).await.ok(), own);
    assert_eq!(umbrella.admin.get(url).await.ok(), first);
    acme.admin.put(url, json!({ "items": [own[0], own[0]] })).await.refused(409, 10012);
    assert_eq!(acme.admin.get(url).await.ok(), own, "refused is unchanged");
    assert_eq!(acme.admin.put(url, json!({ "items": [] })).await.ok(), first);
    acme.admin.get("/dictionaries/nothing/items").await.refused(404, 10004);
}
