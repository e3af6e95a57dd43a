//! What can be wrong with a row, in words for the person who made the file. Codes never change meaning.

use kernel::http::context::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::columns::Field;

macro_rules! issues {
    ($($name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "ImportIssueCode")]
        pub enum IssueCode { $(#[serde(rename = $code)] $name),* }
        impl IssueCode {
            pub const ALL: &[Self] = &[$(Self::$name),*];
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
            fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($zh, $en)),* }
            }
        }
    };
}

issues! {
    OpenQuote = "open_quote", "引号没有成对出现", "A quote is opened and never closed";
    RowTooLong = "row_too_long", "这一行内容过多", "The row holds too much";
    Unreadable = "unreadable", "文件从这里起无法读取", "The file cannot be read from here on";
    NotText = "not_text", "含有无法识别的字符", "Holds bytes that are no text";
    OtherEncoding = "other_encoding", "这一行的编码与文件其余部分不同（UTF-8 与 GBK 混用）", "Written in another encoding than the rest of the file (UTF-8 and GBK mixed)";
    Merged = "merged", "含合并单元格，请取消合并并逐行填写", "Shares a merged cell with others; unmerge it and fill in each row";
    MoreCells = "more_cells", "列数多于表头", "Has more columns than the head";
    Formula = "formula", "含公式，请改为数值", "Is a formula; paste it as a value";
    CellError = "cell_error", "单元格是错误值", "The cell holds an error";
    CellTooLong = "cell_too_long", "单元格内容过长", "The cell holds too much";
    IsDate = "is_date", "是日期，不是号码", "Is a date, not a number";
    Rounded = "rounded", "号码被表格软件转成了科学计数，已丢失位数", "The spreadsheet program rounded the number";
    Missing = "missing", "不能为空", "Is missing";
    NoKey = "no_key", "手机号、邮箱、客户编号至少填写一项", "Needs a phone, an e-mail or a code";
    BadPhone = "bad_phone", "号码不正确", "Is not a phone number";
    BadEmail = "bad_email", "邮箱不正确", "Is not an e-mail address";
    BadCreditCode = "bad_credit_code", "统一社会信用代码校验不通过", "Is not a valid registration number: its check character does not fit";
    BadChoice = "bad_choice", "不是可选的值", "Is not one of the choices";
    BadText = "bad_text", "过长或含不可见字符", "Is too long, or holds invisible characters";
    BadTags = "bad_tags", "标签过多或过长", "Has too many tags, or one that is too long";
    DuplicateCode = "duplicate_code", "与第 {line} 行的客户编号重复", "Has the code of line {line}";
    DuplicatePhone = "duplicate_phone", "与第 {line} 行的手机号重复", "Has the phone of line {line}";
    DuplicateEmail = "duplicate_email", "与第 {line} 行的邮箱重复", "Has the e-mail of line {line}";
    Exists = "exists", "客户已存在", "The customer exists already";
    Several = "several", "有多位客户使用此号码或邮箱，无法确定是哪一位", "Several customers have this phone or e-mail";
    OtherCustomer = "other_customer", "客户编号与手机号分属两位客户", "The code and the phone belong to two customers";
    OtherCode = "other_code", "此手机号的客户已有另一个客户编号", "The customer with this phone has another code";
    OutOfReach = "out_of_reach", "客户已存在，但不在您的数据范围内", "The customer exists, but is not among those that you may change";
    OtherOrganization = "other_organization", "机构名称与统一社会信用代码不是同一家机构", "The name and the registration number belong to two organizations";
    Taken = "taken", "导入期间另有人建立了此客户", "Somebody else made this customer meanwhile";
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub code: IssueCode,
    pub field: Option<Field>,
    /// What stands there, shortened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Of a duplicate: where the first one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<i64>,
}

const VALUE_CHARS_MAX: usize = 80;

impl Issue {
    pub fn of(code: IssueCode) -> Self {
        Self { code, field: None, value: String::new(), line: None }
    }

    pub fn at(code: IssueCode, field: Field, value: &str) -> Self {
        let value = value.chars().filter(|c| !c.is_control()).take(VALUE_CHARS_MAX).collect();
        Self { code, field: Some(field), value, line: None }
    }

    pub fn text(&self, locale: Locale) -> String {
        let (zh, en) = self.code.words();
        let text = if locale == Locale::En { en } else { zh };
        text.replace("{line}", &self.line.unwrap_or_default().to_string())
    }
}

impl IssueCode {
    /// For a kind of issue, without the line.
    pub fn label(self, locale: Locale) -> String {
        let text = Issue::of(self).text(locale);
        text.replace("第 0 行", "前面某行").replace("line 0", "an earlier line")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_said_in_both_languages_and_stored_as_it_is_sent() {
        for code in IssueCode::ALL {
            let stored = serde_json::to_string(code).unwrap();
            assert_eq!(stored.trim_matches('"'), code.as_str());
            assert_ne!(code.label(Locale::En), code.label(Locale::ZhCn));
        }
    }

    #[test]
    fn a_duplicate_names_its_line() {
        let issue = Issue { line: Some(7), ..Issue::at(IssueCode::DuplicatePhone, Field::Phone, "138") };
        assert_eq!(issue.text(Locale::En), "Has the phone of line 7");
        assert_eq!(IssueCode::DuplicatePhone.label(Locale::ZhCn), "与前面某行的手机号重复");
    }
}
