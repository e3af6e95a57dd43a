//! Quotas and budgets: reserved before a call, settled after it, so that calls at the same time cannot
//! overshoot (design §8).

mod ledger;
mod period;

pub use ledger::{Amount, Hold, Ledger, Limit, Measure, Refused, Scope, Used};
pub use period::Periods;
