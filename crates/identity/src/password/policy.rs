//! Which passwords are accepted: OWASP ASVS 5 §6.2 (length and known-bad lists; no rules of
//! composition, no forced rotation).

use std::{collections::HashSet, sync::LazyLock};

use kernel::{Error, FieldError, Result, error::code};

const PASSWORD_MIN: usize = 8;
pub const PASSWORD_MAX: usize = 128;

/// Passwords that attackers try first, of eight signs and more, lower-cased.
static KNOWN_BAD: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("known_bad.txt").lines().map(str::trim).filter(|l| !l.is_empty()).collect());

/// Refuses a new password that is too short, too long, well known, or the name it protects.
pub fn check(field: &str, password: &str, username: &str) -> Result<()> {
    let Some(message) = complaint(password, username) else { return Ok(()) };
    let mut refused = Error::new(code::PASSWORD_WEAK);
    refused.fields = vec![FieldError::invalid(field, message)];
    Err(refused)
}

fn complaint(password: &str, username: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Some("must have at least 8 characters");
    }
    if length > PASSWORD_MAX {
        return Some("must have at most 128 characters");
    }
    let folded = password.to_lowercase();
    if KNOWN_BAD.contains(folded.as_str()) || is_monotonous(&folded) {
        return Some("is one of the passwords that are guessed first");
    }
    let name = username.to_lowercase();
    let reversed: String = name.chars().rev().collect();
    // A name of two letters stands in many good passwords.
    if folded == name || folded == reversed || (name.chars().count() >= 4 && is_name_with_digits(&folded, &name)) {
        return Some("must not be made of the user name");
    }
    None
}

/// `aaaaaaaa`, `12345678`, `hgfedcba`: one step repeated.
fn is_monotonous(password: &str) -> bool {
    let signs: Vec<i64> = password.chars().map(|c| i64::from(u32::from(c))).collect();
    let mut steps = signs.windows(2).map(|w| w[1] - w[0]);
    let Some(first) = steps.next() else { return true };
    first.abs() <= 1 && steps.all(|s| s == first)
}

/// `zhangsan123`, `2026zhangsan`.
fn is_name_with_digits(password: &str, name: &str) -> bool {
    password.split_once(name).is_some_and(|(before, after)| {
        before.chars().chain(after.chars()).all(|c| c.is_ascii_digit() || c.is_ascii_punctuation())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn guessable_passwords_are_refused_and_long_plain_ones_are_not() {
        for bad in [
            "short",
            "password",
            "Password1",
            "12345678",
            "88888888",
            "qwertyuiop",
            "zhangsan",
            "nasgnahz",
            "ZhangSan123",
            "zhangsan@2026",
            "P@ssw0rd",
        ] {
            assert!(complaint(bad, "zhangsan").is_some(), "{bad}");
        }
        for good in
            ["correct horse battery", "中文密码也可以很好", "Polydesk#2026", "zhangsan likes tea", "tr0ub4dor&3"]
        {
            assert_eq!(complaint(good, "zhangsan"), None, "{good}");
        }
        assert!(complaint(&"长".repeat(129), "a").is_some());
        assert_eq!(complaint(&"ab-cd-ef ".repeat(7), "a"), None);
    }

    #[test]
    fn the_list_holds_only_what_length_does_not_refuse_already() {
        for bad in KNOWN_BAD.iter() {
            assert!(bad.chars().count() >= PASSWORD_MIN && bad.to_lowercase() == **bad, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(password in ".{0,200}", name in ".{0,20}") {
            let refused = complaint(&password, &name).is_some();
            let length = password.chars().count();
            prop_assert!(refused || (8..=128).contains(&length));
        }
    }
}
