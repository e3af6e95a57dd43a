//! Rows as drafts of customers. Pure; the only thing that is remembered from row to row is which keys were there, so
//! that reading the file again from its beginning comes to the same.

use std::collections::{HashMap, HashSet};

use garde::Validate;
use kernel::contact;
use sheets::{Cell, Fault, Row};

use super::{
    columns::Field,
    issue::{Issue, IssueCode},
};
use crate::{
    customers::{Gender, NewCustomer, Profile},
    organizations::credit_code,
};

/// A row that can become a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Phones and codes in the spelling in which they are stored; empty cells are `None`.
    pub person: NewPerson,
    pub organization: Option<NewOrganization>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewPerson {
    pub code: Option<String>,
    pub name: String,
    pub gender: Option<Gender>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub landline: Option<String>,
    pub emergency_phone: Option<String>,
    pub position: Option<String>,
    pub department: Option<String>,
    pub duty: Option<String>,
    pub vip: Option<bool>,
    pub profile: Option<Profile>,
    pub tags: Option<Vec<String>>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    pub name: String,
    pub credit_code: Option<String>,
    pub region: Option<String>,
    pub industry: Option<String>,
    /// No row before it names this one.
    pub is_first: bool,
}

impl Draft {
    /// What stands in a field, as a file would have it.
    pub fn shown(&self, field: Field) -> String {
        let (p, o) = (&self.person, self.organization.as_ref());
        let words = |is: bool, yes: &str, no: &str| Some(if is { yes } else { no }.to_owned());
        let text = match field {
            Field::Code => p.code.clone(),
            Field::Name => Some(p.name.clone()),
            Field::Gender => p.gender.and_then(|g| words(g == Gender::Male, "男", "女")),
            Field::Phone => p.phone.clone(),
            Field::Email => p.email.clone(),
            Field::Landline => p.landline.clone(),
            Field::EmergencyPhone => p.emergency_phone.clone(),
            Field::Organization => o.map(|o| o.name.clone()),
            Field::CreditCode => o.and_then(|o| o.credit_code.clone()),
            Field::Region => o.and_then(|o| o.region.clone()),
            Field::Industry => o.and_then(|o| o.industry.clone()),
            Field::Position => p.position.clone(),
            Field::Department => p.department.clone(),
            Field::Duty => p.duty.clone(),
            Field::Vip => p.vip.and_then(|vip| words(vip, "是", "否")),
            Field::Profile => p.profile.and_then(|p| words(p == Profile::Formal, "正式", "临时")),
            Field::Tags => p.tags.as_ref().map(|t| t.join("，")),
            Field::Note => p.note.clone(),
        };
        text.unwrap_or_default()
    }
}

/// By what a customer is known again: the first of these that a row has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    Code(String),
    Phone(String),
    Email(String),
}

impl NewPerson {
    pub fn key(&self) -> Option<Key> {
        let email = || self.email.as_ref().map(|e| Key::Email(e.to_lowercase()));
        self.code.clone().map(Key::Code).or_else(|| self.phone.clone().map(Key::Phone)).or_else(email)
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub issues: Vec<Issue>,
    /// As they were read, to be mended.
    pub cells: Vec<String>,
}

/// Reads the rows of one file, in their order.
pub struct Drafts {
    columns: Vec<Option<Field>>,
    seen: HashMap<Key, i64>,
    organizations: HashSet<String>,
}

/// What of a cell is kept of a row that was left out.
const KEPT_CHARS_MAX: usize = 500;

impl Drafts {
    pub fn new(columns: Vec<Option<Field>>) -> Self {
        Self { columns, seen: HashMap::new(), organizations: HashSet::new() }
    }

    pub fn read(&mut self, row: Row) -> Result<Draft, Refused> {
        let Row { line, cells } = row;
        let cells = cells.map_err(|fault| Refused { issues: vec![Issue::of(code_of(fault))], cells: Vec::new() })?;
        self.draft(line, &cells).map_err(|issues| Refused { issues, cells: cells.iter().map(kept).collect() })
    }

    fn draft(&mut self, line: i64, cells: &[Cell]) -> Result<Draft, Vec<Issue>> {
        if cells.iter().skip(self.columns.len()).any(|cell| !cell.is_blank()) {
            return Err(vec![Issue::of(IssueCode::MoreCells)]);
        }
        let mut reading = Reading { columns: &self.columns, cells, issues: Vec::new() };
        let person = reading.person();
        let organization = reading.organization();
        let mut issues = reading.issues;
        issues.extend(impossible(&person, &issues));
        if !issues.is_empty() {
            return Err(issues);
        }
        self.claim(line, &person)?;
        let organization =
            organization.map(|o| NewOrganization { is_first: self.organizations.insert(o.name.clone()), ..o });
        Ok(Draft { person, organization })
    }

    /// Each code and phone is one row's alone. An e-mail may be an office's, and counts only for who has nothing else.
    fn claim(&mut self, line: i64, person: &NewPerson) -> Result<(), Vec<Issue>> {
        let mut claims: Vec<(Key, Field, &str, IssueCode)> = Vec::new();
        if let Some(code) = &person.code {
            claims.push((Key::Code(code.clone()), Field::Code, code, IssueCode::DuplicateCode));
        }
        if let Some(phone) = &person.phone {
            claims.push((Key::Phone(phone.clone()), Field::Phone, phone, IssueCode::DuplicatePhone));
        }
        if let (Some(Key::Email(key)), Some(email)) = (person.key(), &person.email) {
            claims.push((Key::Email(key), Field::Email, email, IssueCode::DuplicateEmail));
        }
        let twice: Vec<Issue> = claims
            .iter()
            .filter_map(|(key, field, value, code)| {
                let first = *self.seen.get(key)?;
                Some(Issue { line: Some(first), ..Issue::at(*code, *field, value) })
            })
            .collect();
        if !twice.is_empty() {
            return Err(twice);
        }
        self.seen.extend(claims.into_iter().map(|(key, ..)| (key, line)));
        // Who has nothing but an e-mail that a row before it has is that row again.
        if let Some(email) = &person.email {
            self.seen.entry(Key::Email(email.to_lowercase())).or_insert(line);
        }
        Ok(())
    }
}

fn code_of(fault: Fault) -> IssueCode {
    match fault {
        Fault::OpenQuote => IssueCode::OpenQuote,
        Fault::TooLong => IssueCode::RowTooLong,
        Fault::Unreadable => IssueCode::Unreadable,
        Fault::NotText => IssueCode::NotText,
        Fault::OtherEncoding => IssueCode::OtherEncoding,
        Fault::Merged => IssueCode::Merged,
    }
}

/// What is shown of a cell that was not taken.
pub fn kept(cell: &Cell) -> String {
    let shown = cell.shown().unwrap_or_default();
    shown.chars().filter(|c| *c != '\0').take(KEPT_CHARS_MAX).collect()
}

/// A row while it is taken apart; complaints gather.
struct Reading<'a> {
    columns: &'a [Option<Field>],
    cells: &'a [Cell],
    issues: Vec<Issue>,
}

impl Reading<'_> {
    fn complain(&mut self, code: IssueCode, field: Field, value: &str) {
        self.issues.push(Issue::at(code, field, value));
    }

    fn cell(&self, field: Field) -> &Cell {
        let column = self.columns.iter().position(|c| *c == Some(field));
        column.and_then(|n| self.cells.get(n)).unwrap_or(&Cell::Empty)
    }

    /// The text of a cell, trimmed; a cell that has none although it is not empty is complained about.
    fn text(&mut self, field: Field) -> Option<String> {
        let cell = self.cell(field).clone();
        let fault = match cell {
            Cell::Formula => IssueCode::Formula,
            Cell::Error => IssueCode::CellError,
            Cell::TooLong => IssueCode::CellTooLong,
            // PostgreSQL holds no NUL, and nobody means one.
            Cell::Text(text) if text.contains('\0') => IssueCode::BadText,
            cell => return cell.shown().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
        };
        self.complain(fault, field, "");
        None
    }

    fn phone(&mut self, field: Field) -> Option<String> {
        if let date @ Cell::Date(_) = self.cell(field).clone() {
            self.complain(IssueCode::IsDate, field, &date.shown().unwrap_or_default());
            return None;
        }
        if let amount @ Cell::Number(number) = self.cell(field).clone()
            && number.fract() != 0.0
        {
            self.complain(IssueCode::BadPhone, field, &amount.shown().unwrap_or_default());
            return None;
        }
        let text = self.text(field)?;
        let text = whole(&text);
        let spelled = contact::phone(text);
        if spelled.is_none() {
            self.complain(if is_rounded(text) { IssueCode::Rounded } else { IssueCode::BadPhone }, field, text);
        }
        spelled
    }

    fn code(&mut self) -> Option<String> {
        let text = self.text(Field::Code)?;
        if is_rounded(&text) {
            self.complain(IssueCode::Rounded, Field::Code, &text);
            return None;
        }
        Some(whole(&text).to_owned())
    }

    fn choice<T: Copy>(&mut self, field: Field, choices: &[(&[&str], T)]) -> Option<T> {
        let text = self.text(field)?;
        let said: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let found = choices.iter().find(|(words, _)| words.contains(&&*said)).map(|c| c.1);
        if found.is_none() {
            self.complain(IssueCode::BadChoice, field, &text);
        }
        found
    }

    fn person(&mut self) -> NewPerson {
        let name = self.text(Field::Name);
        // A cell that was complained about already is not also missing.
        if name.is_none() && !self.issues.iter().any(|i| i.field == Some(Field::Name)) {
            self.complain(IssueCode::Missing, Field::Name, "");
        }
        NewPerson {
            code: self.code(),
            name: name.unwrap_or_default(),
            gender: self.choice(Field::Gender, GENDERS),
            phone: self.phone(Field::Phone),
            email: self.text(Field::Email),
            landline: self.phone(Field::Landline),
            emergency_phone: self.phone(Field::EmergencyPhone),
            position: self.text(Field::Position),
            department: self.text(Field::Department),
            duty: self.text(Field::Duty),
            vip: self.choice(Field::Vip, VIPS),
            profile: self.choice(Field::Profile, PROFILES),
            tags: self.text(Field::Tags).map(|t| tags(&t)),
            note: self.text(Field::Note),
        }
    }

    fn organization(&mut self) -> Option<NewOrganization> {
        let (name, code) = (self.text(Field::Organization), self.text(Field::CreditCode));
        let (region, industry) = (self.text(Field::Region), self.text(Field::Industry));
        let credit_code = code.as_deref().and_then(credit_code::parse);
        if let (Some(code), None) = (&code, &credit_code) {
            self.complain(IssueCode::BadCreditCode, Field::CreditCode, code);
        }
        let is_blamed = self.issues.iter().any(|i| i.field == Some(Field::Organization));
        if name.is_none() && credit_code.is_some() && !is_blamed {
            self.complain(IssueCode::Missing, Field::Organization, "");
        }
        let limits =
            [(Field::Organization, &name, 200), (Field::Region, &region, 64), (Field::Industry, &industry, 64)];
        for (field, text, most) in limits {
            let is_bad = |t: &String| t.chars().count() > most || kernel::text::is_name(t, &()).is_err();
            if let Some(text) = text.as_ref().filter(|t| is_bad(t)) {
                self.complain(IssueCode::BadText, field, text);
            }
        }
        Some(NewOrganization { name: name?, credit_code, region, industry, is_first: false })
    }
}

const GENDERS: &[(&[&str], Gender)] =
    &[(&["男", "m", "male", "先生"], Gender::Male), (&["女", "f", "female", "女士"], Gender::Female)];
const VIPS: &[(&[&str], bool)] = &[
    (&["是", "vip", "vip客户", "y", "yes", "true", "1", "√", "重点客户"], true),
    (&["否", "普通", "普通客户", "n", "no", "false", "0", "×", "regular", "normal"], false),
];
const PROFILES: &[(&[&str], Profile)] = &[
    (&["正式", "正式客户", "formal", "onfile"], Profile::Formal),
    (&["临时", "临时客户", "temporary"], Profile::Temporary),
];

fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '，', ';', '；', '、', '|']).map(str::trim).filter(|t| !t.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// `13800000000.0` is what programs make of a column of numbers with a gap in it.
fn whole(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') && whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// `1.38E+10`: the digits are gone.
fn is_rounded(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['e', 'E']) else { return false };
    number.parse::<f64>().is_ok() && power.trim_start_matches(['+', '-']).parse::<u8>().is_ok()
}

/// What the rules of customers refuse, said of the field.
fn impossible(person: &NewPerson, known: &[Issue]) -> Vec<Issue> {
    let is_new = |field: Field| !known.iter().any(|i| i.field == Some(field));
    let mut issues = Vec::new();
    if let Err(report) = validated(person).validate() {
        for (path, _) in report.iter() {
            let path = path.to_string();
            let (field, code, value) = match path.split(['.', '[']).next().unwrap_or_default() {
                "name" => (Field::Name, IssueCode::BadText, Some(&person.name)),
                "code" => (Field::Code, IssueCode::BadText, person.code.as_ref()),
                "phone" => (Field::Phone, IssueCode::BadPhone, person.phone.as_ref()),
                "landline" => (Field::Landline, IssueCode::BadPhone, person.landline.as_ref()),
                "emergency_phone" => (Field::EmergencyPhone, IssueCode::BadPhone, person.emergency_phone.as_ref()),
                "email" => (Field::Email, IssueCode::BadEmail, person.email.as_ref()),
                "position" => (Field::Position, IssueCode::BadText, person.position.as_ref()),
                "department" => (Field::Department, IssueCode::BadText, person.department.as_ref()),
                "duty" => (Field::Duty, IssueCode::BadText, person.duty.as_ref()),
                "tags" => (Field::Tags, IssueCode::BadTags, None),
                _ => (Field::Note, IssueCode::BadText, person.note.as_ref()),
            };
            if is_new(field) && !issues.iter().any(|i: &Issue| i.field == Some(field)) {
                issues.push(Issue::at(code, field, value.map_or("", String::as_str)));
            }
        }
    }
    if is_new(Field::Name) && issues.is_empty() && kernel::text::is_name(&person.name, &()).is_err() {
        issues.push(Issue::at(IssueCode::BadText, Field::Name, &person.name));
    }
    let keys = [Field::Code, Field::Phone, Field::Email];
    if person.key().is_none() && keys.into_iter().all(is_new) {
        issues.push(Issue::of(IssueCode::NoKey));
    }
    issues
}

/// The same person as the API takes it: one set of limits.
fn validated(person: &NewPerson) -> NewCustomer {
    let person = person.clone();
    NewCustomer {
        code: person.code,
        name: if person.name.is_empty() { "-".to_owned() } else { person.name },
        phone: person.phone,
        landline: person.landline,
        email: person.email,
        position: person.position,
        department: person.department,
        emergency_phone: person.emergency_phone,
        duty: person.duty,
        tags: person.tags.unwrap_or_default(),
        note: person.note,
        ..NewCustomer::default()
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
