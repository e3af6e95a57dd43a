//! What a sender needs to be told, and how sending can fail.

use garde::Validate;
use kernel::FieldError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::mail::Channel;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SenderKind {
    /// Aliyun's `SendSms`.
    AliyunSms,
    /// Messages of an application, to a member.
    WecomApp,
    /// A group's robot.
    WecomRobot,
    /// Work notifications, to a member.
    DingtalkApp,
    /// A group's robot, signed.
    DingtalkRobot,
}

impl SenderKind {
    pub fn channel(self) -> Channel {
        match self {
            Self::AliyunSms => Channel::Sms,
            Self::WecomApp | Self::WecomRobot => Channel::Wecom,
            Self::DingtalkApp | Self::DingtalkRobot => Channel::Dingtalk,
        }
    }

    /// The provider recognises a message that it was given before: WeCom by its duplicate check, DingTalk's work
    /// notifications because one content reaches a person once a day.
    pub fn recognises_repetition(self) -> bool {
        matches!(self, Self::WecomApp | Self::DingtalkApp)
    }
}

/// What is not secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase", default)]
pub struct SenderSettings {
    /// Aliyun: the access key's id; WeCom: the company's id; DingTalk: the app key.
    #[garde(length(max = 128), ascii)]
    #[schemars(length(max = 128))]
    pub app_id: String,
    /// Of an application.
    #[garde(inner(range(min = 1)))]
    #[schemars(range(min = 1))]
    pub agent_id: Option<i64>,
    /// Aliyun: the signature that the text begins with.
    #[garde(length(chars, max = 32))]
    #[schemars(length(max = 32))]
    pub sign_name: String,
    /// Aliyun: the template of codes; its variable is `code`.
    #[garde(length(max = 64), ascii)]
    #[schemars(length(max = 64))]
    pub template_code: String,
}

/// A sender with its secrets opened.
#[derive(Clone)]
pub struct Sender {
    pub kind: SenderKind,
    pub settings: SenderSettings,
    /// Aliyun: the access key's secret; applications: their secret; DingTalk's robot: what it signs with.
    pub secret: String,
    /// Robots: what stands in their webhook's address.
    pub token: String,
}

impl Sender {
    /// What is missing for this kind of sender.
    pub fn missing(&self) -> Vec<FieldError> {
        let s = &self.settings;
        let has = |field: &str| match field {
            "appId" => !s.app_id.trim().is_empty(),
            "agentId" => s.agent_id.is_some(),
            "signName" => !s.sign_name.trim().is_empty(),
            "templateCode" => !s.template_code.trim().is_empty(),
            "secret" => !self.secret.is_empty(),
            _ => !self.token.is_empty(),
        };
        let needed: &[&str] = match self.kind {
            SenderKind::AliyunSms => &["appId", "signName", "templateCode", "secret"],
            SenderKind::WecomApp | SenderKind::DingtalkApp => &["appId", "agentId", "secret"],
            SenderKind::WecomRobot => &["token"],
            SenderKind::DingtalkRobot => &["token", "secret"],
        };
        needed.iter().filter(|field| !has(field)).map(|field| FieldError::required(*field)).collect()
    }
}

/// Why a message did not leave, in the provider's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Worth another try.
    #[error("{0}")]
    Temporary(String),
    /// Another try would be refused as well.
    #[error("{0}")]
    Final(String),
    /// It may have left all the same.
    #[error("{0}")]
    Unknown(String),
}

/// What a provider said, as much as is worth keeping.
pub fn said(code: impl std::fmt::Display, message: &str) -> String {
    format!("{code} {}", message.chars().take(300).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sender_says_what_it_lacks() {
        let missing = |kind| {
            let sender =
                Sender { kind, settings: SenderSettings::default(), secret: String::new(), token: String::new() };
            sender.missing().into_iter().map(|f| f.field).collect::<Vec<_>>()
        };
        assert_eq!(missing(SenderKind::AliyunSms), ["appId", "signName", "templateCode", "secret"]);
        assert_eq!(missing(SenderKind::WecomApp), ["appId", "agentId", "secret"]);
        assert_eq!(missing(SenderKind::WecomRobot), ["token"]);
        assert_eq!(missing(SenderKind::DingtalkRobot), ["token", "secret"]);
    }
}
