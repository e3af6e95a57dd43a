//! Budget alerts: once for each threshold and period (004, 成本分摊). They are events on the inboxes of the
//! group's administrators and of the stream `ai-alerts`, from which webhooks and mails are made.

mod model;
mod store;

use std::collections::HashSet;

use kernel::{App, Result, Stream};

pub use model::{Alert, Measure, due};
pub use store::{insert as keep, list};

use crate::{budget::Scope, snapshot::Tenant};

/// Compares what the groups have used with their thresholds, and tells what was not told before.
pub async fn raise(app: &App, tenant: &Tenant, groups: &HashSet<i64>) -> Result<()> {
    let (snapshot, periods) = (tenant.snapshot(), tenant.periods(app.now()));
    let mut due = Vec::new();
    for group in groups.iter().filter_map(|id| snapshot.groups.get(id)) {
        let used = tenant.used_of(Scope::Group(group.id), periods);
        let thresholds = [group.warning_percent, group.alert_percent];
        due.extend(model::due(group.id, Measure::DailyTokens, used.daily_tokens, group.daily_tokens, thresholds));
        due.extend(model::due(group.id, Measure::MonthlyBudget, used.monthly_charge, group.monthly_budget, thresholds));
    }
    if due.is_empty() {
        return Ok(());
    }
    let mut tx = app.db().begin_system(tenant.id).await?;
    let mut told = false;
    for crossing in due {
        let period = match crossing.measure {
            Measure::DailyTokens => periods.date(),
            Measure::MonthlyBudget => periods.first_of_month(),
        };
        let Some(alert) = store::insert(&mut tx, &crossing, period).await? else { continue };
        for user in store::administrators(&mut tx, crossing.group).await? {
            tx.emit(Stream::user(user), "ai_budget_alert", &alert)?;
        }
        tx.emit_views(Stream("ai-alerts".into()), "ai_budget_alert", None::<&()>, &alert)?;
        told = true;
    }
    if told { tx.finish().await } else { Ok(()) }
}
