//! The columns of a customer file, and the many names that people give them. Pure.

use kernel::http::context::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ImportField")]
pub enum Field {
    Code,
    Name,
    Gender,
    Phone,
    Email,
    Landline,
    EmergencyPhone,
    Organization,
    CreditCode,
    Region,
    Industry,
    Position,
    Department,
    Duty,
    Vip,
    Profile,
    Tags,
    Note,
}

/// What a field is called in either language, and what else its column may be headed.
struct Names {
    field: Field,
    zh: &'static str,
    en: &'static str,
    also: &'static [&'static str],
}

macro_rules! names {
    ($($field:ident, $zh:literal, $en:literal, [$($also:literal),*];)*) => {
        const NAMES: &[Names] = &[$(Names { field: Field::$field, zh: $zh, en: $en, also: &[$($also),*] }),*];
    };
}

names! {
    Code, "客户编号", "Code", ["编号", "客户编码", "客户代码", "客户号", "customercode", "customerno", "id"];
    Name, "姓名", "Name", ["客户姓名", "客户名称", "联系人", "名字", "fullname", "customername", "customer", "contact"];
    Gender, "性别", "Gender", ["sex"];
    Phone, "手机号", "Phone", ["手机", "手机号码", "电话", "联系电话", "联系方式", "移动电话", "mobile", "mobilephone", "cell", "telephone", "tel", "phonenumber"];
    Email, "邮箱", "E-mail", ["电子邮箱", "邮件", "电子邮件", "邮箱地址", "mail", "emailaddress"];
    Landline, "座机", "Landline", ["座机号", "固定电话", "固话", "办公电话", "officephone"];
    EmergencyPhone, "紧急联系电话", "Emergency phone", ["紧急电话", "紧急联系人电话", "emergencycontact"];
    Organization, "所属机构", "Organization", ["机构", "机构名称", "单位", "单位名称", "公司", "公司名称", "企业", "企业名称", "company", "organisation", "companyname", "organizationname", "account"];
    CreditCode, "统一社会信用代码", "Company registration number", ["信用代码", "社会信用代码", "creditcode", "registrationnumber", "uscc"];
    Region, "地区", "Region", ["所属地区", "区域", "省市", "area", "city"];
    Industry, "行业类型", "Industry", ["行业"];
    Position, "职务", "Position", ["职位", "岗位", "title", "jobtitle"];
    Department, "部门", "Department", ["科室", "dept"];
    Duty, "负责业务模块", "Modules in charge of", ["业务模块", "负责模块", "负责业务", "duty", "modules"];
    Vip, "VIP 客户", "VIP customer", ["vip", "是否vip", "客户类型", "客户级别", "客户等级", "类型", "type", "customertype", "level"];
    Profile, "档案", "Profile", ["档案状态", "客户状态", "状态", "status"];
    Tags, "标签", "Tags", ["客户标签", "tag", "labels"];
    Note, "备注", "Note", ["说明", "备注信息", "notes", "remark", "remarks", "comment"];
}

impl Field {
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|n| n.field)
    }

    pub fn label(self, locale: Locale) -> &'static str {
        let named = NAMES.iter().find(|n| n.field == self);
        named.map_or("", |n| if locale == Locale::En { n.en } else { n.zh })
    }

    /// The field whose column is headed so.
    pub fn of(head: &str) -> Option<Self> {
        let head = bare(head);
        NAMES.iter().find(|n| bare(n.zh) == head || bare(n.en) == head || n.also.contains(&&*head)).map(|n| n.field)
    }
}

/// Without case, width, blanks, stars and whatever stands in brackets.
fn bare(head: &str) -> String {
    let head: String = head.nfkc().collect();
    let head = head.split(['(', '[', '【']).next().unwrap_or_default();
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where the names of the columns stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Head {
    /// Which of the rows.
    pub row: usize,
    pub fields: Vec<Option<Field>>,
}

/// Rows above the head are titles and remarks.
pub const HEAD_ROWS: usize = 10;

impl Head {
    /// The first of the rows that names two columns; without one, the first row, whatever it says. A field that is
    /// named twice is the first column of that name.
    pub fn find(rows: &[Vec<String>]) -> Self {
        let fields: Vec<_> = rows.iter().take(HEAD_ROWS).map(|row| known(row)).collect();
        let names_two = |f: &Vec<Option<Field>>| f.iter().flatten().count() >= 2;
        let row = fields.iter().position(names_two).unwrap_or(0);
        Self { row, fields: fields.into_iter().nth(row).unwrap_or_default() }
    }
}

fn known(row: &[String]) -> Vec<Option<Field>> {
    let mut fields: Vec<Option<Field>> = Vec::new();
    for head in row {
        let field = Field::of(head).filter(|f| !fields.contains(&Some(*f)));
        fields.push(field);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|c| (*c).to_owned()).collect()
    }

    #[test]
    fn columns_go_by_many_names() {
        for (head, field) in [
            ("姓名*", Field::Name),
            (" Phone Number ", Field::Phone),
            ("手机号（必填）", Field::Phone),
            ("E-Mail", Field::Email),
            ("ＶＩＰ客户", Field::Vip),
            ("单位 名称", Field::Organization),
            ("客户类型", Field::Vip),
        ] {
            assert_eq!(Field::of(head), Some(field), "{head}");
        }
        assert_eq!(Field::of("微信号"), None);
        assert_eq!(Field::of(""), None);
    }

    #[test]
    fn no_name_means_two_fields() {
        let mut names: Vec<String> = NAMES
            .iter()
            .flat_map(|n| {
                let mut own = vec![bare(n.zh), bare(n.en)];
                own.extend(n.also.iter().map(|a| (*a).to_owned()));
                own.sort();
                own.dedup();
                own
            })
            .collect();
        for name in &names {
            assert_eq!(bare(name), *name, "an alias is written bare");
        }
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn titles_above_the_head_are_passed_over() {
        let rows = [row(&["2026 年客户名单"]), row(&["制表人", "王"]), row(&["姓名", "电话", "手机", "微信"])];
        let head = Head::find(&rows);
        assert_eq!((head.row, head.fields), (2, vec![Some(Field::Name), Some(Field::Phone), None, None]));
        assert_eq!(Head::find(&[row(&["a", "b"]), row(&["c", "d"])]).row, 0);
        assert_eq!(Head::find(&[]).fields, []);
    }
}
