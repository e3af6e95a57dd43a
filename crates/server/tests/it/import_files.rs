//! Files as people send them: every kind of bad row and bad file, in CSV and XLSX. Good rows come in, bad ones are
//! reported with their line and reason, and the same file again puts nothing in twice.

use std::io::{Cursor, Write};

use encoding_rs::GBK;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    imports::{bad, checked, counts, imported, started, upload},
    support::{Client, TestApp},
};

async fn names(client: &Client) -> Vec<String> {
    let list = client.get("/customers?size=200").await.list();
    let mut names: Vec<_> = list.iter().map(|c| c["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

async fn phone(client: &Client, name: &str) -> Value {
    let list = client.get("/customers?size=200").await.list();
    let id = list.iter().find(|c| c["name"] == name).unwrap_or_else(|| panic!("no {name}"))["id"].clone();
    client.post(&format!("/customers/{id}/reveal"), json!({})).await.ok()["phone"].clone()
}

fn expected(rows: &[(i64, &[&str])]) -> Vec<(i64, Vec<String>)> {
    rows.iter().map(|(line, codes)| (*line, codes.iter().map(|c| (*c).to_owned()).collect())).collect()
}

#[tokio::test]
async fn every_kind_of_bad_row_of_a_text_file_is_reported_and_the_good_ones_come_in() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    admin.post("/customers", json!({ "name": "老客户", "phone": "13700000001", "profile": "formal" })).await.ok();
    let mut file = b"\xef\xbb\xbf".to_vec();
    file.extend("姓名,手机号,邮箱,性别,备注\r\n".as_bytes()); // 1
    file.extend("好的,13800000001,a@x.cn,女,\"两行的\n备注\"\r\n".as_bytes()); // 2-3
    file.extend("重复,13800000001,,,\r\n".as_bytes()); // 4
    file.extend("已有,13700000001,,,\r\n".as_bytes()); // 5
    file.extend("公式,=13800000002,,,\r\n".as_bytes()); // 6
    file.extend("多列,13800000003,,,,多\r\n".as_bytes()); // 7
    file.extend(",,,,\r\n\r\n".as_bytes()); // 8-9: blank
    file.extend("没有号码,,,,\r\n".as_bytes()); // 10
    file.extend(",13800000004,,,\r\n".as_bytes()); // 11
    file.extend("坏的,1380000,bad mail,也许,\r\n".as_bytes()); // 12
    file.extend("科学计数,1.38E+10,,,\r\n".as_bytes()); // 13
    file.extend(&*GBK.encode("编码混用,13800000005,,,\r\n").0); // 14
    file.extend(b"\xff\xfe\xff,13800000006,,,\r\n"); // 15
    file.extend("开引号,\"13800000007,,,\r\n".as_bytes()); // 16
    file.extend("长,13800000008,,,".as_bytes()); // 17: ten MiB in a cell
    file.extend(vec![b'x'; 10 << 20]);
    file.extend("\r\n零开头,057188886666,,,\r\n".as_bytes()); // 18
    file.extend("小数,13800000009.0,,,\r\n".as_bytes()); // 19
    file.extend("隐形\u{202e}字符,13800000010,,,\r\n".as_bytes()); // 20
    file.extend("空字节,13800000011,,,a\0b\r\n".as_bytes()); // 21
    file.extend("最后,+86 138-0000-0012,,男,没有换行".as_bytes()); // 22

    let done = imported(admin, "everything.csv", file.clone(), json!({})).await;
    let wanted = expected(&[
        (4, &["duplicate_phone"]),
        (6, &["formula"]),
        (7, &["more_cells"]),
        (10, &["no_key"]),
        (11, &["missing"]),
        (12, &["bad_choice", "bad_email"]),
        (13, &["rounded"]),
        (14, &["other_encoding"]),
        (15, &["not_text"]),
        (16, &["open_quote"]),
        (17, &["row_too_long"]),
        (20, &["bad_text"]),
        (21, &["bad_text"]),
    ]);
    let mut found = bad(admin, &done["id"]).await;
    // 1380000 is seven digits, and a phone in some village.
    found.iter_mut().for_each(|(_, codes)| codes.retain(|c| c != "bad_phone"));
    assert_eq!(found, wanted);
    assert_eq!(counts(&done), [18, 4, 0, 1, 13]);
    assert_eq!(names(admin).await, ["好的", "小数", "最后", "老客户", "零开头"]);
    assert_eq!(phone(admin, "零开头").await, "057188886666");
    assert_eq!((phone(admin, "小数").await, phone(admin, "最后").await), (json!("13800000009"), json!("13800000012")));
    let issues = done["issues"].as_array().unwrap();
    assert!(issues.iter().any(|i| i["code"] == "bad_text" && i["count"] == 2), "{issues:?}");

    let again = imported(admin, "everything.csv", file, json!({})).await;
    assert_eq!(counts(&again), [18, 0, 0, 5, 13], "nothing twice");
    let rows = admin.get(&format!("/customer-imports/{}/rows?code=duplicate_phone", again["id"])).await.list();
    assert_eq!((rows.len(), &rows[0]["issues"][0]["value"]), (1, &json!("13800000001")));
    assert_eq!(rows[0]["issues"][0]["message"], "与第 2 行的手机号重复");
    let english = admin
        .request(reqwest::Method::GET, &format!("/customer-imports/{}/rows?code=duplicate_phone", again["id"]))
        .header("accept-language", "en");
    let english = crate::support::Answer::of(english).await.list();
    assert_eq!(english[0]["issues"][0]["message"], "Has the phone of line 2");
}

#[tokio::test]
async fn the_rows_that_were_left_out_come_back_as_a_file_that_can_be_mended() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let file = "姓名,手机号,备注\n王芳,1380000000x,=cmd\n\"'=李\",abc,\"a,b\"\n";
    let done = imported(admin, "a.csv", file, json!({})).await;
    let response = admin
        .request(reqwest::Method::GET, &format!("/customer-imports/{}/bad-rows", done["id"]))
        .send()
        .await
        .unwrap();
    assert!(response.headers()["content-disposition"].to_str().unwrap().contains("attachment"));
    let text = response.text().await.unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), ["行号", "原因", "姓名", "手机号", "备注"]);
    let rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows[0][..4], ["2", "手机号：号码不正确；备注：含公式，请改为数值", "王芳", "1380000000x"]);
    assert_eq!((rows[1][2].as_str(), rows[1][4].as_str()), ("'=李", "a,b"), "harmless on its way out");
    let mended = text.replace("1380000000x", "13800000001").replace("abc", "13800000002");
    let done = imported(admin, "mended.csv", mended, json!({})).await;
    assert_eq!(counts(&done), [2, 2, 0, 0, 0]);
    assert_eq!(names(admin).await, ["=李", "王芳"]);
}

#[tokio::test]
async fn a_sheet_of_gbk_with_rows_of_utf8_is_read_as_gbk() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let mut file = GBK.encode("姓名,手机号\n王芳,13800000001\n").0.into_owned();
    file.extend("李明来自别处,13800000002\n".as_bytes());
    file.extend(&*GBK.encode("赵六,13800000003\n").0);
    let done = imported(&acme.admin, "gbk.csv", file, json!({})).await;
    assert_eq!(
        (counts(&done), bad(&acme.admin, &done["id"]).await),
        ([3, 2, 0, 0, 1], expected(&[(3, &["other_encoding"])]))
    );
    assert_eq!(names(&acme.admin).await, ["王芳", "赵六"]);
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn every_kind_of_bad_row_of_a_workbook_is_reported_and_the_good_ones_come_in() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let file = workbook(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.merge_range(0, 0, 0, 3, "2026 年客户名单", &Format::new()).unwrap(); // 1: a title
        for (column, head) in (0..).zip(["姓名", "手机", "单位", "备注"]) {
            sheet.write(1, column, head).unwrap(); // 2
        }
        let name = |sheet: &mut rust_xlsxwriter::Worksheet, row: u32, name: &str| {
            sheet.write(row, 0, name).unwrap();
        };
        name(sheet, 2, "数字");
        sheet.write(2, 1, 13_800_000_000_f64).unwrap(); // 3
        name(sheet, 3, "文本");
        sheet.write(3, 1, "013800000001").unwrap(); // 4
        name(sheet, 4, "公式");
        sheet.write_formula(4, 1, "=A1&\"1\"").unwrap(); // 5
        name(sheet, 5, "日期");
        sheet.write_with_format(5, 1, ExcelDateTime::from_ymd(2026, 1, 2).unwrap(), &date).unwrap(); // 6
        name(sheet, 6, "合并一");
        sheet.write(6, 1, "13800000003").unwrap(); // 7
        name(sheet, 7, "合并二");
        sheet.write(7, 1, "13800000004").unwrap(); // 8
        sheet.merge_range(6, 2, 7, 2, "城东卫生院", &Format::new()).unwrap();
        name(sheet, 8, "错误");
        sheet.write_formula(8, 3, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).unwrap(); // 9
        name(sheet, 10, "隔了一行");
        sheet.write(10, 1, "13800000005").unwrap(); // 11
        sheet.write(10, 3, 42.5).unwrap();
        name(sheet, 11, "重复");
        sheet.write(11, 1, 13_800_000_005_f64).unwrap(); // 12
        name(sheet, 1_048_575, "最后一行");
        sheet.write(1_048_575, 1, "13800000006").unwrap(); // the last that a sheet has
    });
    let done = imported(admin, "客户.xlsx", file.clone(), json!({})).await;
    let wanted = expected(&[
        (5, &["formula"]),
        (6, &["is_date"]),
        (7, &["merged"]),
        (8, &["merged"]),
        (9, &["formula", "no_key"]),
        (12, &["duplicate_phone"]),
    ]);
    assert_eq!((bad(admin, &done["id"]).await, counts(&done)), (wanted, [10, 4, 0, 0, 6]));
    assert_eq!((phone(admin, "数字").await, phone(admin, "文本").await), (json!("13800000000"), json!("013800000001")));
    assert_eq!(counts(&imported(admin, "客户.xlsx", file, json!({})).await), [10, 0, 0, 4, 6], "nothing twice");
}

/// A workbook by hand: what no spreadsheet program writes.
fn crafted(sheet: &str, strings: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{namespace}" xmlns:r="{relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{namespace}">{sheet}</worksheet>"#)),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{namespace}" {strings}</sst>"#)),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    for (name, bytes) in more {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Two rows: the head, and one customer whose cell `C2` is `more`.
fn rows(more: &str) -> String {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    format!(
        r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{}{}{}</row><row r="2">{}{}{more}</row></sheetData>"#,
        text("A1", "姓名"),
        text("B1", "手机号"),
        text("C1", "备注"),
        text("A2", "王芳"),
        text("B2", "13800000001"),
    )
}

#[tokio::test]
async fn what_a_workbook_claims_of_itself_is_not_believed() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let strings = r#"count="1" uniqueCount="1"><si><t>x</t></si>"#;
    // Seventeen billion cells are claimed, and four are there.
    let done = imported(admin, "a.xlsx", crafted(&rows(""), strings, &[]), json!({})).await;
    assert_eq!(counts(&done), [1, 1, 0, 0, 0]);

    for (what, strings) in [
        ("a trillion", r#"count="1" uniqueCount="1000000000000"><si><t>x</t></si>"#),
        ("with blanks", "uniqueCount\n = '99999999999999999999'><si><t>x</t></si>"),
    ] {
        let answer = upload(admin, "a.xlsx", crafted(&rows(""), strings, &[])).await;
        answer.refused(415, 12408);
        assert_eq!(answer.body["message"], "文件声明的内容与实际不符", "{what}");
    }
    let bomb = upload(admin, "a.xlsx", crafted(&rows(""), strings, &[("xl/media/a.bin", vec![0; 300 << 20])])).await;
    bomb.refused(415, 12408);
    assert_eq!(bomb.body["message"], "文件解压后超过 256 MiB");

    let long = format!(r#"<c r="C2" t="inlineStr"><is><t>{}</t></is></c>"#, "x".repeat(10 << 20));
    let id = upload(admin, "long.xlsx", crafted(&rows(&long), strings, &[])).await.ok()["id"].clone();
    let check = checked(admin, &id, json!({})).await;
    assert_eq!(bad(admin, &id).await, expected(&[(2, &["cell_too_long"])]));
    assert_eq!(counts(&check)[4], 1);

    // Shared formulas that reach over the whole sheet, rows backwards, references that overflow.
    let formula = r#"<c r="C2"><f t="shared" si="4000000000" ref="A1:XFD1048576">1</f><v>1</v></c>"#;
    let id = upload(admin, "formula.xlsx", crafted(&rows(formula), strings, &[])).await.ok()["id"].clone();
    checked(admin, &id, json!({})).await;
    assert_eq!(bad(admin, &id).await, expected(&[(2, &["formula"])]));
    let backwards = rows("")
        .replace("</sheetData>", r#"<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>"#);
    let id = upload(admin, "backwards.xlsx", crafted(&backwards, strings, &[])).await.ok()["id"].clone();
    checked(admin, &id, json!({})).await;
    assert_eq!(bad(admin, &id).await, expected(&[(3, &["unreadable"])]));
    let overflow = rows(r#"<c r="ZZZZZZZZZZZZ99999999999999"><v>1</v></c>"#);
    let answer = upload(admin, "overflow.xlsx", crafted(&overflow, strings, &[])).await;
    assert!(answer.status == 415 || answer.status == 200, "{}", answer.body);
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_with_the_reason() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let strings = r#"count="0" uniqueCount="0">"#;
    let macros = crafted(&rows(""), strings, &[("xl/vbaProject.bin", vec![1, 2, 3])]);
    upload(admin, "a.xlsm", macros.clone()).await.refused(415, 12408);
    for (name, bytes, message) in [
        ("a.xlsx", macros, "文件含有宏，请另存为不含宏的 .xlsx"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on".to_vec(),
            "文件设有密码，或是旧版 .xls 格式，请取消密码并另存为 .xlsx",
        ),
        ("a.xlsx", b"name,phone\n".to_vec(), "文件不是 .xlsx 工作簿，或已损坏"),
        ("a.csv", b"\xff\xfen\0a\0".to_vec(), "文件是 UTF-16 编码，请另存为“CSV UTF-8”"),
        ("a.csv", b"PK\x03\x04\0\0".to_vec(), "文件不是文本表格"),
    ] {
        let answer = upload(admin, name, bytes).await;
        answer.refused(415, 12408);
        assert_eq!(answer.body["message"], message);
    }
    upload(admin, "a.xls", b"x".to_vec()).await.refused(415, 12201);
    assert_eq!(upload(admin, "a.csv", b"".to_vec()).await.bad_fields(), ["file"]);
    assert_eq!(upload(admin, "a.csv", b"\n\n".to_vec()).await.bad_fields(), ["file"]);
    assert_eq!(admin.get("/customer-imports").await.list().len(), 0, "a refusal leaves nothing");
}

#[tokio::test]
async fn a_template_is_a_file_that_an_import_understands() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    for (format, name) in [("xlsx", "a.xlsx"), ("csv", "a.csv")] {
        let path = format!("/customer-imports/template?format={format}");
        let bytes = admin.request(reqwest::Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
        let import = upload(admin, name, bytes.to_vec()).await.ok();
        let columns = import["columns"].as_array().unwrap();
        assert!(columns.len() >= 18 && columns.iter().all(|c| !c["field"].is_null()), "{columns:?}");
        let check = checked(admin, &import["id"], json!({})).await;
        assert_eq!(counts(&check), [0, 0, 0, 0, 0]);
        started(admin, &import["id"]).await;
    }
}
