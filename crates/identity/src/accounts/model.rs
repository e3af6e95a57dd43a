//! Apps, the states that travel through a provider, and the tickets of accounts that nobody has bound.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{TenantId, secret, secret::MasterKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A request comes back within this, and an account that nobody has bound can be bound within it.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);

/// A tenant's own app at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SignInApp {
    /// WeChat open platform, website: a QR code to scan.
    Wechat,
    /// WeChat official account: inside WeChat's own browser.
    #[serde(rename = "wechat_h5")]
    #[sqlx(rename = "wechat_h5")]
    WechatH5,
    Dingtalk,
}

/// Whose accounts they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Provider {
    Wechat,
    Dingtalk,
}

impl SignInApp {
    pub const ALL: [Self; 3] = [Self::Wechat, Self::WechatH5, Self::Dingtalk];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::WechatH5 => "wechat_h5",
            Self::Dingtalk => "dingtalk",
        }
    }
    pub fn provider(self) -> Provider {
        match self {
            Self::Wechat | Self::WechatH5 => Provider::Wechat,
            Self::Dingtalk => Provider::Dingtalk,
        }
    }
}

impl Provider {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Dingtalk => "dingtalk",
        }
    }
}

/// Who a provider says somebody is. `subjects`: what it knows the account by, the one that holds across its apps
/// first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub provider: Provider,
    pub subjects: Vec<String>,
    pub name: String,
}

impl Profile {
    pub fn new(provider: Provider, app_id: &str, open_id: &str, union_id: Option<&str>, name: &str) -> Self {
        let union = union_id.filter(|u| !u.is_empty()).map(|u| format!("union:{u}"));
        let shown: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
        Self {
            provider,
            subjects: union.into_iter().chain([format!("open:{app_id}:{open_id}")]).collect(),
            name: shown,
        }
    }
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    SignIn,
    /// The user who binds.
    Bind(i64),
}

/// What travels through the provider and comes back. WeChat takes letters and digits alone, 128 of them:
/// tenant (16), app (1), end (10), nonce (32) and tag (64), in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub tenant: TenantId,
    pub app: SignInApp,
    until: i64,
    nonce: String,
}

const STATE: &str = "provider state";
const TICKET: &str = "provider account";

impl State {
    pub fn new(tenant: TenantId, app: SignInApp, now: DateTime<Utc>) -> Self {
        let nonce = secret::digest(&secret::token())[..32].to_owned();
        Self { tenant, app, until: (now + LIFE).timestamp(), nonce }
    }

    fn head(&self) -> String {
        format!("{:016x}{}{:010x}{}", self.tenant, self.app as u8, self.until, self.nonce)
    }

    /// Bound to what it is for, and to the browser that asks.
    fn tag(&self, keys: &MasterKey, deed: Deed, browser: &str) -> String {
        secret::digest(&keys.sign(STATE, &format!("{}/{deed:?}/{browser}", self.head())))
    }

    pub fn write(&self, keys: &MasterKey, deed: Deed, browser: &str) -> String {
        format!("{}{}", self.head(), self.tag(keys, deed, browser))
    }

    /// One of ours, of this browser, for this deed, in its time.
    pub fn read(keys: &MasterKey, text: &str, deed: Deed, browser: &str, now: DateTime<Utc>) -> Option<Self> {
        if text.len() != 123 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return None;
        }
        let state = Self {
            tenant: i64::from_str_radix(&text[..16], 16).ok()?,
            app: *SignInApp::ALL.get(text[16..17].parse::<usize>().ok()?)?,
            until: i64::from_str_radix(&text[17..27], 16).ok()?,
            nonce: text[27..59].to_owned(),
        };
        let expected = state.tag(keys, deed, browser);
        let is_ours = subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), &text.as_bytes()[59..]);
        (bool::from(is_ours) && state.until > now.timestamp()).then_some(state)
    }

    /// Under which it is put down that it came back.
    pub fn digest(&self) -> String {
        secret::digest(&self.head())
    }
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.until, 0)
    }
}

/// An account that nobody has bound, kept by the browser until its owner has signed in otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub tenant: TenantId,
    pub profile: Profile,
    until: i64,
}

impl Ticket {
    pub fn new(tenant: TenantId, profile: Profile, now: DateTime<Utc>) -> Self {
        Self { tenant, profile, until: (now + LIFE).timestamp() }
    }

    pub fn write(&self, keys: &MasterKey, browser: &str) -> String {
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default());
        let tag = keys.sign(TICKET, &format!("{body}/{browser}"));
        format!("{body}.{tag}")
    }

    pub fn read(keys: &MasterKey, text: &str, browser: &str, now: DateTime<Utc>) -> Option<Self> {
        let (body, tag) = text.split_once('.')?;
        if !keys.signed(TICKET, &format!("{body}/{browser}"), tag) {
            return None;
        }
        let ticket: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
        (ticket.until > now.timestamp()).then_some(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_state_is_good_for_its_deed_browser_and_ten_minutes() {
        let (keys, now) = (MasterKey::new([5; 32]), Utc::now());
        let state = State::new(7, SignInApp::WechatH5, now);
        let text = state.write(&keys, Deed::SignIn, "browser");
        assert!(text.len() <= 128 && text.bytes().all(|b| b.is_ascii_alphanumeric()), "WeChat takes no more: {text}");
        let read = |deed, browser, at| State::read(&keys, &text, deed, browser, at);
        assert_eq!(read(Deed::SignIn, "browser", now), Some(state));
        assert_eq!(read(Deed::SignIn, "another", now), None);
        assert_eq!(read(Deed::Bind(1), "browser", now), None);
        assert_eq!(read(Deed::SignIn, "browser", now + LIFE), None);
        assert_eq!(State::read(&MasterKey::new([6; 32]), &text, Deed::SignIn, "browser", now), None);
        let bound = State::new(7, SignInApp::Dingtalk, now).write(&keys, Deed::Bind(3), "b");
        assert!(State::read(&keys, &bound, Deed::Bind(3), "b", now).is_some());
        assert_eq!(State::read(&keys, &bound, Deed::Bind(4), "b", now), None);
    }

    #[test]
    fn a_ticket_is_good_in_its_browser_for_ten_minutes() {
        let (keys, now) = (MasterKey::new([5; 32]), Utc::now());
        let profile = Profile::new(Provider::Wechat, "wx1", "o1", Some("u1"), "小\u{0}明");
        assert_eq!((profile.subjects.len(), profile.name.as_str()), (2, "小明"));
        let text = Ticket::new(7, profile.clone(), now).write(&keys, "browser");
        assert_eq!(Ticket::read(&keys, &text, "browser", now).map(|t| t.profile), Some(profile));
        assert_eq!(Ticket::read(&keys, &text, "another", now), None);
        assert_eq!(Ticket::read(&keys, &text, "browser", now + LIFE), None);
    }

    proptest! {
        #[test]
        fn no_text_is_mistaken_for_a_state_or_a_ticket(text in ".{0,200}", hex in "[0-9a-f]{123}") {
            let keys = MasterKey::new([5; 32]);
            for text in [text, hex] {
                prop_assert_eq!(State::read(&keys, &text, Deed::SignIn, "b", Utc::now()), None);
                prop_assert_eq!(Ticket::read(&keys, &text, "b", Utc::now()), None);
            }
        }

        #[test]
        fn a_changed_sign_breaks_a_state(at in 0_usize..123, sign in "[0-9a-f]") {
            let (keys, now) = (MasterKey::new([5; 32]), Utc::now());
            let text = State::new(7, SignInApp::Wechat, now).write(&keys, Deed::SignIn, "b");
            let mut changed = text.clone();
            changed.replace_range(at..=at, &sign);
            prop_assert!(changed == text || State::read(&keys, &changed, Deed::SignIn, "b", now).is_none());
        }
    }
}
