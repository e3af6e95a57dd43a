//! How the demo's tenant finds its customers and hears from them: segments, registration links, feedback.

use std::collections::HashMap;

use anyhow::Context as _;
use chrono::TimeDelta;
use desk::{
    portal::{FeedbackStatus, FeedbackType, NewFeedback},
    segments::NewSegment,
};
use identity::registration::NewLinks;
use kernel::{App, Principal};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct OutreachFile {
    segments: Vec<NewSegment>,
    links: Vec<LinkFile>,
    feedback: Vec<FeedbackFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LinkFile {
    name: String,
    team: Option<String>,
    topic: Option<String>,
    #[serde(default)]
    phone_code: bool,
    /// Until when, in days from now.
    days: Option<i64>,
    uses_max: Option<i32>,
    #[serde(default)]
    revoked: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FeedbackFile {
    /// A phone of the demo's customers.
    customer: String,
    about: FeedbackType,
    rating: Option<i16>,
    content: String,
    suggestions: Option<String>,
    #[serde(default)]
    contact_required: bool,
    priority: i16,
    status: FeedbackStatus,
    response: Option<String>,
}

pub async fn fill(
    app: &App,
    admin: &Principal,
    file: OutreachFile,
    teams: &HashMap<String, i64>,
    customers: &HashMap<String, i64>,
) -> anyhow::Result<()> {
    let mut tx = app.db().begin(admin).await?;
    for segment in &file.segments {
        desk::segments::create(&mut tx, segment).await?;
    }
    for link in file.links {
        let new = NewLinks {
            name: link.name,
            count: 1,
            team_id: link.team.and_then(|key| teams.get(&key).copied()),
            topic: link.topic,
            phone_code: link.phone_code,
            expires_at: link.days.map(|days| tx.now() + TimeDelta::days(days)),
            uses_max: link.uses_max,
        };
        let made = identity::registration::create(&mut tx, &new, "").await?;
        if link.revoked {
            identity::registration::revoke(&mut tx, made.first().context("no link was made")?.id).await?;
        }
    }
    for f in file.feedback {
        let new = NewFeedback {
            customer: *customers.get(&f.customer).with_context(|| format!("no customer {}", f.customer))?,
            feedback_type: f.about,
            related: None,
            rating: f.rating,
            content: f.content,
            suggestions: f.suggestions,
            contact_required: f.contact_required,
            priority_level: f.priority,
        };
        let id = desk::portal::insert_feedback(&mut tx, &new).await?;
        if f.status != FeedbackStatus::Pending {
            desk::portal::handle_feedback(&mut tx, id, f.status, f.response.as_deref()).await?;
        }
    }
    tx.finish().await?;
    Ok(())
}
