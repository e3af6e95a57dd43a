//! Reminders that leave by mail: the leader of a team hears that a service relation expires within a week
//! (003 §3.1.3). Finding them is the desk's, the mail is identity's; they meet in one transaction, so
//! that nobody is reminded twice of the same, nor never.

use std::time::Duration;

use desk::relations::{Priority, Reminder};
use identity::mail::Letter;
use kernel::{App, Result, db::TenantId, rounds};

const EVERY: Duration = Duration::from_secs(900);
/// Reminders of one transaction.
const BATCH: i64 = 50;

pub fn start(app: &App) {
    rounds::start(app, "remind of relations that expire", EVERY, |app, tenant| async move {
        remind(&app, tenant).await.map(drop)
    });
}

/// Reminds the leaders in one tenant; returns of how many relations.
pub async fn remind(app: &App, tenant: TenantId) -> Result<usize> {
    let mut all = 0;
    loop {
        let mut tx = app.db().begin_system(tenant).await?;
        let reminders = desk::relations::remind(&mut tx, BATCH).await?;
        for reminder in &reminders {
            if let Some(email) = &reminder.email {
                let letter = letter(&app.settings().public_url, reminder);
                identity::mail::send_about(&mut tx, reminder.relation.customer.id, email, &letter).await?;
            }
        }
        tx.finish().await?;
        all += reminders.len();
        if reminders.is_empty() {
            return Ok(all);
        }
    }
}

fn letter(public_url: &str, r: &Reminder) -> Letter {
    let (customer, team, leader) = (&r.relation.customer.name, &r.relation.team.name, &r.leader.name);
    let organization = r.relation.customer.organization.as_ref().map_or(String::new(), |o| o.name.clone());
    let when = r.expires.format("%Y-%m-%d %H:%M");
    let link = format!("{public_url}/console/customers/{}#teams", r.relation.customer.id);
    let primary = r.relation.priority == Priority::Primary;
    match r.locale.as_str() {
        "en" => {
            let of = if organization.is_empty() { organization } else { format!(" ({organization})") };
            let priority = if primary { "primary" } else { "secondary" };
            Letter {
                subject: format!("A service relation expires soon: {customer}"),
                body: format!(
                    "Hello {leader},\n\n{team} serves {customer}{of} as its {priority} team until {when}.\nPlease extend the relation, or let it end:\n\n{link}\n"
                ),
            }
        }
        _ => {
            let of = if organization.is_empty() { organization } else { format!("（{organization}）") };
            let priority = if primary { "主要" } else { "次要" };
            Letter {
                subject: format!("服务关系即将到期：{customer}"),
                body: format!(
                    "{leader}，您好：\n\n{team}作为{customer}{of}的{priority}服务团队，服务关系将于 {when} 到期。\n请决定续约或终止：\n\n{link}\n"
                ),
            }
        }
    }
}
