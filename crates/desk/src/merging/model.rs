//! Who may be merged into whom, and what the stayer takes over. Pure.

use kernel::{Code, DomainError, error::code};
use schemars::JsonSchema;
use serde::Serialize;

use crate::customers::Profile;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    #[error("keep the customer that is on file")]
    WrongWay,
    #[error("an application for one of the two waits for its decision")]
    Pending,
    #[error("the customer that would go has an open conversation")]
    Busy,
}

impl DomainError for MergeError {
    fn code(&self) -> &'static Code {
        match self {
            Self::WrongWay => code::MERGE_WRONG_WAY,
            Self::Pending => code::ARCHIVE_BAD_MOVE,
            Self::Busy => code::CUSTOMER_BUSY,
        }
    }
}

pub fn check(keep: Profile, drop: Profile, drop_is_talking: bool) -> Result<(), MergeError> {
    if keep == Profile::PendingArchive || drop == Profile::PendingArchive {
        return Err(MergeError::Pending);
    }
    if drop == Profile::Formal && keep != Profile::Formal {
        return Err(MergeError::WrongWay);
    }
    if drop_is_talking { Err(MergeError::Busy) } else { Ok(()) }
}

/// What one person has of everything that a merge moves or hands over.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Belongings {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub password_hash: Option<String>,
    pub gender: Option<String>,
    pub landline: Option<String>,
    pub organization_id: Option<i64>,
    pub position: Option<String>,
    pub department: Option<String>,
    pub emergency_phone: Option<String>,
    pub duty: Option<String>,
    pub note: Option<String>,
    pub vip: bool,
    /// Comma-separated.
    pub tags: String,
}

/// A field that the stayer takes over because it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TakenField {
    Phone,
    Email,
    Password,
    Gender,
    Landline,
    Organization,
    Position,
    Department,
    EmergencyPhone,
    Duty,
    Note,
    Vip,
    Tags,
}

/// The stayer after the merge, and which of its fields come from the goer.
pub fn combine(mut keep: Belongings, drop: &Belongings) -> (Belongings, Vec<TakenField>) {
    let mut taken = Vec::new();
    macro_rules! take {
        ($($field:ident => $name:ident),*) => {
            $(if keep.$field.is_none() && drop.$field.is_some() {
                keep.$field = drop.$field.clone();
                taken.push(TakenField::$name);
            })*
        };
    }
    // A position without its organization would be somebody else's.
    let same_place = keep.organization_id.is_none() || keep.organization_id == drop.organization_id;
    take!(phone => Phone, email => Email, password_hash => Password, gender => Gender, landline => Landline);
    if same_place {
        take!(organization_id => Organization, position => Position, department => Department, duty => Duty);
    }
    take!(emergency_phone => EmergencyPhone, note => Note);
    if drop.vip && !keep.vip {
        keep.vip = true;
        taken.push(TakenField::Vip);
    }
    let mut tags: Vec<&str> = keep.tags.split(',').filter(|t| !t.is_empty()).collect();
    let had = tags.len();
    for tag in drop.tags.split(',').filter(|t| !t.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > had {
        let all = tags.join(",");
        keep.tags = all;
        taken.push(TakenField::Tags);
    }
    (keep, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Profile::{Formal, PendingArchive, Temporary};

    #[test]
    fn somebody_on_file_stays_and_nobody_moves_while_something_is_open() {
        for (keep, drop, expected) in [
            (Formal, Formal, Ok(())),
            (Formal, Temporary, Ok(())),
            (Temporary, Temporary, Ok(())),
            (Temporary, Formal, Err(MergeError::WrongWay)),
            (PendingArchive, Temporary, Err(MergeError::Pending)),
            (Formal, PendingArchive, Err(MergeError::Pending)),
            (PendingArchive, PendingArchive, Err(MergeError::Pending)),
        ] {
            assert_eq!(check(keep, drop, false), expected, "{keep:?} {drop:?}");
        }
        assert_eq!(check(Formal, Temporary, true), Err(MergeError::Busy));
    }

    #[test]
    fn the_stayer_keeps_what_it_has_and_takes_what_it_lacks() {
        let keep =
            Belongings { phone: Some("1".into()), organization_id: Some(5), tags: "a,b".into(), ..Default::default() };
        let drop = Belongings {
            phone: Some("2".into()),
            email: Some("e".into()),
            organization_id: Some(6),
            position: Some("director".into()),
            vip: true,
            tags: "b,c".into(),
            ..Default::default()
        };
        let (after, taken) = combine(keep, &drop);
        assert_eq!(
            (after.phone.as_deref(), after.email.as_deref(), after.tags.as_str()),
            (Some("1"), Some("e"), "a,b,c")
        );
        assert_eq!((after.organization_id, after.position), (Some(5), None), "a position elsewhere is not taken");
        assert_eq!(taken, [TakenField::Email, TakenField::Vip, TakenField::Tags]);
    }
}
