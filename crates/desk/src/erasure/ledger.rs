//! Tombstones: one small file for each erased customer, in the keyring's folder and so outside the database and
//! its backups. They say whom a restored backup must forget again, and tell nobody who it was.

use std::{io, path::Path};

use chrono::{DateTime, Utc};
use kernel::TenantId;
use serde::{Deserialize, Serialize};

use crate::files::{Files, write_durably};

/// A row of `customers` that is meant. The time of its making tells it from another person to whom a restored
/// database gave the number a second time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    pub id: i64,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tombstone {
    pub token: String,
    pub tenant: TenantId,
    pub customer: i64,
    /// The customer itself and those that turned out to be it.
    pub subjects: Vec<Subject>,
    pub reason: String,
    pub requested_by: Option<i64>,
    pub requested_by_name: String,
    /// Keyed digests of phone numbers and addresses, separated by commas.
    pub identifiers: String,
    pub requested_at: DateTime<Utc>,
}

const FOLDER: &str = "erased";

pub(super) async fn set(files: &Files, tombstone: &Tombstone) -> io::Result<()> {
    let name = format!("{}-{}.json", tombstone.tenant, tombstone.customer);
    let path = files.keyring().folder().join(FOLDER).join(name);
    write_durably(&path, &serde_json::to_vec_pretty(tombstone).map_err(io::Error::other)?).await
}

/// All of them, by tenant and customer.
pub async fn tombstones(files: &Files) -> io::Result<Vec<Tombstone>> {
    read(&files.keyring().folder().join(FOLDER)).await
}

async fn read(folder: &Path) -> io::Result<Vec<Tombstone>> {
    let mut entries = match tokio::fs::read_dir(folder).await {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut found = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let path = entry.path();
        // What a killed process left half-written has another ending.
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let text = tokio::fs::read(&path).await?;
        found.push(serde_json::from_slice(&text).map_err(|e| io::Error::other(format!("{}: {e}", path.display())))?);
    }
    found.sort_by_key(|t: &Tombstone| (t.tenant, t.customer));
    Ok(found)
}
