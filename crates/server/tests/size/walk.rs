//! Requests that the OpenAPI document makes possible: each reading operation with each value of each of its
//! parameters, and with each pair of parameters.

use serde_json::{Value, json};

use crate::support::{Client, example::example};

/// Who asks, and for which ids.
pub struct World {
    pub admin: Client,
    pub agent: Client,
    pub operator: Client,
    pub customer: Client,
    pub slug: String,
    pub base: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Admin,
    Agent,
    Operator,
    Customer,
}

pub struct Request {
    pub operation: String,
    pub who: Who,
    pub url: String,
}

/// Operations that are not read from the database's tables, or never end.
const APART: &[(&str, &str)] =
    &[("pollEvents", "waits for events"), ("downloadFile", "bytes of the file store; the row is found by its token")];

pub fn requests(document: &Value, world: &World) -> Vec<Request> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let spec = &item["get"];
        let Some(id) = spec["operationId"].as_str().filter(|id| APART.iter().all(|(apart, _)| apart != id)) else {
            continue;
        };
        if spec["responses"]["200"]["content"].get("text/event-stream").is_some() {
            continue;
        }
        let callers = match spec["x-permission"].as_str() {
            Some(p) if p.starts_with("tenants:") || p == "calls:read" => vec![Who::Operator],
            Some(p) if p.starts_with("portal:") && p != "portal:manage" => vec![Who::Customer],
            // What these see depends on how far their grant reaches.
            Some("sessions:read" | "tickets:read" | "users:read") => vec![Who::Admin, Who::Agent],
            Some(_) => vec![Who::Admin],
            None => vec![Who::Customer],
        };
        for query in queries(document, spec, world) {
            for who in &callers {
                let url = match query.as_str() {
                    "" => place(path, world),
                    query => format!("{}?{query}", place(path, world)),
                };
                all.push(Request { operation: id.to_owned(), who: *who, url });
            }
        }
    }
    all
}

/// The path with ids that exist.
fn place(path: &str, world: &World) -> String {
    let id = world.base + if path.starts_with("/api/v1/tickets") { 40_000 } else { 4 };
    path.replace("{id}", &id.to_string())
        .replace("{slug}", &world.slug)
        .replace("{code}", "problem_type")
        .replace("{token}", "none")
}

fn queries(document: &Value, spec: &Value, world: &World) -> Vec<String> {
    let (mut needed, mut free) = (Vec::new(), Vec::new());
    for parameter in spec["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query") {
        let name = parameter["name"].as_str().unwrap();
        let pairs: Vec<String> =
            values(document, name, &parameter["schema"], world).iter().map(|v| format!("{name}={v}")).collect();
        match parameter["required"] == true {
            true => needed.push(pairs[0].clone()),
            false if name == "size" => {}
            false => free.push(pairs),
        }
    }
    let mut all = vec![needed.clone()];
    for (n, one) in free.iter().enumerate() {
        all.extend(one.iter().map(|value| [needed.clone(), vec![value.clone()]].concat()));
        for other in &free[n + 1..] {
            // One parameter with its first value, the other with all that it has.
            all.extend(other.iter().map(|value| [needed.clone(), vec![one[0].clone(), value.clone()]].concat()));
            all.extend(one[1..].iter().map(|value| [needed.clone(), vec![value.clone(), other[0].clone()]].concat()));
        }
    }
    all.into_iter().map(|parts| parts.join("&")).collect()
}

fn values(document: &Value, name: &str, schema: &Value, world: &World) -> Vec<String> {
    let id = |n: i64| vec![(world.base + n).to_string()];
    let text = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect();
    let choices = choices(document, schema);
    if !choices.is_empty() {
        return choices;
    }
    if schema["type"] == "boolean" {
        return text(&["true", "false"]);
    }
    match name {
        // Common, rare, of a name in the middle, a whole phone, and nobody's.
        "q" | "actor" => text(&["王", "欧阳秀兰", "人民医院", "13000000123", "nobody"]),
        "page" => text(&["2", "25"]),
        "customerId" | "keepId" | "organizationId" | "teamId" | "into" => id(8),
        "dropId" => id(9),
        "assigneeId" | "departmentId" => id(15),
        "roleId" => text(&["1", "3"]),
        "status" => text(&["pending,processing", "closed"]),
        "region" => text(&["临江", "石门市"]),
        "industry" => text(&["government"]),
        "action" => text(&["user", "customer.reveal"]),
        "after" => text(&["50000"]),
        "before" => text(&["60000"]),
        "tag" | "tags" => text(&["上报"]),
        "days" => text(&["7", "366"]),
        "method" => text(&["POST"]),
        "minMs" => text(&["50"]),
        "statusClass" => text(&["5", "2"]),
        "tenantId" => text(&["2"]),
        "creditCode" => text(&["910000000000001234"]),
        "token" | "session_id" | "problemType" | "businessType" => text(&["none"]),
        "from" => text(&["2026-01-01"]),
        "to" => text(&["2026-12-31"]),
        "category_id" | "categoryId" => text(&["1"]),
        "limit" => text(&["20"]),
        _ => vec![example(document, schema).to_string().trim_matches('"').to_owned()],
    }
}

/// The values of an enumeration.
fn choices(document: &Value, schema: &Value) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return choices(document, document.pointer(name.trim_start_matches('#')).unwrap());
    }
    if let Some(all) = schema["enum"].as_array() {
        return all.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    ["oneOf", "anyOf"]
        .iter()
        .flat_map(|key| schema[*key].as_array().into_iter().flatten())
        .flat_map(|one| match one["const"].as_str() {
            Some(value) => vec![value.to_owned()],
            None => choices(document, one),
        })
        .collect()
}

/// A segment's condition of each kind.
pub fn conditions(base: i64) -> Vec<Value> {
    vec![
        json!({ "field": "vip", "is": true }),
        json!({ "field": "profile", "is": "formal" }),
        json!({ "field": "region", "is": "临江市" }),
        json!({ "field": "organization", "id": base + 8 }),
        json!({ "field": "tag", "has": "重点" }),
        json!({ "field": "registered", "when": { "withinDays": 30 } }),
        json!({ "field": "last_seen", "when": { "beforeDays": 90 } }),
        json!({ "field": "sessions", "atLeast": 1, "withinDays": 365 }),
        json!({ "field": "tickets", "atLeast": 1, "withinDays": 365 }),
        json!({ "field": "rated", "atMost": 2, "withinDays": 365 }),
    ]
}
