//! Changing a password: by its owner, by a mailed link, by an administrator. Each spans transactions:
//! none is open while bcrypt works.

use kernel::{App, Error, Principal, Result, TenantTx, db::TenantId, error::code, secret};
use serde_json::json;

use super::{policy, store};
use crate::{
    Identity, mail,
    sign_in::{self, Attempt, Client, Kind},
};

/// Mails to one user at a time; more would only help someone who wants to flood an inbox.
const OPEN_LINKS_MAX: i64 = 3;

/// Puts a password in force and ends all sign-ins of the user but `keep`. Call
/// [`Identity::revoke_user`] after the commit.
pub async fn set(tx: &mut TenantTx, user: i64, hash: &str, must_change: bool, keep: Option<i64>) -> Result<()> {
    store::save_user(tx, user, hash, must_change).await?;
    store::use_links(tx, user).await?;
    sign_in::revoke_all(tx, Kind::User, user, keep).await.map(drop)
}

pub async fn change(
    app: &App,
    identity: &Identity,
    who: &Principal,
    old: &str,
    new: &str,
    client: &Client,
) -> Result<()> {
    let kind = sign_in::kind_of(who)?;
    let name = name_of(app, who, kind).await?;
    policy::check("newPassword", new, &name)?;
    if old == new {
        return Err(Error::field("newPassword", "must differ from the old one"));
    }
    let attempt = Attempt { kind, name: &name, password: old, client };
    let (account, is_right) = sign_in::guarded(app, identity, who.tenant, &attempt).await?;
    if !is_right || account.is_none_or(|a| a.id != who.id) {
        return Err(Error::field("oldPassword", "is not right"));
    }
    let hash = identity.hasher().hash(new).await?;
    let mut tx = app.db().begin(who).await?;
    match kind {
        Kind::User => set(&mut tx, who.id, &hash, false, who.session).await?,
        Kind::Customer => store::save_customer(&mut tx, who.id, &hash).await?,
    }
    sign_in::revoke_others(&mut tx, &attempt, who.id, who.session).await?;
    tx.audit("password.change", format!("{}/{}", kind.as_str(), who.id), json!({}));
    tx.finish().await?;
    identity.forget(who.tenant, who.kind, who.id);
    Ok(())
}

/// What one signs in with.
pub async fn name_of(app: &App, who: &Principal, kind: Kind) -> Result<String> {
    let mut tx = app.db().begin_system(who.tenant).await?;
    match kind {
        Kind::User => store::username(&mut tx, who.id).await,
        Kind::Customer => Ok(store::customer_phone(&mut tx, who.id).await?.unwrap_or_default()),
    }
}

/// Mails a link when there is such a user with an address. Runs after the answer, which is always
/// the same and takes as long either way.
pub async fn mail_link(app: &App, tenant: TenantId, username: &str) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let Some(owner) = store::find_owner(&mut tx, username).await? else { return Ok(()) };
    let Some(address) = owner.email.as_deref() else { return Ok(()) };
    if store::open_links(&mut tx, owner.id).await? >= OPEN_LINKS_MAX {
        return Ok(());
    }
    let token = format!("{tenant}.{}", secret::token());
    store::insert_link(&mut tx, owner.id, &secret::digest(&token)).await?;
    let link = format!("{}/console/reset?token={token}", app.settings().public_url);
    let letter = letter(&owner, &link);
    mail::send(&mut tx, address, &letter).await?;
    tx.audit("password.forgot", format!("user/{}", owner.id), json!({}));
    tx.finish().await
}

fn letter(owner: &store::Owner, link: &str) -> mail::Letter {
    let (name, username, minutes) = (&owner.name, &owner.username, store::LINK_LIFE.num_minutes());
    match owner.locale.as_str() {
        "en" => mail::Letter {
            subject: "Reset your password".into(),
            body: format!(
                "Hello {name},\n\nsomebody, probably you, asked to reset the password of {username}. Open this link within {minutes} minutes:\n\n{link}\n\nIf it was not you, ignore this mail; nothing has changed.\n"
            ),
        },
        _ => mail::Letter {
            subject: "重置您的密码".into(),
            body: format!(
                "{name}，您好：\n\n我们收到了重置账号 {username} 密码的请求。请在 {minutes} 分钟内打开以下链接：\n\n{link}\n\n如果不是您本人操作，请忽略此邮件，您的密码不会改变。\n"
            ),
        },
    }
}

pub async fn reset(app: &App, identity: &Identity, token: &str, new: &str) -> Result<()> {
    let invalid = || Error::new(code::RESET_LINK_INVALID);
    let tenant: TenantId = token.split_once('.').and_then(|(tenant, _)| tenant.parse().ok()).ok_or_else(invalid)?;
    let digest = secret::digest(token);
    let begin =
        async || app.db().begin_system(tenant).await.map_err(|e| if e.code == code::NOT_FOUND { invalid() } else { e });
    let mut tx = begin().await?;
    let link = store::lock_link(&mut tx, &digest).await?.ok_or_else(invalid)?;
    drop(tx);
    policy::check("newPassword", new, &link.username)?;
    // No transaction is open while bcrypt works; the link is looked at again afterwards.
    let hash = identity.hasher().hash(new).await?;
    let mut tx = begin().await?;
    let link = store::lock_link(&mut tx, &digest).await?.ok_or_else(invalid)?;
    set(&mut tx, link.user_id, &hash, false, None).await?;
    store::delete_tallies(&mut tx, &link.username).await?;
    tx.audit("password.reset", format!("user/{}", link.user_id), json!({ "by": "mail link" }));
    tx.finish().await?;
    identity.revoke_user(app, tenant, link.user_id);
    Ok(())
}
