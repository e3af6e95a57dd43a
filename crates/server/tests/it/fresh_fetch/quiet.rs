//! Operations that change nothing which a followed view shows, and why. Those with a body are carried out:
//! afterwards nobody's conversations, tickets or agents may look different, and nobody may have been told.

use serde_json::{Value, json};

use super::{mutating, viewer::id, world::World};
use crate::{
    conversations::status,
    support::{Answer, TestApp},
};

/// Who tries it.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Admin,
    Agent,
    Customer,
    Anybody,
}
use By::{Admin, Agent, Anybody, Customer};

/// What is tried, and on what; `None` = needs a mail, a code or another tenant, or answers a fetch.
type Try = Option<(By, &'static str, &'static str)>;

#[rustfmt::skip]
const QUIET: &[(&str, &str, Try)] = &[
    // Signing in and out: a sign-in is nobody's card.
    ("login", "a sign-in", Some((Anybody, "", r#"{"tenant":"acme","username":"admin","password":"correct horse 9"}"#))),
    ("refresh", "a sign-in", None),
    ("logout", "a sign-in", None),
    ("loginCustomer", "a sign-in", None),
    ("endOtherSignIns", "a sign-in", Some((Agent, "", ""))),
    ("endSignIn", "a sign-in", None),
    ("endUserSignIns", "a sign-in; presence is another matter", Some((Admin, "colleague", ""))),
    ("endUserSignIn", "a sign-in", None),
    ("changePassword", "a password", None),
    ("forgotPassword", "a mail", Some((Anybody, "", r#"{"tenant":"acme","username":"nobody"}"#))),
    ("resetPassword", "a password", None),
    ("resetUserPassword", "a password", Some((Admin, "colleague", ""))),
    ("setUpMfa", "a second factor", Some((Agent, "", r#"{"password":"correct horse 9"}"#))),
    ("confirmMfa", "a second factor", None),
    ("renewRecoveryCodes", "a second factor", None),
    ("disableMfa", "a second factor", None),
    ("verifyMfa", "a second factor", None),
    ("resetUserMfa", "a second factor", None),
    ("sendLoginCode", "a code", None),
    ("loginByPhone", "a sign-in", None),
    ("sendCustomerLoginCode", "a code", None),
    ("loginCustomerByPhone", "a sign-in", None),
    ("startProviderLogin", "a sign-in", None),
    ("loginByWechat", "a sign-in", None),
    ("loginByDingtalk", "a sign-in", None),
    ("startBinding", "an account at a provider is on no card", None),
    ("bindAccount", "an account at a provider is on no card", None),
    ("claimAccount", "an account at a provider is on no card", None),
    ("unbindAccount", "an account at a provider is on no card", None),
    ("unbindUserAccount", "an account at a provider is on no card", None),
    ("putSignInSettings", "who may sign in how", None),
    ("putSignInApp", "who may sign in how", None),
    ("deleteSignInApp", "who may sign in how", None),
    ("putSender", "which way messages leave", None),
    ("deleteSender", "which way messages leave", None),
    ("testSender", "a message to somebody", None),
    // Files: what leaves, and what is looked at before it comes in.
    ("exportCustomers", "a file", None),
    ("exportOrganizations", "a file", None),
    ("createDataExport", "a file", None),
    ("createCustomerImport", "a file; nothing comes of it before it is started", None),
    ("checkCustomerImport", "a look; nothing comes of it before it is started", None),
    ("cancelCustomerImport", "what came before stays", None),
    // The gateway has conversations of its own, which are nobody's here.
    ("aiChat", "an answer", None),
    ("createAiAccount", "the gateway", None),
    ("createEnterpriseAiAccount", "the gateway", None),
    ("updateAiAccount", "the gateway", None),
    ("deleteAiAccount", "the gateway", None),
    ("bulkAiAccounts", "the gateway", None),
    ("checkAiAccount", "the gateway", None),
    ("createAiGroup", "the gateway", None),
    ("updateAiGroup", "the gateway", None),
    ("deleteAiGroup", "the gateway", None),
    ("addAiGroupMember", "the gateway", None),
    ("removeAiGroupMember", "the gateway", None),
    ("bindAiGroup", "the gateway", None),
    ("updateGroupResourceBinding", "the gateway", None),
    ("createAiGroupKey", "the gateway", None),
    ("rotateAiGroupKey", "the gateway", None),
    ("revokeAiGroupKey", "the gateway", None),
    ("updateAiSettings", "the gateway", None),
    // New customers: no card shows them yet.
    ("registerCustomer", "a new customer", Some((Anybody, "", r#"{"tenant":"acme","name":"new","phone":"13512340001"}"#))),
    ("createCustomer", "a new customer", Some((Admin, "", r#"{"name":"new","phone":"13512340002"}"#))),
    ("registerByLink", "a new customer", None),
    ("createRegisterLinks", "a link", Some((Admin, "", r#"{"name":"fair"}"#))),
    ("revokeRegisterLink", "a link", None),
    ("sendRegisterCode", "a code", None),
    ("discardArchiveApplication", "a draft; the customer stays as it is", Some((Admin, "draft", ""))),
    ("revealCustomer", "a look", Some((Admin, "customer", ""))),
    ("revealOrganization", "a look", Some((Admin, "organization", ""))),
    ("revealArchiveApplication", "a look", Some((Admin, "draft", ""))),
    // Departments and roles: no card names one. Whose reach changes is connected anew.
    ("createDepartment", "no card names a department", Some((Admin, "", r#"{"name":"service"}"#))),
    ("updateDepartment", "no card names a department", Some((Admin, "department", r#"{"name":"services"}"#))),
    ("moveDepartment", "no card names a department", Some((Admin, "department", r#"{"parentId":null}"#))),
    ("deleteDepartment", "only one that nobody is in", Some((Admin, "department", ""))),
    ("createRole", "nobody holds it yet", Some((Admin, "", r#"{"name":"role","grants":[]}"#))),
    ("deleteRole", "only one that nobody holds", Some((Admin, "role", ""))),
    ("createApiKey", "keys serve nobody", Some((Admin, "", r#"{"name":"k","permissions":["tickets:read"]}"#))),
    ("revokeApiKey", "keys serve nobody", Some((Admin, "key", ""))),
    // Other tenants' rows are another world; a tenant that is closed is signed out.
    ("createTenant", "another tenant", None),
    ("updateTenant", "a tenant's name is on no card", None),
    ("deleteTenant", "ends every sign-in", None),
    ("activateTenant", "nobody is signed in", None),
    ("suspendTenant", "ends every sign-in", None),
    // Knowledge is read afresh; its index follows a stream of its own.
    ("suggestArticles", "answers", Some((Agent, "", r#"{"text":"printer"}"#))),
    ("askKnowledge", "answers", Some((Agent, "", r#"{"question":"printer"}"#))),
    ("portalAsk", "answers; an answer is not a conversation with an agent", None),
    ("portalAskFeedback", "a vote on an answer", None),
    ("createArticle", "knowledge", Some((Admin, "", r#"{"title":"how","body":"so"}"#))),
    ("updateArticle", "knowledge", Some((Admin, "article", r#"{"title":"how to","body":"so"}"#))),
    ("publishArticle", "knowledge", Some((Admin, "article", ""))),
    ("unpublishArticle", "knowledge", Some((Admin, "article", ""))),
    ("restoreArticle", "knowledge", None),
    ("deleteArticle", "knowledge", Some((Admin, "article", ""))),
    ("voteArticle", "knowledge", None),
    ("createCategory", "knowledge", Some((Admin, "", r#"{"name":"manuals"}"#))),
    ("updateCategory", "knowledge", Some((Admin, "category", r#"{"name":"papers"}"#))),
    ("deleteCategory", "knowledge", Some((Admin, "category", ""))),
    ("createImport", "knowledge", None),
    ("cancelImport", "knowledge", None),
    // Settings: what is assigned from now on differs, not what is.
    ("putTeamSchedule", "hours", None),
    ("putCalendar", "hours", None),
    ("putAssignmentSettings", "settings", None),
    ("putArchiveSettings", "settings", Some((Admin, "", r#"{"reviewRequired":true}"#))),
    ("replaceDictionaryItems", "cards carry codes; labels are looked up", None),
    ("setPortalConfig", "how the portal looks", None),
    ("setPortalTheme", "how the portal looks", None),
    // Lists of their own, which nobody follows.
    ("createRelation", "told to the team's leader by an event of its own", Some((Admin, "", r#"{"customerId":CUSTOMER,"teamId":TEAM,"priority":"primary"}"#))),
    ("batchCreateRelations", "likewise", None),
    ("updateRelation", "likewise", None),
    ("endRelation", "likewise", None),
    ("createSegment", "a saved filter", Some((Admin, "", r#"{"name":"vips","rules":{"matches":"all","conditions":[{"field":"vip","is":true}]}}"#))),
    ("previewSegment", "answers", None),
    ("updateSegment", "a saved filter", None),
    ("deleteSegment", "a saved filter", None),
    ("createQuickReply", "a text for later", Some((Agent, "", r#"{"scope":"personal","category":"c","title":"t","shortcut":"t","content":"hello"}"#))),
    ("updateQuickReply", "a text for later", None),
    ("deleteQuickReply", "a text for later", None),
    ("uploadFile", "a file shows with the message or ticket that carries it", None),
    ("giveFeedback", "a letter to the tenant", Some((Customer, "", r#"{"feedback_type":"suggestion","feedback_content":"more tea, please"}"#))),
    ("answerFeedback", "a letter to the tenant", None),
    ("handleFeedback", "a letter to the tenant", None),
];

pub fn ids() -> impl Iterator<Item = &'static str> {
    QUIET.iter().map(|(id, ..)| *id)
}

/// The id of a thing that an operation is tried on.
async fn thing(w: &mut World<'_>, what: &str) -> i64 {
    let admin = w.admin().clone();
    let newest = async |path: &str| id(&admin.get(path).await.list()[0]);
    match what {
        "customer" => w.somebody(false).await.id(),
        "organization" => w.organization().await,
        "colleague" => w.colleague("viewer").await,
        "department" => {
            let name = w.name("department");
            id(&admin.post("/departments", json!({ "name": name })).await.ok())
        }
        "role" => {
            let name = w.name("role");
            id(&admin.post("/roles", json!({ "name": name, "grants": [] })).await.ok())
        }
        "key" => newest("/api-keys").await,
        "article" => newest("/kb/articles").await,
        "category" => {
            let name = w.name("category");
            id(&admin.post("/kb/categories", json!({ "name": name })).await.ok())
        }
        "draft" => {
            let customer = id(&admin.post("/customers", json!({ "name": w.name("draft") })).await.ok());
            id(&admin.post(&format!("/customers/{customer}/archive"), json!({ "submit": false })).await.ok())
        }
        other => panic!("no {other} to try it on"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_listed_as_quiet_is_quiet() {
    let app = TestApp::start().await;
    let mut world = World::new(&app, 3).await;
    // Nothing is assigned, and nobody is missed, while we look.
    for agent in world.desk.agents.iter().chain([&world.boss]) {
        status(agent, "offline").await;
    }
    let operations = mutating();
    for (operation, _, attempt) in QUIET {
        let Some((by, on, body)) = attempt else { continue };
        let client = match by {
            Admin => world.admin().clone(),
            Agent => world.desk.agents[0].clone(),
            Customer => world.customers()[0].clone(),
            Anybody => app.anonymous(),
        };
        let mut path = operations.iter().find(|(id, ..)| id == operation).unwrap().clone();
        if !on.is_empty() {
            let id = thing(&mut world, on).await.to_string();
            path.2 = path.2.replace("{id}", &id);
        }
        world.compare(&format!("preparing {operation}")).await;
        let (before, told) = (world.fetch().await, world.told());
        let body = body
            .replace("CUSTOMER", &world.customers()[0].id().to_string())
            .replace("TEAM", &world.desk.team.to_string());
        let request = client.request(path.1.parse().unwrap(), &path.2);
        let request =
            if body.is_empty() { request } else { request.json(&serde_json::from_str::<Value>(&body).unwrap()) };
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, 200, "{operation}: {}", answer.body);
        world.compare(operation).await;
        assert_eq!(world.fetch().await, before, "{operation} changes what is shown: it belongs into a run");
        assert_eq!(world.told(), told, "{operation} tells followers something");
    }
}
