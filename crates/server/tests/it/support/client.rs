//! A caller of the API.

use serde_json::Value;

#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    pub base: String,
    pub token: Option<String>,
    /// The `user` of the sign-in.
    pub me: Value,
}

impl Client {
    pub fn new(http: reqwest::Client, base: String) -> Self {
        Self { http, base, token: None, me: Value::Null }
    }

    /// The same caller with the token of a sign-in's answer.
    pub fn signed_in(mut self, login: &Value) -> Self {
        self.token = login["accessToken"].as_str().map(str::to_owned);
        self.me = login["user"].clone();
        self
    }

    pub fn id(&self) -> i64 {
        self.me["id"].as_i64().unwrap()
    }

    /// `path` without `/api/v1`.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with("/api/") || !path.starts_with('/') {
            format!("{}{path}", self.base)
        } else {
            format!("{}/api/v1{path}", self.base)
        };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(reqwest::Method::GET, path)).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(reqwest::Method::POST, path).json(&body)).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(reqwest::Method::PUT, path).json(&body)).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request(reqwest::Method::DELETE, path)).await
    }
    /// A write with an `Idempotency-Key`.
    pub async fn post_once(&self, key: &str, path: &str, body: Value) -> Answer {
        Answer::of(self.request(reqwest::Method::POST, path).header("idempotency-key", key).json(&body)).await
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self { status, headers, body }
    }

    /// The data of a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body["data"].clone()
    }
    /// The rows of a list.
    #[track_caller]
    pub fn list(&self) -> Vec<Value> {
        self.ok()["list"].as_array().cloned().unwrap()
    }
    /// A refusal with this status and code of the registry.
    #[track_caller]
    pub fn refused(&self, status: u16, code: u32) {
        assert_eq!((self.status, &self.body["code"]), (status, &code.into()), "{}", self.body);
    }
    /// The fields that a 400 complains about.
    #[track_caller]
    pub fn bad_fields(&self) -> Vec<String> {
        assert_eq!(self.status, 400, "{}", self.body);
        self.body["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect()
    }
}
