//! Merging, splitting and transferring customers, and their deletion.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, Client, TestApp};

async fn on_file(admin: &Client, name: &str, phone: &str) -> Value {
    admin.post("/customers", json!({ "name": name, "phone": phone, "profile": "formal" })).await.ok()
}

/// A token is trusted for a second before it is looked up again.
async fn is_signed_out(client: &Client) {
    let refused = async { while client.get("/user/info").await.status != 401 {} };
    tokio::time::timeout(std::time::Duration::from_secs(5), refused).await.expect("the token stops to work");
}

#[tokio::test]
async fn all_that_one_had_is_the_others_and_the_preview_said_so() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let keep = on_file(&acme.admin, "王芳", "13800000001").await;
    let visitor = acme.customer("小王", "13900000002").await;
    visitor.post("/me/sessions", json!({ "topic": "报表", "text": "在吗" })).await.ok();
    visitor.post("/customer-portal/tickets", json!({ "subject": "打不开", "description": "启动报错" })).await.ok();
    let drop = acme.admin.get("/customers?profile=temporary").await.list()[0].clone();
    let query = format!("/customers/merge-preview?keepId={}&dropId={}", keep["id"], drop["id"]);
    let body = json!({ "keepId": keep["id"], "dropId": drop["id"], "reason": "同一个人" });
    // It is talking to us at the moment.
    assert_eq!(acme.admin.get(&query).await.ok()["refused"], 12403);
    acme.admin.post("/customers/merge", body.clone()).await.refused(409, 12403);
    let session = acme.admin.get("/sessions").await.list()[0]["id"].clone();
    visitor.post(&format!("/me/sessions/{session}/leave"), json!({})).await.ok();
    let preview = acme.admin.get(&query).await.ok();
    assert_eq!((&preview["refused"], &preview["sessions"], &preview["tickets"]), (&Value::Null, &json!(1), &json!(1)));
    let kept = acme.admin.post("/customers/merge", body).await.ok();
    assert_eq!(
        (&kept["sessionCount"], &kept["ticketCount"], &kept["phone"]),
        (&json!(1), &json!(1), &json!("138****0001"))
    );
    let services = acme.admin.get(&format!("/customers/{}/services", keep["id"])).await.ok();
    assert_eq!(
        (&services["sessions"][0]["customer"]["name"], &services["tickets"][0]["customer"]["name"]),
        (&json!("王芳"), &json!("王芳"))
    );
    acme.admin.get(&format!("/customers/{}", drop["id"])).await.refused(404, 10004);
    is_signed_out(&visitor).await;
    let record = acme.admin.get(&format!("/archive-records?customerId={}", keep["id"])).await.list()[0].clone();
    assert_eq!(
        (&record["kind"], &record["otherCustomerName"], &record["otherCustomerId"], &record["note"]),
        (&json!("merged"), &json!("小王"), &drop["id"], &json!("同一个人"))
    );
}

#[tokio::test]
async fn the_stayer_takes_what_it_lacks_and_a_chain_of_merges_keeps_every_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let keep =
        acme.admin.post("/customers", json!({ "name": "王芳", "profile": "formal", "tags": ["报表"] })).await.ok();
    let middle =
        acme.admin.post("/customers", json!({ "name": "王方", "email": "w@example.com", "tags": ["接口"] })).await.ok();
    let first =
        acme.admin.post("/customers", json!({ "name": "小王", "phone": "13800000003", "vip": true })).await.ok();
    let merge = async |keep: &Value, drop: &Value| {
        acme.admin.post("/customers/merge", json!({ "keepId": keep["id"], "dropId": drop["id"] })).await
    };
    merge(&middle, &first).await.ok();
    let kept = merge(&keep, &middle).await.ok();
    assert_eq!(
        (&kept["phone"], &kept["email"], &kept["vip"]),
        (&json!("138****0003"), &json!("w***@example.com"), &json!(true))
    );
    assert_eq!(kept["tags"], json!(["报表", "接口"]));
    let records = acme.admin.get(&format!("/archive-records?customerId={}", keep["id"])).await.list();
    let names: Vec<_> = records.iter().map(|r| (r["customerName"].clone(), r["otherCustomerName"].clone())).collect();
    assert_eq!(names, [(json!("王芳"), json!("王方")), (json!("王方"), json!("小王"))]);
    merge(&keep, &middle).await.refused(409, 10011);
    let mut admin = PgConnection::connect(&app.admin_url).await.unwrap();
    let into: Vec<i64> = sqlx::query_scalar("select merged_into from tenants.customers where merged_into is not null")
        .fetch_all(&mut admin)
        .await
        .unwrap();
    assert_eq!(into, [keep["id"].as_i64().unwrap(); 2], "who went earlier points to who stays now");
}

#[tokio::test]
async fn somebody_on_file_never_goes_into_a_stranger_and_nobody_into_itself() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let formal = on_file(&acme.admin, "王芳", "13800000001").await;
    let stranger = acme.admin.post("/customers", json!({ "name": "小王" })).await.ok();
    let other = app.tenant("other").await;
    let foreign = on_file(&other.admin, "外人", "13800000009").await;
    let merge = |client: &Client, keep: &Value, drop: &Value| {
        let (client, body) = (client.clone(), json!({ "keepId": keep["id"], "dropId": drop["id"] }));
        async move { client.post("/customers/merge", body).await }
    };
    merge(&acme.admin, &stranger, &formal).await.refused(409, 12405);
    assert_eq!(merge(&acme.admin, &formal, &formal).await.bad_fields(), ["dropId"]);
    merge(&acme.admin, &formal, &foreign).await.refused(404, 10004);
    merge(&acme.admin, &foreign, &formal).await.refused(404, 10004);
    merge(&agent, &formal, &stranger).await.refused(403, 10003);
    let organization = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    let body = json!({ "person": { "phone": "13800000008" }, "organizationId": organization["id"], "submit": true });
    acme.admin.post(&format!("/customers/{}/archive", stranger["id"]), body).await.ok();
    merge(&acme.admin, &formal, &stranger).await.refused(409, 12401);
}

#[tokio::test]
async fn of_two_merges_at_once_one_wins() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for n in 0..8 {
        let a = on_file(&acme.admin, "甲", &format!("1380000{n:04}")).await;
        let b = on_file(&acme.admin, "乙", &format!("1390000{n:04}")).await;
        let there = acme.admin.post("/customers/merge", json!({ "keepId": a["id"], "dropId": b["id"] }));
        let back = acme.admin.post("/customers/merge", json!({ "keepId": b["id"], "dropId": a["id"] }));
        let (there, back) = tokio::join!(there, back);
        let mut statuses = [there.status, back.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", there.body, back.body);
    }
    assert_eq!(acme.admin.get("/archive-records?kind=merged").await.body["data"]["total"], 8);
}

/// One of two at once wins, the other is told that it changed.
#[track_caller]
fn one_won(a: &Answer, b: &Answer) {
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} / {}", a.body, b.body);
}

#[tokio::test]
async fn of_two_who_transfer_split_convert_or_merge_the_same_customer_at_once_one_wins_and_the_history_says_who() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (one, two) = (acme.user("zhou", "supervisor").await, acme.user("han", "supervisor").await);
    let mut at = Vec::new();
    for name in ["城东卫生院", "城西医院", "市疾控中心"] {
        at.push(acme.admin.post("/organizations", json!({ "name": name })).await.ok()["id"].clone());
    }
    let records = async |customer: &Value| {
        acme.admin.get(&format!("/archive-records?customerId={}", customer["id"])).await.list()
    };
    for n in 0..10 {
        let body =
            json!({ "name": "王芳", "phone": format!("1380000{n:04}"), "profile": "formal", "organizationId": at[0] });
        let customer = acme.admin.post("/customers", body).await.ok();
        let path = format!("/customers/{}", customer["id"]);
        let to = |n: usize| json!({ "organizationId": at[n], "fromOrganizationId": at[0] });
        let transfer = format!("{path}/transfer");
        let (a, b) = tokio::join!(one.post(&transfer, to(1)), two.post(&transfer, to(2)));
        one_won(&a, &b);
        let went = if a.status == 200 { "城西医院" } else { "市疾控中心" };
        let (now, history) = (one.get(&path).await.ok(), records(&customer).await);
        assert_eq!((&now["organization"]["name"], history.len()), (&json!(went), 1));
        assert_eq!(history[0]["toOrganization"], went);

        let ticket = json!({ "subject": "打不开", "description": "", "customerId": customer["id"] });
        let ticket = acme.admin.post("/tickets", ticket).await.ok();
        let split = |name: &str| json!({ "name": name, "sessionIds": [], "ticketIds": [ticket["id"]] });
        let split_path = format!("{path}/split");
        let (a, b) = tokio::join!(one.post(&split_path, split("李明")), two.post(&split_path, split("李敏")));
        one_won(&a, &b);
        let made = if a.status == 200 { a.ok() } else { b.ok() };
        let history = records(&customer).await;
        assert_eq!((history.len(), &history[0]["otherCustomerId"]), (2, &made["id"]));

        // The second person is put on file by one, and merged away by the other.
        let convert = format!("/customers/{}/convert", made["id"]);
        let merge = json!({ "keepId": customer["id"], "dropId": made["id"] });
        let (a, b) = tokio::join!(one.post(&convert, json!({ "note": "" })), two.post("/customers/merge", merge));
        match (a.status, b.status) {
            // Whoever is on file may be merged as well: one after the other, and both are told of it.
            (200, 200) => assert!(records(&customer).await.iter().any(|r| r["kind"] == "merged")),
            _ => one_won(&a, &b),
        }
    }
}

#[tokio::test]
async fn nobody_who_writes_while_being_merged_is_lost() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let keep = on_file(&acme.admin, "王芳", "13800000001").await;
    for n in 0..10 {
        let visitor = acme.customer("小王", &format!("1390000{n:04}")).await;
        let body = json!({ "keepId": keep["id"], "dropId": visitor.id() });
        let merge = acme.admin.post("/customers/merge", body);
        let (merged, written) = if n % 2 == 0 {
            tokio::join!(merge, visitor.post("/me/sessions", json!({ "topic": "报表", "text": "在吗" })))
        } else {
            let ticket = json!({ "subject": "打不开", "description": "启动报错" });
            tokio::join!(merge, visitor.post("/customer-portal/tickets", ticket))
        };
        assert!(matches!(merged.status, 200 | 409), "{}", merged.body);
        assert!(matches!(written.status, 200 | 401 | 404 | 409 | 400), "{}", written.body);
        assert!(merged.status == 200 || written.status == 200, "{} / {}", merged.body, written.body);
    }
    let mut admin = PgConnection::connect(&app.admin_url).await.unwrap();
    for table in ["conversations", "tickets"] {
        let lost = format!(
            "select count(*) from tenants.{table} t join tenants.customers c on c.id = t.customer_id where c.deleted_at is not null"
        );
        let lost: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(lost)).fetch_one(&mut admin).await.unwrap();
        assert_eq!(lost, 0, "{table} of somebody who is gone");
    }
}

/// A table that is added later and points to customers must be on the merge's list.
#[tokio::test]
async fn a_merge_knows_every_table_that_points_to_customers() {
    let app = TestApp::start().await;
    let mut admin = PgConnection::connect(&app.admin_url).await.unwrap();
    let found: Vec<(String, String)> = sqlx::query_as(
        "select c.conrelid::regclass::text, a.attname::text from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname <> 'tenant_id'
         where c.contype = 'f' and c.confrelid = 'tenants.customers'::regclass",
    )
    .fetch_all(&mut admin)
    .await
    .unwrap();
    let found: BTreeSet<_> = found.into_iter().map(|(t, c)| (t.trim_start_matches("tenants.").to_owned(), c)).collect();
    let known: BTreeSet<_> = desk::merging::MOVED.iter().map(|(t, c)| ((*t).to_owned(), (*c).to_owned())).collect();
    assert_eq!(found, known);
}

#[tokio::test]
async fn a_person_on_file_moves_to_another_organization_and_the_history_says_so() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let mut at = Vec::new();
    for name in ["城东卫生院", "城西医院", "市疾控中心"] {
        at.push(acme.admin.post("/organizations", json!({ "name": name })).await.ok()["id"].clone());
    }
    let body = json!({ "name": "王芳", "phone": "13800000001", "profile": "formal", "organizationId": at[0], "position": "科长", "department": "信息科" });
    let customer = agent.post("/customers", body).await.ok();
    let path = format!("/customers/{}", customer["id"]);
    let body = json!({ "organizationId": at[1], "position": "主任", "department": "", "reason": "调动" });
    agent.post("/customers", json!({ "name": "孙莉", "profile": "formal", "organizationId": at[0] })).await.ok();
    for subject in ["打印异常", "登录失败"] {
        agent
            .post("/tickets", json!({ "subject": subject, "description": "", "customerId": customer["id"] }))
            .await
            .ok();
    }
    let preview = async |to: &Value| agent.get(&format!("{path}/transfer-preview?organizationId={to}")).await;
    let told = preview(&at[1]).await.ok();
    assert_eq!((&told["from"]["id"], &told["to"]["name"]), (&at[0], &json!("城西医院")));
    let counts = ["refused", "tickets", "openTickets", "sessions", "teams", "leftBehind"].map(|k| told[k].clone());
    assert_eq!(counts, [Value::Null, json!(2), json!(2), json!(0), json!(0), json!(1)]);
    assert_eq!(preview(&at[0]).await.ok()["refused"], 12402, "it is there already");
    assert_eq!(preview(&json!(999_999)).await.bad_fields(), ["organizationId"]);
    let moved = agent.post(&format!("{path}/transfer"), body.clone()).await.ok();
    assert_eq!(
        (&moved["organization"]["name"], &moved["position"], &moved["department"]),
        (&json!("城西医院"), &json!("主任"), &Value::Null)
    );
    agent.post(&format!("{path}/transfer"), body).await.refused(409, 12402);
    let nowhere = agent.post(&format!("{path}/transfer"), json!({ "organizationId": 999_999 })).await;
    assert_eq!(nowhere.bad_fields(), ["organizationId"]);
    // By hand in the form it is the same deed.
    agent.put(&path, json!({ "name": "王芳", "organizationId": at[2] })).await.ok();
    let records = agent.get("/archive-records?kind=transferred").await.list();
    let ways: Vec<_> = records
        .iter()
        .map(|r| (r["fromOrganization"].clone(), r["toOrganization"].clone(), r["note"].clone()))
        .collect();
    assert_eq!(
        ways,
        [(json!("城西医院"), json!("市疾控中心"), json!("")), (json!("城东卫生院"), json!("城西医院"), json!("调动"))]
    );
    let stranger = agent.post("/customers", json!({ "name": "小王" })).await.ok();
    agent
        .post(&format!("/customers/{}/transfer", stranger["id"]), json!({ "organizationId": at[1] }))
        .await
        .refused(409, 12402);
}

#[tokio::test]
async fn a_deleted_customer_is_gone_from_sight_but_its_tickets_stay() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let visitor = acme.customer("小王", "13900000002").await;
    let ticket =
        visitor.post("/customer-portal/tickets", json!({ "subject": "打不开", "description": "启动报错" })).await;
    assert_eq!(ticket.status, 200, "{}", ticket.body);
    let customer = acme.admin.get("/customers").await.list()[0].clone();
    let path = format!("/customers/{}", customer["id"]);
    agent.delete(&path).await.refused(403, 10003);
    acme.admin.delete(&path).await.ok();
    acme.admin.get(&path).await.refused(404, 10004);
    acme.admin.delete(&path).await.refused(404, 10004);
    is_signed_out(&visitor).await;
    assert_eq!(acme.admin.get("/tickets").await.list()[0]["customer"]["name"], "小王");
    assert_eq!(acme.admin.get("/archive-records").await.list()[0]["kind"], "deleted");
}

#[tokio::test]
async fn a_profile_of_two_persons_is_split_and_both_have_it_on_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let organization = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    let body =
        json!({ "name": "王芳", "phone": "13800000001", "profile": "formal", "organizationId": organization["id"] });
    let one = acme.admin.post("/customers", body).await.ok();
    let path = format!("/customers/{}/split", one["id"]);
    let ticket = acme
        .admin
        .post("/tickets", json!({ "subject": "打不开", "description": "", "customerId": one["id"] }))
        .await
        .ok();
    let session = acme.admin.post("/sessions", json!({ "customerId": one["id"] })).await.ok();
    let other = on_file(&acme.admin, "外人", "13800000009").await;
    let theirs =
        acme.admin.post("/tickets", json!({ "subject": "x", "description": "", "customerId": other["id"] })).await.ok();
    let ask = |sessions: Value, tickets: Value| json!({ "name": "李明", "phone": "13800000002", "sessionIds": sessions, "ticketIds": tickets, "reason": "共用手机" });
    agent.post(&path, ask(json!([]), json!([ticket["id"]]))).await.refused(403, 10003);
    // What is still being talked about stays; what is somebody else's is not handed out.
    assert_eq!(acme.admin.post(&path, ask(json!([session["id"]]), json!([]))).await.bad_fields(), ["sessionIds"]);
    assert_eq!(acme.admin.post(&path, ask(json!([]), json!([theirs["id"]]))).await.bad_fields(), ["ticketIds"]);
    assert_eq!(acme.admin.post(&path, ask(json!([]), json!([]))).await.bad_fields(), ["sessionIds"]);
    acme.admin.put(&format!("/sessions/{}/close", session["id"]), json!({})).await.ok();
    let two = acme.admin.post(&path, ask(json!([session["id"]]), json!([ticket["id"], ticket["id"]]))).await.ok();
    assert_eq!((&two["profile"], &two["organization"]["name"]), (&json!("temporary"), &json!("城东卫生院")));
    assert_eq!((&two["sessionCount"], &two["ticketCount"]), (&json!(1), &json!(1)));
    assert_eq!(acme.admin.get(&format!("/tickets/{}", ticket["id"])).await.ok()["customer"]["name"], "李明");
    for (mine, others) in [(&one, "李明"), (&two, "王芳")] {
        let record = acme.admin.get(&format!("/archive-records?customerId={}", mine["id"])).await.list()[0].clone();
        assert_eq!(
            (&record["kind"], &record["otherCustomerName"], &record["note"]),
            (&json!("split"), &json!(others), &json!("共用手机"))
        );
    }
    acme.admin
        .post(&format!("/customers/{}/split", two["id"]), ask(json!([]), json!([ticket["id"]])))
        .await
        .refused(409, 12402);
}
