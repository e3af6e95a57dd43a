//! What is told of a sign-in.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    pub id: i64,
    pub device: Device,
    /// The address it was last renewed from.
    pub ip: Option<String>,
    pub created_at: DateTime<Utc>,
    /// To five minutes.
    pub last_used_at: DateTime<Utc>,
    /// When it ends if it is not used.
    pub expires_at: DateTime<Utc>,
    /// The one that asks.
    pub current: bool,
}

/// What a browser says it is; enough to recognise one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Device {
    /// `Chrome`, `Firefox`, `WeChat` ..., or how another program calls itself.
    pub browser: Option<String>,
    /// `Windows`, `macOS`, `iOS`, `Android`, `Linux`.
    pub system: Option<&'static str>,
    pub mobile: bool,
}

/// The more particular first: everyone claims to be Safari, and most to be Chrome.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger/", "WeChat"),
    ("DingTalk/", "DingTalk"),
    ("wxwork/", "WeCom"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("HuaweiBrowser/", "Huawei Browser"),
    ("QQBrowser/", "QQ Browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];
/// Android says Linux, and iPads say Mac.
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    pub fn of(user_agent: Option<&str>) -> Self {
        let text = user_agent.unwrap_or_default().trim();
        let known = |table: &'static [(&str, &'static str)]| {
            table.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name)
        };
        let program = || text.split(['/', ' ', '(']).next().filter(|p| !p.is_empty() && *p != "Mozilla");
        let system = known(SYSTEMS);
        Self {
            browser: known(BROWSERS).or_else(program).map(|b| b.chars().take(40).collect()),
            system,
            mobile: matches!(system, Some("iOS" | "Android")) || text.contains("Mobile"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn devices_are_recognised_by_what_sets_them_apart() {
        for (agent, browser, system, mobile) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                "Chrome",
                "Windows",
                false,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Edge",
                "Windows",
                false,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                "Safari",
                "macOS",
                false,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.53",
                "WeChat",
                "iOS",
                true,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
                true,
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox", "Linux", false),
        ] {
            let device = Device::of(Some(agent));
            assert_eq!(
                (device.browser.as_deref(), device.system, device.mobile),
                (Some(browser), Some(system), mobile),
                "{agent}"
            );
        }
        assert_eq!(Device::of(Some("curl/8.5.0")).browser.as_deref(), Some("curl"));
        assert_eq!(Device::of(None), Device { browser: None, system: None, mobile: false });
    }

    proptest! {
        #[test]
        fn whatever_is_claimed_is_short(agent in ".{0,300}") {
            prop_assert!(Device::of(Some(&agent)).browser.is_none_or(|b| b.chars().count() <= 40));
        }
    }
}
