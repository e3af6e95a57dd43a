//! What becomes of a row, given whom the tenant knows already. Pure.

use super::{
    columns::Field,
    draft::{Draft, Key, NewPerson},
    issue::{Issue, IssueCode},
    model::OnExisting,
};
use crate::{customers::Profile, organizations::matching};

/// A customer that has one of the keys of a batch.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Known {
    pub id: i64,
    pub name: String,
    pub code: Option<String>,
    pub phone: Option<String>,
    pub email_key: Option<String>,
    pub profile: Profile,
    pub organization_id: Option<i64>,
    pub organization_name: Option<String>,
    pub in_reach: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Create,
    Update(i64),
    /// Exists, and stays as it is; whose it is is not told beyond one's reach.
    Skip(Option<i64>),
    Refuse(Issue),
}

pub fn decide(draft: &Draft, known: &[Known], on_existing: OnExisting) -> Decision {
    match whose(&draft.person, known) {
        Ok(None) => Decision::Create,
        Ok(Some(customer)) => match on_existing {
            OnExisting::Skip => Decision::Skip(customer.in_reach.then_some(customer.id)),
            OnExisting::Update if customer.in_reach => Decision::Update(customer.id),
            OnExisting::Update => Decision::Refuse(keyed(IssueCode::OutOfReach, &draft.person)),
        },
        Err(issue) => Decision::Refuse(issue),
    }
}

/// An issue at the key by which the row is known.
pub fn keyed(code: IssueCode, person: &NewPerson) -> Issue {
    match person.key() {
        Some(Key::Code(value)) => Issue::at(code, Field::Code, &value),
        Some(Key::Phone(value)) => Issue::at(code, Field::Phone, &value),
        Some(Key::Email(value)) => Issue::at(code, Field::Email, &value),
        None => Issue::of(code),
    }
}

/// The known customer that a row means.
fn whose<'a>(person: &NewPerson, known: &'a [Known]) -> Result<Option<&'a Known>, Issue> {
    let by_code = person.code.as_ref().and_then(|code| known.iter().find(|k| k.code.as_ref() == Some(code)));
    let with_phone: Vec<&Known> = match &person.phone {
        Some(phone) => known.iter().filter(|k| k.phone.as_ref() == Some(phone)).collect(),
        None => Vec::new(),
    };
    let on_file = with_phone.iter().copied().find(|k| k.profile == Profile::Formal);
    if let Some(customer) = by_code {
        // Its phone may change, but not to one that somebody else on file has.
        return match on_file {
            Some(other) if other.id != customer.id => Err(keyed(IssueCode::OtherCustomer, person)),
            _ => Ok(Some(customer)),
        };
    }
    let found = match person.key() {
        Some(Key::Email(email)) => {
            let all: Vec<&Known> = known.iter().filter(|k| k.email_key.as_ref() == Some(&email)).collect();
            // Of those who share it, it is the key of who has nothing else.
            let own: Vec<&Known> = all.iter().copied().filter(|k| k.code.is_none() && k.phone.is_none()).collect();
            one(if own.is_empty() { &all } else { &own }, None, person)?
        }
        _ => one(&with_phone, on_file, person)?,
    };
    match (found, &person.code) {
        (Some(customer), Some(_)) if customer.code.is_some() => Err(keyed(IssueCode::OtherCode, person)),
        _ => Ok(found),
    }
}

/// Who is on file beats who is not; otherwise there must be one alone.
fn one<'a>(all: &[&'a Known], on_file: Option<&'a Known>, person: &NewPerson) -> Result<Option<&'a Known>, Issue> {
    match (on_file, all) {
        (Some(customer), _) => Ok(Some(customer)),
        (None, []) => Ok(None),
        (None, [customer]) => Ok(Some(customer)),
        (None, _) => Err(keyed(IssueCode::Several, person)),
    }
}

/// An organization that has a name or a code of a batch.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KnownOrganization {
    pub id: i64,
    pub name: String,
    pub credit_code: Option<String>,
}

/// The known organization that a row names; the same code is proof, and must not contradict the name.
pub fn organization(draft: &Draft, known: &[KnownOrganization]) -> Result<Option<i64>, Issue> {
    let Some(new) = &draft.organization else { return Ok(None) };
    let contradicts = || Issue::at(IssueCode::OtherOrganization, Field::Organization, &new.name);
    let by_code = new.credit_code.as_ref().and_then(|code| known.iter().find(|k| k.credit_code.as_ref() == Some(code)));
    if let Some(found) = by_code {
        let is_same = matching::normalised(&found.name) == matching::normalised(&new.name);
        return if is_same { Ok(Some(found.id)) } else { Err(contradicts()) };
    }
    match known.iter().find(|k| k.name == new.name) {
        Some(found) if new.credit_code.is_some() && found.credit_code.is_some() => Err(contradicts()),
        found => Ok(found.map(|f| f.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::draft::NewOrganization;

    fn known(id: i64, code: &str, phone: &str, profile: Profile) -> Known {
        let filled = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        Known {
            id,
            name: "王芳".into(),
            code: filled(code),
            phone: filled(phone),
            email_key: Some("w@x.cn".into()),
            profile,
            organization_id: None,
            organization_name: None,
            in_reach: id != 9,
        }
    }

    fn draft(code: &str, phone: &str, email: &str) -> Draft {
        let filled = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let person = NewPerson {
            name: "王芳".into(),
            code: filled(code),
            phone: filled(phone),
            email: filled(email),
            ..NewPerson::default()
        };
        Draft { person, organization: None }
    }

    fn code_of(decision: Decision) -> IssueCode {
        match decision {
            Decision::Refuse(issue) => issue.code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_row_is_the_customer_that_has_its_key() {
        use Profile::{Formal, Temporary};
        let update = |d: &Draft, k: &[Known]| decide(d, k, OnExisting::Update);
        let formal = known(1, "A", "138", Formal);
        assert_eq!(update(&draft("", "139", ""), &[]), Decision::Create);
        assert_eq!(update(&draft("A", "139", ""), &[formal.clone()]), Decision::Update(1), "it has a new phone");
        assert_eq!(
            update(&draft("", "138", ""), &[known(2, "", "138", Temporary), formal.clone()]),
            Decision::Update(1)
        );
        assert_eq!(decide(&draft("", "138", ""), &[formal.clone()], OnExisting::Skip), Decision::Skip(Some(1)));
        assert_eq!(update(&draft("", "139", "w@x.cn"), &[formal.clone()]), Decision::Create, "an office's e-mail");
        assert_eq!(update(&draft("", "", "W@x.cn"), &[formal.clone()]), Decision::Update(1));
        let twins = [known(2, "", "138", Temporary), known(3, "", "138", Temporary)];
        assert_eq!(code_of(update(&draft("", "138", ""), &twins)), IssueCode::Several);
        let other = [formal.clone(), known(2, "B", "139", Formal)];
        assert_eq!(code_of(update(&draft("A", "139", ""), &other)), IssueCode::OtherCustomer);
        assert_eq!(code_of(update(&draft("C", "138", ""), &[formal])), IssueCode::OtherCode);
        let far = [known(9, "", "138", Formal)];
        assert_eq!(code_of(update(&draft("", "138", ""), &far)), IssueCode::OutOfReach);
        assert_eq!(decide(&draft("", "138", ""), &far, OnExisting::Skip), Decision::Skip(None));
    }

    #[test]
    fn a_credit_code_does_not_contradict_the_name() {
        let known =
            [KnownOrganization { id: 5, name: "城东卫生院有限公司".into(), credit_code: Some("X".into()) }];
        let of = |name: &str, code: Option<&str>| {
            let organization = NewOrganization {
                name: name.into(),
                credit_code: code.map(str::to_owned),
                region: None,
                industry: None,
                is_first: true,
            };
            organization_of(Draft { organization: Some(organization), ..draft("", "1", "") }, &known)
        };
        assert_eq!(of("城东卫生院", Some("X")), Ok(Some(5)));
        assert_eq!(of("城东卫生院有限公司", None), Ok(Some(5)));
        assert_eq!(of("别的", None), Ok(None));
        assert_eq!(of("别的", Some("X")).unwrap_err().code, IssueCode::OtherOrganization);
        assert_eq!(of("城东卫生院有限公司", Some("Y")).unwrap_err().code, IssueCode::OtherOrganization);
    }

    fn organization_of(draft: Draft, known: &[KnownOrganization]) -> Result<Option<i64>, Issue> {
        organization(&draft, known)
    }
}
