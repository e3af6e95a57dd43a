//! What is taken out of a text that is kept, or shown to who may not use its secrets.

use super::Channel;

/// The text without what lets its reader in.
pub fn scrubbed(channel: Channel, text: &str) -> String {
    match channel {
        Channel::Mail => without_tokens(text),
        Channel::Sms => without_codes(text),
        Channel::Wecom | Channel::Dingtalk => text.to_owned(),
    }
}

/// The text with the secrets of its links taken out.
fn without_tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("token=") {
        out.push_str(before);
        out.push_str("token=***");
        rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    }
    out.push_str(rest);
    out
}

/// The text with its codes taken out: every run of four digits or more.
fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() < 4 { &digits } else { "******" });
        digits.clear();
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lose_their_secret_and_nothing_else() {
        let text = "open http://desk.test/console/reset?token=3.aB-_9\n\nor http://x/?token=z&a=1 bye";
        assert_eq!(
            without_tokens(text),
            "open http://desk.test/console/reset?token=***\n\nor http://x/?token=***&a=1 bye"
        );
        assert_eq!(without_tokens("nothing here"), "nothing here");
    }

    #[test]
    fn messages_lose_their_code_and_nothing_else() {
        assert_eq!(without_codes("您的验证码是 012345，5 分钟内有效"), "您的验证码是 ******，5 分钟内有效");
        assert_eq!(without_codes("code 123456"), "code ******");
    }
}
