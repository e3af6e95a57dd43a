//! Usage as CSV, for spreadsheets.

use aide::axum::{ApiRouter, routing::get_with};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Allow, App, Query, Result, perm};

use super::{
    http::{Range, within},
    model::{SplitRow, Stat},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/usage/export",
        get_with(export, |o| o.id("exportAiUsage").summary("Usage by period and service, or split, as CSV.").tag("ai")),
    )
}

async fn export(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Query(range): Query<Range>,
) -> Result<Response> {
    let mut tx = caller.begin(&app).await?;
    let of = within(&mut tx, caller.scope, &range).await?;
    let (from, to) = range.bounds(tx.now())?;
    let stats = super::http::collect(&mut tx, of, &range).await?.stats;
    let split = store::split(&mut tx, of, from, to, range.by).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"ai-usage.csv\""),
    ];
    Ok((headers, csv(&stats, &split)).into_response())
}

fn csv(stats: &[Stat], split: &[SplitRow]) -> String {
    // The mark by which spreadsheets know UTF-8.
    let mut out = String::from("\u{feff}period,service_type,requests,tokens,cost\r\n");
    for stat in stats {
        for part in &stat.breakdown {
            let fields = [
                stat.period.clone(),
                part.service_type.as_str().into(),
                part.requests.to_string(),
                part.tokens.to_string(),
                part.cost.to_string(),
            ];
            out += &row(&fields);
        }
    }
    out += "\r\nname,requests,tokens,cost,provider_cost\r\n";
    for part in split {
        let fields = [
            part.name.clone(),
            part.requests.to_string(),
            part.tokens.to_string(),
            part.cost.to_string(),
            part.provider_cost.to_string(),
        ];
        out += &row(&fields);
    }
    out
}

fn row(fields: &[String]) -> String {
    let cells: Vec<String> = fields.iter().map(|f| cell(f)).collect();
    cells.join(",") + "\r\n"
}

/// Quoted where it must be. A name that a spreadsheet would take for a formula is made text.
fn cell(text: &str) -> String {
    let guarded = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match guarded.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_whatever_it_looks_like() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("前端组"), "前端组");
    }
}
