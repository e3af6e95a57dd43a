//! What a call costs. Pure: micro-units (1e-6 of the currency), prices per million tokens, products in
//! i128, rounded half-even once per attempt (design §8). What the provider takes and what the tenant's
//! group is charged are two numbers.

mod money;

pub use money::{Money, not_negative_option};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const MILLION: i128 = 1_000_000;
/// A rate of one, in ten-thousandths.
pub const WHOLE: i32 = 10_000;

/// What an account's provider asks: per million tokens, and per call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase", default)]
pub struct Price {
    #[garde(custom(money::not_negative))]
    pub input: Money,
    #[garde(custom(money::not_negative))]
    pub output: Money,
    /// Read from the provider's prompt cache.
    #[garde(custom(money::not_negative))]
    pub cached: Money,
    /// Written to it, for minutes.
    #[garde(custom(money::not_negative))]
    pub cache_write: Money,
    /// Written to it for an hour; as much as `cacheWrite` when null.
    #[serde(rename = "cacheWrite1h")]
    #[garde(custom(money::not_negative_option))]
    pub cache_write_1h: Option<Money>,
    /// Whatever the tokens.
    #[garde(custom(money::not_negative))]
    pub call: Money,
}

/// The tokens of one attempt; the kinds do not overlap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    pub input: i64,
    pub cached: i64,
    pub cache_write: i64,
    /// Not in what an earlier version spooled.
    #[serde(default)]
    pub cache_write_1h: i64,
    pub output: i64,
}

impl Tokens {
    pub fn total(self) -> i64 {
        let read = self.input.saturating_add(self.cached);
        read.saturating_add(self.written()).saturating_add(self.output)
    }
    /// To the provider's cache.
    pub fn written(self) -> i64 {
        self.cache_write.saturating_add(self.cache_write_1h)
    }
    pub fn prompt(self) -> i64 {
        self.total() - self.output
    }
}

/// What the provider takes for one attempt.
pub fn cost(price: &Price, tokens: Tokens) -> Money {
    let line = |tokens: i64, price: Money| i128::from(tokens.max(0)) * i128::from(price.0);
    let sum = line(tokens.input, price.input)
        + line(tokens.output, price.output)
        + line(tokens.cached, price.cached)
        + line(tokens.cache_write, price.cache_write)
        + line(tokens.cache_write_1h, price.cache_write_1h.unwrap_or(price.cache_write))
        + i128::from(price.call.0) * MILLION;
    Money(clamp(half_even(sum, MILLION)))
}

/// What the group is charged for it, at a rate in ten-thousandths (004, 企业折扣率).
pub fn charge(cost: Money, rate: i32) -> Money {
    Money(clamp(half_even(i128::from(cost.0) * i128::from(rate), i128::from(WHOLE))))
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// `value / unit` to the nearest whole, a half to the even one. Neither is negative.
fn half_even(value: i128, unit: i128) -> i128 {
    let (whole, rest) = (value / unit, value % unit);
    match (rest * 2).cmp(&unit) {
        std::cmp::Ordering::Less => whole,
        std::cmp::Ordering::Greater => whole + 1,
        std::cmp::Ordering::Equal => whole + whole % 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_half_goes_to_the_even_side() {
        assert_eq!([0, 5, 6, 15, 14, 25, 35].map(|v| half_even(v, 10)), [0, 0, 1, 2, 1, 2, 4]);
    }

    #[test]
    fn tokens_and_the_fixed_part_make_one_line() {
        let price = Price { input: Money(2_500_000), output: Money(10_000_000), call: Money(7), ..Price::default() };
        // 25 at 2.5 and 20 at 10 a million: 62.5 + 200 micro-units, and 7; rounded once.
        let tokens = Tokens { input: 25, output: 20, ..Tokens::default() };
        assert_eq!(cost(&price, tokens), Money(270));
        assert_eq!(charge(Money(269), 8_000), Money(215));
        assert_eq!(charge(Money(269), WHOLE), Money(269));
    }

    #[test]
    fn what_is_cached_for_an_hour_has_a_price_of_its_own() {
        let tokens = Tokens { cache_write: 1_000, cache_write_1h: 1_000, ..Tokens::default() };
        let mut price = Price { cache_write: Money(3_750_000), ..Price::default() };
        assert_eq!(cost(&price, tokens), Money(7_500));
        price.cache_write_1h = Some(Money(6_000_000));
        assert_eq!(cost(&price, tokens), Money(9_750));
        price.cache_write_1h = Some(Money(0));
        assert_eq!(cost(&price, tokens), Money(3_750));
    }

    proptest! {
        /// Against the slow way: a rational number, compared by cross-multiplication.
        #[test]
        fn rounding_is_never_off_by_more_than_a_half(v in 0_i128..1 << 90, unit in 1_i128..1 << 30) {
            let r = half_even(v, unit);
            let off = (r * unit - v).abs() * 2;
            prop_assert!(off <= unit);
            if off == unit { prop_assert_eq!(r % 2, 0); }
        }

        #[test]
        fn more_tokens_never_cost_less(a in 0_i64..1 << 40, b in 0_i64..1 << 40, p in 0_i64..1 << 40) {
            let price = Price { output: Money(p), ..Price::default() };
            let of = |output| cost(&price, Tokens { output, ..Tokens::default() });
            prop_assert!(of(a.min(b)) <= of(a.max(b)));
        }
    }
}
