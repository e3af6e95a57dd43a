//! A world in a line: `TestApp::start().await.tenant("acme").await.user("li", "agent").await`.

pub mod chance;
pub mod client;
pub mod database;
pub mod example;
pub mod smtp;
pub mod socket;

use std::{net::SocketAddr, sync::Arc};

pub use client::{Answer, Client};
use kernel::{App, Settings, clock::ManualClock, db::DbOptions, secret::MasterKey};
use serde_json::json;
use server::{Program, ProgramOptions};

/// The demo's cost of 12 would make a test with twenty users last a minute.
const PASSWORD_COST: u32 = 4;
pub const PASSWORD: &str = "correct horse 9";

/// A whole program on a database of its own, listening on a free port.
pub struct TestApp {
    pub app: App,
    pub base: String,
    pub clock: Arc<ManualClock>,
    pub admin_url: String,
    http: reqwest::Client,
    data: std::path::PathBuf,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::on(database::fresh().await).await
    }

    /// Another node on the same database.
    pub async fn on(admin_url: String) -> Self {
        Self::with(DbOptions { admin_url, tenant_databases: Default::default(), pool_size: 8 }).await
    }

    /// Another node on the same database and the same files.
    pub async fn beside(other: &Self) -> Self {
        let data = Self::folder();
        std::os::unix::fs::symlink(other.data.join("files"), data.join("files")).unwrap();
        let db = DbOptions { admin_url: other.admin_url.clone(), tenant_databases: Default::default(), pool_size: 8 };
        Self::set_up(db, None, data).await
    }

    /// One that sends its mails to a server.
    pub async fn mailing(smtp_url: &str) -> Self {
        let db = DbOptions { admin_url: database::fresh().await, tenant_databases: Default::default(), pool_size: 8 };
        Self::set_up(db, Some(smtp_url.to_owned()), Self::folder()).await
    }

    pub async fn with(db: DbOptions) -> Self {
        Self::set_up(db, None, Self::folder()).await
    }

    fn folder() -> std::path::PathBuf {
        let data = std::env::temp_dir().join(format!("polydesk-it-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&data).unwrap();
        data
    }

    async fn set_up(db: DbOptions, smtp_url: Option<String>, data: std::path::PathBuf) -> Self {
        let _ = tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
            .with_test_writer()
            .try_init();
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let clock = Arc::new(ManualClock::default());
        let admin_url = db.admin_url.clone();
        let settings = Settings {
            public_url: "http://desk.test".into(),
            data: data.clone(),
            default_tenant: None,
            smtp_url,
            mail_from: "Polydesk <no-reply@desk.test>".into(),
            // Tests come from wherever their `X-Forwarded-For` says.
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            rate_limits: true,
            metrics_token: Some("let me see".into()),
        };
        let options = ProgramOptions {
            db,
            keys: MasterKey::new([7; 32]),
            settings,
            clock: clock.clone(),
            password_cost: PASSWORD_COST,
        };
        let program = Program::start(options).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let service = program.router.into_make_service_with_connect_info::<SocketAddr>();
        program.app.spawn("test server", async move {
            axum::serve(server::serve::without_delay(listener), service).await.unwrap()
        });
        Self { app: program.app, base, clock, admin_url, http: reqwest::Client::new(), data }
    }

    /// A caller without a token.
    pub fn anonymous(&self) -> Client {
        Client::new(self.http.clone(), self.base.clone())
    }

    /// A tenant in the shared tables, with an administrator who has signed in.
    pub async fn tenant(&self, slug: &str) -> Tenant<'_> {
        self.tenant_in(slug, kernel::db::Placement::Shared).await
    }

    pub async fn tenant_in(&self, slug: &str, placement: kernel::db::Placement) -> Tenant<'_> {
        let id = world::tenant(&self.app, slug, placement).await;
        world::user(&self.app, id, "admin", "tenant_admin").await;
        let admin = self.sign_in(slug, "admin").await;
        Tenant { test: self, id, slug: slug.to_owned(), admin }
    }

    /// The operator's tenant and a user of it with one of the platform roles.
    pub async fn operator(&self, role: &str) -> Client {
        world::platform_tenant(&self.app).await;
        world::user(&self.app, kernel::db::PLATFORM_TENANT, role, role).await;
        self.sign_in("platform", role).await
    }

    pub async fn sign_in(&self, tenant: &str, username: &str) -> Client {
        let answer = self
            .anonymous()
            .post("/auth/login", json!({ "tenant": tenant, "username": username, "password": PASSWORD }))
            .await;
        self.anonymous().signed_in(&answer.ok())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.stop().cancel();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

pub struct Tenant<'a> {
    pub test: &'a TestApp,
    pub id: i64,
    pub slug: String,
    pub admin: Client,
}

impl Tenant<'_> {
    /// A signed-in user with one of the built-in roles.
    pub async fn user(&self, username: &str, role: &str) -> Client {
        world::user(&self.test.app, self.id, username, role).await;
        self.test.sign_in(&self.slug, username).await
    }

    pub async fn user_with_role_id(&self, username: &str, role: i64) -> Client {
        let body = json!({ "username": username, "name": username, "roleIds": [role] });
        let made = self.admin.post("/users", body).await.ok();
        let first = made["initialPassword"].as_str().unwrap();
        let login = |password: String| json!({ "tenant": self.slug, "username": username, "password": password });
        let signed_in = self.test.anonymous().post("/auth/login", login(first.into())).await.ok();
        let user = self.test.anonymous().signed_in(&signed_in);
        user.put("/user/password", json!({ "oldPassword": first, "newPassword": PASSWORD })).await.ok();
        self.test.sign_in(&self.slug, username).await
    }

    /// One of everything that has an id; returns the ids in use.
    pub async fn populate(&self) -> Vec<String> {
        let customer = self.customer("李明", "13800000009").await;
        customer.post("/me/sessions", json!({ "topic": "help", "text": "hello" })).await.ok();
        customer
            .post("/customer-portal/tickets", json!({ "subject": "broken", "description": "it does not start" }))
            .await
            .ok();
        self.admin.post("/teams", json!({ "name": "first line" })).await.ok();
        self.admin.post("/departments", json!({ "name": "service" })).await.ok();
        self.admin.post("/kb/articles", json!({ "title": "how to", "body": "like this", "publish": true })).await.ok();
        self.admin
            .post(
                "/quick-replies",
                json!({ "scope": "global", "category": "c", "title": "t", "shortcut": "t", "content": "hello" }),
            )
            .await
            .ok();
        self.admin.post("/api-keys", json!({ "name": "k", "permissions": ["tickets:read"] })).await.ok();
        let mut ids = Vec::new();
        for list in [
            "/users",
            "/roles",
            "/teams",
            "/departments",
            "/customers",
            "/sessions",
            "/tickets",
            "/kb/articles",
            "/api-keys",
        ] {
            ids.extend(self.admin.get(list).await.list().iter().map(|row| row["id"].to_string()));
        }
        ids.sort();
        ids.dedup();
        ids
    }

    /// A customer who has just registered.
    pub async fn customer(&self, name: &str, phone: &str) -> Client {
        let body = json!({ "tenant": self.slug, "name": name, "phone": phone });
        let answer = self.test.anonymous().post("/public/register", body).await;
        self.test.anonymous().signed_in(&answer.ok())
    }
}

/// What cannot be made through the API, because nobody is signed in yet.
mod world {
    use kernel::{App, TenantId, db::Placement};

    pub async fn platform_tenant(app: &App) {
        identity::tenants::ensure_platform(app, "platform").await.unwrap();
    }

    pub async fn tenant(app: &App, slug: &str, placement: Placement) -> TenantId {
        platform_tenant(app).await;
        identity::tenants::create_with(app, slug, slug, placement).await.unwrap()
    }

    pub async fn user(app: &App, tenant: TenantId, username: &str, role: &str) {
        identity::users::create_with_password(app, tenant, username, &[role], super::PASSWORD).await.unwrap();
    }
}
