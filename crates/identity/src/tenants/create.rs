//! Making a tenant: its place, its roles, its first administrator. Spans several transactions (two
//! doors, and migrations in between), so the tenant is inactive until all is done, and taken back
//! when something fails.

use kernel::{
    App, Result, TenantId,
    db::{PLATFORM_TENANT, Placement, TenantStatus},
};

use super::store::{self, NewRow};
use crate::{
    password::Fresh,
    roles,
    users::{self, NewUser},
};

/// What a new tenant starts with.
pub struct Start<'a> {
    pub slug: &'a str,
    pub name: &'a str,
    pub contact_person: &'a str,
    pub contact_email: &'a str,
    pub contact_phone: &'a str,
    pub max_users: Option<i32>,
    pub placement: Placement,
    /// The first administrator, and its password.
    pub admin: Option<(&'a str, &'a Fresh)>,
}

pub async fn create(app: &App, start: &Start<'_>) -> Result<TenantId> {
    let mut tx = app.db().begin_platform().await?;
    let id = store::next_id(&mut tx).await?;
    let row = NewRow {
        id,
        slug: start.slug,
        name: start.name,
        contact_person: start.contact_person,
        contact_email: start.contact_email,
        contact_phone: start.contact_phone,
        max_users: start.max_users,
        placement: &start.placement,
        now: app.now(),
    };
    store::insert(&mut tx, &row).await?;
    tx.commit().await?;
    let furnished = furnish(app, id, start).await;
    let mut tx = app.db().begin_platform().await?;
    match &furnished {
        Ok(()) => store::set_status(&mut tx, id, TenantStatus::Active, app.now()).await?,
        Err(_) => store::discard(&mut tx, id).await?,
    }
    tx.commit().await?;
    app.db().forget_tenant(id).await;
    furnished.map(|()| id)
}

async fn furnish(app: &App, id: TenantId, start: &Start<'_>) -> Result<()> {
    if start.placement != Placement::Shared {
        app.db().prepare(&start.placement).await?;
    }
    let users_max = app.db().tenant(id).await?.max_users;
    let mut tx = app.db().begin_system(id).await?;
    let role_ids = roles::seed(&mut tx).await?;
    if let Some((username, fresh)) = start.admin {
        let admin = NewUser {
            username: username.to_owned(),
            name: if start.contact_person.is_empty() { username.to_owned() } else { start.contact_person.to_owned() },
            email: (!start.contact_email.is_empty()).then(|| start.contact_email.to_owned()),
            role_ids: role_ids.get(roles::admin_code(id)).copied().into_iter().collect(),
            ..NewUser::default()
        };
        users::create(&mut tx, &admin, &fresh.hash, true, users_max).await?;
    }
    tx.finish().await
}

/// A tenant without users; for seeds and tests.
pub async fn create_with(app: &App, slug: &str, name: &str, placement: Placement) -> Result<TenantId> {
    let start = Start {
        slug,
        name,
        contact_person: "",
        contact_email: "",
        contact_phone: "",
        max_users: None,
        placement,
        admin: None,
    };
    create(app, &start).await
}

/// The operator's own tenant, when it is not there yet.
pub async fn ensure_platform(app: &App, slug: &str) -> Result<()> {
    let mut tx = app.db().begin_platform().await?;
    let is_new = store::insert_platform(&mut tx, slug, app.now()).await?;
    tx.commit().await?;
    if !is_new && app.db().tenant(PLATFORM_TENANT).await?.status == TenantStatus::Active {
        return Ok(());
    }
    let mut tx = app.db().begin_system(PLATFORM_TENANT).await?;
    roles::seed(&mut tx).await?;
    tx.finish().await?;
    let mut tx = app.db().begin_platform().await?;
    store::set_status(&mut tx, PLATFORM_TENANT, TenantStatus::Active, app.now()).await?;
    tx.commit().await?;
    app.db().forget_tenant(PLATFORM_TENANT).await;
    Ok(())
}

/// Who is behind a tenant; for seeds.
pub async fn introduce(app: &App, tenant: TenantId, name: &str, person: &str, email: &str, phone: &str) -> Result<()> {
    let mut tx = app.db().begin_platform().await?;
    store::introduce(&mut tx, tenant, name, (person, email, phone)).await?;
    tx.commit().await?;
    app.db().forget_tenant(tenant).await;
    Ok(())
}

/// The first user of a fresh deployment, with all rights; false when the operator's tenant has
/// users already. The caller shows the password once.
pub async fn bootstrap_admin(app: &App, username: &str, fresh: &Fresh) -> Result<bool> {
    let users_max = app.db().tenant(PLATFORM_TENANT).await?.max_users;
    let mut tx = app.db().begin_system(PLATFORM_TENANT).await?;
    if store::contents(&mut tx).await?.0 > 0 {
        return Ok(false);
    }
    let role = roles::id_by_code(&mut tx, roles::admin_code(PLATFORM_TENANT)).await?;
    let admin = NewUser {
        username: username.into(),
        name: username.into(),
        role_ids: role.into_iter().collect(),
        ..NewUser::default()
    };
    users::create(&mut tx, &admin, &fresh.hash, true, users_max).await?;
    tx.finish().await?;
    Ok(true)
}

/// Brings every tenant's built-in roles up to what this version says.
pub async fn refresh_roles(app: &App) -> Result<()> {
    for tenant in app.db().served_tenants().await? {
        let mut tx = app.db().begin_system(tenant.id).await?;
        roles::seed(&mut tx).await?;
        tx.finish().await?;
    }
    Ok(())
}
