//! What a tenant's portal leaves out is refused, on every operation that belongs to it.

use kernel::Feature;
use serde_json::{Value, json};

use crate::{
    contract::{Operation, document, operations},
    support::{Answer, Client, TestApp},
};

/// Operations of the portal that no tenant can switch off.
const ALWAYS: [&str; 5] = ["getPortalConfig", "setPortalConfig", "getPortalTheme", "setPortalTheme", "rateService"];

#[test]
fn every_operation_of_the_portal_says_which_part_it_belongs_to() {
    let all = operations(&document());
    for op in all.iter().filter(|op| op.path.contains("/customer-portal/") || op.path.contains("/public/kb/")) {
        assert_eq!(op.feature.is_none(), ALWAYS.contains(&op.id.as_str()), "{} ({})", op.id, op.path);
    }
    for feature in Feature::ALL {
        assert!(all.iter().any(|op| op.feature.as_deref() == Some(feature.as_str())), "nothing belongs to {feature:?}");
    }
}

async fn offer(admin: &Client, features: &[&str]) {
    admin.put("/customer-portal/config", json!({ "enabled_features": features })).await.ok();
}

async fn ask(document: &Value, op: &Operation, caller: &Client) -> Answer {
    // Where the path names the tenant, it is this one.
    let url = op.path.replace("{slug}", "acme").replace("{id}", "987654321");
    let here = Operation { path: url, ..op.clone() };
    Answer::of(here.valid(document, caller, "987654321")).await
}

#[tokio::test]
async fn what_the_portal_does_not_offer_is_refused() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let customer = acme.customer("王芳", "13900000001").await;
    let belonging: Vec<_> = operations(&document).into_iter().filter(|op| op.feature.is_some()).collect();
    for off in Feature::ALL {
        let others: Vec<_> = Feature::ALL.iter().filter(|f| *f != off).map(|f| f.as_str()).collect();
        offer(&acme.admin, &others).await;
        for op in &belonging {
            let answer = ask(&document, op, &customer).await;
            let is_off = op.feature.as_deref() == Some(off.as_str());
            assert_eq!(
                answer.body["code"] == 10014,
                is_off,
                "{} without {off:?}: {} {}",
                op.id,
                answer.status,
                answer.body
            );
            assert!(!is_off || answer.status == 403, "{}", op.id);
        }
    }
}

#[tokio::test]
async fn a_talk_that_has_begun_is_finished_though_no_new_one_begins() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (wang, li) = (acme.customer("王芳", "13900000001").await, acme.customer("李强", "13900000002").await);
    let talk = wang.post("/me/sessions", json!({ "text": "你好" })).await.ok();
    offer(&acme.admin, &["knowledge"]).await;
    li.post("/me/sessions", json!({})).await.refused(403, 10014);
    let message = json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": "text", "content": "还在吗" });
    wang.post(&format!("/me/sessions/{}/messages", talk["id"]), message).await.ok();
    wang.post(&format!("/me/sessions/{}/leave", talk["id"]), json!({})).await.ok();
    // And what a stranger reads of the knowledge base is another tenant's own business.
    let other = app.tenant("other").await;
    offer(&other.admin, &[]).await;
    app.anonymous().get("/public/kb/other/articles").await.refused(403, 10014);
    app.anonymous().get("/public/kb/acme/articles").await.ok();
}
