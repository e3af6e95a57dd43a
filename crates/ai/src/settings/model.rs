//! The tenant's own settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pricing::{Money, WHOLE, not_negative_option};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiSettings")]
pub struct Settings {
    /// ISO 4217; prices and budgets are in it.
    #[garde(length(min = 3, max = 3), custom(is_currency))]
    #[schemars(length(min = 3, max = 3), extend("examples" = ["CNY"]))]
    pub currency: String,
    /// What groups are charged of the provider's cost, in ten-thousandths: 10000 = all of it.
    #[garde(range(min = 0, max = 100_000))]
    #[schemars(range(min = 0, max = 100_000))]
    pub charge_rate: i32,
    /// Of the whole tenant; null = without a limit.
    #[garde(custom(not_negative_option))]
    pub monthly_budget: Option<Money>,
    /// Where days and months begin, in minutes from UTC.
    #[garde(range(min = -840, max = 840))]
    #[schemars(range(min = -840, max = 840))]
    pub utc_offset_minutes: i32,
}

fn is_currency(text: &str, (): &()) -> garde::Result {
    match text.bytes().all(|b| b.is_ascii_uppercase()) {
        true => Ok(()),
        false => Err(garde::Error::new("must be three capital letters")),
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { currency: "CNY".into(), charge_rate: WHOLE, monthly_budget: None, utc_offset_minutes: 480 }
    }
}
