//! The states of an application, and what it asks for. Pure.

use kernel::{
    Code, DomainError,
    contact::{self, mask_email, mask_phone},
    error::code,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{customers::Gender, organizations::NewOrganization, relations::NewTerms};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ApplicationStatus {
    Draft,
    Submitted,
    Approved,
    Rejected,
    Withdrawn,
}

use ApplicationStatus::{Approved, Draft, Rejected, Submitted, Withdrawn};

/// What can be done to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Save,
    Submit,
    Approve,
    Reject,
    Withdraw,
    /// Take up again what was rejected.
    Revise,
}

impl ApplicationStatus {
    pub const ALL: [Self; 5] = [Draft, Submitted, Approved, Rejected, Withdrawn];

    /// The one table of moves.
    pub fn after(self, step: Move) -> Result<Self, ArchiveError> {
        match (self, step) {
            (Draft, Move::Save) | (Rejected, Move::Revise) => Ok(Draft),
            (Draft, Move::Submit) => Ok(Submitted),
            (Submitted, Move::Approve) => Ok(Approved),
            (Submitted, Move::Reject) => Ok(Rejected),
            (Submitted, Move::Withdraw) => Ok(Withdrawn),
            _ => Err(ArchiveError::BadMove(self)),
        }
    }
    pub fn as_str(self) -> &'static str {
        match self {
            Draft => "draft",
            Submitted => "submitted",
            Approved => "approved",
            Rejected => "rejected",
            Withdrawn => "withdrawn",
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    #[error("the application is {}", .0.as_str())]
    BadMove(ApplicationStatus),
    #[error("somebody else changed this application since you looked; reload and try again")]
    Stale,
    #[error("only who submitted an application, or a supervisor, can withdraw it")]
    NotYours,
}

impl DomainError for ArchiveError {
    fn code(&self) -> &'static Code {
        match self {
            Self::BadMove(_) => code::ARCHIVE_BAD_MOVE,
            Self::Stale => code::STALE,
            Self::NotYours => code::DENIED,
        }
    }
}

/// What is to be known about the person; a field left out stays as the customer has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ArchivePerson")]
pub struct Person {
    #[garde(inner(length(chars, max = 120), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 120))]
    pub name: Option<String>,
    #[garde(skip)]
    pub gender: Option<Gender>,
    #[garde(inner(length(min = 5, max = 20), custom(crate::customers::diallable)))]
    #[schemars(length(min = 5, max = 20))]
    pub phone: Option<String>,
    #[garde(inner(length(min = 5, max = 20), custom(crate::customers::diallable)))]
    #[schemars(length(min = 5, max = 20))]
    pub landline: Option<String>,
    #[garde(inner(length(max = 200), email))]
    #[schemars(email)]
    pub email: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub position: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub department: Option<String>,
    #[garde(inner(length(min = 5, max = 20), custom(crate::customers::diallable)))]
    #[schemars(length(min = 5, max = 20))]
    pub emergency_phone: Option<String>,
    /// The business modules that it looks after.
    #[garde(length(chars, max = 200))]
    #[schemars(length(max = 200))]
    pub duty: Option<String>,
}

impl Person {
    fn tidy(&mut self) {
        for phone in [&mut self.phone, &mut self.landline, &mut self.emergency_phone] {
            *phone = phone.take().and_then(|p| contact::phone(&p));
        }
        for text in [&mut self.name, &mut self.email, &mut self.position, &mut self.department, &mut self.duty] {
            *text = kernel::text::filled(text).map(str::to_owned);
        }
    }
    fn masked(mut self) -> Self {
        for phone in [&mut self.phone, &mut self.landline, &mut self.emergency_phone] {
            *phone = phone.take().map(|p| mask_phone(&p));
        }
        self.email = self.email.map(|e| mask_email(&e));
        self
    }
    /// Editors see masks: what they left out of the sensitive fields is what was saved before.
    fn keep_hidden(&mut self, saved: Self) {
        self.phone = self.phone.take().or(saved.phone);
        self.landline = self.landline.take().or(saved.landline);
        self.emergency_phone = self.emergency_phone.take().or(saved.emergency_phone);
        self.email = self.email.take().or(saved.email);
    }
}

/// A team that shall serve the customer once on file (003 §3.3.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ArchiveRelation")]
pub struct WantedTeam {
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub team_id: i64,
    #[serde(flatten)]
    #[garde(dive)]
    pub terms: NewTerms,
}

/// What an application asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ArchiveProposal")]
pub struct Proposal {
    pub person: Person,
    /// The organization that was picked.
    pub organization_id: Option<i64>,
    /// The organization to be made instead.
    pub new_organization: Option<NewOrganization>,
    /// The teams that shall serve the customer.
    #[serde(default)]
    pub relations: Vec<WantedTeam>,
}

impl Proposal {
    pub fn tidy(mut self) -> Self {
        self.person.tidy();
        self.new_organization = self.new_organization.map(NewOrganization::tidy);
        self
    }
    pub fn masked(mut self) -> Self {
        self.person = self.person.masked();
        self.new_organization = self.new_organization.map(NewOrganization::masked);
        self
    }
    pub fn keep_hidden(mut self, saved: Self) -> Self {
        self.person.keep_hidden(saved.person);
        if let (Some(new), Some(old)) = (&mut self.new_organization, saved.new_organization) {
            new.credit_code = new.credit_code.take().or(old.credit_code);
            new.phone = new.phone.take().or(old.phone);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the requirements, written out a second time.
    const LEGAL: [(ApplicationStatus, Move, ApplicationStatus); 6] = [
        (Draft, Move::Save, Draft),
        (Draft, Move::Submit, Submitted),
        (Submitted, Move::Approve, Approved),
        (Submitted, Move::Reject, Rejected),
        (Submitted, Move::Withdraw, Withdrawn),
        (Rejected, Move::Revise, Draft),
    ];

    #[test]
    fn every_pair_of_state_and_move_is_as_the_table_says() {
        for is in ApplicationStatus::ALL {
            assert_eq!(serde_json::to_value(is).unwrap(), is.as_str());
            for step in [Move::Save, Move::Submit, Move::Approve, Move::Reject, Move::Withdraw, Move::Revise] {
                let expected = LEGAL.iter().find(|l| (l.0, l.1) == (is, step)).map(|l| l.2);
                assert_eq!(is.after(step), expected.ok_or(ArchiveError::BadMove(is)), "{is:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_masked_form_saved_again_loses_nothing() {
        let organization = NewOrganization {
            name: "城东卫生院".into(),
            credit_code: Some("91350100M000100Y43".into()),
            phone: Some("057188886666".into()),
            ..Default::default()
        };
        let person =
            Person { phone: Some("138 0000 0001".into()), email: Some("w@example.com".into()), ..Default::default() };
        let saved = Proposal { person, new_organization: Some(organization), ..Default::default() }.tidy();
        let shown = saved.clone().masked();
        assert_eq!(shown.person.phone.as_deref(), Some("138****0001"));
        assert!(!serde_json::to_string(&shown).unwrap().contains("M000100"));
        let mut again = saved.clone();
        (again.person.phone, again.person.email) = (None, None);
        again.new_organization =
            again.new_organization.map(|o| NewOrganization { credit_code: None, phone: None, ..o });
        assert_eq!(again.keep_hidden(saved.clone()), saved);
    }
}
