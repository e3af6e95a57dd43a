//! The archive as a page that people read: one table for each list, without scripts or links elsewhere. Pure.

use serde_json::{Map, Value};

use super::sections::Section;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1d2129}\
h2{margin-top:2.5rem}.wide{overflow-x:auto}table{border-collapse:collapse;min-width:40rem}\
th,td{border:1px solid #c9cdd4;padding:.3rem .6rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}\
th{background:#f2f3f5}.none{color:#4e5969}@media(prefers-color-scheme:dark){body{background:#17171a;color:#e5e6eb}th{background:#2a2a2d}\
th,td{border-color:#484849}.none{color:#a9aeb8}}";

pub struct Words {
    pub lang: &'static str,
    title: &'static str,
    none: &'static str,
    files: &'static str,
}

pub fn words(locale: &str) -> Words {
    match locale {
        "en" => Words {
            lang: "en",
            title: "What is kept about a customer",
            none: "Nothing is kept.",
            files: "The same as JSON lies beside this page; files are in the folder files.",
        },
        _ => Words {
            lang: "zh-CN",
            title: "客户数据副本",
            none: "没有记录。",
            files: "同样的内容以 JSON 格式与本页放在一起，文件在 files 文件夹中。",
        },
    }
}

pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

pub fn head(words: &Words) -> String {
    let (lang, title) = (words.lang, words.title);
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><p>{}</p>\n",
        words.files
    )
}

pub fn begin(section: &Section, words: &Words) -> String {
    let title = if words.lang == "en" { section.en } else { section.zh };
    format!("<h2>{title}</h2>\n")
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => escape(text),
        other => escape(&other.to_string()),
    }
}

/// A row; the first one brings the heads of the columns along.
pub fn row(json: &str, is_first: bool) -> String {
    let fields: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    let mut out = String::new();
    if is_first {
        let heads: String = fields.keys().map(|k| format!("<th scope=\"col\">{}</th>", escape(k))).collect();
        out += &format!("<div class=\"wide\"><table><thead><tr>{heads}</tr></thead><tbody>\n");
    }
    let cells: String = fields.values().map(|v| format!("<td>{}</td>", cell(v))).collect();
    out += &format!("<tr>{cells}</tr>\n");
    out
}

pub fn end(rows: u64, words: &Words) -> String {
    match rows {
        0 => format!("<p class=\"none\">{}</p>\n", words.none),
        _ => "</tbody></table></div>\n".to_owned(),
    }
}

pub const FOOT: &str = "</body></html>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_shown_and_never_run() {
        let row = row(r#"{"id":1,"content":"<script>alert(\"1\")</script> & more","none":null}"#, true);
        assert!(row.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more"), "{row}");
        assert!(!row.contains("<script>"));
        assert!(row.contains("<th scope=\"col\">content</th>"));
    }
}
