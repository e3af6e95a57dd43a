//! Money as it is kept (whole micro-units) and as JSON has it (a decimal string, never a float).

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Decimal places of the smallest unit.
const PLACES: usize = 6;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > PLACES {
            return None;
        }
        let value: i64 = format!("{whole}{part:0<PLACES$}").parse().ok()?;
        Some(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, value) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, part) = (value / 1_000_000, value % 1_000_000);
        let part = format!("{part:06}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("must be a decimal number as text, such as \"2.5\""))
    }
}

impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A decimal number as text, with at most six places.",
            "pattern": r"^-?\d+(\.\d{1,6})?$",
            "examples": ["2.5"],
        })
    }
}

/// Nobody is paid for a call; a price above this is a slip of the hand.
const PRICE_MAX: Money = Money(1_000_000_000_000_000);

pub fn not_negative(money: &Money, (): &()) -> garde::Result {
    match (Money(0)..=PRICE_MAX).contains(money) {
        true => Ok(()),
        false => Err(garde::Error::new("must be between 0 and 1000000000")),
    }
}

pub fn not_negative_option(money: &Option<Money>, unit: &()) -> garde::Result {
    money.as_ref().map_or(Ok(()), |money| not_negative(money, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in ["", ".5", "-", "1.0000001", "1e3", "１", "99999999999999", " 1", "+1"] {
            assert!(Money::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(Money::parse("2.5"), Some(Money(2_500_000)));
        assert_eq!(Money(2_500_000).to_string(), "2.5");
        assert_eq!(Money(-1).to_string(), "-0.000001");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(v in -(1_i64 << 62)..(1_i64 << 62)) {
            prop_assert_eq!(Money::parse(&Money(v).to_string()), Some(Money(v)));
        }
    }
}
