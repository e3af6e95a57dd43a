//! How a mail leaves: by SMTP, or as a file.

use std::{
    fs::{DirBuilder, OpenOptions},
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    time::Duration,
};

use kernel::Settings;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

/// A server that does not answer within this is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("smtp: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("outbox folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// lettre builds the headers, so that nothing in a name or subject becomes one of its own.
pub fn compose(settings: &Settings, to: &str, subject: &str, body: &str) -> Result<Message, MailError> {
    let from: Mailbox = settings.mail_from.parse()?;
    let to = Mailbox::new(None, to.parse()?);
    Ok(Message::builder().from(from).to(to).subject(subject).header(ContentType::TEXT_PLAIN).body(body.to_owned())?)
}

/// Whether the URL names a mail server; nothing is sent.
pub fn check_server(url: &str) -> Result<(), MailError> {
    let named = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
    drop(named);
    Ok(())
}

pub async fn by_smtp(url: &str, message: Message) -> Result<(), MailError> {
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE)).build();
    transport.send(message).await?;
    Ok(())
}

/// Writes a message where the operator finds it; returns the path relative to the data folder.
pub fn to_folder(data: &Path, name: &str, content: &[u8]) -> Result<String, MailError> {
    let relative = format!("outbox/{name}");
    let path = data.join(&relative);
    // What is in a mail lets its reader in: nobody else on this machine may look.
    DirBuilder::new().recursive(true).mode(0o700).create(data.join("outbox"))?;
    // Half a file is never seen under the final name.
    let partial = path.with_extension("part");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&partial, &path)?;
    Ok(relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "您好\r\n.\r\nhttp://desk.test/?token=abc\r\n";

    fn settings(data: &Path) -> Settings {
        Settings {
            public_url: "http://desk.test".into(),
            data: data.into(),
            keyring: None,
            default_tenant: None,
            smtp_url: None,
            mail_from: "Polydesk <no-reply@desk.test>".into(),
            trusted_proxies: Vec::new(),
            rate_limits: true,
            metrics_token: None,
            outbound_allowed: Vec::new(),
            provider_endpoints: Default::default(),
        }
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let settings = settings(Path::new("/nowhere"));
        let message = compose(&settings, "a@example.com", "hello\r\nBcc: spy@example.com", BODY).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|l| l.starts_with("Bcc")), "{headers}");
        assert_eq!(message.envelope().to().len(), 1);
        assert!(compose(&settings, "a@example.com\r\nRCPT TO:<spy@example.com>", "x", BODY).is_err());
        assert!(compose(&settings, "a@example.com, spy@example.com", "x", BODY).is_err());
    }

    #[test]
    fn without_a_server_the_mail_lands_in_the_folder() {
        let data = std::env::temp_dir().join(format!("polydesk-mail-{}", kernel::secret::token()));
        let message = compose(&settings(&data), "a@example.com", "重置您的密码", BODY).unwrap();
        let path = to_folder(&data, "3-7.eml", &message.formatted()).unwrap();
        assert_eq!(path, "outbox/3-7.eml");
        let text = std::fs::read_to_string(data.join(&path)).unwrap();
        assert!(text.contains("To: a@example.com") && text.contains("From: Polydesk"));
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| std::fs::metadata(data.join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("outbox"), mode("outbox/3-7.eml")), (0o700, 0o600));
        std::fs::remove_dir_all(data).unwrap();
    }
}
