//! The catalogue of permissions: `resource:action`, declared beside the route by type (design §6).
//! It seeds the built-in roles, the OpenAPI `x-permission` and the front end's union type.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A permission as a type, so that a handler cannot forget to name one.
pub trait Permission: Send + Sync + 'static {
    const CODE: &'static str;
}

/// How far a grant reaches. Ordered: a wider scope includes the narrower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    Own,
    Team,
    Department,
    Tenant,
}

impl Scope {
    pub fn to_db(self) -> i16 {
        self as i16
    }
    pub fn from_db(value: i16) -> Self {
        match value {
            0 => Self::Own,
            1 => Self::Team,
            2 => Self::Department,
            _ => Self::Tenant,
        }
    }
}

/// Who can hold a permission at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Users of any tenant.
    Staff,
    /// Users of the platform tenant.
    Platform,
    /// Customers of a tenant.
    Customer,
}

pub struct Entry {
    pub code: &'static str,
    pub side: Side,
    pub zh: &'static str,
    pub en: &'static str,
}

macro_rules! permissions {
    ($($t:ident = $code:literal, $side:ident, $zh:literal, $en:literal;)*) => {
        $(pub struct $t; impl Permission for $t { const CODE: &'static str = $code; })*
        pub const ALL: &[Entry] = &[$(Entry { code: $code, side: Side::$side, zh: $zh, en: $en }),*];
    };
}

permissions! {
    UsersRead = "users:read", Staff, "查看用户", "View users";
    UsersWrite = "users:write", Staff, "管理用户", "Manage users";
    RolesRead = "roles:read", Staff, "查看角色", "View roles";
    RolesWrite = "roles:write", Staff, "管理角色", "Manage roles";
    DepartmentsRead = "departments:read", Staff, "查看部门", "View departments";
    DepartmentsWrite = "departments:write", Staff, "管理部门", "Manage departments";
    TeamsRead = "teams:read", Staff, "查看团队", "View teams";
    TeamsWrite = "teams:write", Staff, "管理团队", "Manage teams";
    ApiKeysRead = "api-keys:read", Staff, "查看接口密钥", "View API keys";
    ApiKeysWrite = "api-keys:write", Staff, "管理接口密钥", "Manage API keys";
    AuditRead = "audit:read", Staff, "查看审计日志", "View the audit log";
    MailRead = "mail:read", Staff, "查看发件箱", "View the mail outbox";
    SettingsRead = "settings:read", Staff, "查看设置", "View settings";
    SettingsWrite = "settings:write", Staff, "修改设置", "Change settings";
    StatsRead = "stats:read", Staff, "查看统计", "View statistics";
    CallsReadOwn = "calls:read-own", Staff, "查看本租户接口调用", "View the tenant's API calls";
    CustomersRead = "customers:read", Staff, "查看客户", "View customers";
    CustomersWrite = "customers:write", Staff, "管理客户", "Manage customers";
    CustomersReveal = "customers:reveal", Staff, "查看客户敏感信息", "Reveal customers' contact data";
    CustomersSupervise = "customers:supervise", Staff, "审核、合并与删除客户档案", "Review, merge and delete customer profiles";
    CustomersImport = "customers:import", Staff, "导入客户", "Import customers";
    CustomersExport = "customers:export", Staff, "导出客户与机构", "Export customers and organizations";
    SessionsRead = "sessions:read", Staff, "查看会话", "View conversations";
    SessionsServe = "sessions:serve", Staff, "接待会话", "Serve conversations";
    SessionsSupervise = "sessions:supervise", Staff, "分配与监管会话", "Supervise conversations";
    TicketsRead = "tickets:read", Staff, "查看工单", "View tickets";
    TicketsWrite = "tickets:write", Staff, "处理工单", "Work on tickets";
    TicketsAssign = "tickets:assign", Staff, "分配工单", "Assign tickets";
    TicketsDelete = "tickets:delete", Staff, "删除工单", "Delete tickets";
    QuickRepliesRead = "quick-replies:read", Staff, "使用快捷回复", "Use canned replies";
    QuickRepliesWrite = "quick-replies:write", Staff, "管理快捷回复", "Manage canned replies";
    ArticlesRead = "articles:read", Staff, "查看知识库", "View the knowledge base";
    ArticlesWrite = "articles:write", Staff, "编辑知识库", "Edit the knowledge base";
    ArticlesPublish = "articles:publish", Staff, "发布知识库文章", "Publish articles";
    PortalManage = "portal:manage", Staff, "管理客户门户", "Manage the portal";

    TenantsRead = "tenants:read", Platform, "查看租户", "View tenants";
    TenantsWrite = "tenants:write", Platform, "管理租户", "Manage tenants";
    CallsRead = "calls:read", Platform, "查看平台接口调用", "View the platform's API calls";

    PortalUse = "portal:use", Customer, "使用客户门户", "Use the portal";
    PortalChat = "portal:chat", Customer, "在线咨询", "Chat with an agent";
    PortalTickets = "portal:tickets", Customer, "提交与查看工单", "Create and follow tickets";
}

/// What a principal may do, and how far.
pub type Grants = BTreeMap<String, Scope>;

/// A role that every tenant of its side has from the start.
pub struct BuiltInRole {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// Only in the platform tenant.
    pub platform: bool,
    pub grants: fn(&Entry) -> Option<Scope>,
}

fn any_staff(e: &Entry) -> Option<Scope> {
    (e.side == Side::Staff).then_some(Scope::Tenant)
}
fn any_platform(e: &Entry) -> Option<Scope> {
    matches!(e.side, Side::Staff | Side::Platform).then_some(Scope::Tenant)
}
fn reads(e: &Entry) -> bool {
    e.code.ends_with(":read") || e.code.ends_with(":read-own")
}
fn one_of(e: &Entry, codes: &[&str], scope: Scope) -> Option<Scope> {
    codes.contains(&e.code).then_some(scope)
}

pub const BUILT_IN: &[BuiltInRole] = &[
    BuiltInRole {
        code: "platform_admin",
        zh: "平台管理员",
        en: "Platform administrator",
        platform: true,
        grants: any_platform,
    },
    BuiltInRole {
        code: "platform_operator",
        zh: "平台运营",
        en: "Platform operator",
        platform: true,
        grants: |e| any_platform(e).filter(|_| !e.code.starts_with("roles:w") && !e.code.starts_with("api-keys:w")),
    },
    BuiltInRole {
        code: "platform_viewer",
        zh: "平台只读",
        en: "Platform viewer",
        platform: true,
        grants: |e| any_platform(e).filter(|_| reads(e)),
    },
    BuiltInRole { code: "tenant_admin", zh: "管理员", en: "Administrator", platform: false, grants: any_staff },
    BuiltInRole {
        code: "supervisor",
        zh: "客服主管",
        en: "Supervisor",
        platform: false,
        grants: |e| {
            let not = [
                "users:write",
                "roles:write",
                "departments:write",
                "api-keys:read",
                "api-keys:write",
                "mail:read",
                "settings:write",
                "tickets:delete",
                "portal:manage",
            ];
            any_staff(e).filter(|_| !not.contains(&e.code))
        },
    },
    BuiltInRole {
        code: "agent",
        zh: "客服",
        en: "Agent",
        platform: false,
        grants: |e| {
            let shared = [
                "teams:read",
                "customers:read",
                "customers:write",
                "sessions:serve",
                "tickets:write",
                "quick-replies:read",
                "articles:read",
            ];
            one_of(e, &shared, Scope::Tenant).or_else(|| one_of(e, &["sessions:read", "tickets:read"], Scope::Team))
        },
    },
    BuiltInRole {
        code: "operator",
        zh: "运营",
        en: "Operator",
        platform: false,
        grants: |e| {
            let kb = ["articles:write", "articles:publish", "quick-replies:write", "portal:manage"];
            any_staff(e).filter(|_| reads(e)).or_else(|| one_of(e, &kb, Scope::Tenant))
        },
    },
    BuiltInRole {
        code: "viewer",
        zh: "只读",
        en: "Viewer",
        platform: false,
        grants: |e| {
            any_staff(e).filter(|_| {
                reads(e)
                    && !e.code.starts_with("mail")
                    && !e.code.starts_with("api-keys")
                    && !e.code.starts_with("audit")
            })
        },
    },
];

/// What every signed-in customer may do; customers have no roles of their own yet.
pub fn customer_grants() -> Grants {
    ALL.iter().filter(|e| e.side == Side::Customer).map(|e| (e.code.to_owned(), Scope::Own)).collect()
}
