//! What is used and held of every limit of a tenant. Pure: one value, changed under one lock, so that a
//! call is admitted by all its limits at once or by none.
//!
//! A limit is spent by what was settled here, by what other nodes settled (read from the database), and by
//! what is held for calls in flight. A call is admitted when its estimate fits into what is left.

use std::collections::HashMap;

use super::Periods;

/// Whose limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Tenant,
    Group(i64),
    Key(i64),
    Account(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub scope: Scope,
    pub daily_tokens: Option<i64>,
    /// In micro-units.
    pub monthly_charge: Option<i64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    pub tokens: i64,
    pub charge: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    DailyTokens,
    MonthlyBudget,
}

/// Which limit a call would break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    pub scope: Scope,
    pub measure: Measure,
    pub allowed: i64,
    /// Settled and held before this call.
    pub used: i64,
}

/// What is set aside for one call. Settle it once; [`Ledger::settle`] takes it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a hold that is not settled stays"]
pub struct Hold {
    scopes: Vec<Scope>,
    amount: Amount,
    periods: Periods,
}

/// One period's counter.
#[derive(Debug, Clone, Copy, Default)]
struct Counter {
    period: i32,
    settled: i64,
    /// Settled by other nodes, as last read.
    elsewhere: i64,
    held: i64,
}

impl Counter {
    /// The counter of `period`; a new period begins at nothing, an old one is no longer kept.
    fn at(&mut self, period: i32) -> Option<&mut Self> {
        if period > self.period {
            *self = Self { period, ..Self::default() };
        }
        (period == self.period).then_some(self)
    }
    fn used(&self) -> i64 {
        self.settled.saturating_add(self.elsewhere).saturating_add(self.held)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Meter {
    day: Counter,
    month: Counter,
}

/// What a scope has used in a period, calls in flight apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    pub daily_tokens: i64,
    pub monthly_charge: i64,
    pub held: Amount,
}

#[derive(Debug, Default)]
pub struct Ledger {
    meters: HashMap<Scope, Meter>,
}

impl Ledger {
    /// Admits a call by all `limits`, or names the one that it would break and holds nothing.
    pub fn reserve(&mut self, limits: &[Limit], amount: Amount, periods: Periods) -> Result<Hold, Refused> {
        for limit in limits {
            let meter = self.meters.entry(limit.scope).or_default();
            let day = (limit.daily_tokens, meter.day.at(periods.day), amount.tokens, Measure::DailyTokens);
            let month = (limit.monthly_charge, meter.month.at(periods.month), amount.charge, Measure::MonthlyBudget);
            for (allowed, counter, asked, measure) in [day, month] {
                let (Some(allowed), Some(counter)) = (allowed, counter) else { continue };
                let used = counter.used();
                if used >= allowed || used.saturating_add(asked) > allowed {
                    return Err(Refused { scope: limit.scope, measure, allowed, used });
                }
            }
        }
        for limit in limits {
            let meter = self.meters.entry(limit.scope).or_default();
            if let Some(day) = meter.day.at(periods.day) {
                day.held += amount.tokens;
            }
            if let Some(month) = meter.month.at(periods.month) {
                month.held += amount.charge;
            }
        }
        Ok(Hold { scopes: limits.iter().map(|l| l.scope).collect(), amount, periods })
    }

    /// Gives back what was held and books what was used, in the periods in which the call began.
    pub fn settle(&mut self, hold: Hold, actual: Amount) {
        for scope in &hold.scopes {
            let Some(meter) = self.meters.get_mut(scope) else { continue };
            if let Some(day) = meter.day.at(hold.periods.day) {
                day.held -= hold.amount.tokens;
                day.settled += actual.tokens;
            }
            if let Some(month) = meter.month.at(hold.periods.month) {
                month.held -= hold.amount.charge;
                month.settled += actual.charge;
            }
        }
    }

    /// What the database has of a scope, of which this node wrote `own`: the rest is other nodes', and what
    /// this node settled before it started.
    pub fn learn(&mut self, scope: Scope, periods: Periods, total: Amount, own: Amount) {
        let meter = self.meters.entry(scope).or_default();
        if let Some(day) = meter.day.at(periods.day) {
            day.elsewhere = (total.tokens - own.tokens).max(0);
        }
        if let Some(month) = meter.month.at(periods.month) {
            month.elsewhere = (total.charge - own.charge).max(0);
        }
    }

    pub fn used(&self, scope: Scope, periods: Periods) -> Used {
        let mut meter = self.meters.get(&scope).copied().unwrap_or_default();
        let day = meter.day.at(periods.day).copied().unwrap_or_default();
        let month = meter.month.at(periods.month).copied().unwrap_or_default();
        Used {
            daily_tokens: day.settled + day.elsewhere,
            monthly_charge: month.settled + month.elsewhere,
            held: Amount { tokens: day.held, charge: month.held },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::prelude::*;

    fn at(day: i64) -> Periods {
        Periods::of(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000 + day), 480)
    }
    fn limit(scope: Scope, daily_tokens: Option<i64>, monthly_charge: Option<i64>) -> Limit {
        Limit { scope, daily_tokens, monthly_charge }
    }

    #[test]
    fn a_budget_of_three_and_a_half_calls_admits_three() {
        let mut ledger = Ledger::default();
        let limits = [limit(Scope::Tenant, None, None), limit(Scope::Group(1), None, Some(350))];
        let call = Amount { tokens: 10, charge: 100 };
        let holds: Vec<_> = (0..400).filter_map(|_| ledger.reserve(&limits, call, at(0)).ok()).collect();
        assert_eq!(holds.len(), 3);
        for hold in holds {
            ledger.settle(hold, call);
        }
        let refused = ledger.reserve(&limits, call, at(0)).unwrap_err();
        assert_eq!((refused.scope, refused.measure, refused.used), (Scope::Group(1), Measure::MonthlyBudget, 300));
        assert_eq!(ledger.used(Scope::Tenant, at(0)).monthly_charge, 300);
    }

    #[test]
    fn what_one_limit_refuses_holds_nothing_of_the_others() {
        let mut ledger = Ledger::default();
        let limits = [limit(Scope::Tenant, None, Some(1000)), limit(Scope::Key(7), None, Some(5))];
        assert!(ledger.reserve(&limits, Amount { tokens: 1, charge: 6 }, at(0)).is_err());
        assert_eq!(ledger.used(Scope::Tenant, at(0)).held, Amount::default());
    }

    #[test]
    fn a_new_day_begins_at_nothing_and_a_late_settlement_of_the_old_one_does_not_touch_it() {
        let mut ledger = Ledger::default();
        let limits = [limit(Scope::Group(1), Some(100), None)];
        let late = ledger.reserve(&limits, Amount { tokens: 100, charge: 0 }, at(0)).unwrap();
        assert!(ledger.reserve(&limits, Amount { tokens: 1, charge: 0 }, at(0)).is_err());
        let today = ledger.reserve(&limits, Amount { tokens: 60, charge: 0 }, at(1)).unwrap();
        ledger.settle(late, Amount { tokens: 100, charge: 0 });
        ledger.settle(today, Amount { tokens: 60, charge: 0 });
        assert_eq!(ledger.used(Scope::Group(1), at(1)).daily_tokens, 60);
    }

    #[test]
    fn what_other_nodes_spent_counts() {
        let mut ledger = Ledger::default();
        let limits = [limit(Scope::Group(1), None, Some(100))];
        let hold = ledger.reserve(&limits, Amount { tokens: 0, charge: 40 }, at(0)).unwrap();
        ledger.settle(hold, Amount { tokens: 0, charge: 40 });
        // The database has this node's 40 and another's 50.
        ledger.learn(Scope::Group(1), at(0), Amount { tokens: 0, charge: 90 }, Amount { tokens: 0, charge: 40 });
        assert!(ledger.reserve(&limits, Amount { tokens: 0, charge: 11 }, at(0)).is_err());
        assert_eq!(ledger.used(Scope::Group(1), at(0)).monthly_charge, 90);
    }

    #[derive(Debug, Clone)]
    enum Step {
        Reserve { scopes: u8, tokens: i64, charge: i64 },
        Settle { which: usize, tokens: i64, charge: i64 },
    }
    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0_u8..8, 0_i64..50, 0_i64..50).prop_map(|(scopes, tokens, charge)| Step::Reserve {
                scopes,
                tokens,
                charge
            }),
            (any::<usize>(), 0_i64..50, 0_i64..50).prop_map(|(which, tokens, charge)| Step::Settle {
                which,
                tokens,
                charge
            }),
        ]
    }

    proptest! {
        /// Against a list of everything that ever happened.
        #[test]
        fn the_counters_equal_the_history(steps in prop::collection::vec(step(), 1..300)) {
            let mut ledger = Ledger::default();
            let mut open: Vec<(Vec<Scope>, Hold)> = Vec::new();
            let mut settled: Vec<(Vec<Scope>, Amount)> = Vec::new();
            for step in steps {
                match step {
                    Step::Reserve { scopes, tokens, charge } => {
                        let mine: Vec<_> = (0..3).filter(|n| scopes >> n & 1 == 1)
                            .map(|n| limit(Scope::Group(n), Some(500), Some(400 + 100 * n))).collect();
                        let fits = mine.iter().all(|l| {
                            let sum = |f: fn(&Amount) -> i64| {
                                settled.iter().filter(|(s, _)| s.contains(&l.scope)).map(|(_, a)| f(a)).sum::<i64>()
                                    + open.iter().filter(|(s, _)| s.contains(&l.scope)).map(|(_, h)| f(&h.amount)).sum::<i64>()
                            };
                            let (t, c) = (sum(|a| a.tokens), sum(|a| a.charge));
                            t < 500 && t + tokens <= 500 && c < l.monthly_charge.unwrap() && c + charge <= l.monthly_charge.unwrap()
                        });
                        let got = ledger.reserve(&mine, Amount { tokens, charge }, at(0));
                        prop_assert_eq!(got.is_ok(), fits);
                        if let Ok(hold) = got { open.push((mine.iter().map(|l| l.scope).collect(), hold)); }
                    }
                    Step::Settle { which, tokens, charge } if !open.is_empty() => {
                        let (scopes, hold) = open.swap_remove(which % open.len());
                        let actual = Amount { tokens, charge };
                        ledger.settle(hold, actual);
                        settled.push((scopes, actual));
                    }
                    Step::Settle { .. } => {}
                }
                for n in 0..3 {
                    let scope = Scope::Group(n);
                    let want: i64 = settled.iter().filter(|(s, _)| s.contains(&scope)).map(|(_, a)| a.charge).sum();
                    let held: i64 = open.iter().filter(|(s, _)| s.contains(&scope)).map(|(_, h)| h.amount.charge).sum();
                    let used = ledger.used(scope, at(0));
                    prop_assert_eq!((used.monthly_charge, used.held.charge), (want, held));
                }
            }
        }
    }
}
