//! Making a code, sending it, and taking it back.

use chrono::TimeDelta;
use kernel::{
    App, Error, Result, TenantTx,
    error::code,
    http::context::{self, Locale},
};

use super::{
    model::{self, Purpose, Sent},
    store,
};
use crate::mail::{self, ShortMessage};

/// Puts a new code of a phone in force, unless the phone got one a moment ago, or it or the network too many
/// today. Does the same whether or not the phone is anybody's.
pub async fn issue(app: &App, tx: &mut TenantTx, purpose: Purpose, phone: &str, network: &str) -> Result<String> {
    let now = tx.now();
    let last = store::lock(tx, phone).await?;
    if let Some(wait) = last.as_ref().and_then(|sent| sent.wait(now)) {
        return Err(later(wait));
    }
    if store::count_network(tx, network).await? > model::SENT_FROM_NETWORK_MAX {
        return Err(later(model::until_midnight(now)));
    }
    let code = model::fresh();
    let sent = Sent {
        digest: model::digest(app.keys(), tx.tenant(), purpose, phone, &code),
        sent_at: now,
        failures: 0,
        sent_on: now.date_naive(),
        sent_count: last.map_or(0, |sent| sent.count_on(now)) + 1,
        used_at: None,
    };
    store::save(tx, phone, &sent).await?;
    Ok(code)
}

fn later(wait: TimeDelta) -> Error {
    let seconds = u64::try_from(wait.num_seconds()).unwrap_or(0) + 1;
    Error::new(code::RATE_LIMITED).retry_after(std::time::Duration::from_secs(seconds))
}

/// Sends a code to its phone. `sender` is who the message says it is from.
pub async fn deliver(tx: &mut TenantTx, phone: &str, sender: &str, code: &str) -> Result<()> {
    let message = ShortMessage {
        text: text(sender, code),
        template: "code",
        params: vec![("code", code.to_owned())],
        life: Some(model::LIFE),
    };
    mail::send_text(tx, phone, &message).await.map(drop)
}

fn text(sender: &str, code: &str) -> String {
    let minutes = model::LIFE.num_minutes();
    match context::current().locale {
        Locale::En => format!("[{sender}] Your code is {code}. It is good for {minutes} minutes. Tell it to nobody."),
        Locale::ZhCn => format!("【{sender}】您的验证码是 {code}，{minutes} 分钟内有效，请勿告诉他人。"),
    }
}

/// Whether `code` is right, in which case it is used up. A wrong try is counted: commit either way.
pub async fn spend(app: &App, tx: &mut TenantTx, purpose: Purpose, phone: &str, code: &str) -> Result<bool> {
    let now = tx.now();
    let Some(mut sent) = store::lock(tx, phone).await?.filter(|sent| sent.is_open(now)) else { return Ok(false) };
    let is_right = model::is_right(app.keys(), tx.tenant(), purpose, phone, code, &sent.digest);
    match is_right {
        true => sent.used_at = Some(now),
        false => sent.failures += 1,
    }
    store::save(tx, phone, &sent).await?;
    Ok(is_right)
}
