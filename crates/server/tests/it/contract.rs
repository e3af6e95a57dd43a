//! Tests that grow by themselves: they walk the OpenAPI document and try on every operation what a
//! stranger, an unprivileged user, another tenant and a broken client would.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, example::example};

/// An operation of the document.
#[derive(Clone)]
pub struct Operation {
    pub method: reqwest::Method,
    /// As documented, with `{id}`.
    pub path: String,
    pub id: String,
    /// `None` = public; `self` = any signed-in caller; else the permission's code.
    pub permission: Option<String>,
    /// The part of the portal that it belongs to, when a tenant may leave it out.
    pub feature: Option<String>,
    pub spec: Value,
}

pub fn document() -> Value {
    serde_json::from_str(&server::api::document_text().unwrap()).unwrap()
}

pub fn operations(document: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, spec) in item.as_object().unwrap() {
            all.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: with_choices(document, path, spec),
                id: spec["operationId"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{method} {path} has no operationId"))
                    .to_owned(),
                permission: spec["x-permission"].as_str().map(str::to_owned),
                feature: spec["x-feature"].as_str().map(str::to_owned),
                spec: spec.clone(),
            });
        }
    }
    all
}

/// The path, with a choice where a parameter is one of several words.
fn with_choices(document: &Value, path: &str, spec: &Value) -> String {
    let mut out = path.to_owned();
    for parameter in spec["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "path") {
        if parameter["schema"].get("$ref").is_some() {
            let name = parameter["name"].as_str().unwrap();
            out = out.replace(&format!("{{{name}}}"), &text(&example(document, &parameter["schema"])));
        }
    }
    out
}

impl Operation {
    /// The path with every parameter replaced; a tenant that is named is `acme`.
    pub fn url(&self, id: &str) -> String {
        let mut out = String::new();
        let mut rest = self.path.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap();
            out += before;
            out += if name == "slug" { "acme" } else { id };
            rest = tail;
        }
        out + rest
    }

    /// The schema of the JSON that it takes.
    pub fn body_schema(&self) -> Option<&Value> {
        self.spec["requestBody"]["content"]["application/json"].get("schema")
    }

    fn body_kind(&self) -> Option<&str> {
        self.spec["requestBody"]["content"].as_object()?.keys().next().map(String::as_str)
    }

    /// A request with a body that the schema accepts.
    pub fn valid(&self, document: &Value, client: &Client, id: &str) -> reqwest::RequestBuilder {
        let request = client.request(self.method.clone(), &self.with_query(document, &self.url(id)));
        match self.body_kind() {
            Some("application/json") => {
                request.json(&example(document, &self.spec["requestBody"]["content"]["application/json"]["schema"]))
            }
            Some(_) => request.multipart(reqwest::multipart::Form::new().text("file", "x")),
            None => request,
        }
    }

    fn with_query(&self, document: &Value, url: &str) -> String {
        let required: Vec<_> = self.spec["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "query" && p["required"] == true)
            .collect();
        let pairs: Vec<_> = required
            .iter()
            .map(|p| format!("{}={}", p["name"].as_str().unwrap(), text(&example(document, &p["schema"]))))
            .collect();
        if pairs.is_empty() { url.to_owned() } else { format!("{url}?{}", pairs.join("&")) }
    }

    /// Whether it has a parameter of this name in its query.
    pub fn takes(&self, name: &str) -> bool {
        self.spec["parameters"].as_array().into_iter().flatten().any(|p| p["in"] == "query" && p["name"] == name)
    }

    /// Streams do not end by themselves.
    pub fn is_endless(&self) -> bool {
        self.spec["responses"]["200"]["content"].as_object().is_some_and(|c| c.contains_key("text/event-stream"))
            || self.id == "pollEvents"
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[track_caller]
fn assert_problem(answer: &Answer, what: &str) {
    for field in ["code", "message", "errors", "timestamp", "trace_id", "help_url"] {
        assert!(!answer.body[field].is_null(), "{what}: no `{field}` in {}", answer.body);
    }
    let code = answer.body["code"].as_u64().unwrap();
    assert!(
        kernel::error::code::ALL.iter().any(|c| u64::from(c.number) == code && c.status == answer.status),
        "{what}: {} is not in the registry",
        answer.body
    );
}

#[test]
fn every_operation_says_who_may() {
    let document = document();
    let known: Vec<_> = kernel::perm::ALL.iter().map(|e| e.code).collect();
    let mut ids = BTreeMap::new();
    for op in operations(&document) {
        if let Some(permission) = &op.permission {
            assert!(
                permission == "self" || known.contains(&permission.as_str()),
                "{} names the unknown permission {permission}",
                op.id
            );
        } else {
            assert!(
                PUBLIC.contains(&op.id.as_str()),
                "{} {} ({}) declares no permission and is not on the list of public operations",
                op.method,
                op.path,
                op.id
            );
        }
        assert!(op.spec["summary"].is_string(), "{} has no summary", op.id);
        assert_eq!(ids.insert(op.id.clone(), op.path.clone()), None, "operationId {} is used twice", op.id);
    }
}

/// `Idempotency-Key` is declared where it counts: on the writes of signed-in callers, and nowhere else.
#[test]
fn repeatable_operations_declare_the_key() {
    let document = document();
    let declares = |op: &Operation| {
        let parameters = op.spec["parameters"].as_array().into_iter().flatten();
        parameters.filter(|p| p["in"] == "header").any(|p| p["name"] == "Idempotency-Key")
    };
    let operations = operations(&document);
    let of = |id: &str| declares(operations.iter().find(|op| op.id == id).unwrap());
    for id in ["createCustomer", "updateCustomer", "createAiAccount"] {
        assert!(of(id), "{id}");
    }
    for op in operations.iter().filter(|op| declares(op)) {
        assert!(op.method != "GET" && op.permission.is_some(), "{}", op.id);
    }
    assert!(!of("aiChat") && !of("login") && !of("listCustomers"));
}

/// Operations that need no sign-in. Each is here for a reason; the list is part of the review.
const PUBLIC: &[&str] = &[
    // Signing in, and asking for a new password.
    "login",
    "refresh",
    "registerCustomer",
    "loginCustomer",
    "forgotPassword",
    "resetPassword",
    // Whoever holds a registration link may use it; the link is the key.
    "verifyRegisterLink",
    "registerByLink",
    "sendRegisterCode",
    "verifyMfa",
    // The other ways in, and which of them a tenant offers.
    "getSignInOptions",
    "sendLoginCode",
    "loginByPhone",
    "sendCustomerLoginCode",
    "loginCustomerByPhone",
    "startProviderLogin",
    "loginByWechat",
    "loginByDingtalk",
    // The portal shows itself and its published articles to everyone.
    "getPublicTenant",
    "portalSearch",
    "portalSearchCategory",
    "portalSearchTags",
    "portalSuggestions",
    "portalTrending",
    "portalAsk",
    "portalAskHistory",
    "portalAskFeedback",
    "portalAskRecommendations",
    "listPublicCategories",
    "listPublicArticles",
    "getPublicArticle",
    "voteArticle",
    "getPortalConfig",
    "getPortalTheme",
];

#[tokio::test]
async fn strangers_are_asked_to_sign_in() {
    let (app, document) = (TestApp::start().await, document());
    for op in operations(&document).iter().filter(|op| op.permission.is_some()) {
        let anonymous = Answer::of(op.valid(&document, &app.anonymous(), "1")).await;
        anonymous.refused(401, 10002);
        assert_problem(&anonymous, &op.id);
        let mut forged = app.anonymous();
        forged.token = Some("eyJhbGciOiJub25lIn0.eyJzdWIiOjEsInRpZCI6MX0.".into());
        Answer::of(op.valid(&document, &forged, "1")).await.refused(401, 10002);
    }
}

#[tokio::test]
async fn users_without_the_permission_are_refused() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let role = acme
        .admin
        .post("/roles", json!({ "code": "nothing", "name": "nothing", "description": "", "grants": [] }))
        .await
        .ok();
    let nobody = acme.user_with_role_id("nobody", role["id"].as_i64().unwrap()).await;
    for op in operations(&document).iter().filter(|op| op.permission.as_deref().is_some_and(|p| p != "self")) {
        let answer = Answer::of(op.valid(&document, &nobody, "1")).await;
        answer.refused(403, 10003);
        assert_problem(&answer, &op.id);
    }
}

/// What is open to a sign-in that still has to set a password of its own or a second factor; each leads out of that
/// state, or tells of it. The list is part of the review.
const NEWCOMERS: &[&str] = &["logout", "getMe", "changePassword", "getMfa", "setUpMfa", "confirmMfa"];

#[tokio::test]
async fn a_sign_in_that_is_not_ready_is_refused_by_all_but_what_makes_it_ready() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let body = json!({ "username": "new", "name": "new", "roleIds": [acme.admin.get("/roles").await.list()[0]["id"]] });
    let first = acme.admin.post("/users", body).await.ok()["initialPassword"].clone();
    let login = json!({ "tenant": "acme", "username": "new", "password": first });
    let new = app.anonymous().signed_in(&app.anonymous().post("/auth/login", login).await.ok());
    let li = acme.user("li", "agent").await;
    let policy = json!({ "phoneCodeUsers": false, "phoneCodeCustomers": false, "mfaRequired": "all", "mfaRoleIds": [], "mfaGraceDays": 0 });
    acme.admin.put("/settings/sign-in", policy).await.ok();
    let (mut open, mut wrong) = (Vec::new(), Vec::new());
    let mut all: Vec<Operation> = operations(&document).into_iter().filter(|op| op.permission.is_some()).collect();
    // Nothing can be tried after it.
    all.sort_by_key(|op| op.id == "logout");
    for op in &all {
        for (who, client, code) in [("a first password", &new, 11003), ("no second factor", &li, 11019)] {
            let answer = match NEWCOMERS.contains(&op.id.as_str()) {
                // Whether it is let in is told before what it sends is looked at.
                true => Answer::of(client.request(op.method.clone(), &op.url("1")).body("x")).await,
                false => Answer::of(op.valid(&document, client, "1")).await,
            };
            let is_open = answer.status != 403 || answer.body["code"] != code;
            if is_open {
                open.push(op.id.clone());
            }
            if is_open != NEWCOMERS.contains(&op.id.as_str()) {
                wrong.push(format!("{} with {who}: {} {}", op.id, answer.status, answer.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    open.dedup();
    assert_eq!(open.len(), NEWCOMERS.len(), "{open:?}");
}

#[tokio::test]
async fn another_tenants_ids_are_as_absent_as_missing_ones() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let customer = acme.customer("王芳", "13900000001").await;
    // Made at the first look; they are no other tenant's.
    acme.admin.get("/ai/groups").await.list();
    leap(&app.admin_url).await;
    let other = app.tenant("other").await;
    let ids = other.populate().await;
    let mut found = std::collections::BTreeMap::new();
    for op in operations(&document)
        .iter()
        .filter(|op| op.path.contains("{id}") && op.permission.is_some() && !op.is_endless())
    {
        let caller = match op.permission.as_deref() {
            Some(p) if p.starts_with("portal:") && p != "portal:manage" => &customer,
            // The operator's own operations name tenants, not a tenant's rows.
            Some(p) if p.starts_with("tenants:") => continue,
            _ => &acme.admin,
        };
        for id in &ids {
            let foreign = Answer::of(op.valid(&document, caller, id)).await;
            let missing = Answer::of(op.valid(&document, caller, "987654321")).await;
            let what = format!("{} {} with id {id}", op.method, op.path);
            assert_eq!(
                (foreign.status, &foreign.body["code"], &foreign.body["message"]),
                (missing.status, &missing.body["code"], &missing.body["message"]),
                "{what}"
            );
            if foreign.status != 404 {
                found.insert(op.id.clone(), format!("{what}: {} {}", foreign.status, foreign.body));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Lets every counter of ids jump, so that what is made from here on shares no id with what was made
/// before, in whichever table.
async fn leap(admin_url: &str) {
    let mut superuser = <sqlx::PgConnection as sqlx::Connection>::connect(admin_url).await.unwrap();
    let jump = "do $$ declare s record; begin
        for s in select sequencename from pg_sequences where schemaname = 'tenants' loop
          execute format('alter sequence tenants.%I restart with 1000000', s.sequencename);
        end loop;
      end $$";
    sqlx::query(jump).execute(&mut superuser).await.unwrap();
}

#[tokio::test]
async fn broken_bodies_are_refused_in_the_api_s_own_shape() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let operator = app.operator("platform_admin").await;
    let customer = acme.customer("王芳", "13900000001").await;
    for op in operations(&document).iter().filter(|op| op.body_kind() == Some("application/json")) {
        let caller = match op.permission.as_deref() {
            Some(p) if p.starts_with("portal:") && p != "portal:manage" => &customer,
            Some(p) if p.starts_with("tenants:") || p == "calls:read" => &operator,
            _ => &acme.admin,
        };
        let send = |body: Vec<u8>, kind: &str| {
            Answer::of(
                caller.request(op.method.clone(), &op.url("1")).header("content-type", kind.to_owned()).body(body),
            )
        };
        let nested = format!("{}1{}", "[".repeat(2000), "]".repeat(2000));
        let broken: [(&str, Vec<u8>); 7] = [
            ("cut", b"{".to_vec()),
            ("array", b"[]".to_vec()),
            ("text", b"\"x\"".to_vec()),
            ("nothing", Vec::new()),
            ("not utf-8", b"{\"name\":\"\xff\xfe\"}".to_vec()),
            ("deep", nested.into_bytes()),
            ("two values", b"{} {}".to_vec()),
        ];
        for (name, body) in broken {
            let answer = send(body, "application/json").await;
            let what = format!("{} with a body that is {name}", op.id);
            assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
            assert_problem(&answer, &what);
        }
        let huge = send(format!("{{\"name\":\"{}\"}}", "x".repeat(3 << 20)).into_bytes(), "application/json").await;
        assert_eq!(huge.status, 413, "{}: {}", op.id, huge.body);
        huge.refused(413, 10007);
        let form = send(b"name=x".to_vec(), "application/x-www-form-urlencoded").await;
        form.refused(415, 10008);
    }
}

#[tokio::test]
async fn absurd_ids_and_pages_are_refused() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for path in [
        "/users?page=0",
        "/users?page=-1",
        "/users?size=201",
        "/users?size=abc",
        "/users?page=99999999999999999999",
        "/users/abc",
        "/users/99999999999999999999",
    ] {
        let answer = acme.admin.get(path).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
        assert_problem(&answer, path);
    }
    assert_eq!(acme.admin.get("/users?page=1000000").await.list(), Vec::<Value>::new());
    acme.admin.get("/users/-5").await.refused(404, 10004);
    acme.admin.get("/nowhere").await.refused(404, 10004);
    acme.admin.put("/auth/login", json!({})).await.refused(405, 10009);
}

/// The document in the repository is the one that the program serves: a change of the contract shows in review.
#[test]
fn the_committed_document_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let current = server::api::document_text().unwrap() + "\n";
    if std::env::var_os("POLYDESK_ACCEPT").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == current, "openapi.json is out of date; look at the change and run `make accept`");
}
