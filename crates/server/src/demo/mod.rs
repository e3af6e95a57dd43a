//! `--demo`: tenants, people and articles, so that a newcomer finds a desk at work. Runs once; a
//! database that has the demo's tenant is left alone.

mod content;
mod departments;
mod outreach;
mod service;

use std::collections::HashMap;

use anyhow::Context;
use content::{CustomerFile, Decision, TenantFile};
use desk::{
    archiving::Proposal,
    assignment::Strategy,
    customers::{NewCustomer, Profile},
    quick_replies::{NewQuickReply, QuickReplyScope},
    settings::AssignmentSettings,
    teams::NewTeam,
};
use identity::users::NewUser;
use kernel::{
    App, Principal, PrincipalKind, TenantId,
    db::{PLATFORM_TENANT, Placement},
};

use crate::Program;

pub const DEFAULT_TENANT: &str = "kangheng";

/// Fills an empty database.
pub async fn seed(program: &Program) -> anyhow::Result<()> {
    let app = &program.app;
    if app.db().tenant_by_slug(DEFAULT_TENANT).await.is_ok() {
        return Ok(());
    }
    let people = content::people()?;
    // The default tenant comes last: its presence says that the demo is complete.
    let mut tenants: Vec<_> = people.tenants.iter().collect();
    tenants.sort_by_key(|t| (t.slug == DEFAULT_TENANT, !t.platform));
    for tenant in tenants {
        one(app, tenant, &people.password).await.with_context(|| format!("tenant {}", tenant.slug))?;
    }
    Ok(())
}

async fn one(app: &App, file: &TenantFile, password: &str) -> anyhow::Result<()> {
    let tenant = match file.platform {
        true => {
            identity::tenants::ensure_platform(app, &file.slug).await?;
            PLATFORM_TENANT
        }
        false => identity::tenants::create_with(app, &file.slug, &file.name, Placement::Shared).await?,
    };
    let teams = teams(app, tenant, file).await?;
    let users = users(app, tenant, file, &teams, password).await?;
    departments::seed(app, tenant, &file.slug).await?;
    let organizations = organizations(app, tenant, file).await?;
    let customers = customers(app, tenant, file, &organizations, password).await?;
    archive(app, tenant, file, &users, &organizations, &customers).await?;
    if file.slug == DEFAULT_TENANT {
        service::fill(app, tenant, content::service()?, &teams, &customers).await?;
        let admin = users.get("admin").map(|id| staff(tenant, file, "admin", *id)).context("no administrator")?;
        outreach::fill(app, &admin, content::outreach()?, &teams, &customers).await?;
        let mut tx = app.db().begin(&admin).await?;
        ai::demo::fill(&mut tx, &content::ai()?, &users).await?;
        tx.finish().await?;
    }
    if !file.platform {
        knowledge_base(app, tenant, file).await?;
    }
    look(app, tenant, file, &teams).await
}

async fn teams(app: &App, tenant: TenantId, file: &TenantFile) -> anyhow::Result<HashMap<String, i64>> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut ids = HashMap::new();
    for team in &file.teams {
        let new = NewTeam {
            name: team.name.clone(),
            description: team.description.clone(),
            leader_id: None,
            strategy: if team.strategy == "round_robin" { Strategy::RoundRobin } else { Strategy::LeastLoaded },
            skills: team.skills.clone(),
            problem_types: team.problem_types.clone(),
            business_types: team.business_types.clone(),
            max_sessions: None,
            version: None,
            member_ids: None,
        };
        ids.insert(team.key.clone(), desk::teams::create(&mut tx, &new).await?);
    }
    tx.finish().await?;
    Ok(ids)
}

async fn users(
    app: &App,
    tenant: TenantId,
    file: &TenantFile,
    teams: &HashMap<String, i64>,
    password: &str,
) -> anyhow::Result<HashMap<String, i64>> {
    let mut ids = HashMap::new();
    for user in &file.users {
        let roles: Vec<&str> = user.roles.iter().map(String::as_str).collect();
        let new = NewUser {
            username: user.username.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            phone: user.phone.clone(),
            team_ids: Some(user.teams.iter().filter_map(|key| teams.get(key).copied()).collect()),
            max_sessions: user.max_sessions,
            skills: Some(user.skills.clone()),
            ..NewUser::default()
        };
        let id = identity::users::create_given(app, tenant, new, &roles, password).await?;
        ids.insert(user.username.clone(), id);
        for team in file.teams.iter().filter(|t| t.leader.as_deref() == Some(&user.username)) {
            let mut tx = app.db().begin_system(tenant).await?;
            if let Some(team) = teams.get(&team.key) {
                desk::teams::set_leader(&mut tx, *team, id).await?;
            }
            tx.finish().await?;
        }
    }
    Ok(ids)
}

async fn organizations(app: &App, tenant: TenantId, file: &TenantFile) -> anyhow::Result<HashMap<String, i64>> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut ids = HashMap::new();
    for o in &file.organizations {
        ids.insert(o.key.clone(), desk::organizations::create(&mut tx, &o.profile).await?);
    }
    tx.finish().await?;
    Ok(ids)
}

async fn customers(
    app: &App,
    tenant: TenantId,
    file: &TenantFile,
    organizations: &HashMap<String, i64>,
    password: &str,
) -> anyhow::Result<HashMap<String, i64>> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut ids = HashMap::new();
    for c in &file.customers {
        let id = desk::customers::create(&mut tx, &customer(c, organizations)).await?;
        identity::users::give_customer_password(&mut tx, id, password).await?;
        ids.insert(c.phone.clone(), id);
    }
    tx.finish().await?;
    Ok(ids)
}

/// Applications to put customers on file, each in the name of the agent who made it.
async fn archive(
    app: &App,
    tenant: TenantId,
    file: &TenantFile,
    users: &HashMap<String, i64>,
    organizations: &HashMap<String, i64>,
    customers: &HashMap<String, i64>,
) -> anyhow::Result<()> {
    for (c, a) in file.customers.iter().filter_map(|c| Some((c, c.archive.as_ref()?))) {
        let (Some(customer), Some(user)) = (customers.get(&c.phone), users.get(&a.by)) else { continue };
        let mut tx = app.db().begin(&staff(tenant, file, &a.by, *user)).await?;
        let proposal = Proposal {
            relations: Vec::new(),
            person: a.person.clone(),
            organization_id: a.organization.as_ref().and_then(|key| organizations.get(key).copied()),
            new_organization: a.new_organization.clone(),
        };
        let id = desk::archiving::save(&mut tx, *customer, proposal, &a.note, None).await?;
        if a.submit {
            desk::archiving::submit(&mut tx, id).await?;
        }
        tx.finish().await?;
        if let Some((decision, user)) = a.decided.as_ref().and_then(|d| Some((d, users.get(&d.by)?))) {
            let mut tx = app.db().begin(&staff(tenant, file, &decision.by, *user)).await?;
            match decision.how {
                Decision::Approved => desk::archiving::approve(&mut tx, id, &decision.opinion, None).await?,
                Decision::Rejected => desk::archiving::reject(&mut tx, id, &decision.opinion, None).await?,
                Decision::Withdrawn => desk::archiving::withdraw(&mut tx, id).await?,
            }
            tx.finish().await?;
        }
    }
    Ok(())
}

/// A user as who acts in the demo's past.
fn staff(tenant: TenantId, file: &TenantFile, username: &str, id: i64) -> Principal {
    let name = file.users.iter().find(|u| u.username == username).map_or(username, |u| u.name.as_str());
    Principal { kind: PrincipalKind::User, id, name: name.into(), ..Principal::system(tenant) }
}

fn customer(c: &CustomerFile, organizations: &HashMap<String, i64>) -> NewCustomer {
    NewCustomer {
        name: c.name.clone(),
        phone: Some(c.phone.clone()),
        email: c.email.clone(),
        organization_id: c.organization.as_ref().and_then(|key| organizations.get(key).copied()),
        position: c.position.clone(),
        vip: c.vip,
        tags: c.tags.clone(),
        note: c.note.clone(),
        profile: Some(Profile::parse(&c.profile)),
        ..NewCustomer::default()
    }
}

async fn knowledge_base(app: &App, tenant: TenantId, file: &TenantFile) -> anyhow::Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut categories = HashMap::new();
    for (sort, c) in (0..).zip(content::categories(&file.slug)?) {
        let new = knowledge::categories::NewCategory {
            name: c.name,
            name_en: c.name_en,
            slug: Some(c.slug.clone()),
            parent_id: c.parent.and_then(|p| categories.get(&p).copied()),
            icon: c.icon,
            description: c.description,
            sort: Some(sort),
        };
        categories.insert(c.slug, knowledge::categories::insert(&mut tx, &new).await?);
    }
    for a in content::articles(&file.slug)? {
        let new = knowledge::articles::NewArticle {
            title: a.title,
            body: a.body,
            category_id: categories.get(&a.category).copied(),
            tags: a.tags,
            publish: true,
            ..Default::default()
        };
        let article = knowledge::articles::create(&mut tx, &new).await?;
        knowledge::articles::seed_views(&mut tx, article.card.id, i64::from(a.popular) * 7).await?;
    }
    if file.slug == DEFAULT_TENANT {
        for r in content::quick_replies()? {
            let new = NewQuickReply {
                scope: QuickReplyScope::Global,
                category: r.category,
                title: r.title,
                shortcut: r.shortcut,
                content: r.content,
            };
            desk::quick_replies::insert(&mut tx, None, &new).await?;
        }
    }
    tx.finish().await?;
    Ok(())
}

async fn look(app: &App, tenant: TenantId, file: &TenantFile, teams: &HashMap<String, i64>) -> anyhow::Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    desk::portal::dress(&mut tx, &file.title, &file.welcome, &file.theme_color, &file.contact_phone).await?;
    if let Some(team) = file.default_team.as_ref().and_then(|key| teams.get(key)) {
        let settings = desk::settings::get(&mut tx).await?;
        desk::settings::save(&mut tx, &AssignmentSettings { default_team_id: Some(*team), ..settings }).await?;
    }
    tx.finish().await?;
    identity::tenants::introduce(
        app,
        tenant,
        &file.name,
        &file.contact_person,
        &file.contact_email,
        &file.contact_phone,
    )
    .await?;
    Ok(())
}

/// What a newcomer may sign in with; printed at start.
pub fn logins() -> String {
    let Ok(people) = content::people() else { return String::new() };
    let mut out = format!("\nDemo sign-ins (password {}):", people.password);
    for (tenant, who, name) in [
        ("platform", "operator", "operator"),
        ("kangheng", "tenant administrator", "admin"),
        ("kangheng", "supervisor", "sup.zhou"),
        ("kangheng", "agent", "agent.lin"),
    ] {
        out += &format!("\n  {who:<22} console   tenant {tenant:<10} user {name}");
    }
    out + "\n  customer               portal    phone 13900000001"
}
