//! What the operator can set: flags and environment. Nothing has to be.

use std::{
    collections::HashMap,
    fs, io,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use axum::http::Uri;
use clap::Args;
use ipnet::IpNet;
use kernel::{Settings, secret::MasterKey};

#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Where to listen.
    #[arg(long, env = "POLYDESK_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The data folder: the private database, files, search index, keys.
    #[arg(long, env = "POLYDESK_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Folder of the keys of stored files and the tombstones of erased customers; `keys` in the data folder when not
    /// set. Not for backups that are kept: see "Erasing a customer" in docs/operating.md.
    #[arg(long, env = "POLYDESK_KEYRING")]
    pub keyring: Option<PathBuf>,
    /// A PostgreSQL 15 or newer to use instead of a private one; a role that may create roles and schemas.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Databases that single tenants are placed in: `name=url`, repeatable.
    #[arg(long = "tenant-database", env = "POLYDESK_TENANT_DATABASES", value_delimiter = ' ', hide_env_values = true)]
    pub tenant_databases: Vec<String>,
    /// Folder of the PostgreSQL programs for the private database; searched for when not set.
    #[arg(long, env = "POLYDESK_PG_BIN")]
    pub pg_bin: Option<PathBuf>,
    /// Connections of each pool.
    #[arg(long, env = "POLYDESK_POOL_SIZE", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub pool_size: u32,
    /// Connections held open at once; more are refused. As many as the limit of open files allows when not set.
    #[arg(long, env = "POLYDESK_MAX_CONNECTIONS", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections: Option<u32>,
    /// Where links in mails point.
    #[arg(long, env = "POLYDESK_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The tenant that `/portal/` shows.
    #[arg(long, env = "POLYDESK_DEFAULT_TENANT")]
    pub default_tenant: Option<String>,
    /// `smtp://` or `smtps://` URL of the mail server; without one mails land in the outbox folder.
    #[arg(long, env = "POLYDESK_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    #[arg(long, env = "POLYDESK_MAIL_FROM", default_value = "Polydesk <no-reply@polydesk.example>")]
    pub mail_from: String,
    /// Addresses or networks (`10.0.0.0/8`) of reverse proxies whose `X-Forwarded-For` names the client, separated by
    /// commas. Without one, a client is who holds the connection.
    #[arg(long = "trusted-proxy", env = "POLYDESK_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,
    /// Limits of public operations by network and tenant; `off` only where load is measured.
    #[arg(long, env = "POLYDESK_RATE_LIMITS", value_enum, default_value_t = Switch::On)]
    pub rate_limits: Switch,
    /// Budgets and quotas of AI calls, and their booking. `off` only where it is measured what these cost: keys are
    /// still checked and accounts still chosen, but calls are limited by nothing, and no row tells of them.
    #[arg(long, env = "POLYDESK_AI_GOVERNANCE", value_enum, default_value_t = Switch::On, hide = true)]
    pub ai_governance: Switch,
    /// Lets other machines read `/metrics` with `Authorization: Bearer ...`; without one only this machine may.
    #[arg(long, env = "POLYDESK_METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// Addresses or networks that are not public and may be called all the same (webhooks in the intranet), separated
    /// by commas.
    #[arg(long = "outbound-allow", env = "POLYDESK_OUTBOUND_ALLOW", value_delimiter = ',', value_parser = network)]
    pub outbound_allow: Vec<IpNet>,
    /// Base URLs of providers that are reached by another way, such as a gateway: `name=url`, repeatable.
    #[arg(long = "provider-endpoint", env = "POLYDESK_PROVIDER_ENDPOINTS", value_delimiter = ' ')]
    pub provider_endpoints: Vec<String>,
    /// 64 hex digits; made and kept in the data folder when not set.
    #[arg(long, env = "POLYDESK_MASTER_KEY", hide_env_values = true)]
    pub master_key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// A single address is a network of one.
fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| "is no address or network".to_owned())
}

impl Config {
    /// Where people reach it, as the operator says.
    pub fn public_url(&self) -> anyhow::Result<Option<&str>> {
        let Some(url) = self.public_url.as_deref().filter(|url| !url.is_empty()) else { return Ok(None) };
        let parsed: Option<Uri> = url.parse().ok();
        let is_address = parsed.is_some_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some() && uri.query().is_none()
        });
        anyhow::ensure!(is_address, "--public-url takes an address such as https://desk.example.com, not '{url}'");
        Ok(Some(url.trim_end_matches('/')))
    }

    pub fn settings(&self) -> anyhow::Result<Settings> {
        let smtp_url = self.smtp_url.clone().filter(|url| !url.is_empty());
        if let Some(url) = &smtp_url {
            // The URL itself holds a password, and is not shown.
            identity::mail::check_server(url).map_err(|e| {
                anyhow::anyhow!("--smtp-url takes smtp:// or smtps://user:password@host:port, and this is none: {e}")
            })?;
        }
        Ok(Settings {
            public_url: self.public_url()?.map_or_else(|| address(self.listen), str::to_owned),
            data: self.data.clone(),
            keyring: self.keyring.clone(),
            default_tenant: self.default_tenant.clone().filter(|slug| !slug.is_empty()),
            smtp_url,
            mail_from: self.mail_from.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            rate_limits: self.rate_limits == Switch::On,
            metrics_token: self.metrics_token.clone().filter(|token| !token.is_empty()),
            outbound_allowed: self.outbound_allow.clone(),
            provider_endpoints: pairs("--provider-endpoint", &self.provider_endpoints)?,
        })
    }

    pub fn tenant_databases(&self) -> anyhow::Result<HashMap<String, String>> {
        pairs("--tenant-database", &self.tenant_databases)
    }

    /// The master key: as set, or the data folder's own, made at the first start. Refused when the folder was filled
    /// under another one.
    pub fn master_key(&self) -> anyhow::Result<MasterKey> {
        let own = self.data.join("master.key");
        let kept = kept(&own)?
            .map(|text| {
                MasterKey::from_hex(&text)
                    .ok_or_else(|| anyhow::anyhow!("{} does not hold 64 hex digits", own.display()))
            })
            .transpose()?;
        let key = match (&self.master_key, &kept) {
            (Some(text), _) => {
                MasterKey::from_hex(text).ok_or_else(|| anyhow::anyhow!("the master key is not 64 hex digits"))?
            }
            (None, Some(key)) => key.clone(),
            (None, None) => MasterKey::generate(),
        };
        let check = self.data.join("master.check");
        let is_right = match (self::kept(&check)?, &kept) {
            (Some(mark), _) => key.signed(CHECKED_FOR, CHECKED, mark.trim()),
            // A folder from before there was a mark.
            (None, Some(kept)) => key.to_hex() == kept.to_hex(),
            (None, None) => {
                if self.master_key.is_none() {
                    write_private(&own, &key.to_hex())?;
                }
                true
            }
        };
        anyhow::ensure!(
            is_right,
            "the master key is not the one that {} was filled under: with another one nobody's sign-in, second factor or \
             provider's secret could be read. Start with the old key; or, to give all of these up, delete {} and {} first.",
            self.data.display(),
            check.display(),
            own.display(),
        );
        if !check.exists() {
            write_private(&check, &key.sign(CHECKED_FOR, CHECKED))?;
        }
        Ok(key)
    }
}

/// What the data folder keeps of the master key: a tag that only the same key can make.
const CHECKED_FOR: &str = "master key check";
const CHECKED: &str = "polydesk";

fn kept(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(anyhow::anyhow!("reading {}: {e}", path.display())),
    }
}

/// `name=url`, each.
fn pairs(flag: &str, texts: &[String]) -> anyhow::Result<HashMap<String, String>> {
    texts
        .iter()
        .map(|pair| {
            let (name, url) = pair.split_once('=').ok_or_else(|| anyhow::anyhow!("{flag} takes name=url"))?;
            Ok((name.to_owned(), url.to_owned()))
        })
        .collect()
}

/// Where people of this machine reach what listens at `listen`. Nobody can open 0.0.0.0.
pub fn address(listen: SocketAddr) -> String {
    match listen.ip().is_loopback() || listen.ip().is_unspecified() {
        true => format!("http://localhost:{}", listen.port()),
        false => format!("http://{listen}"),
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn set(flags: &[&str]) -> anyhow::Result<Config> {
        Ok(Line::try_parse_from([&["polydesk"], flags].concat())?.config)
    }

    #[test]
    fn a_setting_that_cannot_work_is_refused_by_its_name() {
        let complaint = |flag: &str, value: &str| match set(&[flag, value]).and_then(|c| c.settings()) {
            Ok(_) => String::new(),
            Err(e) => e.to_string(),
        };
        assert!(complaint("--pool-size", "0").contains("--pool-size"));
        for wrong in ["notaurl", "desk.example.com", "ftp://desk.example.com", "https://", "https://a.example/?x=1"] {
            assert!(complaint("--public-url", wrong).contains("--public-url"), "{wrong}");
        }
        for wrong in ["http://x", "x", "smtp://"] {
            assert!(complaint("--smtp-url", wrong).contains("--smtp-url"), "{wrong}");
        }
        assert!(!complaint("--smtp-url", "http://li:sesame@x").contains("sesame"));
        let good = ["--public-url", "https://desk.example/help/", "--smtp-url", "smtps://li:p%40ss@mail.example:465"];
        let settings = set(&good).unwrap().settings().unwrap();
        assert_eq!(settings.public_url, "https://desk.example/help");
    }

    #[test]
    fn a_data_folder_keeps_to_its_master_key() {
        let data = std::env::temp_dir().join(format!("polydesk-key-{}", kernel::secret::token()));
        let folder = data.to_str().unwrap();
        let [a, b] = ["a".repeat(64), "b".repeat(64)];
        let hex = |config: Config| config.master_key().map(|key| key.to_hex());
        let with = |key: &str| hex(set(&["--data", folder, "--master-key", key]).unwrap());
        let without = || hex(set(&["--data", folder]).unwrap());
        assert!(with("xyz").is_err());
        assert!(!data.exists(), "a key that is none leaves nothing behind");
        assert_eq!(with(&a).unwrap(), a);
        assert!(with(&b).unwrap_err().to_string().contains("master.check"));
        assert!(without().is_err(), "a key of its own would be another one");
        assert_eq!(with(&a).unwrap(), a);
        fs::remove_dir_all(&data).unwrap();

        let made = without().unwrap();
        assert_eq!(without().unwrap(), made);
        assert_eq!(with(&made).unwrap(), made);
        assert!(with(&a).is_err());
        // As an earlier version left it.
        fs::remove_file(data.join("master.check")).unwrap();
        assert!(with(&a).is_err());
        assert_eq!(without().unwrap(), made);
        fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn an_address_that_is_shown_can_be_opened() {
        let shown = |listen: &str| address(listen.parse().unwrap());
        assert_eq!(shown("0.0.0.0:8097"), "http://localhost:8097");
        assert_eq!(shown("[::]:8097"), "http://localhost:8097");
        assert_eq!(shown("127.0.0.1:80"), "http://localhost:80");
        assert_eq!(shown("192.0.2.7:8097"), "http://192.0.2.7:8097");
    }
}
