//! The use cases of signing in. They are not `ops`, because they span transactions: none is open while
//! bcrypt works, and a failed try has to stay on record.

use std::sync::Arc;

use chrono::TimeDelta;
use kernel::{App, Error, Principal, PrincipalKind, Result, TenantTx, db::TenantInfo, error::code};
use serde_json::json;

use super::{
    Client, Kind,
    access::ACCESS_LIFE,
    check::open_tenant,
    http::{LoginAnswer, LoginResult},
    lockout::{EVERYWHERE, Verdict},
    me,
    refresh::{self, Presented, REFRESH_LIFE, RefreshKey},
    revocation,
    store::{self, Account},
};
use crate::{Identity, mfa};

/// Whose password is tried.
pub(crate) struct Attempt<'a> {
    pub kind: Kind,
    /// User name or phone, as it was typed; also of accounts that do not exist.
    pub name: &'a str,
    pub password: &'a str,
    pub client: &'a Client,
}

impl Attempt<'_> {
    fn account(&self) -> String {
        format!("{}:{}", self.kind.as_str(), self.name.trim().to_lowercase())
    }

    /// Where staff sign in from is on record for good; where customers do, only as long as their sign-in is.
    fn network_on_record(&self) -> Option<String> {
        (self.kind == Kind::User).then(|| self.client.network())
    }
}

/// Signs a customer in.
pub async fn login_customer(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    attempt: Attempt<'_>,
) -> Result<LoginResult> {
    let (mut tx, account) = proven(app, identity, tenant, &attempt).await?;
    enter(&mut tx, &attempt, account.id).await?;
    let result = open(&mut tx, identity, tenant, attempt.kind, account.id, attempt.client).await?;
    tx.finish().await?;
    Ok(result)
}

/// Signs a user in, or asks for the second step.
pub async fn login(app: &App, identity: &Identity, tenant: &TenantInfo, attempt: Attempt<'_>) -> Result<LoginAnswer> {
    let (mut tx, account) = proven(app, identity, tenant, &attempt).await?;
    if mfa::is_on(&mut tx, account.id).await? {
        let step = mfa::challenge(app, tenant.id, &account);
        tx.finish().await?;
        return Ok(LoginAnswer::SecondStep(step));
    }
    enter(&mut tx, &attempt, account.id).await?;
    let result = open(&mut tx, identity, tenant, attempt.kind, account.id, attempt.client).await?;
    tx.finish().await?;
    Ok(LoginAnswer::SignedIn(Box::new(result)))
}

/// The account whose password was right, and a transaction of its own in which its row is locked.
async fn proven(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    attempt: &Attempt<'_>,
) -> Result<(TenantTx, Account)> {
    let (account, is_right) = guarded(app, identity, tenant.id, attempt).await?;
    let Some(account) = account.filter(|a| is_right && a.is_active) else {
        let mut tx = app.db().begin_system(tenant.id).await?;
        tx.audit("login.failed", "sign-in", json!({ "kind": attempt.kind, "network": attempt.network_on_record() }));
        tx.finish().await?;
        return Err(Error::new(code::LOGIN_FAILED));
    };
    let mut tx = begin_as(app, tenant, attempt.kind, &account).await?;
    forgive(&mut tx, attempt).await?;
    // Locks the account's row: a change of password comes wholly before this sign-in, and refuses it, or
    // wholly after, and ends it.
    store::lock_account(&mut tx, attempt.kind, account.id).await?;
    if store::password_hash(&mut tx, attempt.kind, account.id).await? != account.password_hash {
        return Err(Error::new(code::LOGIN_FAILED));
    }
    Ok((tx, account))
}

/// Puts a sign-in on record.
async fn enter(tx: &mut TenantTx, attempt: &Attempt<'_>, id: i64) -> Result<()> {
    store::touch(tx, attempt.kind, id).await?;
    tx.audit("login", format!("{}/{id}", attempt.kind.as_str()), json!({ "network": attempt.network_on_record() }));
    Ok(())
}

/// Tries a password under the lock-out. The try is on record before the password is looked at, and no
/// transaction is open while bcrypt works.
pub(crate) async fn guarded(
    app: &App,
    identity: &Identity,
    tenant: i64,
    attempt: &Attempt<'_>,
) -> Result<(Option<Account>, bool)> {
    let account = counted(app, identity, tenant, attempt).await?;
    let hash = account.as_ref().and_then(|a| a.password_hash.as_deref());
    let is_right = identity.hasher().verify(attempt.password, hash).await?;
    Ok((account, is_right))
}

/// Puts the try on record and finds the account, or says how long to wait.
async fn counted(app: &App, identity: &Identity, tenant: i64, attempt: &Attempt<'_>) -> Result<Option<Account>> {
    let (crowd, name, network) = (identity.crowd(), attempt.account(), attempt.client.network());
    let _turn = crowd.turn(tenant, &name).await;
    if let Some(until) = crowd.locked_until(tenant, &name, &network).await.filter(|until| *until > app.now()) {
        return Err(locked(until - app.now()));
    }
    let mut tx = app.db().begin_system(tenant).await?;
    let account = match attempt.kind {
        Kind::User => store::find_user(&mut tx, attempt.name.trim()).await?,
        Kind::Customer => store::find_customer(&mut tx, attempt.name).await?,
    };
    let tried = Tried { account: &name, kind: attempt.kind, id: account.as_ref().map_or(0, |a| a.id) };
    if let Some(left) = count(&mut tx, &tried, attempt.client).await? {
        crowd.remember_locked(tenant, &name, &network, tx.now() + left).await;
        return Err(locked(left));
    }
    tx.finish().await?;
    Ok(account)
}

/// What is counted: tries of one thing (a password, a code) of one account.
pub(crate) struct Tried<'a> {
    pub account: &'a str,
    pub kind: Kind,
    /// 0 for an account that does not exist.
    pub id: i64,
}

/// Counts a try against both tallies; or writes nothing, and answers how long to wait.
pub(crate) async fn count(tx: &mut TenantTx, tried: &Tried<'_>, client: &Client) -> Result<Option<TimeDelta>> {
    let (network, now) = (client.network(), tx.now());
    let recent = store::recent_addresses(tx, tried.kind, tried.id).await?;
    let is_known = recent.iter().any(|ip| kernel::network::of(ip.parse().ok()) == network);
    // Always in this order, so that two tries cannot wait for each other.
    let everywhere = store::lock_tally(tx, tried.account, EVERYWHERE).await?;
    let here = store::lock_tally(tx, tried.account, &network).await?;
    match (here.try_from_network(now), everywhere.try_account(now, is_known)) {
        (Verdict::Try(here), Verdict::Try(everywhere)) => {
            store::save_tally(tx, tried.account, &network, &here).await?;
            store::save_tally(tx, tried.account, EVERYWHERE, &everywhere).await?;
            Ok(None)
        }
        (Verdict::Wait(left), _) | (_, Verdict::Wait(left)) => Ok(Some(left)),
    }
}

pub(crate) fn locked(left: TimeDelta) -> Error {
    let seconds = u64::try_from(left.num_seconds()).unwrap_or(0) + 1;
    Error::new(code::LOGIN_LOCKED).retry_after(std::time::Duration::from_secs(seconds))
}

/// Takes back what was counted for a try that was right.
pub(crate) async fn forgive_try(tx: &mut TenantTx, account: &str, client: &Client) -> Result<()> {
    let everywhere = store::lock_tally(tx, account, EVERYWHERE).await?;
    store::save_tally(tx, account, EVERYWHERE, &everywhere.forgive_one()).await?;
    store::delete_tally(tx, account, &client.network()).await
}

/// The same for a password that [`guarded`] tried.
pub(crate) async fn forgive(tx: &mut TenantTx, attempt: &Attempt<'_>) -> Result<()> {
    forgive_try(tx, &attempt.account(), attempt.client).await
}

/// After a password was proven by other means: everything else the account is signed in on ends.
pub(crate) async fn revoke_others(tx: &mut TenantTx, attempt: &Attempt<'_>, id: i64, keep: Option<i64>) -> Result<()> {
    forgive(tx, attempt).await?;
    revocation::revoke_all(tx, attempt.kind, id, keep).await.map(drop)
}

/// A transaction whose deeds are on the record as the account's own.
pub(crate) async fn begin_as(app: &App, tenant: &TenantInfo, kind: Kind, account: &Account) -> Result<TenantTx> {
    let principal = Principal {
        kind: match kind {
            Kind::User => PrincipalKind::User,
            Kind::Customer => PrincipalKind::Customer,
        },
        id: account.id,
        name: Arc::from(account.name.as_str()),
        ..Principal::system(tenant.id)
    };
    app.db().begin(&principal).await
}

/// Signs in a customer (id, name) who has just registered.
pub(crate) async fn open_customer(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    (id, name): (i64, &str),
    client: &Client,
) -> Result<LoginResult> {
    let account = Account { id, name: name.to_owned(), password_hash: None, is_active: true };
    let mut tx = begin_as(app, tenant, Kind::Customer, &account).await?;
    tx.audit("customer.register", format!("customer/{id}"), json!({}));
    let result = open(&mut tx, identity, tenant, Kind::Customer, id, client).await?;
    tx.finish().await?;
    Ok(result)
}

/// How somebody has proven who it is, without a password of ours.
pub(crate) struct Entrance<'a> {
    pub kind: Kind,
    /// For the record.
    pub way: &'static str,
    pub client: &'a Client,
}

/// Signs in who has proven its account in another way, or asks for the second step.
pub(crate) async fn admit(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    account: &Account,
    entrance: &Entrance<'_>,
) -> Result<LoginAnswer> {
    let (kind, id) = (entrance.kind, account.id);
    let mut tx = begin_as(app, tenant, kind, account).await?;
    store::lock_account(&mut tx, kind, id).await?;
    if kind == Kind::User {
        // Locked or gone between the proof and here.
        let now = store::find_user_by_id(&mut tx, id).await?.filter(|a| a.is_active);
        let now = now.ok_or_else(|| Error::new(code::LOGIN_FAILED))?;
        if mfa::is_on(&mut tx, id).await? {
            return Ok(LoginAnswer::SecondStep(mfa::challenge(app, tenant.id, &now)));
        }
    }
    store::touch(&mut tx, kind, id).await?;
    let detail = json!({ "network": entrance.client.network(), "way": entrance.way });
    tx.audit("login", format!("{}/{id}", kind.as_str()), detail);
    let result = open(&mut tx, identity, tenant, kind, id, entrance.client).await?;
    tx.finish().await?;
    Ok(LoginAnswer::SignedIn(Box::new(result)))
}

/// Opens a sign-in and words the answer.
pub(crate) async fn open(
    tx: &mut TenantTx,
    identity: &Identity,
    tenant: &TenantInfo,
    kind: Kind,
    id: i64,
    client: &Client,
) -> Result<LoginResult> {
    let (secret, digest) = RefreshKey::first();
    let sign_in = store::insert(tx, kind, id, &digest, tx.now() + REFRESH_LIFE, client).await?;
    answer(tx, identity, tenant, kind, id, sign_in, &secret).await
}

async fn answer(
    tx: &mut TenantTx,
    identity: &Identity,
    tenant: &TenantInfo,
    kind: Kind,
    id: i64,
    sign_in: i64,
    secret: &str,
) -> Result<LoginResult> {
    let user = me::load(tx, tenant, kind, id).await?;
    Ok(LoginResult {
        access_token: identity.access().issue(tenant.id, kind, id, sign_in, tx.now())?,
        refresh_token: RefreshKey::format(tenant.id, sign_in, secret),
        expires_in: ACCESS_LIFE.num_seconds(),
        must_change_password: user.must_change_password,
        must_enrol_mfa: user.must_enrol_mfa,
        user,
    })
}

pub async fn refresh(app: &App, identity: &Identity, token: &str, client: &Client) -> Result<LoginResult> {
    // The time, coarsely: what was answered moments ago is not the answer after the grace is over.
    let moment = app.now().timestamp() / 5;
    let key = format!(
        "{moment}\n{}\n{}\n{}",
        RefreshKey::digest(token),
        client.network(),
        client.user_agent.as_deref().unwrap_or("")
    );
    identity.crowd().refresh(key, exchange(app, identity, token, client)).await
}

async fn exchange(app: &App, identity: &Identity, token: &str, client: &Client) -> Result<LoginResult> {
    let refused = || Error::new(code::UNAUTHENTICATED);
    let presented = Presented::parse(token).ok_or_else(refused)?;
    let tenant = open_tenant(app.db(), presented.tenant, app.now()).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let known = store::lock(&mut tx, presented.sign_in, client).await?.ok_or_else(refused)?;
    match identity.refresh().judge(&presented, &known.standing, tx.now()) {
        refresh::Verdict::Rotate { next, expires_at } => {
            is_active(&mut tx, &known).await?;
            store::rotate(&mut tx, presented.sign_in, &RefreshKey::digest(&next), expires_at, client).await?;
            let result =
                answer(&mut tx, identity, &tenant, known.kind, known.principal_id, presented.sign_in, &next).await?;
            tx.finish().await?;
            Ok(result)
        }
        refresh::Verdict::Again { next } => {
            is_active(&mut tx, &known).await?;
            answer(&mut tx, identity, &tenant, known.kind, known.principal_id, presented.sign_in, &next).await
        }
        refresh::Verdict::Reused => {
            revocation::revoke(&mut tx, presented.sign_in).await?;
            let target = format!("{}/{}", known.kind.as_str(), known.principal_id);
            let network = (known.kind == Kind::User).then(|| client.network());
            tx.audit("login.token_reused", target, json!({ "signIn": presented.sign_in, "network": network }));
            tx.finish().await?;
            identity.revoke_session(app, tenant.id, presented.sign_in);
            Err(Error::new(code::TOKEN_REUSED))
        }
        refresh::Verdict::Refuse => Err(refused()),
    }
}

async fn is_active(tx: &mut TenantTx, known: &store::SignIn) -> Result<()> {
    let active = match known.kind {
        Kind::User => store::find_user_by_id(tx, known.principal_id).await?.is_some_and(|u| u.is_active),
        // A deleted customer's sign-ins are revoked with it.
        Kind::Customer => true,
    };
    if active { Ok(()) } else { Err(Error::new(code::UNAUTHENTICATED)) }
}

pub async fn logout(app: &App, identity: &Identity, principal: &Principal) -> Result<()> {
    let Some(session) = principal.session else { return Ok(()) };
    let mut tx = app.db().begin(principal).await?;
    revocation::revoke(&mut tx, session).await?;
    tx.audit("logout", format!("{}/{}", principal.kind.as_str(), principal.id), json!({}));
    tx.finish().await?;
    identity.revoke_session(app, principal.tenant, session);
    Ok(())
}
