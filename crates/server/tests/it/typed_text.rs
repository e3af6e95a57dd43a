//! What people type into forms, tried on every operation of the OpenAPI document: names that deceive the eye, and
//! texts that nobody sees. A form that is added tomorrow is tried, too.

use serde_json::{Value, json};

use crate::{
    contract::{Operation, document, operations},
    support::{Answer, Client, TestApp, example::example},
};

/// A text field somewhere in a body: names of members, and `[]` for the first of a list.
struct Field {
    steps: Vec<String>,
    min_length: u64,
}

impl Field {
    /// The last member's name.
    fn name(&self) -> &str {
        self.steps.iter().rev().find(|step| *step != "[]").map_or("", String::as_str)
    }

    /// Whether it holds a name: of a person, a thing, a place or a kind.
    fn is_name(&self) -> bool {
        let name = self.name().to_lowercase().replace('_', "");
        ["name", "namezh", "nameen", "title", "person", "position", "department", "organization"]
            .iter()
            .any(|end| name.ends_with(end))
            || ["industry", "region", "cooperationlevel", "category", "label", "tags", "skills"]
                .contains(&name.as_str())
    }
}

fn resolved<'a>(document: &'a Value, mut schema: &'a Value) -> &'a Value {
    while let Some(name) = schema["$ref"].as_str() {
        schema = document.pointer(name.trim_start_matches('#')).unwrap();
    }
    schema
}

/// The alternatives of a schema, itself among them.
fn parts<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let schema = resolved(document, schema);
    let inner = ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema[key].as_array()).flatten();
    std::iter::once(schema).chain(inner.flat_map(|part| parts(document, part))).collect()
}

fn text_fields(document: &Value, schema: &Value, steps: &[String], found: &mut Vec<Field>) {
    assert!(steps.len() < 12, "a body that holds itself: {steps:?}");
    let below = |step: &str| [steps, &[step.to_owned()]].concat();
    for part in parts(document, schema) {
        let is_text = part["type"] == "string" || part["type"] == json!(["string", "null"]);
        if is_text && part.get("enum").or(part.get("const")).or(part.get("format")).is_none() {
            found.push(Field { steps: steps.to_vec(), min_length: part["minLength"].as_u64().unwrap_or(0) });
        }
        if part["items"].is_object() {
            text_fields(document, &part["items"], &below("[]"), found);
        }
        for (name, property) in part["properties"].as_object().into_iter().flatten() {
            text_fields(document, property, &below(name), found);
        }
    }
}

/// `value` with `text` at the end of `steps`; what is missing on the way is made as its schema wants it.
fn with_text(document: &Value, schema: &Value, value: Value, steps: &[String], text: &str) -> Value {
    let Some((step, rest)) = steps.split_first() else { return text.into() };
    let inner = |key: &str| {
        let all = parts(document, schema);
        all.into_iter().find_map(|part| part[key].is_object().then(|| &part[key])).unwrap()
    };
    if step == "[]" {
        let items = inner("items");
        return json!([with_text(document, items, example(document, items), rest, text)]);
    }
    let property = parts(document, schema)
        .into_iter()
        .find_map(|part| part["properties"].get(step))
        .unwrap_or_else(|| panic!("no {step} in {schema}"));
    let mut value = if value.is_object() { value } else { example(document, schema) };
    let old = match value.get(step) {
        Some(old) if !old.is_null() => old.clone(),
        _ => example(document, property),
    };
    value[step] = with_text(document, property, old, rest, text);
    value
}

/// Somebody who may call each operation.
struct Callers {
    admin: Client,
    operator: Client,
    customer: Client,
}

impl Callers {
    async fn meet(app: &TestApp) -> Self {
        let acme = app.tenant("acme").await;
        let customer = acme.customer("王芳", "13900000001").await;
        Self { operator: app.operator("platform_admin").await, customer, admin: acme.admin }
    }

    fn of(&self, op: &Operation) -> &Client {
        match op.permission.as_deref() {
            Some(p) if p.starts_with("portal:") && p != "portal:manage" => &self.customer,
            Some(p) if p.starts_with("tenants:") || p == "calls:read" => &self.operator,
            _ => &self.admin,
        }
    }

    async fn send(&self, document: &Value, op: &Operation, field: &Field, text: &str) -> Answer {
        let schema = op.body_schema().unwrap();
        let body = with_text(document, schema, example(document, schema), &field.steps, text);
        Answer::of(self.of(op).request(op.method.clone(), &op.url("1")).json(&body)).await
    }
}

fn fields_of(document: &Value, op: &Operation) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(schema) = op.body_schema() {
        text_fields(document, schema, &[], &mut fields);
    }
    fields
}

/// They look a name up and keep none, or answer for something else in the body first.
const ONLY_LOOK_UP: [&str; 9] = [
    "login",
    "loginCustomer",
    "forgotPassword",
    "exportCustomers",
    "exportOrganizations",
    "eraseCustomer",
    "aiChat",
    // The path names another tenant.
    "createEnterpriseAiAccount",
    // Whether the sender fits the channel.
    "putSender",
];

#[tokio::test]
async fn no_form_takes_a_name_that_deceives_the_eye() {
    let (app, document) = (TestApp::start().await, document());
    let callers = Callers::meet(&app).await;
    let long = "长".repeat(1000);
    let names = [
        ("of nothing", "\u{200b}\u{3164}"),
        ("blank", " \u{2800} "),
        ("that writes backwards", "\u{202e}moc.knab"),
        ("with a hidden character", "王\u{200b}芳"),
        ("with a control character", "a\u{7}b"),
        ("of two lines", "a\nb"),
        ("without end", long.as_str()),
    ];
    let (mut tried, mut taken) = (0, Vec::new());
    for op in operations(&document).iter().filter(|op| !ONLY_LOOK_UP.contains(&op.id.as_str())) {
        for field in fields_of(&document, op).iter().filter(|field| field.is_name()) {
            for (kind, name) in names {
                tried += 1;
                let answer = callers.send(&document, op, field, name).await;
                let named = |e: &Value| e["field"].as_str().is_some_and(|f| f.contains(field.name()));
                if answer.status != 400 || !answer.body["errors"].as_array().is_some_and(|all| all.iter().any(named)) {
                    taken.push(format!(
                        "{} takes {} {kind}: {} {}",
                        op.id,
                        field.steps.join("."),
                        answer.status,
                        answer.body
                    ));
                }
            }
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
    assert!(tried > 300, "only {tried} tries: has the document changed its shape?");
}

/// Keys, codes and numbers: who sends nothing that can be seen is told that it is wrong, not that it is blank.
const KEYS: [&str; 19] = [
    "currentModel",
    "supportedModels",
    "models",
    "password",
    "newPassword",
    "oldPassword",
    "refreshToken",
    "token",
    "challenge",
    "code",
    "tenant",
    "database",
    "phone",
    "interaction_id",
    "permission",
    "is",
    "has",
    "businessTypes",
    "problemTypes",
];

#[tokio::test]
async fn where_a_text_is_needed_nothing_is_none() {
    let (app, document) = (TestApp::start().await, document());
    let callers = Callers::meet(&app).await;
    let mut taken = Vec::new();
    for op in operations(&document).iter().filter(|op| !ONLY_LOOK_UP.contains(&op.id.as_str())) {
        for field in fields_of(&document, op).iter().filter(|f| f.min_length > 0 && !KEYS.contains(&f.name())) {
            let answer = callers.send(&document, op, field, "\u{200b}\u{3164}\u{2800}\u{ad}\u{180e}").await;
            if answer.status != 400 {
                taken.push(format!("{} takes {}: {} {}", op.id, field.steps.join("."), answer.status, answer.body));
            }
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}
