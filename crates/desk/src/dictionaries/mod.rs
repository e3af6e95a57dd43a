//! Dictionaries (003 §2.10.6): lists of choices that a tenant keeps itself. The program knows what
//! dictionaries there are and what stands in them at first; a tenant's own list replaces that.
//!
//! The categories of tickets, the industries of organizations and the levels of cooperation with them: a
//! ticket or organization keeps the text that was chosen, so changing a list changes nothing else. The
//! problem types and business types that teams and relations are for: those keep the code.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Caller, Error, Path, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use kernel::text::not_blank;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/dictionaries",
            get_with(list, |o| o.id("listDictionaries").summary("The lists of choices there are.").tag("dictionaries")),
        )
        .api_route(
            "/dictionaries/{code}/items",
            get_with(items, |o| {
                o.id("listDictionaryItems").summary("The choices of a list, in its order.").tag("dictionaries")
            })
            .put_with(replace, |o| {
                o.id("replaceDictionaryItems")
                    .summary("Set the choices of a list; none brings the first ones back.")
                    .tag("dictionaries")
            }),
        )
}

/// A list of choices.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Dictionary {
    code: &'static str,
    name_zh: &'static str,
    name_en: &'static str,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct DictionaryItem {
    #[garde(length(chars, max = 64), custom(not_blank))]
    #[schemars(length(min = 1, max = 64))]
    pub code: String,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name_zh: String,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name_en: String,
}

const TICKET_CATEGORY: &str = "ticket_category";
const ORGANIZATION_INDUSTRY: &str = "organization_industry";
const COOPERATION_LEVEL: &str = "cooperation_level";
/// What a customer's question is about (003 §2.1.4: 问题类型).
pub(crate) const PROBLEM_TYPE: &str = "problem_type";
/// In which business it comes up (003 §2.1.4: 业务类型).
pub(crate) const BUSINESS_TYPE: &str = "business_type";
const ALL: &[Dictionary] = &[
    Dictionary { code: TICKET_CATEGORY, name_zh: "工单分类", name_en: "Ticket categories" },
    Dictionary { code: ORGANIZATION_INDUSTRY, name_zh: "机构行业", name_en: "Industries of organizations" },
    Dictionary { code: COOPERATION_LEVEL, name_zh: "合作级别", name_en: "Levels of cooperation" },
    Dictionary { code: PROBLEM_TYPE, name_zh: "问题类型", name_en: "Problem types" },
    Dictionary { code: BUSINESS_TYPE, name_zh: "业务类型", name_en: "Business types" },
];

/// What a support desk is asked; the first list of every tenant.
const TICKET_CATEGORIES: &[(&str, &str, &str)] = &[
    ("fault", "系统故障", "Fault"),
    ("data", "数据问题", "Data"),
    ("account", "账号与权限", "Account and access"),
    ("question", "使用咨询", "How to"),
    ("request", "功能需求", "Feature request"),
    ("other", "其他", "Other"),
];

/// What client companies do, roughly by GB/T 4754.
const ORGANIZATION_INDUSTRIES: &[(&str, &str, &str)] = &[
    ("health", "医疗卫生", "Health care"),
    ("government", "政府与公共事业", "Government"),
    ("education", "教育", "Education"),
    ("manufacturing", "制造业", "Manufacturing"),
    ("retail", "零售与批发", "Retail and wholesale"),
    ("finance", "金融保险", "Finance and insurance"),
    ("it", "软件与信息服务", "Software and IT services"),
    ("logistics", "物流运输", "Logistics"),
    ("other", "其他", "Other"),
];

const COOPERATION_LEVELS: &[(&str, &str, &str)] = &[
    ("strategic", "战略合作", "Strategic"),
    ("key", "重点客户", "Key account"),
    ("standard", "普通合作", "Standard"),
    ("trial", "试用", "Trial"),
];

const PROBLEM_TYPES: &[(&str, &str, &str)] = &[
    ("fault", "系统故障", "Fault"),
    ("data", "数据问题", "Data"),
    ("account", "账号与权限", "Account and access"),
    ("device", "设备与网络", "Devices and network"),
    ("question", "使用咨询", "How to"),
    ("request", "功能需求", "Feature request"),
];

const BUSINESS_TYPES: &[(&str, &str, &str)] = &[
    ("presales", "售前咨询", "Pre-sales"),
    ("delivery", "实施部署", "Delivery"),
    ("support", "售后支持", "Support"),
    ("training", "培训", "Training"),
    ("complaint", "投诉与建议", "Complaints"),
];

fn first_items(dictionary: &str) -> Option<Vec<DictionaryItem>> {
    let rows = match dictionary {
        TICKET_CATEGORY => TICKET_CATEGORIES,
        ORGANIZATION_INDUSTRY => ORGANIZATION_INDUSTRIES,
        COOPERATION_LEVEL => COOPERATION_LEVELS,
        PROBLEM_TYPE => PROBLEM_TYPES,
        BUSINESS_TYPE => BUSINESS_TYPES,
        _ => return None,
    };
    Some(
        rows.iter()
            .map(|(code, zh, en)| DictionaryItem { code: (*code).into(), name_zh: (*zh).into(), name_en: (*en).into() })
            .collect(),
    )
}

#[derive(Debug, Deserialize, JsonSchema)]
struct CodePath {
    #[schemars(length(min = 1, max = 64))]
    code: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct ReplaceItems {
    #[garde(length(max = 100), dive)]
    #[schemars(length(max = 100))]
    items: Vec<DictionaryItem>,
}

async fn read(tx: &mut TenantTx, dictionary: &str) -> Result<Vec<DictionaryItem>> {
    let first = first_items(dictionary).ok_or_else(Error::not_found)?;
    let tenant = tx.tenant();
    let own: Vec<DictionaryItem> =
        sqlx::query_as("select code, name_zh, name_en from dictionary_items where tenant_id = $1 and dictionary = $2 order by sort, code")
            .bind(tenant)
            .bind(dictionary)
            .fetch_all(tx.conn())
            .await?;
    Ok(if own.is_empty() { first } else { own })
}

/// Refuses codes that are not in the dictionary; those that were `kept` before stay good when the tenant
/// takes them off the list.
pub(crate) async fn check_codes(
    tx: &mut TenantTx,
    dictionary: &str,
    field: &str,
    codes: &[String],
    kept: &[String],
) -> Result<()> {
    if codes.iter().all(|c| kept.contains(c)) {
        return Ok(());
    }
    let known = read(tx, dictionary).await?;
    match codes.iter().find(|c| !kept.contains(c) && !known.iter().any(|k| k.code == **c)) {
        None => Ok(()),
        Some(_) => Err(Error::fields(vec![kernel::FieldError {
            field: field.into(),
            message: format!("has a code that is not in the dictionary {dictionary}"),
            code: "FIELD_UNKNOWN_VALUE".into(),
        }])),
    }
}

async fn clear(tx: &mut TenantTx, dictionary: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from dictionary_items where tenant_id = $1 and dictionary = $2")
        .bind(tenant)
        .bind(dictionary)
        .execute(tx.conn())
        .await?;
    Ok(())
}

async fn write(tx: &mut TenantTx, dictionary: &str, items: &[DictionaryItem]) -> Result<()> {
    let tenant = tx.tenant();
    let column = |f: fn(&DictionaryItem) -> &String| items.iter().map(|i| f(i).trim().to_owned()).collect::<Vec<_>>();
    sqlx::query(
        "insert into dictionary_items (tenant_id, dictionary, code, name_zh, name_en, sort)
         select $1, $2, code, zh, en, n from unnest($3::text[], $4::text[], $5::text[]) with ordinality as t(code, zh, en, n)",
    )
    .bind(tenant)
    .bind(dictionary)
    .bind(column(|i| &i.code))
    .bind(column(|i| &i.name_zh))
    .bind(column(|i| &i.name_en))
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn list(_: Caller) -> Result<Reply<Vec<Dictionary>>> {
    Ok(Reply(ALL.to_vec()))
}

async fn items(caller: Caller, State(app): State<App>, Path(p): Path<CodePath>) -> Result<Reply<Vec<DictionaryItem>>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(read(&mut tx, &p.code).await?))
}

async fn replace(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Path(p): Path<CodePath>,
    Body(body): Body<ReplaceItems>,
) -> Result<Reply<Vec<DictionaryItem>>> {
    let mut tx = caller.begin(&app).await?;
    first_items(&p.code).ok_or_else(Error::not_found)?;
    clear(&mut tx, &p.code).await?;
    write(&mut tx, &p.code, &body.items).await?;
    tx.audit("dictionary.change", format!("dictionary/{}", p.code), serde_json::json!({ "items": body.items.len() }));
    let after = read(&mut tx, &p.code).await?;
    tx.commit(after).await
}
