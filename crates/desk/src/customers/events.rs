//! What a customer itself is told.

use kernel::{Result, Stream, TenantTx};
use serde::Serialize;

/// What `history_update` says: nothing but that it happened.
#[derive(Serialize)]
struct HistoryUpdate {}

/// Conversations and tickets came to the customer or left it, by a merger or a split: its lists are to be
/// fetched again.
pub(crate) fn announce_history(tx: &mut TenantTx, customer: i64) -> Result<()> {
    tx.emit(Stream::customer(customer), "history_update", &HistoryUpdate {})
}
