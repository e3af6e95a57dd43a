//! The REST side: one signed-in person.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

/// Of every account in the demo.
pub const DEMO_PASSWORD: &str = "Polydesk#2026";
pub const DEMO_TENANT: &str = "kangheng";

#[derive(Debug, Clone)]
pub struct Api {
    http: Client,
    base: String,
    token: String,
}

impl Api {
    pub fn anonymous(base: &str) -> Result<Self> {
        // Longer than any healthy reply, short enough that a dead server is noticed and tried again.
        let http = Client::builder().timeout(Duration::from_secs(10)).no_proxy().build()?;
        Ok(Self { http, base: base.into(), token: String::new() })
    }

    pub async fn sign_in(&self, tenant: &str, username: &str, password: &str) -> Result<Self> {
        let body = json!({"tenant": tenant, "username": username, "password": password});
        self.with_token(self.post("/auth/login", &body).await?)
    }

    /// A new customer of the demo tenant.
    pub async fn register(&self, name: &str, phone: &str) -> Result<Self> {
        let body = json!({"tenant": DEMO_TENANT, "name": name, "phone": phone});
        self.with_token(self.post("/public/register", &body).await?)
    }

    fn with_token(&self, login: Value) -> Result<Self> {
        let token = login["accessToken"].as_str().context("no accessToken in the answer")?.to_owned();
        Ok(Self { token, ..self.clone() })
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.call(Method::PUT, path, Some(body)).await
    }

    /// The envelope's `data` of a successful call; an error tells status and body.
    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let (status, mut envelope) = self.raw(method.clone(), path, body).await?;
        if !status.is_success() {
            bail!("{method} {path}: {status} {envelope}");
        }
        Ok(envelope["data"].take())
    }

    /// Status and whole body, whatever they are.
    pub async fn raw(&self, method: Method, path: &str, body: Option<&Value>) -> Result<(StatusCode, Value)> {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let reply = request.send().await?;
        let status = reply.status();
        let text = reply.text().await?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }

    /// Sends a file in the field `file`.
    pub async fn upload(&self, path: &str, name: &str, bytes: Vec<u8>) -> Result<Value> {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = self.http.post(format!("{}/api/v1{path}", self.base)).bearer_auth(&self.token).multipart(form);
        let reply = request.timeout(Duration::from_secs(120)).send().await?;
        let (status, mut envelope) = (reply.status(), reply.json::<Value>().await?);
        if !status.is_success() {
            bail!("upload to {path}: {status} {envelope}");
        }
        Ok(envelope["data"].take())
    }

    /// All messages of a conversation in the order in which the server lists them; `path` is
    /// `/sessions/1` or `/me/sessions/1`.
    pub async fn all_messages(&self, path: &str) -> Result<Vec<Value>> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let after = all.last().map_or(0, |message| message["seq"].as_i64().unwrap_or(0));
            let mut page = self.get(&format!("{path}/messages?after={after}&limit=200")).await?;
            let Value::Array(list) = page["list"].take() else { bail!("no list in {page}") };
            let more = page["hasMore"].as_bool().unwrap_or(false);
            if list.is_empty() {
                return Ok(all);
            }
            all.extend(list);
            if !more {
                return Ok(all);
            }
        }
    }
}
