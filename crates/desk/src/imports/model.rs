//! What an import is to those who watch it, and which step may follow which. Pure.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, UserRef, error::code, http::context::Locale};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sheets::Refusal;

use super::{columns::Field, issue::IssueCode};
use crate::customers::Profile;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "CustomerImportStatus")]
pub enum Status {
    Uploaded,
    Checking,
    Checked,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// What somebody may ask of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Check,
    Start,
    Cancel,
}

impl Status {
    pub const ALL: [Self; 7] =
        [Self::Uploaded, Self::Checking, Self::Checked, Self::Running, Self::Done, Self::Cancelled, Self::Failed];

    /// A check that is cancelled goes back to the mapping; anything else that is cancelled has ended.
    pub fn after(self, step: Step) -> Result<Self, ImportFault> {
        match (self, step) {
            (Self::Uploaded | Self::Checked, Step::Check) => Ok(Self::Checking),
            (Self::Checked, Step::Start) => Ok(Self::Running),
            (Self::Checking, Step::Cancel) => Ok(Self::Uploaded),
            (Self::Uploaded | Self::Checked | Self::Running, Step::Cancel) => Ok(Self::Cancelled),
            _ => Err(ImportFault::BadMove { is: self }),
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    pub fn is_at_work(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

/// What to do with a row whose customer is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum OnExisting {
    #[default]
    Skip,
    /// What the row has replaces what is known; an empty cell leaves it.
    Update,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "ImportFileKind")]
pub enum FileKind {
    Csv,
    Xlsx,
}

impl From<FileKind> for sheets::Kind {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Csv => Self::Csv,
            FileKind::Xlsx => Self::Xlsx,
        }
    }
}

impl FileKind {
    /// By the ending of the file's name.
    pub fn of(file_name: &str) -> Option<Self> {
        match file_name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// A column of the file, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    pub head: String,
    /// None = left out.
    pub field: Option<Field>,
    /// From the first rows.
    pub samples: Vec<String>,
}

/// How often something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IssueCount {
    pub code: IssueCode,
    /// What it means, in the reader's language.
    pub message: String,
    pub count: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct ImportCounts {
    /// Known once the file has been counted.
    pub total: Option<i64>,
    pub processed: i64,
    /// In a check: would be.
    pub created: i64,
    pub updated: i64,
    pub skipped: i64,
    pub failed: i64,
    /// Organizations that are new.
    pub organizations: i64,
}

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerImportCard {
    pub id: i64,
    pub file_name: String,
    pub status: Status,
    pub on_existing: OnExisting,
    pub counts: ImportCounts,
    pub created_by: Option<UserRef>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerImport {
    #[serde(flatten)]
    pub card: CustomerImportCard,
    /// Of the file.
    pub bytes: i64,
    pub columns: Vec<ImportColumn>,
    /// What a new customer becomes when its row does not say.
    pub new_profile: Profile,
    /// Why the file could not be read on.
    pub failure: Option<String>,
    /// What was wrong with how many rows, most first.
    pub issues: Vec<IssueCount>,
    /// An import that took in the same file before.
    pub same_file_as: Option<i64>,
    /// Whether the caller may see the rows: it sent the file, or may reveal contact data.
    pub may_see_rows: bool,
}

/// What somebody on the importer's stream hears of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportProgress {
    pub id: i64,
    pub status: Status,
    #[serde(flatten)]
    pub counts: ImportCounts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "ImportRowOutcome")]
pub enum Outcome {
    Failed,
    Skipped,
    Updated,
}

/// A row that is not simply new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    pub line: i64,
    pub outcome: Outcome,
    pub issues: Vec<ImportIssue>,
    pub customer_id: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportIssue {
    pub code: IssueCode,
    /// What it means, in the reader's language.
    pub message: String,
    pub field: Option<Field>,
    /// What stands there.
    pub value: String,
}

/// Rows of one file; more are several files.
pub const ROWS_MAX: i64 = 300_000;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    #[error("the import is {}", is.as_str())]
    BadMove { is: Status },
}

impl DomainError for ImportFault {
    fn code(&self) -> &'static Code {
        code::CUSTOMER_IMPORT_BAD_MOVE
    }
}

/// Why a file is not read: as it is stored, in Chinese, in English.
type Failure = (&'static str, &'static str, &'static str);

pub const TOO_MANY_ROWS: &str = "too_many_rows";
const FAILURES: &[Failure] = &[
    (TOO_MANY_ROWS, "超过 300,000 行，请分成多个文件", "More than 300,000 rows; make several files of it"),
    ("no_workbook", "文件不是 .xlsx 工作簿，或已损坏", "This is no .xlsx workbook, or it is damaged"),
    ("macros", "文件含有宏，请另存为不含宏的 .xlsx", "The workbook contains macros; save it as .xlsx without them"),
    (
        "protected",
        "文件设有密码，或是旧版 .xls 格式，请取消密码并另存为 .xlsx",
        "The file is protected by a password or an old .xls; save it as .xlsx without a password",
    ),
    ("unpacks", "文件解压后超过 256 MiB", "The file unpacks to more than 256 MiB"),
    ("claims", "文件声明的内容与实际不符", "The file claims to hold more than it does"),
    ("no_sheet", "文件中没有可见的工作表", "The workbook has no visible sheet"),
    ("utf16", "文件是 UTF-16 编码，请另存为“CSV UTF-8”", "The file is UTF-16; save it as \"CSV UTF-8\""),
    ("binary", "文件不是文本表格", "The file is no text table"),
    ("broken", "文件无法读取", "The file cannot be read"),
];

pub fn failure_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotAWorkbook => "no_workbook",
        Refusal::Macros => "macros",
        Refusal::Protected => "protected",
        Refusal::UnpacksToTooMuch => "unpacks",
        Refusal::FalseClaims => "claims",
        Refusal::NoSheet => "no_sheet",
        Refusal::Utf16 => "utf16",
        Refusal::Binary => "binary",
        Refusal::Broken => "broken",
    }
}

pub fn failure_text(stored: &str, locale: Locale) -> &'static str {
    let known = FAILURES.iter().find(|f| f.0 == stored).map_or(("", ""), |f| (f.1, f.2));
    if locale == Locale::En { known.1 } else { known.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_status_and_step_is_as_the_table_says() {
        use Status::{Cancelled, Checked, Checking, Running, Uploaded};
        let legal = [
            ((Uploaded, Step::Check), Checking),
            ((Checked, Step::Check), Checking),
            ((Checked, Step::Start), Running),
            ((Checking, Step::Cancel), Uploaded),
            ((Uploaded, Step::Cancel), Cancelled),
            ((Checked, Step::Cancel), Cancelled),
            ((Running, Step::Cancel), Cancelled),
        ];
        for is in Status::ALL {
            for step in [Step::Check, Step::Start, Step::Cancel] {
                let expected = legal.iter().find(|(pair, _)| *pair == (is, step)).map(|(_, to)| *to);
                assert_eq!(is.after(step).ok(), expected, "{is:?} {step:?}");
            }
            assert!(!(is.is_at_work() && is.has_ended()));
        }
    }

    #[test]
    fn every_refusal_is_said() {
        use Refusal::{Binary, Broken, FalseClaims, Macros, NoSheet, NotAWorkbook, Protected, UnpacksToTooMuch, Utf16};
        for refusal in [NotAWorkbook, Macros, Protected, UnpacksToTooMuch, FalseClaims, NoSheet, Utf16, Binary, Broken]
        {
            assert_ne!(failure_text(failure_of(refusal), Locale::ZhCn), "", "{refusal}");
            assert!(failure_text(failure_of(refusal), Locale::En).is_ascii(), "{refusal}");
        }
    }

    #[test]
    fn the_ending_tells_the_kind() {
        assert_eq!(FileKind::of("客户.XLSX"), Some(FileKind::Xlsx));
        assert_eq!(FileKind::of("a.csv"), Some(FileKind::Csv));
        for refused in ["a.xlsm", "a.xls", "csv", "a.xlsb"] {
            assert_eq!(FileKind::of(refused), None, "{refused}");
        }
    }
}
