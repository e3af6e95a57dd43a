//! A tenant with an AI group, its key, and accounts at a stub that plays the providers.

use serde_json::{Value, json};

use super::{Answer, Tenant, TestApp, upstream::Upstream};

pub struct Pool<'a> {
    pub tenant: Tenant<'a>,
    pub upstream: Upstream,
    pub group: i64,
    /// The secret of a key of the group.
    pub key: String,
    pub key_id: i64,
}

impl<'a> Pool<'a> {
    pub async fn of(app: &'a TestApp, slug: &str) -> Self {
        Self::with_quota(app, slug, json!({})).await
    }

    pub async fn with_quota(app: &'a TestApp, slug: &str, quota: Value) -> Self {
        let tenant = app.tenant(slug).await;
        let group = json!({ "name": "research", "quota": quota });
        let group = tenant.admin.post("/ai/groups", group).await.ok()["id"].as_i64().unwrap();
        let made = tenant.admin.post(&format!("/ai/groups/{group}/keys"), json!({ "name": "k" })).await.ok();
        let (key, key_id) = (made["secret"].as_str().unwrap().to_owned(), made["id"].as_i64().unwrap());
        Self { tenant, upstream: Upstream::start().await, group, key, key_id }
    }

    /// An account in the shared pool; `more` overrides.
    pub async fn account(&self, service: &str, credential: &str, more: Value) -> i64 {
        let endpoint = if service == "gemini" { self.upstream.gemini() } else { self.upstream.openai() };
        let mut body = json!({
            "name": credential, "serviceType": service, "apiKey": credential, "apiEndpoint": endpoint,
            "price": { "input": "2.5", "output": "10" },
        });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.tenant.admin.post("/ai/accounts", body).await.ok()["id"].as_i64().unwrap()
    }

    /// `POST` with the group's key, to a native path.
    pub fn request(&self, path: &str) -> reqwest::RequestBuilder {
        let http = &self.tenant.admin.http;
        http.post(format!("{}{path}", self.tenant.test.base)).bearer_auth(&self.key)
    }

    pub async fn chat(&self, text: &str) -> Answer {
        Answer::of(self.request("/v1/chat/completions").json(&chat(text))).await
    }

    /// The attempts that are booked, when there are `count` of them; newest first.
    pub async fn calls(&self, count: usize) -> Vec<Value> {
        for _ in 0..400 {
            let calls = self.tenant.admin.get("/ai/calls?size=200").await.list();
            if calls.len() >= count {
                assert_eq!(calls.len(), count, "{calls:#?}");
                return calls;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("{count} attempts were not booked");
    }

    /// The attempts that are booked, when `count` of them were successes.
    pub async fn served(&self, count: usize) -> Vec<Value> {
        for _ in 0..400 {
            let calls = self.tenant.admin.get("/ai/calls?size=200").await.list();
            if calls.iter().filter(|c| c["status"] == "success").count() >= count {
                return calls;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("{count} successes were not booked");
    }
}

pub fn chat(text: &str) -> Value {
    json!({ "model": "gpt-4o-mini", "max_tokens": 50, "messages": [{ "role": "user", "content": text }] })
}
