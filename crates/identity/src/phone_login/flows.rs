//! The use cases. Not `ops`, because they span transactions: a wrong try has to stay on record.

use kernel::{
    App, Error, Result,
    db::{TenantId, TenantInfo},
    error::code,
};

use super::store;
use crate::{
    Identity,
    phone_codes::{self, Purpose},
    sign_in::{self, Client, Entrance, Kind, LoginAnswer, Tried},
    sign_in_policy,
};

async fn check_on(app: &App, tenant: TenantId, kind: Kind) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let settings = sign_in_policy::get(&mut tx).await?;
    let is_on = match kind {
        Kind::User => settings.phone_code_users,
        Kind::Customer => settings.phone_code_customers,
    };
    if is_on { Ok(()) } else { Err(Error::new(code::SIGN_IN_METHOD_OFF)) }
}

/// Puts a code in force for whatever phone, and sends it, after the answer, to one that is somebody's.
pub async fn send_code(app: &App, tenant: &TenantInfo, kind: Kind, phone: String, client: &Client) -> Result<()> {
    check_on(app, tenant.id, kind).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let code = phone_codes::issue(app, &mut tx, Purpose::SignIn(kind), &phone, &client.network()).await?;
    tx.finish().await?;
    let (task, id, name) = (app.clone(), tenant.id, tenant.name.clone());
    // The language of the message is the request's.
    let context = kernel::http::context::current();
    app.spawn(
        "sign-in code",
        kernel::http::context::within(context, async move {
            if let Err(cause) = deliver(&task, id, kind, &phone, &name, &code).await {
                tracing::warn!(%cause, "a sign-in code was not sent");
            }
        }),
    );
    Ok(())
}

async fn deliver(app: &App, tenant: TenantId, kind: Kind, phone: &str, sender: &str, code: &str) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    if store::find(&mut tx, kind, phone).await?.is_none() {
        return Ok(());
    }
    phone_codes::deliver(&mut tx, phone, sender, code).await?;
    tx.finish().await
}

/// Signs in who holds the phone, or asks for the second step.
pub async fn login(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    kind: Kind,
    phone: &str,
    typed: &str,
    client: &Client,
) -> Result<LoginAnswer> {
    check_on(app, tenant.id, kind).await?;
    // No user name holds a colon, so nobody's password tries are counted here.
    let tally = format!("phone:{}:{phone}", kind.as_str());
    let mut tx = app.db().begin_system(tenant.id).await?;
    let tried = Tried { account: &tally, kind, id: store::find(&mut tx, kind, phone).await?.map_or(0, |a| a.id) };
    if let Some(left) = sign_in::count(&mut tx, &tried, client).await? {
        return Err(sign_in::locked(left));
    }
    let is_right = phone_codes::spend(app, &mut tx, Purpose::SignIn(kind), phone, typed.trim()).await?;
    let account = store::find(&mut tx, kind, phone).await?.filter(|_| is_right);
    let Some(account) = account else {
        tx.finish().await?;
        return Err(Error::new(code::PHONE_CODE_WRONG));
    };
    sign_in::forgive_try(&mut tx, &tally, client).await?;
    tx.finish().await?;
    sign_in::admit(app, identity, tenant, &account, &Entrance { kind, way: "phone code", client }).await
}
