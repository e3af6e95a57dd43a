//! One story in each of the three placements (002 §5.1): shared tables, a schema and a database of
//! the tenant's own. The rooms cannot tell them apart; the database can.

use kernel::db::{DbOptions, Placement};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::support::{Tenant, TestApp, database};

async fn world() -> (TestApp, String) {
    let own = database::empty().await;
    let databases = [("big".to_owned(), own.clone())].into_iter().collect();
    let app =
        TestApp::with(DbOptions { admin_url: database::fresh().await, tenant_databases: databases, pool_size: 4 })
            .await;
    (app, own)
}

/// A conversation is begun, answered and turned into a ticket that the customer follows.
async fn story(tenant: &Tenant<'_>) {
    let agent = tenant.user("li", "agent").await;
    let team = tenant.admin.post("/teams", json!({ "name": "线上", "memberIds": [agent.id()] })).await.ok();
    tenant.admin.put("/settings/assignment", json!({ "defaultTeamId": team["id"], "strategy": "least_loaded", "maxSessionsDefault": 3, "acceptMode": "auto" })).await.ok();
    agent.put("/agents/me/status", json!({ "status": "online" })).await.ok();

    let customer = tenant.customer("王芳", "13900000001").await;
    let mut socket = customer.socket().await;
    socket.subscribe(&format!("customer/{}", customer.id()), None).await;
    let begun = customer.post("/me/sessions", json!({ "topic": "导入", "text": "导入失败" })).await.ok();
    let id = begun["id"].as_i64().unwrap();
    // Either it was assigned before the answer was written, or the inbox says so.
    if begun["status"] != "active" {
        while socket.until("session_update").await["data"]["session"]["status"] != "active" {}
    }
    let message = json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": "text", "content": "请发截图" });
    agent.post(&format!("/sessions/{id}/messages"), message).await.ok();
    let texts: Vec<_> = customer.get(&format!("/me/sessions/{id}/messages")).await.ok()["list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["content"].clone())
        .collect();
    assert!(texts.contains(&json!("导入失败")) && texts.contains(&json!("请发截图")), "{texts:?}");

    let draft = agent.get(&format!("/sessions/{id}/ticket-draft")).await.ok();
    let ticket = agent.post("/tickets", draft).await.ok();
    agent.post(&format!("/tickets/{}/flow", ticket["id"]), json!({ "to": "processing" })).await.ok();
    let seen = customer.get(&format!("/customer-portal/tickets/{}", ticket["id"])).await.ok();
    assert_eq!(seen["status"], "processing");
}

#[tokio::test]
async fn the_same_story_runs_in_every_placement() {
    let (app, own) = world().await;
    let shared = app.tenant("shared-one").await;
    let schema = app.tenant_in("schema-one", Placement::Schema("t_schema_one".into())).await;
    let database = app.tenant_in("database-one", Placement::Database("big".into())).await;
    for tenant in [&shared, &schema, &database] {
        story(tenant).await;
    }
    // The rows are where the placement says, and nowhere else.
    let count = async |url: &str, schema: &str, tenant: i64| -> i64 {
        let mut conn = PgConnection::connect(url).await.unwrap();
        let sql = format!("select count(*) from {schema}.messages where tenant_id = $1");
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(tenant).fetch_one(&mut conn).await.unwrap()
    };
    assert!(count(&app.admin_url, "tenants", shared.id).await > 0);
    assert!(count(&app.admin_url, "t_schema_one", schema.id).await > 0);
    assert!(count(&own, "tenants", database.id).await > 0);
    for (url, place, tenant) in
        [(&app.admin_url, "tenants", schema.id), (&app.admin_url, "tenants", database.id), (&own, "tenants", shared.id)]
    {
        assert_eq!(count(url, place, tenant).await, 0);
    }
    assert_eq!(app.app.db().lint().await.unwrap(), []);
}
