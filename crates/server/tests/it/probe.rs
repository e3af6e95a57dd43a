//! Every operation as every built-in role: what the program answers agrees with `docs/permissions.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    contract::{self, Operation},
    support::{Answer, Client, TestApp},
};

/// Roles and the permissions that the page says they hold.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = include_str!("../../../../docs/permissions.md");
    let mut rows = page.lines().filter(|l| l.starts_with('|')).map(cells);
    let head = rows.next().unwrap();
    let mut roles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows.filter(|r| r[0].starts_with('`')) {
        for (role, scope) in head.iter().zip(&row).skip(2) {
            let held = roles.entry(role.clone()).or_default();
            if !scope.is_empty() {
                held.insert(row[0].trim_matches('`').to_owned());
            }
        }
    }
    roles
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect()
}

/// Operations whose example asks for more than the operation itself needs, and for what.
const MORE: &[(&str, &str)] = &[
    // Everybody has canned replies of its own; the example is one that all share.
    ("createQuickReply", "quick-replies:write"),
];

/// Refused for who the caller is, not for what it asked.
fn is_refused(answer: &Answer) -> bool {
    answer.status == 401 || answer.status == 403
}

#[tokio::test]
async fn every_operation_agrees_with_the_page_for_every_built_in_role() {
    let (app, document) = (TestApp::start().await, contract::document());
    let acme = app.tenant("acme").await;
    let mut callers: Vec<(String, BTreeSet<String>, Client)> = Vec::new();
    for (role, held) in documented() {
        let client = match role.starts_with("platform_") {
            true => app.operator(&role).await,
            false => acme.user(&role, &role).await,
        };
        callers.push((role, held, client));
    }
    assert_eq!(callers.len(), kernel::perm::BUILT_IN.len(), "a column for each role");
    let customer: BTreeSet<String> = kernel::perm::customer_grants().into_keys().collect();
    callers.push(("customer".into(), customer, acme.customer("王芳", "13900000001").await));

    let (mut wrong, mut tried) = (Vec::new(), 0);
    for op in contract::operations(&document) {
        // What asks for a sign-in alone is everybody's; contract.rs tries it without one.
        let Some(permission) = op.permission.as_deref().filter(|p| *p != "self") else { continue };
        let permission = MORE.iter().find(|(id, _)| *id == op.id).map_or(permission, |(_, more)| more);
        for (role, held, client) in &callers {
            let answer = probe(&op, &document, client).await;
            tried += 1;
            let may = held.contains(permission);
            let agrees = if may { !is_refused(&answer) } else { answer.status == 403 && answer.body["code"] == 10003 };
            if !agrees {
                wrong.push(format!(
                    "{} {} as {role} ({permission}: {may}): {} {}",
                    op.method, op.path, answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 500, "{tried}");
}

/// With an id that nobody has: what is allowed finds nothing, and the probe changes little.
async fn probe(op: &Operation, document: &Value, client: &Client) -> Answer {
    let request = op.valid(document, client, "987654321");
    if !op.is_endless() {
        return Answer::of(request).await;
    }
    // What is let in never ends; what is refused has a body like any other.
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = if status == 200 { Value::Null } else { response.json().await.unwrap() };
    Answer { status, headers, body }
}
