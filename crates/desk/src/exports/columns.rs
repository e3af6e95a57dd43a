//! The columns of an export. Those that an import knows are headed as it expects them, so that a table can come back.

use chrono::{DateTime, SecondsFormat, Utc};
use kernel::{
    contact::{mask_email, mask_phone},
    http::context::Locale,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::{CustomerRow, OrganizationRow};
use crate::{
    customers::{Gender, Profile},
    imports::Field,
    organizations::{OrganizationSize, mask_credit_code},
};

/// How the rows of a table look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub locale: Locale,
    pub reveal: bool,
}

impl Style {
    fn phone(self, phone: Option<&String>) -> String {
        phone.map(|p| if self.reveal { p.clone() } else { mask_phone(p) }).unwrap_or_default()
    }
    fn email(self, email: Option<&String>) -> String {
        email.map(|e| if self.reveal { e.clone() } else { mask_email(e) }).unwrap_or_default()
    }
    fn credit_code(self, code: Option<&String>) -> String {
        code.map(|c| if self.reveal { c.clone() } else { mask_credit_code(c) }).unwrap_or_default()
    }
    fn said(self, zh: &'static str, en: &'static str) -> &'static str {
        if self.locale == Locale::En { en } else { zh }
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A column of either table.
pub trait Column: Copy + Send + 'static {
    type Row: Send;
    fn all() -> Vec<Self>;
    fn head(self, locale: Locale) -> String;
    fn cell(self, row: &Self::Row, style: Style) -> String;
    fn is_sensitive(self) -> bool;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CustomerColumn {
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
    LastSeenAt,
    CreatedAt,
}

impl CustomerColumn {
    /// The field of an import that reads this column.
    fn field(self) -> Option<Field> {
        Some(match self {
            Self::Code => Field::Code,
            Self::Name => Field::Name,
            Self::Gender => Field::Gender,
            Self::Phone => Field::Phone,
            Self::Email => Field::Email,
            Self::Landline => Field::Landline,
            Self::EmergencyPhone => Field::EmergencyPhone,
            Self::Organization => Field::Organization,
            Self::CreditCode => Field::CreditCode,
            Self::Region => Field::Region,
            Self::Industry => Field::Industry,
            Self::Position => Field::Position,
            Self::Department => Field::Department,
            Self::Duty => Field::Duty,
            Self::Vip => Field::Vip,
            Self::Profile => Field::Profile,
            Self::Tags => Field::Tags,
            Self::Note => Field::Note,
            Self::LastSeenAt | Self::CreatedAt => return None,
        })
    }
}

impl Column for CustomerColumn {
    type Row = CustomerRow;

    fn all() -> Vec<Self> {
        use CustomerColumn::{
            Code, CreatedAt, CreditCode, Department, Duty, Email, EmergencyPhone, Gender, Industry, Landline,
            LastSeenAt, Name, Note, Organization, Phone, Position, Profile, Region, Tags, Vip,
        };
        vec![
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
            LastSeenAt,
            CreatedAt,
        ]
    }

    fn head(self, locale: Locale) -> String {
        let own = |zh: &str, en: &str| if locale == Locale::En { en.to_owned() } else { zh.to_owned() };
        match (self.field(), self) {
            (Some(field), _) => field.label(locale).to_owned(),
            (None, Self::LastSeenAt) => own("最近到访", "Last seen"),
            (None, _) => own("创建时间", "Created"),
        }
    }

    fn is_sensitive(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Landline | Self::EmergencyPhone | Self::CreditCode)
    }

    fn cell(self, row: &CustomerRow, style: Style) -> String {
        let plain = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Self::Code => plain(&row.code),
            Self::Name => row.name.clone(),
            Self::Gender => match row.gender {
                Some(Gender::Male) => style.said("男", "Male").to_owned(),
                Some(Gender::Female) => style.said("女", "Female").to_owned(),
                None => String::new(),
            },
            Self::Phone => style.phone(row.phone.as_ref()),
            Self::Email => style.email(row.email.as_ref()),
            Self::Landline => style.phone(row.landline.as_ref()),
            Self::EmergencyPhone => style.phone(row.emergency_phone.as_ref()),
            Self::Organization => plain(&row.organization_name),
            Self::CreditCode => style.credit_code(row.credit_code.as_ref()),
            Self::Region => plain(&row.region),
            Self::Industry => plain(&row.industry),
            Self::Position => plain(&row.position),
            Self::Department => plain(&row.department),
            Self::Duty => plain(&row.duty),
            Self::Vip => if row.vip { style.said("是", "Yes") } else { style.said("否", "No") }.to_owned(),
            Self::Profile => match row.profile {
                Profile::Formal => style.said("正式客户", "Formal"),
                Profile::Temporary => style.said("临时客户", "Temporary"),
                Profile::PendingArchive => style.said("待归档", "To be filed"),
            }
            .to_owned(),
            Self::Tags => row.tags.clone(),
            Self::Note => plain(&row.note),
            Self::LastSeenAt => row.last_seen_at.map(time).unwrap_or_default(),
            Self::CreatedAt => time(row.created_at),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationColumn {
    Name,
    CreditCode,
    Region,
    Address,
    Phone,
    Industry,
    Size,
    BusinessScope,
    CooperationLevel,
    ContractNote,
    Customers,
    CreatedAt,
    UpdatedAt,
}

impl Column for OrganizationColumn {
    type Row = OrganizationRow;

    fn all() -> Vec<Self> {
        use OrganizationColumn::{
            Address, BusinessScope, ContractNote, CooperationLevel, CreatedAt, CreditCode, Customers, Industry, Name,
            Phone, Region, Size, UpdatedAt,
        };
        vec![
            Name,
            CreditCode,
            Region,
            Address,
            Phone,
            Industry,
            Size,
            BusinessScope,
            CooperationLevel,
            ContractNote,
            Customers,
            CreatedAt,
            UpdatedAt,
        ]
    }

    fn head(self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Name => ("机构名称", "Organization"),
            Self::CreditCode => ("统一社会信用代码", "Company registration number"),
            Self::Region => ("地区", "Region"),
            Self::Address => ("机构地址", "Address"),
            Self::Phone => ("联系电话", "Phone"),
            Self::Industry => ("行业类型", "Industry"),
            Self::Size => ("机构规模", "Size"),
            Self::BusinessScope => ("业务范围", "Business scope"),
            Self::CooperationLevel => ("合作级别", "Cooperation"),
            Self::ContractNote => ("合同信息", "Contract"),
            Self::Customers => ("客户数", "Customers"),
            Self::CreatedAt => ("创建时间", "Created"),
            Self::UpdatedAt => ("更新时间", "Updated"),
        };
        if locale == Locale::En { en } else { zh }.to_owned()
    }

    fn is_sensitive(self) -> bool {
        matches!(self, Self::Phone | Self::CreditCode)
    }

    fn cell(self, row: &OrganizationRow, style: Style) -> String {
        let plain = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Self::Name => row.name.clone(),
            Self::CreditCode => style.credit_code(row.credit_code.as_ref()),
            Self::Region => plain(&row.region),
            Self::Address => plain(&row.address),
            Self::Phone => style.phone(row.phone.as_ref()),
            Self::Industry => plain(&row.industry),
            Self::Size => match row.size {
                Some(OrganizationSize::Micro) => style.said("微型", "Micro"),
                Some(OrganizationSize::Small) => style.said("小型", "Small"),
                Some(OrganizationSize::Medium) => style.said("中型", "Medium"),
                Some(OrganizationSize::Large) => style.said("大型", "Large"),
                None => "",
            }
            .to_owned(),
            Self::BusinessScope => plain(&row.business_scope),
            Self::CooperationLevel => plain(&row.cooperation_level),
            Self::ContractNote => plain(&row.contract_note),
            Self::Customers => row.customers.to_string(),
            Self::CreatedAt => time(row.created_at),
            Self::UpdatedAt => time(row.updated_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_knows_the_columns_of_an_export_again() {
        for locale in [Locale::ZhCn, Locale::En] {
            for column in CustomerColumn::all() {
                assert_eq!(Field::of(&column.head(locale)), column.field(), "{column:?}");
            }
        }
    }
}
