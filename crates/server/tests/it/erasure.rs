//! Erasing a customer for good: afterwards no table and no file of the program holds anything of the person,
//! everybody else is as before, and a restored backup is put right.

use std::{collections::BTreeSet, path::Path};

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::{
    data_exports::{until, upload},
    support::{Answer, Client, Tenant, TestApp, database},
};

const NAME: &str = "欧阳小倩";
const PHONE: &str = "13977770001";
/// Everything that the person is, wrote or left behind, as it is found nowhere else.
const TRACES: &[&str] = &[
    NAME,
    PHONE,
    "057177770002",
    "13977770003",
    "xiaoqian@person.example",
    "免疫规划三科",
    "疫苗专员",
    "负责冷链模块",
    "爱喝绿茶",
    "回头客甲",
    "冷链报警主题",
    "我的冰箱坏了",
    "请您重启冰箱",
    "同事请注意她很急",
    "小倩的小结",
    "服务真不错",
    "冰箱工单标题",
    "冰箱工单描述",
    "冰箱跟进内容",
    "冰箱内部备注",
    "工单评价文字",
    "反馈全文丙",
    "建议全文丁",
    "冷链怎么上报戊",
    "归档备注己",
    "请补充庚",
    "签约原因辛",
    "转派原因壬",
    "冰箱日志",
    "FRIDGE-CONTENT-7777",
    "203.0.113.77",
    "ErasedPersonsBrowser/7.7",
];

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// A person who has been everywhere.
struct Person {
    client: Client,
    session: Value,
    ticket: Value,
}

async fn registered(tenant: &Tenant<'_>, name: &str, phone: &str) -> Client {
    let anonymous = tenant.test.anonymous();
    let request = anonymous
        .request(reqwest::Method::POST, "/public/register")
        .header("x-forwarded-for", "203.0.113.77")
        .header("user-agent", "ErasedPersonsBrowser/7.7")
        .json(&json!({ "tenant": tenant.slug, "name": name, "phone": phone }));
    anonymous.clone().signed_in(&Answer::of(request).await.ok())
}

async fn say(client: &Client, path: String, content: &str, file: Option<&Value>) -> Value {
    let kind = if file.is_some() { "file" } else { "text" };
    let mut body = json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": kind, "content": content });
    if let Some(file) = file {
        body["fileId"] = file["id"].clone();
    }
    client.post_once(&uuid::Uuid::now_v7().to_string(), &path, body).await.ok()
}

/// Lives through everything that a customer can, with an agent.
async fn life(acme: &Tenant<'_>, agent: &Client, name: &str, phone: &str) -> Person {
    let client = registered(acme, name, phone).await;
    let session = client.post("/me/sessions", json!({ "topic": "冷链报警主题", "text": "我的冰箱坏了" })).await.ok();
    agent.put("/agents/me/status", json!({ "status": "online" })).await.ok();
    agent.post("/sessions", json!({ "customerId": client.id() })).await.ok();
    let (mine, theirs) =
        (format!("/me/sessions/{}/messages", session["id"]), format!("/sessions/{}/messages", session["id"]));
    let file = upload(&client, "冰箱日志.txt", "FRIDGE-CONTENT-7777\n".repeat(9000).as_bytes()).await;
    say(&client, mine, "", Some(&file)).await;
    let answer = upload(agent, "冰箱日志 回复.txt", b"FRIDGE-CONTENT-7777 answered").await;
    say(agent, theirs.clone(), "请您重启冰箱", Some(&answer)).await;
    let note = json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": "note", "content": "同事请注意她很急" });
    agent.post(&theirs, note).await.ok();
    let close = json!({ "summary": "小倩的小结", "tags": ["回头客甲"] });
    agent.put(&format!("/sessions/{}/close", session["id"]), close).await.ok();
    let rating = json!({ "score": 5, "comment": "服务真不错" });
    client.post(&format!("/me/sessions/{}/rate", session["id"]), rating).await.ok();

    let attached = upload(&client, "冰箱日志2.txt", b"FRIDGE-CONTENT-7777 again").await;
    let ticket = json!({ "subject": "冰箱工单标题", "description": "冰箱工单描述", "file_ids": [attached["id"]] });
    let ticket = client.post("/customer-portal/tickets", ticket).await.ok();
    let one = format!("/tickets/{}", ticket["id"]);
    agent.post(&format!("{one}/flow"), json!({ "to": "processing" })).await.ok();
    agent.post(&format!("{one}/follow-ups"), json!({ "content": "冰箱内部备注", "internal": true })).await.ok();
    agent.post(&format!("{one}/follow-ups"), json!({ "content": "冰箱跟进内容" })).await.ok();
    let assign = json!({ "userId": acme.admin.id(), "reason": "转派原因壬" });
    acme.admin.post(&format!("{one}/assign"), assign).await.ok();
    acme.admin.post(&format!("{one}/flow"), json!({ "to": "resolved" })).await.ok();
    let feedback =
        json!({ "feedback_type": "suggestion", "feedback_content": "反馈全文丙", "suggestions": "建议全文丁" });
    client.post("/customer-portal/feedback", feedback).await.ok();
    client.post("/customer-portal/ai-chat", json!({ "question": "冷链怎么上报戊" })).await;

    // On file, with everything that a profile holds, after a rejected application.
    let archive = format!("/customers/{}/archive", client.id());
    let person = json!({
        "landline": "0571-77770002", "emergencyPhone": "13977770003", "email": "xiaoqian@person.example", "department": "免疫规划三科",
        "position": "疫苗专员", "duty": "负责冷链模块"
    });
    let body = json!({ "person": person, "newOrganization": { "name": format!("机构 {}", client.id()) }, "note": "归档备注己", "submit": true });
    let first = agent.post(&archive, body.clone()).await.ok();
    let application = format!("/archive-applications/{}", first["id"]);
    let rejected = acme.admin.post(&format!("{application}/reject"), json!({ "opinion": "请补充庚" })).await.ok();
    let mut again = body;
    again["version"] = rejected["version"].clone();
    agent.post(&archive, again).await.ok();
    acme.admin.post(&format!("{application}/approve"), json!({ "opinion": "" })).await.ok();
    let path = format!("/customers/{}", client.id());
    let known = agent.get(&path).await.ok();
    let body = json!({
        "name": name, "organizationId": known["organization"]["id"], "department": "免疫规划三科", "position": "疫苗专员",
        "duty": "负责冷链模块", "note": "爱喝绿茶", "tags": ["回头客甲"]
    });
    agent.put(&path, body).await.ok();
    let team = acme.admin.get("/teams").await.list()[0]["id"].clone();
    let relation = json!({ "customerId": client.id(), "teamId": team, "priority": "primary", "reason": "签约原因辛" });
    acme.admin.post("/customer-team-relations", relation).await.ok();
    let twin = agent.post("/customers", json!({ "name": name, "phone": phone })).await.ok();
    let merge = json!({ "keepId": client.id(), "dropId": twin["id"], "reason": "签约原因辛" });
    acme.admin.post("/customers/merge", merge).await.ok();
    Person { client, session, ticket }
}

/// Rows of any table whose text holds one of these, and files that do.
async fn found(app: &TestApp, traces: &[&str]) -> BTreeSet<String> {
    let mut conn = PgConnection::connect(&app.admin_url).await.unwrap();
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select table_schema, table_name from information_schema.tables
         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    assert!(tables.len() > 60, "{}", tables.len());
    let mut found = BTreeSet::new();
    let wanted: Vec<String> = traces.iter().map(|t| (*t).to_owned()).collect();
    for (schema, table) in tables {
        // JSON escapes nothing of these, and a row's text escapes no more than quotes.
        let sql = format!(
            "select w from {schema}.{table} t cross join unnest($1::text[]) w where position(w in t::text) > 0 group by w"
        );
        let held: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(&wanted).fetch_all(&mut conn).await.unwrap();
        found.extend(held.into_iter().map(|trace| format!("{trace} in {schema}.{table}")));
    }
    for path in files(&app.data) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.display().to_string();
        for trace in traces {
            let is_inside = bytes.windows(trace.len()).any(|w| w == trace.as_bytes());
            if is_inside || name.contains(trace) {
                found.insert(format!("{trace} in {name}"));
            }
        }
    }
    found
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What staff see of somebody.
async fn seen(staff: &Client, person: &Person) -> Value {
    let (customer, session, ticket) = (person.client.id(), &person.session["id"], &person.ticket["id"]);
    let mut out = json!({});
    for path in [
        format!("/customers/{customer}"),
        format!("/customers/{customer}/teams"),
        format!("/sessions/{session}"),
        format!("/sessions/{session}/messages"),
        format!("/tickets/{ticket}"),
        format!("/tickets/{ticket}/follow-ups"),
        format!("/archive-records?customerId={customer}"),
    ] {
        out[&path] = staff.get(&path).await.body["data"].clone();
    }
    out
}

async fn erase(boss: &Client, person: &Person, reason: &str) -> Value {
    let path = format!("/customers/{}/erasure", person.client.id());
    let erasure = boss.post(&path, json!({ "name": NAME, "reason": reason })).await.ok();
    until(boss, &format!("/erasures/{}", erasure["id"]), "done").await
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_and_nobody_else_is_touched() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let supervisor = acme.user("zhou", "supervisor").await;
    acme.admin.post("/teams", json!({ "name": "first line", "leaderId": agent.id() })).await.ok();
    let her = life(&acme, &agent, NAME, PHONE).await;
    // Somebody else with a life of the same kind, but for the names.
    let other = life(&acme, &agent, "李大明", "13988880001").await;
    let copy = format!("/customers/{}/data-exports", her.client.id());
    let copy = Answer::of(acme.admin.request(reqwest::Method::POST, &copy)).await.ok();
    until(&acme.admin, &format!("/data-exports/{}", copy["id"]), "ready").await;
    let theirs: Vec<&str> = vec!["李大明", "13988880001"];
    let before = (seen(&acme.admin, &other).await, found(&app, &theirs).await);
    let own = ["李大明", "13988880001", NAME, PHONE];
    let there = found(&app, &own).await;
    assert!(there.len() > 8, "the search finds what is there: {there:?}");

    let seq = acme.admin.get(&format!("/sessions/{}", her.session["id"])).await.ok()["messageSeq"].clone();

    // What would go, and what is asked for before it does.
    let path = format!("/customers/{}/erasure", her.client.id());
    supervisor.get(&path).await.refused(403, 10003);
    let preview = acme.admin.get(&path).await.ok();
    let counts = &preview["counts"];
    assert_eq!((&preview["name"], &counts["sessions"], &counts["tickets"]), (&json!(NAME), &json!(1), &json!(1)));
    assert_eq!((&counts["files"], &counts["merged"], &counts["dataExports"]), (&json!(3), &json!(1), &json!(1)));
    let refused = acme.admin.post(&path, json!({ "name": "李大明", "reason": "本人要求" })).await;
    assert_eq!(refused.bad_fields(), ["name"]);
    let refused = acme.admin.post(&path, json!({ "name": NAME, "reason": format!("{NAME}本人要求") })).await;
    assert_eq!(refused.bad_fields(), ["reason"]);
    let open = acme.customer("甲", "13977779999").await;
    open.post("/me/sessions", json!({ "topic": "x" })).await.ok();
    let busy = format!("/customers/{}/erasure", open.id());
    acme.admin.post(&busy, json!({ "name": "甲", "reason": "本人要求" })).await.refused(409, 12411);
    assert_eq!(acme.admin.get(&busy).await.ok()["obstacles"]["sessions"].as_array().unwrap().len(), 1);

    let done = erase(&acme.admin, &her, "本人书面要求").await;
    assert_eq!((&done["counts"]["sessions"], &done["replayed"]), (&json!(1), &json!(false)));
    her.client.get("/me/sessions").await.refused(401, 10002);
    acme.admin.get(&format!("/customers/{}", her.client.id())).await.refused(404, 10004);
    acme.admin.post(&path, json!({ "name": NAME, "reason": "again" })).await.refused(409, 12412);

    let only_hers = [NAME, PHONE];
    assert_eq!(found(&app, &only_hers).await, BTreeSet::new());
    assert_eq!((seen(&acme.admin, &other).await, found(&app, &theirs).await), before, "the other is as before");
    // The words that both said are left where the other said them.
    erase_other(&acme.admin, &other).await;
    assert_eq!(found(&app, TRACES).await, BTreeSet::new());
    assert_eq!(found(&app, &theirs).await, BTreeSet::new());

    // The skeleton stays, for statistics; numbers have no gaps, and the trail is whole.
    let session = acme.admin.get(&format!("/sessions/{}", her.session["id"])).await.ok();
    assert_eq!((&session["rating"], &session["topic"], &session["messageSeq"]), (&json!(5), &Value::Null, &seq));
    let mut conn = PgConnection::connect(&app.admin_url).await.unwrap();
    let gaps: i64 = sqlx::query_scalar("select count(*) from tenants.streams s where s.last_seq <> (select count(*) from tenants.events e where e.tenant_id = s.tenant_id and e.stream = s.stream)")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(gaps, 0);
    assert_eq!(acme.admin.get("/audit-events/verify").await.ok()["intact"], true);
    // Who resumes hears, for each number, that it was erased.
    let mut socket = acme.admin.socket().await;
    let stream = format!("conversation/{}", her.session["id"]);
    assert_eq!(socket.subscribe(&stream, Some(0)).await["type"], "subscribed");
    let frame = socket.next().await;
    assert_eq!((&frame["type"], &frame["seq"], &frame["data"]), (&json!("erased"), &json!(1), &json!({})));
    assert_eq!(acme.admin.get("/erasures").await.list().len(), 2);
}

async fn erase_other(boss: &Client, other: &Person) {
    let path = format!("/customers/{}/erasure", other.client.id());
    let erasure = boss.post(&path, json!({ "name": "李大明", "reason": "本人书面要求" })).await.ok();
    until(boss, &format!("/erasures/{}", erasure["id"]), "done").await;
}

#[tokio::test]
async fn a_restored_backup_is_put_right_before_anything_is_served() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    acme.admin.post("/teams", json!({ "name": "first line" })).await.ok();
    let her = life(&acme, &agent, NAME, PHONE).await;
    // The backup: the database and the files, but not the keyring.
    app.app.shut_down(PATIENCE).await;
    let backup = copied(&app.admin_url).await;
    let objects: Vec<_> = files(&app.data.join("files")).into_iter().map(|p| (std::fs::read(&p).unwrap(), p)).collect();
    assert!(objects.len() >= 3);
    for (bytes, path) in &objects {
        let is_readable = bytes.windows(19).any(|w| w == b"FRIDGE-CONTENT-7777");
        assert!(!is_readable, "{} can be read without its key", path.display());
    }
    let later = app.moved(app.admin_url.clone()).await;
    erase(&later.sign_in("acme", "admin").await, &her, "本人书面要求").await;
    later.app.shut_down(PATIENCE).await;

    for (bytes, path) in &objects {
        std::fs::write(later.data.join(path.strip_prefix(&app.data).unwrap()), bytes).unwrap();
    }
    let restored = later.moved(backup).await;
    assert_eq!(found(&restored, TRACES).await, BTreeSet::new(), "as soon as it is served");
    let admin = restored.sign_in("acme", "admin").await;
    let erasures = admin.get("/erasures").await.list();
    assert_eq!((&erasures[0]["status"], &erasures[0]["replayed"]), (&json!("done"), &json!(true)));
    assert_eq!(files(&restored.data.join("files")).len(), 0, "and the objects are gone again");
}

/// A copy of a database as it is now.
async fn copied(url: &str) -> String {
    let (server, name) = url.rsplit_once('/').unwrap();
    let copy = format!("it_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    // A database that is copied must be quiet: what the program has not closed yet is cut.
    loop {
        let cut = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        admin.execute(AssertSqlSafe(cut)).await.unwrap();
        let made =
            admin.execute(AssertSqlSafe(format!("create database {copy} template {name} strategy wal_log"))).await;
        if made.is_ok() {
            return format!("{server}/{copy}");
        }
    }
}

/// Every table of a tenant is in one of the plan's three lists: a new one makes somebody decide.
#[tokio::test]
async fn the_plan_names_every_table() {
    let mut conn = PgConnection::connect(&database::fresh().await).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'tenants' and table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    use desk::erasure::plan::{BY_HAND, STEPS, UNTOUCHED};
    let named: BTreeSet<String> = STEPS
        .iter()
        .map(|s| s.table)
        .chain(BY_HAND.iter().copied())
        .chain(UNTOUCHED.iter().copied())
        .map(str::to_owned)
        .collect();
    assert_eq!(named, tables.into_iter().collect());
}

#[tokio::test]
async fn a_file_that_staff_sent_to_two_customers_stays_with_the_other() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    agent.put("/agents/me/status", json!({ "status": "online" })).await.ok();
    let form = Form::new().part("file", Part::bytes(b"a manual for everybody".to_vec()).file_name("手册.txt"));
    let manual = Answer::of(agent.request(reqwest::Method::POST, "/files").multipart(form)).await.ok();
    let mut people = Vec::new();
    for (name, phone) in [(NAME, PHONE), ("李大明", "13988880001")] {
        let client = acme.customer(name, phone).await;
        let session = client.post("/me/sessions", json!({ "topic": "手册" })).await.ok();
        agent.post("/sessions", json!({ "customerId": client.id() })).await.ok();
        say(&agent, format!("/sessions/{}/messages", session["id"]), "", Some(&manual)).await;
        agent.put(&format!("/sessions/{}/close", session["id"]), json!({})).await.ok();
        people.push(Person { client, session, ticket: Value::Null });
    }
    erase(&acme.admin, &people[0], "本人书面要求").await;
    let kept = people[1].client.get(&format!("/me/sessions/{}/messages", people[1].session["id"])).await.ok();
    let url = kept.to_string().split("\"url\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let got = app.anonymous().request(reqwest::Method::GET, &url).send().await.unwrap();
    assert_eq!(got.text().await.unwrap(), "a manual for everybody");
    let gone = acme.admin.get(&format!("/sessions/{}/messages", people[0].session["id"])).await.ok();
    assert!(!gone.to_string().contains("手册"));
}
