//! Customers from files: the check and the import, what becomes of known customers, who may, and what a restart and a
//! cancellation leave.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp};

/// Longer than anything that works takes; only a broken test waits for it.
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn upload(client: &Client, name: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let part = reqwest::multipart::Part::bytes(bytes.into()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().part("file", part);
    Answer::of(client.request(reqwest::Method::POST, "/customer-imports").multipart(form)).await
}

pub async fn until(client: &Client, id: &Value, wanted: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let import = client.get(&format!("/customer-imports/{id}")).await.ok();
        if wanted(&import) {
            return import;
        }
        assert!(began.elapsed() < PATIENCE, "it stays {import}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub async fn checked(client: &Client, id: &Value, plan: Value) -> Value {
    client.post(&format!("/customer-imports/{id}/check"), plan).await.ok();
    until(client, id, |i| i["status"] == "checked").await
}

pub async fn started(client: &Client, id: &Value) -> Value {
    client.post(&format!("/customer-imports/{id}/start"), json!({})).await.ok();
    until(client, id, |i| i["status"] == "done").await
}

/// A file all the way in.
pub async fn imported(client: &Client, name: &str, bytes: impl Into<Vec<u8>>, plan: Value) -> Value {
    let id = upload(client, name, bytes).await.ok()["id"].clone();
    let check = checked(client, &id, plan).await;
    let done = started(client, &id).await;
    assert_eq!(check["counts"], done["counts"], "the import does what the check said");
    done
}

/// total, created, updated, skipped, failed
pub fn counts(import: &Value) -> [i64; 5] {
    ["total", "created", "updated", "skipped", "failed"].map(|c| import["counts"][c].as_i64().unwrap())
}

/// Lines of the rows that were left out, with the codes of their issues.
pub async fn bad(client: &Client, id: &Value) -> Vec<(i64, Vec<String>)> {
    let rows = client.get(&format!("/customer-imports/{id}/rows?outcome=failed&size=200")).await.list();
    let codes =
        |row: &Value| row["issues"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap().into()).collect();
    rows.iter().map(|row| (row["line"].as_i64().unwrap(), codes(row))).collect()
}

async fn people(client: &Client) -> Vec<Value> {
    client.get("/customers?size=200").await.list()
}

const FILE: &str = "客户编号,姓名,手机号,邮箱,所属机构,地区,VIP,标签,备注\n\
    A-1,王芳,13800000001,wang@x.cn,城东卫生院,杭州,是,\"重点，老客户\",第一位\n\
    ,李明,13800000002,,城东卫生院,,否,,\n\
    ,赵六,,zhao@x.cn,云帆科技,宁波,,,\n";

#[tokio::test]
async fn a_file_is_checked_without_a_trace_then_written_and_the_same_again_changes_nothing() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let import = upload(admin, "客户.csv", FILE).await.ok();
    assert_eq!((&import["status"], &import["fileName"]), (&json!("uploaded"), &json!("客户.csv")));
    let fields: Vec<_> = import["columns"].as_array().unwrap().iter().map(|c| c["field"].clone()).collect();
    assert_eq!(fields[..4], [json!("code"), json!("name"), json!("phone"), json!("email")]);
    assert_eq!(import["columns"][1]["samples"], json!(["王芳", "李明", "赵六"]));

    let id = &import["id"];
    let check = checked(admin, id, json!({})).await;
    assert_eq!((counts(&check), &check["counts"]["organizations"]), ([3, 3, 0, 0, 0], &json!(2)));
    assert_eq!(
        (people(admin).await.len(), admin.get("/organizations").await.list().len()),
        (0, 0),
        "nothing is written"
    );

    let done = started(admin, id).await;
    assert_eq!(counts(&done), [3, 3, 0, 0, 0]);
    let list = people(admin).await;
    let wang = list.iter().find(|c| c["code"] == "A-1").unwrap();
    assert_eq!(
        (&wang["name"], &wang["phone"], &wang["profile"], &wang["vip"], &wang["tags"], &wang["organization"]["name"]),
        (
            &json!("王芳"),
            &json!("138****0001"),
            &json!("formal"),
            &json!(true),
            &json!(["重点", "老客户"]),
            &json!("城东卫生院")
        )
    );
    let organizations = admin.get("/organizations").await.list();
    assert_eq!(organizations.len(), 2, "one of a name");
    assert!(organizations.iter().any(|o| o["name"] == "云帆科技" && o["region"] == "宁波"));

    let again = imported(admin, "again.csv", FILE, json!({})).await;
    assert_eq!((counts(&again), &again["sameFileAs"]), ([3, 0, 0, 3, 0], id));
    assert_eq!(people(admin).await.len(), 3);
    let rows = admin.get(&format!("/customer-imports/{}/rows?outcome=skipped", again["id"])).await.list();
    assert_eq!((rows.len(), &rows[0]["line"], &rows[0]["customerId"]), (3, &json!(2), &wang["id"]));
    admin.post(&format!("/customer-imports/{id}/start"), json!({})).await.refused(409, 12409);
    admin.post(&format!("/customer-imports/{id}/cancel"), json!({})).await.refused(409, 12409);

    let trail = admin.get("/audit-events?size=100").await.list();
    let mine: Vec<_> = trail.iter().filter(|e| e["action"] == "customer.import").collect();
    assert_eq!((mine.len(), &mine[0]["actorName"]), (1, &json!("admin")), "{trail:?}");
}

#[tokio::test]
async fn an_update_replaces_what_the_row_has_and_leaves_what_it_has_not() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    imported(admin, "a.csv", FILE, json!({})).await;
    let change = "编号,姓名,电话,单位,职务,标签\nA-1,王小芳,13900000009,云帆科技,主任,\n,李明,13800000002,,,新\n,新人,13800000003,新机构,,\n";
    let done = imported(admin, "b.csv", change, json!({ "onExisting": "update", "newProfile": "temporary" })).await;
    assert_eq!(counts(&done), [3, 1, 2, 0, 0]);
    let list = people(admin).await;
    let of = |name: &str| list.iter().find(|c| c["name"] == name).unwrap();
    let wang = of("王小芳");
    assert_eq!(
        (&wang["phone"], &wang["email"], &wang["vip"], &wang["tags"], &wang["position"]),
        (&json!("139****0009"), &json!("w***@x.cn"), &json!(true), &json!(["重点", "老客户"]), &json!("主任"))
    );
    assert_eq!((&of("李明")["tags"], &of("李明")["organization"]["name"]), (&json!(["新"]), &json!("城东卫生院")));
    assert_eq!(of("新人")["profile"], "temporary");
    let told = admin.get("/events/poll?streams=directory:0&wait=5").await.ok();
    let told: Vec<_> = told["frames"].as_array().unwrap().iter().map(|f| &f["data"]["customer"]["name"]).collect();
    assert!(told.contains(&&json!("王小芳")), "cards that show the old name hear of the new one: {told:?}");
    let records = admin.get(&format!("/archive-records?customerId={}", wang["id"])).await.list();
    assert_eq!(
        (&records[0]["kind"], &records[0]["fromOrganization"], &records[0]["toOrganization"]),
        (&json!("transferred"), &json!("城东卫生院"), &json!("云帆科技")),
        "who is on file and goes elsewhere was transferred"
    );
}

#[tokio::test]
async fn unknown_heads_are_mapped_by_hand_and_a_senseless_mapping_is_refused() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let import = upload(admin, "x.csv", "谁,号,微信\n王芳,13800000001,w1\n").await.ok();
    let url = format!("/customer-imports/{}/check", import["id"]);
    let fields: Vec<_> = import["columns"].as_array().unwrap().iter().map(|c| c["field"].clone()).collect();
    assert_eq!(fields, [Value::Null, Value::Null, Value::Null]);
    for mapping in [
        json!(["name", "phone"]),
        json!(["name", "name", "phone"]),
        json!(["name", null, null]),
        json!([null, "phone", null]),
    ] {
        assert_eq!(admin.post(&url, json!({ "mapping": mapping })).await.bad_fields(), ["mapping"]);
    }
    assert_eq!(
        admin
            .post(&url, json!({ "newProfile": "pending_archive", "mapping": ["name", "phone", null] }))
            .await
            .bad_fields(),
        ["newProfile"]
    );
    admin.post(&format!("/customer-imports/{}/start", import["id"]), json!({})).await.refused(409, 12409);
    let check = checked(admin, &import["id"], json!({ "mapping": ["name", "phone", null] })).await;
    assert_eq!(counts(&check), [1, 1, 0, 0, 0]);
    // Looked at, and mapped anew.
    let check = checked(admin, &import["id"], json!({ "mapping": ["name", null, "code"] })).await;
    assert_eq!(counts(&check), [1, 1, 0, 0, 0]);
    started(admin, &import["id"]).await;
    assert_eq!((&people(admin).await[0]["code"], &people(admin).await[0]["phone"]), (&json!("w1"), &Value::Null));
}

#[tokio::test]
async fn an_import_reaches_as_far_as_the_grant_and_is_its_makers() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    imported(admin, "a.csv", FILE, json!({})).await;
    let grants = json!([{ "permission": "customers:import", "scope": "own" }, { "permission": "customers:export", "scope": "own" }, { "permission": "tickets:read", "scope": "own" }, { "permission": "tickets:write", "scope": "own" }]);
    let role = admin
        .post("/roles", json!({ "code": "narrow", "name": "narrow", "description": "", "grants": grants }))
        .await
        .ok();
    let narrow = acme.user_with_role_id("narrow", role["id"].as_i64().unwrap()).await;
    let wang = people(admin).await.into_iter().find(|c| c["code"] == "A-1").unwrap();
    let ticket = json!({ "subject": "broken", "description": "it does not start", "customerId": wang["id"], "assigneeId": narrow.id() });
    admin.post("/tickets", ticket).await.ok();

    let change = "姓名,手机号\n王一芳,13800000001\n李一明,13800000002\n";
    let done = imported(&narrow, "b.csv", change, json!({ "onExisting": "update" })).await;
    assert_eq!(counts(&done), [2, 0, 1, 0, 1]);
    assert_eq!(bad(&narrow, &done["id"]).await, [(3, vec!["out_of_reach".to_owned()])]);
    let names: Vec<_> = people(admin).await.iter().map(|c| c["name"].clone()).collect();
    assert!(names.contains(&json!("王一芳")) && names.contains(&json!("李明")), "{names:?}");

    // An export reaches as far, too.
    let csv = narrow.post("/customers/export", json!({ "format": "csv", "columns": ["name"] })).await;
    assert_eq!(csv.body.as_str().unwrap().trim_start_matches('\u{feff}'), "姓名\r\n王一芳\r\n");

    // Its own imports alone; and what is in them is for the maker and who may reveal.
    let theirs = upload(admin, "c.csv", FILE).await.ok();
    narrow.get(&format!("/customer-imports/{}", theirs["id"])).await.refused(404, 10004);
    assert_eq!(narrow.get("/customer-imports").await.list().len(), 1);
    assert_eq!(admin.get("/customer-imports").await.list().len(), 3);
    let grants = json!([{ "permission": "customers:import", "scope": "tenant" }]);
    let role =
        admin.post("/roles", json!({ "code": "wide", "name": "wide", "description": "", "grants": grants })).await.ok();
    let wide = acme.user_with_role_id("wide", role["id"].as_i64().unwrap()).await;
    let seen = wide.get(&format!("/customer-imports/{}", done["id"])).await.ok();
    assert_eq!((&seen["maySeeRows"], &seen["columns"][0]["samples"]), (&json!(false), &json!([])));
    wide.get(&format!("/customer-imports/{}/rows", done["id"])).await.refused(403, 10003);
    wide.get(&format!("/customer-imports/{}/bad-rows", done["id"])).await.refused(403, 10003);
    assert_eq!(admin.get(&format!("/customer-imports/{}/rows", done["id"])).await.status, 200);
    app.tenant("other").await.admin.get(&format!("/customer-imports/{}", done["id"])).await.refused(404, 10004);
    acme.user("li", "agent").await.get("/customer-imports").await.refused(403, 10003);
}

fn many(rows: usize) -> String {
    let mut text = String::from("姓名,手机号,邮箱,所属机构,标签\n");
    for n in 0..rows {
        text += &format!("客户{n},139{n:08},c{n}@x.cn,机构{},批量\n", n % 500);
    }
    text
}

#[tokio::test]
async fn an_import_tells_its_importer_and_stops_between_batches() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let mut socket = admin.socket().await;
    let stream = format!("user/{}", admin.id());
    socket.subscribe(&stream, Some(0)).await;
    let id = upload(admin, "many.csv", many(5_000)).await.ok()["id"].clone();
    admin.post(&format!("/customer-imports/{id}/check"), json!({})).await.ok();
    let first = socket.until("customer_import").await["data"].clone();
    assert_eq!((&first["id"], &first["status"], &first["processed"]), (&id, &json!("checking"), &json!(500)));
    admin.post(&format!("/customer-imports/{id}/check"), json!({})).await.refused(409, 12409);
    until(admin, &id, |i| i["status"] == "checked").await;

    admin.post(&format!("/customer-imports/{id}/start"), json!({})).await.ok();
    let said = |e: &Value| e["data"]["status"] == "running" && e["data"]["processed"].as_i64() >= Some(1000);
    while !said(&socket.until("customer_import").await) {}
    let cancelled = admin.post(&format!("/customer-imports/{id}/cancel"), json!({})).await.ok();
    let created = cancelled["counts"]["created"].as_i64().unwrap();
    assert_eq!((&cancelled["status"], created % 500), (&json!("cancelled"), 0), "{cancelled}");
    assert!((1000..5_000).contains(&created), "{created}");
    let there = || async { admin.get("/customers?size=1").await.ok()["total"].clone() };
    assert_eq!(there().await, created, "what is in is what it says");

    // The rest by the same file again.
    let id = upload(admin, "many.csv", many(5_000)).await.ok()["id"].clone();
    checked(admin, &id, json!({})).await;
    let done = started(admin, &id).await;
    assert_eq!(counts(&done), [5_000, 5_000 - created, 0, created, 0]);
    assert_eq!(there().await, 5_000);
}

#[tokio::test]
async fn an_import_goes_on_where_a_stopped_program_left_it() {
    let first = TestApp::start().await;
    let acme = first.tenant("acme").await;
    let id = upload(&acme.admin, "many.csv", many(6_000)).await.ok()["id"].clone();
    checked(&acme.admin, &id, json!({})).await;
    acme.admin.post(&format!("/customer-imports/{id}/start"), json!({})).await.ok();
    until(&acme.admin, &id, |i| i["counts"]["processed"].as_i64() >= Some(1000)).await;
    let second = TestApp::beside(&first).await;
    first.app.shut_down(Duration::from_secs(5)).await;
    let mut over_there = second.anonymous();
    over_there.token.clone_from(&acme.admin.token);
    let done = until(&over_there, &id, |i| i["status"] == "done").await;
    assert_eq!(counts(&done), [6_000, 6_000, 0, 0, 0]);
    assert_eq!(over_there.get("/customers?size=1").await.ok()["total"], 6_000);
}

#[tokio::test]
async fn a_left_import_and_what_was_said_of_its_rows_do_not_stay() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let left = upload(&acme.admin, "a.csv", FILE).await.ok()["id"].clone();
    let done = imported(&acme.admin, "b.csv", "姓名,手机号\n,1\n", json!({})).await;
    assert_eq!(bad(&acme.admin, &done["id"]).await.len(), 1);
    app.clock.advance(chrono::TimeDelta::days(31));
    let files = desk::files::Files::new(&app.app).unwrap();
    desk::imports::sweep(app.app.clone(), files, acme.id).await.unwrap();
    let admin = app.sign_in("acme", "admin").await;
    assert_eq!(admin.get(&format!("/customer-imports/{left}")).await.ok()["status"], "cancelled");
    assert_eq!(bad(&admin, &done["id"]).await, []);
    assert_eq!(
        counts(&admin.get(&format!("/customer-imports/{}", done["id"])).await.ok()),
        [1, 0, 0, 0, 1],
        "the figures stay"
    );
}
