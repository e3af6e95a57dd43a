//! Customers and organizations into files.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use crate::{
    imports::{counts, imported},
    support::{Client, TestApp},
};

async fn export(client: &Client, path: &str, body: Value) -> Vec<u8> {
    let response = client.request(reqwest::Method::POST, path).json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    response.bytes().await.unwrap().to_vec()
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    assert!(bytes.starts_with(b"\xef\xbb\xbf"), "spreadsheet programs look for the mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn xlsx_rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert!(book.worksheet_formula(&book.sheet_names()[0].clone()).unwrap().is_empty(), "no formula anywhere");
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is no text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

const EVIL: [&str; 7] = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "＝1"];

#[tokio::test]
async fn no_cell_of_an_export_is_a_formula_and_what_leaves_can_come_back() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    for (n, evil) in EVIL.iter().enumerate() {
        let phone = format!("1380000000{n}");
        // A name takes no tab; a note and an address do.
        let name = evil.trim();
        admin
            .post(
                "/customers",
                json!({ "name": name, "phone": phone, "note": evil, "tags": [name], "profile": "formal" }),
            )
            .await
            .ok();
        admin.post("/organizations", json!({ "name": name, "address": evil })).await.ok();
    }
    for path in ["/customers/export", "/organizations/export"] {
        let csv = csv_rows(&export(admin, path, json!({ "format": "csv" })).await);
        let xlsx = xlsx_rows(export(admin, path, json!({ "format": "xlsx" })).await);
        assert_eq!((csv.len(), xlsx.len()), (8, 8));
        for cell in csv.iter().chain(&xlsx).flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
        }
        let width = csv[0].len();
        for (mut left, right) in xlsx.into_iter().zip(csv) {
            left.resize(width, String::new());
            assert_eq!(left, right, "both hold the same");
        }
    }
    let whole = export(admin, "/customers/export", json!({ "format": "xlsx", "reveal": true })).await;
    let other = app.tenant("other").await;
    let done = imported(&other.admin, "back.xlsx", whole, json!({})).await;
    assert_eq!(counts(&done), [7, 7, 0, 0, 0]);
    let mut names: Vec<_> = other
        .admin
        .get("/customers?size=50")
        .await
        .list()
        .iter()
        .map(|c| c["name"].as_str().unwrap().to_owned())
        .collect();
    let mut wanted: Vec<_> = EVIL.iter().map(|e| e.trim().to_owned()).collect();
    names.sort();
    wanted.sort();
    assert_eq!(names, wanted);
}

#[tokio::test]
async fn an_export_is_masked_unless_who_may_asks_and_either_way_it_is_on_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let organization = admin
        .post("/organizations", json!({ "name": "城东卫生院", "creditCode": "91350100M000100Y43", "phone": "0571-88886666", "region": "杭州" }))
        .await
        .ok();
    admin
        .post("/customers", json!({ "name": "王芳", "phone": "13800000001", "email": "wang@x.cn", "vip": true, "organizationId": organization["id"] }))
        .await
        .ok();
    admin.post("/customers", json!({ "name": "李明", "phone": "13800000002" })).await.ok();
    let columns = json!(["name", "phone", "email", "creditCode", "vip"]);
    let masked = csv_rows(&export(admin, "/customers/export", json!({ "format": "csv", "columns": columns })).await);
    assert_eq!(masked[1], ["王芳", "138****0001", "w***@x.cn", "9135**********0Y43", "是"]);
    let body = json!({ "format": "csv", "columns": columns, "reveal": true, "vip": true });
    let revealed = csv_rows(&export(admin, "/customers/export", body).await);
    assert_eq!(
        (revealed.len(), &revealed[1][..]),
        (2, &["王芳", "13800000001", "wang@x.cn", "91350100M000100Y43", "是"].map(str::to_owned)[..])
    );
    let organizations =
        csv_rows(&export(admin, "/organizations/export", json!({ "format": "csv", "region": "杭州" })).await);
    assert_eq!((&organizations[1][1][..], &organizations[1][4][..]), ("9135**********0Y43", "057*****6666"));

    let trail = admin.get("/audit-events?size=50").await.list();
    let exports: Vec<_> =
        trail.iter().filter(|e| e["action"] == "customer.export").map(|e| e["detail"].clone()).collect();
    assert_eq!(exports.len(), 2);
    assert_eq!((&exports[0]["rows"], &exports[0]["revealed"]), (&json!(1), &json!(["phone", "email", "creditCode"])));
    assert_eq!((&exports[1]["rows"], &exports[1]["revealed"]), (&json!(2), &json!([])));

    let grants = json!([{ "permission": "customers:export", "scope": "tenant" }]);
    let role = admin
        .post("/roles", json!({ "code": "exporter", "name": "exporter", "description": "", "grants": grants }))
        .await
        .ok();
    let exporter = acme.user_with_role_id("exporter", role["id"].as_i64().unwrap()).await;
    exporter.post("/customers/export", json!({ "format": "csv", "reveal": true })).await.refused(403, 10003);
    assert_eq!(csv_rows(&export(&exporter, "/customers/export", json!({ "format": "csv" })).await).len(), 3);
    acme.user("agent", "agent").await.post("/customers/export", json!({ "format": "csv" })).await.refused(403, 10003);
}

#[tokio::test]
async fn an_export_holds_what_its_filters_find_and_all_of_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let mut text = String::from("姓名,手机号,VIP,档案\n");
    for n in 0..2345 {
        text += &format!(
            "客户{n},139{n:08},{},{}\n",
            if n % 5 == 0 { "是" } else { "否" },
            if n % 2 == 0 { "正式" } else { "临时" }
        );
    }
    imported(admin, "a.csv", text, json!({})).await;
    app.tenant("other").await.admin.post("/customers", json!({ "name": "别家的" })).await.ok();
    let rows = async |body: Value| csv_rows(&export(admin, "/customers/export", body).await).len() - 1;
    assert_eq!(rows(json!({ "format": "csv" })).await, 2345, "three batches");
    assert_eq!(rows(json!({ "format": "csv", "vip": true, "profile": "formal" })).await, 235);
    assert_eq!(rows(json!({ "format": "csv", "q": "客户23" })).await, 56);
    let rules = json!({ "matches": "all", "conditions": [{ "field": "vip", "is": true }] });
    let segment = admin.post("/customer-segments", json!({ "name": "大客户", "rules": rules })).await.ok();
    assert_eq!(rows(json!({ "format": "csv", "segmentId": segment["id"] })).await, 469);
    assert_eq!(rows(json!({ "format": "csv", "segmentId": segment["id"], "profile": "temporary" })).await, 234);
    assert_eq!(
        xlsx_rows(export(admin, "/customers/export", json!({ "format": "xlsx", "columns": ["phone"] })).await).len(),
        2346
    );
    admin.post("/customers/export", json!({ "format": "csv", "segmentId": 987654321 })).await.refused(404, 10004);
    assert_eq!(admin.post("/customers/export", json!({ "format": "csv", "columns": [] })).await.status, 400);
    assert_eq!(admin.post("/customers/export", json!({ "format": "pdf" })).await.status, 400);
}
