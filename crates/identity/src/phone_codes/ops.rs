//! Sending a code, and taking it back.

use kernel::{
    App, Error, Result, TenantTx,
    error::code,
    http::context::{self, Locale},
};

use super::{
    model::{self, Sent},
    store,
};
use crate::mail;

/// Sends a code, unless the phone got one a moment ago or too many today.
pub async fn send(app: &App, tx: &mut TenantTx, phone: &str, sender: &str) -> Result<()> {
    let now = tx.now();
    let last = store::lock(tx, phone).await?;
    if last.as_ref().is_some_and(|sent| sent.wait(now).is_some()) {
        return Err(Error::new(code::RATE_LIMITED));
    }
    let code = model::fresh();
    let sent = Sent {
        digest: model::digest(app.keys(), tx.tenant(), phone, &code),
        sent_at: now,
        failures: 0,
        sent_on: now.date_naive(),
        sent_count: last.map_or(0, |sent| sent.count_on(now)) + 1,
        used_at: None,
    };
    store::save(tx, phone, &sent).await?;
    mail::send_text(tx, phone, &text(sender, &code)).await?;
    Ok(())
}

fn text(sender: &str, code: &str) -> String {
    let minutes = model::LIFE.num_minutes();
    match context::current().locale {
        Locale::En => format!("[{sender}] Your code is {code}. It is good for {minutes} minutes. Tell it to nobody."),
        Locale::ZhCn => format!("【{sender}】您的验证码是 {code}，{minutes} 分钟内有效，请勿告诉他人。"),
    }
}

/// Whether `code` is right, in which case it is used up. A wrong try is counted: commit either way.
pub async fn spend(app: &App, tx: &mut TenantTx, phone: &str, code: &str) -> Result<bool> {
    let now = tx.now();
    let Some(mut sent) = store::lock(tx, phone).await?.filter(|sent| sent.is_open(now)) else { return Ok(false) };
    let is_right = model::is_right(app.keys(), tx.tenant(), phone, code, &sent.digest);
    match is_right {
        true => sent.used_at = Some(now),
        false => sent.failures += 1,
    }
    store::save(tx, phone, &sent).await?;
    Ok(is_right)
}
