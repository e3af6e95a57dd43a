//! When a code may be sent, and whether one is right.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::secret::MasterKey;

use crate::sign_in::Kind;

pub const LIFE: TimeDelta = TimeDelta::minutes(5);
pub const RESEND_AFTER: TimeDelta = TimeDelta::seconds(60);
/// A day of UTC; what one phone costs at most.
pub const SENT_A_DAY_MAX: i32 = 10;
/// A day of UTC, from one client network: an office fits, a machine that tries phone after phone does not.
pub const SENT_FROM_NETWORK_MAX: i32 = 200;
/// One in 200,000 guesses it.
pub const FAILURES_MAX: i32 = 5;
const PURPOSE: &str = "phone code";

/// What a code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Register,
    SignIn(Kind),
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn(Kind::User) => "user",
            Self::SignIn(Kind::Customer) => "customer",
        }
    }
}

/// What is known of the newest code of a phone.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Sent {
    pub digest: String,
    pub sent_at: DateTime<Utc>,
    pub failures: i32,
    pub sent_on: NaiveDate,
    pub sent_count: i32,
    pub used_at: Option<DateTime<Utc>>,
}

impl Sent {
    /// How many were sent on the day of `now`.
    pub fn count_on(&self, now: DateTime<Utc>) -> i32 {
        if self.sent_on == now.date_naive() { self.sent_count } else { 0 }
    }

    /// How long until another may be sent.
    pub fn wait(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let since = now - self.sent_at;
        if since < RESEND_AFTER {
            return Some(RESEND_AFTER - since);
        }
        if self.count_on(now) < SENT_A_DAY_MAX {
            return None;
        }
        Some(until_midnight(now))
    }

    /// Whether anything that is typed can still be right.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && self.failures < FAILURES_MAX && now - self.sent_at < LIFE
    }
}

pub fn until_midnight(now: DateTime<Utc>) -> TimeDelta {
    (now.date_naive() + chrono::Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc() - now
}

/// Six digits from 256 random bits; the bias of the remainder is far below one in a million.
pub fn fresh() -> String {
    let digest = kernel::secret::digest(&kernel::secret::token());
    let number = u64::from_str_radix(&digest[..15], 16).unwrap_or_default();
    format!("{:06}", number % 1_000_000)
}

/// A code is too short for a plain digest: whoever reads the table could try all.
pub fn digest(keys: &MasterKey, tenant: i64, purpose: Purpose, phone: &str, code: &str) -> String {
    keys.sign(PURPOSE, &message(tenant, purpose, phone, code))
}

pub fn is_right(keys: &MasterKey, tenant: i64, purpose: Purpose, phone: &str, code: &str, digest: &str) -> bool {
    keys.signed(PURPOSE, &message(tenant, purpose, phone, code), digest)
}

fn message(tenant: i64, purpose: Purpose, phone: &str, code: &str) -> String {
    format!("{tenant}/{}/{phone}/{code}", purpose.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(at: DateTime<Utc>, count: i32) -> Sent {
        Sent {
            digest: String::new(),
            sent_at: at,
            failures: 0,
            sent_on: at.date_naive(),
            sent_count: count,
            used_at: None,
        }
    }

    #[test]
    fn a_phone_gets_one_a_minute_and_ten_a_day() {
        let noon: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
        assert_eq!(sent(noon, 1).wait(noon + TimeDelta::seconds(59)), Some(TimeDelta::seconds(1)));
        assert_eq!(sent(noon, 1).wait(noon + TimeDelta::seconds(60)), None);
        assert_eq!(sent(noon, 10).wait(noon + TimeDelta::hours(1)), Some(TimeDelta::hours(11)));
        assert_eq!(sent(noon, 10).wait(noon + TimeDelta::hours(12)), None);
    }

    #[test]
    fn a_code_ends_by_time_by_use_and_by_wrong_tries() {
        let now = Utc::now();
        assert!(sent(now, 1).is_open(now + TimeDelta::seconds(299)));
        assert!(!sent(now, 1).is_open(now + LIFE));
        assert!(!Sent { used_at: Some(now), ..sent(now, 1) }.is_open(now));
        assert!(!Sent { failures: FAILURES_MAX, ..sent(now, 1) }.is_open(now));
    }

    #[test]
    fn a_code_is_right_for_its_own_phone_tenant_and_purpose_only() {
        let (keys, code) = (MasterKey::generate(), fresh());
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        let user = Purpose::SignIn(Kind::User);
        let digest = digest(&keys, 1, user, "13800000001", &code);
        assert!(is_right(&keys, 1, user, "13800000001", &code, &digest));
        for (tenant, purpose, phone) in [
            (2, user, "13800000001"),
            (1, user, "13800000002"),
            (1, Purpose::Register, "13800000001"),
            (1, Purpose::SignIn(Kind::Customer), "13800000001"),
        ] {
            assert!(!is_right(&keys, tenant, purpose, phone, &code, &digest));
        }
        assert!(!is_right(&MasterKey::generate(), 1, user, "13800000001", &code, &digest));
    }
}
