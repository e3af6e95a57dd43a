//! SQL of senders.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, seal};
use serde::{Deserialize, Serialize};

use super::{Sender, SenderKind, SenderSettings};
use crate::mail::Channel;

const SEALED_FOR: &str = "sender secret";

#[derive(Serialize, Deserialize)]
struct Secrets {
    secret: String,
    token: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    channel: Channel,
    sender: SenderKind,
    settings: String,
    sealed: String,
    updated_at: DateTime<Utc>,
}

fn owner(tenant: i64, channel: Channel) -> String {
    format!("{tenant}/{}", channel.as_str())
}

fn opened(tx: &TenantTx, row: &Row) -> Result<Sender> {
    let secrets = seal::open(tx.keys(), SEALED_FOR, &owner(tx.tenant(), row.channel), &row.sealed)?;
    let secrets: Secrets = serde_json::from_slice(&secrets).map_err(Error::internal)?;
    let settings: SenderSettings = serde_json::from_str(&row.settings).map_err(Error::internal)?;
    Ok(Sender { kind: row.sender, settings, secret: secrets.secret, token: secrets.token })
}

/// The sender of a channel; none when its messages stay in the outbox.
pub(crate) async fn find(tx: &mut TenantTx, channel: Channel) -> Result<Option<Sender>> {
    let tenant = tx.tenant();
    let row: Option<Row> = sqlx::query_as(
        "select channel, sender, settings, sealed, updated_at from message_senders where tenant_id = $1 and channel = $2",
    )
    .bind(tenant)
    .bind(channel)
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| opened(tx, &row)).transpose()
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<(Channel, Sender, DateTime<Utc>)>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select channel, sender, settings, sealed, updated_at from message_senders where tenant_id = $1 order by channel",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| Ok((row.channel, opened(tx, &row)?, row.updated_at))).collect()
}

pub async fn save(tx: &mut TenantTx, sender: &Sender) -> Result<()> {
    let (tenant, now, channel) = (tx.tenant(), tx.now(), sender.kind.channel());
    let secrets = Secrets { secret: sender.secret.clone(), token: sender.token.clone() };
    let secrets = serde_json::to_vec(&secrets).map_err(Error::internal)?;
    let sealed = seal::seal(tx.keys(), SEALED_FOR, &owner(tenant, channel), &secrets)?;
    sqlx::query(
        "insert into message_senders (tenant_id, channel, sender, settings, sealed, updated_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, channel) do update set sender = excluded.sender, settings = excluded.settings,
           sealed = excluded.sealed, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(channel)
    .bind(sender.kind)
    .bind(serde_json::to_string(&sender.settings).map_err(Error::internal)?)
    .bind(sealed)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, channel: Channel) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from message_senders where tenant_id = $1 and channel = $2")
        .bind(tenant)
        .bind(channel)
        .execute(tx.conn())
        .await?;
    Ok(())
}
