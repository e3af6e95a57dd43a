//! Coming by a link. Each step ends its own transaction: a wrong code has to be counted, whatever follows.

use kernel::{
    App, Error, FieldError, Result, TenantTx,
    db::{TenantId, TenantInfo},
    error::code,
};

use super::{
    model::LinkState,
    store::{self, LinkRow},
};
use crate::{
    Identity,
    phone_codes::{self, Purpose},
    sign_in::{
        self, Client, LoginResult,
        register::{self, Registration},
    },
    tenants,
};

/// Where the tenant's portal has the form.
pub async fn form_url(app: &App, tenant: TenantId) -> Result<String> {
    Ok(format!("{}/portal/{}/join", app.settings().public_url, app.db().tenant(tenant).await?.slug))
}

/// The tenant that a token names, when it may be used.
pub async fn tenant_of(app: &App, token: &str) -> Result<TenantInfo> {
    let id = token.split_once('-').and_then(|(tenant, _)| tenant.parse().ok()).ok_or_else(Error::not_found)?;
    tenants::open_by_id(app, id).await
}

fn usable(link: Option<LinkRow>, tx: &TenantTx) -> Result<LinkRow> {
    let link = link.ok_or_else(Error::not_found)?;
    match link.limits().state(tx.now()) {
        LinkState::Active => Ok(link),
        LinkState::Expired | LinkState::Revoked | LinkState::UsedUp => Err(Error::new(code::REGISTRATION_CLOSED)),
    }
}

/// Sends a code to the phone that somebody is filling in.
pub async fn send_code(app: &App, token: &str, phone: &str, client: &Client) -> Result<()> {
    let tenant = tenant_of(app, token).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let link = store::find(&mut tx, token).await?;
    usable(link, &tx)?;
    let code = phone_codes::issue(app, &mut tx, Purpose::Register, phone, &client.network()).await?;
    phone_codes::deliver(&mut tx, phone, &tenant.name, &code).await?;
    tx.finish().await
}

/// Signs in who came by a link: the customer whose proven phone it is, or a new, temporary one.
pub async fn register(
    app: &App,
    identity: &Identity,
    token: &str,
    new: Registration,
    phone_code: Option<&str>,
    client: &Client,
) -> Result<(LoginResult, LinkRow)> {
    let tenant = tenant_of(app, token).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let link = store::lock(&mut tx, token).await?;
    let link = usable(link, &tx)?;
    if link.phone_code {
        let code = phone_code.ok_or_else(|| Error::fields(vec![FieldError::required("code")]))?;
        if !phone_codes::spend(app, &mut tx, Purpose::Register, &new.phone, code).await? {
            // The try is counted.
            tx.finish().await?;
            return Err(Error::new(code::PHONE_CODE_WRONG));
        }
    }
    let known = if link.phone_code { store::customer_of(&mut tx, &new.phone).await? } else { None };
    let customer = match known {
        Some(id) => id,
        None => {
            let organization = register::organization(&mut tx, &new).await?;
            register::insert(&mut tx, &new, organization, None).await?
        }
    };
    store::came_by(&mut tx, customer, &link).await?;
    store::add_use(&mut tx, link.id).await?;
    tx.finish().await?;
    let login = sign_in::open_customer(app, identity, &tenant, (customer, &new.name), client).await?;
    Ok((login, link))
}
