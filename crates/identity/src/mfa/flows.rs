//! Turning the second factor on and off, and signing in with it. Not `ops`, because most span
//! transactions: none is open while bcrypt works, and a failed try has to stay on record.

use chrono::{DateTime, TimeDelta};
use kernel::{
    App, Error, Principal, Result, TenantTx,
    db::TenantId,
    error::code,
    seal,
    secret::{self, MasterKey},
};
use rand::RngExt;
use serde_json::json;

use super::{model, store};
use crate::{
    Identity,
    sign_in::{self, Account, Attempt, Client, Kind, LoginResult, SecondStep, Tried},
    sign_in_policy,
};

/// What the secrets at rest are encrypted for.
const SEALED_FOR: &str = "totp secret";
/// Between the password and the code.
const CHALLENGE_LIFE: TimeDelta = TimeDelta::minutes(5);

/// Refuses unless the caller knows its password; wrong tries are counted as at the sign-in.
async fn prove(app: &App, identity: &Identity, who: &Principal, password: &str, client: &Client) -> Result<()> {
    let name = crate::password::name_of(app, who, Kind::User).await?;
    let attempt = Attempt { kind: Kind::User, name: &name, password, client };
    let (account, is_right) = sign_in::guarded(app, identity, who.tenant, &attempt).await?;
    if !is_right || account.is_none_or(|a| a.id != who.id) {
        return Err(Error::field("password", "is not right"));
    }
    let mut tx = app.db().begin_system(who.tenant).await?;
    sign_in::forgive(&mut tx, &attempt).await?;
    tx.finish().await
}

/// Only users have a second factor.
fn user(who: &Principal) -> Result<i64> {
    match sign_in::kind_of(who)? {
        Kind::User => Ok(who.id),
        Kind::Customer => Err(Error::new(code::DENIED)),
    }
}

fn owner(tenant: TenantId, user: i64) -> String {
    format!("{tenant}/{user}")
}

fn not_now() -> Error {
    Error::new(code::MFA_BAD_MOVE)
}

/// A new secret: as text, and as the address for a QR code.
pub async fn set_up(
    app: &App,
    identity: &Identity,
    who: &Principal,
    password: &str,
    client: &Client,
) -> Result<(String, String)> {
    let id = user(who)?;
    prove(app, identity, who, password, client).await?;
    let mut bytes = [0; model::SECRET_LEN];
    rand::rng().fill(&mut bytes);
    let name = crate::password::name_of(app, who, Kind::User).await?;
    let tenant = app.db().tenant(who.tenant).await?;
    let mut tx = app.db().begin(who).await?;
    let sealed = seal::seal(tx.keys(), SEALED_FOR, &owner(who.tenant, id), &bytes)?;
    if !store::set_up(&mut tx, id, &sealed).await? {
        return Err(not_now());
    }
    tx.audit("mfa.set_up", format!("user/{id}"), json!({}));
    tx.finish().await?;
    Ok((model::base32(&bytes), model::uri(&bytes, &tenant.slug, &name)))
}

/// Turns it on with a first code. Answers with the recovery codes.
pub async fn confirm(app: &App, identity: &Identity, who: &Principal, typed: &str) -> Result<Vec<String>> {
    let id = user(who)?;
    let mut tx = app.db().begin(who).await?;
    let totp = store::lock(&mut tx, id).await?.filter(|t| t.confirmed_at.is_none()).ok_or_else(not_now)?;
    if !is_used_up(&mut tx, id, &totp, typed).await? {
        return Err(Error::field("code", "is not right"));
    }
    let codes = fresh_codes(&mut tx, id).await?;
    tx.audit("mfa.on", format!("user/{id}"), json!({}));
    // Where it was asked for, more is open from now on: on every node.
    sign_in::recheck(&mut tx, &[id])?;
    tx.finish().await?;
    identity.forget(who.tenant, who.kind, id);
    Ok(codes)
}

/// New recovery codes; the old ones end.
pub async fn renew_codes(
    app: &App,
    identity: &Identity,
    who: &Principal,
    password: &str,
    client: &Client,
) -> Result<Vec<String>> {
    let id = user(who)?;
    prove(app, identity, who, password, client).await?;
    let mut tx = app.db().begin(who).await?;
    store::lock(&mut tx, id).await?.filter(|t| t.confirmed_at.is_some()).ok_or_else(not_now)?;
    let codes = fresh_codes(&mut tx, id).await?;
    tx.audit("mfa.recovery_codes", format!("user/{id}"), json!({}));
    tx.finish().await?;
    Ok(codes)
}

pub async fn disable(app: &App, identity: &Identity, who: &Principal, password: &str, client: &Client) -> Result<()> {
    let id = user(who)?;
    prove(app, identity, who, password, client).await?;
    let mut tx = app.db().begin(who).await?;
    if sign_in_policy::is_mfa_asked(&mut tx, id).await? {
        return Err(Error::new(code::MFA_REQUIRED));
    }
    if !store::remove(&mut tx, id).await? {
        return Err(not_now());
    }
    tx.audit("mfa.off", format!("user/{id}"), json!({ "by": "owner" }));
    tx.finish().await
}

/// Uses up the step of a code of the locked secret; false when it is not right or was used.
async fn is_used_up(tx: &mut TenantTx, id: i64, totp: &store::Totp, typed: &str) -> Result<bool> {
    let secret = seal::open(tx.keys(), SEALED_FOR, &owner(tx.tenant(), id), &totp.sealed)?;
    match model::matching_step(&secret, typed, tx.now().timestamp(), totp.last_step) {
        Some(step) => store::use_step(tx, id, step).await.map(|()| true),
        None => Ok(false),
    }
}

async fn fresh_codes(tx: &mut TenantTx, id: i64) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..model::RECOVERY_CODES).map(|_| model::recovery_code(rand::rng().random())).collect();
    let digests: Vec<String> =
        codes.iter().filter_map(|c| model::recovery_text(c)).map(|t| digest(tx.keys(), tx.tenant(), id, &t)).collect();
    store::replace_codes(tx, id, &digests).await?;
    Ok(codes)
}

/// Keyed, because 60 bits alone could be searched by who holds a copy of the table.
fn digest(keys: &MasterKey, tenant: TenantId, user: i64, text: &str) -> String {
    secret::digest(&keys.sign("recovery code", &format!("{tenant}/{user}/{text}")))
}

/// What proves for five minutes that the password was right, and is void once it changes or has let somebody in.
fn message(tenant: TenantId, account: &Account, until: i64, nonce: &str) -> String {
    format!("{tenant}.{}.{until}.{nonce}.{}", account.id, account.password_hash.as_deref().unwrap_or_default())
}

const PURPOSE: &str = "second step";

pub fn challenge(app: &App, tenant: TenantId, account: &Account) -> SecondStep {
    let until = (app.now() + CHALLENGE_LIFE).timestamp();
    let nonce = secret::token();
    let tag = app.keys().sign(PURPOSE, &message(tenant, account, until, &nonce));
    SecondStep {
        mfa_required: true,
        challenge: format!("{tenant}.{}.{until}.{nonce}.{tag}", account.id),
        expires_in: CHALLENGE_LIFE.num_seconds(),
    }
}

struct Presented<'a> {
    tenant: TenantId,
    user: i64,
    until: i64,
    nonce: &'a str,
    tag: &'a str,
}

fn presented(text: &str) -> Option<Presented<'_>> {
    let mut parts = text.splitn(5, '.');
    let mut number = || parts.next()?.parse().ok();
    let (tenant, user, until) = (number()?, number()?, number()?);
    Some(Presented { tenant, user, until, nonce: parts.next()?, tag: parts.next()? })
}

/// The second step: a code of the app, or a recovery code.
pub async fn verify(
    app: &App,
    identity: &Identity,
    challenge: &str,
    typed: &str,
    client: &Client,
) -> Result<LoginResult> {
    let invalid = || Error::new(code::MFA_CHALLENGE_INVALID);
    let at = presented(challenge).filter(|c| c.until > app.now().timestamp()).ok_or_else(invalid)?;
    let tenant = sign_in::open_tenant(app.db(), at.tenant, app.now()).await?;
    let account = counted(app, &at, client).await?.ok_or_else(invalid)?;
    let mut tx = sign_in::begin_as(app, &tenant, Kind::User, &account).await?;
    sign_in::lock_account(&mut tx, Kind::User, account.id).await?;
    if sign_in::password_hash(&mut tx, Kind::User, account.id).await? != account.password_hash {
        return Err(invalid());
    }
    // The account is locked: of two at once, the later one sees what the other used up.
    let used_as = secret::digest(challenge);
    if store::is_challenge_used(&mut tx, &used_as).await? {
        return Err(invalid());
    }
    let Some(factor) = used(&mut tx, account.id, typed).await? else {
        tx.audit("login.mfa_failed", format!("user/{}", account.id), json!({ "network": client.network() }));
        tx.finish().await?;
        return Err(Error::new(code::MFA_CODE_WRONG));
    };
    let expires_at = DateTime::from_timestamp(at.until, 0).ok_or_else(invalid)?;
    store::use_challenge(&mut tx, &used_as, expires_at).await?;
    sign_in::forgive_try(&mut tx, &tally(account.id), client).await?;
    sign_in::touch(&mut tx, Kind::User, account.id).await?;
    tx.audit("login", format!("user/{}", account.id), json!({ "network": client.network(), "secondFactor": factor }));
    let result = sign_in::open(&mut tx, identity, &tenant, Kind::User, account.id, client).await?;
    tx.finish().await?;
    Ok(result)
}

/// The name under which tries of codes are counted; no user name holds a colon.
fn tally(user: i64) -> String {
    format!("mfa:{user}")
}

/// Puts the try on record before the code is looked at, and finds the account of a challenge that is ours.
async fn counted(app: &App, at: &Presented<'_>, client: &Client) -> Result<Option<Account>> {
    let mut tx = app.db().begin_system(at.tenant).await?;
    let Some(account) = sign_in::find_user_by_id(&mut tx, at.user).await?.filter(|a| a.is_active) else {
        return Ok(None);
    };
    if !app.keys().signed(PURPOSE, &message(at.tenant, &account, at.until, at.nonce), at.tag) {
        return Ok(None);
    }
    let tried = Tried { account: &tally(account.id), kind: Kind::User, id: account.id };
    if let Some(left) = sign_in::count(&mut tx, &tried, client).await? {
        return Err(sign_in::locked(left));
    }
    tx.finish().await?;
    Ok(Some(account))
}

/// Uses up a code of either kind, and says which it was.
async fn used(tx: &mut TenantTx, user: i64, typed: &str) -> Result<Option<&'static str>> {
    let Some(totp) = store::lock(tx, user).await?.filter(|t| t.confirmed_at.is_some()) else { return Ok(None) };
    if is_used_up(tx, user, &totp, typed).await? {
        return Ok(Some("totp"));
    }
    let Some(text) = model::recovery_text(typed) else { return Ok(None) };
    let digest = digest(tx.keys(), tx.tenant(), user, &text);
    Ok(store::use_code(tx, user, &digest).await?.then_some("recovery code"))
}
