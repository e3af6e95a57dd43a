//! What every provider has to do: say where to send the browser, and tell who came back with a code.

use kernel::{App, DomainError, error, error::code, outbound::OutboundError};

use super::{
    dingtalk,
    model::{Profile, SignInApp},
    wechat,
};

/// A tenant's app, with its secret opened.
pub struct AppKeys {
    pub app: SignInApp,
    pub app_id: String,
    pub secret: String,
}

/// Why a provider told nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Expired, used, or never given out: the person starts again.
    #[error("the provider does not accept the code ({0})")]
    Code(String),
    /// The app's own fault: an administrator has to look at it.
    #[error("the provider refuses the app: {0}")]
    App(String),
    #[error("the provider is busy ({0})")]
    Busy(String),
    #[error("{0}")]
    Outbound(#[from] OutboundError),
}

impl DomainError for Refusal {
    fn code(&self) -> &'static error::Code {
        match self {
            Self::Code(_) => code::SIGN_IN_CODE_INVALID,
            Self::App(_) => code::PROVIDER_REFUSED,
            Self::Busy(_) => code::PROVIDER_UNAVAILABLE,
            Self::Outbound(e) => e.code(),
        }
    }
}

/// The base URL of a provider's service, unless the operator names another.
pub(crate) fn endpoint<'a>(app: &'a App, name: &str, public: &'a str) -> &'a str {
    app.settings().provider_endpoints.get(name).map_or(public, String::as_str).trim_end_matches('/')
}

/// Where the browser is sent. It comes back to the console's page for this provider.
pub fn authorize_url(app: &App, keys: &AppKeys, state: &str) -> String {
    let back = format!("{}/console/callback/{}", app.settings().public_url, keys.app.provider().as_str());
    match keys.app {
        SignInApp::Wechat | SignInApp::WechatH5 => wechat::authorize_url(app, keys, &back, state),
        SignInApp::Dingtalk => dingtalk::authorize_url(app, keys, &back, state),
    }
}

pub async fn exchange(app: &App, keys: &AppKeys, code: &str) -> Result<Profile, Refusal> {
    match keys.app {
        SignInApp::Wechat | SignInApp::WechatH5 => wechat::exchange(app, keys, code).await,
        SignInApp::Dingtalk => dingtalk::exchange(app, keys, code).await,
    }
}

/// `a=b&c=d`, encoded.
pub fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
