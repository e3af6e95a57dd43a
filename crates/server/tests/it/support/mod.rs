//! A world in a line: `TestApp::start().await.tenant("acme").await.user("li", "agent").await`.

pub mod chance;
pub mod client;
pub mod database;
pub mod example;
pub mod pool;
pub mod providers;
pub mod smtp;
pub mod socket;
pub mod upstream;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

pub use client::{Answer, Client};
use kernel::{App, Settings, clock::ManualClock, db::DbOptions, secret::MasterKey};
use serde_json::json;
use server::{Program, ProgramOptions, connections::Patience};

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
    pub data: PathBuf,
}

/// What a program is set up with, where it differs from one on a database and a folder of its own.
struct Setup {
    db: DbOptions,
    smtp_url: Option<String>,
    data: PathBuf,
    provider_endpoints: HashMap<String, String>,
}

impl Setup {
    fn on(db: DbOptions) -> Self {
        Self { db, smtp_url: None, data: new_folder(), provider_endpoints: HashMap::new() }
    }
}

/// A data folder, which goes with its program.
fn new_folder() -> PathBuf {
    let data = std::env::temp_dir().join(format!("polydesk-it-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&data).unwrap();
    data
}

fn at(admin_url: String) -> DbOptions {
    DbOptions { admin_url, tenant_databases: Default::default(), pool_size: 8 }
}

impl TestApp {
    pub async fn start() -> Self {
        Self::on(database::fresh().await).await
    }

    /// Another node on the same database.
    pub async fn on(admin_url: String) -> Self {
        Self::with(at(admin_url)).await
    }

    pub async fn with(db: DbOptions) -> Self {
        Self::set_up(Setup::on(db)).await
    }

    /// Another node on the same database and the same files.
    pub async fn beside(other: &Self) -> Self {
        let setup = Setup::on(at(other.admin_url.clone()));
        for part in ["files", "keys"] {
            std::os::unix::fs::symlink(other.data.join(part), setup.data.join(part)).unwrap();
        }
        Self::set_up(setup).await
    }

    /// The program on another machine: the files and the keyring of this one, and this database.
    pub async fn moved(&self, admin_url: String) -> Self {
        let setup = Setup::on(at(admin_url));
        for part in ["files", "keys"] {
            copy(&self.data.join(part), &setup.data.join(part));
        }
        Self::set_up(setup).await
    }

    /// One that sends its mails to a server.
    pub async fn mailing(smtp_url: &str) -> Self {
        let setup = Setup::on(at(database::fresh().await));
        Self::set_up(Setup { smtp_url: Some(smtp_url.to_owned()), ..setup }).await
    }

    /// One that reaches every provider at one stub.
    pub async fn calling(stub: &str) -> Self {
        let names = ["wechat", "dingtalk-api", "dingtalk-oapi", "wecom", "aliyun-sms"];
        let provider_endpoints = names.map(|n| (n.to_owned(), format!("{stub}/{n}"))).into();
        Self::set_up(Setup { provider_endpoints, ..Setup::on(at(database::fresh().await)) }).await
    }

    async fn set_up(setup: Setup) -> Self {
        let Setup { db, smtp_url, data, provider_endpoints } = setup;
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
            keyring: None,
            default_tenant: None,
            smtp_url,
            mail_from: "Polydesk <no-reply@desk.test>".into(),
            // Tests come from wherever their `X-Forwarded-For` says.
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            rate_limits: true,
            metrics_token: Some("let me see".into()),
            outbound_allowed: vec!["127.0.0.0/8".parse().unwrap()],
            provider_endpoints,
        };
        let options = ProgramOptions {
            db,
            keys: MasterKey::new([7; 32]),
            settings,
            clock: clock.clone(),
            password_cost: PASSWORD_COST,
            ai_governance: true,
        };
        let program = Program::start(options).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let served = server::connections::serve(
            listener,
            program.router,
            Patience::with_connections(10_000),
            program.app.stop().clone(),
        );
        program.app.spawn("test server", served);
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

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
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
