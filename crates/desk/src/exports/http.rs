//! `/customers/export`, `/organizations/export`.

use aide::axum::{ApiRouter, routing::post_with};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Body, Error, Result, TenantTx, error::code, http::context, perm, text};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{
    columns::{Column, CustomerColumn, OrganizationColumn, Style},
    download::Download,
    store::{self, WantedCustomers, WantedOrganizations},
    write::{Columns, Export, Source},
};
use crate::{
    customers::{Profile, Reach},
    files::Files,
    segments,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/export",
            post_with(customers, |o| {
                o.id("exportCustomers")
                    .summary(
                        "Customers as a table. Contact data is masked unless it is asked for by who may reveal it.",
                    )
                    .tag("customers")
            }),
        )
        .api_route(
            "/organizations/export",
            post_with(organizations, |o| {
                o.id("exportOrganizations")
                    .summary("Organizations as a table; credit codes and phones are masked likewise.")
                    .tag("customers")
            }),
        )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ExportFormat {
    /// UTF-8 with its mark, as spreadsheet programs want it.
    Csv,
    Xlsx,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct CustomerExport {
    #[garde(skip)]
    format: ExportFormat,
    /// In their order; all when left out.
    #[garde(inner(length(min = 1, max = 32)))]
    #[schemars(length(min = 1, max = 32))]
    columns: Option<Vec<CustomerColumn>>,
    /// Contact data in full; needs `customers:reveal` too.
    #[serde(default)]
    #[garde(skip)]
    reveal: bool,
    /// Part of the name, or the whole phone number.
    #[garde(inner(length(chars, max = 120), custom(crate::conversations::is_storable)))]
    #[schemars(length(max = 120))]
    q: Option<String>,
    #[garde(skip)]
    organization_id: Option<i64>,
    #[garde(skip)]
    profile: Option<Profile>,
    #[garde(skip)]
    vip: Option<bool>,
    /// Only who is in this segment now.
    #[garde(skip)]
    segment_id: Option<i64>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct OrganizationExport {
    #[garde(skip)]
    format: ExportFormat,
    /// In their order; all when left out.
    #[garde(inner(length(min = 1, max = 32)))]
    #[schemars(length(min = 1, max = 32))]
    columns: Option<Vec<OrganizationColumn>>,
    /// Credit codes and phones in full; needs `customers:reveal` too.
    #[serde(default)]
    #[garde(skip)]
    reveal: bool,
    /// Part of the name, or the whole credit code.
    #[garde(inner(length(chars, max = 200), custom(crate::conversations::is_storable)))]
    #[schemars(length(max = 200))]
    q: Option<String>,
    #[garde(inner(length(chars, max = 64), custom(crate::conversations::is_storable)))]
    #[schemars(length(max = 64))]
    region: Option<String>,
    #[garde(inner(length(chars, max = 64), custom(crate::conversations::is_storable)))]
    #[schemars(length(max = 64))]
    industry: Option<String>,
}

type Caller = Allow<perm::CustomersExport>;

fn style(caller: &Caller, reveal: bool) -> Result<Style> {
    if reveal && !caller.principal.can("customers:reveal") {
        return Err(Error::new(code::DENIED));
    }
    Ok(Style { locale: context::current().locale, reveal })
}

/// Written before the first row leaves; what was revealed counts as a look at every row.
async fn record<C: Column + serde::Serialize>(
    mut tx: TenantTx,
    what: &'static str,
    format: ExportFormat,
    columns: &[C],
    rows: i64,
    filters: serde_json::Value,
    reveal: bool,
) -> Result<()> {
    if format == ExportFormat::Xlsx && rows > sheets::SHEET_ROWS_MAX {
        return Err(Error::new(code::EXPORT_TOO_LONG));
    }
    let revealed: Vec<&C> = columns.iter().filter(|c| reveal && c.is_sensitive()).collect();
    let detail =
        json!({ "format": format, "columns": columns, "rows": rows, "filters": filters, "revealed": revealed });
    tx.audit(what, "export", detail);
    tx.finish().await
}

async fn customers(
    caller: Caller,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Body(asked): Body<CustomerExport>,
) -> Result<Download> {
    let style = style(&caller, asked.reveal)?;
    let mut tx = caller.begin(&app).await?;
    let segment = match asked.segment_id {
        Some(id) => Some(segments::find(&mut tx, id).await?.rules),
        None => None,
    };
    let wanted = WantedCustomers {
        q: text::filled(&asked.q).map(str::to_owned),
        organization: asked.organization_id,
        profile: asked.profile,
        vip: asked.vip,
        segment,
        reach: Reach::of(&caller.principal, caller.scope),
    };
    let columns = asked.columns.unwrap_or_else(CustomerColumn::all);
    let rows = store::count_customers(&mut tx, &wanted).await?;
    let filters = json!({
        "q": wanted.q, "organizationId": wanted.organization, "profile": wanted.profile, "vip": wanted.vip, "segmentId": asked.segment_id,
    });
    record(tx, "customer.export", asked.format, &columns, rows, filters, asked.reveal).await?;
    let export = Export::new(app, caller.principal, Source::Customers(wanted), Columns::Customers(columns), style);
    answer(export, &files, asked.format, "customers").await
}

async fn organizations(
    caller: Caller,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Body(asked): Body<OrganizationExport>,
) -> Result<Download> {
    let style = style(&caller, asked.reveal)?;
    let mut tx = caller.begin(&app).await?;
    let wanted = WantedOrganizations {
        q: text::filled(&asked.q).map(str::to_owned),
        region: text::filled(&asked.region).map(str::to_owned),
        industry: text::filled(&asked.industry).map(str::to_owned),
        reach: Reach::of(&caller.principal, caller.scope),
    };
    let columns = asked.columns.unwrap_or_else(OrganizationColumn::all);
    let rows = store::count_organizations(&mut tx, &wanted).await?;
    let filters = json!({ "q": wanted.q, "region": wanted.region, "industry": wanted.industry });
    record(tx, "organization.export", asked.format, &columns, rows, filters, asked.reveal).await?;
    let (source, columns) = (Source::Organizations(wanted), Columns::Organizations(columns));
    let export = Export::new(app, caller.principal, source, columns, style);
    answer(export, &files, asked.format, "organizations").await
}

async fn answer(export: Export, files: &Files, format: ExportFormat, name: &str) -> Result<Download> {
    match format {
        ExportFormat::Csv => Ok(export.csv(name)),
        ExportFormat::Xlsx => export.xlsx(files, name).await,
    }
}
