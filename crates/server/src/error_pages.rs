//! `/errors/{code}`: where an error's `help_url` leads. Written from the registry.

use std::fmt::Write;

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use kernel::{App, Code, error::code};

pub fn routes() -> Router<App> {
    Router::new().route("/errors", get(all)).route("/errors/{code}", get(one))
}

async fn all() -> Html<String> {
    let mut rows = String::new();
    for c in code::ALL {
        row(&mut rows, c);
    }
    page("错误码 · Error codes", &rows)
}

async fn one(Path(number): Path<String>) -> Response {
    match code::ALL.iter().find(|c| c.number.to_string() == number) {
        None => (StatusCode::NOT_FOUND, page("未知错误码 · Unknown code", "")).into_response(),
        Some(c) => {
            let mut rows = String::new();
            row(&mut rows, c);
            page(&format!("{} {}", c.number, c.name), &rows).into_response()
        }
    }
}

fn row(out: &mut String, c: &Code) {
    // Writing to a String cannot fail; every part is a constant of ours.
    let _ = write!(
        out,
        "<tr><td><a href=\"/errors/{n}\">{n}</a></td><td><code>{name}</code></td><td>{status}</td><td>{zh}</td><td lang=\"en\">{en}</td></tr>",
        n = c.number,
        name = c.name,
        status = c.status,
        zh = c.zh,
        en = c.en
    );
}

/// For a path at which there is nothing.
pub fn nothing_here() -> Response {
    let body = "<p>这里没有页面。<span lang=\"en\">There is no page here.</span></p>\
         <p><a href=\"/portal/\">服务门户 · Portal</a> · <a href=\"/console/\">工作台 · Console</a> · <a href=\"/api/docs\">API</a></p>";
    (StatusCode::NOT_FOUND, dressed("页面不存在 · Not found", body)).into_response()
}

fn page(title: &str, rows: &str) -> Html<String> {
    let body = format!(
        "<table><thead><tr><th>code</th><th>name</th><th>HTTP</th><th>中文</th><th>English</th></tr></thead><tbody>{rows}</tbody></table>\
         <p><a href=\"/errors\">全部错误码 · All codes</a> · <a href=\"/api/docs\">API</a></p>"
    );
    dressed(title, &body)
}

fn dressed(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title} · Polydesk</title>\
         <style>body{{font:15px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2430}}\
         table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;padding:.5rem;border-bottom:1px solid #e3e6ee}}</style>\
         <h1>{title}</h1>{body}</html>"
    ))
}
