//! Signing in and staying signed in: password in, two tokens out.
//!
//! A *sign-in* is one row of `sign_ins`: a device of a user or a customer. It lives through a chain of
//! refresh tokens of which only the newest works; an access token names its sign-in, and is checked
//! against it (and against the user's state and roles) on every request, at most a second stale.
//!
//! States: open -> revoked (signed out, password changed, locked, copied token) | expired.
//! Invariants: at most 5 passwords are tried per account and network in 30 minutes, however many
//! requests race; an account that does not exist answers like one that does; using a superseded
//! refresh token ends its sign-in, except within 10 s from the same client (two tabs that refresh at
//! once), which gets the same successor again.

mod access;
mod check;
mod client;
mod crowd;
mod flows;
mod http;
mod lockout;
mod me;
mod refresh;
pub(crate) mod register;
mod revocation;
mod store;

pub use access::AccessKey;
pub(crate) use check::open_tenant;
pub(crate) use check::{Checked, check};
pub use client::Client;
pub(crate) use crowd::Crowd;
pub(crate) use flows::{
    Attempt, Entrance, Tried, admit, begin_as, count, forgive, forgive_try, guarded, locked, open, open_customer,
    revoke_others,
};
pub use http::{Done, Language, LoginAnswer, LoginResult, SecondStep, routes};
pub(crate) use http::{parse_phone, tenant_named};
pub(crate) use me::kind_of;
pub use me::{Me, TenantRef};
pub use refresh::RefreshKey;
pub use revocation::{Ended, STREAM as ENDED_STREAM, revoke_all};
pub(crate) use revocation::{recheck, revoke};
pub use store::was_here;
pub(crate) use store::{Account, delete_stale, find_user_by_id, lock_account, password_hash, touch};

/// Who can sign in with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    User,
    Customer,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Customer => "customer",
        }
    }
}
