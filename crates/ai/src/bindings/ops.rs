//! Binding a group to accounts.

use kernel::{Error, Result, TenantTx};
use serde_json::json;

use super::{
    model::{BindingInput, Target, draws},
    store,
};
use crate::{accounts, groups};

pub async fn bind(tx: &mut TenantTx, group: i64, new: &BindingInput) -> Result<()> {
    groups::store::lock(tx, group).await?;
    let rows = draws(new.binding_mode, &new.binding_config)?;
    for row in &rows {
        if let Target::Account(id) = row.target {
            // Locked, so that it is not deleted meanwhile.
            accounts::store::lock(tx, id)
                .await
                .map_err(|_| Error::field("bindingConfig", "names an account that does not exist"))?;
        }
    }
    store::replace(tx, group, &rows).await?;
    groups::store::set_mode(tx, group, new.binding_mode.as_str()).await?;
    if let Some(quota) = &new.quota_config {
        if quota.warning_threshold > quota.alert_threshold {
            return Err(Error::field("quotaConfig.warningThreshold", "must not be above the alert"));
        }
        groups::store::set_quota(tx, group, quota).await?;
    }
    tx.audit("ai_group.bind", format!("ai-group/{group}"), json!({ "mode": new.binding_mode, "draws": rows.len() }));
    groups::changed(tx, group)
}
