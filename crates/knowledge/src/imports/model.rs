//! What an import is, and what a row of a file may hold.

use chrono::{DateTime, Utc};
use kernel::{
    DomainError,
    error::{Code, code},
    text::as_name,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ImportStatus {
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Format {
    Jsonl,
    Csv,
}

impl Format {
    /// By the ending of the file's name.
    pub fn of(file_name: &str) -> Option<Self> {
        match file_name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportJob {
    pub id: i64,
    pub file_name: String,
    pub status: ImportStatus,
    /// Known once the file has been counted.
    pub total: Option<i64>,
    pub processed: i64,
    pub imported: i64,
    pub failed: i64,
    /// The first hundred rows that were left out.
    pub errors: Vec<ImportError>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, sqlx::FromRow)]
pub struct ImportError {
    pub line: i64,
    pub reason: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    #[error("the import has ended")]
    Ended,
}

impl DomainError for ImportFault {
    fn code(&self) -> &'static Code {
        code::IMPORT_BAD_MOVE
    }
}

/// An article as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub key: Option<String>,
    pub title: String,
    pub body: String,
    pub category: Option<String>,
    pub tags: Vec<String>,
}

/// The names that a column may go by: English, and what Chinese spreadsheets say.
const KEY: &[&str] = &["id", "key", "编号"];
const TITLE: &[&str] = &["title", "question", "标题", "问题"];
const BODY: &[&str] = &["body", "content", "answer", "正文", "内容", "答案"];
const CATEGORY: &[&str] = &["category", "分类"];
const TAGS: &[&str] = &["tags", "标签"];

const TITLE_CHARS_MAX: usize = 300;
const BODY_CHARS_MAX: usize = 200_000;
const NAME_CHARS_MAX: usize = 64;
const KEY_CHARS_MAX: usize = 200;
const TAGS_MAX: usize = 20;

fn field<'a>(row: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| row.get(*name)).filter(|v| !v.is_null())
}

/// PostgreSQL holds no NUL, and nobody means one.
fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(s) => Ok(s.replace('\0', "")),
        Value::Number(n) => Ok(n.to_string()),
        other => Err(format!("`{other}` is no text")),
    }
}

impl Draft {
    /// Reads a row; the error is for the person who made the file.
    pub fn read(row: &Map<String, Value>) -> Result<Self, String> {
        let optional = |names: &[&str]| {
            field(row, names).map(text).transpose().map(|t| t.map(|t| as_name(&t)).filter(|t| !t.is_empty()))
        };
        let title = optional(TITLE)?.ok_or("has no title")?;
        let body = field(row, BODY).map(text).transpose()?.ok_or("has no body")?;
        let (key, category) = (optional(KEY)?, optional(CATEGORY)?);
        let tags: Vec<String> = match field(row, TAGS) {
            None => Vec::new(),
            Some(Value::Array(tags)) => tags.iter().map(text).collect::<Result<_, _>>()?,
            Some(one) => text(one)?.split([',', '，', ';', '；']).map(str::to_owned).collect(),
        };
        let mut kept: Vec<String> = Vec::new();
        for tag in tags.iter().map(|t| as_name(t)).filter(|t| !t.is_empty()) {
            if !kept.contains(&tag) {
                kept.push(tag);
            }
        }
        let limits = [(&title, TITLE_CHARS_MAX, "the title"), (&body, BODY_CHARS_MAX, "the body")];
        for (text, chars_max, what) in limits {
            if text.chars().count() > chars_max {
                return Err(format!("{what} is longer than {chars_max} characters"));
            }
        }
        if key.as_ref().is_some_and(|k| k.chars().count() > KEY_CHARS_MAX) {
            return Err(format!("the id is longer than {KEY_CHARS_MAX} characters"));
        }
        if category.iter().chain(&kept).any(|name| name.chars().count() > NAME_CHARS_MAX) {
            return Err(format!("the category or a tag is longer than {NAME_CHARS_MAX} characters"));
        }
        if kept.len() > TAGS_MAX {
            return Err(format!("has more than {TAGS_MAX} tags"));
        }
        Ok(Self { key, title, body, category, tags: kept })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(row: Value) -> Result<Draft, String> {
        Draft::read(row.as_object().unwrap())
    }

    #[test]
    fn columns_go_by_several_names() {
        let draft = read(
            json!({ "编号": 7, "问题": " 如何退款 ", "答案": "三天", "分类": "支付", "标签": "退款，到账, 退款" }),
        )
        .unwrap();
        assert_eq!(
            draft,
            Draft {
                key: Some("7".into()),
                title: "如何退款".into(),
                body: "三天".into(),
                category: Some("支付".into()),
                tags: vec!["退款".into(), "到账".into()]
            }
        );
    }

    #[test]
    fn a_bad_row_says_what_is_wrong() {
        assert_eq!(read(json!({ "body": "x" })).unwrap_err(), "has no title");
        assert_eq!(read(json!({ "title": "x" })).unwrap_err(), "has no body");
        assert!(read(json!({ "title": "长".repeat(301), "body": "" })).unwrap_err().contains("300"));
        assert!(read(json!({ "title": ["x"], "body": "" })).unwrap_err().contains("no text"));
    }

    #[test]
    fn the_ending_tells_the_format() {
        assert_eq!(Format::of("A.JSONL"), Some(Format::Jsonl));
        assert_eq!(Format::of("a.csv"), Some(Format::Csv));
        assert_eq!(Format::of("a.xlsx"), None);
        assert_eq!(Format::of("csv"), None);
    }
}
